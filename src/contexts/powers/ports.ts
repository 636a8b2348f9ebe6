import type { ClockPorts, StructuredPorts } from '../review/service/structured-ports.ts';
import type { PowersPack } from './contract/pack.ts';

export type { Result } from '../../law/refusal.ts';

/** What the power lists need from outside; `main/power-ports.ts` wires it. */
export interface PowerPorts extends StructuredPorts, Pick<ClockPorts, 'unitNames'> {
  readonly pack: PowersPack;
  /** The bureau. */
  readonly organName: string;
}
