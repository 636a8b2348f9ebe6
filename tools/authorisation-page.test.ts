import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Actor, type CommandName, commandNames } from '../src/contexts/organisation/contract.ts';
import { checkOrganisation } from '../src/contexts/organisation/rules/pack-check.ts';
import { grantsOfRoles, may } from '../src/contexts/organisation/rules/permission.ts';
import { resolveUnits } from '../src/contexts/organisation/rules/unit-names.ts';
import { demoAccountsOf } from '../src/contexts/organisation/service/demo-accounts.ts';
import { authorisationPage, renderAuthorisationPage, shippedOrganisation } from './authorisation-page.ts';

const pack = shippedOrganisation();

describe('docs/authorisation.md', () => {
  it('is what the pack says now; else run: node tools/authorisation-page.ts', () => {
    expect(readFileSync(authorisationPage, 'utf8')).toBe(renderAuthorisationPage(pack));
  });

  it('says in every cell what the rule decides', () => {
    const page = readFileSync(authorisationPage, 'utf8').split('## Commands')[1] ?? '';
    const [head = '', , ...rows] = page.trim().split('\n');
    const cells = (line: string) =>
      line
        .split('|')
        .slice(1, -1)
        .map(each => each.trim());
    const roles = cells(head)
      .slice(2)
      .map(each => each.replaceAll('`', ''));
    expect(rows).toHaveLength(commandNames.length);
    for (const row of rows) {
      const [name = '', , ...marks] = cells(row);
      const command = name.replace(/[`† ]/g, '') as CommandName;
      roles.forEach((role, i) => {
        const grants = grantsOfRoles(pack.roles, [role]);
        const actor: Actor = {
          staffId: '',
          name: '',
          unitId: 'u',
          roles: [role],
          grants,
          actsFor: [],
          requestId: '',
        };
        const answers = ['u', 'v'].map(unit => may(actor, command, unit).allowed);
        expect([command, role, answers]).toEqual([command, role, [marks[i] !== '–', marks[i] === 'every']]);
      });
    }
  });
});

describe('The organisation that is shipped', () => {
  it('has nothing wrong with it', () => {
    expect(checkOrganisation(pack)).toEqual([]);
  });

  it('grants every command to somebody', () => {
    const granted = new Set(Object.values(pack.roles).flatMap(role => Object.keys(role.grants)));
    expect(commandNames.filter(command => !granted.has(command))).toEqual([]);
  });

  it('keeps administration, audit and review in different roles (GB/T 22239-2019 8.1.4.2)', () => {
    const kindsOf = (grants: object) => {
      const names = Object.keys(grants);
      return [
        names.some(each => each.startsWith('staff.') && each !== 'staff.read'),
        names.includes('audit.read'),
        names.some(each => each.startsWith('item.sign-')),
      ].filter(Boolean).length;
    };
    for (const [id, role] of Object.entries(pack.roles))
      expect([id, kindsOf(role.grants) <= 1]).toEqual([id, true]);
  });

  it('asks a second factor of everybody who reviews, releases or administers', () => {
    const weighty = (each: string) =>
      /^item\.(sign-|release|withdraw|skip)|^staff\.(create|change)|^gate\./.test(each);
    for (const [id, role] of Object.entries(pack.roles))
      if (Object.keys(role.grants).some(weighty)) expect([id, role.secondFactor]).toEqual([id, true]);
  });

  it('knows units by the names that plans use', () => {
    const known: Record<string, string[]> = {
      人教科: ['personnel'],
      人事教育法规科: ['personnel'],
      '民管科(办)': ['social-organisations'],
      '民管科（办）': ['social-organisations'],
      '党建办、财务科': ['finance', 'party-building'],
      局分管领导: ['leaders'],
    };
    for (const [name, ids] of Object.entries(known))
      expect([name, resolveUnits([name], pack).units]).toEqual([name, ids]);
    const counties = resolveUnits(['各县、区（管委会）民政局（社会事务局）'], pack);
    expect(counties.units).toHaveLength(10);
  });

  it('gives a demonstration one account per post, section and county', () => {
    const accounts = demoAccountsOf(pack);
    const names = accounts.map(each => each.username);
    expect(new Set(names).size).toBe(names.length);
    for (const name of [
      'statistics',
      'legality',
      'secrecy',
      'approver',
      'filing',
      'administrator',
      'auditor',
    ])
      expect(names).toContain(name);
    for (const unit of pack.units.filter(each => ['section', 'county'].includes(each.kind)))
      expect(names).toContain(unit.id);
    expect(accounts.every(each => each.name.startsWith('演示·') && each.roles.length > 0)).toBe(true);
  });
});
