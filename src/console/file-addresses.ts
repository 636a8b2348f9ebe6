import { apiHref } from './path.ts';

/**
 * Pictures stand in a text as `/files/<digest>/<name>`, the address readers will fetch. Staff read files before they
 * are public, from the staff API; on screen that address takes the place of the other.
 */

const stored = '/files/';
const shown = apiHref('files/');

export function fileAddress(digest: string, name: string): string {
  return `${shown}${digest}/${encodeURIComponent(name)}`;
}

/** From the wire to the screen. */
export function onScreen(html: string): string {
  return html.replaceAll(`src="${stored}`, `src="${shown}`);
}

/** From the screen to the wire. */
export function onWire(html: string): string {
  return html.replaceAll(`src="${shown}`, `src="${stored}`);
}
