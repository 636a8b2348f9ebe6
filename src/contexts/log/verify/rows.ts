/**
 * Verification from inside: hashes the rows of the database and the stored files again and compares them with what
 * the signed checkpoints and the sealed acts say. Own SQL on purpose, as it shares nothing with the writer.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { PublicAct, Verification } from '../contract.ts';
import {
  isProblem,
  lostReleases,
  makesPublic,
  type Problem,
  publicStateOf,
  type ReleasedAct,
  readAct,
} from './acts.ts';
import { canonicalJson, digestOf, GrowingTree, hashLeaf, parseVerifierKey, readCheckpoint } from './tree.ts';

export interface RowsVerificationOptions {
  readonly queries: Queries;
  /** Verifier keys, one a line. */
  readonly keys: string;
  /** The canonical public record of a version, computed anew from its rows; nothing if it is not public. */
  readonly recordOf: (documentId: string, versionNo: number) => Promise<string | null | undefined>;
  /** True if the stored bytes of the file still have this digest. */
  readonly verifyFile: (digest: string) => Promise<boolean>;
}

interface SealedAct {
  readonly act: PublicAct;
  readonly subjectId: string;
}

interface LeafRow {
  readonly leafIndex: number;
  readonly leafHash: string;
  readonly subjectId: string | null;
  readonly body: string | null;
  readonly entryHash: string | null;
}

const rowsPerRead = 2000;

async function* leafRows(queries: Queries): AsyncGenerator<LeafRow> {
  for (let after = -1; ; ) {
    const { rows } = await sql<LeafRow>`
      select l.leaf_index as "leafIndex", l.leaf_hash as "leafHash", e.subject_id as "subjectId", e.body,
        e.leaf_hash as "entryHash"
      from log_leaf l left join log_entry e on e.id = l.entry_id
      where l.leaf_index > ${after} order by l.leaf_index limit ${rowsPerRead}`.execute(queries);
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)!.leafIndex;
  }
}

interface CheckpointRow {
  readonly size: number;
  readonly root: string;
  readonly note: string;
}

function checkpointProblems(row: CheckpointRow, tree: GrowingTree, keys: string): Problem[] {
  const where = `大小为 ${row.size} 的检查点`;
  const known = keys
    .split('\n')
    .map(parseVerifierKey)
    .filter(key => key !== undefined);
  const note = readCheckpoint(row.note, known);
  if (note === undefined) return [{ kind: 'checkpoint-unreadable', where, message: '检查点的格式不正确。' }];
  const problems: Problem[] = [];
  if (!note.isSigned)
    problems.push({ kind: 'checkpoint-signature', where, message: '检查点没有本日志公钥的有效签名。' });
  if (note.size !== row.size || note.root.toString('hex') !== row.root)
    problems.push({ kind: 'checkpoint-edited', where, message: '检查点的表内大小或树根与签名文本不一致。' });
  if (tree.size === note.size && !tree.root().equals(note.root))
    problems.push({
      kind: 'root-mismatch',
      where,
      message: '由条目正文重算的树根与检查点不一致：有条目被修改、删除或调换。',
    });
  return problems;
}

function leafProblems(row: LeafRow, expectedIndex: number): Problem[] {
  const where = `第 ${row.leafIndex} 号条目`;
  if (row.leafIndex !== expectedIndex)
    return [
      {
        kind: 'leaf-missing',
        where,
        message: `第 ${expectedIndex} 号至第 ${row.leafIndex - 1} 号条目不见了。`,
      },
    ];
  if (row.body === null) return [{ kind: 'entry-missing', where, message: '条目正文不见了。' }];
  const hash = hashLeaf(Buffer.from(row.body)).toString('hex');
  if (hash !== row.entryHash || hash !== row.leafHash)
    return [{ kind: 'entry-edited', where, message: '条目正文与封存时的摘要不符。' }];
  return [];
}

/** Every leaf, and every checkpoint against the tree as it was at its size: so each continues the one before. */
async function verifyTree(queries: Queries, keys: string) {
  const { rows: checkpoints } = await sql<CheckpointRow>`
    select tree_size as size, root_hash as root, note from log_checkpoint order by tree_size`.execute(
    queries,
  );
  const problems: Problem[] = [];
  const acts: SealedAct[] = [];
  const tree = new GrowingTree();
  const waiting = [...checkpoints];
  const settle = () => {
    while (waiting[0] !== undefined && waiting[0].size <= tree.size)
      problems.push(...checkpointProblems(waiting.shift()!, tree, keys));
  };
  settle();
  let next = 0;
  for await (const row of leafRows(queries)) {
    problems.push(...leafProblems(row, next));
    next = row.leafIndex + 1;
    tree.append(hashLeaf(Buffer.from(row.body ?? '')));
    settle();
    const act = row.body === null ? undefined : readAct(row.body, `第 ${row.leafIndex} 号条目`);
    if (act === undefined) continue;
    if (isProblem(act)) problems.push(act);
    else acts.push({ act, subjectId: row.subjectId ?? '' });
  }
  const last = checkpoints.at(-1);
  if (waiting.length > 0 || (last?.size ?? 0) !== tree.size)
    problems.push({
      kind: waiting.length > 0 ? 'leaf-missing' : 'checkpoint-missing',
      where: 'log_leaf',
      message: `最后一个检查点有 ${last?.size ?? 0} 个条目，表内现有 ${tree.size} 个。`,
    });
  return { size: tree.size, root: tree.root(), acts, problems };
}

const auditColumns = sql`id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, staff_id,
  staff_name, unit_id, command, subject_kind, subject_id, outcome, detail, request_id`;

async function digestRows(queries: Queries, after: number, lastId: number) {
  const hash = createHash('sha256');
  let count = 0;
  for (let at = after; ; ) {
    const { rows } = await sql<{ id: number }>`select ${auditColumns} from audit_event
      where id > ${at} and id <= ${lastId} order by id limit ${rowsPerRead}`.execute(queries);
    if (rows.length === 0) return { count, digest: hash.digest('hex') };
    for (const row of rows) hash.update(`${canonicalJson(row)}\n`);
    count += rows.length;
    at = rows.at(-1)!.id;
  }
}

type AuditAct = Extract<PublicAct, { kind: 'audit-sealed' }>;
type RestoredAct = Extract<PublicAct, { kind: 'restored' }>;

/** Audit rows against the sealed acts themselves; between two seals there is nothing to hide a row in. */
async function verifyAudit(
  queries: Queries,
  seals: readonly AuditAct[],
  restores: readonly RestoredAct[],
): Promise<Problem[]> {
  const problems: Problem[] = [];
  let after = 0;
  for (const seal of seals.toSorted((a, b) => a.lastId - b.lastId)) {
    // Rows that the log itself says were lost with a restored backup cannot be hashed again.
    const isLostSpan = restores.some(
      each =>
        each.auditFirstId !== null && seal.firstId >= each.auditFirstId && seal.lastId <= each.auditLastId!,
    );
    if (isLostSpan) {
      after = seal.lastId;
      continue;
    }
    const where = `第 ${seal.firstId} 至 ${seal.lastId} 号审计记录`;
    const { count, digest } = await digestRows(queries, after, seal.lastId);
    if (count < seal.rows)
      problems.push({
        kind: 'audit-row-deleted',
        where,
        message: `封存时 ${seal.rows} 条，现在只有 ${count} 条。`,
      });
    else if (count > seal.rows)
      problems.push({
        kind: 'audit-row-added',
        where,
        message: `封存时 ${seal.rows} 条，现在有 ${count} 条。`,
      });
    else if (digest !== seal.digest)
      problems.push({
        kind: 'audit-row-edited',
        where,
        message: '审计记录与封存时的摘要不符：有记录被修改。',
      });
    after = seal.lastId;
  }
  const { rows } = await sql<{ lastId: number }>`select last_id as "lastId" from audit_seal`.execute(queries);
  const known = new Set(seals.map(seal => seal.lastId));
  if (rows.length !== known.size || rows.some(row => !known.has(row.lastId)))
    problems.push({
      kind: 'audit-seal-edited',
      where: 'audit_seal',
      message: '审计封存表与公开日志不一致。',
    });
  return problems;
}

async function releaseProblems(
  { act, subjectId }: { act: ReleasedAct; subjectId: string },
  isWithdrawn: boolean,
  { recordOf, verifyFile }: RowsVerificationOptions,
): Promise<Problem[]> {
  const where = `${act.path} 第 ${act.version} 版`;
  const problems: Problem[] = [];
  const record = await recordOf(subjectId, act.version);
  const isThere = record !== undefined && record !== null;
  // What the log says is withdrawn has no public record any more, and should have none.
  if (!isThere && !isWithdrawn)
    problems.push({ kind: 'record-missing', where, message: `《${act.title}》的版本记录不见了。` });
  else if (isThere && digestOf(record) !== act.recordDigest)
    problems.push({ kind: 'record-changed', where, message: `《${act.title}》的版本记录发布后被修改。` });
  for (const file of act.attachments)
    if (!(await verifyFile(file.digest)))
      problems.push({
        kind: 'attachment-changed',
        where: `${where}，附件“${file.name}”`,
        message: '附件文件缺失，或内容与日志记载的摘要不符。',
      });
  return problems;
}

/** Verifies the rows of a database. `checked` counts leaves, audit rows sealed, and releases. */
export async function verifyRows(options: RowsVerificationOptions): Promise<Verification> {
  const { queries, keys } = options;
  const { size, root, acts, problems } = await verifyTree(queries, keys);
  const seals = acts.map(({ act }) => act).filter(act => act.kind === 'audit-sealed');
  const restores = acts.map(({ act }) => act).filter(act => act.kind === 'restored');
  problems.push(...(await verifyAudit(queries, seals, restores)));
  const lost = lostReleases(acts.map(({ act }) => act));
  const withdrawn = new Set(publicStateOf(acts.map(({ act }) => act)).withdrawn.map(({ act }) => act.path));
  let releases = 0;
  for (const { act, subjectId } of acts) {
    if (!makesPublic(act) || lost.has(act)) continue;
    releases += 1;
    problems.push(...(await releaseProblems({ act, subjectId }, withdrawn.has(act.path), options)));
  }
  const auditCount = seals.reduce((sum, seal) => sum + seal.rows, 0);
  return { size, root: root.toString('base64'), checked: size + auditCount + releases, problems };
}
