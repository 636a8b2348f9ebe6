import { describe, expect, it } from 'vitest';
import type { ReleasedEntry } from '../contract.ts';
import { changesBetween, changeWords, isUnchanged } from './changes.ts';
import { decideContent, decidePropose, decideRemove } from './decisions.ts';
import { packFaults } from './pack-check.ts';
import { fullContent } from './powers.fixture.ts';

const entry = (code: string, over: Partial<ReleasedEntry> = {}): ReleasedEntry => ({
  code,
  name: `事项${code}`,
  unitName: '甲科',
  content: fullContent('licence') as ReleasedEntry['content'],
  ...over,
});
const list = { sort: 'licence' as const, title: '行政许可事项目录', leaf: '3.1.1' };

describe('The change notice', () => {
  it('names what was added, what changed and in which fields, and what was taken off and why', () => {
    const was = { list, entries: [entry('A-1'), entry('A-2'), entry('A-3')] };
    const changed = entry('A-2', { unitName: '乙科', content: { ...entry('A-2').content, organ: '乙科' } });
    const gone = [{ code: 'A-3', name: '事项A-3', on: '2019-06-01' as never, reason: '国务院决定取消' }];
    const notice = changesBetween(was, [entry('A-1'), changed, entry('A-4')], gone);
    expect(changeWords(notice)).toEqual([
      '新增：事项A-4（A-4）',
      '变更：事项A-2（A-2），变更内容：责任单位、承办机构',
      '取消：事项A-3（A-3），理由：国务院决定取消',
    ]);
  });

  it('is empty for the same entries in another order of their fields', () => {
    const turned = Object.fromEntries(Object.entries(entry('A-1').content).reverse());
    expect(
      isUnchanged(changesBetween({ list, entries: [entry('A-1')] }, [entry('A-1', { content: turned })], [])),
    ).toBe(true);
  });
});

describe('政府信息公开条例 article 20: a list goes to review', () => {
  const whole = { sort: 'licence' as const, code: 'A-1', name: '事项', content: fullContent('licence') };
  const ready = {
    sort: 'licence' as const,
    entries: [whole],
    changes: null,
    isUnderReview: false,
    hasColumn: true,
  };

  it('when nothing is missing', () => {
    expect(decidePropose(ready)).toEqual({ ok: true });
  });

  it('not with a gap, while one is under review, without a column, or unchanged: with all reasons at once', () => {
    const decision = decidePropose({
      ...ready,
      entries: [{ ...whole, content: { ...whole.content, supervision: '' } }],
      changes: { added: [], changed: [], removed: [] },
      isUnderReview: true,
      hasColumn: false,
    });
    expect(decision.ok ? [] : decision.reasons.map(each => each.code)).toEqual([
      'no-column',
      'under-review',
      'nothing-changed',
      'gap-missing',
    ]);
  });

  it('not empty, but with the last entry taken off', () => {
    const taken = { added: [], changed: [], removed: [{ code: 'A-1', name: '事项', reason: '取消' }] };
    expect(decidePropose({ ...ready, entries: [] })).toMatchObject({ reasons: [{ code: 'no-entries' }] });
    expect(decidePropose({ ...ready, entries: [], changes: taken })).toEqual({ ok: true });
  });
});

describe('An entry', () => {
  it('is kept only in fields of its sort, each of its shape, and told all faults by name', () => {
    const decision = decideContent('licence', { basis: 'x', relief: '', organ: '甲科' });
    expect(decision.ok ? [] : decision.reasons.map(each => each.message).join()).toMatch(
      /设定法律依据.*没有这一栏/s,
    );
  });

  it('that is a public guide is withdrawn first, then taken off', () => {
    expect(decideRemove({ sort: 'guide', state: 'current', isLive: true })).toMatchObject({
      reasons: [{ code: 'still-public' }],
    });
    expect(decideRemove({ sort: 'licence', state: 'current', isLive: false })).toEqual({ ok: true });
  });
});

describe('powers.yaml', () => {
  it('is told each column and unit that is not there, and who must or must not compile a list', () => {
    const lists = {
      licence: { column: 'nowhere', owner: 'nobody' },
      penalty: { column: 'here' },
      guide: { column: 'here', owner: 'office' },
    };
    const around = { units: new Set(['office']), columns: new Set(['here']) };
    expect(packFaults({ lists, guides: [] }, around).map(fault => fault.path.join('.'))).toEqual([
      'lists.licence.column',
      'lists.licence.owner',
      'lists.penalty',
      'lists.guide.owner',
    ]);
  });

  it('is told each guide whose unit, field or code cannot be', () => {
    const guide = (code: string, unit: string, field: string) => ({
      ...{ code, name: '救助申请', unit, leaf: '3.4.1' },
      serves: [{ element: 4, field }],
    });
    const guides = [guide('ZN-1', 'office', 'flow'), guide('ZN-1', 'nobody', 'colour')];
    const faults = packFaults({ lists: {}, guides }, { units: new Set(['office']), columns: undefined });
    expect(faults.map(fault => fault.path.join('.'))).toEqual([
      'guides.1.code',
      'guides.1.unit',
      'guides.1.serves.0.field',
    ]);
    expect(faults[2]!.message).toContain('conditions');
  });
});
