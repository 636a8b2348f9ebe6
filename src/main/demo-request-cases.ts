import type { RequestCommand } from '../contexts/requests/contract.ts';
import { citationsWords } from '../law/citation.ts';
import { type RefusalGround, refusalGrounds } from '../law/grounds-for-refusal.ts';
import { type ReplyOutcome, replyKinds } from '../law/reply-kinds.ts';
import { residentCheckDigit } from '../law/resident-id.ts';
import { socialCreditCheckCharacter } from '../law/social-credit-code.ts';

/** What the cases of the demonstration are made of: synthetic persons and the usual way of a case. */

export interface DemoStep {
  readonly on: string;
  readonly command: RequestCommand | 'reply';
  readonly body: Readonly<Record<string, unknown>>;
}

export interface DemoRequest {
  readonly key: string;
  readonly on: string;
  readonly via: 'in-person' | 'signed-mail' | 'plain-mail' | 'internet' | 'fax';
  readonly matter?: 'own-record';
  readonly applicant: Readonly<Record<string, unknown>>;
  readonly wish: Readonly<Record<string, unknown>>;
  readonly steps: readonly DemoStep[];
  readonly reply?: {
    readonly outcome: ReplyOutcome;
    readonly ground?: RefusalGround;
    readonly says: Readonly<Record<string, string>>;
    readonly publicInterest?: string;
  };
  /** The step of the review chain that still waits; `draft` for a reply not yet handed in. */
  readonly stopsBefore?: string;
}

const stems = '甲乙丙丁戊己庚辛壬癸';

/** Valid in form, of nobody: births of 1900 on a region code that is not in use. */
function identityNo(serial: number): string {
  const first17 = `52999919000101${`${serial}`.padStart(3, '0')}`;
  return first17 + residentCheckDigit(first17);
}

function creditCode(serial: number): string {
  const first17 = `91529999MA0000${`${serial}`.padStart(3, '0')}`;
  return first17 + socialCreditCheckCharacter(first17);
}

export function person(serial: number): DemoRequest['applicant'] {
  return {
    kind: 'natural-person',
    name: `演示申请人${stems[serial % 10]}`,
    identityDocument: 'resident-id',
    identityNo: identityNo(serial),
    phone: '00000000000（演示）',
    address: '演示地址',
  };
}

export function organisation(kind: string, serial: number): DemoRequest['applicant'] {
  return {
    kind,
    name: `演示单位${stems[serial % 10]}`,
    identityNo: creditCode(serial),
    representative: `演示代表人${stems[serial % 10]}`,
    contact: `演示联系人${stems[serial % 10]}`,
    phone: '00000000000（演示）',
    address: '演示地址',
  };
}

export function step(on: string, command: DemoStep['command'], body: DemoStep['body'] = {}): DemoStep {
  return { on, command, body };
}

export function wish(subject: string, more: Readonly<Record<string, unknown>> = {}): DemoRequest['wish'] {
  return { subject: `${subject}（演示）`, ...more };
}

/** The articles that a reply rests on, as it writes them. */
export function article(outcome: ReplyOutcome, ground?: RefusalGround): string {
  return citationsWords(ground === undefined ? replyKinds[outcome].basis : refusalGrounds[ground].basis);
}

/** Sent the usual ways; the day of delivery decides whether it was in time. */
function delivered(on: string, way: 'electronic' | 'post' | 'direct' = 'electronic'): DemoStep {
  return step(on, 'deliver', {
    way,
    on,
    postedOn: way === 'post' ? on : null,
    trackingNo: way === 'post' ? 'XA00000000000（演示）' : '',
    signedOn: way === 'direct' ? on : null,
  });
}

/** Registered, answered, delivered and archived in one sweep. */
export function answered(
  key: string,
  on: string,
  days: { readonly reply: string; readonly sent: string },
  reply: NonNullable<DemoRequest['reply']>,
  over: Partial<DemoRequest> & {
    readonly before?: readonly DemoStep[];
    readonly after?: readonly DemoStep[];
  } = {},
): DemoRequest {
  const { before = [], after = [], ...rest } = over;
  return {
    key,
    on,
    via: 'in-person',
    applicant: person(0),
    wish: wish('全市社会救助工作情况'),
    reply: { ...reply, says: { article: article(reply.outcome, reply.ground), ...reply.says } },
    ...rest,
    steps: [...before, step(days.reply, 'reply'), delivered(days.sent), ...after],
  };
}

export type Says = Readonly<Record<string, string>>;
export const reasons = (text: string): Says => ({ reasons: text });
