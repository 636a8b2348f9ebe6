export type { Result } from '../../law/refusal.ts';

import type { Transaction } from 'kysely';
import type { Day } from '../../law/day.ts';
import type { Result } from '../../law/refusal.ts';
import type { Calendar } from '../../law/working-days.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { Schema } from '../../platform/database/schema.ts';
import type { Actor, CommandName, Permission } from '../organisation/contract.ts';
import type { Carrier, Posting } from './carrier.ts';
import type { Channel } from './contract.ts';

/** What the channels need of their surroundings; `main` wires it. */

export type Trx = Transaction<Schema>;

export interface AuditLine {
  readonly at: Date;
  /** Null: the product itself (a carrier, a check). */
  readonly actor: Actor | null;
  readonly command: string;
  readonly subjectKind: 'channel-task' | 'channel-activity' | 'list-sheet';
  readonly subjectId: string;
  readonly outcome: 'done' | 'refused';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A message to the people of a unit who may do `command`. */
export interface UnitMessage {
  readonly unitId: string;
  readonly command: CommandName;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly link: string;
}

/** An item as its sheet and its postings need it. */
export interface PostedItem {
  readonly documentId: string;
  readonly versionNo: number;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  /** Names the organ. */
  readonly issuer: string;
  readonly documentNo: string;
  readonly author: string;
  readonly indexNo: string;
  /** Path of its page on the portal, from `/`. */
  readonly path: string;
  readonly ownerUnitId: string;
  /** Civil day of the release of this version; null: it is no version that is public now. */
  readonly releasedOn: string | null;
  readonly channels: readonly string[];
  /** Ids of the duties it meets. */
  readonly duties: readonly string[];
  readonly writtenOn: string | null;
  readonly attachments: readonly { readonly fileDigest: string; readonly name: string }[];
}

export interface KeptEvidence {
  readonly documentId: string;
  readonly unitId: string;
  readonly channel: string;
  readonly postedOn: string;
  readonly words: string;
  readonly address: string | null;
  readonly file: { readonly digest: string; readonly name: string };
}

/** A part of the portal, as anybody sees it. */
export interface SeenPage {
  readonly status: number;
  readonly text: string;
}

export interface ChannelPorts {
  readonly database: Database;
  readonly clock: Clock;
  newId(): string;
  calendar(): Calendar;
  readonly channels: readonly Channel[];
  /** Carriers with an interface of their own, by channel id. Without one the task is done by hand. */
  readonly carriers: ReadonlyMap<string, Carrier>;
  /** Carriers whose account is not set up: they only show how a posting would look. */
  readonly byHand: ReadonlyMap<string, Carrier>;
  readonly organName: string;
  recordAudit(trx: Queries, line: AuditLine): Promise<void>;
  /** The public page of the document shows something else from now on. */
  pageChanged(trx: Trx, documentId: string): Promise<void>;
  may(actor: Actor, command: CommandName, unitId?: string): Permission;
  tell(trx: Trx, message: UnitMessage): Promise<void>;
  /** True the first time the cause is named. */
  remindOnce(
    trx: Trx,
    cause: { readonly caseId: string; readonly kind: string; readonly dueOn: string; readonly at: Date },
    message: UnitMessage,
  ): Promise<boolean>;
  unitNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  staffNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The version in work or live, for somebody who may read it; throws `not-found` or `not-allowed` otherwise. */
  itemFor(actor: Actor, documentId: string): Promise<PostedItem>;
  /** A version that is or was public; null once the item is withdrawn. */
  publicVersion(documentId: string, versionNo: number): Promise<PostedItem | null>;
  /** The live version; null where there is none. */
  liveItem(documentId: string): Promise<PostedItem | null>;
  /** Words by which the leaves of these duties name carriers. */
  channelWordsOf(dutyIds: readonly string[]): Promise<readonly string[]>;
  /** Identity, telephone and account numbers of persons in a text, each told with its place and what to do. */
  personalNumbersIn(text: string): readonly string[];
  readFile(digest: string): Promise<Uint8Array>;
  mediaTypeOf(digest: string): Promise<string | null>;
  /** Stores bytes as a file of ours; answers their digest. */
  keepFile(bytes: Uint8Array, name: string, actor: Actor): Promise<string>;
  /** Adds evidence to an item in the transaction under way; the caller has decided that one may. Answers its id. */
  keepEvidence(trx: Trx, actor: Actor, evidence: KeptEvidence): Promise<string>;
  /** Drafts an item; it walks the review chain. */
  draftItem(
    actor: Actor,
    draft: {
      readonly kind: 'news' | 'interpretation';
      readonly columnId: string;
      readonly unitId: string;
      readonly title: string;
      readonly bodyHtml: string;
    },
  ): Promise<Result<{ id: string }>>;
  /** Absolute address of a page of the portal, from a path that starts with `/`. */
  publicAddress(path: string): string;
  /** Fetches a page of the portal as anybody would; null where the portal cannot be reached. */
  look(path: string): Promise<SeenPage | null>;
}

/** The civil day of the clock as the law's value. */
export function todayOf(clock: Clock): Day {
  return clock.today() as Day;
}

export type { Posting };
