import type { FastifyRequest } from 'fastify';
import {
  mostProofBytes,
  type ProofKind,
  proofWords,
  type SentFile,
} from '../../../contexts/requests/online/service.ts';
import { AppError } from '../../../platform/app-error.ts';

/** A form as a browser sends it. */
export interface FormBody {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly SentFile[];
}

/** Beyond this not even the fields are read. */
const mostBodyBytes = 600 * 1024 * 1024;

function isProof(name: string): name is ProofKind {
  return Object.hasOwn(proofWords, name);
}

/** The bytes of a file up to the limit; the rest has been read and thrown away, so that the sender hears the answer. */
async function bytesOf(file: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function multipart(request: FastifyRequest): Promise<FormBody> {
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes)
    throw new AppError('too-large', {
      detail: '上传的文件过大。身份证明不超过10 MB，请返回上一页重新选择。',
    });
  const fields: Record<string, string> = {};
  const files: SentFile[] = [];
  const limits = { files: 6, fields: 60, parts: 66, fileSize: mostProofBytes };
  // Cut, not refused: the fields must come back to the person. (Known to the plugin, forgotten in its types.)
  const options = { limits, throwFileSizeLimit: false };
  for await (const part of request.parts(options)) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value);
      continue;
    }
    const bytes = await bytesOf(part.file);
    const isChosen = (part.filename ?? '') !== '' || bytes.byteLength > 0;
    if (isChosen && isProof(part.fieldname))
      files.push({ kind: part.fieldname, name: part.filename, bytes, cut: part.file.truncated });
  }
  return { fields, files };
}

/** Reads a form in either of the two ways in which browsers send it. Values that come several times: the last. */
export async function readForm(request: FastifyRequest): Promise<FormBody> {
  if (request.isMultipart()) return multipart(request);
  const body = typeof request.body === 'object' && request.body !== null ? request.body : {};
  const fields = Object.entries(body).map(([name, value]) => [
    name,
    String(Array.isArray(value) ? value.at(-1) : value),
  ]);
  return { fields: Object.fromEntries(fields), files: [] };
}
