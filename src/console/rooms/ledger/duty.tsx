import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { setByWords } from '../../../contexts/plan/contract/words.ts';
import type { DutyDetail } from '../../../contexts/plan/contract.ts';
import { ClockExplanation } from '../../parts/clock.tsx';
import { Due } from '../../parts/due.tsx';
import { EvidenceSection } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { DutyMark, Mark } from '../../parts/marks.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { breakdownInWords, dayWords, elementFormWords, momentWords, personalDataWords } from '../../words.ts';
import { DutyCommands } from './duty-commands.tsx';

const route = getRouteApi('/inside/duties/$id');

/** One duty: who owes it, why, by when and how that date came about, what would meet it, and its proof. */
export function Duty() {
  const { id } = route.useParams();
  const query = useQuery(queries.duty(id));
  return <Loaded query={query}>{duty => <DutyPage duty={duty} />}</Loaded>;
}

function DutyPage({ duty }: { readonly duty: DutyDetail }) {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === 'clock') document.getElementById('clock')?.scrollIntoView();
  }, [hash]);
  return (
    <Page
      title={duty.title}
      crumbs={[
        { words: '台账总览', to: path.board() },
        { words: '台账列表', to: path.duties() },
      ]}
      marks={<DutyMark state={duty.state} />}
      lead={`${duty.unitName}　${duty.periodWords}`}
      actions={<DutyCommands duty={duty} />}
    >
      <DutyFacts duty={duty} />
      <NotApplicable duty={duty} />
      <Section title="期限是怎样算出来的" id="clock">
        <ClockExplanation clock={duty.explanation} startOn={duty.triggerOn} />
        <Moved duty={duty} />
      </Section>
      <Section title={`公开要素（已公开 ${duty.covered} 项，应公开 ${duty.required} 项）`}>
        <Elements duty={duty} />
      </Section>
      <Section title="履行证明">
        <Proofs duty={duty} />
      </Section>
      <EvidenceSection
        evidence={duty.evidence}
        permission={permissionOf(duty.permissions, 'evidence.add')}
        endpoint={`duties/${duty.id}/evidence`}
        channels={duty.channels}
        isOfItem={row => row.subjectKind === 'item'}
      />
    </Page>
  );
}

function DutyFacts({ duty }: { readonly duty: DutyDetail }) {
  const catalogue = useQuery(queries.catalogue());
  const columnName = (id: string | null) =>
    catalogue.data?.columns.find(column => column.id === id)?.name ?? id;
  return (
    <Section title="基本情况">
      <Facts
        rows={[
          ['责任单位', duty.unitName],
          [
            '方案任务',
            <Link
              key="plan"
              to={path.plan(duty.planId, duty.leafId)}
            >{`${duty.leafId}　${duty.title}`}</Link>,
          ],
          ['领域', duty.area],
          ['周期', duty.periodWords],
          ['起算', `${duty.triggerWords}（${dayWords(duty.triggerOn)}）`],
          ['到期', <Due key="due" duty={duty} />],
          ['公开依据', duty.basis],
          ['期限来源', setByWords[duty.setBy]],
          ['公开渠道', duty.channels.join('、')],
          ['网站栏目', columnName(duty.column)],
          ['个人信息', personalDataWords[duty.personalData]],
          ['履行日期', duty.metOn === null ? '尚未履行' : dayWords(duty.metOn)],
        ]}
      />
    </Section>
  );
}

function NotApplicable({ duty }: { readonly duty: DutyDetail }) {
  const asked = duty.notApplicable;
  if (asked === null) return <Refused duty={duty} />;
  return (
    <Section title={asked.approvedBy === null ? '已申请不适用，等待批准' : '已批准不适用'}>
      <Facts
        rows={[
          ['理由', asked.reason],
          ['申请人', asked.askedBy],
          ['批准人', asked.approvedBy],
          ['日期', asked.on === null ? null : dayWords(asked.on)],
        ]}
      />
    </Section>
  );
}

/** The last answer, until the unit asks again. */
function Refused({ duty }: { readonly duty: DutyDetail }) {
  const refused = duty.notApplicableRefused;
  if (refused === null) return null;
  return (
    <Section title="不适用申请未获批准">
      <Facts
        rows={[
          ['理由', refused.reason],
          ['答复人', refused.by],
          ['日期', dayWords(refused.on)],
        ]}
      />
    </Section>
  );
}

function Moved({ duty }: { readonly duty: DutyDetail }) {
  if (duty.moved.length === 0) return null;
  return (
    <>
      <h3>因放假安排变动而调整</h3>
      <ul className="reasons">
        {duty.moved.map(moved => (
          <li key={moved.movedAt}>
            {momentWords(moved.movedAt)}：由 {moved.dueBefore} 调整为 {moved.dueAfter}
          </li>
        ))}
      </ul>
    </>
  );
}

function Elements({ duty }: { readonly duty: DutyDetail }) {
  return (
    <ListTable
      label="公开要素"
      rows={duty.elements}
      rowKey={row => String(row.no)}
      empty="方案没有为该任务列出具体要素，公开任务内容即可。"
      columns={[
        { title: '序号', dataIndex: 'no', width: 64 },
        {
          title: '要素',
          key: 'name',
          render: (_, row) => (
            <>
              {row.name}
              {row.figures.length > 0 && <span className="quiet">（{row.figures.join('、')}）</span>}
            </>
          ),
        },
        { title: '形式', key: 'form', render: (_, row) => elementFormWords[row.form] ?? row.form },
        { title: '细分', key: 'breakdown', render: (_, row) => breakdownInWords(row.breakdown) },
        {
          title: '情况',
          key: 'covered',
          render: (_, row) =>
            row.covered ? (
              <Mark tone="green">已公开</Mark>
            ) : row.required ? (
              <Mark tone="blue">待公开</Mark>
            ) : (
              <Mark>本次不要求</Mark>
            ),
        },
      ]}
    />
  );
}

const proofKindWords = { release: '公开发布', statement: '书面说明', evidence: '其他渠道凭证' } as const;

function elementWords(duty: DutyDetail, numbers: readonly number[]): string {
  if (duty.elements.length > 0 && numbers.length === duty.elements.length) return '全部要素';
  return numbers
    .map(no => duty.elements.find(element => element.no === no)?.name ?? `第 ${no} 项`)
    .join('、');
}

function Proofs({ duty }: { readonly duty: DutyDetail }) {
  return (
    <ListTable
      label="履行证明"
      rows={duty.proofs}
      rowKey={row => row.id}
      empty="还没有证明。信息发布后会自动登记；通过其他渠道公开的，请登记证明。"
      columns={[
        { title: '类别', key: 'kind', render: (_, row) => proofKindWords[row.kind] },
        {
          title: '说明',
          key: 'words',
          className: 'title-cell',
          render: (_, row) => (
            <>
              {row.words} {row.documentId !== null && <Link to={path.item(row.documentId)}>查看信息</Link>}{' '}
              {row.path !== null && (
                <a href={publicHref(row.path)} target="_blank" rel="noopener">
                  公众页面
                </a>
              )}
            </>
          ),
        },
        { title: '涉及要素', key: 'elements', render: (_, row) => elementWords(duty, row.elements) },
        { title: '日期', dataIndex: 'provedOn' },
        {
          title: '效力',
          key: 'voided',
          render: (_, row) =>
            row.voidedOn === null ? (
              <Mark tone="green">有效</Mark>
            ) : (
              <>
                <Mark tone="red">已失效</Mark> {row.voidedOn}　{row.voidedReason}
              </>
            ),
        },
      ]}
    />
  );
}
