import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesOf, encodingFor, PageStore, storedPage } from './page-store.ts';

const page = (body: string, tags: string[]) => storedPage({ body, tags });

describe('PageStore', () => {
  it('drops exactly the pages that carry a changed tag', () => {
    const store = new PageStore(1_000_000);
    store.keep('/a', page('a', ['item:1', 'home']), store.generation);
    store.keep('/b', page('b', ['item:2']), store.generation);
    store.drop(['item:1']);
    expect(store.get('/a')).toBeUndefined();
    expect(store.get('/b')).toBeDefined();
  });

  it('does not keep a page rendered from what was read before a drop', () => {
    const store = new PageStore(1_000_000);
    const before = store.generation;
    store.drop(['item:1']);
    store.keep('/a', page('stale', ['item:1']), before);
    expect(store.get('/a')).toBeUndefined();
  });

  it('stays within its limit by forgetting the oldest', () => {
    const store = new PageStore(25);
    for (const name of ['1', '2', '3']) store.keep(`/${name}`, page('x'.repeat(10), ['t']), store.generation);
    expect(store.get('/1')).toBeUndefined();
    expect(store.get('/3')).toBeDefined();
    expect(store.size).toBe(2);
  });

  it('gives the same bytes in every encoding and another ETag for another body', () => {
    const one = page('政务公开'.repeat(50), []);
    expect(brotliDecompressSync(bytesOf(one, 'br'))).toEqual(one.identity);
    expect(gunzipSync(bytesOf(one, 'gzip'))).toEqual(one.identity);
    expect(page('b', []).etag).not.toBe(one.etag);
  });
});

describe('encodingFor', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0', 'identity'],
    ['', 'identity'],
    [undefined, 'identity'],
  ])('answers %s with %s', (header, encoding) => {
    expect(encodingFor(header)).toBe(encoding);
  });
});
