import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { cadenceWords, deadlineWords } from '../../../contexts/plan/contract/words.ts';
import type { PlanLeaf, PlanView } from '../../../contexts/plan/contract.ts';
import { useUnitName } from '../../parts/fields.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { Nothing } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { RaiseDialog } from '../../parts/raise-dialog.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useGranted } from '../../session.tsx';
import { addLeaf, mergeWithNext, removeLeaf, replaceLeaf, splitLeaf } from './leaf-changes.ts';
import { LeafForm } from './leaf-form.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { SplitDialog } from './split-dialog.tsx';
import { leafOfWarning } from './warnings.ts';

interface LeafListProps {
  readonly plan: PlanView;
  readonly draft: PlanDraft;
  /** Id of the open leaf. */
  readonly chosen: string | undefined;
}

/** The leaves; the chosen one is open for correction and marked in the text beside it. */
export function LeafList({ plan, draft, chosen }: LeafListProps) {
  const go = useGo();
  const [splitting, setSplitting] = useState<string | null>(null);
  const [onlyDoubtful, setOnlyDoubtful] = useState(false);
  const editable = plan.state === 'draft';
  const warningsOf = (leaf: PlanLeaf) => warningsFor(plan, leaf);
  const shown = draft.leaves.filter(leaf => !onlyDoubtful || warningsOf(leaf).length > 0);
  const choose = (id: string | undefined) => go(path.plan(plan.id, id), { replace: true });
  const add = () => {
    const added = addLeaf(draft.leaves);
    draft.change(added.leaves);
    choose(added.id);
  };
  return (
    <div>
      <div className="section-head">
        <h2>任务（{shown.length} 项）</h2>
        {editable && (
          <Checkbox checked={onlyDoubtful} onChange={event => setOnlyDoubtful(event.target.checked)}>
            只看需要核对的
          </Checkbox>
        )}
      </div>
      {shown.length === 0 && <Nothing>没有需要核对的任务。</Nothing>}
      <ol className="leaf-list">
        {shown.map(leaf => (
          <Leaf
            key={leaf.id}
            leaf={leaf}
            plan={plan}
            draft={draft}
            warnings={editable ? warningsOf(leaf) : []}
            isOpen={leaf.id === chosen}
            onToggle={() => choose(leaf.id === chosen ? undefined : leaf.id)}
            onSplit={() => setSplitting(leaf.id)}
          />
        ))}
      </ol>
      {editable && <Button onClick={add}>新增一项任务</Button>}
      <SplitDialog
        leaf={draft.leaves.find(leaf => leaf.id === splitting)}
        onClose={() => setSplitting(null)}
        onSplit={place => {
          if (splitting !== null) draft.change(splitLeaf(draft.leaves, splitting, place));
          setSplitting(null);
        }}
      />
    </div>
  );
}

function warningsFor(plan: PlanView, leaf: PlanLeaf): string[] {
  const read = plan.warnings
    .filter(warning => leafOfWarning(warning, [leaf]) !== undefined)
    .map(warning => warning.message);
  const unowned = leaf.owners.length === 0 && !leaf.perCounty ? ['尚未选择责任单位，确认前请补上。'] : [];
  return [...unowned, ...read];
}

interface LeafProps {
  readonly leaf: PlanLeaf;
  readonly plan: PlanView;
  readonly draft: PlanDraft;
  readonly warnings: readonly string[];
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onSplit: () => void;
}

function Leaf({ leaf, plan, draft, warnings, isOpen, onToggle, onSplit }: LeafProps) {
  const unitName = useUnitName();
  const editable = plan.state === 'draft';
  const units = leaf.owners.map(unitName).join('、') || leaf.lead.join('、');
  return (
    <li className={isOpen ? 'chosen' : ''}>
      <button type="button" className="leaf-head" aria-expanded={isOpen} onClick={onToggle}>
        <span className="leaf-id">{leaf.id}</span>
        <span className="leaf-title">{leaf.title}</span>
        <span className="quiet">
          {units || '责任单位待定'} · {cadenceWords[leaf.cadence]} · {deadlineWords(leaf.deadline)}
        </span>
        {warnings.length > 0 && <Mark tone="red">{warnings.length} 处需核对</Mark>}
      </button>
      {isOpen && (
        <div className="leaf-body">
          {warnings.length > 0 && (
            <ul className="leaf-warnings">
              {warnings.map(warning => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
          <LeafForm
            leaf={leaf}
            disabled={!editable}
            onChange={patch => draft.change(replaceLeaf(draft.leaves, leaf.id, patch))}
          />
          {editable ? (
            <LeafCommands leaf={leaf} draft={draft} onSplit={onSplit} />
          ) : (
            <ConfirmedLeaf leaf={leaf} plan={plan} />
          )}
        </div>
      )}
    </li>
  );
}

/** What one does with a leaf in force: see its duties, and tell of an event that makes one due. */
function ConfirmedLeaf({ leaf, plan }: Pick<LeafProps, 'leaf' | 'plan'>) {
  const [raising, setRaising] = useState(false);
  const units = useQuery(queries.units());
  const raises = useGranted('duty.raise') && plan.state === 'confirmed';
  const counties = (units.data ?? []).flatMap(unit => (unit.kind === 'county' ? unit.id : []));
  const unitIds = [...new Set([...leaf.owners, ...(leaf.perCounty ? counties : [])])];
  return (
    <div className="actions">
      <Link to={path.duties({ year: plan.year, leaf: leaf.id })}>查看该任务的台账</Link>
      {raises && <Button onClick={() => setRaising(true)}>登记触发事项</Button>}
      <RaiseDialog
        leafId={leaf.id}
        title={leaf.title}
        unitIds={unitIds}
        elements={leaf.elements.map(element => element.name)}
        open={raising}
        onClose={() => setRaising(false)}
      />
    </div>
  );
}

function LeafCommands({ leaf, draft, onSplit }: Pick<LeafProps, 'leaf' | 'draft' | 'onSplit'>) {
  const { modal } = App.useApp();
  const next = draft.leaves[draft.leaves.findIndex(each => each.id === leaf.id) + 1];
  const remove = () =>
    modal.confirm({
      title: `删除任务“${leaf.title}”？`,
      content: '只从草稿中删除，原文不受影响。',
      okText: '删除',
      cancelText: '取消',
      okButtonProps: { danger: true },
      onOk: () => draft.change(removeLeaf(draft.leaves, leaf.id)),
    });
  return (
    <div className="actions">
      <Button
        disabled={next === undefined}
        onClick={() => draft.change(mergeWithNext(draft.leaves, leaf.id))}
      >
        {next === undefined ? '没有下一项可合并' : `与下一项（${next.id}）合并`}
      </Button>
      <Button onClick={onSplit}>拆分</Button>
      <Button danger onClick={remove}>
        删除
      </Button>
    </div>
  );
}
