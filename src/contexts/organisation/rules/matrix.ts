import { type CommandName, commandNames, type OrganisationPack } from '../contract.ts';

/** One cell of the authorisation matrix: what a role may do with things of its own unit and of another. */
export interface MatrixCell {
  readonly role: string;
  readonly command: CommandName;
  readonly own: boolean;
  readonly other: boolean;
}

/** Role × command × own/other unit, every cell, in the order of the pack's roles and of the list of commands. */
export function matrix(pack: Pick<OrganisationPack, 'roles'>): MatrixCell[] {
  return Object.entries(pack.roles).flatMap(([role, { grants }]) =>
    commandNames.map(command => ({
      role,
      command,
      own: grants[command] !== undefined,
      other: grants[command] === 'every-unit',
    })),
  );
}
