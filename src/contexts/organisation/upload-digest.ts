import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** More than any upload may have: beyond it a repeated one is not read to its end. */
const mostRead = 128 * 1024 * 1024;

/** The boundary between the parts of a form; a browser chooses another each time it sends the same form. */
function boundaryOf(contentType: string | undefined): Buffer | undefined {
  const match = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
  const text = match?.[1] ?? match?.[2];
  return text === undefined ? undefined : Buffer.from(text, 'latin1');
}

/** Digests a form as it goes by, leaving its boundaries out, so that the same form has the same digest each time. */
export function formDigest(contentType: string | undefined) {
  const boundary = boundaryOf(contentType);
  const hash = createHash('sha256');
  let kept: Buffer = Buffer.alloc(0);
  return {
    take(chunk: Buffer): void {
      if (boundary === undefined) {
        hash.update(chunk);
        return;
      }
      let rest = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
      for (let at = rest.indexOf(boundary); at !== -1; at = rest.indexOf(boundary)) {
        hash.update(rest.subarray(0, at));
        rest = rest.subarray(at + boundary.length);
      }
      // A boundary may have begun at the end of this chunk.
      const safe = Math.max(0, rest.length - boundary.length + 1);
      hash.update(rest.subarray(0, safe));
      kept = rest.subarray(safe);
    },
    end(): string {
      return hash.update(kept).digest('hex');
    },
  };
}

/**
 * Looks on while somebody else reads the upload. The answer is nothing until it has been read to its end: then its
 * digest.
 */
export function watchUpload(raw: IncomingMessage): () => string | undefined {
  const form = formDigest(raw.headers['content-type']);
  let digest: string | undefined;
  // Paused first: looking on must not set it flowing before the reader is there.
  raw.pause();
  raw.on('data', (chunk: Buffer) => form.take(chunk));
  raw.once('end', () => {
    digest = form.end();
  });
  return () => digest;
}

/** Reads an upload that nobody else will read, and digests it; nothing if it broke off or never ends. */
export async function readUpload(raw: IncomingMessage): Promise<string | undefined> {
  const form = formDigest(raw.headers['content-type']);
  let size = 0;
  try {
    for await (const chunk of raw as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostRead) return undefined;
      form.take(chunk);
    }
  } catch {
    return undefined;
  }
  return form.end();
}
