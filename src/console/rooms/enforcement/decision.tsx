import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Alert, Form, Input, Select } from 'antd';
import { useState } from 'react';
import {
  type DecisionContent,
  type DecisionView,
  decisionContent,
  type EnforcementClock,
  exchangeActWords,
  kindWords,
  type OutcomeBody,
  outcomes,
  outcomeWords,
  receiptWords,
  stateWords,
} from '../../../contexts/enforcement/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { ClockExplanation } from '../../parts/clock.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { DayField } from '../../parts/fields.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { ReasonList } from '../../parts/problem.tsx';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { dayWords, momentWords } from '../../words.ts';
import { ProposeItem } from '../editor/propose-item.tsx';
import { DecisionForm } from './decision-form.tsx';

const route = getRouteApi('/inside/enforcement/$id');

const standingWords = {
  running: '未到期',
  late: '已逾期',
  met: '按期完成',
  'met-late': '逾期完成',
} as const;

type OutcomeValues = Pick<OutcomeBody, 'outcome' | 'on' | 'reason'>;

function OutcomeCommand({ decision }: { readonly decision: DecisionView }) {
  const [open, setOpen] = useState(false);
  const register = useCommand<OutcomeValues>({
    endpoint: `enforcement/decisions/${decision.id}/outcome`,
    wire: values => ({ ...values, revision: decision.revision }),
    done: '已登记，请在期限内撤下',
    onDone: () => setOpen(false),
  });
  const needed = [{ required: true, message: '请填写。' }];
  return (
    <>
      <CommandButton danger permission={decision.permissions['outcome']} onClick={() => setOpen(true)}>
        登记变更、撤销或者修复
      </CommandButton>
      <AskDialog<OutcomeValues>
        open={open}
        title="登记决定的变更、撤销或者信用修复"
        lead="登记后开始计算3个工作日的撤下期限；撤下时理由向社会公开，并标记信用信息更正。"
        okWords="登记"
        danger
        busy={register.isPending}
        error={register.error}
        onSubmit={values => register.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="情形" name="outcome" rules={needed}>
          <Select options={outcomes.map(each => ({ value: each, label: outcomeWords[each] }))} />
        </Form.Item>
        <Form.Item label="发生日期" name="on" rules={needed}>
          <DayField />
        </Form.Item>
        <Form.Item
          label="理由"
          name="reason"
          rules={[{ required: true, min: 5, message: '请写明理由（至少五个字）。' }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function ClockPart(props: {
  readonly title: string;
  readonly clock: EnforcementClock | null;
  readonly startOn: string;
}) {
  const { title, clock, startOn } = props;
  if (clock === null) return null;
  const isBad = clock.standing === 'late' || clock.standing === 'met-late';
  return (
    <Section title={title}>
      <p>
        <Mark tone={isBad ? 'red' : clock.standing === 'met' ? 'green' : 'blue'}>
          {standingWords[clock.standing]}
        </Mark>{' '}
        {clock.metOn !== null && `${dayWords(clock.metOn)}完成`}
      </p>
      <ClockExplanation clock={clock.explanation} startOn={startOn} />
    </Section>
  );
}

function Publicity({ decision }: { readonly decision: DecisionView }) {
  const { path: publicPath, state, itemId, withdrawnAt, outcome, period } = decision;
  return (
    <Section
      title="公示情况"
      extra={
        <ProposeItem
          main
          words="生成公示稿"
          lead="按现在的内容生成正文和数据文件，自然人姓名按规则处理，与其他信息一样经过各环节审查后发布。"
          done="公示稿已生成，请核对后提交审查"
          endpoint={`enforcement/decisions/${decision.id}/propose`}
          unitId={decision.unitId}
          permission={decision.permissions['propose']}
        />
      }
    >
      {decision.withheld.length > 0 && (
        <Alert
          type="info"
          showIcon
          title="该决定不予公示"
          description={<ReasonList reasons={decision.withheld} />}
        />
      )}
      <Facts
        rows={[
          [
            '状态',
            state === 'public' && publicPath !== null ? (
              <a key="live" href={publicHref(publicPath)} target="_blank" rel="noopener">
                公示中
              </a>
            ) : (
              stateWords[state]
            ),
          ],
          [
            '信息',
            itemId === null ? (
              '—'
            ) : (
              <Link key="item" to={path.item(itemId)}>
                查看公示稿、审查和撤下
              </Link>
            ),
          ],
          [
            '公示期限',
            period.until === null ? period.words : `${dayWords(period.until)}届满。${period.words}`,
          ],
          ...(outcome === null
            ? []
            : [
                ['决定后续', `${outcomeWords[outcome.outcome]}（${outcome.on}）：${outcome.reason}`] as const,
              ]),
          ...(withdrawnAt === null
            ? []
            : [['撤下', `${momentWords(withdrawnAt)}：${decision.withdrawnReason ?? ''}`] as const]),
          ...decision.corrections.map(each => ['信用信息更正', `${each.on}：${each.reason}`] as const),
          ...decision.reports.map(
            each =>
              [
                '信用网站报送',
                `${momentWords(each.madeAt)}　${each.batch}　${exchangeActWords[each.act]}　${receiptWords[each.receipt]}${each.words === '' ? '' : `：${each.words}`}`,
              ] as const,
          ),
        ]}
      />
    </Section>
  );
}

function Body({ decision }: { readonly decision: DecisionView }) {
  return (
    <>
      <Publicity decision={decision} />
      <ClockPart title="公示期限的计算" clock={decision.publish} startOn={decision.decidedOn} />
      <ClockPart
        title="撤下期限的计算"
        clock={decision.withdraw}
        startOn={decision.outcome?.on ?? decision.decidedOn}
      />
      <DecisionForm
        key={decision.revision}
        decision={decision}
        initial={decision.content}
        onSaved={() => {}}
      />
    </>
  );
}

export function EnforcementDecision() {
  const { id } = route.useParams();
  const query = useQuery(queries.decision(id));
  const decision = query.data;
  return (
    <Page
      title={decision?.documentNo ?? '执法决定'}
      crumbs={[{ words: '执法公示', to: path.enforcement() }]}
      lead={
        decision &&
        `${kindWords[decision.kind]}　${decision.partyName}　${decision.changedByName}于${momentWords(decision.changedAt)}保存`
      }
      actions={decision && <OutcomeCommand decision={decision} />}
    >
      <Loaded query={query}>{each => <Body decision={each} />}</Loaded>
    </Page>
  );
}

export function NewEnforcementDecision() {
  const { unitId, today } = useSession();
  const go = useGo();
  const initial: DecisionContent = decisionContent.parse({
    kind: 'penalty',
    unitId,
    partyKind: 'organisation',
    decidedOn: today,
  });
  return (
    <Page
      title="登记执法决定"
      crumbs={[{ words: '执法公示', to: path.enforcement() }]}
      lead="保存时逐项核对文号、统一社会信用代码、日期和金额。"
    >
      <DecisionForm initial={initial} onSaved={({ id }) => go(path.decision(id))} />
    </Page>
  );
}
