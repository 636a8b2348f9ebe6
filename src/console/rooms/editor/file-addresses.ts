import { publicHref } from '../../path.ts';

/**
 * Pictures stand in a text as `/files/<digest>/<name>`, wherever the site is mounted; on screen the mount point goes
 * before it.
 */

const here = publicHref('files/');

export function fileAddress(digest: string, name: string): string {
  return `${here}${digest}/${encodeURIComponent(name)}`;
}

/** From the wire to the screen. */
export function withMount(html: string): string {
  return here === '/files/' ? html : html.replaceAll('src="/files/', `src="${here}`);
}

/** From the screen to the wire. */
export function withoutMount(html: string): string {
  return here === '/files/' ? html : html.replaceAll(`src="${here}`, 'src="/files/');
}
