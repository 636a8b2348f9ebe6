import { type HttpAnswer, type HttpGet, HttpSilence } from '../../../platform/http-get.ts';

/** Goes through a website address by address, each once, within bounds; what is done with an answer is the caller's. */

export interface CrawlStep {
  /** Path on the portal, with its question. */
  readonly path: string;
  readonly answer: HttpAnswer | null;
  readonly silence: 'timeout' | 'unreachable' | null;
}

export interface CrawlLimits {
  readonly mostAddresses: number;
  /** Bytes of one body. */
  readonly mostBytes: number;
  /** Until one answer is in. */
  readonly timeoutMs: number;
  /** Until no new address is asked for. */
  readonly totalMs: number;
  /** Addresses asked for at the same time. */
  readonly atOnce: number;
}

/** 15 s: longer counts as not opened (检查指标, 站点无法访问). */
export const usualLimits: CrawlLimits = {
  mostAddresses: 30_000,
  mostBytes: 4 * 1024 * 1024,
  timeoutMs: 15_000,
  totalMs: 30 * 60_000,
  atOnce: 2,
};

/** Questions (`?…`) to one page at most: a calendar or a search could be asked for ever. */
const mostQuestions = 30;
/** Silences one after the other after which nobody is thought to be there. */
const mostSilences = 5;

export interface Crawl {
  readonly get: HttpGet;
  readonly fetchBase: string;
  readonly seeds: readonly string[];
  readonly limits: CrawlLimits;
  wantsBody(path: string, status: number, mediaType: string): boolean;
  /** Takes an answer in; tells which paths to go to next. */
  take(step: CrawlStep): Promise<readonly string[]> | readonly string[];
  /** Addresses done and addresses known. */
  progress?(done: number, known: number): void | Promise<void>;
}

export interface CrawlEnd {
  readonly done: number;
  /** Everything that was known has been asked for. */
  readonly isComplete: boolean;
}

class Queue {
  readonly #known = new Set<string>();
  readonly #questions = new Map<string, number>();
  readonly #waiting: string[] = [];
  #leftOut = false;
  #next = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(path: string): void {
    if (this.#known.has(path)) return;
    const [page = path, question] = path.split('?', 2);
    if (question !== undefined) {
      const asked = this.#questions.get(page) ?? 0;
      if (asked >= mostQuestions) return;
      this.#questions.set(page, asked + 1);
    }
    if (this.#known.size >= this.#most) {
      this.#leftOut = true;
      return;
    }
    this.#known.add(path);
    this.#waiting.push(path);
  }

  take(): string | undefined {
    const path = this.#waiting[this.#next];
    if (path !== undefined) this.#next += 1;
    return path;
  }

  get known(): number {
    return this.#known.size;
  }

  get isDone(): boolean {
    return !this.#leftOut && this.#next === this.#waiting.length;
  }
}

async function stepAt(crawl: Crawl, path: string): Promise<CrawlStep> {
  const { get, fetchBase, limits } = crawl;
  try {
    const answer = await get(`${fetchBase}${path}`, {
      timeoutMs: limits.timeoutMs,
      mostBytes: limits.mostBytes,
      wantsBody: (status, type) => crawl.wantsBody(path, status, type),
    });
    return { path, answer, silence: null };
  } catch (error) {
    if (!(error instanceof HttpSilence)) throw error;
    return { path, answer: null, silence: error.kind };
  }
}

export async function goThrough(crawl: Crawl): Promise<CrawlEnd> {
  const { limits, seeds } = crawl;
  const began = performance.now();
  const queue = new Queue(limits.mostAddresses);
  for (const seed of seeds) queue.add(seed);
  let done = 0;
  let silences = 0;
  const mayGoOn = () => silences < mostSilences && performance.now() - began < limits.totalMs;

  /** A round of a few addresses at once; what they name is known before the next round. */
  for (;;) {
    const round: string[] = [];
    while (round.length < limits.atOnce) {
      const path = mayGoOn() ? queue.take() : undefined;
      if (path === undefined) break;
      round.push(path);
    }
    if (round.length === 0) break;
    for (const step of await Promise.all(round.map(path => stepAt(crawl, path)))) {
      silences = step.answer === null ? silences + 1 : 0;
      done += 1;
      for (const next of await crawl.take(step)) queue.add(next);
    }
    await crawl.progress?.(done, queue.known);
  }
  return { done, isComplete: queue.isDone && silences < mostSilences };
}
