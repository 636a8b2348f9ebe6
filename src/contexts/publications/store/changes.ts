import { sql } from 'kysely';
import { AppError } from '../../../platform/app-error.ts';
import { later } from '../../../platform/database/database.ts';
import type { ItemMetadata, VersionState } from '../contract.ts';
import type { Trx } from '../ports.ts';
import { firstPicturePosition, jsonb, type NewVerdict, type StoredVersion } from './rows.ts';

/** Writing: one statement for each act, sent with what follows it, at the latest with the commit (`later`). */

export interface VersionContent {
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly metadata: ItemMetadata;
  readonly meets: StoredVersion['meets'];
  readonly releaseAt: Date | null;
  readonly channels: readonly string[];
  readonly attachments: readonly { readonly fileDigest: string; readonly name: string }[];
  /** Digests of the files shown as pictures in the body. */
  readonly pictures: readonly string[];
  readonly digest: string;
}

interface FileRows {
  readonly positions: number[];
  readonly digests: string[];
  readonly names: string[];
}

function fileRows({ attachments, pictures }: VersionContent): FileRows {
  return {
    positions: [...attachments.map((_, i) => i), ...pictures.map((_, i) => firstPicturePosition + i)],
    digests: [...attachments.map(each => each.fileDigest), ...pictures],
    names: [...attachments.map(each => each.name), ...pictures.map(() => '正文图片')],
  };
}

/** A file that was never uploaded can not be attached. */
function fileFault(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== '23503' || constraint !== 'attachment_file_digest_fkey') return error;
  const message = '附件或正文图片中有未上传成功的文件，请重新上传后再保存。';
  return new AppError('bad-input', {
    detail: message,
    problems: [{ where: 'attachments', message }],
    cause: error,
  });
}

export interface NewItem {
  readonly id: string;
  readonly kind: string;
  readonly columnId: string;
  readonly ownerUnitId: string;
  readonly path: string;
  readonly isDemo: boolean;
  readonly staffId: string;
  readonly at: Date;
  readonly content: VersionContent;
}

function versionValues(
  no: number,
  drafters: readonly string[],
  staffId: string,
  at: Date,
  content: VersionContent,
) {
  return sql`${no}::integer, 'draft', ${content.title}, ${content.summary}, ${content.bodyHtml},
    ${jsonb(content.metadata)}, ${jsonb(content.meets)}, ${content.releaseAt}::timestamptz, ${[...content.channels]}::text[], ${content.digest},
    ${[...drafters]}::uuid[], ${staffId}::uuid, ${at}::timestamptz`;
}

const versionInsert = sql`insert into version (document_id, no, state, title, summary, body_html, metadata, meets,
  release_at, channels, digest, drafters, changed_by, changed_at)`;

/** A new document with its first version. */
export async function insertItem(trx: Trx, item: NewItem): Promise<void> {
  const { id, kind, columnId, ownerUnitId, path, isDemo, staffId, at, content } = item;
  const { positions, digests, names } = fileRows(content);
  await later(
    trx,
    sql`
    with d as (
      insert into document (id, kind, column_id, owner_unit_id, path, draft_version, is_demo, created_by, created_at)
      values (${id}::uuid, ${kind}, ${columnId}, ${ownerUnitId}, ${path}, 1, ${isDemo}, ${staffId}::uuid,
        ${at}::timestamptz) returning id
    ), v as (
      ${versionInsert} select d.id, ${versionValues(1, [staffId], staffId, at, content)} from d returning no
    )
    insert into attachment (document_id, version_no, position, file_digest, name)
    select ${id}::uuid, v.no, t.position, t.digest, t.name
    from v, unnest(${positions}::integer[], ${digests}::text[], ${names}::text[]) as t (position, digest, name)`,
    fileFault,
  );
}

export interface DraftWrite {
  readonly id: string;
  readonly no: number;
  readonly columnId: string;
  readonly path: string;
  readonly staffId: string;
  readonly at: Date;
  readonly content: VersionContent;
  /** False: the same files in the same order as before; their rows are left alone. */
  readonly filesChanged: boolean;
  readonly placeChanged: boolean;
}

/** Saves a draft and raises its revision by one. */
export async function updateDraft(trx: Trx, write: DraftWrite): Promise<void> {
  const { id, no, staffId, at, content } = write;
  const changed = sql`update version set title = ${content.title}, summary = ${content.summary},
      body_html = ${content.bodyHtml}, metadata = ${jsonb(content.metadata)}, meets = ${jsonb(content.meets)},
      release_at = ${content.releaseAt}::timestamptz, channels = ${[...content.channels]}::text[], digest = ${content.digest}, revision = revision + 1,
      changed_by = ${staffId}::uuid, changed_at = ${at}::timestamptz,
      drafters = case when ${staffId}::uuid = any(drafters) then drafters else drafters || ${staffId}::uuid end
    where document_id = ${id}::uuid and no = ${no}`;
  if (!write.filesChanged && !write.placeChanged) return later(trx, changed);
  const { positions, digests, names } = fileRows(content);
  await later(
    trx,
    sql`
    with changed as (${changed}), place as (
      update document set column_id = ${write.columnId}, path = ${write.path} where id = ${id}::uuid
    ), gone as (
      delete from attachment where document_id = ${id}::uuid and version_no = ${no}
        and position <> all (${positions}::integer[])
    )
    insert into attachment (document_id, version_no, position, file_digest, name)
    select ${id}::uuid, ${no}, t.position, t.digest, t.name
    from unnest(${positions}::integer[], ${digests}::text[], ${names}::text[]) as t (position, digest, name)
    on conflict (document_id, version_no, position)
      do update set file_digest = excluded.file_digest, name = excluded.name`,
    fileFault,
  );
}

/** A new draft beside the live version, with its files. */
export async function insertAmendment(
  trx: Trx,
  item: {
    id: string;
    no: number;
    drafters: readonly string[];
    staffId: string;
    at: Date;
    content: VersionContent;
  },
): Promise<void> {
  const { id, no, drafters, staffId, at, content } = item;
  const { positions, digests, names } = fileRows(content);
  await later(
    trx,
    sql`
    with v as (
      ${versionInsert} values (${id}::uuid, ${versionValues(no, drafters, staffId, at, content)}) returning no
    ), d as (update document set draft_version = ${no} where id = ${id}::uuid)
    insert into attachment (document_id, version_no, position, file_digest, name)
    select ${id}::uuid, v.no, t.position, t.digest, t.name
    from v, unnest(${positions}::integer[], ${digests}::text[], ${names}::text[]) as t (position, digest, name)`,
    fileFault,
  );
}

interface Target {
  readonly id: string;
  readonly no: number;
  readonly at: Date;
}

/** Later than every verdict before it, even where two nodes' clocks disagree: the newest is the one that counts. */
function verdictInsert({ id, no }: Target, { digest, verdict, findings, checked, at }: NewVerdict) {
  return sql`insert into gate_verdict (document_id, version_no, digest, verdict, findings, checked_at)
    values (${id}::uuid, ${no}, ${digest}, ${verdict}, ${jsonb({ findings, checked })},
      greatest(${at}::timestamptz, (select max(checked_at) + interval '1 microsecond' from gate_verdict
        where document_id = ${id}::uuid and version_no = ${no})))`;
}

export async function insertVerdict(trx: Trx, target: Target, verdict: NewVerdict): Promise<void> {
  await later(trx, verdictInsert(target, verdict));
}

/** Into review: a new round begins, with the verdict on the bytes. */
export async function submitVersion(trx: Trx, target: Target, verdict: NewVerdict): Promise<void> {
  await later(
    trx,
    sql`
    with g as (${verdictInsert(target, verdict)})
    update version set state = 'in-review', round = round + 1, submitted_at = ${target.at}::timestamptz
    where document_id = ${target.id}::uuid and no = ${target.no}`,
  );
}

export interface NewSignature {
  readonly round: number;
  readonly step: string;
  readonly decision: 'signed' | 'returned' | 'skipped';
  readonly digest: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly unitId: string;
  readonly onBehalfOf: string | null;
  readonly reasons: readonly string[];
  readonly note: string;
  readonly filingNo: string | null;
}

/** An act on a step and the state it leads to. */
export async function signVersion(
  trx: Trx,
  target: Target,
  signature: NewSignature,
  state: VersionState,
): Promise<void> {
  const { id, no, at } = target;
  await later(
    trx,
    sql`
    with s as (
      insert into signature (document_id, version_no, round, step, decision, digest, staff_id, staff_name, unit_id,
        on_behalf_of, reasons, note, filing_no, signed_at)
      values (${id}::uuid, ${no}, ${signature.round}, ${signature.step}, ${signature.decision}, ${signature.digest},
        ${signature.staffId}::uuid, ${signature.staffName}, ${signature.unitId}, ${signature.onBehalfOf}::uuid,
        ${jsonb(signature.reasons)}, ${signature.note}, ${signature.filingNo}, ${at}::timestamptz)
    )
    update version set state = ${state} where document_id = ${id}::uuid and no = ${no}`,
  );
}

/** Another state and nothing else; `releasedBy` remembers who set a schedule. */
export async function moveVersion(
  trx: Trx,
  target: Target,
  state: VersionState,
  releasedBy: string | null = null,
): Promise<void> {
  await later(
    trx,
    sql`update version set state = ${state}, released_by = ${releasedBy}::uuid
    where document_id = ${target.id}::uuid and no = ${target.no}`,
  );
}

export async function discardVersion(trx: Trx, target: Target): Promise<void> {
  await later(
    trx,
    sql`
    with v as (update version set state = 'discarded' where document_id = ${target.id}::uuid and no = ${target.no})
    update document set draft_version = null where id = ${target.id}::uuid`,
  );
}

/** The next number of a series, from 1. Who takes one holds the series until the transaction ends: no gap, no twin. */
export async function nextSerial(trx: Trx, scope: string): Promise<number> {
  const { rows } = await sql<{ last_no: number }>`
    insert into index_number_counter (scope, last_no) values (${scope}, 1)
    on conflict (scope) do update set last_no = index_number_counter.last_no + 1 returning last_no`.execute(
    trx,
  );
  return rows[0]!.last_no;
}

export interface ReleaseWrite extends Target {
  readonly previousNo: number | null;
  readonly indexNo: string;
  readonly releasedBy: string | null;
  readonly tags: readonly string[];
}

/** Public from now on: the version, the document, the version it replaces, and word to every web node. */
export async function releaseVersion(trx: Trx, write: ReleaseWrite): Promise<void> {
  const { id, no, at, previousNo, indexNo, releasedBy, tags } = write;
  await later(
    trx,
    sql`
    with v as (
      update version set state = 'released', released_at = ${at}::timestamptz,
        released_by = coalesce(${releasedBy}::uuid, released_by)
      where document_id = ${id}::uuid and no = ${no}
    ), p as (
      update version set state = 'superseded' where document_id = ${id}::uuid and no = ${previousNo}::integer
    ), c as (insert into portal_change (at, tags) values (${at}::timestamptz, ${[...tags]}::text[]))
    update document set live_version = ${no}, draft_version = null, released_at = ${at}::timestamptz,
      first_released_at = coalesce(first_released_at, ${at}::timestamptz), index_no = coalesce(index_no, ${indexNo})
    where id = ${id}::uuid`,
  );
}

export interface WithdrawalWrite extends Target {
  readonly draftNo: number | null;
  readonly kind: string;
  readonly reason: string;
  readonly replacedBy: string | null;
  readonly staffId: string | null;
  readonly unitId: string;
  readonly tags: readonly string[];
}

/** Off every page: the tombstone's row, the states, and word to every web node. A draft in work ends with it. */
export async function withdrawVersion(trx: Trx, write: WithdrawalWrite): Promise<void> {
  const { id, no, at, draftNo, kind, reason, replacedBy, staffId, unitId, tags } = write;
  await later(
    trx,
    sql`
    with w as (
      insert into withdrawal (document_id, version_no, kind, reason, replaced_by, staff_id, unit_id, withdrawn_at)
      values (${id}::uuid, ${no}, ${kind}, ${reason}, ${replacedBy}::uuid, ${staffId}::uuid, ${unitId},
        ${at}::timestamptz)
    ), v as (
      update version set state = case when no = ${no} then 'withdrawn' else 'discarded' end
      where document_id = ${id}::uuid and no in (${no}, coalesce(${draftNo}::integer, -1))
    ), c as (insert into portal_change (at, tags) values (${at}::timestamptz, ${[...tags]}::text[]))
    update document set live_version = null, draft_version = null, withdrawn_at = ${at}::timestamptz
    where id = ${id}::uuid`,
  );
}
