import { sql } from 'kysely';
import { later, type Queries } from '../../../platform/database/database.ts';
import type { InterpretationForm, ItemKind, PackageQuery, VersionState } from '../contract.ts';
import { loadItem } from './items.ts';
import { lastVersion, type StoredItem } from './rows.ts';

/** Which documents belong together, and what was decided about a package as such. */

export interface StoredExemption {
  readonly reason: string;
  readonly staffName: string;
  readonly exemptedAtMs: number;
}

export interface StoredConfirmation {
  readonly documentId: string;
  readonly policyDigest: string;
  readonly documentDigest: string;
  readonly staffName: string;
  readonly note: string;
  readonly confirmedAtMs: number;
}

interface PackageHead {
  readonly policyId: string;
  readonly memberIds: readonly string[];
  readonly exemption: StoredExemption | null;
  /** The newest first. */
  readonly confirmations: readonly StoredConfirmation[];
}

export interface StoredPackage extends Omit<PackageHead, 'memberIds'> {
  readonly policy: StoredItem;
  readonly interpretations: readonly StoredItem[];
}

/** The package of a document: its own, or that of the policy it interprets. Every document has one, if only of itself. */
async function packageHead(db: Queries, documentId: string): Promise<PackageHead> {
  const { rows } = await sql<PackageHead>`
    with p as (select coalesce((select policy_id from package_member where document_id = ${documentId}::uuid),
      ${documentId}::uuid) as id)
    select p.id as "policyId",
      coalesce((select json_agg(m.document_id order by m.added_at, m.document_id) from package_member m
        where m.policy_id = p.id), '[]') as "memberIds",
      (select case when e.is_granted then json_build_object('reason', e.reason, 'staffName', e.staff_name,
        'exemptedAtMs', round(extract(epoch from e.exempted_at) * 1000)) end from package_exemption e
        where e.policy_id = p.id order by e.no desc limit 1) as exemption,
      coalesce((select json_agg(json_build_object('documentId', c.document_id, 'policyDigest', c.policy_digest,
        'documentDigest', c.document_digest, 'staffName', c.staff_name, 'note', c.note,
        'confirmedAtMs', round(extract(epoch from c.confirmed_at) * 1000)) order by c.confirmed_at desc)
        from package_confirmation c where c.policy_id = p.id), '[]') as confirmations
    from p`.execute(db);
  return rows[0]!;
}

async function loadMembers(db: Queries, head: PackageHead): Promise<StoredPackage | undefined> {
  const policy = await loadItem(db, head.policyId);
  if (policy === undefined) return undefined;
  const interpretations: StoredItem[] = [];
  for (const id of head.memberIds) {
    const item = await loadItem(db, id);
    if (item !== undefined) interpretations.push(item);
  }
  const { policyId, exemption, confirmations } = head;
  return { policyId, policy, interpretations, exemption, confirmations };
}

/** The package a document belongs to; undefined where there is no such document. */
export async function loadPackage(db: Queries, documentId: string): Promise<StoredPackage | undefined> {
  return loadMembers(db, await packageHead(db, documentId));
}

/** As `loadPackage`, of a document that is loaded already: nothing more is read where it stands alone. */
export async function packageOf(db: Queries, item: StoredItem): Promise<StoredPackage> {
  const head = await packageHead(db, item.document.id);
  const alone = { ...head, policy: item, interpretations: [] };
  if (head.memberIds.length === 0) return alone;
  return (await loadMembers(db, head)) ?? alone;
}

/** Somebody joined or left while this waited: `transaction` begins again. */
function movedMeanwhile(): Error {
  return Object.assign(new Error('the package changed while it was being locked'), { code: '40001' });
}

/**
 * Every member, held until the transaction ends: the policy first, then the others in one order, so that two people
 * never wait for each other. What is read is what the last writer left.
 */
export async function lockPackage(trx: Queries, documentId: string): Promise<StoredPackage | undefined> {
  const before = await packageHead(trx, documentId);
  await later(trx, sql`select from document where id = ${before.policyId}::uuid for update`);
  if (before.memberIds.length > 0)
    await later(
      trx,
      sql`select from document where id = any(${[...before.memberIds]}::uuid[]) order by id for update`,
    );
  const after = await packageHead(trx, documentId);
  if (after.policyId !== before.policyId || after.memberIds.join() !== before.memberIds.join())
    throw movedMeanwhile();
  return loadMembers(trx, after);
}

export async function insertMember(
  trx: Queries,
  member: { documentId: string; policyId: string; staffId: string; at: Date },
): Promise<void> {
  const { documentId, policyId, staffId, at } = member;
  await later(
    trx,
    sql`insert into package_member (document_id, policy_id, added_by, added_at)
      values (${documentId}::uuid, ${policyId}::uuid, ${staffId}::uuid, ${at}::timestamptz)`,
  );
}

export async function deleteMember(trx: Queries, documentId: string): Promise<void> {
  await later(trx, sql`delete from package_member where document_id = ${documentId}::uuid`);
}

/** Does this document interpret another? */
export async function isMember(db: Queries, documentId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from package_member where document_id = ${documentId}::uuid or policy_id = ${documentId}::uuid`.execute(
      db,
    );
  return rows.length > 0;
}

/** Grants an exemption or takes it back; the last act counts. */
export async function insertExemption(
  trx: Queries,
  exemption: {
    policyId: string;
    isGranted: boolean;
    reason: string;
    staffId: string;
    staffName: string;
    at: Date;
  },
): Promise<void> {
  const { policyId, isGranted, reason, staffId, staffName, at } = exemption;
  await later(
    trx,
    sql`insert into package_exemption (policy_id, no, is_granted, reason, staff_id, staff_name, exempted_at)
      select ${policyId}::uuid, coalesce(max(no), 0) + 1, ${isGranted}, ${reason}, ${staffId}::uuid, ${staffName},
        ${at}::timestamptz
      from package_exemption where policy_id = ${policyId}::uuid`,
  );
}

export async function insertConfirmation(
  trx: Queries,
  confirmation: {
    policyId: string;
    policyDigest: string;
    documentId: string;
    documentDigest: string;
    staffId: string;
    staffName: string;
    note: string;
    at: Date;
  },
): Promise<void> {
  const { policyId, policyDigest, documentId, documentDigest, staffId, staffName, note, at } = confirmation;
  await later(
    trx,
    sql`insert into package_confirmation (policy_id, policy_digest, document_id, document_digest, staff_id,
        staff_name, note, confirmed_at)
      values (${policyId}::uuid, ${policyDigest}, ${documentId}::uuid, ${documentDigest}, ${staffId}::uuid,
        ${staffName}, ${note}, ${at}::timestamptz)`,
  );
}

/** The policies of many documents at once: of an interpretation the one it explains, of a policy itself. */
export async function policiesOf(
  db: Queries,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (documentIds.length === 0) return new Map();
  const ids = [...documentIds];
  const { rows } = await sql<{ documentId: string; policyId: string }>`
    select document_id as "documentId", policy_id as "policyId" from package_member where document_id = any(${ids}::uuid[])
    union select policy_id, policy_id from package_member where policy_id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(row => [row.documentId, row.policyId]));
}

export interface ListedPackage {
  readonly policyId: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly ownerUnitId: string;
  readonly state: VersionState;
  readonly validity: ItemValidity;
  readonly wideEffect: boolean;
  readonly exempt: boolean;
  readonly forms: readonly InterpretationForm[];
  readonly interpretations: number;
  readonly changedAt: Date;
  readonly releasedAt: Date | null;
}
type ItemValidity = 'in-force' | 'amended' | 'repealed' | 'expired' | null;

/** Policies that have interpretations or ought to have, the last changed first; what never was public and is given up is left out. */
export async function listPackages(
  db: Queries,
  query: PackageQuery,
  unitId: string | null,
): Promise<{ packages: ListedPackage[]; count: number }> {
  const like = query.q === undefined ? null : `%${query.q.replace(/[\\%_]/g, char => `\\${char}`)}%`;
  const rows = sql`
    select d.id as "policyId", d.kind, v.title, d.owner_unit_id as "ownerUnitId", v.state,
      v.metadata->>'validity' as validity, coalesce((v.metadata->>'wideEffect')::boolean, false) as "wideEffect",
      coalesce((select e.is_granted from package_exemption e where e.policy_id = d.id order by e.no desc limit 1),
        false) as exempt,
      coalesce(m.forms, '[]') as forms, coalesce(m.count, 0)::integer as interpretations,
      v.changed_at as "changedAt", d.released_at as "releasedAt"
    from document d
    join version v on v.document_id = d.id and v.no = coalesce(d.draft_version, d.live_version, ${lastVersion})
    left join lateral (
      select count(*) as count, json_agg(distinct mv.metadata->'interpretation'->>'form')
        filter (where mv.metadata->'interpretation'->>'form' is not null) as forms
      from package_member p join document md on md.id = p.document_id
      join version mv on mv.document_id = md.id and mv.no = coalesce(md.draft_version, md.live_version)
      where p.policy_id = d.id) m on true
    where d.kind <> 'interpretation' and v.state <> 'discarded'
      and (m.count > 0 or d.kind = 'normative-document' or (v.metadata->>'wideEffect')::boolean)
      and (${unitId}::text is null or d.owner_unit_id = ${unitId})
      and (${query.unit ?? null}::text is null or d.owner_unit_id = ${query.unit ?? null})
      and (${query.state ?? null}::text is null or v.state = ${query.state ?? null})
      and (${like}::text is null or v.title ilike ${like})`;
  const compulsory = sql`(coalesce(validity, '') not in ('repealed', 'expired') and state <> 'withdrawn'
    and (kind = 'normative-document' or "wideEffect"))`;
  const standing = {
    missing: sql`${compulsory} and not exempt and interpretations = 0`,
    exempt: sql`exempt`,
    bound: sql`interpretations > 0`,
  };
  const where = query.standing === undefined ? sql`true` : standing[query.standing];
  const [page, count] = await Promise.all([
    sql<ListedPackage>`select * from (${rows}) r where ${where} order by "changedAt" desc, "policyId"
      limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(db),
    sql<{ count: number }>`select count(*) as count from (${rows}) r where ${where}`.execute(db),
  ]);
  return { packages: page.rows, count: count.rows[0]?.count ?? 0 };
}

export interface PublicInterpretation {
  readonly path: string;
  readonly title: string;
  readonly form: InterpretationForm | null;
}

/** The live interpretations of a document, or beside an interpretation the others of its policy, in the order added. */
export async function liveInterpretations(db: Queries, documentId: string): Promise<PublicInterpretation[]> {
  const { rows } = await sql<PublicInterpretation>`
    select d.path, v.title, v.metadata->'interpretation'->>'form' as form
    from package_member m join document d on d.id = m.document_id
    join version v on v.document_id = d.id and v.no = d.live_version and v.state = 'released'
    where d.id <> ${documentId}::uuid and m.policy_id in (${documentId}::uuid,
      (select policy_id from package_member where document_id = ${documentId}::uuid))
    order by m.added_at, d.id`.execute(db);
  return rows;
}

/** The live document that an interpretation explains. */
export async function livePolicy(
  db: Queries,
  documentId: string,
): Promise<{ id: string; path: string; title: string; documentNo: string } | undefined> {
  const { rows } = await sql<{ id: string; path: string; title: string; documentNo: string }>`
    select d.id, d.path, v.title, coalesce(v.metadata->>'documentNo', '') as "documentNo"
    from package_member m join document d on d.id = m.policy_id
    join version v on v.document_id = d.id and v.no = d.live_version and v.state = 'released'
    where m.document_id = ${documentId}::uuid`.execute(db);
  return rows[0];
}
