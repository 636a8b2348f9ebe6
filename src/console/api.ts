import { z } from 'zod';
import { reason } from '../contexts/organisation/contract.ts';
import { apiHref } from './path.ts';

/**
 * The one way to the server. Answers are checked against the contract; anything else becomes an `ApiProblem`, which
 * `problemWords` turns into words for a person.
 */

const problemBody = z.object({
  status: z.number(),
  code: z.string(),
  message: z.string(),
  advice: z.string().default(''),
  problems: z.array(z.object({ where: z.string(), message: z.string() })).default([]),
  /** `where` names the field, where a reason speaks of one. */
  reasons: z.array(reason.extend({ where: z.string().optional() })).default([]),
  id: z.string().optional(),
});
export type Problem = z.output<typeof problemBody>;

/** The server said no, did not answer (`no-answer`), or answered with something we cannot read (`odd-answer`). */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

function localProblem(code: string, message: string, advice: string): ApiProblem {
  return new ApiProblem({ status: 0, code, message, advice, problems: [], reasons: [] });
}

export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What the wrapper must know of the session, told by the session part. */
const session = {
  csrfToken: '',
  /** Called when the server no longer knows us although we were signed in. */
  onExpired: () => {},
  /** Fetches a fresh token after the server refused ours; answers it, or nothing. */
  refreshToken: async (): Promise<string | undefined> => undefined,
};

export function bindSession(changes: Partial<typeof session>): void {
  Object.assign(session, changes);
}

/** Random and unique, also where the page was not opened over HTTPS (`crypto.randomUUID` is missing there). */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

async function problemOf(status: number, body: unknown): Promise<ApiProblem> {
  const parsed = problemBody.safeParse(body);
  if (parsed.success) return new ApiProblem(parsed.data);
  return new ApiProblem({
    status,
    code: 'odd-answer',
    message: `服务器没有给出可识别的答复（状态 ${status}）。`,
    advice: '请稍候重试；如再次出现，请联系系统管理员。',
    problems: [],
    reasons: [],
  });
}

function parseAnswer<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).slice(0, 5);
  console.error('答复与约定不符', where);
  throw localProblem(
    'odd-answer',
    '服务器的答复与本页的版本不符。',
    `请刷新页面；如再次出现，请将此内容告诉系统管理员：${where.join('；')}`,
  );
}

function bodyOf(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function answerOf(response: Response): Promise<unknown> {
  const body = bodyOf(await response.text());
  if (response.ok) return body;
  const problem = await problemOf(response.status, body);
  if (problem.problem.code === 'not-signed-in') session.onExpired();
  throw problem;
}

async function fetchOnce(endpoint: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(apiHref(endpoint), { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw localProblem('no-answer', '暂时连不上服务器。', '请检查网络后重试，已填写的内容仍保留在本页。');
  }
  return answerOf(response);
}

/** Reads. `endpoint` may carry a query, e.g. `items?state=draft`. */
export async function get<Schema extends z.ZodType>(
  endpoint: string,
  schema: Schema,
  signal?: AbortSignal,
): Promise<z.output<Schema>> {
  const body = await fetchOnce(endpoint, {
    headers: { accept: 'application/json' },
    ...(signal === undefined ? {} : { signal }),
  });
  return parseAnswer(schema, body);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/**
 * Writes. One idempotency key covers every attempt, so that a lost connection is tried again without doing the thing
 * twice. `key` is passed in where the caller itself may repeat the same act.
 */
export async function send<Schema extends z.ZodType>(
  method: Method,
  endpoint: string,
  body: unknown,
  schema: Schema,
  key: string = freshKey(),
): Promise<z.output<Schema>> {
  const attempt = () =>
    fetchOnce(endpoint, {
      method,
      headers: {
        accept: 'application/json',
        'x-csrf-token': session.csrfToken,
        'idempotency-key': key,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  for (let tries = 1; ; tries += 1) {
    try {
      return parseAnswer(schema, await attempt());
    } catch (error) {
      if (!(await worthAnotherTry(error, tries))) throw error;
    }
  }
}

async function worthAnotherTry(error: unknown, tries: number): Promise<boolean> {
  if (!(error instanceof ApiProblem) || tries >= 3) return false;
  if (error.problem.code === 'no-answer') {
    await pause(400 * tries);
    return true;
  }
  if (error.problem.code === 'csrf-failed' && tries === 1) {
    const token = await session.refreshToken();
    if (token === undefined) return false;
    session.csrfToken = token;
    return true;
  }
  return false;
}

/** Sends one file, telling the share sent (0 to 1) as it goes; `fetch` cannot tell that. */
export function upload<Schema extends z.ZodType>(
  endpoint: string,
  file: File,
  schema: Schema,
  onShare: (share: number) => void = () => {},
): Promise<z.output<Schema>> {
  return new Promise((resolve, refuse) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiHref(endpoint));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('x-csrf-token', session.csrfToken);
    request.setRequestHeader('idempotency-key', freshKey());
    request.upload.onprogress = event => {
      if (event.lengthComputable) onShare(event.loaded / event.total);
    };
    request.onerror = () =>
      refuse(localProblem('no-answer', '文件没有传完，连接中断。', '请检查网络后重新选择文件。'));
    request.onload = () => {
      const answer = new Response(request.responseText === '' ? null : request.responseText, {
        status: request.status,
      });
      answerOf(answer)
        .then(body => resolve(parseAnswer(schema, body)))
        .catch(refuse);
    };
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
