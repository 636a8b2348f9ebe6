/**
 * Going on after a restore. The public saw the log as it was; a log that forgot its last entries and went on otherwise
 * would be a fork. So the entries after the backup are taken from a copy, proved by our own signature, and put back; the
 * rows they spoke of are lost and are said to be lost, in an entry of their own.
 */
import type { Transaction } from 'kysely';
import { AppError } from '../../platform/app-error.ts';
import type { Schema } from '../../platform/database/schema.ts';
import type { PublicAct } from './contract.ts';
import type { LogSource } from './copy.ts';
import { firstId, timeOrderedIds } from './entry-id.ts';
import * as store from './store.ts';
import { isProblem, makesPublic, type ReleasedAct, readAct, type WithdrawnAct } from './verify/acts.ts';
import {
  GrowingTree,
  hashLeaf,
  parseVerifierKey,
  type ReadCheckpoint,
  readCheckpoint,
} from './verify/tree.ts';

export interface Continued {
  /** Leaves of the log in the backup, and after it was continued. */
  readonly fromSize: number;
  readonly toSize: number;
  /** Acts that happened after the backup and whose rows it does not have, in their order. */
  readonly released: readonly ReleasedAct[];
  readonly withdrawn: readonly WithdrawnAct[];
  /** Audit rows (first, last) whose seals are known and whose rows are lost; nothing if none. */
  readonly auditRows: readonly [number, number] | null;
}

interface Leaf {
  readonly body: Buffer;
  readonly hash: Buffer;
  readonly act: PublicAct;
}

function refused(detail: string): AppError {
  return new AppError('bad-input', { detail });
}

async function provenCheckpoint(source: LogSource, keys: string): Promise<ReadCheckpoint & { note: string }> {
  const note = await source.checkpoint();
  if (note === undefined)
    throw refused('指明的位置没有公开日志的副本（缺少 checkpoint）。请核对地址或目录。');
  const known = keys
    .split('\n')
    .map(parseVerifierKey)
    .filter(key => key !== undefined);
  const read = readCheckpoint(note, known);
  if (read === undefined || !read.isSigned)
    throw refused('公开日志的副本没有本日志密钥的有效签名，不能采用。请换一处副本。');
  return { ...read, note };
}

/** The tree of the whole copy; the part before `known` must be what the backup has. */
async function provenLeaves(
  source: LogSource,
  wanted: ReadCheckpoint,
  known: { readonly size: number; readonly root: string },
): Promise<Leaf[]> {
  const tree = new GrowingTree();
  const leaves: Leaf[] = [];
  const step = 4096;
  for (let from = 0; from < wanted.size; from += step) {
    const bodies = await source.bodies(from, Math.min(wanted.size, from + step), wanted.size);
    for (const bytes of bodies) {
      const [body, where] = [Buffer.from(bytes), `第 ${tree.size} 号条目`];
      const hash = hashLeaf(body);
      if (tree.size >= known.size) {
        const act = readAct(body.toString(), where);
        if (isProblem(act)) throw refused(`公开日志副本的${where}：${act.message}`);
        leaves.push({ body, hash, act });
      }
      tree.append(hash);
      if (tree.size === known.size && tree.root().toString('hex') !== known.root)
        throw refused('公开日志的副本与备份中的日志不是同一份日志。请换一份备份或副本。');
    }
  }
  if (tree.size !== wanted.size || !tree.root().equals(wanted.root))
    throw refused('公开日志副本的条目与其检查点不符，不能采用。请换一处副本。');
  return leaves;
}

function auditSpan(seals: readonly Extract<PublicAct, { kind: 'audit-sealed' }>[]): [number, number] | null {
  if (seals.length === 0) return null;
  return [Math.min(...seals.map(each => each.firstId)), Math.max(...seals.map(each => each.lastId))];
}

/**
 * Puts the entries of the copy behind those of the backup, in the transaction of the restore. `subjectOf` names what an
 * act was about, by its path. Faults: `bad-input` where the copy is not ours, not whole, another log, or shorter.
 */
export async function continueLog(
  trx: Transaction<Schema>,
  source: LogSource,
  keys: string,
  subjectOf: (path: string) => Promise<string | undefined>,
  now: Date,
): Promise<Continued> {
  const wanted = await provenCheckpoint(source, keys);
  await store.lockLog(trx);
  const before = await store.latestCheckpoint(trx);
  const known = { size: before?.size ?? 0, root: before?.root ?? '' };
  if (wanted.size < known.size)
    throw refused(
      `公开日志的副本（${wanted.size} 条）比备份中的日志（${known.size} 条）旧。请指明较新的副本。`,
    );
  const leaves = await provenLeaves(source, wanted, known);
  const recorded = new Map((await store.unsealedEntries(trx, firstId)).map(e => [e.leafHash, e.id]));
  const newId = timeOrderedIds(() => now.getTime());
  const placed: { id: string; leafHash: string }[] = [];
  const lost: PublicAct[] = [];
  for (const { body, hash, act } of leaves) {
    const leafHash = hash.toString('hex');
    const there = recorded.get(leafHash);
    recorded.delete(leafHash);
    const id = there ?? newId();
    placed.push({ id, leafHash });
    if (there !== undefined) continue;
    lost.push(act);
    const subject = 'path' in act ? await subjectOf(act.path) : undefined;
    await store.insertLogEntry(trx, {
      id,
      recordedAt: new Date(act.at),
      kind: act.kind,
      subjectKind: subject === undefined ? 'restored' : 'document',
      subjectId: subject ?? '',
      body: body.toString(),
      leafHash,
    });
    if (act.kind === 'audit-sealed') await store.insertAuditSeal(trx, { ...act, entryId: id });
  }
  if (placed.length > 0) {
    await store.insertLeaves(trx, known.size, placed);
    const root = wanted.root.toString('hex');
    await store.insertCheckpoint(trx, { size: wanted.size, root, note: wanted.note, sealedAt: now });
  }
  const auditRows = auditSpan(lost.filter(act => act.kind === 'audit-sealed'));
  if (auditRows !== null) await store.startAuditIdsAfter(trx, auditRows[1]);
  return {
    fromSize: known.size,
    toSize: wanted.size,
    released: lost.filter(makesPublic),
    withdrawn: lost.filter(act => act.kind === 'withdrawn'),
    auditRows,
  };
}
