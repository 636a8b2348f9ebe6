import type { ClockPorts, StructuredPorts } from '../review/service/structured-ports.ts';
import type { EnforcementPack } from './contract/pack.ts';

export type { Result } from '../../law/refusal.ts';

/** A bureau or county bureau that decides in its own name. */
export interface Organ {
  /** Its unit. */
  readonly id: string;
  readonly name: string;
  /** Social credit code; empty where the pack has none. */
  readonly code: string;
}

/** What enforcement needs from outside; `main/enforcement-ports.ts` wires it. */
export interface EnforcementPorts extends StructuredPorts, ClockPorts {
  readonly pack: EnforcementPack;
  /** The organ that a unit decides for. */
  organOf(unitId: string): Organ;
  /** The bureau first, then its counties. */
  organs(): readonly Organ[];
}
