import { describe, expect, it } from 'vitest';
import { organisationPack } from '../contract.ts';
import { plainUnitName, resolveUnits } from './unit-names.ts';

const pack = organisationPack.parse({
  units: [
    { id: 'bureau', kind: 'bureau', name: '示例市民政局', shortName: '市民政局', aliases: ['局'] },
    { id: 'office', kind: 'section', name: '办公室', parent: 'bureau' },
    {
      id: 'personnel',
      kind: 'section',
      name: '人事教育法规科',
      shortName: '人教科',
      aliases: ['人事教育科'],
    },
    { id: 'ngo', kind: 'section', name: '社会组织管理科', shortName: '民管科' },
    { id: 'welfare', kind: 'section', name: '社会福利和慈善事业促进科', shortName: '福利科' },
    { id: 'party', kind: 'section', name: '党建办公室', shortName: '党建办' },
    { id: 'finance', kind: 'section', name: '财务科' },
    { id: 'relief', kind: 'direct-unit', name: '市社会救助局', shortName: '社会救助局' },
    { id: 'county-a', kind: 'county', name: '甲县民政局' },
    { id: 'county-b', kind: 'county', name: '乙管委会社会事务局' },
  ],
  groups: [
    { names: ['局机关各科室', '各科室'], kinds: ['section'] },
    { names: ['各直属单位'], kinds: ['direct-unit'] },
    { names: ['各县、区(管委会)民政局(社会事务局)'], kinds: ['county'] },
    { names: ['领导小组成员'], units: ['office', 'finance'] },
  ],
  roles: {},
});

describe('Names of units as plans write them', () => {
  it.each([
    ['人教科', ['personnel']],
    ['人事教育法规科', ['personnel']],
    ['人 教 科', ['personnel']],
    ['财务科。', ['finance']],
    ['民管科(办)', ['ngo']],
    ['民管科（办）', ['ngo']],
    ['民管科〔办〕', ['ngo']],
    ['民管科［办］', ['ngo']],
    ['党建科(办)', ['party']],
    ['局办公室', ['office']],
    ['市民政局财务科', ['finance']],
    ['示例市民政局办公室', ['office']],
    ['市社会救助局', ['relief']],
    ['社会救助局', ['relief']],
    ['局', ['bureau']],
    ['社会福利和慈善事业促进科', ['welfare']],
    ['党建办、财务科', ['party', 'finance']],
    ['财务科和福利科', ['welfare', 'finance']],
    ['局机关各科室', ['office', 'personnel', 'ngo', 'welfare', 'party', 'finance']],
    ['机关各科室', undefined],
    ['各县、区（管委会）民政局（社会事务局）', ['county-a', 'county-b']],
    ['各科室、各直属单位', ['office', 'personnel', 'ngo', 'welfare', 'party', 'finance', 'relief']],
    ['领导小组成员', ['office', 'finance']],
    ['养老科', undefined],
    ['财务科、养老科', undefined],
    ['', undefined],
  ])('“%s” is %j', (name, ids) => {
    const { units, unknown } = resolveUnits([name], pack);
    expect(unknown).toEqual(ids === undefined ? [name] : []);
    expect([...units]).toEqual(ids ?? []);
  });

  it('gives each unit once, in the order of the pack, and says which name gave which unit', () => {
    const { units, resolved, unknown } = resolveUnits(['福利科', '各科室', '社会处', '人教科'], pack);
    expect(units).toEqual(['office', 'personnel', 'ngo', 'welfare', 'party', 'finance']);
    expect(resolved.map(each => each.name)).toEqual(['福利科', '各科室', '人教科']);
    expect(resolved[0]?.units).toEqual(['welfare']);
    expect(unknown).toEqual(['社会处']);
  });

  it('compares names in one width and one kind of bracket', () => {
    expect(plainUnitName(' 民管科【办】\u3000、')).toBe('民管科(办)');
  });
});
