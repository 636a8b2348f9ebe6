import { createHash } from 'node:crypto';
import { AppError } from '../../../platform/app-error.ts';
import type { Queries } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { IntakeBody, PaperUpload } from '../contract.ts';
import type { RequestPorts } from '../ports.ts';
import { filePaper, insertPaper, type PaperRow, paperById } from '../store/papers.ts';

/** Papers: sealed before they touch the disk, opened for who may read them. */

/** Bytes of one paper. */
export const maximumPaperSize = 50 * 1024 * 1024;

/** An incoming file; a stream that was cut at a limit of its own says so. */
export type PaperStream = AsyncIterable<Uint8Array> & { readonly truncated?: boolean };

export interface NewPaper {
  readonly kind: string;
  readonly title: string;
  readonly number?: string | null;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly forApplicant: boolean;
  readonly redacted?: boolean;
  /** True for what names the applicant, which is the rule; false for what is supplied or sent to others. */
  readonly namesApplicant?: boolean;
}

function contextOf(paperId: string): string {
  return `request-paper:${paperId}`;
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Reads an upload up to the limit and not a byte further. Fault: `too-large`. */
async function received(stream: PaperStream): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maximumPaperSize) throw tooLarge();
    chunks.push(chunk);
  }
  if (stream.truncated === true) throw tooLarge();
  return Buffer.concat(chunks);
}

function tooLarge(): AppError {
  return new AppError('too-large', {
    detail: '文件超过 50 MiB 的上限，没有保存。请压缩或者拆分后重新上传；已填写的内容不会丢失。',
  });
}

export function paperCases(ports: RequestPorts) {
  const { blobs, box, clock, database } = ports;

  async function stored(
    db: Queries,
    paper: NewPaper,
    over: Pick<PaperRow, 'requestId' | 'uploadedBy' | 'findings'>,
  ): Promise<PaperRow> {
    const id = ports.newId();
    const sealed = box.seal(paper.bytes, contextOf(id));
    const blob = await blobs.receive(
      (async function* () {
        yield sealed;
      })(),
      sealed.length,
    );
    await blob.keep();
    const row: PaperRow = {
      id,
      kind: paper.kind,
      title: paper.title,
      number: paper.number ?? null,
      filedOn: clock.today(),
      digest: createHash('sha256').update(paper.bytes).digest('hex'),
      blob: blob.digest,
      mediaType: paper.mediaType,
      size: paper.bytes.length,
      forApplicant: paper.forApplicant,
      redacted: paper.redacted ?? false,
      namesApplicant: paper.namesApplicant ?? true,
      storedAt: clock.now(),
      ...over,
    };
    await insertPaper(db, row);
    return row;
  }

  /** Files a paper in the transaction of its cause, or by itself. Answers its row. */
  function addPaper(db: Queries | null, requestId: string, paper: NewPaper): Promise<PaperRow> {
    return stored(db ?? database.kysely, paper, { requestId, uploadedBy: null, findings: [] });
  }

  /**
   * Takes a file in before it belongs to a case; at most 50 MiB, one of the accepted types. Faults: `too-large`,
   * `wrong-type`, `unreadable-file` (an encrypted or damaged file says so); nothing is kept then.
   */
  async function takePaper(stream: PaperStream, name: string, by: Actor | null): Promise<PaperUpload> {
    const bytes = await received(stream);
    if (bytes.length === 0)
      throw new AppError('unreadable-file', { detail: '文件是空的。请检查后重新上传。' });
    const { name: clean, mediaType } = await ports.recognise(bytes, name);
    const text = await ports.textOf(bytes, mediaType);
    const findings = text === null ? [] : ports.check(text);
    const paper = { kind: 'upload', title: clean, bytes, mediaType, forApplicant: false };
    const row = await stored(database.kysely, paper, {
      requestId: null,
      uploadedBy: by?.staffId ?? null,
      findings,
    });
    return { upload: row.id, name: clean, mediaType, size: row.size };
  }

  /** Files what was uploaded by the same hand. Fault: `bad-input` where it waits no longer. */
  async function fileUploads(
    trx: Queries,
    requestId: string,
    uploads: IntakeBody['papers'],
    by: Actor | null,
  ): Promise<PaperRow[]> {
    const rows: PaperRow[] = [];
    for (const { upload, kind, name } of uploads) {
      const waiting = /^[0-9a-f-]{36}$/i.test(upload) ? await paperById(trx, upload) : undefined;
      const filing = {
        requestId,
        kind,
        title: name,
        filedOn: clock.today(),
        redacted: false,
        namesApplicant: true,
        findings: [],
      };
      const isOwn = waiting !== undefined && waiting.uploadedBy === (by?.staffId ?? null);
      if (!isOwn || !(await filePaper(trx, upload, filing)))
        throw new AppError('bad-input', {
          detail: `材料“${name}”已经失效，请重新上传。`,
          problems: [{ where: 'papers', message: '请重新上传。' }],
        });
      rows.push({ ...waiting, ...filing });
    }
    return rows;
  }

  /** The bytes of a paper, checked against its digest. Fault: `not-found` where they have gone. */
  async function open(paper: PaperRow): Promise<Uint8Array> {
    const stream = await blobs.read(paper.blob);
    if (stream === undefined)
      throw new AppError('not-found', { detail: '材料的内容不见了，请联系系统管理员。' });
    const bytes = box.open(await bytesOf(stream), contextOf(paper.id));
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (digest !== paper.digest) throw new AppError('sealed-unreadable');
    return bytes;
  }

  /** A paper that belongs to a case. Fault: `not-found`. */
  async function paperIn(db: Queries, requestId: string, paperId: string): Promise<PaperRow> {
    const paper = /^[0-9a-f-]{36}$/i.test(paperId) ? await paperById(db, paperId) : undefined;
    if (paper === undefined || paper.requestId !== requestId) throw new AppError('not-found');
    return paper;
  }

  return { addPaper, takePaper, fileUploads, open, paperIn };
}

export type PaperCases = ReturnType<typeof paperCases>;

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'application/zip': 'zip',
  'text/plain': 'txt',
};

/** The name under which a paper is saved. */
export function fileNameOf({ title, mediaType }: Pick<PaperRow, 'title' | 'mediaType'>): string {
  const ending = extensions[mediaType] ?? 'bin';
  return title.toLowerCase().endsWith(`.${ending}`) ? title : `${title}.${ending}`;
}
