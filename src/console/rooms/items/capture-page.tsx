import { App } from 'antd';
import { captureView } from '../../../contexts/channels/contract.ts';
import type { Permission } from '../../../contexts/organisation/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';

interface CapturePageProps {
  readonly itemId: string;
  /** The right to add evidence to this item. */
  readonly permission: Permission | undefined;
}

/** Keeps the public page with everything that belongs to it as a WARC among the evidence. */
export function CapturePage({ itemId, permission }: CapturePageProps) {
  const { modal } = App.useApp();
  const capture = useCommand<void, typeof captureView>({
    endpoint: `items/${itemId}/capture`,
    answer: captureView,
    onDone: ({ claim, kept, missing }) =>
      void modal.info({
        title: '网页已留存',
        okText: '知道了',
        content: (
          <>
            <p>{claim}</p>
            <p>共留存 {kept} 个地址。</p>
            {missing.length > 0 && <p>没有留存到：{missing.join('、')}</p>}
          </>
        ),
      }),
  });
  return (
    <>
      <CommandButton permission={permission} busy={capture.isPending} onClick={() => capture.mutate()}>
        保存网页存档
      </CommandButton>
      <ProblemNotice error={capture.error} />
    </>
  );
}
