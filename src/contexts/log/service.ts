/**
 * The log: what happened, for the bureau (audit events) and for everybody (public acts).
 * *Recorded* means in the table, in the act's own transaction; *sealed* means under a signed checkpoint.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Transaction } from 'kysely';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Database, type Queries, transaction } from '../../platform/database/database.ts';
import type { Schema } from '../../platform/database/schema.ts';
import type { Actor } from '../organisation/contract.ts';
import type { InclusionProof, PublicAct } from './contract.ts';
import { firstId, idBefore, timeOrderedIds } from './entry-id.ts';
import { emptyRoot, inclusionRanges, leafHash } from './merkle.ts';
import { checkpointText, type Signer } from './signed-note.ts';
import * as store from './store.ts';
import { StoredTree } from './stored-tree.ts';
import { entryBundle, maximumEntrySize, type TileAddress, tileExists, tileWidth } from './tiles.ts';

export interface LogDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly signer: Signer;
  /** Ids of entries; by default UUIDs of version 7 by the machine's time. */
  readonly newEntryId?: () => string;
  /** How long an audit row may wait for a public act to be sealed with, in milliseconds. */
  readonly auditWaitMs?: number;
}

export interface AuditRecord {
  readonly at: Date;
  /** Nobody: the product itself, e.g. a sweep. */
  readonly actor: Actor | null;
  readonly command: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly outcome: 'done' | 'refused';
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
}

export interface Subject {
  readonly kind: string;
  readonly id: string;
}

export interface Sealed {
  /** Leaves of the tree after sealing. */
  readonly size: number;
  /** Leaves that this sealing added. */
  readonly added: number;
}

export type Log = ReturnType<typeof createLog>;

const lateCommitMs = 60 * 60 * 1000;
/** So few that a broken seal says where to look. */
const auditRowsPerSeal = 500;

/** One insert: an audit event in the transaction of what it tells of. */
export async function recordAudit(trx: Queries, record: AuditRecord): Promise<void> {
  const { actor } = record;
  await store.insertAuditEvent(trx, {
    at: record.at,
    staffId: actor?.staffId ?? null,
    staffName: actor?.name ?? null,
    unitId: actor?.unitId ?? null,
    command: record.command,
    subjectKind: record.subjectKind,
    subjectId: record.subjectId,
    outcome: record.outcome,
    detail: record.detail ?? {},
    requestId: record.requestId ?? actor?.requestId ?? null,
  });
}

const systemEntryIds = timeOrderedIds(Date.now);

/**
 * One insert: a public act in the transaction of the act; answers the entry's id. The body must fit a leaf
 * (64 KiB), which some hundreds of attachments would not.
 */
export async function recordPublicAct(
  trx: Queries,
  act: PublicAct,
  subject: Subject,
  at: Date,
  newEntryId: () => string = systemEntryIds,
): Promise<string> {
  const entry = entryOf(act, subject, at, newEntryId());
  await store.insertLogEntry(trx, entry);
  return entry.id;
}

function entryOf(act: PublicAct, subject: Subject, at: Date, id: string): store.LogEntry {
  const body = canonicalize(act)!;
  if (Buffer.byteLength(body) > maximumEntrySize)
    throw new AppError('too-large', { detail: '附件过多，无法写入公开日志；请合并附件后重新提交。' });
  return {
    id,
    recordedAt: at,
    kind: act.kind,
    subjectKind: subject.kind,
    subjectId: subject.id,
    body,
    leafHash: leafHash(Buffer.from(body)).toString('hex'),
  };
}

/** Digest over canonical audit rows, each ended by a newline; nothing if there are none with ids in (after, until]. */
async function digestAuditRows(trx: Queries, after: number, until: number) {
  const read = await store.auditRows(trx, after, until, auditRowsPerSeal);
  const [first, last] = [read[0], read.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const hash = createHash('sha256');
  for (const row of read) hash.update(`${canonicalize(row)}\n`);
  return { firstId: first.id, lastId: last.id, rows: read.length, digest: hash.digest('hex') };
}

/** Makes the log on a database. */
export function createLog(deps: LogDependencies) {
  const { database, clock, signer } = deps;
  const auditWaitMs = deps.auditWaitMs ?? 10 * 60 * 1000;
  const newEntryId = deps.newEntryId ?? systemEntryIds;
  const tree = new StoredTree();
  let hasSwept = false;

  /** The settled audit rows as public acts, if there is something to seal them with or they wait too long. */
  async function sealAudit(trx: Transaction<Schema>, settled: number, hasActs: boolean): Promise<void> {
    const sealed = await store.lastSealedAuditId(trx);
    const oldest = settled > sealed ? await store.oldestAuditAfter(trx, sealed) : undefined;
    const now = clock.now();
    if (oldest === undefined || (!hasActs && now.getTime() - oldest.getTime() < auditWaitMs)) return;
    for (let at = sealed; ; ) {
      const seal = await digestAuditRows(trx, at, settled);
      if (seal === undefined) return;
      const act: PublicAct = { kind: 'audit-sealed', at: now.toISOString(), ...seal };
      const subject = { kind: 'audit', id: `${seal.firstId}-${seal.lastId}` };
      const entryId = await recordPublicAct(trx, act, subject, now, newEntryId);
      await store.insertAuditSeal(trx, { ...seal, entryId });
      at = seal.lastId;
    }
  }

  /** True if sealing would write something; asked without any lock, so that an idle log costs nobody anything. */
  async function hasWork(): Promise<boolean> {
    const queries = database.kysely;
    if ((await store.latestCheckpoint(queries)) === undefined) return true;
    if ((await unsealed(queries)).length > 0) return true;
    const oldest = await store.oldestAuditAfter(queries, await store.lastSealedAuditId(queries));
    return oldest !== undefined && clock.now().getTime() - oldest.getTime() >= auditWaitMs;
  }

  /** Entries that may lack a leaf: all at the first sealing of a process, later those not long before the newest. */
  async function unsealed(trx: Queries) {
    const newest = hasSwept ? await store.newestSealedEntryId(trx) : undefined;
    return store.unsealedEntries(trx, newest === undefined ? firstId : idBefore(newest, lateCommitMs));
  }

  async function growTree(trx: Transaction<Schema>): Promise<Sealed> {
    const before = await store.latestCheckpoint(trx);
    const entries = await unsealed(trx);
    const from = before?.size ?? 0;
    const size = from + entries.length;
    if (before !== undefined && entries.length === 0) return { size, added: 0 };
    if (entries.length > 0) await store.insertLeaves(trx, from, entries);
    const root = await tree.root(trx, { from: 0, to: size }, from);
    const note = signer.signNote(checkpointText(signer.name, size, root));
    await store.insertCheckpoint(trx, { size, root: root.toString('hex'), note, sealedAt: clock.now() });
    return { size, added: entries.length };
  }

  /**
   * Seals what was recorded since: audit rows as one act by their digest, then every public act as a leaf, then a
   * signed checkpoint. One transaction; one sealer at a time across all servers. Nothing new: nothing written.
   */
  async function seal(): Promise<Sealed> {
    if (!(await hasWork())) return { size: (await store.latestCheckpoint(database.kysely))!.size, added: 0 };
    const settled = await store.settledAuditId(database);
    const sealed = await transaction(database, async trx => {
      await store.lockLog(trx);
      const acts = await unsealed(trx);
      if (settled !== undefined) await sealAudit(trx, settled, acts.length > 0);
      return growTree(trx);
    });
    hasSwept = true;
    return sealed;
  }

  /** Proof that an entry is under the newest checkpoint; one not yet sealed has no path. Fault: not-found. */
  async function inclusionProof(entryId: string): Promise<InclusionProof> {
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(entryId);
    const entry = isId ? await store.findEntry(database.kysely, entryId) : undefined;
    if (entry === undefined) throw new AppError('not-found');
    const checkpoint = await store.latestCheckpoint(database.kysely);
    const { leafIndex } = entry;
    const shown = { entryId: entry.id, recordedAt: entry.recordedAt.toISOString(), body: entry.body };
    if (leafIndex === null || checkpoint === undefined || leafIndex >= checkpoint.size)
      return { ...shown, leafIndex: null, treeSize: null, root: null, path: [], checkpoint: null };
    const path: string[] = [];
    for (const range of inclusionRanges(leafIndex, checkpoint.size))
      path.push((await tree.root(database.kysely, range, checkpoint.size)).toString('base64'));
    const root = Buffer.from(checkpoint.root, 'hex').toString('base64');
    return { ...shown, leafIndex, treeSize: checkpoint.size, root, path, checkpoint: checkpoint.note };
  }

  /** Bytes of a tile or bundle of the newest checkpoint's tree; nothing if the tree has no such tile yet. */
  async function tile(address: TileAddress): Promise<Buffer | undefined> {
    const size = (await store.latestCheckpoint(database.kysely))?.size ?? 0;
    if (!tileExists(address, size)) return undefined;
    const from = address.index * tileWidth;
    const to = from + address.width;
    if (address.kind === 'entries') return entryBundle(await store.leafBodies(database.kysely, from, to));
    return Buffer.concat(await tree.hashes(database.kysely, address.level, from, to, size));
  }

  /** The state of the log for its page: the newest checkpoint and the newest acts, newest first. */
  async function summary(count: number) {
    const checkpoint = await store.latestCheckpoint(database.kysely);
    return {
      size: checkpoint?.size ?? 0,
      root: (checkpoint === undefined ? emptyRoot : Buffer.from(checkpoint.root, 'hex')).toString('base64'),
      checkpoint: checkpoint?.note ?? '',
      sealedAt: checkpoint?.sealedAt.toISOString() ?? null,
      entries: await store.newestEntries(database.kysely, count),
    };
  }

  return {
    recordAudit,
    summary,
    recordPublicAct: (trx: Queries, act: PublicAct, subject: Subject, at: Date) =>
      recordPublicAct(trx, act, subject, at, newEntryId),
    /** Many acts at once, in their order: for a bulk import, in one statement. */
    recordPublicActs: (
      trx: Queries,
      acts: readonly { readonly act: PublicAct; readonly subject: Subject }[],
      at: Date,
    ) =>
      store.insertLogEntries(
        trx,
        acts.map(({ act, subject }) => entryOf(act, subject, at, newEntryId())),
      ),
    seal,
    inclusionProof,
    tile,
    /** Everything recorded of a thing, oldest first, with its leaf index once sealed. */
    entriesOf: (subjectKind: string, subjectId: string) =>
      store.entriesOfSubject(database.kysely, subjectKind, subjectId),
    /** The newest signed checkpoint; nothing before the first sealing. */
    checkpoint: async () => (await store.latestCheckpoint(database.kysely))?.note,
    /** One verifier key a line, the current one first. */
    verifierKeys: () => `${signer.verifierKey}\n`,
    listAudit: (filter: store.AuditFilter) => store.listAuditEvents(database.kysely, filter),
  };
}
