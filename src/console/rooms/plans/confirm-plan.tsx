import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlanPreview, PlanView } from '../../../contexts/plan/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { useGo } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import type { PlanDraft } from './plan-draft.ts';

/** The last step of an import: what confirming will bring, then the ledger. */
export function ConfirmPlan({ plan, draft }: { readonly plan: PlanView; readonly draft: PlanDraft }) {
  const [open, setOpen] = useState(false);
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
  return (
    <>
      <CommandButton main permission={permission} onClick={() => setOpen(true)}>
        确认方案
      </CommandButton>
      <AskDialog<object>
        open={open}
        title="确认方案并生成台账"
        lead={open && <Consequences plan={plan} />}
        okWords="确认方案"
        busy={confirm.isPending}
        error={confirm.error}
        onSubmit={values => confirm.mutate(values)}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

/** What the server says confirming will do; counted anew for every revision. */
function Consequences({ plan }: { readonly plan: PlanView }) {
  const preview = useQuery({ ...queries.planPreview(plan.id, plan.revision), staleTime: 0 });
  return <Loaded query={preview}>{counted => <Counted preview={counted} />}</Loaded>;
}

function Counted({ preview }: { readonly preview: PlanPreview }) {
  const { leaves, elements, created, kept, closed, byEvent, byUnit, supersedes } = preview;
  return (
    <>
      <p>
        共 {leaves} 项任务、{elements} 项要素，将新生成 <strong>{created}</strong> 项应公开事项。
        {byEvent > 0 && `另有 ${byEvent} 项任务有事项即公开，登记触发事项后生成。`}
      </p>
      {supersedes !== null && (
        <p>
          “{supersedes}”将转为“已被新版替代”：其中 {kept} 项事项连同已有的履行证明转入新方案，{closed}{' '}
          项未完成的事项因新方案不再列入而终止。
        </p>
      )}
      {byUnit.length > 0 && (
        <details className="difference-group">
          <summary>按责任单位查看</summary>
          <ul className="reasons">
            {byUnit.map(unit => (
              <li key={unit.unitId}>
                {unit.unitName}：{unit.created} 项
              </li>
            ))}
          </ul>
        </details>
      )}
      <p>确认后，各单位即可在台账中看到应公开的事项和期限。</p>
    </>
  );
}
