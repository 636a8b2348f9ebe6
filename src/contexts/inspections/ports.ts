import type { SealedBox } from '../../platform/sealed-box.ts';
import type { ClockPorts, StructuredPorts } from '../review/service/structured-ports.ts';
import type { InspectionsPack } from './contract/pack.ts';

export type { Result } from '../../law/refusal.ts';

/** What random inspection needs from outside; `main/inspection-ports.ts` wires it. */
export interface InspectionPorts extends StructuredPorts, ClockPorts {
  readonly pack: InspectionsPack;
  readonly box: SealedBox;
  /** 32 bytes that nobody can foresee, in hex. */
  newSeed(): string;
  /** Name of the organ that a unit inspects for. */
  organOf(unitId: string): string;
}
