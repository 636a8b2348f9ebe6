import type { Fetch } from '../../contexts/log/verify/site.ts';

/** Addresses of a site, fetched for the verifying commands. */

const fetchTimeoutMs = 30_000;

/** `url` is that of the site's start page. */
export function fetchFrom(url: string): Fetch {
  const base = url.replace(/\/+$/, '');
  return async path => {
    try {
      const signal = AbortSignal.timeout(fetchTimeoutMs);
      const answer = await fetch(base + path, { signal, redirect: 'manual' });
      return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) };
    } catch {
      return { status: 0, bytes: new Uint8Array() };
    }
  };
}
