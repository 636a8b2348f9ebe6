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
import { type PublicationPorts, todayOf } from '../ports.ts';
import { may, withoutPermission } from '../rules/authority.ts';
import { decideAmendment, decidePlain } from '../rules/decisions.ts';
import { digestOf } from '../rules/digest.ts';
import { itemPath, movedPath } from '../rules/item-path.ts';
import { imageDigests, sanitise, wellFormed } from '../sanitise.ts';
import {
  discardVersion,
  insertAmendment,
  insertItem,
  updateDraft,
  type VersionContent,
} from '../store/changes.ts';
import { checkId, lastVersionNo, lockForChange } from '../store/items.ts';
import type { StoredDocument, StoredVersion } from '../store/rows.ts';
import { itemFacts } from './facts.ts';
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

/** One written form for what people type, so that the same content has the same digest. */
function tidied(content: Writable): Writable {
  const { metadata } = content;
  const texts = Object.entries(metadata).map(([key, value]) => [
    key,
    typeof value === 'string' ? wellFormed(value).trim() : value,
  ]);
  const clean = { ...metadata, ...Object.fromEntries(texts) } as ItemMetadata;
  const keywords = [...new Set(metadata.keywords.map(word => wellFormed(word).trim()))].filter(
    word => word !== '',
  );
  return {
    ...content,
    title: wellFormed(content.title).replace(/\s+/g, ' ').trim(),
    summary: wellFormed(content.summary).trim(),
    metadata: {
      ...clean,
      keywords,
      documentNo: normaliseDocumentNumber(clean.documentNo) ?? clean.documentNo,
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

/** The permanent address hangs on the column: once public, neither moves. */
function moveReasons(ports: PublicationPorts, document: StoredDocument, columnId: string): Reason[] {
  if (columnId === document.columnId) return [];
  const unknown = columnReasons(ports, columnId, document.kind);
  if (document.firstReleasedAt === null) return unknown;
  const message = '该信息已经公开过，网址和栏目不能再变。确需调整栏目的，请撤下后另行发布。';
  return [...unknown, reason('column-fixed', message, cite('本机关规定'))];
}

export function draftingCases(ports: PublicationPorts) {
  const { clock } = ports;

  /** Begins an item; its address is decided now and for good. */
  async function createDraft(
    actor: Actor,
    body: DraftBody,
    options: { readonly isDemo?: boolean } = {},
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
      if (!may(actor, 'item.draft', ownerUnitId)) reasons.push(withoutPermission('为该单位起草信息'));
      if (reasons.length > 0) return { ok: false, reasons };
      const isDemo = options.isDemo ?? false;
      await insertItem(trx, { id, ...place, isDemo, staffId: actor.staffId, at: clock.now(), content });
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
    return tidied({
      title: change.title ?? version.title,
      summary: change.summary ?? version.summary,
      bodyHtml: change.bodyHtml === undefined ? version.bodyHtml : sanitise(change.bodyHtml),
      metadata: itemMetadata.parse({ ...version.metadata, ...metadata }),
      meets: change.meets ?? version.meets,
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
      const reasons = [...(decision.ok ? [] : decision.reasons), ...moveReasons(ports, document, columnId)];
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
      const { document, live } = item;
      const no = (await lastVersionNo(trx, itemId)) + 1;
      const drafters = [...new Set([...live.drafters, actor.staffId])];
      const content = withDigest(document, {
        ...live,
        releaseAt: null,
        attachments: live.attachments.map(({ fileDigest, name }) => ({ fileDigest, name })),
      });
      await insertAmendment(trx, {
        id: itemId,
        no,
        drafters,
        staffId: actor.staffId,
        at: clock.now(),
        content,
      });
      return { ok: true, value: { versionNo: no }, detail: { version: no, from: live.no } };
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
