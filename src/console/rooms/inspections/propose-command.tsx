import {
  partWords,
  type TaskPage,
  type TaskPart,
  type TaskView,
} from '../../../contexts/inspections/contract.ts';
import { useSession } from '../../session.tsx';
import { ProposeItem } from '../editor/propose-item.tsx';

export function ProposeCommand({ task, part }: { readonly task: TaskView; readonly part: TaskPart }) {
  return (
    <ProposeItem
      words={`生成${partWords[part]}`}
      endpoint={`inspections/${task.id}/propose`}
      unitId={task.unitId}
      permission={task.permissions[`propose-${part}`]}
      more={{ part }}
    />
  );
}

export function ProposePlanCommand({ page, year }: { readonly page: TaskPage; readonly year: number }) {
  const { unitId } = useSession();
  return (
    <ProposeItem
      words={`生成${year}年度清单和计划`}
      endpoint={`inspections/plans/${year}/propose`}
      unitId={unitId}
      permission={page.permissions['inspection.propose']}
    />
  );
}
