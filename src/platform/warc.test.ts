import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import { httpGet } from './http-get.ts';
import { warcInfo, warcPage } from './warc.ts';

/** Bytes of our writer, read by somebody else's reader. */

const answers: Readonly<Record<string, { status: number; headers: Record<string, string>; body: Buffer }>> = {
  '/': {
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'X-Mixed-Case': 'A' },
    body: Buffer.from('<p>政务公开</p>'),
  },
  '/bytes': {
    status: 200,
    headers: { 'Content-Type': 'image/png' },
    body: Buffer.from([0, 13, 10, 13, 10, 255, 0]),
  },
  '/gone': { status: 410, headers: { 'Content-Type': 'text/plain' }, body: Buffer.from('已撤下') },
  '/moved': { status: 301, headers: { Location: '/' }, body: Buffer.alloc(0) },
};
const server = createServer((request, response) => {
  const { status, headers, body } = answers[request.url ?? '']!;
  // In two pieces: it goes over the wire in chunks, which the file must not show.
  response.writeHead(status, headers).write(body.subarray(0, 3));
  response.end(body.subarray(3));
});
let base = '';
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

const at = new Date('2019-06-20T01:00:00.789Z');
const target = (path: string) => `https://www.example.gov.cn${path}`;
const limits = { timeoutMs: 5000, mostBytes: 1000 };
const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

async function* bytesOf(bytes: Buffer) {
  yield new Uint8Array(bytes);
}

async function recordsOf(bytes: Buffer) {
  const records = [];
  for await (const record of new WARCParser(bytesOf(bytes), { parseHttp: true })) {
    const payload = Buffer.from(await record.readFully(false));
    records.push({ record, payload, http: record.httpHeaders });
  }
  return records;
}

describe('ISO 28500:2017, read back by an independent reader', () => {
  it('gives every answer with its status, header fields, bytes and digest', async () => {
    const parts = [await warcInfo('x.warc.gz', at, { software: 'Gongkai', isPartOf: '某局\r\n门户' })];
    for (const path of Object.keys(answers))
      parts.push(await warcPage({ target: target(path), at, answer: await httpGet(base + path, limits) }));
    const [info, ...rest] = await recordsOf(Buffer.concat(parts));
    expect(info?.record.warcType).toBe('warcinfo');
    expect(info?.payload.toString()).toContain('isPartOf: 某局 门户\r\n');
    const responses = rest.filter(each => each.record.warcType === 'response');
    const requests = rest.filter(each => each.record.warcType === 'request');
    expect(responses.map(each => each.record.warcTargetURI)).toEqual(Object.keys(answers).map(target));
    for (const [no, [path, told]] of Object.entries(answers).entries()) {
      const { record, payload, http } = responses[no]!;
      expect([http?.statusCode, payload], path).toEqual([told.status, told.body]);
      expect(http?.headers.get('content-length')).toBe(String(told.body.length));
      expect(http?.headers.get('transfer-encoding') ?? null).toBe(null);
      expect(record.warcPayloadDigest).toBe(sha256(told.body));
      expect(record.warcDate).toBe('2019-06-20T01:00:00Z');
      expect(requests[no]!.record.warcHeader('WARC-Concurrent-To')).toBe(record.warcHeader('WARC-Record-ID'));
      expect(requests[no]!.http?.statusline).toBe(`GET ${path} HTTP/1.1`);
    }
    expect(responses[0]?.http?.headers.get('x-mixed-case')).toBe('A');
  });

  it('has a block digest over exactly the bytes of each block', async () => {
    const parts = await warcPage({ target: target('/'), at, answer: await httpGet(`${base}/`, limits) });
    const text = gunzipSync(parts);
    let from = 0;
    let records = 0;
    while (from < text.length) {
      const headEnd = text.indexOf('\r\n\r\n', from) + 4;
      const head = text.subarray(from, headEnd).toString();
      const length = Number(/Content-Length: (\d+)/.exec(head)?.[1]);
      expect(head).toContain(`WARC-Block-Digest: ${sha256(text.subarray(headEnd, headEnd + length))}`);
      expect(text.subarray(headEnd + length, headEnd + length + 4).toString()).toBe('\r\n\r\n');
      from = headEnd + length + 4;
      records += 1;
    }
    expect(records).toBe(2);
  });

  it('says of a body that was cut that it was', async () => {
    const answer = await httpGet(`${base}/`, { ...limits, mostBytes: 5 });
    const records = await recordsOf(await warcPage({ target: target('/'), at, answer }));
    const { record, payload } = records.find(each => each.record.warcType === 'response')!;
    expect([record.warcHeader('WARC-Truncated'), payload.length]).toEqual(['length', 5]);
  });
});
