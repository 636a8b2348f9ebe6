import type { Clock } from '../platform/clock.ts';
import type { Queries } from '../platform/database/database.ts';
import type { PageStore } from './page-store.ts';
import { changesAfter, newestChange } from './store.ts';

/** How far back the watch looks again: ids are given when a statement runs, not when its transaction commits, so a
 *  change with a lower id may appear after one with a higher id. */
const lookBack = 200;

/**
 * Drops pages as changes appear. `look` reads the table once; the server calls it after each of its own writes and
 * a timer calls it every half second for the writes of other nodes. While the database is away pages stay as they
 * are; the first look after its return catches up.
 */
export class ChangeWatch {
  readonly #queries: Queries;
  readonly #pages: PageStore;
  readonly #clock: Clock;
  readonly #onChange: (tags: ReadonlySet<string>) => void;
  #day: string;
  #seen = new Set<number>();
  #highest = 0;
  #looking: Promise<void> | null = null;
  #again = false;

  /** `onChange` is told what has changed, after the pages are dropped. */
  constructor(
    queries: Queries,
    pages: PageStore,
    clock: Clock,
    onChange: (tags: ReadonlySet<string>) => void = () => {},
  ) {
    this.#queries = queries;
    this.#pages = pages;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#day = clock.today();
  }

  /** Takes what is in the table now as known. Pages are empty at this moment, so nothing is missed. */
  async start(): Promise<void> {
    this.#highest = await newestChange(this.#queries);
    for (const { id } of await changesAfter(this.#queries, this.#highest - lookBack)) this.#seen.add(id);
  }

  /** One look; a call during a look makes one more after it, so that a caller never sees less than its own write. */
  look(): Promise<void> {
    if (this.#looking !== null) {
      this.#again = true;
      return this.#looking;
    }
    this.#looking = this.#lookUntilQuiet().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #lookUntilQuiet(): Promise<void> {
    do {
      this.#again = false;
      this.#noticeNewDay();
      const changes = await changesAfter(this.#queries, this.#highest - lookBack);
      const fresh = changes.filter(change => !this.#seen.has(change.id));
      const tags = new Set(fresh.flatMap(change => change.tags));
      if (tags.size > 0) this.#pages.drop([...tags]);
      this.#seen = new Set(changes.map(change => change.id));
      this.#highest = Math.max(this.#highest, changes.at(-1)?.id ?? 0);
      if (tags.size > 0) this.#onChange(tags);
    } while (this.#again);
  }

  /** What is due today was not due yesterday: at midnight in Shanghai the pages that show states go. */
  #noticeNewDay(): void {
    const today = this.#clock.today();
    if (today === this.#day) return;
    this.#day = today;
    this.#pages.drop(['day']);
  }
}
