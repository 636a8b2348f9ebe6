import { type DecisionKind, decisionKinds } from '../../../contexts/enforcement/contract.ts';
import type {
  PublicCount,
  PublicMatters,
  PublicRow,
  TakenDown,
} from '../../../contexts/enforcement/service.ts';

/** What the portal asks of enforcement: decisions as they were released and are public now. */

export interface DecisionFilter {
  readonly kind?: DecisionKind | undefined;
  readonly year?: number | undefined;
  readonly unit?: string | undefined;
  readonly q?: string | undefined;
}

export interface EnforcementReads {
  list(
    query: DecisionFilter & { readonly page: number; readonly size: number },
  ): Promise<{ readonly rows: readonly PublicRow[]; readonly count: number }>;
  /** The decision as its released file says it, or null where it is not public. */
  decision(id: string): Promise<PublicRow | null>;
  /** The decision that this item carries. */
  ofItem(documentId: string): Promise<PublicRow | null>;
  counts(): Promise<readonly PublicCount[]>;
  units(): Promise<readonly string[]>;
  /** The list of matters; null where none is public. */
  matters(): Promise<PublicMatters | null>;
  /** What was taken down, the last first. */
  takenDown(): Promise<readonly TakenDown[]>;
  /** Columns in which decisions are released: their pages change with these. */
  readonly columnIds: readonly string[];
}

/** What an address asks for; an empty choice is no choice, what cannot be read is left out. */
export function decisionFilterOf(query: unknown): DecisionFilter & { readonly page: number } {
  const given = (query ?? {}) as Readonly<Record<string, unknown>>;
  const text = (key: string) => {
    const value = given[key];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 100) : undefined;
  };
  const whole = (key: string, pattern: RegExp) => {
    const value = text(key);
    return value !== undefined && pattern.test(value) ? Number(value) : undefined;
  };
  return {
    kind: decisionKinds.find(kind => kind === text('kind')),
    year: whole('year', /^\d{4}$/),
    unit: text('unit'),
    q: text('q'),
    page: whole('page', /^[1-9]\d{0,4}$/) ?? 1,
  };
}
