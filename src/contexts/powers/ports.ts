import type { EditionDraft, ItemStanding } from '../review/contract.ts';

export type { Result } from '../../law/refusal.ts';

import type { Result } from '../../law/refusal.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { Sheet } from '../../platform/sheets.ts';
import type { Actor, CommandName, Permission } from '../organisation/contract.ts';
import type { PowersPack } from './contract/pack.ts';

/** What the power lists need from outside; `main/power-ports.ts` wires it. */

export interface PowerPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly pack: PowersPack;
  /** The bureau. */
  readonly organName: string;
  newId(): string;
  may(actor: Actor, command: CommandName, unitId?: string): Permission;
  /** Id → name of every unit. */
  unitNames(): Promise<ReadonlyMap<string, string>>;
  recordAudit(
    trx: Queries,
    entry: {
      readonly at: Date;
      readonly actor: Actor;
      readonly command: CommandName;
      readonly subjectKind: string;
      readonly subjectId: string;
      readonly outcome: 'done' | 'refused';
      readonly detail: Readonly<Record<string, unknown>>;
    },
  ): Promise<void>;
  itemStanding(actor: Actor, itemId: string): Promise<ItemStanding>;
  /** An unfinished item of this title in the column that was made but not kept, if there is one. */
  openItemTitled(actor: Actor, columnId: string, title: string): Promise<string | null>;
  propose(
    actor: Actor,
    draft: EditionDraft,
  ): Promise<Result<{ readonly itemId: string; readonly path: string; readonly digests: readonly string[] }>>;
  /** Bytes of a stored file; null where it is gone. */
  readFile(digest: string): Promise<Uint8Array | null>;
  csv(sheet: Sheet): string;
  xlsx(sheet: Sheet): Promise<Uint8Array>;
}
