/**
 * One call to a carrier over HTTP. Whether it was answered matters more than how: without an answer nobody knows whether
 * the carrier did what was asked.
 */

export type Fetch = typeof globalThis.fetch;

export type Answered =
  /** `body` is what the answer's JSON says; undefined when it is no JSON. */
  | { readonly reached: true; readonly status: number; readonly body: unknown }
  /** No answer within the time, or a broken one: the outcome is unknown. */
  | { readonly reached: false };

/** Milliseconds until a call counts as unanswered; a cover of 1 MB on a slow line needs a few. */
const patienceMs = 30_000;
/** Bytes of an answer. A list of twenty articles with their text stays far below. */
const longestAnswer = 64 * 1024 * 1024;

/** What `fetch` throws when the line, the name service or the time fails; anything else is a bug. */
function isNetworkFault(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  return error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError');
}

/** Never throws for what the network does, and never repeats a call. Addresses hold tokens: they are not logged. */
export async function callForJson(send: Fetch, address: string, request: RequestInit): Promise<Answered> {
  let status: number;
  let text: string;
  try {
    const response = await send(address, {
      ...request,
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    status = response.status;
    if (Number(response.headers.get('content-length') ?? 0) > longestAnswer) return { reached: false };
    text = await response.text();
  } catch (error) {
    if (isNetworkFault(error)) return { reached: false };
    throw error;
  }
  try {
    return { reached: true, status, body: JSON.parse(text) };
  } catch {
    return { reached: true, status, body: undefined };
  }
}

export type Seen = 'present' | 'absent' | 'unknown';

/**
 * Fetches a public page and says whether the posting is to be seen there. Carriers answer 200 for what has been deleted
 * and say so in words: `deletedWords` [unverified] are looked for in the page.
 */
export async function lookAtPage(
  send: Fetch,
  address: string,
  deletedWords: readonly string[],
): Promise<Seen> {
  try {
    const response = await send(address, { signal: AbortSignal.timeout(patienceMs) });
    if (response.status === 404 || response.status === 410) return 'absent';
    if (response.status !== 200) return 'unknown';
    const text = await response.text();
    return deletedWords.some(words => text.includes(words)) ? 'absent' : 'present';
  } catch (error) {
    if (isNetworkFault(error)) return 'unknown';
    throw error;
  }
}
