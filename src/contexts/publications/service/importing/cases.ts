import { createHash } from 'node:crypto';
import { cite } from '../../../../law/citation.ts';
import { maskPersonalNumbers } from '../../../../law/masking.ts';
import { type Reason, reason } from '../../../../law/refusal.ts';
import { AppError } from '../../../../platform/app-error.ts';
import { transaction } from '../../../../platform/database/database.ts';
import type { ColumnTable, ImportCounts, ImportFinding } from '../../contract/importing.ts';
import type { Actor } from '../../contract.ts';
import type { OldSource, SourceEntry } from '../../importing/source.ts';
import type { PublicationPorts, Trx } from '../../ports.ts';
import { may, withoutPermission } from '../../rules/authority.ts';
import { canonicalJson } from '../../rules/digest.ts';
import { oldIdOf } from '../../rules/importing.ts';
import {
  findingsAfter,
  finishRun,
  holdRun,
  insertFindings,
  knownArticles,
  moveRun,
  openRun,
  type StoredRun,
} from '../../store/imports.ts';
import { permittedOrThrow, type Result } from '../perform.ts';
import {
  type ImportOrder,
  type NotTaken,
  type PreparedArticle,
  prepareEntries,
  sameAgain,
} from './prepare.ts';
import { batchWriter, type WrittenArticle } from './write.ts';

/**
 * Taking over articles of an old site: an audited command of its own, on a named decision. What it publishes says for good
 * that it was imported; the gate judges each article, and what it blocks becomes a draft.
 */

export interface ImportCommand {
  readonly source: OldSource;
  readonly origin: string;
  /** The decision that orders it, by number or name. */
  readonly decision: string;
  readonly ownerUnitId?: string;
  readonly table: ColumnTable;
  readonly isDemo?: boolean;
}

export interface ImportProgress extends ImportCounts {
  /** Share of the source, 0 to 1. */
  readonly share: number;
}

export interface ImportOutcome extends ImportCounts {
  /** Null: only looked at. */
  readonly runId: string | null;
  /** It went on where an earlier call had stopped. */
  readonly resumedAt: number | null;
  /** The same source was imported before; nothing was done. */
  readonly wasFinished: boolean;
}

/** Told of every entry that a person should look at, in the order of the source. */
export type OnFinding = (finding: ImportFinding) => void;

/** Entries and bytes of a batch: one transaction each. */
const batchEntries = 250;
const batchCharacters = 6 * 1024 * 1024;

async function* batchesOf(entries: AsyncIterable<SourceEntry>): AsyncGenerator<readonly SourceEntry[]> {
  let [batch, characters]: [SourceEntry[], number] = [[], 0];
  for await (const entry of entries) {
    batch.push(entry);
    characters += entry.article?.body.length ?? 0;
    if (batch.length < batchEntries && characters < batchCharacters) continue;
    yield batch;
    [batch, characters] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

const none: ImportCounts = { position: 0, published: 0, drafted: 0, known: 0, refused: 0 };

function sum(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    position: Math.max(a.position, b.position),
    published: a.published + b.published,
    drafted: a.drafted + b.drafted,
    known: a.known + b.known,
    refused: a.refused + b.refused,
  };
}

/** A report goes from hand to hand: it shows no personal number, not even one that stands in a title. */
const shownTitle = maskPersonalNumbers;

function refusedFinding({ entry, words }: NotTaken): ImportFinding {
  return {
    place: entry.place,
    where: entry.where,
    kind: 'refused',
    title: shownTitle(entry.title),
    documentId: null,
    words: [...words],
  };
}

function writtenFinding({ article, documentId, drafted, warnings }: WrittenArticle): ImportFinding[] {
  const { entry, title } = article;
  const about = { place: entry.place, where: entry.where, title: shownTitle(title), documentId };
  if (drafted !== null) return [{ ...about, kind: 'drafted', words: [...drafted, ...warnings] }];
  return warnings.length === 0 ? [] : [{ ...about, kind: 'warned', words: [...warnings] }];
}

function orderReasons({ origin, decision }: ImportCommand): Reason[] {
  const basis = cite('政府信息公开条例', 17);
  const reasons: Reason[] = [];
  if (origin.trim() === '') reasons.push(reason('origin-missing', '请写明原网站的名称。', basis));
  if (decision.trim().length < 4)
    reasons.push(
      reason('decision-missing', '迁入的信息不经本系统审查，必须写明作出迁移决定的文件或会议纪要。', basis),
    );
  return reasons;
}

export function importingCases(ports: PublicationPorts) {
  const { clock, database } = ports;
  const { kysely } = database;

  function audit(trx: Trx, actor: Actor, runId: string, outcome: 'done' | 'refused', detail: object) {
    return ports.recordAudit(trx, {
      at: clock.now(),
      actor,
      command: 'item.import',
      subjectKind: 'import',
      subjectId: runId,
      outcome,
      detail: { ...detail },
    });
  }

  function orderOf(actor: Actor, command: ImportCommand, isTrial: boolean): ImportOrder {
    const { origin, table, ownerUnitId = actor.unitId } = command;
    return { actor, origin: origin.trim(), ownerUnitId, table, isTrial };
  }

  function reasonsOf(actor: Actor, command: ImportCommand, order: ImportOrder): Reason[] {
    const reasons = orderReasons(command);
    if (!may(actor, 'item.import', order.ownerUnitId)) reasons.push(withoutPermission('迁入原网站信息'));
    return reasons;
  }

  /** Another table of columns is another import: what could not be placed with the first is tried again. */
  function digestOf({ source, table }: ImportCommand): string {
    return createHash('sha256')
      .update(`${source.digest}\n${canonicalJson(table)}`)
      .digest('hex');
  }

  function open(actor: Actor, command: ImportCommand, order: ImportOrder) {
    const { source, decision } = command;
    const at = clock.now();
    return transaction(database, async trx => {
      const opened = await openRun(trx, {
        id: ports.newId(),
        origin: order.origin,
        sourceDigest: digestOf(command),
        sourceName: source.name,
        sourceSize: source.size,
        decision: decision.trim(),
        staffId: actor.staffId,
        at,
      });
      const { run, isNew } = opened;
      if (run.finishedAt === null)
        await audit(trx, actor, run.id, 'done', {
          act: isNew ? 'started' : 'resumed',
          origin: run.origin,
          decision: run.decision,
          source: run.sourceName,
          sourceDigest: source.digest,
          position: run.position,
        });
      return opened;
    });
  }

  function writer(order: ImportOrder, run: StoredRun, isDemo: boolean) {
    const write = batchWriter(ports, order);
    /** One batch in one transaction, with the place reached: a cut in the middle leaves neither half nor double. */
    return (
      from: number,
      entries: readonly SourceEntry[],
      ready: Awaited<ReturnType<typeof prepareEntries>>,
    ) =>
      transaction(database, async trx => {
        const at = clock.now();
        const last = entries.at(-1)!;
        if ((await holdRun(trx, run)) !== from)
          throw new AppError('refused', {
            detail: '同一来源正由另一个进程迁入，本次没有写入。请等它结束，再查看结果。',
          });
        const { fresh, again, known } = await apart(trx, order.origin, run.id, ready.prepared);
        const written = await write(trx, fresh, { runId: run.id, decision: run.decision, isDemo, at });
        const refused = [...ready.prepared.filter(each => !each.taken), ...again];
        const findings = [...refused.map(refusedFinding), ...written.flatMap(writtenFinding)].sort(
          (a, b) => a.place - b.place,
        );
        await insertFindings(trx, run.id, findings);
        const counts: ImportCounts = {
          position: last.place,
          published: written.filter(each => each.drafted === null).length,
          drafted: written.filter(each => each.drafted !== null).length,
          known: ready.known + known,
          refused: refused.length,
        };
        await audit(trx, order.actor, run.id, 'done', { act: 'batch', from: from + 1, ...counts });
        await moveRun(trx, run.id, { ...counts, doneSize: last.until, at });
        return counts;
      });
  }

  /** Between preparing and writing, the batch before was written: what it brought is not brought again. */
  async function apart(
    trx: Trx,
    origin: string,
    runId: string,
    prepared: readonly (PreparedArticle | NotTaken)[],
  ) {
    const articles = prepared.filter(each => each.taken);
    const known = await knownArticles(
      trx,
      origin,
      articles.map(each => each.oldId),
    );
    const seen = new Set<string>();
    const [fresh, again]: [PreparedArticle[], NotTaken[]] = [[], []];
    let others = 0;
    for (const each of articles) {
      const before = known.get(each.oldId);
      if (before === undefined && !seen.has(each.oldId)) fresh.push(each);
      else if (before !== undefined && before !== runId) others += 1;
      else again.push({ taken: false, entry: each.entry, words: [sameAgain] });
      seen.add(each.oldId);
    }
    return { fresh, again, known: others };
  }

  async function prepare(order: ImportOrder, folder: string, runId: string, entries: readonly SourceEntry[]) {
    const ids = entries.flatMap(({ article }) => (article === null ? [] : (oldIdOf(article) ?? [])));
    const there = await knownArticles(kysely, order.origin, ids);
    const known = new Set([...there].filter(([, by]) => by !== runId).map(([id]) => id));
    const twice = (id: string) => there.get(id) === runId;
    return prepareEntries(ports, order, folder, entries, { known, twice });
  }

  /** Every batch from where the run stands on; the next is prepared while the database writes the one before. */
  async function writeAll(
    order: ImportOrder,
    { source, isDemo = false }: ImportCommand,
    run: StoredRun,
    progress: (progress: ImportProgress) => void | Promise<void> = () => {},
  ): Promise<ImportCounts> {
    const write = writer(order, run, isDemo);
    const { position, published, drafted, known, refused } = run;
    let counts: ImportCounts = { position, published, drafted, known, refused };
    let under: Promise<void> = Promise.resolve();
    for await (const entries of batchesOf(source.entries(run.position))) {
      const ready = await prepare(order, source.folder, run.id, entries);
      await under;
      under = write(counts.position, entries, ready).then(async done => {
        counts = sum(counts, done);
        const share = source.size === 0 ? 1 : entries.at(-1)!.until / source.size;
        await progress({ ...counts, share });
      });
      // Whoever waits for it is told; until then it is nobody's.
      under.catch(() => {});
    }
    await under;
    return counts;
  }

  /**
   * Imports a source, or goes on with it where it stopped. `progress` is waited for after each batch. Faults: `not-allowed`, `refused` where another process is at it, those of the outside world.
   */
  async function importItems(
    actor: Actor,
    command: ImportCommand,
    tell: { readonly progress?: (progress: ImportProgress) => void | Promise<void> } = {},
  ): Promise<Result<ImportOutcome>> {
    const order = orderOf(actor, command, false);
    const reasons = reasonsOf(actor, command, order);
    if (reasons.length > 0) {
      await transaction(database, trx =>
        audit(trx, actor, '', 'refused', { reasons: reasons.map(each => each.code), origin: order.origin }),
      );
      permittedOrThrow(reasons);
      return { ok: false, reasons };
    }
    const { run, isNew } = await open(actor, command, order);
    const resumedAt = isNew ? null : run.position;
    const { position, published, drafted, known, refused } = run;
    let counts: ImportCounts = { position, published, drafted, known, refused };
    if (run.finishedAt !== null)
      return { ok: true, value: { ...counts, runId: run.id, resumedAt, wasFinished: true } };
    await ports.writeInBulk?.(true);
    try {
      counts = await writeAll(order, command, run, tell.progress);
    } finally {
      await ports.writeInBulk?.(false);
    }
    await transaction(database, async trx => {
      if (await finishRun(trx, run.id, clock.now()))
        await audit(trx, actor, run.id, 'done', { act: 'finished', ...counts });
    });
    return { ok: true, value: { ...counts, runId: run.id, resumedAt, wasFinished: false } };
  }

  /** What an import would do; nothing is written, and files are looked at but not opened. */
  async function tryImport(
    actor: Actor,
    command: ImportCommand,
    onFinding: OnFinding,
    progress: (progress: ImportProgress) => void = () => {},
  ): Promise<Result<ImportOutcome>> {
    const order = orderOf(actor, command, true);
    const reasons = reasonsOf(actor, command, order);
    permittedOrThrow(reasons);
    if (reasons.length > 0) return { ok: false, reasons };
    const { source } = command;
    const seen = new Set<string>();
    let counts = none;
    for await (const entries of batchesOf(source.entries(0))) {
      const ready = await prepare(order, source.folder, '', entries);
      for (const each of ready.prepared) {
        const isTwice = each.taken && seen.has(each.oldId);
        if (each.taken) seen.add(each.oldId);
        const finding = trialFinding(each, isTwice);
        const kind = finding?.kind;
        counts = sum(counts, {
          ...none,
          published: kind === undefined || kind === 'warned' ? 1 : 0,
          drafted: kind === 'drafted' ? 1 : 0,
          refused: kind === 'refused' ? 1 : 0,
        });
        if (finding !== undefined) onFinding(finding);
      }
      counts = sum(counts, { ...none, position: entries.at(-1)!.place, known: ready.known });
      progress({ ...counts, share: source.size === 0 ? 1 : entries.at(-1)!.until / source.size });
    }
    return { ok: true, value: { ...counts, runId: null, resumedAt: null, wasFinished: false } };
  }

  /** Every finding of a run, in order, a page at a time: a report may be as long as its source. */
  async function* findingsOf(runId: string): AsyncGenerator<ImportFinding> {
    for (let place = 0; ; ) {
      const page = await findingsAfter(kysely, runId, place, 500);
      yield* page;
      if (page.length < 500) return;
      place = page.at(-1)!.place;
    }
  }

  return { importItems, tryImport, findingsOf };
}

function trialFinding(each: PreparedArticle | NotTaken, isTwice: boolean): ImportFinding | undefined {
  if (!each.taken) return refusedFinding(each);
  if (isTwice) return refusedFinding({ taken: false, entry: each.entry, words: [sameAgain] });
  const { faults, verdict, warnings } = each;
  const isDrafted = faults.length > 0 || verdict.verdict === 'block';
  const found = verdict.findings.map(({ where, advice }) => `${where}：${advice}`);
  const words = [...faults, ...warnings, ...found].slice(0, 20);
  if (!isDrafted && words.length === 0) return undefined;
  const { entry, title } = each;
  return {
    ...{ place: entry.place, where: entry.where, title: shownTitle(title), documentId: null, words },
    kind: isDrafted ? 'drafted' : 'warned',
  };
}
