import { dayOf } from '../../../law/day.ts';
import type { Trx } from '../ports.ts';
import { coverageOf } from '../rules/coverage.ts';
import * as duties from '../store/duties.ts';
import * as proofs from '../store/proofs.ts';

export interface Recovered {
  readonly duty: duties.DutyRow;
  readonly metBefore: string | null;
  readonly metOn: string | null;
}

/** Counts a duty's proofs anew and stores what they cover. The duty is locked. */
export async function recover(trx: Trx, dutyId: string): Promise<Recovered> {
  const duty = await duties.dutyById(trx, dutyId, 'lock');
  if (duty === undefined) throw new Error(`Duty ${dutyId} is gone.`);
  const rows = await proofs.proofsOf(trx, dutyId);
  const coverage = coverageOf(
    duty.required,
    rows.map(row => ({
      elements: row.elements,
      provedOn: dayOf(row.proved_on),
      voidedOn: row.voided_on === null ? null : dayOf(row.voided_on),
    })),
  );
  await duties.setCoverage(trx, dutyId, coverage);
  return { duty, metBefore: duty.met_on, metOn: coverage.metOn };
}
