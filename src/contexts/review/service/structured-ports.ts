import type { Explanation } from '../../../law/explanation.ts';
import type { Result } from '../../../law/refusal.ts';
import type { Calendar } from '../../../law/working-days.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Queries } from '../../../platform/database/database.ts';
import type { Sheet } from '../../../platform/sheets.ts';
import type { ExplanationView } from '../../calendar/contract.ts';
import type { Actor, CommandName, Permission } from '../../organisation/contract.ts';
import type { EditionDraft, ItemStanding } from '../contract.ts';

/**
 * What every duty with structured data asks from outside: who may, what is recorded, and its way out as an item (ADR 19).
 * `main/structured-ports.ts` wires it; each duty's `ports.ts` says what it needs besides.
 */
export interface StructuredPorts {
  readonly database: Database;
  readonly clock: Clock;
  newId(): string;
  may(actor: Actor, command: CommandName, unitId?: string): Permission;
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

/** What a duty with clocks of its own asks besides. */
export interface ClockPorts {
  calendar(): Calendar;
  /** How a date came about, as screens draw it. */
  explained(explanation: Explanation): ExplanationView;
  /** Id → name of every unit. */
  unitNames(): Promise<ReadonlyMap<string, string>>;
}
