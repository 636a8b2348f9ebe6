import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { PlanView } from '../../../contexts/plan/contract.ts';
import { Link } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dayWords } from '../../words.ts';
import { ConfirmPlan } from './confirm-plan.tsx';
import { LeafList } from './leaf-list.tsx';
import { usePlanDraft } from './plan-draft.ts';
import { planStateWords } from './plans.tsx';
import { SourceText } from './source-text.tsx';
import { WarningList } from './warning-list.tsx';
import { leafOfWarning } from './warnings.ts';

const route = getRouteApi('/inside/plans/$id');

/** One plan: its text and its leaves side by side; a draft is corrected here and confirmed. */
export function Plan() {
  const { id } = route.useParams();
  const query = useQuery(queries.plan(id));
  return <Loaded query={query}>{plan => <PlanPage key={plan.id} plan={plan} />}</Loaded>;
}

function PlanPage({ plan }: { readonly plan: PlanView }) {
  const { leaf } = route.useSearch();
  const draft = usePlanDraft(plan);
  const chosen = draft.leaves.find(each => each.id === leaf);
  const hasSource = plan.sourceText.trim() !== '';
  const [shown, setShown] = useState<{ leaf: string | undefined; passage: string } | null>(null);
  // What a warning has marked stays marked until another leaf is opened.
  const passage = shown !== null && shown.leaf === leaf ? shown.passage : (chosen?.text ?? '');
  return (
    <Page
      title={plan.title || '（尚无名称）'}
      crumbs={[{ words: '工作方案', to: path.plans() }]}
      marks={<Mark tone={plan.state === 'confirmed' ? 'green' : 'blue'}>{planStateWords[plan.state]}</Mark>}
      lead={`${plan.year} 年，第 ${plan.version} 版，${dayWords(plan.startsOn)}至${dayWords(plan.endsOn)}，${draft.leaves.length} 项任务`}
      actions={
        <>
          <span className="save-state" role="status">
            {draft.stateWords}
          </span>
          {plan.state === 'draft' && (
            <Button disabled={!draft.isChanged} loading={draft.saving} onClick={draft.save}>
              保存修改
            </Button>
          )}
          <ConfirmPlan plan={plan} draft={draft} />
          {plan.state !== 'draft' && <Link to={path.duties({ year: plan.year })}>查看台账</Link>}
        </>
      }
    >
      <ProblemNotice error={draft.error} />
      {draft.isStale && <Stale onReload={draft.takeTheirs} onKeep={draft.keepMine} />}
      <Difference plan={plan} />
      <Unplaced plan={plan} passage={passage} onShow={each => setShown({ leaf, passage: each })} />
      <div className={hasSource ? 'source-and-leaves' : ''}>
        {hasSource && <SourceText text={plan.sourceText} passage={passage} />}
        <LeafList plan={plan} draft={draft} chosen={leaf} />
      </div>
    </Page>
  );
}

function Stale({ onReload, onKeep }: { readonly onReload: () => void; readonly onKeep: () => void }) {
  return (
    <Section title="方案刚刚被其他人修改">
      <p>您的修改仍保留在本页，尚未保存。请选择以哪一份为准。</p>
      <div className="actions">
        <Button onClick={onKeep}>以我的修改为准，重新保存</Button>
        <Button danger onClick={onReload}>
          放弃我的修改，采用对方的内容
        </Button>
      </div>
    </Section>
  );
}

/** What is different from the plan in force before. */
function Difference({ plan }: { readonly plan: PlanView }) {
  const { difference } = plan;
  if (difference === null) return null;
  const titleOf = (id: string) => plan.leaves.find(leaf => leaf.id === id)?.title;
  const named = (id: string) => [id, titleOf(id)].filter(part => part !== undefined).join('　');
  const changed = difference.changed.map(({ id, what }) => `${named(id)}（${what.join('、')}）`);
  return (
    <Section title={`与上一方案的差别（${difference.against}）`}>
      <DifferenceGroup words="新增" rows={difference.added.map(named)} />
      <DifferenceGroup words="减少" rows={difference.removed} />
      <DifferenceGroup words="调整" rows={changed} />
    </Section>
  );
}

/** A short group is open, a long one is opened by hand. */
function DifferenceGroup({ words, rows }: { readonly words: string; readonly rows: readonly string[] }) {
  if (rows.length === 0) return <p className="difference-none">{words} 0 项</p>;
  return (
    <details className="difference-group" open={rows.length <= 6}>
      <summary>
        {words} {rows.length} 项
      </summary>
      <ul className="reasons">
        {rows.map(row => (
          <li key={row}>{row}</li>
        ))}
      </ul>
    </details>
  );
}

/** Warnings that belong to no leaf of the list. */
function Unplaced({
  plan,
  passage,
  onShow,
}: {
  readonly plan: PlanView;
  readonly passage: string;
  readonly onShow: (passage: string) => void;
}) {
  const rest = plan.warnings.filter(warning => leafOfWarning(warning, plan.leaves) === undefined);
  if (plan.state !== 'draft' || rest.length === 0) return null;
  return (
    <Section title="识别时的提示">
      <WarningList
        warnings={rest}
        leaves={plan.leaves}
        text={plan.sourceText}
        passage={passage}
        onShow={onShow}
      />
    </Section>
  );
}
