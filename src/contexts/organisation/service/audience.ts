import type { Queries } from '../../../platform/database/database.ts';
import type { CommandName } from '../contract.ts';
import { grantsOfRoles, isDelegable } from '../rules/permission.ts';
import { delegatesOn } from '../store/delegations.ts';
import { staffNamesOf, unitNamesOf } from '../store/names.ts';
import { listStaff, type StaffListRow } from '../store/staff.ts';
import type { OrganisationParts } from './parts.ts';

/** Whom a thing concerns: who may carry out a command, and names for ids. */
export function makeAudience(parts: OrganisationParts) {
  const { db, clock, pack } = parts;

  const active = async (queries: Queries): Promise<StaffListRow[]> =>
    (await listStaff(queries)).filter(row => row.disabled_at === null && (parts.demo || !row.is_demo));

  const withDelegates = async (queries: Queries, command: CommandName, ids: string[]): Promise<string[]> => {
    if (ids.length === 0 || !isDelegable(command)) return ids;
    return [...new Set([...ids, ...(await delegatesOn(queries, ids, clock.today()))])];
  };

  const mayFor = (row: StaffListRow, command: CommandName, ownerUnitId: string | undefined): boolean => {
    const reach = grantsOfRoles(pack.roles, row.roles)[command];
    if (reach === 'every-unit') return true;
    return reach === 'own-unit' && (ownerUnitId === undefined || row.unit_id === ownerUnitId);
  };

  return {
    /** Active accounts that may carry out a command on things of a unit, and who stands in for them today. */
    async staffWhoMay(
      command: CommandName,
      ownerUnitId?: string,
      queries: Queries = db.kysely,
    ): Promise<string[]> {
      const rows = (await active(queries)).filter(row => mayFor(row, command, ownerUnitId));
      return withDelegates(
        queries,
        command,
        rows.map(row => row.id),
      );
    },
    /** The same, of the unit's own people. */
    async staffOfUnitWhoMay(
      command: CommandName,
      unitId: string,
      queries: Queries = db.kysely,
    ): Promise<string[]> {
      const rows = (await active(queries)).filter(
        row => row.unit_id === unitId && mayFor(row, command, unitId),
      );
      return withDelegates(
        queries,
        command,
        rows.map(row => row.id),
      );
    },
    /** Names by id; ids that are unknown are absent. */
    staffNames: (ids: readonly string[], queries: Queries = db.kysely) => staffNamesOf(queries, ids),
    unitNames: (ids: readonly string[], queries: Queries = db.kysely) => unitNamesOf(queries, ids),
  };
}
