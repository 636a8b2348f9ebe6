import { cite } from '../../../../law/citation.ts';
import { type Reason, reason } from '../../../../law/refusal.ts';

/**
 * Proof of identity (条例 art 29 item 1), mandates, and what proves that one's own record is wrong (art 41), as pictures
 * or PDF, known by their content.
 */

/** Bytes of one file. */
export const mostProofBytes = 10 * 1024 * 1024;

const articleOf = (kind: ProofKind) => cite('政府信息公开条例', paperKindOf(kind) === 'evidence' ? 41 : 29);

export const proofKinds = ['identity-proof', 'mandate', 'evidence', 'evidence-2', 'evidence-3'] as const;
export type ProofKind = (typeof proofKinds)[number];
export const proofWords: Readonly<Record<ProofKind, string>> = {
  'identity-proof': '身份证明',
  mandate: '授权委托书',
  evidence: '证据材料',
  'evidence-2': '证据材料（二）',
  'evidence-3': '证据材料（三）',
};

/** Which files a form takes, and which of them it can not do without. */
export const proofsOf: Readonly<
  Record<
    'information' | 'own-record',
    { readonly taken: readonly ProofKind[]; readonly needed: readonly ProofKind[] }
  >
> = {
  information: { taken: ['identity-proof', 'mandate'], needed: ['identity-proof'] },
  'own-record': { taken: proofKinds, needed: ['identity-proof', 'evidence'] },
};

/** What an applicant may add to a correction of the request: only proof of what is wrong with one's own record. */
export const addedProofs: Readonly<Record<'information' | 'own-record', readonly ProofKind[]>> = {
  information: [],
  'own-record': ['evidence', 'evidence-2', 'evidence-3'],
};

/** What a file is called among the papers of the case: photographs of one proof are one kind. */
export function paperKindOf(kind: ProofKind): 'identity-proof' | 'mandate' | 'evidence' {
  return kind === 'identity-proof' || kind === 'mandate' ? kind : 'evidence';
}

const endings = { 'application/pdf': '.pdf', 'image/jpeg': '.jpg', 'image/png': '.png' } as const;
export type ProofMediaType = keyof typeof endings;

/** The media type that the first bytes tell, if it is one we take. */
export function proofMediaType(bytes: Uint8Array): ProofMediaType | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024));
  if (head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png';
  if (head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'image/jpeg';
  // Some scanners write a few bytes before the header; readers look for it within the first kilobyte.
  return head.includes('%PDF-', 0, 'latin1') && !head.subarray(0, 2).equals(Buffer.from('PK'))
    ? 'application/pdf'
    : undefined;
}

/** What is wrong with a file that was sent as proof; nothing if it can be kept. */
export function proofReasons(kind: ProofKind, file: { bytes: Uint8Array; cut: boolean }): Reason[] {
  const words = proofWords[kind];
  const article = articleOf(kind);
  if (file.cut || file.bytes.byteLength > mostProofBytes)
    return [
      reason(
        `${kind}-too-large`,
        `${words}的文件超过10 MB，没有保存。请重新拍照、降低清晰度或者压缩后再上传；已填写的内容都还在。`,
        article,
      ),
    ];
  if (file.bytes.byteLength === 0)
    return [reason(`${kind}-empty`, `${words}的文件是空的，请重新选择。`, article)];
  if (proofMediaType(file.bytes) !== undefined) return [];
  const isZip = Buffer.from(file.bytes.subarray(0, 2)).toString('latin1') === 'PK';
  const seen = isZip ? '不接收压缩包（包括加密的压缩包）和Office文件，' : '';
  return [
    reason(
      `${kind}-wrong-type`,
      `${words}只接收照片（JPEG、PNG）或者PDF文件，${seen}请改用其中一种后重新上传。`,
      article,
    ),
  ];
}

/** A name for the file: what the sender called it, without folders and signs, with the ending of what it is. */
export function proofName(kind: ProofKind, name: string, mediaType: ProofMediaType): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const stem = last
    .normalize('NFC')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .trim();
  return `${[...stem].slice(0, 60).join('') || proofWords[kind]}${endings[mediaType]}`;
}
