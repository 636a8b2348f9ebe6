import { App } from 'antd';
import { useState } from 'react';
import type { CommandName } from '../../../contexts/organisation/contract.ts';
import type { ItemView } from '../../../contexts/publications/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { ProblemNotice } from '../../parts/problem.tsx';
import { ReleaseCommands } from '../../parts/release-commands.tsx';
import { path } from '../../path.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

type State = ItemView['state'];

/** Which commands belong to which state. What is shown may still be forbidden, and then says why. */
const shownIn: Readonly<Record<string, readonly State[]>> = {
  'item.draft': ['draft', 'returned'],
  'item.submit': ['draft', 'returned'],
  'item.recall': ['in-review', 'approved'],
  'item.amend': ['released', 'withdrawn'],
  'item.withdraw': ['released'],
  'item.discard': ['draft', 'returned'],
};

/** What one can do with an item from its page. */
export function ItemCommands({ item }: { readonly item: ItemView }) {
  const go = useGo();
  const { modal } = App.useApp();
  const [withdrawing, setWithdrawing] = useState(false);
  const submit = useSimple(item, 'submit', '已送审');
  const recall = useSimple(item, 'recall', '已撤回送审，可继续修改');
  const amend = useSimple(item, 'amend', '已生成新版本草稿', () => go(path.editItem(item.id)));
  const discard = useSimple(item, 'discard', '草稿已作废', () => go(path.items()));
  // A live item whose amendment is being written is both released and a draft: the live version counts too.
  const isLive = item.liveVersion !== null;
  const offered = (command: CommandName) => {
    const states = shownIn[command] ?? [];
    const here = states.includes(item.state) || (isLive && states.includes('released'));
    return here ? permissionOf(item.permissions, command) : undefined;
  };
  const error = submit.error ?? recall.error ?? amend.error ?? discard.error;
  const ask = (title: string, content: string, okText: string, run: () => void) =>
    modal.confirm({ title, content, okText, cancelText: '取消', onOk: run });
  return (
    <>
      {item.package === null && item.kind !== 'interpretation' && (
        <Link to={path.package(item.id)}>组建解读</Link>
      )}
      {item.state === 'in-review' && <Link to={path.review(item.id)}>进入审核页</Link>}
      <CommandButton
        main={item.state === 'returned'}
        permission={offered('item.draft')}
        onClick={() => go(path.editItem(item.id))}
      >
        修改
      </CommandButton>
      <CommandButton
        main={item.state === 'draft'}
        permission={offered('item.submit')}
        busy={submit.isPending}
        onClick={() => submit.mutate({})}
      >
        送审
      </CommandButton>
      <ReleaseCommands item={item} />
      <CommandButton
        permission={offered('item.recall')}
        busy={recall.isPending}
        onClick={() =>
          ask('撤回送审？', '信息回到草稿状态，已有的签署全部失效。', '撤回送审', () => recall.mutate({}))
        }
      >
        撤回送审
      </CommandButton>
      <CommandButton
        permission={offered('item.amend')}
        busy={amend.isPending}
        onClick={() =>
          ask(
            '修订这条信息？',
            '将生成一份新版本草稿。新版本审核通过并发布之前，公众看到的仍是现在的版本。',
            '开始修订',
            () => amend.mutate({}),
          )
        }
      >
        修订
      </CommandButton>
      <CommandButton danger permission={offered('item.withdraw')} onClick={() => setWithdrawing(true)}>
        撤下
      </CommandButton>
      <CommandButton
        danger
        permission={offered('item.discard')}
        busy={discard.isPending}
        onClick={() =>
          ask('作废这份草稿？', '作废后不能恢复，审计记录仍然保留。', '作废', () => discard.mutate({}))
        }
      >
        作废
      </CommandButton>
      <WithdrawDialog item={item} open={withdrawing} onClose={() => setWithdrawing(false)} />
      <div className="whole">
        <ProblemNotice error={error} />
      </div>
    </>
  );
}

function useSimple(item: ItemView, verb: string, done: string, onDone: () => void = () => {}) {
  return useCommand<object>({ endpoint: `items/${item.id}/${verb}`, wire: () => ({}), done, onDone });
}
