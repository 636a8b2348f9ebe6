import { type CommandName, commandWords, type Reach, type Reason } from '../contract.ts';
import { type Grants, grantsOfRoles } from './permission.ts';

type Roles = Readonly<Record<string, { readonly name: string; readonly grants: Grants }>>;

/** Is reach `a` wider than `b` (absent: none)? */
function wider(a: Reach, b: Reach | undefined): boolean {
  return b === undefined || (a === 'every-unit' && b === 'own-unit');
}

export interface RoleAssignment {
  readonly roles: Roles;
  /** Roles the account is to have. */
  readonly wanted: readonly string[];
  /** What the person who assigns may do, and how far their right to administer staff reaches. */
  readonly giver: { readonly grants: Grants; readonly reach: Reach };
}

/**
 * Everything against giving these roles: roles the pack does not know; and, for somebody who administers only their
 * own unit, roles that reach further than they do (a county may not make itself a reviewer of the bureau).
 */
export function roleReasons({ roles, wanted, giver }: RoleAssignment): Reason[] {
  const unknown = wanted.filter(id => !Object.hasOwn(roles, id));
  const reasons = unknown.map(id => ({
    code: 'unknown-role',
    message: `机构包中没有编号为“${id}”的角色，请从列表中选择。`,
    basis: [],
  }));
  if (giver.reach === 'every-unit') return reasons;
  const given = grantsOfRoles(roles, wanted);
  const beyond = (Object.entries(given) as [CommandName, Reach][]).filter(([command, reach]) =>
    wider(reach, giver.grants[command]),
  );
  if (beyond.length === 0) return reasons;
  const words = beyond.map(([command]) => commandWords[command]).join('、');
  return [
    ...reasons,
    {
      code: 'role-beyond-own',
      message: `您只能授予不超过本人权限的角色，所选角色超出的权限有：${words}。请由系统管理员办理。`,
      basis: [{ instrument: 'GB/T 22239-2019', note: '8.1.4.2 访问控制' }],
    },
  ];
}
