import type { Files, UploadStream } from '../contexts/files/service.ts';
import {
  type Actor,
  draftBody,
  type ItemKind,
  type ItemMetadata,
  type ItemRow,
} from '../contexts/publications/contract.ts';
import type { Publications } from '../contexts/publications/service.ts';
import type { Reason } from '../law/refusal.ts';
import { AppError } from '../platform/app-error.ts';

/**
 * How structured data goes out (ADR 19): as an item like any other. The edition is rendered into the text, and its data
 * files hang on it as attachments, so their digests are under the signatures; gate, review, release, channels, public log,
 * search and withdrawal are those of every item. The context that owns the data hears of release and withdrawal by the
 * reactions and reads what is public from the released files, never from its working rows.
 */

/** A data file of an edition: its bytes are what the signatures and the public log vouch for. */
export interface DataFile {
  /** With its ending: `data.json`, `低保情况.csv`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface StructuredDraft {
  /** The item of this thing, if it has one; null makes one. */
  readonly itemId: string | null;
  readonly ownerUnitId: string;
  readonly kind: ItemKind;
  readonly columnId: string;
  readonly title: string;
  readonly summary: string;
  /** Accessible HTML: headings, tables with headers; sanitised again by the publications. */
  readonly bodyHtml: string;
  readonly metadata: Partial<ItemMetadata>;
  readonly files: readonly DataFile[];
  readonly meets: readonly { readonly dutyId: string; readonly elements: readonly number[] }[];
}

export interface Proposed {
  readonly itemId: string;
  readonly path: string;
  /** SHA-256 of each data file, in order. */
  readonly digests: readonly string[];
}

export type ProposeResult =
  | { readonly ok: true; readonly value: Proposed }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/** The port by which a context with structured data has it drafted. */
export type ProposeItem = (actor: Actor, draft: StructuredDraft) => Promise<ProposeResult>;

async function* once(bytes: Uint8Array): UploadStream {
  yield bytes;
}

/** States in which a version can be written to. */
const open: ReadonlySet<string> = new Set(['draft', 'returned']);

/** Makes the item of an edition, or writes the edition into the version in work; opens one on what is live. */
export function structuredPublishing(publications: Publications, files: Files): ProposeItem {
  return async (actor, draft) => {
    // Each waits for the disk: together they wait once.
    const attachments = await Promise.all(
      draft.files.map(async ({ name, bytes }) => {
        const { digest, name: kept } = await files.takeUpload(once(bytes), name, actor);
        return { fileDigest: digest, name: kept };
      }),
    );
    const { kind, columnId, ownerUnitId, title, summary, bodyHtml, metadata } = draft;
    const meets = draft.meets.map(({ dutyId, elements }) => ({ dutyId, elements: [...elements] }));
    const digests = attachments.map(each => each.fileDigest);
    if (draft.itemId === null) {
      const fields = { kind, columnId, ownerUnitId, title, summary, bodyHtml, metadata, attachments, meets };
      const made = await publications.createDraft(actor, draftBody.parse(fields));
      return made.ok ? { ok: true, value: { itemId: made.value.id, path: made.value.path, digests } } : made;
    }
    const { itemId } = draft;
    const before = await publications.getItem(actor, itemId);
    if (!open.has(before.state)) {
      const begun = await publications.amend(actor, itemId);
      if (!begun.ok) return begun;
    }
    const { revision, path } = await publications.getItem(actor, itemId);
    const change = { title, summary, bodyHtml, metadata, attachments, meets, revision };
    const saved = await publications.changeDraft(actor, itemId, change);
    return saved.ok ? { ok: true, value: { itemId, path, digests } } : saved;
  };
}

/** Where an item stands: still to be worked on, among the reviewers, public, or at its end. */
export const itemStandings: Readonly<Record<ItemRow['state'], 'open' | 'under-review' | 'live' | 'ended'>> = {
  draft: 'open',
  returned: 'open',
  'in-review': 'under-review',
  approved: 'under-review',
  scheduled: 'under-review',
  released: 'live',
  superseded: 'live',
  withdrawn: 'ended',
  discarded: 'ended',
};

/** The item of this title in a column that is still worked on; null where there is none. */
export function openItemTitled({ listItems }: Pick<Publications, 'listItems'>) {
  return async (actor: Actor, columnId: string, title: string): Promise<string | null> => {
    const { items } = await listItems(actor, { q: title, page: 1, size: 20 });
    const open = items.find(
      item => item.columnId === columnId && item.title === title && itemStandings[item.state] === 'open',
    );
    return open?.id ?? null;
  };
}

/** Bytes of a stored file; null where it is gone. */
export async function storedBytes(files: Files, digest: string): Promise<Uint8Array | null> {
  try {
    const file = await files.open(digest);
    const chunks: Uint8Array[] = [];
    for await (const chunk of await file.open()) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}
