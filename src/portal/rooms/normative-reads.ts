import type {
  NormativeQuery,
  NormativeRow,
  NormativeStanding,
} from '../../contexts/publications/contract.ts';
import type { PublicItem } from '../view.ts';

/** What the portal asks of the register of normative documents. */
export interface NormativeReads {
  /** Every live normative document, the last made first. */
  consolidated(): Promise<readonly NormativeRow[]>;
  matches(row: NormativeRow, query: NormativeQuery): boolean;
  standing(item: PublicItem): Promise<NormativeStanding>;
  /** Of these documents those that no longer stand as they were. */
  marks(ids: readonly string[]): Promise<ReadonlyMap<string, 'amended' | 'repealed' | 'expired'>>;
  xlsx(sheet: RegisterSheet): Promise<Buffer>;
  csv(sheet: RegisterSheet): string;
}

export interface RegisterSheet {
  readonly name: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}
