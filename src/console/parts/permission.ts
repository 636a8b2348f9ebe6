import type { CommandName, Permission } from '../../contexts/organisation/contract.ts';

type Permissions = Readonly<Record<string, Permission>>;

/** What the server said of a command on a thing; nothing if the command does not belong to it. */
export function permissionOf(permissions: Permissions, command: CommandName): Permission | undefined {
  return permissions[command];
}

/** For commands that the server does not judge case by case. */
export const allowed: Permission = { allowed: true, reasons: [] };
