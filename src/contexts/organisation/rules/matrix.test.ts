import { describe, expect, it } from 'vitest';
import { type Actor, commandNames, organisationPack } from '../contract.ts';
import { matrix } from './matrix.ts';
import { grantsOfRoles, may } from './permission.ts';

const { roles } = organisationPack.pick({ roles: true }).parse({
  roles: {
    drafter: { name: '经办', grants: { 'item.draft': 'own-unit' } },
    auditor: { name: '审计', grants: { 'audit.read': 'every-unit' } },
  },
});

describe('The authorisation matrix', () => {
  it('has a cell for every role and every command', () => {
    expect(matrix({ roles })).toHaveLength(2 * commandNames.length);
  });

  it('says in every cell what the rule decides', () => {
    for (const { role, command, own, other } of matrix({ roles })) {
      const grants = grantsOfRoles(roles, [role]);
      const actor: Actor = {
        staffId: 'a',
        name: '演示',
        unitId: 'u',
        roles: [role],
        grants,
        actsFor: [],
        requestId: 'r',
      };
      expect(may(actor, command, 'u').allowed).toBe(own);
      expect(may(actor, command, 'v').allowed).toBe(other);
    }
  });
});
