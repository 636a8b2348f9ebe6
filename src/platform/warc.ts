import { createHash, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { HttpAnswer } from './http-get.ts';

/**
 * WARC 1.1 (ISO 28500:2017), compressed record by record as its annex D asks, so that any reader can begin at any record.
 * A page is a response record and the request record that led to it; digests are SHA-256, labelled and in hexadecimal.
 */

const compress = promisify(gzip);

export interface ArchivedPage {
  /** Address under which it is found again. */
  readonly target: string;
  readonly at: Date;
  readonly answer: HttpAnswer;
}

/** `2019-06-20T01:00:00Z`: the standard's date, in whole seconds, which every reader takes. */
function warcDate(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

type Fields = readonly (readonly [name: string, value: string])[];

function record(fields: Fields, block: Uint8Array): Promise<Buffer> {
  const all: Fields = [
    ...fields,
    ['WARC-Block-Digest', `sha256:${sha256(block)}`],
    ['Content-Length', String(block.length)],
  ];
  const head = all.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  return compress(
    Buffer.concat([Buffer.from(`WARC/1.1\r\n${head}\r\n\r\n`, 'utf8'), block, Buffer.from('\r\n\r\n')]),
  );
}

function newId(): string {
  return `<urn:uuid:${randomUUID()}>`;
}

/** Field values are one line. */
function oneLine(value: string): string {
  return value.replaceAll(/[\r\n]+/g, ' ');
}

/** What the file is; the first record of each. */
export function warcInfo(file: string, at: Date, words: Readonly<Record<string, string>>): Promise<Buffer> {
  const lines = Object.entries({ format: 'WARC File Format 1.1', ...words });
  const block = lines.map(([name, value]) => `${name}: ${oneLine(value)}\r\n`).join('');
  return record(
    [
      ['WARC-Type', 'warcinfo'],
      ['WARC-Record-ID', newId()],
      ['WARC-Date', warcDate(at)],
      ['WARC-Filename', oneLine(file)],
      ['Content-Type', 'application/warc-fields'],
    ],
    Buffer.from(block, 'utf8'),
  );
}

/** Header fields that speak of the connection, not of what was sent; the body is kept without transfer coding. */
const ofTheConnection: ReadonlySet<string> = new Set([
  'transfer-encoding',
  'connection',
  'keep-alive',
  'trailer',
]);

/** The response as it is kept: head, and the body as the bytes that follow. */
export function responseBlock(answer: HttpAnswer): Buffer {
  const kept = answer.headers.filter(
    ([name]) => !ofTheConnection.has(name.toLowerCase()) && name.toLowerCase() !== 'content-length',
  );
  const lines = [...kept, ['Content-Length', String(answer.body.length)]].map(each => each.join(': '));
  const status = `HTTP/${answer.httpVersion} ${answer.status} ${answer.statusText}`;
  // Header fields travel as bytes that Node reads as Latin-1.
  return Buffer.concat([Buffer.from([status, ...lines, '', ''].join('\r\n'), 'latin1'), answer.body]);
}

/** Request and response, in this order. A body that was cut says so. */
export async function warcPage({ target, at, answer }: ArchivedPage): Promise<Buffer> {
  const [requestId, responseId] = [newId(), newId()];
  const common: Fields = [
    ['WARC-Date', warcDate(at)],
    ['WARC-Target-URI', target],
    ...(answer.serverAddress === null ? [] : ([['WARC-IP-Address', answer.serverAddress]] as Fields)),
  ];
  const sent = record(
    [
      ['WARC-Type', 'request'],
      ['WARC-Record-ID', requestId],
      ...common,
      ['WARC-Concurrent-To', responseId],
      ['Content-Type', 'application/http; msgtype=request'],
    ],
    Buffer.from(answer.requestHead, 'latin1'),
  );
  const received = record(
    [
      ['WARC-Type', 'response'],
      ['WARC-Record-ID', responseId],
      ...common,
      ['WARC-Payload-Digest', `sha256:${sha256(answer.body)}`],
      ...(answer.isCut ? ([['WARC-Truncated', 'length']] as Fields) : []),
      ['Content-Type', 'application/http; msgtype=response'],
    ],
    responseBlock(answer),
  );
  return Buffer.concat(await Promise.all([sent, received]));
}
