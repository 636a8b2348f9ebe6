import type { Actor } from '../../contexts/organisation/contract.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Product } from '../compose.ts';
import { everyPermission } from '../demo-people.ts';

/**
 * Somebody with an account, as who orders a command on the machine itself. Whoever may run commands there needs no
 * password; the audit trail names the person, and the rules ask for that person's permission. Fault: `bad-input`.
 */
export async function actingAs({ organisation }: Product, username: string): Promise<Actor> {
  const staff = await organisation.staff.list(everyPermission());
  const person = staff.find(each => each.username === username);
  if (person === undefined || person.disabled)
    throw new AppError('bad-input', { detail: `没有可用的账号“${username}”。请核对用户名。` });
  const granted = new Map(organisation.roles().map(role => [role.id, role.grants]));
  const grants = Object.assign({}, ...person.roles.map(id => granted.get(id) ?? {})) as Actor['grants'];
  const { id: staffId, name, unitId, roles } = person;
  return { staffId, name, unitId, roles, grants, actsFor: [], requestId: 'command-line' };
}
