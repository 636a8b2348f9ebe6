import { AppError } from '../../../platform/app-error.ts';
import type { Actor } from '../contract.ts';

/** How far somebody sees: everything, one unit, or nothing. */
function sight(actor: Actor): 'every' | 'own' | 'none' {
  const reaches = [actor.grants['item.read'], ...actor.actsFor.map(each => each.grants['item.read'])];
  if (reaches.includes('every-unit')) return 'every';
  return actor.grants['item.read'] === 'own-unit' ? 'own' : 'none';
}

/** The only unit whose items somebody may list; null: every unit's. Fault: `not-allowed`. */
export function unitSeen(actor: Actor): string | null {
  const seen = sight(actor);
  if (seen === 'none') throw new AppError('not-allowed');
  return seen === 'every' ? null : actor.unitId;
}
