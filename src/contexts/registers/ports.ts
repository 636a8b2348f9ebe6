import type { EditionDraft, ItemStanding } from '../review/contract.ts';

export type { Result } from '../../law/refusal.ts';

import type { Result } from '../../law/refusal.ts';
import type { Calendar } from '../../law/working-days.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { Sheet } from '../../platform/sheets.ts';
import type { Actor, CommandName, Permission } from '../organisation/contract.ts';
import type { RegistersPack } from './contract.ts';
import type { Region } from './rules/import.ts';

/** What the registers need from outside; `main/register-ports.ts` wires it. */

export interface RegisterPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly pack: RegistersPack;
  /** The bureau. */
  readonly organName: string;
  /** Counties and management areas in the pack's order. */
  readonly regions: readonly Region[];
  /** Stands in each edition of a demonstration; empty in earnest. */
  readonly demoNote: string;
  calendar(): Calendar | Promise<Calendar>;
  newId(): string;
  may(actor: Actor, command: CommandName, unitId?: string): Permission;
  unitName(id: string): string;
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
  /** Tells a unit's people once for each cause, however often it is asked. */
  remindOnce(
    trx: Queries,
    reminder: {
      readonly caseId: string;
      readonly dueOn: string;
      readonly unitId: string;
      readonly title: string;
      readonly body: string;
      readonly link: string;
    },
  ): Promise<boolean>;
  itemStanding(actor: Actor, itemId: string): Promise<ItemStanding>;
  /** An unfinished item of this title in the column that was made but not kept, if there is one. */
  /** What stands on the public pages of this item is to be made anew. */
  pageChanged(trx: Queries, itemId: string): Promise<void>;
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
