/**
 * Search over everything public, in PostgreSQL alone. The order of hits: few hits are all ranked; of many, hits in
 * the title come first, then hits in the text by recency. So the order says "title first, then new", on purpose.
 */
import type { Transaction } from 'kysely';
import { type Database, type Queries, transaction } from '../../platform/database/database.ts';
import type { Schema } from '../../platform/database/schema.ts';
import {
  type FacetName,
  facetNames,
  hitsPerPage as pageSize,
  type SearchAnswer,
  type SearchablePart,
  type SearchableThing,
  type SearchQuery,
} from './contract.ts';
import { excerptOf, markedText } from './excerpt.ts';
import { readQuery } from './query-words.ts';
import { openSounder } from './sounds.ts';
import * as store from './store.ts';
import type { SynonymGroups } from './synonyms.ts';
import { alike, lettersOf, type SoundedRun, spelledIn } from './titles.ts';
import { vectorsOf } from './vector.ts';
import { openSegmenter } from './words.ts';

export interface SearchDependencies {
  readonly database: Database;
  /** A column and everything below it; a search in a column searches all of that. */
  readonly columnAndBelow?: (columnId: string) => readonly string[];
  /** Columns that stand for one of the key areas, with the area's name; one by itself, without those below it. */
  readonly areaOfColumn?: ReadonlyMap<string, string>;
  /** Words that mean the same, from the pack. */
  readonly synonyms?: SynonymGroups;
}

export type Search = ReturnType<typeof createSearch>;

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

/** So many newest titles say what letters and misspelt words may mean: 0.15 s of work once, then only what is new. */
const titlesRead = 2_000;

/**
 * Runs of the newest public titles with their sounds; what is withdrawn is gone at the next question. The pack's synonyms
 * stand beside them: 低保 is asked for by its letters also where every title says 最低生活保障.
 */
function titleReader(database: Database, synonyms: SynonymGroups) {
  let known = new Map<string, readonly SoundedRun[]>();
  return async (): Promise<readonly SoundedRun[]> => {
    const sounder = await openSounder();
    const titles = await store.newestTitles(database.kysely, titlesRead);
    const read = new Set([...titles, ...synonyms.flat()]);
    known = new Map([...read].map(each => [each, known.get(each) ?? sounder(each)]));
    return [...known.values()].flat();
  };
}

/** How many hits each area has: those of its columns. */
function areaCounts(
  columns: readonly { readonly value: string; readonly count: number }[],
  areaOfColumn: ReadonlyMap<string, string>,
): SearchAnswer['facets'][number]['values'] {
  const counts = new Map<string, number>();
  for (const { value, count } of columns) {
    const area = areaOfColumn.get(value);
    if (area !== undefined) counts.set(area, (counts.get(area) ?? 0) + count);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function facetsOf(
  counts: store.Tally['facets'],
  areaOfColumn: ReadonlyMap<string, string>,
): SearchAnswer['facets'] {
  const valuesOf = (name: FacetName) =>
    counts.filter(each => each.name === name).map(({ value, count }) => ({ value, count }));
  return facetNames.map(name => ({
    name,
    values: name === 'area' ? areaCounts(valuesOf('column'), areaOfColumn) : valuesOf(name),
  }));
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

/** Rows of what an item carries; of two with the same id the first stands. */
function partRows(thing: SearchableThing, parts: readonly SearchablePart[]): store.PartEntry[] {
  const rows = new Map<string, store.PartEntry>();
  for (const { kind, id, collection, rank = '', path, title, text, attachment = '' } of parts) {
    const name = `${kind} ${id}`;
    if (rows.has(name)) continue;
    rows.set(name, {
      ...{ subjectKind: kind, subjectId: id, path, kind, collection, rank, attachment },
      belongsTo: thing.subjectId,
      title: title.replaceAll('\0', ''),
      text: text.replaceAll('\0', ''),
      columnId: thing.columnId,
      unitId: thing.unitId,
      documentNo: '',
      indexNo: '',
      validity: thing.validity,
      publishedAt: thing.publishedAt,
    });
  }
  return [...rows.values()];
}

/** Makes the search of an installation. */
export function createSearch({
  database,
  columnAndBelow = id => [id],
  areaOfColumn = new Map(),
  synonyms = [],
}: SearchDependencies) {
  /** Puts a thing into the index, or its new version in place of the old one. */
  async function indexThing(trx: Queries, thing: SearchableThing): Promise<void> {
    // PostgreSQL's text holds every character but this one.
    const plain = {
      ...thing,
      title: thing.title.replaceAll('\0', ''),
      text: thing.text.replaceAll('\0', ''),
    };
    const segmenter = await openSegmenter();
    await store.upsertEntry(trx, plain, vectorsOf(plain, segmenter));
    if (thing.parts === undefined) return;
    const collections = [...new Set(thing.parts.map(part => part.collection))];
    const rows = partRows(plain, thing.parts).map(row => ({
      thing: row,
      vectors: vectorsOf(row, segmenter),
    }));
    await store.replaceParts(trx, thing.subjectId, collections, rows);
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

  const titleRuns = titleReader(database, synonyms);

  /** Columns that a column (with those below it) and an area leave; nothing where neither was chosen. */
  function columnsAsked(column: string | undefined, area: string | undefined): string[] | undefined {
    if (column === undefined && area === undefined) return undefined;
    const ofArea = [...areaOfColumn].filter(each => each[1] === area).map(([id]) => id);
    if (column === undefined) return ofArea;
    const below = columnAndBelow(column);
    return below.filter(id => area === undefined || ofArea.includes(id));
  }

  /** Of phrases those that find something: a synonym may stand in no public text. */
  async function finding(phrases: readonly string[]): Promise<string[]> {
    const segmenter = await openSegmenter();
    const found: string[] = [];
    for (const phrase of phrases) {
      const { query } = readQuery(phrase, segmenter, synonyms);
      if (query === undefined) continue;
      const count = await transaction(database, async trx => {
        await store.preferIndexes(trx);
        return store.countHits(trx, { query }, 'full_vector', 0);
      });
      if (count > 0) found.push(phrase);
    }
    return found;
  }

  /** What letters spell in the public titles; nothing where they are no letters or a word of their own. */
  async function phrasesSpelled(question: string): Promise<string[]> {
    const letters = lettersOf(question);
    return letters === undefined ? [] : finding(spelledIn(letters, await titleRuns()));
  }

  /** Phrases of public titles that the question may have meant. */
  async function guesses(question: string): Promise<string[]> {
    const sounded = (await openSounder())(question);
    return sounded.length === 1 ? finding(alike(sounded[0]!, await titleRuns())) : [];
  }

  /** Answers a query. An empty one lists the newest of what the filters leave; one of signs only finds nothing. */
  async function search(query: SearchQuery): Promise<SearchAnswer> {
    const segmenter = await openSegmenter();
    const own = readQuery(query.q, segmenter, synonyms);
    const nothing = { count: 0, capped: false, hits: [], words: [], synonyms: [], readAs: [] };
    if (own.query === undefined && query.q !== '') return { query, ...nothing, suggestions: [], facets: [] };
    const readAs = await phrasesSpelled(query.q);
    const reads = [own, ...readAs.map(phrase => readQuery(phrase, segmenter, synonyms))];
    const marks = [...new Set(reads.flatMap(read => read.marks))].sort((a, b) => b.length - a.length);
    const literal = reads.length === 1 ? own.query : reads.map(read => `(${read.query})`).join(' | ');
    const { column, area, kind, unit, validity, year } = query;
    const columns = columnsAsked(column, area);
    const asked: store.Asked = { query: literal, columns, kind, unit, validity, year };
    const answer = await transaction(database, async trx => {
      await store.preferIndexes(trx);
      const { count, facets } = await store.tallyHits(trx, asked);
      const found = await pageOf(trx, asked, query.sort, count, (query.page - 1) * pageSize);
      return {
        query,
        count: Math.min(count, store.countCap),
        capped: count > store.countCap,
        hits: found.map(entry => shownHit(entry, marks)),
        words: marks,
        synonyms: own.synonyms.map(({ word, others }) => ({ word, others })),
        readAs,
        facets: facetsOf(facets, areaOfColumn),
      };
    });
    return { ...answer, suggestions: answer.count === 0 ? await guesses(query.q) : [] };
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
