import type { EditionDraft } from '../review/contract.ts';

export type { Result } from '../../law/refusal.ts';

import type { Result } from '../../law/refusal.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { Actor, CommandName, Permission } from '../organisation/contract.ts';
import type { DatasetsPack } from './contract/pack.ts';
import type { Region } from './rules/table.ts';

/** What the data sets need from outside; `main/dataset-ports.ts` wires it. */

export interface DatasetDraft extends Omit<EditionDraft, 'keywords'> {
  readonly source: string;
  readonly statisticalDefinition: string;
}

export interface DutyOption {
  readonly id: string;
  readonly leafId: string;
  readonly period: string;
  readonly words: string;
}

export interface DatasetPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly pack: DatasetsPack;
  /** Counties and management areas in the pack's order. */
  readonly regions: readonly Region[];
  /** Stands among the notes of each edition of a demonstration; null in earnest. */
  readonly demoNote: string | null;
  newId(): string;
  may(actor: Actor, command: CommandName, unitId?: string): Permission;
  unitName(id: string): string;
  /** Whether words are a person's name. */
  isName(text: string): boolean;
  recordAudit(
    trx: Queries,
    entry: {
      readonly at: Date;
      readonly actor: Actor;
      readonly command: string;
      readonly subjectKind: string;
      readonly subjectId: string;
      readonly outcome: 'done' | 'refused';
      readonly detail: Readonly<Record<string, unknown>>;
    },
  ): Promise<void>;
  /** Tells a unit's people; kind and link as in the console. */
  tellUnit(
    trx: Queries,
    message: {
      readonly unitId: string;
      readonly title: string;
      readonly body: string;
      readonly link: string;
    },
  ): Promise<void>;
  /** Duties of the leaf that the unit has. */
  dutiesOf(actor: Actor, leaf: string, unitId: string): Promise<readonly DutyOption[]>;
  propose(
    actor: Actor,
    draft: DatasetDraft,
  ): Promise<Result<{ readonly itemId: string; readonly path: string; readonly digests: readonly string[] }>>;
  /** The draft of this title in the column that is still worked on; null where there is none. */
  openItemTitled(actor: Actor, columnId: string, title: string): Promise<string | null>;
  /** Whether the item still has the live or open life that a further version can be put on. */
  itemIsOpen(actor: Actor, itemId: string): Promise<boolean>;
}
