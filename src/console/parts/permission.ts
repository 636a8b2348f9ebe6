import type { CommandName, Permission } from '../../contexts/organisation/contract.ts';

type Permissions = Readonly<Record<string, Permission>>;

/** What the server said of a command on a thing; the key is the command's name, or its last word. */
export function permissionOf(permissions: Permissions, command: CommandName): Permission | undefined {
  return permissions[command] ?? permissions[command.slice(command.indexOf('.') + 1)];
}

/** For commands that the server does not judge case by case. */
export const allowed: Permission = { allowed: true, reasons: [] };
