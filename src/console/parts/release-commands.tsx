import { App } from 'antd';
import type { ItemView } from '../../contexts/publications/contract.ts';
import { momentWords } from '../words.ts';
import { useCommand } from './command.ts';
import { CommandButton } from './command-button.tsx';
import { permissionOf } from './permission.ts';
import { ProblemNotice } from './problem.tsx';

/** Release and taking a planned release back; on the item's page and in the list of what is ready. */
export function ReleaseCommands({ item }: { readonly item: ItemView }) {
  const { modal } = App.useApp();
  const release = useCommand<object>({
    endpoint: `items/${item.id}/release`,
    wire: () => ({ digest: item.digest }),
    done: isAhead(item.releaseAt) ? '已定时，到时自动发布' : '已发布',
  });
  const unschedule = useCommand<object>({
    endpoint: `items/${item.id}/unschedule`,
    wire: () => ({}),
    done: '已取消定时发布',
  });
  const planned = isAhead(item.releaseAt);
  const ask = () =>
    modal.confirm({
      title: planned ? `定于 ${momentWords(item.releaseAt)} 发布？` : '立即发布？',
      content: `“${item.title}”将向社会公开，并记入公开日志。`,
      okText: planned ? '定时发布' : '发布',
      cancelText: '取消',
      onOk: () => release.mutate({}),
    });
  return (
    <>
      {item.state === 'approved' && (
        <CommandButton
          main
          permission={permissionOf(item.permissions, 'item.release')}
          busy={release.isPending}
          onClick={ask}
        >
          {planned ? '定时发布' : '发布'}
        </CommandButton>
      )}
      {item.state === 'scheduled' && (
        <CommandButton
          permission={permissionOf(item.permissions, 'item.unschedule')}
          busy={unschedule.isPending}
          onClick={() => unschedule.mutate({})}
        >
          取消定时
        </CommandButton>
      )}
      <ProblemNotice error={release.error ?? unschedule.error} />
    </>
  );
}

function isAhead(instant: string | null): boolean {
  return instant !== null && Date.parse(instant) > Date.now();
}
