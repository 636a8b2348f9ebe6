import { addDays, type Day } from '../../../../law/day.ts';
import { AppError } from '../../../../platform/app-error.ts';
import type { Queries } from '../../../../platform/database/database.ts';
import type {
  Actor,
  CitedStanding,
  NormativeQuery,
  NormativeRow,
  NormativeStanding,
  NormativeView,
  RelationLink,
  ValidityEventView,
} from '../../contract.ts';
import { relationWords, reverseRelationWords } from '../../contract.ts';
import type { PublicationPorts } from '../../ports.ts';
import {
  nearExpiry,
  type ReviewSettings,
  reviewDefaults,
  reviewDueOn,
} from '../../rules/normative-review.ts';
import {
  isDerived,
  isEnded,
  reviewedOn,
  type Validity,
  type ValidityEvent,
  validityOn,
} from '../../rules/normative-validity.ts';
import {
  basisWords,
  causeWords,
  citingBanner,
  eventWords,
  ownBanner,
  voidWords,
} from '../../rules/normative-words.ts';
import { type CitedName, citationsIn, meantBy, namesOf } from '../../rules/relations.ts';
import { htmlText } from '../../sanitise.ts';
import { checkId } from '../../store/items.ts';
import {
  allFacts,
  factsOf,
  type NormativeFacts,
  recordedChanges,
  recordedValidity,
} from '../../store/normative-facts.ts';
import { liveHeads } from '../../store/normative-lists.ts';
import { citationsOf, documentsNamed, linksOf, mentioning, outsideRepeals } from '../../store/relations.ts';
import type { StoredVersion } from '../../store/rows.ts';

/** Reading what is in force, how it came about, and what cites it. */

type Ports = Pick<PublicationPorts, 'database' | 'clock' | 'pack' | 'unitNames'>;

/** How the bureau reviews its documents: its own rule, else the default with its mark. */
export function reviewSettings(ports: Pick<PublicationPorts, 'pack'>): ReviewSettings {
  const { reviewIntervalYears, expiryNoticeDays } = ports.pack.catalogue.normative ?? {};
  return {
    intervalYears: reviewIntervalYears ?? reviewDefaults.intervalYears,
    expiryNoticeDays: expiryNoticeDays ?? reviewDefaults.expiryNoticeDays,
  };
}

export function intervalWords(ports: Pick<PublicationPorts, 'pack'>): string {
  const own = ports.pack.catalogue.normative?.reviewIntervalYears;
  if (own !== undefined) return `本机关规定每隔${own}年清理一次。`;
  return `${reviewDefaults.words}此项依据尚未与原文逐字核对，为可配置的默认值。`;
}

export function rowOf(
  facts: NormativeFacts,
  unitName: string,
  today: Day,
  settings: ReviewSettings,
): NormativeRow {
  const derived = validityOn(facts.events, today);
  const { withdrawal: _, events, versionNo: __, columnId: ___, ownerUnitId, ...rest } = facts;
  return {
    ...rest,
    unitId: ownerUnitId,
    unitName,
    validity: derived.validity,
    since: derived.since,
    notYetEffective: derived.notYetEffective,
    causeWords: causeWords(derived),
    reviewedOn: reviewedOn(events, facts.madeOn, today),
    reviewDueOn: reviewDueOn(events, derived, facts.madeOn, today, settings),
  };
}

export function eventView(event: ValidityEvent, today: Day): ValidityEventView {
  return {
    kind: event.kind,
    on: event.on,
    words: eventWords(event),
    basis: basisWords(event),
    act: event.act,
    voided: event.voided === undefined ? null : { on: event.voided.on, words: voidWords[event.voided.cause] },
    ahead: event.on > today,
  };
}

export interface CitedDocument {
  readonly title: string;
  readonly documentNo: string;
  readonly validity: Validity;
}

/** The documents here that names mean on a day; each once, never one of `except`. */
async function meant(db: Queries, names: readonly CitedName[], on: string, except: readonly string[]) {
  const found = await documentsNamed(db, names);
  const byName = Map.groupBy(found, each => `${each.key} ${each.words}`);
  const chosen = [...byName.values()].flatMap(group => {
    const longest = Math.max(...group.map(each => each.codeLength));
    const candidates = group
      .filter(each => each.codeLength === longest)
      .map(each => ({ id: each.targetId, madeOn: each.madeOn }));
    return meantBy(candidates, on)?.id ?? [];
  });
  return factsOf(
    db,
    [...new Set(chosen)].filter(id => !except.includes(id)),
  );
}

export function normativeReading(ports: Ports) {
  const { kysely } = ports.database;
  const today = () => ports.clock.today() as Day;

  /** Normative documents that a text cites, with what they are today; those the text itself acts on are left out. */
  async function citedDocuments(
    text: string,
    on: string,
    except: readonly string[],
    db: Queries = kysely,
  ): Promise<CitedDocument[]> {
    const names = citationsIn(text);
    const [here, outside] = await Promise.all([meant(db, names, on, except), outsideRepeals(db, names)]);
    return [
      ...here.map(facts => ({
        title: facts.title,
        documentNo: facts.documentNo,
        validity: validityOn(facts.events, today()).validity,
      })),
      ...outside
        .filter(each => each.on <= today())
        .map(({ title, documentNo, kind }) => ({
          title,
          documentNo,
          validity: outsideValidity[kind] ?? 'repealed',
        })),
    ];
  }

  async function pathsOf(ids: readonly string[]) {
    return new Map((await liveHeads(kysely, ids)).map(head => [head.id, head]));
  }

  async function citedStandings(
    documentId: string,
    on: string,
    acted: readonly string[],
  ): Promise<CitedStanding[]> {
    const names = await citationsOf(kysely, documentId);
    const [here, outside] = await Promise.all([
      meant(kysely, names, on, [documentId, ...acted]),
      outsideRepeals(kysely, names),
    ]);
    const standings = here.flatMap(facts => {
      const { validity, since, cause } = validityOn(facts.events, today());
      if (validity === 'in-force') return [];
      const { title, documentNo, path, isLive } = facts;
      // A statement has no day of its own: it was made when the document was first shown here.
      const day = cause?.kind === 'stated' ? null : since;
      const banner = citingBanner(facts, validity, day);
      return [{ title, documentNo, path: isLive ? path : null, validity, banner }];
    });
    const gone = outside
      .filter(each => each.on <= today() && each.actId !== documentId)
      .map(({ title, documentNo, kind, on: day }) => {
        const validity = outsideValidity[kind] ?? 'repealed';
        const banner = citingBanner({ title, documentNo }, validity, day as Day);
        return { title, documentNo, path: null, validity, banner };
      });
    return [...standings, ...gone];
  }

  async function relationsOf(documentId: string): Promise<RelationLink[]> {
    const rows = await linksOf(kysely, documentId);
    const others = await factsOf(
      kysely,
      rows.flatMap(row => row.otherId ?? []),
    );
    const states = new Map(others.map(each => [each.id, validityOn(each.events, today()).validity]));
    return rows.map(({ kind, isAct, otherId, title, documentNo, path }) => ({
      kind,
      isAct,
      words: isAct ? relationWords[kind] : reverseRelationWords[kind],
      documentId: otherId,
      title,
      documentNo,
      path,
      validity: otherId === null ? null : (states.get(otherId) ?? null),
    }));
  }

  /** What a public page says of the standing of a document and of what it cites. */
  async function standing(item: {
    readonly id: string;
    readonly writtenOn: string | null;
    readonly firstReleasedOn: string;
  }): Promise<NormativeStanding> {
    const [facts] = await factsOf(kysely, [item.id]);
    const relations = await relationsOf(item.id);
    const acted = relations.flatMap(each =>
      each.isAct && each.kind !== 'basis' && each.kind !== 'interprets' ? (each.documentId ?? []) : [],
    );
    const cited = await citedStandings(item.id, item.writtenOn ?? item.firstReleasedOn, acted);
    if (facts === undefined) return { own: null, cited, relations, turns: false };
    const derived = validityOn(facts.events, today());
    const act = derived.cause?.act ?? null;
    const paths = await pathsOf(act === null ? [] : [act.id]);
    const own = {
      validity: derived.validity,
      since: derived.since,
      banner: ownBanner(derived),
      act:
        act === null
          ? null
          : { title: act.title, documentNo: act.documentNo, path: paths.get(act.id)?.path ?? null },
      events: inTime(facts.events).map(event => eventView(event, today())),
    };
    return { own, cited, relations, turns: facts.events.some(event => event.on > today()) };
  }

  function inTime(events: readonly ValidityEvent[]): ValidityEvent[] {
    return [...events].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  }

  async function rows(facts: readonly NormativeFacts[]): Promise<NormativeRow[]> {
    const names = await ports.unitNames([...new Set(facts.map(each => each.ownerUnitId))]);
    const settings = reviewSettings(ports);
    return facts.map(each => rowOf(each, names.get(each.ownerUnitId) ?? '', today(), settings));
  }

  function near(facts: NormativeFacts): string | null {
    const until = addDays(today(), reviewSettings(ports).expiryNoticeDays);
    return nearExpiry(facts.events, validityOn(facts.events, today()), today(), until);
  }

  /** Everything the public may see: the consolidated list, the newest first. */
  async function consolidated(): Promise<NormativeRow[]> {
    return (await rows((await allFacts(kysely)).filter(each => each.isLive))).reverse();
  }

  function matches(row: NormativeRow, query: NormativeQuery): boolean {
    const word = (query.q ?? '').trim();
    const names = word === '' ? [] : citationsIn(word);
    const byNumber = names.some(name => citationsIn(row.documentNo).some(own => own.key === name.key));
    return (
      (query.year === undefined || row.madeOn.startsWith(`${query.year}-`)) &&
      (query.validity === undefined || query.validity.split(',').includes(row.validity)) &&
      (query.unit === undefined || row.unitId === query.unit) &&
      (word === '' ||
        byNumber ||
        row.title.includes(word) ||
        row.documentNo.includes(word) ||
        row.indexNo === word)
    );
  }

  /** For the staff: also what was taken down, with what is due. */
  async function listNormative(actor: Actor, query: NormativeQuery) {
    mayRead(actor);
    const facts = (await allFacts(kysely)).reverse();
    const shown = await rows(facts);
    const due = (row: NormativeRow, at: number): boolean => {
      if (query.due === 'review') return row.reviewDueOn !== null && row.reviewDueOn <= today();
      if (query.due === 'expiry') return near(facts[at]!) !== null;
      return true;
    };
    const found = shown.filter((row, at) => matches(row, query) && due(row, at));
    const { page, size } = query;
    return {
      rows: found.slice((page - 1) * size, page * size),
      count: found.length,
      years: [...new Set(shown.map(row => row.madeOn.slice(0, 4)))],
      intervalWords: intervalWords(ports),
    };
  }

  async function getNormative(actor: Actor, id: string): Promise<NormativeView> {
    mayRead(actor);
    checkId(id);
    const [facts] = await factsOf(kysely, [id]);
    if (facts === undefined) throw new AppError('not-found');
    const [row] = await rows([facts]);
    const [changes, relations, citing] = await Promise.all([
      recordedChanges(kysely, id),
      relationsOf(id),
      mentioning(kysely, [id]),
    ]);
    // An act on the document names it on purpose and carries no banner.
    const acts = new Set(relations.flatMap(each => (each.isAct ? [] : (each.documentId ?? []))));
    const heads = await liveHeads(
      kysely,
      citing.filter(each => each !== id && !acts.has(each)),
    );
    return {
      ...row!,
      events: inTime(facts.events).map(event => eventView(event, today())),
      changes: changes.map(({ was, validity, on, recordedAt }) => ({
        was,
        validity,
        on,
        recordedAt: recordedAt.toISOString(),
      })),
      relations,
      citedBy: heads.map(({ id: documentId, title, path }) => ({ id: documentId, title, path })),
      isDerived: isDerived(facts.events),
    };
  }

  /** What is to be reviewed or ends soon, for reminders: each with its day. */
  async function normativeDue() {
    const due: {
      documentId: string;
      title: string;
      unitId: string;
      kind: 'review' | 'expiry';
      dueOn: string;
    }[] = [];
    const facts = await allFacts(kysely);
    const shown = await rows(facts);
    shown.forEach((row, at) => {
      if (!row.isLive || isEnded(row.validity)) return;
      const { id: documentId, title, unitId } = row;
      if (row.reviewDueOn !== null && row.reviewDueOn <= today())
        due.push({ documentId, title, unitId, kind: 'review', dueOn: row.reviewDueOn });
      const end = near(facts[at]!);
      if (end !== null) due.push({ documentId, title, unitId, kind: 'expiry', dueOn: end });
    });
    return due;
  }

  return {
    citedDocuments,
    standing,
    consolidated,
    matchesNormative: matches,
    listNormative,
    getNormative,
    normativeDue,
    recordedValidity: (ids: readonly string[]) => recordedValidity(kysely, ids),
  };
}

const outsideValidity: Readonly<Partial<Record<string, Exclude<Validity, 'in-force'>>>> = {
  amends: 'amended',
  repeals: 'repealed',
  expires: 'expired',
};

/**
 * For the gate: the normative documents that a version cites, with what they are today. What the version itself amends,
 * ends or keeps is named on purpose and left out.
 */
export async function citedBy(
  ports: Ports,
  document: { readonly id: string },
  version: Pick<StoredVersion, 'title' | 'summary' | 'bodyHtml' | 'metadata'>,
): Promise<{ citedDocuments: CitedDocument[] }> {
  const { title, summary, bodyHtml, metadata } = version;
  const acting = (metadata.relations ?? []).filter(
    each => each.kind !== 'basis' && each.kind !== 'interprets',
  );
  const except = [document.id, ...acting.flatMap(each => each.documentId ?? [])];
  const named = new Set(acting.flatMap(namesOf).map(name => `${name.key} ${name.words}`));
  const text = [title, summary, metadata.basis, htmlText(bodyHtml)].join('\n');
  const on = metadata.writtenOn ?? ports.clock.today();
  const found = await normativeReading(ports).citedDocuments(text, on, except);
  const citedDocuments = found.filter(
    each => !namesOf(each).some(name => named.has(`${name.key} ${name.words}`)),
  );
  return { citedDocuments };
}

/** Normative documents are public: whoever reads items at all reads the register. */
export function mayRead(actor: Actor): void {
  const granted =
    actor.grants['item.read'] ?? actor.actsFor.find(each => each.grants['item.read'])?.grants['item.read'];
  if (granted === undefined) throw new AppError('not-allowed');
}
