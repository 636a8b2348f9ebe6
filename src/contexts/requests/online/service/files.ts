import { cite } from '../../../../law/citation.ts';
import { type Reason, reason } from '../../../../law/refusal.ts';
import { AppError } from '../../../../platform/app-error.ts';
import type { IntakeBody } from '../../contract.ts';
import type { FieldReason, Matter } from '../rules/application.ts';
import {
  type ProofKind,
  paperKindOf,
  proofMediaType,
  proofName,
  proofReasons,
  proofWords,
} from '../rules/proof.ts';
import type { OnlineParts } from './parts.ts';
import type { SealedKinds } from './sealed-values.ts';

/** Files that come with a form: taken in once, so that a form with mistakes need not bring them twice. */

/** A file waits for the corrected form for less than the day for which the case keeps it. */
const uploadLifeMs = 20 * 3_600_000;

export interface SentFile {
  readonly kind: ProofKind;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** It was longer than we read. */
  readonly cut: boolean;
}

export interface KeptFile {
  /** For the hidden field that brings it back. */
  readonly ref: string;
  readonly name: string;
  readonly size: number;
}
export type KeptFiles = Readonly<Partial<Record<ProofKind, KeptFile>>>;

/** What came with a form, and what it should bring. */
export interface Brought {
  readonly files: readonly SentFile[];
  readonly sent: Readonly<Record<string, string | undefined>>;
  readonly taken: readonly ProofKind[];
  readonly needed: readonly ProofKind[];
  readonly matter: Matter;
}

export function told(where: string, code: string, message: string): FieldReason {
  return { ...reason(code, message), where };
}

/** What is asked for where a file that the form can not do without is missing (arts 29, 41). */
function missingProof(kind: ProofKind, matter: Matter): Reason {
  const basis = cite('政府信息公开条例', matter === 'own-record' ? 41 : 29);
  const otherwise = '不便上传的，可以邮寄或者当面提交申请。';
  const words = kind === 'evidence' ? '请上传能够证明记录不准确的证据' : `请上传${proofWords[kind]}`;
  return reason(`${kind}-missing`, `${words}（照片或者PDF）。${otherwise}`, basis);
}

export function makeFiles({ clock, ports }: OnlineParts, kinds: SealedKinds) {
  const nowMs = () => clock.now().getTime();

  function keptBefore(kind: ProofKind, ref: string | undefined): KeptFile | undefined {
    const upload = kinds.upload.open(ref);
    if (ref === undefined || upload?.kind !== kind || nowMs() - upload.atMs > uploadLifeMs) return undefined;
    return { ref, name: upload.name, size: upload.size };
  }

  /** Takes a file in, so that a form with mistakes need not bring it twice. */
  async function keep({ kind, bytes, name }: SentFile): Promise<KeptFile | FieldReason> {
    const mediaType = proofMediaType(bytes)!;
    const clean = proofName(kind, name, mediaType);
    const size = bytes.byteLength;
    let upload: string;
    try {
      upload = await ports.addPaper({ name: clean, bytes });
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      const words = `${proofWords[kind]}的文件打不开（可能已损坏或者加了密码），请重新保存或者拍照后上传。`;
      return told(kind, `${kind}-unreadable`, words);
    }
    return { ref: kinds.upload.seal({ upload, kind, name: clean, size, atMs: nowMs() }), name: clean, size };
  }

  async function filesOf(
    { files, sent, taken, needed, matter }: Brought,
    mayKeep: () => Promise<boolean>,
  ): Promise<{ kept: KeptFiles; reasons: FieldReason[] }> {
    const kept: Partial<Record<ProofKind, KeptFile>> = {};
    const reasons: FieldReason[] = [];
    for (const kind of taken) {
      const file = files.find(each => each.kind === kind);
      const wrong = file === undefined ? [] : proofReasons(kind, file);
      reasons.push(...wrong.map(each => ({ ...each, where: kind })));
      const before = keptBefore(kind, sent[`kept-${kind}`]);
      if (file === undefined || wrong.length > 0) {
        if (before !== undefined) kept[kind] = before;
      } else if (await mayKeep()) {
        const result = await keep(file);
        if ('ref' in result) kept[kind] = result;
        else reasons.push(result);
      } else {
        const words = `${proofWords[kind]}没有保存，请重新选择文件后提交。`;
        reasons.push(told(kind, `${kind}-not-kept`, words));
      }
    }
    for (const kind of needed)
      if (kept[kind] === undefined && reasons.every(each => each.where !== kind))
        reasons.push({ ...missingProof(kind, matter), where: kind });
    return { kept, reasons };
  }

  /** As the case takes them in. */
  function papersOf(kept: KeptFiles): IntakeBody['papers'] {
    return Object.entries(kept).map(([kind, file]) => ({
      upload: kinds.upload.open(file.ref)!.upload,
      kind: paperKindOf(kind as ProofKind),
      name: file.name,
    }));
  }

  return { filesOf, papersOf };
}

export type Files = ReturnType<typeof makeFiles>;
