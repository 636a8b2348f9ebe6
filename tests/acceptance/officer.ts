import { randomUUID } from 'node:crypto';

/** Somebody at the staff API, as the console speaks to it: one cookie, one CSRF token. */

export const demoPassword = 'Gongkai-demo-2019';

// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server sent; the test says what it expects.
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    body: isJson && text !== '' ? JSON.parse(text) : text,
    headers: response.headers,
  };
}

/** What is wrong, for a message of a failed expectation. */
export function saying(answer: Answer): string {
  return `${answer.status} ${typeof answer.body === 'string' ? answer.body.slice(0, 300) : JSON.stringify(answer.body).slice(0, 600)}`;
}

/** The codes of the reasons of a refusal. */
export function reasonCodes(answer: Answer): string[] {
  return (answer.body?.reasons ?? []).map((each: { code: string }) => each.code);
}

export class Officer {
  readonly url: string;
  readonly username: string;
  #cookie = '';
  #csrf = '';
  session: Json = {};

  constructor(url: string, username: string) {
    this.url = url;
    this.username = username;
  }

  /** Signs in; throws with the server's words where that fails. */
  async signIn(password: string = demoPassword): Promise<this> {
    const answer = await this.send('POST', '/api/session', { body: { username: this.username, password } });
    if (answer.status !== 200) throw new Error(`${this.username} could not sign in: ${saying(answer)}`);
    this.#cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    this.#csrf = answer.body.csrfToken;
    this.session = answer.body;
    return this;
  }

  async send(method: string, path: string, { body, headers = {} }: Sent = {}): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(this.#csrf === '' || method === 'GET' ? {} : { 'x-csrf-token': this.#csrf }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    return answerOf(response);
  }

  /** Headers that make a request this person's. */
  credentials(): Record<string, string> {
    return { cookie: this.#cookie, 'x-csrf-token': this.#csrf };
  }

  /** The bytes of a file. */
  async bytes(path: string): Promise<{ status: number; bytes: Buffer }> {
    const response = await fetch(this.url + path, { headers: { cookie: this.#cookie } });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, { headers });
  }

  post(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('POST', path, { body, headers });
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.send('PATCH', path, { body });
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.send('PUT', path, { body });
  }

  upload(name: string, bytes: Uint8Array<ArrayBuffer>, path = '/api/files'): Promise<Answer> {
    const form = new FormData();
    form.append('file', new Blob([bytes]), name);
    return this.send('POST', path, { body: form });
  }

  /** What is expected to go well; the answer's body, or an error with the server's words. */
  async done(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown): Promise<Json> {
    const answer = await this.send(method, path, { body });
    if (answer.status >= 300) throw new Error(`${this.username} ${method} ${path}: ${saying(answer)}`);
    return answer.body;
  }
}

/** Nobody in particular: a citizen at the portal. */
export async function visit(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return answerOf(await fetch(url + path, { redirect: 'manual', headers }));
}

/** Every account of a demonstration, signed in when first asked for. */
export function staffOf(url: string): (username: string) => Promise<Officer> {
  const known = new Map<string, Promise<Officer>>();
  return username => {
    const officer = known.get(username) ?? new Officer(url, username).signIn();
    known.set(username, officer);
    return officer;
  };
}

export function requestKey(): Record<string, string> {
  return { 'idempotency-key': randomUUID() };
}
