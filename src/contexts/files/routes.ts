/** Files on the wire: upload and reading for staff, attachments of live items for everybody. */
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../platform/app-error.ts';
import type { ByteRange } from '../../platform/blob-store.ts';
import type { HttpServer } from '../../platform/http/kit.ts';
import type { Actor, CommandName } from '../organisation/contract.ts';
import { redactedFile, redactionRequest } from './contract/redaction.ts';
import { maximumFileSize, uploadedFile } from './contract.ts';
import type { Files, OpenFile } from './service.ts';

/** Where an attachment of this digest and name stands towards the public. */
export type AttachmentStanding = 'public' | 'withdrawn' | 'unknown';

export interface FileRouteDependencies {
  readonly files: Files;
  /** The signed-in person, if they may; otherwise throws not-signed-in or not-allowed. */
  readonly authorise: (request: FastifyRequest, command: CommandName) => Promise<Actor>;
  /** `public` while a live version carries the file under this name, `withdrawn` if one did. */
  readonly standingOf: (digest: string, name: string) => Promise<AttachmentStanding>;
}

const fileParams = z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/), name: z.string() });

/** RFC 6266 with the name in UTF-8 (RFC 8187) and a plain one for programs that know no better. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** A single range of bytes (RFC 9110 §14); nothing for none or several, `unsatisfiable` beyond the end. */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const suffix = match[1] === '';
  const first = suffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const last = suffix || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  if (first >= size) return 'unsatisfiable';
  return first <= last ? { first, last } : undefined;
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: OpenFile,
  name: string,
  cache: string,
) {
  const etag = `"${file.digest}"`;
  reply
    .header('etag', etag)
    .header('cache-control', cache)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('accept-ranges', 'bytes')
    // Browsers refuse to show a sandboxed PDF, so that it is saved; pictures are shown.
    .header(
      'content-disposition',
      contentDisposition(file.mediaType.startsWith('image/') ? 'inline' : 'attachment', name),
    );
  const tags = (request.headers['if-none-match'] ?? '').split(',').map(tag => tag.trim().replace(/^W\//, ''));
  if (tags.includes(etag) || tags.includes('*')) return reply.status(304).send();
  reply.type(file.mediaType);
  const isFresh = [undefined, etag].includes(request.headers['if-range'] as string | undefined);
  const range = isFresh ? byteRange(request.headers.range, file.size) : undefined;
  if (range === 'unsatisfiable')
    return reply
      .status(416)
      .header('content-range', `bytes */${file.size}`)
      .removeHeader('content-type')
      .send();
  const length = range === undefined ? file.size : range.last - range.first + 1;
  reply.header('content-length', length);
  if (range !== undefined)
    reply.status(206).header('content-range', `bytes ${range.first}-${range.last}/${file.size}`);
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  return reply.send(await file.open(range));
}

/** What is read and thrown away of an upload that is refused, at most. */
const mostThrownAway = 2 * maximumFileSize;

/** Reads what is still arriving of a refused upload: a client that sends before it listens would otherwise see a broken
 *  connection and not the reason. Beyond the bound the connection is broken all the same. */
async function readToEnd(raw: IncomingMessage): Promise<void> {
  if (raw.readableEnded || raw.destroyed) return;
  raw.unpipe();
  let size = 0;
  raw.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostThrownAway) raw.destroy();
  });
  // Taking the pipe off has paused it.
  raw.resume();
  await new Promise<void>(resolve => {
    for (const end of ['end', 'close', 'error']) raw.once(end, () => resolve());
  });
}

/** Who drafts uploads attachments; who only proves a publication elsewhere uploads the picture of it. */
async function uploader(
  request: FastifyRequest,
  authorise: FileRouteDependencies['authorise'],
): Promise<Actor> {
  try {
    return await authorise(request, 'item.draft');
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not-allowed') throw error;
    return authorise(request, 'evidence.add');
  }
}

/** `POST /api/files`, `GET /api/files/:digest/:name` for staff, `GET /files/:digest/:name` for everybody. */
export function fileRoutes(app: HttpServer, { files, authorise, standingOf }: FileRouteDependencies): void {
  app.post('/api/files', { schema: { response: { 200: uploadedFile } } }, async request => {
    const actor = await uploader(request, authorise);
    const part = request.isMultipart() ? await request.file() : undefined;
    if (part === undefined)
      throw new AppError('bad-input', { detail: '没有收到文件。请选择一个文件后上传。' });
    // Otherwise everything beyond the bound would be awaited first, gigabytes of it.
    part.file.once('limit', () => part.file.destroy(new AppError('too-large')));
    try {
      return await files.takeUpload(part.file, part.filename, actor);
    } catch (error) {
      await readToEnd(request.raw);
      throw error;
    }
  });

  app.post(
    '/api/files/:digest/redact',
    {
      schema: {
        params: fileParams.pick({ digest: true }),
        body: redactionRequest,
        response: { 200: redactedFile },
      },
    },
    async request => {
      const actor = await authorise(request, 'item.draft');
      const { of, ...order } = request.body;
      return files.redactCopy(request.params.digest, of, order, actor);
    },
  );

  app.get('/api/files/:digest/:name', { schema: { params: fileParams } }, async (request, reply) => {
    await authorise(request, 'item.read');
    const { digest, name } = request.params;
    return sendFile(request, reply, await files.open(digest), name, 'private, no-store');
  });

  app.get('/files/:digest/:name', { schema: { params: fileParams } }, async (request, reply) => {
    const { digest, name } = request.params;
    const standing = await standingOf(digest, name);
    if (standing === 'withdrawn') throw new AppError('withdrawn', { detail: '该附件所属的信息已撤下。' });
    const file = await files.openPublic(digest, async () => standing === 'public');
    // Asked again each time: what is withdrawn must be gone from every cache at once.
    return sendFile(request, reply, file, name, 'public, no-cache');
  });
}
