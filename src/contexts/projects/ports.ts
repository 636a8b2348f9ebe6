import type { ClockPorts, StructuredPorts } from '../review/service/structured-ports.ts';
import type { ProjectsPack } from './contract/pack.ts';

export type { Result } from '../../law/refusal.ts';

/** What projects need from outside; `main/project-ports.ts` wires it. */
export interface ProjectPorts extends StructuredPorts, ClockPorts {
  readonly pack: ProjectsPack;
  /** The organ that a unit acts for: its name and social credit code (empty where the pack has none). */
  organOf(unitId: string): { readonly name: string; readonly code: string };
}
