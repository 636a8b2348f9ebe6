import type { Explanation } from '../../law/explanation.ts';
import type { Result } from '../../law/refusal.ts';
import type { Calendar } from '../../law/working-days.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { SealedBox } from '../../platform/sealed-box.ts';
import type { Sheet } from '../../platform/sheets.ts';
import type { ExplanationView } from '../calendar/contract.ts';
import type { Actor, CommandName, Permission } from '../organisation/contract.ts';
import type { EditionDraft, ItemStanding } from '../review/contract.ts';
import type { InspectionsPack } from './contract/pack.ts';

export type { Result } from '../../law/refusal.ts';

/** What random inspection needs from outside; `main/inspection-ports.ts` wires it. */

export interface InspectionPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly pack: InspectionsPack;
  readonly box: SealedBox;
  newId(): string;
  /** 32 bytes that nobody can foresee, in hex. */
  newSeed(): string;
  /** Name of the organ that a unit inspects for. */
  organOf(unitId: string): string;
  calendar(): Calendar;
  /** How a date came about, as screens draw it. */
  explained(explanation: Explanation): ExplanationView;
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
  csv(sheet: Sheet): string;
  xlsx(sheet: Sheet): Promise<Uint8Array>;
}
