import { AppError } from '../platform/app-error.ts';
import type { HttpServer } from '../platform/http/kit.ts';
import { frameOf } from './framing.ts';
import { renderPage } from './layout.tsx';
import { storedPage } from './page-store.ts';
import type { Portal } from './portal.ts';
import { PreviewPage } from './rooms/preview.tsx';
import { sendStored } from './sending.ts';

/** Previews of attachments, for as long as the attachment is public; asked about each time, as the files are. */

export interface PreviewAnswer {
  readonly contentType: string;
  readonly body: string | Buffer;
}

const pictureOf = /^\/preview\/([0-9a-f]{64})\/([^/]+)\/([1-9]\d{0,2})\.webp$/;
const pageOf = /^\/preview\/([0-9a-f]{64})\/([^/]+)\.html$/;

/** What stands at a decoded path below `/preview/`; null: nothing public. Faults: `withdrawn`, `too-many-requests`. */
export async function previewAt(portal: Portal, path: string): Promise<PreviewAnswer | null> {
  const reads = portal.reads.previews;
  const [, digest, name, no] = pictureOf.exec(path) ?? pageOf.exec(path) ?? [];
  if (reads === undefined || digest === undefined || name === undefined) return null;
  const standing = await reads.standing(digest, name);
  if (standing === 'withdrawn') throw new AppError('withdrawn', { detail: '该附件所属的信息已撤下。' });
  if (standing !== 'public') return null;
  if (no !== undefined) {
    const body = await reads.picture(digest, Number(no));
    return body === undefined ? null : { contentType: 'image/webp', body };
  }
  const preview = await reads.preview(digest);
  if (preview === null) return null;
  const title = `${name}（预览）`;
  const frame = frameOf(portal, { title, path, crumbs: [{ name: '附件预览' }], robots: 'noindex' });
  return {
    contentType: 'text/html; charset=utf-8',
    body: renderPage(frame, <PreviewPage site={portal.site} room={{ digest, name, preview }} />),
  };
}

export function previewRoutes(app: HttpServer, portal: Portal): void {
  const { basePath } = portal.site;
  app.get('/preview/*', async (request, reply) => {
    const raw = (request.url.split('?', 1)[0] ?? '').slice(basePath.length);
    let path: string;
    try {
      path = decodeURIComponent(raw);
    } catch {
      throw new AppError('not-found');
    }
    const found = await previewAt(portal, path);
    if (found === null) throw new AppError('not-found');
    return sendStored(request, reply, storedPage({ ...found, tags: [] }), 'public, no-cache');
  });
}
