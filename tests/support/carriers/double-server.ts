import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the doubles of carriers have in common: a real HTTP server, a list of calls, faults on demand. */

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly headers: IncomingMessage['headers'];
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** A line that breaks before the call is carried out, or after. */
export type Cut = 'before' | 'after';

export interface DoubleServer {
  readonly url: string;
  /** Paths of all calls, in order. */
  readonly calls: string[];
  /** The next `times` calls of this path break off. */
  cutLine(path: string, when: Cut, times?: number): void;
  /** The next `times` calls of this path are answered so, and not carried out. */
  answer(path: string, reply: Reply, times?: number): void;
  close(): Promise<void>;
}

export function asJson(value: unknown, status = 200): Reply {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

export function asPage(body: string, status = 200): Reply {
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><body style="font:16px/1.7 sans-serif;max-width:720px;margin:0 auto;padding:16px">${body}</body></html>`;
  return { status, type: 'text/html; charset=utf-8', body: html };
}

export async function fieldsOf(call: Call): Promise<FormData> {
  const type = call.headers['content-type'] ?? '';
  return new Response(new Uint8Array(call.body), { headers: { 'content-type': type } }).formData();
}

export function typeOfPicture(bytes: Uint8Array): 'jpg' | 'png' | 'gif' | 'other' {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  if (head.startsWith('ffd8ff')) return 'jpg';
  if (head === '89504e470d0a1a0a') return 'png';
  return head.startsWith('47494638') ? 'gif' : 'other';
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function serveDouble(
  handle: (call: Call) => Promise<Reply>,
  port = 0,
): Promise<DoubleServer & { readonly server: Server }> {
  const calls: string[] = [];
  const faults: { path: string; times: number; cut?: Cut; reply?: Reply }[] = [];
  const faultFor = (path: string) => {
    const fault = faults.find(each => each.times > 0 && each.path === path);
    if (fault !== undefined) fault.times -= 1;
    return fault;
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://double');
    const call: Call = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: await bodyOf(request),
      headers: request.headers,
    };
    calls.push(call.path);
    const fault = faultFor(call.path);
    if (fault?.cut === 'before') {
      request.socket.destroy();
      return;
    }
    const reply = fault?.reply ?? (await handle(call));
    if (fault?.cut === 'after') {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { 'content-type': reply.type }).end(reply.body);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      process.stderr.write(`double: ${String(error)}\n`);
      request.socket.destroy();
    });
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    calls,
    cutLine: (path, cut, times = 1) => void faults.push({ path, cut, times }),
    answer: (path, reply, times = 1) => void faults.push({ path, reply, times }),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
