import { cite } from '../../../law/citation.ts';
import { normaliseDocumentNumber } from '../../../law/document-number.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import {
  type Actor,
  type DraftBody,
  type DraftChange,
  type ItemMetadata,
  itemMetadata,
} from '../contract.ts';
import { type PublicationPorts, type Trx, todayOf } from '../ports.ts';
import { may, withoutPermission } from '../rules/authority.ts';
import { decideAmendment, decidePlain } from '../rules/decisions.ts';
import { digestOf } from '../rules/digest.ts';
import { fieldsFromBody, formBody } from '../rules/interpretation.ts';
import { itemPath, movedPath } from '../rules/item-path.ts';
import { decideJoining } from '../rules/package-membership.ts';
import { imageDigests, sanitise, wellFormed } from '../sanitise.ts';
import {
  discardVersion,
  insertAmendment,
  insertItem,
  updateDraft,
  type VersionContent,
} from '../store/changes.ts';
import { checkId, lastVersionNo, lockForChange } from '../store/items.ts';
import { insertMember, lockPackage } from '../store/packages.ts';
import type { StoredDocument, StoredItem, StoredVersion } from '../store/rows.ts';
import { itemFacts } from './facts.ts';
import { draftedReasons, tidiedRelations } from './normative/drafted.ts';
import { packageFacts } from './packages/facts.ts';
import { attempt, attemptOn, type Result } from './perform.ts';

/** Two people at once: whoever saves second is told, and loses nothing. Carries the revision that stands now. */
export class EditedMeanwhile extends AppError {
  readonly revision: number;
  constructor(revision: number, staffName: string | undefined) {
    const who = staffName === undefined ? '其他人员' : staffName;
    super('edited-meanwhile', {
      detail: `该内容已由${who}保存为第${revision}稿。`,
      problems: [{ where: 'revision', message: `${revision}` }],
    });
    this.revision = revision;
  }
}

type Place = Pick<StoredDocument, 'kind' | 'path' | 'columnId' | 'ownerUnitId'>;
type Writable = Omit<VersionContent, 'digest' | 'pictures'>;

/** Texts without what no text may hold, at any depth: an interpretation's fields lie inside. */
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value).trim();
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cleaned(each)]));
}

/** One written form for what people type, so that the same content has the same digest. */
function tidied(content: Writable): Writable {
  const { metadata } = content;
  const { relations, ...clean } = cleaned(metadata) as ItemMetadata;
  // A form with fields is its own body: what was typed beside it would be read by nobody who filled in the fields.
  const body = formBody(clean.interpretation ?? null);
  const keywords = [...new Set(metadata.keywords.map(word => wellFormed(word).trim()))].filter(
    word => word !== '',
  );
  return {
    ...content,
    ...(body === null ? {} : { bodyHtml: sanitise(body) }),
    channels: [...new Set(content.channels)].sort(),
    title: wellFormed(content.title).replace(/\s+/g, ' ').trim(),
    summary: wellFormed(content.summary).trim(),
    metadata: {
      ...clean,
      keywords,
      documentNo: normaliseDocumentNumber(clean.documentNo) ?? clean.documentNo,
      ...tidiedRelations(relations),
    },
    attachments: content.attachments.map(each => ({
      fileDigest: each.fileDigest,
      name: wellFormed(each.name)
        .replace(/[\r\n\t/\\]/g, ' ')
        .trim(),
    })),
  };
}

function withDigest(place: Place, content: Writable): VersionContent {
  const { releaseAt, ...rest } = content;
  const { kind, path, columnId, ownerUnitId } = place;
  const digest = digestOf({
    kind,
    path,
    columnId,
    ownerUnitId,
    ...rest,
    releaseAt: releaseAt?.toISOString() ?? null,
  });
  return { ...content, pictures: imageDigests(content.bodyHtml), digest };
}

function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function columnReasons(ports: PublicationPorts, columnId: string, kind: string): Reason[] {
  const column = ports.pack.catalogue.columns.find(each => each.id === columnId);
  const basis = cite('本机关规定');
  if (column === undefined)
    return [reason('unknown-column', '所选栏目不存在，请刷新页面后重新选择栏目。', basis)];
  if (column.kinds.length > 0 && !column.kinds.some(each => each === kind))
    return [reason('kind-not-in-column', `“${column.name}”栏目不发布这一类信息，请另选栏目。`, basis)];
  return [];
}

/** Only carriers of the pack; the portal itself is always one and is not chosen. */
function channelReasons(ports: PublicationPorts, channels: readonly string[]): Reason[] {
  const unknown = channels.filter(each => ports.pack.channelIds?.includes(each) !== true);
  if (unknown.length === 0) return [];
  const message = `没有“${unknown.join('、')}”这一发布渠道，请重新选择。`;
  return [reason('unknown-channel', message, cite('本机关规定'))];
}

/** The permanent address hangs on the column: once public, neither moves. */
function moveReasons(ports: PublicationPorts, document: StoredDocument, columnId: string): Reason[] {
  if (columnId === document.columnId) return [];
  const unknown = columnReasons(ports, columnId, document.kind);
  if (document.firstReleasedAt === null) return unknown;
  const message = '该信息已经公开过，网址和栏目不能再变。确需调整栏目的，请撤下后另行发布。';
  return [...unknown, reason('column-fixed', message, cite('本机关规定'))];
}

/** A new draft beside the live version, in the transaction under way. */
export async function beginAmendment(
  { clock }: PublicationPorts,
  trx: Trx,
  actor: Actor,
  { document, live }: StoredItem,
): Promise<{ version: number; from: number }> {
  if (live === null) throw new Error('nothing is live to amend');
  const no = (await lastVersionNo(trx, document.id)) + 1;
  const drafters = [...new Set([...live.drafters, actor.staffId])];
  const content = withDigest(document, {
    ...live,
    releaseAt: null,
    attachments: live.attachments.map(({ fileDigest, name }) => ({ fileDigest, name })),
  });
  await insertAmendment(trx, {
    id: document.id,
    no,
    drafters,
    staffId: actor.staffId,
    at: clock.now(),
    content,
  });
  return { version: no, from: live.no };
}

export function draftingCases(ports: PublicationPorts) {
  const { clock } = ports;

  /** May an interpretation be begun for this policy? The policy is held, so that it stays what it is. */
  async function joining(
    trx: Trx,
    actor: Actor,
    documentId: string | undefined,
  ): Promise<{ policyId: string | null; reasons: readonly Reason[] }> {
    if (documentId === undefined) return { policyId: null, reasons: [] };
    const stored = await lockPackage(trx, documentId);
    if (stored === undefined) throw new AppError('not-found');
    const decision = decideJoining(actor, packageFacts(ports, stored), null);
    return { policyId: stored.policyId, reasons: decision.ok ? [] : decision.reasons };
  }

  /** Begins an item; its address is decided now and for good. `interprets`: the policy whose package it joins. */
  async function createDraft(
    actor: Actor,
    body: DraftBody,
    options: { readonly isDemo?: boolean; readonly interprets?: string } = {},
  ): Promise<Result<{ id: string; path: string; revision: number; digest: string }>> {
    const id = ports.newId();
    const ownerUnitId = body.ownerUnitId ?? actor.unitId;
    const path = itemPath(ports.pack.catalogue, body.columnId, todayOf(clock), id);
    const place = { kind: body.kind, path, columnId: body.columnId, ownerUnitId };
    const metadata = itemMetadata.parse({
      issuer: ports.organName,
      source: ports.organName,
      ...body.metadata,
    });
    const bodyHtml = sanitise(body.bodyHtml);
    const content = withDigest(
      place,
      tidied({ ...body, bodyHtml, metadata, releaseAt: instantOf(body.releaseAt) }),
    );
    return attempt(ports, { actor, command: 'item.draft', itemId: id }, async trx => {
      const reasons = columnReasons(ports, body.columnId, body.kind);
      reasons.push(...channelReasons(ports, body.channels));
      reasons.push(...(await draftedReasons(trx, { id, kind: body.kind }, metadata, null)));
      if (!may(actor, 'item.draft', ownerUnitId)) reasons.push(withoutPermission('为该单位起草信息'));
      const { policyId, reasons: joins } = await joining(trx, actor, options.interprets);
      if (reasons.length + joins.length > 0) return { ok: false, reasons: [...reasons, ...joins] };
      const isDemo = options.isDemo ?? false;
      const at = clock.now();
      await insertItem(trx, { id, ...place, isDemo, staffId: actor.staffId, at, content });
      if (policyId !== null)
        await insertMember(trx, { documentId: id, policyId, staffId: actor.staffId, at });
      const { digest } = content;
      return { ok: true, value: { id, path, revision: 1, digest }, detail: { act: 'created', digest } };
    });
  }

  /** The content after a change; fields that the change does not name stay. */
  function changedContent(version: StoredVersion, change: DraftChange): Writable {
    const attachments = change.attachments ?? version.attachments;
    const metadata = Object.fromEntries(
      Object.entries(change.metadata ?? {}).filter(([, value]) => value !== undefined),
    );
    const bodyHtml = change.bodyHtml === undefined ? version.bodyHtml : sanitise(change.bodyHtml);
    // Words changed in a body that is made from fields – masked, say – are words changed in the fields.
    const fields =
      change.bodyHtml === undefined
        ? null
        : fieldsFromBody(version.metadata.interpretation ?? null, bodyHtml);
    const reread = fields === null ? {} : { interpretation: fields };
    return tidied({
      title: change.title ?? version.title,
      summary: change.summary ?? version.summary,
      bodyHtml,
      metadata: itemMetadata.parse({ ...version.metadata, ...reread, ...metadata }),
      meets: change.meets ?? version.meets,
      channels: change.channels ?? version.channels,
      releaseAt: change.releaseAt === undefined ? version.releaseAt : instantOf(change.releaseAt),
      attachments: attachments.map(({ fileDigest, name }) => ({ fileDigest, name })),
    });
  }

  /**
   * Saves a draft. Every save makes new bytes and with them a new digest: signatures on the old ones no longer count.
   * Faults: `edited-meanwhile` (an `EditedMeanwhile`) if somebody saved in between, `too-large`.
   */
  async function changeDraft(
    actor: Actor,
    itemId: string,
    change: DraftChange,
  ): Promise<Result<{ revision: number; digest: string }>> {
    checkId(itemId);
    return attempt(ports, { actor, command: 'item.draft', itemId }, async trx => {
      const item = await lockForChange(trx, itemId);
      if (item === undefined) throw new AppError('not-found');
      const { document, current } = item;
      const columnId = change.columnId ?? document.columnId;
      const decision = decidePlain(actor, itemFacts(ports, item), 'change');
      const reasons = [
        ...(decision.ok ? [] : decision.reasons),
        ...moveReasons(ports, document, columnId),
        ...channelReasons(ports, change.channels ?? []),
        ...(await draftedReasons(trx, document, change.metadata ?? {}, current.metadata)),
      ];
      if (reasons.length > 0) return { ok: false, reasons };
      if (change.revision !== current.revision) {
        const names = await ports.staffNames([current.changedBy]);
        throw new EditedMeanwhile(current.revision, names.get(current.changedBy));
      }
      const placeChanged = columnId !== document.columnId;
      const path = placeChanged ? movedPath(ports.pack.catalogue, columnId, document.path) : document.path;
      const content = withDigest({ ...document, columnId, path }, changedContent(current, change));
      const filesChanged =
        JSON.stringify([content.attachments, content.pictures]) !==
        JSON.stringify([
          current.attachments.map(({ fileDigest, name }) => ({ fileDigest, name })),
          imageDigests(current.bodyHtml),
        ]);
      const write = {
        id: itemId,
        no: current.no,
        columnId,
        path,
        staffId: actor.staffId,
        at: clock.now(),
        content,
      };
      await updateDraft(trx, { ...write, filesChanged, placeChanged });
      const revision = current.revision + 1;
      const { digest } = content;
      return {
        ok: true,
        value: { revision, digest },
        detail: { act: 'changed', version: current.no, revision, digest },
      };
    });
  }

  /** A new draft from what is live; the live version stays until the new one is released. */
  async function amend(actor: Actor, itemId: string): Promise<Result<{ versionNo: number }>> {
    return attemptOn(ports, { actor, command: 'item.amend', itemId }, async (trx, item, facts) => {
      const decision = decideAmendment(actor, facts);
      if (!decision.ok || item.live === null) return decision.ok ? { ok: false, reasons: [] } : decision;
      const detail = await beginAmendment(ports, trx, actor, item);
      return { ok: true, value: { versionNo: detail.version }, detail };
    });
  }

  /** Ends a draft that will not be finished. Its number is not used again. */
  async function discard(actor: Actor, itemId: string): Promise<Result<{ versionNo: number }>> {
    return attemptOn(ports, { actor, command: 'item.discard', itemId }, async (trx, item, facts) => {
      const decision = decidePlain(actor, facts, 'discard');
      if (!decision.ok) return decision;
      const { no } = item.current;
      await discardVersion(trx, { id: itemId, no, at: clock.now() });
      return { ok: true, value: { versionNo: no }, detail: { version: no } };
    });
  }

  return { createDraft, changeDraft, amend, discard };
}
