import { Modal } from 'antd';
import { useState } from 'react';
import {
  type ProposePlanBody,
  type ProposeTaskBody,
  partWords,
  proposedTask,
  type TaskPage,
  type TaskPart,
  type TaskView,
} from '../../../contexts/inspections/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { useGo } from '../../parts/link.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { useSession } from '../../session.tsx';
import { MeetsField } from '../editor/meets-field.tsx';

type Meets = ProposeTaskBody['meets'];

interface DraftProps {
  readonly words: string;
  readonly endpoint: string;
  readonly unitId: string;
  readonly permission: TaskView['permissions'][string] | undefined;
  bodyOf(meets: Meets): ProposeTaskBody | ProposePlanBody;
}

/** Makes a draft for review of what there is now, and goes to it. */
function DraftCommand({ words, endpoint, unitId, permission, bodyOf }: DraftProps) {
  const go = useGo();
  const [open, setOpen] = useState(false);
  const [meets, setMeets] = useState<Meets>([]);
  const propose = useCommand<ProposeTaskBody | ProposePlanBody, typeof proposedTask>({
    endpoint,
    answer: proposedTask,
    done: '公开稿已生成，请核对后提交审查',
    onDone: ({ itemId }) => go(path.item(itemId)),
  });
  return (
    <>
      <CommandButton permission={permission} onClick={() => setOpen(true)}>
        {words}
      </CommandButton>
      <Modal
        open={open}
        title={words}
        okText="生成"
        cancelText="取消"
        confirmLoading={propose.isPending}
        onOk={() => propose.mutate(bodyOf(meets))}
        onCancel={() => setOpen(false)}
        width={640}
      >
        <p>按现在的内容生成正文和数据文件，与其他信息一样经过各环节审查后发布。</p>
        <h3>履行的公开事项</h3>
        <MeetsField
          meets={meets}
          unitId={unitId}
          onChange={chosen =>
            setMeets(chosen.map(({ dutyId, elements }) => ({ dutyId, elements: [...elements] })))
          }
        />
        <ProblemNotice error={propose.error} />
      </Modal>
    </>
  );
}

export function ProposeCommand({ task, part }: { readonly task: TaskView; readonly part: TaskPart }) {
  return (
    <DraftCommand
      words={`生成${partWords[part]}`}
      endpoint={`inspections/${task.id}/propose`}
      unitId={task.unitId}
      permission={task.permissions[`propose-${part}`]}
      bodyOf={meets => ({ part, meets })}
    />
  );
}

export function ProposePlanCommand({ page, year }: { readonly page: TaskPage; readonly year: number }) {
  const { unitId } = useSession();
  return (
    <DraftCommand
      words={`生成${year}年度清单和计划`}
      endpoint={`inspections/plans/${year}/propose`}
      unitId={unitId}
      permission={page.permissions['inspection.propose']}
      bodyOf={meets => ({ meets })}
    />
  );
}
