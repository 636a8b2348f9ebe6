import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { cite } from '../../../law/citation.ts';
import type { Day } from '../../../law/day.ts';
import { type RefusalGround, refusalGrounds } from '../../../law/grounds-for-refusal.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { type ReliefSubject, reliefNotice } from '../../../law/relief-notice.ts';
import { checkReply, type ReplyOutcome, type ResultRow, replyKinds } from '../../../law/reply-kinds.ts';
import { type ReviewFacts, reviewOf } from '../../review/rules.ts';
import type { ReplyStep, RequestsPack } from '../contract.ts';
import type { Case, Consultation, Reply } from './case.ts';
import type { ReplyContentDraft } from './reply-content.ts';

/** The reply: what it must say, where a person may turn against it, and who has signed which bytes of it. */

export type { ReplyContentDraft, SuppliedPaper } from './reply-content.ts';

const article = (number: number, paragraph?: number, item?: number) =>
  cite('政府信息公开条例', number, paragraph, item);

/** SHA-256 of what the reviewers sign: case, handling and every word of the reply with the digests of what goes with it. */
export function replyDigest(requestId: string, round: number, content: ReplyContentDraft): string {
  return createHash('sha256')
    .update(canonicalize({ requestId, round, ...content })!)
    .digest('hex');
}

export const replyReview = reviewOf({
  thing: '答复书',
  returnCommand: 'request.return-reply',
  skipCommand: null,
  indispensable: 'request.sign-secrecy',
});

/** What the chain decides on; the digest is computed from the stored content now. */
export function reviewFactsOf(
  pack: RequestsPack,
  id: string,
  { unitId, round }: Case,
  reply: Reply,
): ReviewFacts<ReplyStep> {
  return {
    chain: pack.replySteps,
    ownerUnitId: unitId,
    drafters: reply.drafters,
    round: reply.reviewRound,
    digest: replyDigest(id, round, reply.content),
    submittedOn: reply.submittedOn,
    signatures: reply.signatures,
  };
}

/** Is a reply by this way of supply an act delivered over the internet (行政复议法 art 22)? */
export function isOnline(supply: string): boolean {
  return supply === 'online' || supply === 'email';
}

/** The relief notice of a reply given on a day, or everything that is missing for it. */
export function reliefOf(
  pack: RequestsPack,
  { outcome, ground }: { readonly outcome: ReplyOutcome; readonly ground: RefusalGround | null },
  on: Day,
  deliveredOnline: boolean,
): { relief: ReplyContentDraft['relief']; reasons: readonly Reason[] } {
  const { reconsiderationOrgan, upperDepartment, court, onlineReconsideration } = pack.relief;
  const question = {
    subject: outcome as ReliefSubject,
    on,
    reconsiderationOrgan,
    court,
    deliveredOnline,
    ...(ground === null ? {} : { ground }),
    ...(upperDepartment === undefined ? {} : { upperDepartment }),
    ...(onlineReconsideration === '' ? {} : { onlineReconsideration }),
  };
  const answer = reliefNotice(question);
  if (!answer.ok) return { relief: { route: 'none', words: '', basis: [] }, reasons: answer.reasons };
  const { route, words, basis } = answer.notice;
  return { relief: { route, words, basis }, reasons: [] };
}

/** Forms of the reply to a request to correct one's own record (条例 art 41) and what each must say. */
export const recordForms = {
  corrected: ['record', 'outcome'],
  'not-corrected': ['record', 'reasons'],
  transferred: ['record', 'transferredTo'],
  'told-whom': ['record', 'responsibleOrgan'],
} as const;
export type RecordForm = keyof typeof recordForms;
export const recordWords: Readonly<Record<(typeof recordForms)[RecordForm][number], string>> = {
  record: '申请更正的记录',
  outcome: '核实和更正的情况',
  reasons: '不予更正的理由',
  transferredTo: '转送的机关',
  responsibleOrgan: '有权更正的机关',
};

/** How a correction ended, as the applicant reads it. */
export const recordFormWords: Readonly<Record<RecordForm, string>> = {
  corrected: '予以更正',
  'not-corrected': '不予更正',
  transferred: '本机关无权更正，已转送有权更正的机关',
  'told-whom': '本机关无权更正，请向有权更正的机关提出',
};

/** The form of a reply to a correction; null for other replies. */
export function recordFormOf({ says }: Pick<ReplyContentDraft, 'says'>): RecordForm | null {
  const form = says['form'] ?? '';
  return Object.hasOwn(recordForms, form) ? (form as RecordForm) : null;
}

/** What the reply to a correction says, line by line. */
export function recordLines(content: Pick<ReplyContentDraft, 'says'>): { label: string; words: string }[] {
  const form = recordFormOf(content);
  if (form === null) return [];
  return recordForms[form].map(name => ({
    label: recordWords[name],
    words: content.says[name] ?? '',
  }));
}

function recordProblems({ outcome, says }: ReplyContentDraft): Reason[] {
  if (outcome !== 'other')
    return [
      reason('not-an-own-record-outcome', '更正本人信息的申请请选择“其他处理”并说明办理情形。', article(41)),
    ];
  const form = says['form'] ?? '';
  if (!Object.hasOwn(recordForms, form))
    return [
      reason(
        'missing-form',
        '请选择办理情形：予以更正、不予更正、转送有权机关或者告知有权机关。',
        article(41),
      ),
    ];
  return recordForms[form as RecordForm]
    .filter(name => (says[name] ?? '').trim() === '')
    .map(name => reason(`missing-${name}`, `答复应当写明${recordWords[name]}。`, article(41)));
}

function outcomeProblems(folded: Case, { outcome }: ReplyContentDraft): Reason[] {
  const reasons: Reason[] = [];
  if (outcome === 'correction-lapsed' || outcome === 'fee-unpaid')
    reasons.push(
      reason('outcome-without-letter', '这种情形不需要答复书，请使用“办结”。', ...replyKinds[outcome].basis),
    );
  if (outcome === 'not-existing' && !folded.searches.some(each => each.round === folded.round))
    reasons.push(
      reason(
        'search-not-recorded',
        '答复信息不存在之前，应当检索并登记检索的范围和结果。',
        article(36, undefined, 4),
      ),
    );
  if (outcome === 'unclear-after-correction' && !folded.wasCorrected)
    reasons.push(
      reason('correction-not-made', '申请人尚未补正，不能以补正后仍不明确为由答复。', article(30)),
    );
  if (outcome === 'excessive' && folded.reasons === 'none')
    reasons.push(
      reason('reasons-not-asked', '应当先要求申请人说明理由，理由不合理的才能不予处理。', article(35)),
    );
  return reasons;
}

const discloses: ReadonlySet<ReplyOutcome> = new Set(['disclosed', 'partly-disclosed']);

function thirdPartyProblems(
  folded: Case,
  { outcome, ground, publicInterest }: ReplyContentDraft,
  isOpen: (each: Consultation) => boolean,
): Reason[] {
  if (!discloses.has(outcome)) return [];
  const asked = folded.consultations.filter(each => each.round === folded.round);
  const reasons: Reason[] = [];
  for (const each of asked.filter(isOpen))
    reasons.push(
      reason(
        'consultation-still-open',
        `向“${each.party}”征求意见尚未答复，期限也未届满，请等待答复或者期限届满后再决定公开。`,
        article(each.asked === 'organ' ? 34 : 32),
      ),
    );
  const objected = asked.some(each => each.asked === 'third-party' && each.agrees === false);
  const withheld = outcome === 'partly-disclosed' && ground === 'third-party';
  if (objected && !withheld && publicInterest.trim().length < 5)
    reasons.push(
      reason(
        'objection-needs-public-interest',
        '第三方不同意公开：有合理理由的不予公开；因公共利益仍决定公开的，请写明理由，并书面告知第三方。',
        article(15),
        article(32),
      ),
    );
  return reasons;
}

/** What the gate found in the text of a supplied paper. */
export interface PaperFinding {
  readonly paperId: string;
  readonly message: string;
}

function suppliedProblems(
  { outcome, supplied }: ReplyContentDraft,
  findings: readonly PaperFinding[],
): Reason[] {
  const reasons: Reason[] = [];
  if (outcome === 'partly-disclosed' && supplied.length > 0 && !supplied.some(each => each.redacted))
    reasons.push(
      reason('redacted-copy-missing', '部分公开的，请附上已遮盖不予公开内容的版本。', article(37)),
    );
  const gated = supplied.filter(each => each.redacted || outcome === 'partly-disclosed');
  for (const { paperId, name } of gated)
    for (const found of findings.filter(each => each.paperId === paperId))
      reasons.push(
        reason(
          'supplied-not-covered',
          `“${name}”中仍有应当遮盖的内容：${found.message}`,
          article(15),
          article(37),
        ),
      );
  return reasons;
}

export interface ReplySurroundings {
  readonly pack: RequestsPack;
  readonly today: Day;
  readonly findings: readonly PaperFinding[];
  /** True for a consultation that waits: neither answered nor past its fifteen working days. */
  isOpen(consultation: Consultation): boolean;
}

/** Everything that keeps a reply from its reviewers. Empty: it may be submitted. */
export function replyProblems(folded: Case, content: ReplyContentDraft, around: ReplySurroundings): Reason[] {
  const { outcome, ground, says } = content;
  const relief = reliefProblems(folded, content, around);
  if (folded.matter === 'own-record') return [...recordProblems(content), ...relief];
  const law = checkReply({ outcome, says, ...(ground === null ? {} : { ground }) });
  return [
    ...(law.ok ? [] : law.reasons),
    ...outcomeProblems(folded, content),
    ...thirdPartyProblems(folded, content, around.isOpen),
    ...suppliedProblems(content, around.findings),
    ...relief,
  ];
}

/** Where a person may turn against the reply must be told, as it is on the day (行政复议法 art 20). */
function reliefProblems(folded: Case, content: ReplyContentDraft, around: ReplySurroundings): Reason[] {
  const { relief, reasons } = reliefOf(around.pack, content, around.today, isOnline(folded.wish.supply));
  const missing = content.relief.words.trim() === '' && relief.words !== '';
  const stale = !missing && relief.words !== content.relief.words;
  return [
    ...reasons,
    ...(missing
      ? [reason('relief-missing', '答复书没有救济告知，请重新保存草稿。', cite('行政复议法', 20))]
      : []),
    ...(stale && reasons.length === 0
      ? [
          reason(
            'relief-out-of-date',
            '救济告知的内容已经变化，请重新保存草稿后再送审。',
            cite('行政复议法', 20),
          ),
        ]
      : []),
  ];
}

/** The row of the annual report that counts the reply; none for own-record cases, which it does not count. */
export function rowOfReply(folded: Case, { outcome, ground }: ReplyContentDraft): ResultRow | null {
  if (folded.matter === 'own-record') return null;
  const { row } = replyKinds[outcome];
  if (row !== 'by-ground') return row;
  return ground === null ? null : refusalGrounds[ground].row;
}
