import { Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { Permission } from '../../../contexts/organisation/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { useGo } from '../../parts/link.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { MeetsField } from './meets-field.tsx';

type Meets = readonly { readonly dutyId: string; readonly elements: number[] }[];

interface ProposeItemProps {
  /** On the button, e.g. 生成公示稿. */
  readonly words: string;
  /** Heading of the dialog; `words` unless given. */
  readonly title?: string;
  readonly main?: boolean;
  readonly lead?: string;
  readonly done?: string;
  readonly endpoint: string;
  /** Whose duties are offered. */
  readonly unitId: string;
  readonly permission: Permission | undefined;
  /** Elements that a duty gets when it is chosen. */
  readonly elements?: readonly number[];
  /** What goes along with the duties. */
  readonly more?: object;
  /** Fields before the duties. */
  readonly children?: ReactNode;
}

const answer = z.object({ itemId: z.string() });

/** Makes a draft for review of structured data as it is now, and goes to it (ADR 19). */
export function ProposeItem(props: ProposeItemProps) {
  const { words, title = words, main, endpoint, unitId, permission, elements, more, children } = props;
  const go = useGo();
  const [open, setOpen] = useState(false);
  const [meets, setMeets] = useState<Meets>([]);
  const propose = useCommand<object, typeof answer>({
    endpoint,
    answer,
    done: props.done ?? '公开稿已生成，请核对后提交审查',
    onDone: ({ itemId }) => go(path.item(itemId)),
  });
  const take = (chosen: readonly { dutyId: string; elements: readonly number[] }[]) =>
    setMeets(
      chosen.map(each => ({
        dutyId: each.dutyId,
        elements: [
          ...(elements === undefined || meets.some(old => old.dutyId === each.dutyId)
            ? each.elements
            : elements),
        ],
      })),
    );
  return (
    <>
      <CommandButton
        {...(main === true ? { main } : {})}
        permission={permission}
        onClick={() => setOpen(true)}
      >
        {words}
      </CommandButton>
      <Modal
        open={open}
        title={title}
        okText="生成"
        cancelText="取消"
        confirmLoading={propose.isPending}
        onOk={() => propose.mutate({ ...more, meets })}
        onCancel={() => setOpen(false)}
        width={640}
      >
        <p>{props.lead ?? '按现在的内容生成正文和数据文件，与其他信息一样经过各环节审查后发布。'}</p>
        {children}
        <h3>履行的公开事项</h3>
        <MeetsField meets={meets} unitId={unitId} onChange={take} />
        <ProblemNotice error={propose.error} />
      </Modal>
    </>
  );
}
