import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Rendered pages in memory: bytes, compressed bytes and a strong ETag, dropped by what they depend on. */

export interface StoredPage {
  readonly status: number;
  readonly contentType: string;
  readonly identity: Buffer;
  readonly etag: string;
  readonly tags: readonly string[];
  /** May be read by scripts of any other site. */
  readonly isOpen: boolean;
  br: Buffer | null;
  gzip: Buffer | null;
}

export type Encoding = 'br' | 'gzip' | 'identity';

/** The encoding a client takes, by its Accept-Encoding header: Brotli before gzip. */
export function encodingFor(header: string | undefined): Encoding {
  if (header === undefined) return 'identity';
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(header)) return 'br';
  if (/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(header)) return 'gzip';
  return 'identity';
}

/** The bytes in an encoding; compressed at first use and kept. */
export function bytesOf(page: StoredPage, encoding: Encoding): Buffer {
  if (encoding === 'br') {
    page.br ??= brotliCompressSync(page.identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    return page.br;
  }
  if (encoding === 'gzip') {
    page.gzip ??= gzipSync(page.identity, { level: 6 });
    return page.gzip;
  }
  return page.identity;
}

export interface RenderedPage {
  readonly status?: number;
  readonly contentType?: string;
  readonly body: string | Buffer;
  /** What the page shows; a change of any of these drops it. */
  readonly tags: readonly string[];
  /** May be read by scripts of any other site: data for programs. */
  readonly isOpen?: boolean;
}

export function storedPage(rendered: RenderedPage): StoredPage {
  const identity = Buffer.isBuffer(rendered.body) ? rendered.body : Buffer.from(rendered.body);
  return {
    status: rendered.status ?? 200,
    contentType: rendered.contentType ?? 'text/html; charset=utf-8',
    identity,
    etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
    tags: rendered.tags,
    isOpen: rendered.isOpen ?? false,
    br: null,
    gzip: null,
  };
}

export class PageStore {
  readonly #pages = new Map<string, StoredPage>();
  readonly #pathsByTag = new Map<string, Set<string>>();
  readonly #limitBytes: number;
  #bytes = 0;
  #generation = 0;

  /** @param limitBytes upper bound of the uncompressed bytes kept; the oldest entries go first. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(path: string): StoredPage | undefined {
    return this.#pages.get(path);
  }

  /** Rises with every drop. A page rendered from data read before a drop must not be kept after it. */
  get generation(): number {
    return this.#generation;
  }

  /** Keeps a page, unless something was dropped since `generation` was read: then it may be stale already. */
  keep(path: string, page: StoredPage, generation: number): void {
    if (generation !== this.#generation) return;
    this.#forget(path);
    this.#pages.set(path, page);
    this.#bytes += page.identity.length;
    for (const tag of page.tags) {
      const paths = this.#pathsByTag.get(tag) ?? new Set();
      paths.add(path);
      this.#pathsByTag.set(tag, paths);
    }
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= this.#limitBytes) break;
      this.#forget(oldest);
    }
  }

  #forget(path: string): void {
    const page = this.#pages.get(path);
    if (page === undefined) return;
    this.#pages.delete(path);
    this.#bytes -= page.identity.length;
    for (const tag of page.tags) {
      const paths = this.#pathsByTag.get(tag);
      paths?.delete(path);
      if (paths?.size === 0) this.#pathsByTag.delete(tag);
    }
  }

  /** Drops every page that depends on one of the tags. */
  drop(tags: readonly string[]): void {
    this.#generation += 1;
    for (const tag of tags) for (const path of [...(this.#pathsByTag.get(tag) ?? [])]) this.#forget(path);
  }

  dropAll(): void {
    this.#generation += 1;
    this.#pages.clear();
    this.#pathsByTag.clear();
    this.#bytes = 0;
  }

  get size(): number {
    return this.#pages.size;
  }
}
