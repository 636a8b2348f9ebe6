import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { resolveAddress, type SiteBase, sitemapPaths } from '../contexts/channels/crawl/addresses.ts';
import {
  type CrawlLimits,
  type CrawlStep,
  goThrough,
  usualLimits,
} from '../contexts/channels/crawl/crawl.ts';
import { readPage } from '../contexts/channels/crawl/read-page.ts';
import type { Clock } from '../platform/clock.ts';
import { type HttpGet, headerOf, httpGet, mediaTypeOf } from '../platform/http-get.ts';
import { warcInfo, warcPage } from '../platform/warc.ts';

/** The whole portal in one WARC: every page, attachment, feed and file that a visitor can reach from its sitemap and links. */

export interface ArchiveSummary {
  readonly file: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  /** Addresses that were kept with their answer, and of them those that answered 200. */
  readonly addresses: number;
  readonly pages: number;
  readonly records: number;
  /** Addresses that gave no answer, or only a part of it. */
  readonly missing: readonly string[];
  /** Everything that could be reached was asked for. */
  readonly isComplete: boolean;
}

export interface ArchiveOrder {
  readonly site: SiteBase;
  readonly file: string;
  readonly clock: Clock;
  readonly siteName: string;
  readonly limits?: Partial<CrawlLimits>;
  readonly get?: HttpGet;
  progress?(done: number, known: number): void;
}

/** Bytes of one answer; no attachment is larger. */
const mostBytes = 256 * 1024 * 1024;
const seeds = ['/', '/sitemap.xml', '/robots.txt', '/feed.xml', '/log/checkpoint'];
/** Rooms of the staff, and what is made anew for every question. */
const leftOut = /^\/(console|search|api\/(?!open\/))/;

function cssPaths(site: SiteBase, path: string, css: string): string[] {
  return [...css.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)/g)].flatMap(([, given]) => {
    const found = resolveAddress(site, given!, path);
    return found?.kind === 'inside' ? [found.path] : [];
  });
}

/** What an answer names. */
function named(site: SiteBase, { path, answer }: CrawlStep): string[] {
  if (answer === null || answer.isCut) return [];
  const onward = resolveAddress(site, headerOf(answer, 'location'), path);
  if (answer.status >= 300 && answer.status < 400) return onward?.kind === 'inside' ? [onward.path] : [];
  const type = mediaTypeOf(answer);
  const text = () => answer.body.toString('utf8');
  if (type === 'text/html') {
    const page = readPage(site, path, text());
    return [...page.links.filter(each => each.isInside).map(each => each.to), ...page.resources];
  }
  if (type === 'text/css') return cssPaths(site, path, text());
  return /^\/sitemap(-\d+)?\.xml$/.test(path) ? sitemapPaths(site, text()) : [];
}

class WarcFile {
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');
  bytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(members: Buffer): Promise<void> {
    await this.#file.write(members);
    this.#hash.update(members);
    this.bytes += members.length;
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

async function write(order: ArchiveOrder, warc: WarcFile): Promise<ArchiveSummary> {
  const { site, file, clock, siteName, get = httpGet, progress } = order;
  const missing: string[] = [];
  let [addresses, pages] = [0, 0];
  const words = {
    software: 'Gongkai',
    isPartOf: siteName,
    description: 'All that a visitor can reach on the portal, as its own server answered.',
    'fetched-from': site.fetchBase,
  };
  await warc.add(await warcInfo(basename(file), clock.now(), words));
  const end = await goThrough({
    get,
    fetchBase: site.fetchBase,
    seeds,
    limits: { ...usualLimits, mostAddresses: 2_000_000, totalMs: 24 * 3_600_000, mostBytes, ...order.limits },
    wantsBody: () => true,
    take: async step => {
      const { path, answer } = step;
      if (answer === null || answer.isCut) missing.push(path);
      if (answer === null) return [];
      await warc.add(await warcPage({ target: `${site.publicBase}${path}`, at: clock.now(), answer }));
      addresses += 1;
      if (answer.status === 200) pages += 1;
      return named(site, step).filter(each => !leftOut.test(each));
    },
    ...(progress === undefined ? {} : { progress }),
  });
  return {
    file,
    digest: warc.digest(),
    bytes: warc.bytes,
    addresses,
    pages,
    records: 1 + 2 * addresses,
    missing,
    isComplete: end.isComplete,
  };
}

/** Writes the file whole or not at all: what is interrupted leaves nothing under its name. */
export async function archivePortal(order: ArchiveOrder): Promise<ArchiveSummary> {
  const draft = `${order.file}.part`;
  const handle = await open(draft, 'w');
  try {
    const summary = await write(order, new WarcFile(handle));
    await handle.sync();
    await handle.close();
    await rename(draft, order.file);
    return summary;
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}
