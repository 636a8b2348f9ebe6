import type { Calendar } from '../../law/working-days.ts';
import type { Queries } from '../../platform/database/database.ts';
import type { StructuredPorts } from '../review/service/structured-ports.ts';
import type { RegistersPack } from './contract.ts';
import type { Region } from './rules/import.ts';

export type { Result } from '../../law/refusal.ts';

/** What the registers need from outside; `main/register-ports.ts` wires it. */
export interface RegisterPorts extends StructuredPorts {
  readonly pack: RegistersPack;
  /** The bureau. */
  readonly organName: string;
  /** Counties and management areas in the pack's order. */
  readonly regions: readonly Region[];
  /** Stands in each edition of a demonstration; empty in earnest. */
  readonly demoNote: string;
  calendar(): Calendar | Promise<Calendar>;
  unitName(id: string): string;
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
  /** What stands on the public pages of this item is to be made anew. */
  pageChanged(trx: Queries, itemId: string): Promise<void>;
}
