/**
 * Search over everything public, in PostgreSQL alone. The order of hits: few hits are all ranked; of many, hits in
 * the title come first, then hits in the text by recency. So the order says "title first, then new", on purpose.
 */
import type { Transaction } from 'kysely';
import { type Database, type Queries, transaction } from '../../platform/database/database.ts';
import type { Schema } from '../../platform/database/schema.ts';
import type { SearchAnswer, SearchableThing, SearchQuery } from './contract.ts';
import { excerptOf, markedText } from './excerpt.ts';
import { readQuery } from './query-words.ts';
import * as store from './store.ts';
import { vectorsOf } from './vector.ts';
import { openSegmenter } from './words.ts';

export interface SearchDependencies {
  readonly database: Database;
  /** A column and everything below it; a search in a column searches all of that. */
  readonly columnAndBelow?: (columnId: string) => readonly string[];
}

export type Search = ReturnType<typeof createSearch>;

/** Hits on a page of results. */
export const pageSize = 10;

type Trx = Transaction<Schema>;

/** What stands in the index: `document` and its id. */
export interface Subject {
  readonly kind: string;
  readonly id: string;
}

/** Title hits first, then stretches of text hits; the page may begin in one and end in another. */
async function manyHitsPage(trx: Trx, asked: store.Asked, offset: number): Promise<store.FoundEntry[]> {
  const inTitle = await store.countHits(trx, asked, 'title_vector', store.rankedTitles - 1);
  const found =
    offset < inTitle ? await store.titlePage(trx, asked, offset, Math.min(pageSize, inTitle - offset)) : [];
  if (found.length === pageSize) return found;
  await store.preferWalking(trx, await store.isDense(trx, asked));
  while (found.length < pageSize) {
    const at = offset + found.length - inTitle;
    const stretch = Math.floor(at / store.textStretch);
    const within = at % store.textStretch;
    const limit = Math.min(pageSize - found.length, store.textStretch - within);
    const page = await store.textStretchPage(trx, asked, stretch, within, limit);
    found.push(...page);
    if (page.length < limit) break;
  }
  return found;
}

async function pageOf(
  trx: Trx,
  asked: store.Asked,
  sort: SearchQuery['sort'],
  count: number,
  offset: number,
): Promise<store.FoundEntry[]> {
  if (count <= offset) return [];
  if (sort === 'date' || asked.query === undefined) {
    const walk = count > store.fullyRanked && (await store.isDense(trx, asked));
    await store.preferWalking(trx, walk);
    return store.newestPage(trx, asked, walk, offset, pageSize);
  }
  if (count <= store.fullyRanked) return store.rankedPage(trx, asked, offset, pageSize);
  return manyHitsPage(trx, asked, offset);
}

function shownHit(entry: store.FoundEntry, marks: readonly string[]): SearchAnswer['hits'][number] {
  const { text, publishedAt, ...rest } = entry;
  return {
    ...rest,
    publishedAt: publishedAt.toISOString(),
    titleParts: markedText(entry.title, marks),
    excerpt: excerptOf(text, marks),
  };
}

/** Makes the search of an installation. */
export function createSearch({ database, columnAndBelow = id => [id] }: SearchDependencies) {
  /** Puts a thing into the index, or its new version in place of the old one. */
  async function indexThing(trx: Queries, thing: SearchableThing): Promise<void> {
    // PostgreSQL's text holds every character but this one.
    const plain = {
      ...thing,
      title: thing.title.replaceAll('\0', ''),
      text: thing.text.replaceAll('\0', ''),
    };
    await store.upsertEntry(trx, plain, vectorsOf(plain, await openSegmenter()));
  }

  /** Many things that are not in the index yet: for a bulk import, in one statement. */
  async function indexThings(trx: Queries, things: readonly SearchableThing[]): Promise<void> {
    const segmenter = await openSegmenter();
    await store.insertEntries(
      trx,
      things.map(given => {
        const thing = {
          ...given,
          title: given.title.replaceAll('\0', ''),
          text: given.text.replaceAll('\0', ''),
        };
        return { thing, vectors: vectorsOf(thing, segmenter) };
      }),
    );
    await store.placeGathered(trx);
  }

  /** Takes a thing out of the index; gone with the transaction's commit. */
  async function forget(trx: Queries, subjectKind: string, subjectId: string): Promise<void> {
    await store.deleteEntry(trx, subjectKind, subjectId);
  }

  /** Answers a query. An empty one lists the newest of what the filters leave; one of signs only finds nothing. */
  async function search(query: SearchQuery): Promise<SearchAnswer> {
    const read = readQuery(query.q, await openSegmenter());
    if (read.query === undefined && query.q !== '')
      return { query, count: 0, capped: false, hits: [], words: [] };
    const { column, kind, year } = query;
    const columns = column === undefined ? undefined : columnAndBelow(column);
    const asked: store.Asked = { query: read.query, columns, kind, year };
    return transaction(database, async trx => {
      await store.preferIndexes(trx);
      const count = await store.countHits(trx, asked, 'full_vector', store.countCap);
      const found = await pageOf(trx, asked, query.sort, count, (query.page - 1) * pageSize);
      return {
        query,
        count: Math.min(count, store.countCap),
        capped: count > store.countCap,
        hits: found.map(entry => shownHit(entry, read.marks)),
        words: [...read.marks],
      };
    });
  }

  /**
   * Writes the index anew, each subject in a transaction of its own, and takes out what is no longer there.
   * `load` reads the thing in that transaction and must lock it against a withdrawal at the same moment; nothing: it
   * is not public any more. One thing that cannot be indexed is told of and does not stop the others.
   */
  async function reindex(
    subjects: AsyncIterable<Subject> | Iterable<Subject>,
    load: (trx: Trx, subject: Subject) => Promise<SearchableThing | undefined>,
    onFault: (subject: Subject, error: unknown) => void,
  ): Promise<{ indexed: number; removed: number; failed: number }> {
    const before = await store.indexedSubjects(database.kysely);
    const seen = new Set<string>();
    const done = { indexed: 0, removed: 0, failed: 0 };
    async function one(subject: Subject): Promise<void> {
      await transaction(database, async trx => {
        const thing = await load(trx, subject);
        if (thing === undefined) await forget(trx, subject.kind, subject.id);
        else await indexThing(trx, thing);
      });
    }
    for await (const subject of subjects) {
      seen.add(`${subject.kind} ${subject.id}`);
      await one(subject).then(
        () => {
          done.indexed += 1;
        },
        error => {
          done.failed += 1;
          onFault(subject, error);
        },
      );
    }
    for (const { kind, id } of before.filter(old => !seen.has(`${old.kind} ${old.id}`))) {
      await forget(database.kysely, kind, id);
      done.removed += 1;
    }
    return done;
  }

  return {
    indexThing,
    indexThings,
    /** Before a bulk import and after it: makes `indexThings` several times as fast, and single writes a little slower. */
    writeInBulk: (isOn: boolean) => store.gatherEntries(database, isOn),
    forget,
    search,
    reindex,
  };
}
