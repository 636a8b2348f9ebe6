import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlanView } from '../../../contexts/plan/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { useGo } from '../../parts/link.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dutiesToCome } from './leaf-changes.ts';
import type { PlanDraft } from './plan-draft.ts';

/** The last step of an import: what confirming will bring, then the ledger. */
export function ConfirmPlan({ plan, draft }: { readonly plan: PlanView; readonly draft: PlanDraft }) {
  const [open, setOpen] = useState(false);
  const units = useQuery(queries.units());
  const go = useGo();
  const confirm = useCommand<object>({
    endpoint: `plans/${plan.id}/confirm`,
    wire: () => ({ revision: plan.revision }),
    done: '方案已确认，台账已生成',
    onDone: () => go(path.board(plan.year)),
  });
  if (plan.state !== 'draft') return null;
  const said = permissionOf(plan.permissions, 'plan.confirm');
  // What is on this page only would not be part of what is confirmed.
  const permission = draft.isChanged
    ? {
        allowed: false,
        reasons: [
          { code: 'unsaved', message: '有修改尚未保存，请先保存。', basis: [] },
          ...(said?.reasons ?? []),
        ],
      }
    : said;
  const counties = (units.data ?? []).flatMap(unit => (unit.kind === 'county' && unit.active ? unit.id : []));
  const elements = draft.leaves.reduce((sum, leaf) => sum + leaf.elements.length, 0);
  return (
    <>
      <CommandButton main permission={permission} onClick={() => setOpen(true)}>
        确认方案
      </CommandButton>
      <AskDialog<object>
        open={open}
        title="确认方案并生成台账"
        lead={
          <>
            <p>
              共 {draft.leaves.length} 项任务、{elements} 项要素，按周期约生成{' '}
              <strong>{dutiesToCome({ ...plan, leaves: draft.leaves }, counties)}</strong>{' '}
              项应公开事项；“有事项即公开”的任务在登记触发事项后生成。
            </p>
            <p>确认后，本年度原有方案转为“已被新版替代”，责任单位将收到通知。</p>
          </>
        }
        okWords="确认方案"
        busy={confirm.isPending}
        error={confirm.error}
        onSubmit={values => confirm.mutate(values)}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
