import { readFileSync } from 'node:fs';
import { hashesOnLevel, parseTilePath, tilePath, tileWidth } from '../../contexts/log/tiles.ts';
import { AppError } from '../../platform/app-error.ts';
import { onlineOnlyPage, problemPage, staticSearchPage } from '../../portal/asked-pages.tsx';
import { type BranchPortal, branchAt, branchPage } from '../../portal/branch.ts';
import { type Portal, pageAt } from '../../portal/pages.tsx';
import { previewAt } from '../../portal/preview.tsx';
import type { portalAssets } from '../../portal/routes.ts';
import type { Product } from '../compose.ts';
import { isLive } from './addresses.ts';

/** What the portal answers at an address, without a server. */

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
  /** What it shows; a change of any of these changes it. */
  readonly tags: readonly string[];
}

export const searchScript = '/assets/static-search.js';
export const notFoundPage = '/404.html';
export const searchIndex = '/search-index/';

export interface AnswerSources {
  readonly product: Pick<Product, 'publications' | 'files' | 'log'>;
  readonly portal: Portal;
  /** Sites below a path of the portal. */
  readonly branches: readonly BranchPortal[];
  readonly assets: ReturnType<typeof portalAssets>;
}

/** Every tile of a log of this size, and its entries. */
export function logTiles(size: number): string[] {
  const paths: string[] = [];
  for (let level = 0; hashesOnLevel(level, size) > 0; level += 1) {
    const count = hashesOnLevel(level, size);
    for (let index = 0; index * tileWidth < count; index += 1) {
      const width = Math.min(tileWidth, count - index * tileWidth);
      paths.push(`/log/${tilePath({ kind: 'hashes', level, index, width })}`);
      if (level === 0) paths.push(`/log/${tilePath({ kind: 'entries', level: 0, index, width })}`);
    }
  }
  return paths;
}

export function answersOf({ product, portal, branches, assets }: AnswerSources) {
  const { publications, files, log } = product;
  const script = readFileSync(new URL('../../portal/assets/static-search.js', import.meta.url));

  async function attached(digest: string, name: string): Promise<Answer | null> {
    if ((await publications.open.fileStanding(digest, name)) !== 'public') return null;
    const file = await files.find(digest);
    if (file === undefined) return null;
    return { status: 200, contentType: file.mediaType, body: await files.bytesOf(digest), tags: [] };
  }

  async function ofLog(path: string): Promise<Answer | null> {
    const text = (body: string | undefined): Answer | null =>
      body === undefined
        ? null
        : { status: 200, contentType: 'text/plain; charset=utf-8', body: Buffer.from(body), tags: ['log'] };
    if (path === '/log/checkpoint') return text(await log.checkpoint());
    if (path === '/log/key') return text(log.verifierKeys());
    const address = parseTilePath(path.slice('/log/tile/'.length));
    const bytes = address === undefined ? undefined : await log.tile(address);
    return bytes === undefined
      ? null
      : { status: 200, contentType: 'application/octet-stream', body: Buffer.from(bytes), tags: [] };
  }

  async function previewOf(path: string): Promise<Answer | null> {
    try {
      const found = await previewAt(portal, path);
      if (found === null) return null;
      const body = Buffer.isBuffer(found.body) ? found.body : Buffer.from(found.body);
      return { status: 200, contentType: found.contentType, body, tags: [] };
    } catch (error) {
      if (error instanceof AppError && error.code === 'withdrawn') return null;
      throw error;
    }
  }

  function pageOf(path: string): ReturnType<typeof pageAt> {
    const found = branchAt(branches, path);
    return found === null ? pageAt(portal, path) : branchPage(found.branch, found.path);
  }

  /** Null: nothing public is there. */
  async function at(path: string): Promise<Answer | null> {
    const asset = Object.values(assets).find(each => each.path === path);
    if (asset !== undefined)
      return { status: 200, contentType: asset.page.contentType, body: asset.page.identity, tags: [] };
    if (path === searchScript)
      return { status: 200, contentType: 'text/javascript; charset=utf-8', body: script, tags: [] };
    if (path === notFoundPage) {
      const { status, code, message, advice } = new AppError('not-found');
      const body = Buffer.from(problemPage(portal, { status, code, message, advice }, path));
      return { status: 404, contentType: 'text/html; charset=utf-8', body, tags: ['site'] };
    }
    if (path.startsWith('/preview/')) return previewOf(path);
    const file = /^\/files\/([0-9a-f]{64})\/([^/]+)$/.exec(path);
    if (file !== null) return attached(file[1]!, file[2]!);
    if (path === '/log/checkpoint' || path === '/log/key' || path.startsWith('/log/tile/'))
      return ofLog(path);
    const page =
      path === '/search'
        ? staticSearchPage(portal, searchScript, searchIndex)
        : isLive(path)
          ? onlineOnlyPage(portal, path)
          : await pageOf(path);
    if (page === null) return null;
    return {
      status: page.status ?? 200,
      contentType: page.contentType ?? 'text/html; charset=utf-8',
      body: Buffer.isBuffer(page.body) ? page.body : Buffer.from(page.body),
      tags: page.tags,
    };
  }

  return { at };
}
