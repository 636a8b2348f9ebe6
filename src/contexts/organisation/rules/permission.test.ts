import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, type CommandName, commandNames, commandWords, type Reach } from '../contract.ts';
import { grantsOfRoles, holderOf, isDelegable, may, wantsSecondFactor } from './permission.ts';

function actor(grants: Actor['grants'], actsFor: Actor['actsFor'] = []): Actor {
  return { staffId: 'a', name: '演示·甲', unitId: 'finance', roles: [], grants, actsFor, requestId: 'r' };
}

describe('GB/T 22239-2019 8.1.4.2: who may do what', () => {
  it('denies whatever is not granted, and says which right is missing', () => {
    for (const command of commandNames) {
      const answer = may(actor({}), command, 'finance');
      expect(answer.allowed).toBe(false);
      expect(answer.reasons.map(each => each.code)).toEqual(['no-grant']);
      expect(answer.reasons[0]?.message).toContain(commandWords[command]);
    }
  });

  it.each([
    ['own-unit', 'finance', true],
    ['own-unit', undefined, true],
    ['own-unit', 'welfare', false],
    ['every-unit', 'finance', true],
    ['every-unit', undefined, true],
    ['every-unit', 'welfare', true],
  ] as const)('with reach %s a thing of %s is allowed: %s', (reach, owner, allowed) => {
    expect(may(actor({ 'item.draft': reach }), 'item.draft', owner).allowed).toBe(allowed);
  });

  it('tells a person who has the right, but not for this unit, to ask that unit', () => {
    const answer = may(actor({ 'item.draft': 'own-unit' }), 'item.draft', 'welfare');
    expect(answer.reasons.map(each => each.code)).toEqual(['other-unit']);
  });

  it('has words for every command', () => {
    expect(Object.keys(commandWords).sort()).toEqual([...commandNames].sort());
    expect(new Set(Object.values(commandWords)).size).toBe(commandNames.length);
  });
});

describe('Delegation during leave', () => {
  const absent = { staffId: 'b', name: '演示·乙', unitId: 'office' };

  it('lets the delegate sign on behalf of the absent person, and says on whose', () => {
    const delegate = actor({}, [{ ...absent, grants: { 'item.sign-secrecy': 'every-unit' } }]);
    expect(holderOf(delegate, 'item.sign-secrecy', 'finance')).toEqual({ ...absent, onBehalf: true });
    expect(may(delegate, 'item.sign-secrecy', 'finance').allowed).toBe(true);
  });

  it('uses the own right first', () => {
    const delegate = actor({ 'item.sign-secrecy': 'every-unit' }, [
      { ...absent, grants: { 'item.sign-secrecy': 'every-unit' } },
    ]);
    expect(holderOf(delegate, 'item.sign-secrecy', 'x')?.onBehalf).toBe(false);
  });

  it('keeps the reach of the absent person: own unit means theirs', () => {
    const delegate = actor({}, [{ ...absent, grants: { 'item.return': 'own-unit' } }]);
    expect(may(delegate, 'item.return', 'office').allowed).toBe(true);
    expect(may(delegate, 'item.return', 'finance').reasons[0]?.code).toBe('other-unit');
  });

  it('hands over review and nothing else', () => {
    const everything = Object.fromEntries(commandNames.map(each => [each, 'every-unit'])) as Actor['grants'];
    const delegate = actor({}, [{ ...absent, grants: everything }]);
    const allowed = commandNames.filter(each => may(delegate, each).allowed);
    expect(allowed).toEqual(commandNames.filter(isDelegable));
    expect(allowed).toEqual([
      'item.sign-statistics',
      'item.sign-legality',
      'item.sign-secrecy',
      'item.sign-approval',
      'item.sign-filing',
      'item.return',
      'request.sign-legality',
      'request.sign-secrecy',
      'request.sign-approval',
      'request.return-reply',
    ]);
  });
});

describe('Roles together', () => {
  const roles = {
    narrow: { secondFactor: false, grants: { 'item.read': 'own-unit' } },
    wide: { secondFactor: true, grants: { 'item.read': 'every-unit', 'item.draft': 'own-unit' } },
  } as const;

  it('give for each command the wider reach, in whatever order', () => {
    const expected = { 'item.read': 'every-unit', 'item.draft': 'own-unit' };
    expect(grantsOfRoles(roles, ['narrow', 'wide'])).toEqual(expected);
    expect(grantsOfRoles(roles, ['wide', 'narrow'])).toEqual(expected);
  });

  it('give nothing for a role the pack does not know, nor for the names of object methods', () => {
    expect(grantsOfRoles(roles, ['gone', 'constructor', '__proto__'])).toEqual({});
    expect(wantsSecondFactor(roles, ['constructor'])).toBe(false);
  });

  it('want a second factor if one of them does', () => {
    expect(wantsSecondFactor(roles, ['narrow'])).toBe(false);
    expect(wantsSecondFactor(roles, ['narrow', 'wide'])).toBe(true);
  });

  it('never take a right away when a role is added', () => {
    const grantsArbitrary = fc.dictionary(
      fc.constantFrom<CommandName>('item.read', 'item.draft', 'plan.edit'),
      fc.constantFrom<Reach>('own-unit', 'every-unit'),
    );
    fc.assert(
      fc.property(grantsArbitrary, grantsArbitrary, (a, b) => {
        const both = grantsOfRoles({ a: { grants: a }, b: { grants: b } }, ['a', 'b']);
        for (const command of Object.keys(a) as CommandName[])
          for (const owner of ['finance', 'welfare'])
            if (may(actor(a), command, owner).allowed)
              expect(may(actor(both), command, owner).allowed).toBe(true);
      }),
    );
  });
});
