import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

/**
 * One GET as it went over the wire, kept so that it can be told again: request as sent, status line and header fields in
 * the order and case of the server, body as its bytes. Nothing is followed, nothing is decoded, nothing cached.
 */

export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  /** E.g. `1.1`. */
  readonly httpVersion: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Without transfer coding; empty where it was not wanted. */
  readonly body: Buffer;
  /** True if the body was longer than was read, or not wanted. */
  readonly isCut: boolean;
  /** Request line and header fields, with the empty line that ends them. */
  readonly requestHead: string;
  /** Address of the server; null where it is not known. */
  readonly serverAddress: string | null;
  /** Milliseconds until the last byte that was read. */
  readonly tookMs: number;
}

export interface GetOptions {
  /** Until the whole answer is in. */
  readonly timeoutMs: number;
  /** Bytes of a body at most. */
  readonly mostBytes: number;
  /** Asked when the head is in; absent: every body is read. */
  readonly wantsBody?: (status: number, mediaType: string) => boolean;
  readonly userAgent?: string;
}

/** No answer came: in time, or at all. */
export class HttpSilence extends Error {
  readonly kind: 'timeout' | 'unreachable';

  constructor(kind: 'timeout' | 'unreachable', cause?: unknown) {
    super(kind, { cause });
    this.kind = kind;
  }
}

export type HttpGet = (address: string, options: GetOptions) => Promise<HttpAnswer>;

function pairs(raw: readonly string[]): (readonly [string, string])[] {
  return Array.from({ length: raw.length / 2 }, (_, at) => [raw[2 * at]!, raw[2 * at + 1]!] as const);
}

/** The first value of a header field; '' where there is none. */
export function headerOf(answer: Pick<HttpAnswer, 'headers'>, name: string): string {
  return answer.headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? '';
}

/** Media type without parameters, lower case. */
export function mediaTypeOf(answer: Pick<HttpAnswer, 'headers'>): string {
  return headerOf(answer, 'content-type').split(';', 1)[0]!.trim().toLowerCase();
}

/** Fetches one address. Throws `HttpSilence` where no answer comes. */
export const httpGet: HttpGet = (address, options) => {
  const url = new URL(address);
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  const headers = {
    Host: url.host,
    'User-Agent': options.userAgent ?? 'Gongkai-Check/1.0',
    Accept: '*/*',
    'Accept-Encoding': 'identity',
    'Cache-Control': 'no-cache',
    Connection: 'close',
  };
  const path = `${url.pathname}${url.search}`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const requestHead = [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
  const began = performance.now();
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout;
    const fail = (error: unknown): void => {
      clearTimeout(timer);
      reject(error instanceof HttpSilence ? error : new HttpSilence('unreachable', error));
    };
    const asked = send(url, { method: 'GET', path, headers, agent: false }, response => {
      const serverAddress = response.socket.remoteAddress ?? null;
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = (isCut: boolean): void => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode ?? 0,
          statusText: response.statusMessage ?? '',
          httpVersion: response.httpVersion,
          headers: pairs(response.rawHeaders),
          body: Buffer.concat(chunks),
          isCut,
          requestHead,
          serverAddress,
          tookMs: performance.now() - began,
        });
        if (isCut) asked.destroy();
      };
      const type = String(response.headers['content-type'] ?? '')
        .split(';', 1)[0]!
        .trim()
        .toLowerCase();
      if (options.wantsBody?.(response.statusCode ?? 0, type) === false) return finish(true);
      response.on('data', (chunk: Buffer) => {
        const room = options.mostBytes - size;
        if (chunk.length > room) {
          if (room > 0) chunks.push(chunk.subarray(0, room));
          return finish(true);
        }
        chunks.push(chunk);
        size += chunk.length;
      });
      response.on('end', () => (response.complete ? finish(false) : fail(new Error('cut off'))));
      response.on('error', fail);
    });
    timer = setTimeout(() => asked.destroy(new HttpSilence('timeout')), options.timeoutMs);
    asked.on('error', fail);
    asked.end();
  });
};
