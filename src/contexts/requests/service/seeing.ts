import { AppError } from '../../../platform/app-error.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { UnitsSeen } from '../store/lists.ts';

/** How far somebody sees: every unit, their own, or nothing (fault `not-allowed`). */
export function unitsSeenBy(actor: Actor): UnitsSeen {
  const reach = actor.grants['request.read'];
  if (reach === undefined) throw new AppError('not-allowed');
  return reach === 'every-unit' ? null : [actor.unitId];
}
