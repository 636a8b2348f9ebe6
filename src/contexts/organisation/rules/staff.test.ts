import { describe, expect, it } from 'vitest';
import { roleReasons } from './staff.ts';

const roles = {
  county: { name: '县区经办', grants: { 'item.draft': 'own-unit', 'duty.read': 'own-unit' } },
  approver: { name: '审批', grants: { 'item.sign-approval': 'every-unit', 'item.draft': 'every-unit' } },
} as const;
const codes = (wanted: string[], giver: Parameters<typeof roleReasons>[0]['giver']) =>
  roleReasons({ roles, wanted, giver }).map(each => each.code);

describe('GB/T 22239-2019 8.1.4.2: nobody makes an account wider than their own right to administer', () => {
  it('lets the administrator of every unit give every role of the pack', () => {
    expect(codes(['county', 'approver'], { grants: {}, reach: 'every-unit' })).toEqual([]);
  });

  it('refuses a role that the pack does not know', () => {
    expect(codes(['county', 'king'], { grants: {}, reach: 'every-unit' })).toEqual(['unknown-role']);
  });

  it('lets the administrator of one unit give what they have themselves', () => {
    expect(codes(['county'], { grants: roles.county.grants, reach: 'own-unit' })).toEqual([]);
  });

  it('refuses them a role that reaches further, naming the commands', () => {
    const [reason] = roleReasons({
      roles,
      wanted: ['approver'],
      giver: { grants: roles.county.grants, reach: 'own-unit' },
    });
    expect(reason?.code).toBe('role-beyond-own');
    expect(reason?.message).toContain('审批签署');
    expect(reason?.message).toContain('起草信息');
  });
});
