import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { outcomeWords, type ReplyCatalogue, type RequestView } from '../../../contexts/requests/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Facts, Section } from '../../parts/page.tsx';
import { Basis, ProblemNotice, ReasonList } from '../../parts/problem.tsx';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { momentWords } from '../../words.ts';
import { RecordReplyBlanks, recordFacts, recordStart, saysOfForm } from './record-reply.tsx';
import { commandButtonWords, replyStateWords } from './request-words.ts';

type Reply = NonNullable<RequestView['reply']>;

interface ReplyProps {
  readonly request: RequestView;
}

/** The reply: what it says, what is still missing, who has signed it. */
export function ReplySection({ request }: ReplyProps) {
  const { reply, permissions } = request;
  const [writing, setWriting] = useState(false);
  const drafts = permissions['draft-reply'];
  if (reply === null && drafts === undefined) return null;
  return (
    <Section
      title="答复"
      extra={
        <div className="actions">
          <CommandButton permission={drafts} onClick={() => setWriting(true)}>
            {reply === null ? '起草答复' : '修改答复'}
          </CommandButton>
          <Simple request={request} command="submit-reply" done="答复已送审" main />
          <Simple request={request} command="recall-reply" done="已撤回送审" />
        </div>
      }
    >
      {reply === null ? (
        <p className="nothing">还没有起草答复。</p>
      ) : (
        <>
          <ReplyFacts request={request} reply={reply} />
          <Problems reply={reply} />
          <ReplyChain request={request} reply={reply} />
        </>
      )}
      {writing && <WriteReply request={request} onClose={() => setWriting(false)} />}
    </Section>
  );
}

interface SimpleProps extends ReplyProps {
  readonly command: 'submit-reply' | 'recall-reply';
  readonly done: string;
  readonly main?: boolean;
}

function Simple({ request, command, done, main }: SimpleProps) {
  const act = useCommand<object>({
    endpoint: `requests/${request.id}/${command}`,
    wire: () => ({ revision: request.revision }),
    done,
  });
  return (
    <>
      <CommandButton
        main={main === true}
        permission={request.permissions[command]}
        busy={act.isPending}
        onClick={() => act.mutate({})}
      >
        {commandButtonWords[command]}
      </CommandButton>
      <ProblemNotice error={act.error} />
    </>
  );
}

function ReplyFacts({ request, reply }: ReplyProps & { readonly reply: Reply }) {
  const catalogue = useQuery(queries.replyCatalogue());
  const isOwnRecord = request.matter === 'own-record';
  const contents = new Map(
    (catalogue.data?.outcomes ?? []).flatMap(each =>
      [...each.mustSay, ...each.maySay].map(content => [content.code, content.words] as const),
    ),
  );
  return (
    <>
      <Facts
        rows={[
          ['状态', <Mark key="state">{replyStateWords[reply.state]}</Mark>],
          ['结果', isOwnRecord ? null : outcomeWords[reply.outcome]],
          ['不予公开的理由', catalogue.data?.grounds.find(each => each.code === reply.ground)?.words ?? null],
          ['文号', reply.number ?? '批准后编号'],
          ...(isOwnRecord
            ? recordFacts(catalogue.data?.recordForms ?? [], reply.says)
            : Object.entries(reply.says).map(
                ([code, words]) => [contents.get(code) ?? code, words] as const,
              )),
          ['为公共利益公开的理由', reply.publicInterest],
          ['提供的信息', reply.supplied.map(each => each.name).join('、')],
        ]}
      />
      {reply.relief.words !== '' && (
        <p>
          <strong>救济告知：</strong>
          {reply.relief.words} <Basis of={reply.relief.basis} />
        </p>
      )}
    </>
  );
}

function Problems({ reply }: { readonly reply: Reply }) {
  if (reply.problems.length === 0) return null;
  return (
    <div className="problem-list" role="note">
      <h3>送审前请处理</h3>
      <ReasonList reasons={reply.problems} />
    </div>
  );
}

/** Steps with their signatures; who may sign the open one has the buttons here. */
function ReplyChain({ request, reply }: ReplyProps & { readonly reply: Reply }) {
  const { grants } = useSession();
  return (
    <>
      <h3>审核环节</h3>
      <ol className="chain">
        {reply.chain.map(step => {
          const waiting = reply.waitingFor.find(each => each.step === step.id);
          const signatures = reply.signatures.filter(each => each.step === step.id);
          const isDone = signatures.some(each => each.current && each.decision === 'signed');
          return (
            <li key={step.id} className={isDone ? 'done' : waiting === undefined ? '' : 'turn'}>
              <span className="step-name">{step.name}</span>
              {waiting !== undefined && (
                <Mark tone={waiting.late ? 'red' : 'blue'}>
                  {waiting.late ? '等待签署，已超时' : `等待签署，应于 ${waiting.dueOn} 前`}
                </Mark>
              )}
              {signatures.map(each => (
                <p key={each.signedAt}>
                  <Mark tone={each.decision === 'returned' ? 'red' : each.current ? 'green' : 'plain'}>
                    {each.decision === 'returned' ? '已退回' : '已签署'}
                  </Mark>{' '}
                  {each.staffName}（{each.unitName}）　{momentWords(each.signedAt)}　{each.note}
                  {each.reasons.join('；')}
                  {!each.current && each.decision === 'signed' && '　内容已改动，该签署不再有效'}
                </p>
              ))}
              {waiting !== undefined && grants[step.command] !== undefined && (
                <StepButtons request={request} reply={reply} step={step.id} />
              )}
            </li>
          );
        })}
      </ol>
      <p className="quiet hint">
        签署对象的数字摘要（SHA-256）：<span className="digest">{reply.digest}</span>
      </p>
    </>
  );
}

function StepButtons({ request, reply, step }: ReplyProps & { reply: Reply; step: string }) {
  const [asking, setAsking] = useState<'sign' | 'return' | null>(null);
  const close = () => setAsking(null);
  const sign = useCommand<{ note?: string }>({
    endpoint: `requests/${request.id}/sign-reply`,
    wire: ({ note }) => ({ step, digest: reply.digest, note: note ?? '', revision: request.revision }),
    done: '已签署',
    onDone: close,
  });
  const giveBack = useCommand<{ reason: string }>({
    endpoint: `requests/${request.id}/return-reply`,
    wire: ({ reason }) => ({ step, digest: reply.digest, reasons: [reason], revision: request.revision }),
    done: '已退回',
    onDone: close,
  });
  return (
    <div className="actions">
      <CommandButton main permission={request.permissions['sign-reply']} onClick={() => setAsking('sign')}>
        签署
      </CommandButton>
      <CommandButton permission={request.permissions['return-reply']} onClick={() => setAsking('return')}>
        退回
      </CommandButton>
      <AskDialog<{ note?: string }>
        open={asking === 'sign'}
        title="签署答复"
        lead="您对答复的结果、内容、提供的信息和救济告知签署。此后有任何改动，签署即失效。"
        okWords="签署"
        busy={sign.isPending}
        error={sign.error}
        onSubmit={values => sign.mutate(values)}
        onClose={close}
      >
        <Form.Item label="意见" name="note">
          <Input.TextArea rows={2} />
        </Form.Item>
      </AskDialog>
      <AskDialog<{ reason: string }>
        open={asking === 'return'}
        title="退回答复"
        okWords="退回"
        danger
        busy={giveBack.isPending}
        error={giveBack.error}
        onSubmit={values => giveBack.mutate(values)}
        onClose={close}
      >
        <Form.Item
          label="退回理由"
          name="reason"
          rules={[{ required: true, whitespace: true, message: '请写明退回理由。' }]}
        >
          <Input.TextArea rows={3} />
        </Form.Item>
      </AskDialog>
    </div>
  );
}

function WriteReply({ request, onClose }: ReplyProps & { readonly onClose: () => void }) {
  const catalogue = useQuery(queries.replyCatalogue());
  return (
    <Loaded query={catalogue}>
      {data => <WriteForm request={request} catalogue={data} onClose={onClose} />}
    </Loaded>
  );
}

interface Written {
  /** Not asked where the own record is to be corrected. */
  readonly outcome?: Reply['outcome'];
  readonly ground?: string;
  readonly says?: Record<string, string>;
  readonly publicInterest?: string;
  readonly supplied?: string[];
}

interface WriteFormProps extends ReplyProps {
  readonly catalogue: ReplyCatalogue;
  readonly onClose: () => void;
}

function WriteForm({ request, catalogue, onClose }: WriteFormProps) {
  const { reply } = request;
  const isOwnRecord = request.matter === 'own-record';
  const kept = (says: Record<string, string>) =>
    isOwnRecord ? saysOfForm(catalogue.recordForms, says) : says;
  const save = useCommand<Written>({
    endpoint: `requests/${request.id}/draft-reply`,
    wire: written => ({
      revision: request.revision,
      outcome: isOwnRecord ? 'other' : written.outcome,
      ground: written.ground ?? null,
      says: Object.fromEntries(Object.entries(kept(written.says ?? {})).filter(([, words]) => words)),
      publicInterest: written.publicInterest ?? '',
      supplied: (written.supplied ?? []).map(paperId => ({ paperId })),
    }),
    done: '答复草稿已保存',
    onDone: onClose,
  });
  return (
    <AskDialog<Written>
      open
      width={760}
      title={reply === null ? '起草答复' : '修改答复'}
      lead="选择处理结果后，列出答复书必须写明的内容。文号、救济告知和落款由系统生成。"
      okWords="保存草稿"
      busy={save.isPending}
      error={save.error}
      {...(reply === null
        ? isOwnRecord
          ? { initial: { says: recordStart(request) } }
          : {}
        : {
            initial: {
              outcome: reply.outcome,
              ...(reply.ground === null ? {} : { ground: reply.ground }),
              says: { ...reply.says },
              publicInterest: reply.publicInterest,
              supplied: reply.supplied.map(each => each.paperId),
            },
          })}
      onSubmit={written => save.mutate(written)}
      onClose={onClose}
    >
      {isOwnRecord ? (
        <RecordReplyBlanks forms={catalogue.recordForms} />
      ) : (
        <OutcomeChoice catalogue={catalogue} request={request} />
      )}
    </AskDialog>
  );
}

function OutcomeChoice({ catalogue, request }: Omit<WriteFormProps, 'onClose'>) {
  return (
    <>
      <Form.Item label="处理结果" name="outcome" rules={[{ required: true, message: '请选择处理结果。' }]}>
        <Select
          options={catalogue.outcomes
            .filter(each => each.needsLetter)
            .map(each => ({ value: each.outcome, label: each.words }))}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['outcome']}>
        {({ getFieldValue }) => (
          <OutcomeBlanks catalogue={catalogue} outcome={getFieldValue('outcome')} request={request} />
        )}
      </Form.Item>
    </>
  );
}

interface OutcomeBlanksProps extends ReplyProps {
  readonly catalogue: ReplyCatalogue;
  readonly outcome: string | undefined;
}

function OutcomeBlanks({ catalogue, outcome, request }: OutcomeBlanksProps) {
  const kind = catalogue.outcomes.find(each => each.outcome === outcome);
  if (kind === undefined) return null;
  const consulted = request.consultations.some(each => each.kind === 'third-party');
  const papers = request.papers.filter(paper => paper.kind === 'supplied' || paper.kind === 'redacted');
  return (
    <>
      <p className="quiet">
        {kind.words} <Basis of={kind.basis} />
      </p>
      {kind.needsGround && (
        <Form.Item label="不予公开的理由" name="ground" rules={[{ required: true, message: '请选择理由。' }]}>
          <Select options={catalogue.grounds.map(each => ({ value: each.code, label: each.words }))} />
        </Form.Item>
      )}
      {kind.mustSay.map(content => (
        <Form.Item
          key={content.code}
          label={content.words}
          name={['says', content.code]}
          rules={[{ required: true, whitespace: true, message: `答复应当写明${content.words}。` }]}
        >
          <Input.TextArea rows={2} />
        </Form.Item>
      ))}
      {kind.maySay.map(content => (
        <Form.Item key={content.code} label={`${content.words}（可不填）`} name={['says', content.code]}>
          <Input.TextArea rows={2} />
        </Form.Item>
      ))}
      {consulted && (
        <Form.Item
          label="第三方不同意而仍予公开的公共利益理由（可不填）"
          name="publicInterest"
          extra="不公开可能对公共利益造成重大影响的，予以公开，并书面告知第三方（条例第三十二条）。"
        >
          <Input.TextArea rows={2} />
        </Form.Item>
      )}
      {papers.length > 0 && (
        <Form.Item label="随答复提供的文件" name="supplied">
          <Checkbox.Group options={papers.map(paper => ({ value: paper.id, label: paper.title }))} />
        </Form.Item>
      )}
    </>
  );
}
