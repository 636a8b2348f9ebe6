import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { HttpGet } from '../../platform/http-get.ts';
import type { Sheet } from '../../platform/sheets.ts';
import type { Actor, CommandName, Permission } from '../organisation/contract.ts';
import type { MatrixPack } from './contract.ts';
import type { SiteBase } from './crawl/addresses.ts';
import type { KeptEvidence, PostedItem, Trx, UnitMessage } from './ports.ts';
import type { SiteColumn } from './rules/site-faults.ts';

/** What the matrix of websites and accounts, and the check of our own, need of their surroundings; `main` wires it. */

export interface MatrixAudit {
  readonly at: Date;
  readonly actor: Actor | null;
  readonly command: string;
  readonly subjectKind: 'outlet' | 'site-check' | 'item';
  readonly subjectId: string;
  readonly outcome: 'done' | 'refused';
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface MatrixPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly pack: MatrixPack;
  /** Channels that are the portal itself. */
  readonly portalChannels: ReadonlySet<string>;
  readonly columns: readonly SiteColumn[];
  may(actor: Actor, command: CommandName, unitId?: string): Permission;
  recordAudit(trx: Queries, line: MatrixAudit): Promise<void>;
  remindOnce(
    trx: Trx,
    cause: { readonly caseId: string; readonly kind: string; readonly dueOn: string; readonly at: Date },
    message: UnitMessage,
  ): Promise<boolean>;
  unitNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  staffNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  hasFile(digest: string): Promise<boolean>;
  /** What was last released in these columns and below; in all, where none is named. */
  lastRelease(
    columns: readonly string[],
  ): Promise<{ readonly on: string; readonly title: string; readonly path: string } | null>;
  /** Addresses of withdrawn items, from `/`. */
  withdrawnPaths(): Promise<readonly string[]>;
  /** Where the portal is; null while it does not answer yet. */
  site(): SiteBase | null;
  /** The unit that is told of what the check of the website finds. */
  readonly siteUnit: string;
  /** Has the worker take up the waiting check. */
  wake(): Promise<void>;
  readonly get: HttpGet;
  csv(sheet: Sheet): string;
  xlsx(sheet: Sheet): Promise<Uint8Array>;
  /** The version in work or live, for somebody who may read it. */
  itemFor(actor: Actor, documentId: string): Promise<PostedItem>;
  /** Stores bytes that the product made itself; answers their digest. */
  keepMade(bytes: Uint8Array, mediaType: string, actor: Actor): Promise<string>;
  keepEvidence(trx: Trx, actor: Actor, evidence: KeptEvidence): Promise<string>;
}
