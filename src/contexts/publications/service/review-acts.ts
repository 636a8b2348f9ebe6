import type { Actor, VersionState } from '../contract.ts';
import type { PublicationPorts, Trx } from '../ports.ts';
import type { ItemFacts } from '../rules/decisions.ts';
import { nextState } from '../rules/item-states.ts';
import type { DecidedAct } from '../rules/review.ts';
import { nextSerial, signVersion } from '../store/changes.ts';
import type { StoredItem } from '../store/rows.ts';
import type { Outcome } from './perform.ts';

/** What an act on a review step does to one item, in the transaction under way; alone or with its package. */

export interface ReviewedTo {
  readonly state: VersionState;
  readonly filingNo: string | null;
}

/** `{yyyy}-{seq:4}` → 2019-0012. */
function filingNumber(pattern: string, year: string, serial: number): string {
  return pattern
    .replaceAll('{yyyy}', year)
    .replace(/\{seq(?::(\d))?\}/g, (_, width: string | undefined) =>
      `${serial}`.padStart(Number(width ?? 1), '0'),
    );
}

export interface Acted {
  readonly decision: 'signed' | 'returned' | 'skipped';
  readonly reasons: readonly string[];
  readonly note: string;
}

export function reviewActs(ports: PublicationPorts) {
  const { clock } = ports;

  async function filingNo(
    trx: Trx,
    { step }: DecidedAct,
    decision: Acted['decision'],
  ): Promise<string | null> {
    if (!step.givesFilingNo || decision !== 'signed') return null;
    const year = clock.today().slice(0, 4);
    return filingNumber(ports.pack.review.filingNoPattern, year, await nextSerial(trx, `filing/${year}`));
  }

  /** Writes an act that the rules allowed, and moves the version as the table says. */
  async function record(
    trx: Trx,
    actor: Actor,
    item: StoredItem,
    facts: ItemFacts,
    decided: DecidedAct,
    acted: Acted,
  ): Promise<Outcome<ReviewedTo>> {
    const { current, document } = item;
    const { step, capacity, completes } = decided;
    const command = ({ signed: 'sign', returned: 'return', skipped: 'skip' } as const)[acted.decision];
    const plain = command === 'return' ? 'returned' : completes ? 'approved' : 'in-review';
    const next = nextState(current.state, command, plain);
    if (!next.ok) return next;
    const { digest } = facts.last.review;
    const number = await filingNo(trx, decided, acted.decision);
    const signature = {
      round: current.round,
      step: step.id,
      digest,
      staffId: actor.staffId,
      staffName: actor.name,
      unitId: actor.unitId,
      onBehalfOf: capacity.isDelegated ? capacity.staffId : null,
      filingNo: number,
      ...acted,
    };
    const target = { id: document.id, no: current.no, at: clock.now() };
    await signVersion(trx, target, signature, next.state);
    const detail = {
      version: current.no,
      step: step.id,
      digest,
      ...(acted.reasons.length > 0 ? { reasons: acted.reasons } : {}),
      ...(capacity.isDelegated ? { onBehalfOf: capacity.staffId } : {}),
      ...(number === null ? {} : { filingNo: number }),
    };
    return { ok: true, value: { state: next.state, filingNo: number }, detail };
  }

  return { record };
}
