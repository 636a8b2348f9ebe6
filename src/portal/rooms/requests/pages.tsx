import type { RenderedPage } from '../../page-store.ts';
import { type RequestDesk, requestPaths } from './desk.ts';
import { type RequestSurroundings, requestPage } from './frame.ts';
import { GuidePage } from './guide.tsx';
import { PrintablePage } from './printable.tsx';

/** The pages about requests that are the same for everybody; kept like every other public page. */
export function requestPages(
  around: RequestSurroundings & { readonly desk: RequestDesk },
  path: string,
): RenderedPage | null {
  const { site, desk } = around;
  if (path === requestPaths.guide || path === '/requests') {
    const body = <GuidePage site={site} desk={desk} />;
    const page = { title: '申请公开政府信息', path: requestPaths.guide, body };
    return { body: requestPage(around, page), tags: [] };
  }
  if (path === requestPaths.form) {
    const body = <PrintablePage site={site} desk={desk} />;
    return { body: requestPage(around, { title: '政府信息公开申请表', path, body }), tags: [] };
  }
  return null;
}
