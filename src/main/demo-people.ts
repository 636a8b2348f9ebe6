import { type Actor, type CommandName, commandNames } from '../contexts/organisation/contract.ts';
import { AppError } from '../platform/app-error.ts';
import type { Product } from './compose.ts';

/** Who acts in the demonstration. */

/** The product's own hand, for what no person of the demo does. */
export function everyPermission(): Actor {
  const grants = Object.fromEntries(commandNames.map(name => [name, 'every-unit'])) as Actor['grants'];
  return {
    staffId: '00000000-0000-0000-0000-000000000000',
    name: '演示数据',
    unitId: '',
    roles: [],
    grants,
    actsFor: [],
    requestId: 'demo',
  };
}

/** Demo accounts as actors, by unit id for officers and by role id for posts. */
export async function accountsOf(product: Product): Promise<Map<string, Actor>> {
  const staff = await product.organisation.staff.list(everyPermission());
  const roles = new Map(product.organisation.roles().map(role => [role.id, role.grants]));
  return new Map(
    staff.map(person => {
      const grants = Object.assign({}, ...person.roles.map(id => roles.get(id) ?? {})) as Actor['grants'];
      const { id: staffId, name, unitId } = person;
      return [
        person.username,
        { staffId, name, unitId, roles: person.roles, grants, actsFor: [], requestId: 'demo' },
      ];
    }),
  );
}

/** Somebody of the demo who may: the unit's officer, else whoever may for every unit. */
export function whoMay(
  { accounts }: { readonly accounts: ReadonlyMap<string, Actor> },
  command: CommandName,
  unitId: string,
  except: ReadonlySet<string> = new Set(),
): Actor {
  const people = [...accounts.values()].filter(person => !except.has(person.staffId));
  const own = people.find(person => person.unitId === unitId && person.grants[command] !== undefined);
  const found = own ?? people.find(person => person.grants[command] === 'every-unit');
  if (found === undefined) {
    throw new AppError('pack-invalid', {
      detail: `演示数据需要一个有“${command}”权限的账号（单位 ${unitId}）。`,
    });
  }
  return found;
}
