import { describe, expect, it } from 'vitest';
import { type OrganisationPack, organisationPack } from '../contract.ts';
import { checkOrganisation } from './pack-check.ts';

const administrator = {
  name: '系统管理员',
  grants: { 'staff.create': 'every-unit', 'staff.change': 'every-unit' },
};

function pack(units: unknown[], more: object = {}): OrganisationPack {
  return organisationPack.parse({ units, groups: [], roles: { administrator }, ...more });
}

const bureau = { id: 'bureau', kind: 'bureau', name: '示例市民政局' };
const office = { id: 'office', kind: 'section', name: '办公室', parent: 'bureau' };

describe('An organisation that can not be', () => {
  it('has nothing wrong when it is right', () => {
    expect(checkOrganisation(pack([bureau, office]))).toEqual([]);
  });

  it('is told of a circle once, with the whole way round', () => {
    const problems = checkOrganisation(
      pack([
        bureau,
        { id: 'a', kind: 'section', name: '甲科', parent: 'b' },
        { id: 'b', kind: 'section', name: '乙科', parent: 'c' },
        { id: 'c', kind: 'section', name: '丙科', parent: 'a' },
        { id: 'd', kind: 'section', name: '丁科', parent: 'a' },
      ]),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]?.where).toBe('units.1.parent');
    expect(problems[0]?.message).toContain('a → b → c → a');
  });

  it('is told of a unit that is its own parent', () => {
    const problems = checkOrganisation(
      pack([bureau, { id: 'a', kind: 'section', name: '甲科', parent: 'a' }]),
    );
    expect(problems.map(each => each.message)).toEqual([expect.stringContaining('a → a')]);
  });

  it('is told everything at once, each with its place in the file', () => {
    const problems = checkOrganisation(
      pack(
        [
          office,
          { ...office, name: '财务科' },
          { id: 'x', kind: 'section', name: '人教科', aliases: ['财务科'], parent: 'nobody' },
          { id: 'y', kind: 'county', name: '甲县民政局', creditCode: '11522401000000000A' },
        ],
        {
          groups: [{ names: ['各科室'], units: ['office', 'gone'] }, { names: ['各站'] }],
          roles: { Reviewer: { name: '审查', unit: 'nowhere', grants: {} } },
        },
      ),
    );
    expect(problems.map(each => each.where)).toEqual([
      'units',
      'units.1.id',
      'units.2.aliases',
      'units.0.parent',
      'units.1.parent',
      'units.2.parent',
      'units.3.creditCode',
      'groups.0.units',
      'groups.1',
      'roles.Reviewer',
      'roles.Reviewer.unit',
      'roles',
    ]);
    expect(problems.every(each => /[\u4e00-\u9fa5]/.test(each.message))).toBe(true);
  });

  it('accepts a name that is also its own alias', () => {
    expect(
      checkOrganisation(pack([bureau, { ...office, shortName: '办公室', aliases: ['办公室'] }])),
    ).toEqual([]);
  });
});
