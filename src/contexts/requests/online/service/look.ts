import { z } from 'zod';
import { type Decision, type Reason, reason } from '../../../../law/refusal.ts';
import { AppError } from '../../../../platform/app-error.ts';
import type { StatusView } from '../../contract.ts';
import type { DownloadedPaper } from '../ports.ts';
import { typedCode } from '../rules/codes.ts';
import { addedProofs } from '../rules/proof.ts';
import type { Files, KeptFiles, SentFile } from './files.ts';
import type { Flood } from './flood.ts';
import type { OnlineParts } from './parts.ts';
import type { SealedKinds } from './sealed-values.ts';

/** Looking after one's own case with its code and secret. */

const lookMs = 15 * 60_000;

export interface Credentials {
  readonly code: string;
  readonly secret: string;
  readonly address: string;
}

export type Looked =
  | { readonly kind: 'open'; readonly key: string }
  /** Wrong code, wrong secret, or both: the same answer after the same work. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too-many'; readonly minutes: number };

/** A case that is open in somebody's browser. */
export interface OpenCase {
  readonly status: StatusView;
  /** For the hidden field of every form on the page. */
  readonly act: string;
  readonly untilMs: number;
}

export type Acted =
  | { readonly kind: 'done' }
  /** The quarter of an hour is over, or the form was none of ours. */
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'refused';
      readonly reasons: readonly Reason[];
      readonly open: OpenCase;
      /** Files that need not be brought again. */
      readonly kept: KeptFiles;
    };

/** A correction as the form sends it. */
export interface SentCorrection {
  readonly sent: Readonly<Record<string, string | undefined>>;
  readonly files: readonly SentFile[];
  readonly address: string;
}

const correctionForm = z.object({
  subject: z
    .string()
    .trim()
    .min(2, '请写明补正后所需政府信息的名称，或者便于查询的特征。')
    .max(200, '名称最多200个字，请精简，其他内容写在“补正的具体内容”中。'),
  description: z.string().trim().max(5000, '补正的具体内容最多5000个字，请精简。'),
  documentNo: z.string().trim().max(100, '文号最多100个字，请核对。'),
  goodReason: z.string().trim().max(1000, '逾期的理由最多1000个字，请精简。'),
});

/** What an act came to: its decision, with the files that were kept meanwhile. */
interface Worked {
  readonly result: Decision<object>;
  readonly kept: KeptFiles;
}

export function makeLook(parts: OnlineParts, kinds: SealedKinds, flood: Flood, files: Files) {
  const { clock, ports } = parts;
  const nowMs = () => clock.now().getTime();

  async function look({ code, secret, address }: Credentials): Promise<Looked> {
    const place = parts.placeOf(address);
    const typed = typedCode(code);
    // Counted before it is looked up, so that many guesses at once do not slip past.
    const waits = [await flood.pour('look-place', place), await flood.pour('look-code', typed)];
    const minutes = Math.max(...waits.map(each => each ?? 0));
    if (minutes > 0) return { kind: 'too-many', minutes };
    const id = await ports.idByCode(typed, typedCode(secret));
    if (id === null) return { kind: 'wrong' };
    await flood.takeBack('look-place', place);
    await flood.takeBack('look-code', typed);
    return { kind: 'open', key: kinds.look.seal({ id, nonce: parts.newId(), untilMs: nowMs() + lookMs }) };
  }

  function opened(key: string | undefined): { id: string; nonce: string; untilMs: number } | undefined {
    const found = kinds.look.open(key);
    return found === undefined || found.untilMs < nowMs() ? undefined : found;
  }

  /** The case that a key opens, while it does. */
  async function openCase(key: string | undefined): Promise<OpenCase | undefined> {
    const found = opened(key);
    if (found === undefined) return undefined;
    const status = await ports.statusOf(found.id);
    return { status, act: kinds.act.seal({ nonce: found.nonce }), untilMs: found.untilMs };
  }

  /**
   * Does an act on the case if the form was made for this look. Sent twice it is refused the second time by the rules of
   * the case; where what was asked for stands already, the answer is that it is done.
   */
  async function act(
    key: string | undefined,
    proof: string | undefined,
    work: (id: string) => Promise<Worked>,
    isDone: (status: StatusView) => boolean,
  ): Promise<Acted> {
    const found = opened(key);
    if (found === undefined || kinds.act.open(proof)?.nonce !== found.nonce) return { kind: 'closed' };
    const { result, kept } = await work(found.id);
    if (result.ok) return { kind: 'done' };
    const open = await openCase(key);
    if (open === undefined) return { kind: 'closed' };
    return isDone(open.status) ? { kind: 'done' } : { kind: 'refused', reasons: result.reasons, open, kept };
  }

  /** The files of a correction, within the limit of their place. */
  async function broughtWith(
    id: string,
    { sent, files: brought, address }: SentCorrection,
  ): Promise<{ kept: KeptFiles; reasons: readonly Reason[] }> {
    const { matter } = await ports.statusOf(id);
    const place = parts.placeOf(address);
    return files.filesOf(
      { files: brought, sent, taken: addedProofs[matter], needed: [], matter },
      async () => (await flood.pour('upload', place)) === undefined,
    );
  }

  async function corrected(id: string, correction: SentCorrection): Promise<Worked> {
    const { sent } = correction;
    const { kept, reasons } = await broughtWith(id, correction);
    const read = correctionForm.safeParse({
      subject: sent['subject'] ?? '',
      description: sent['description'] ?? '',
      documentNo: sent['documentNo'] ?? '',
      goodReason: sent['goodReason'] ?? '',
    });
    const unread = (read.error?.issues ?? []).map(issue => ({
      ...reason('correction-form', issue.message),
      where: String(issue.path[0] ?? 'subject'),
    }));
    if (!read.success || reasons.length > 0)
      return { kept, result: { ok: false, reasons: [...unread, ...reasons] } };
    try {
      const papers = files.papersOf(kept);
      return { kept, result: await ports.correctByApplicant(id, { ...read.data, papers }) };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'bad-input') throw error;
      const gone = { ...reason('upload-gone', '上传的文件已经失效，请重新选择。'), where: 'evidence' };
      return { kept: {}, result: { ok: false, reasons: [gone] } };
    }
  }

  /** What was asked to be corrected; of one's own record with further proof. */
  const correct = (key: string | undefined, correction: SentCorrection): Promise<Acted> =>
    act(
      key,
      correction.sent['act'],
      id => corrected(id, correction),
      status =>
        status.state === 'running' &&
        !status.canCorrect &&
        status.subject === (correction.sent['subject'] ?? '').trim(),
    );

  const withdraw = (key: string | undefined, proof: string | undefined, note: string): Promise<Acted> =>
    act(
      key,
      proof,
      async id => ({ result: await ports.withdrawByApplicant(id, note.trim().slice(0, 500)), kept: {} }),
      status => status.state === 'withdrawn',
    );

  async function paper(key: string | undefined, paperId: string): Promise<DownloadedPaper | null> {
    const found = opened(key);
    return found === undefined ? null : ports.paperForApplicant(found.id, paperId);
  }

  return { look, openCase, correct, withdraw, paper };
}
