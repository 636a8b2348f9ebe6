import type { PackageHead, PublicProject } from '../../../contexts/projects/service.ts';

/** What the portal asks of projects: stages as they were released and are public now. */

export interface ProjectReads {
  /** The latest to change first. */
  all(): Promise<readonly PublicProject[]>;
  one(id: string): Promise<PublicProject | null>;
  /** An OCDS release package of all or of one; null where that one has none. */
  contracting(
    head: PackageHead,
    addressOf: (path: string) => string,
    id: string | null,
  ): Promise<object | null>;
  xlsx(sheet: {
    readonly name: string;
    readonly heads: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  }): Promise<Uint8Array>;
  readonly kinds: readonly { readonly id: string; readonly name: string }[];
  readonly columnIds: readonly string[];
}

export interface ProjectFilter {
  readonly kind?: string | undefined;
  readonly unit?: string | undefined;
  readonly state?: 'late' | 'running' | 'done' | undefined;
  readonly q?: string | undefined;
}

/** What an address asks for; an empty choice is no choice, what cannot be read is left out. */
export function projectFilterOf(query: unknown): ProjectFilter {
  const given = (query ?? {}) as Readonly<Record<string, unknown>>;
  const text = (key: string) => {
    const value = given[key];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 100) : undefined;
  };
  const state = text('state');
  return {
    ...{ kind: text('kind'), unit: text('unit'), q: text('q') },
    state: state === 'late' || state === 'running' || state === 'done' ? state : undefined,
  };
}

/** Late before running before done: how the whole project stands. */
export function standingOf({ life }: PublicProject): 'late' | 'running' | 'done' {
  if (life.some(step => step.state === 'late')) return 'late';
  return life.every(step => step.state === 'done') ? 'done' : 'running';
}
export const standingWords = { late: '有阶段逾期', running: '进行中', done: '各阶段已公开' } as const;

/** Paid so far as the public stages say it; null where none does. */
export function paidYuan({ stages }: PublicProject): number | null {
  const paid = stages.flatMap(({ released }) =>
    released.stage.fields.flatMap(({ id, yuan }) => (id === 'paid' && yuan !== null ? [yuan] : [])),
  );
  return paid.length === 0 ? null : Math.max(...paid);
}

export function matches(project: PublicProject, { kind, unit, state, q }: ProjectFilter): boolean {
  const { about } = project;
  return (
    (kind === undefined || about.kind === kind) &&
    (unit === undefined || about.unitName === unit) &&
    (state === undefined || standingOf(project) === state) &&
    (q === undefined || `${about.title} ${about.code} ${about.description}`.includes(q))
  );
}
