import type { Clock } from '../../../../platform/clock.ts';
import type { Database } from '../../../../platform/database/database.ts';
import type { SealedBox } from '../../../../platform/sealed-box.ts';
import type { OnlinePorts } from '../ports.ts';

/** What the public side works with; chance and the outside world are passed in. */
export interface OnlineParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly box: SealedBox;
  readonly ports: OnlinePorts;
  /** What counts as one place on the network: an IPv4 address, or the network of an IPv6 address. */
  placeOf(address: string): string;
  /** A whole number from 0 to `count` − 1, from a secure source. */
  pick(count: number): number;
  newId(): string;
}
