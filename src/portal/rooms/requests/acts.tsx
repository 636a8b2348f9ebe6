import type { KeptFiles, OpenCase } from '../../../contexts/requests/online/service.ts';
import type { Reason } from '../../../law/refusal.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayWords } from '../../words.ts';
import { ProofField, proofHint } from './apply.tsx';
import { requestPaths } from './desk.ts';
import { LongField, ProblemSummary, TextField } from './fields.tsx';

/** What the applicant does with the case: correct it, withdraw it. */

export interface ActRoom {
  readonly open: OpenCase;
  readonly values: Readonly<Record<string, string>>;
  readonly reasons: readonly Reason[];
  /** Files of a correction that need not be brought again. */
  readonly kept: KeptFiles;
}

export function CorrectPage({ site, today, room }: { site: Site; today: string; room: ActRoom }) {
  const { open, reasons, values, kept } = room;
  const { correction, subject, canCorrect, matter } = open.status;
  const isOwnRecord = matter === 'own-record';
  const filled = { values: { subject, ...values }, reasons };
  return (
    <div class="sheet request">
      <h1>补正申请</h1>
      <ProblemSummary reasons={reasons} />
      {!canCorrect || correction === null ? (
        <p>这件申请现在不需要补正。</p>
      ) : (
        <>
          <dl class="facts">
            <dt>需要补正的内容</dt>
            <dd class="lines">{correction.matters}</dd>
            <dt>怎样补正</dt>
            <dd class="lines">{correction.guidance}</dd>
            <dt>补正期限</dt>
            <dd>{dayWords(correction.correctBy)}</dd>
          </dl>
          <form
            class="ask"
            method="post"
            encType={isOwnRecord ? 'multipart/form-data' : undefined}
            action={href(site, requestPaths.correct)}
            aria-label="补正申请"
          >
            <input type="hidden" name="act" value={open.act} />
            <TextField
              filled={filled}
              name="subject"
              label={isOwnRecord ? '补正后的记录名称' : '补正后的信息名称'}
              needed
            />
            <TextField filled={filled} name="documentNo" label="文号" />
            <LongField
              filled={filled}
              name="description"
              label="补正的具体内容"
              hint={
                isOwnRecord
                  ? '按上面的要求写清楚。这一栏加密保存，只有承办人能看。'
                  : '按上面的要求写清时间、地点、事项等特征。'
              }
              rows={8}
            />
            {isOwnRecord &&
              (['evidence', 'evidence-2', 'evidence-3'] as const).map((kind, index) => (
                <ProofField
                  key={kind}
                  filled={filled}
                  kind={kind}
                  label={['补交的证据', '补交的证据（二）', '补交的证据（三）'][index] ?? ''}
                  hint={index === 0 ? `要求补交证据的选。${proofHint}` : '没有的不选。'}
                  needed={false}
                  kept={kept}
                />
              ))}
            {today > correction.correctBy && (
              <LongField
                filled={filled}
                name="goodReason"
                label="逾期的正当理由"
                hint="已超过补正期限，写明理由并经本机关核实的，继续办理。"
                needed
                rows={3}
              />
            )}
            <button class="primary large" type="submit">
              提交补正
            </button>
          </form>
          <p class="basis">
            {isOwnRecord ? '收到补正后继续核实办理。' : '答复期限自收到补正之日起重新计算。'}
            依据：《政府信息公开条例》第三十条
          </p>
        </>
      )}
      <p>
        <Link to={href(site, requestPaths.case)}>返回我的申请</Link>
      </p>
    </div>
  );
}

export function WithdrawPage({ site, room }: { site: Site; room: ActRoom }) {
  const { open, reasons, values } = room;
  return (
    <div class="sheet request">
      <h1>撤回申请</h1>
      <ProblemSummary reasons={reasons} title="没有撤回" />
      {open.status.canWithdraw ? (
        <>
          <p>
            确定撤回“{open.status.subject}”吗？撤回后本机关不再办理这件申请，不能恢复；需要时可以重新申请。
          </p>
          <form class="ask" method="post" action={href(site, requestPaths.withdraw)} aria-label="撤回申请">
            <input type="hidden" name="act" value={open.act} />
            <LongField filled={{ values, reasons }} name="note" label="撤回的原因" rows={2} />
            <button class="primary large" type="submit">
              确定撤回
            </button>
          </form>
        </>
      ) : (
        <p>这件申请现在不能撤回。</p>
      )}
      <p>
        <Link to={href(site, requestPaths.case)}>不撤回，返回我的申请</Link>
      </p>
    </div>
  );
}
