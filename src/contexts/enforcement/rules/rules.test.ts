import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../law/day.ts';
import { publishedCalendar } from '../../../law/published-calendar.ts';
import { enforcementPack } from '../contract/pack.ts';
import { type DecisionContent, decisionContent } from '../contract.ts';
import { clockStanding, deadlinesOf, decidePropose, outcomeFaults } from './decisions.ts';
import { faultsOf } from './faults.ts';
import { shownMonths, shownName, shownUntil, withheldBecause } from './publicity.ts';
import { statisticsOf } from './statistics.ts';

const today = '2019-06-03';
const pack = enforcementPack.parse({});

function penalty(over: Partial<DecisionContent> = {}): DecisionContent {
  return decisionContent.parse({
    kind: 'penalty',
    unitId: 'office',
    documentNo: '毕民罚〔2019〕1号',
    title: '行政处罚决定书',
    matter: '对社会团体的处罚',
    partyKind: 'organisation',
    partyName: '某市演示协会',
    creditCode: '11341702486344515H',
    violation: '未按照规定接受年度检查',
    facts: '未按照规定接受年度检查。',
    basis: '《社会团体登记管理条例》第三十条',
    conclusion: '罚款2000元。',
    categories: ['fine'],
    fineYuan: 2000,
    weight: 'ordinary',
    decidedOn: '2019-05-27',
    ...over,
  });
}
const licence = (over: Partial<DecisionContent> = {}) =>
  penalty({
    ...{
      kind: 'licence',
      licenceType: 'registration',
      violation: '',
      facts: '',
      categories: [],
      fineYuan: null,
      weight: null,
    },
    ...over,
  });
const person = { partyKind: 'person', partyName: '张演示', creditCode: '' } as const;

describe('国办发〔2018〕118号: what a decision must say', () => {
  it.each<[string, DecisionContent, string[]]>([
    ['a whole penalty', penalty(), []],
    ['a whole licence', licence(), []],
    ['a penalty of a person', penalty(person), []],
    ['no number', penalty({ documentNo: '' }), ['documentNo:missing']],
    ['a wrong check character', penalty({ creditCode: '11341702486344515J' }), ['creditCode:credit-code']],
    ['an organisation without code', penalty({ creditCode: '' }), ['creditCode:missing']],
    ['a code of a person', penalty({ ...person, creditCode: '1' }), ['creditCode:code-of-person']],
    ['an organisation as minor', penalty({ isMinor: true }), ['isMinor:minor-organisation']],
    ['a day that is none', penalty({ decidedOn: '2019-02-30' }), ['decidedOn:no-such-day']],
    ['tomorrow', penalty({ decidedOn: '2019-06-04' }), ['decidedOn:in-future']],
    ['a fine without amount', penalty({ fineYuan: null }), ['fineYuan:missing']],
    ['an amount without fine', penalty({ categories: ['warning'] }), ['categories:category']],
    [
      'a confiscation without amount',
      penalty({ categories: ['fine', 'confiscation'] }),
      ['confiscatedYuan:missing'],
    ],
    ['a licence taken without saying so', penalty({ licenceTaken: '登记证书' }), ['categories:category']],
    ['no category', penalty({ categories: [], fineYuan: null }), ['categories:missing']],
    ['no weight', penalty({ weight: null }), ['weight:missing']],
    ['a licence with a fine', licence({ fineYuan: 1 }), ['kind:only-penalty']],
    ['a licence of no type', licence({ licenceType: null }), ['licenceType:missing']],
    ['a penalty without facts', penalty({ facts: '' }), ['facts:missing']],
    [
      'an end before the beginning',
      licence({ validFrom: '2019-06-01', validUntil: '2019-05-01' }),
      ['validUntil:ends-before'],
    ],
    ['a mobile number in the facts', penalty({ facts: '联系13800138000查明。' }), ['facts:personal-number']],
    [
      'everything at once',
      penalty({ documentNo: '', title: '', basis: '', weight: null }),
      ['documentNo:missing', 'title:missing', 'basis:missing', 'weight:missing'],
    ],
  ])('%s', (_, content, expected) => {
    expect(faultsOf(content, today).map(each => `${each.where}:${each.code}`)).toEqual(expected);
  });
});

describe('行政处罚法 articles 48 and 50: who is shown, how, and how long', () => {
  it.each<[string, DecisionContent, string[]]>([
    ['an organisation', penalty(), []],
    ['a person who was fined', penalty(person), []],
    ['a minor', penalty({ ...person, isMinor: true }), ['minor']],
    ['a state secret', licence({ secrecy: 'state-secret' }), ['state-secret']],
    ['a trade secret', penalty({ secrecy: 'trade-secret' }), ['trade-secret']],
    [
      'a warned minor’s private life',
      penalty({ ...person, isMinor: true, secrecy: 'privacy', categories: ['warning'] }),
      ['minor', 'privacy', 'warning-of-person'],
    ],
    ['an organisation that was warned', penalty({ categories: ['warning'] }), []],
  ])('%s', (_, content, expected) => {
    const reasons = withheldBecause(content, pack);
    expect(reasons.map(each => each.code)).toEqual(expected);
    expect(reasons.every(each => each.basis.length > 0)).toBe(true);
  });

  it('names organisations in full and persons as the pack says', () => {
    expect(shownName(penalty(), pack)).toBe('某市演示协会');
    expect(shownName(penalty(person), pack)).not.toContain('演示');
    expect(shownName(penalty(person), enforcementPack.parse({ personNames: 'full' }))).toBe('张演示');
  });

  it.each<[DecisionContent, number]>([
    [penalty({ weight: 'light' }), 3],
    [penalty(), 12],
    [penalty({ weight: 'serious' }), 36],
    [penalty({ ...person, weight: 'serious' }), 24],
    [licence(), 60],
  ])('shows a decision for its months', (content, months) => {
    expect(shownMonths(content, pack)).toBe(months);
  });

  it('counts the last day in', () => {
    expect(shownUntil(dayOf('2019-11-30'), 3)).toBe('2020-02-28');
    expect(shownUntil(dayOf('2019-06-03'), 12)).toBe('2020-06-02');
  });
});

describe('Clocks of a decision', () => {
  it('gives 7 working days to licences and penalties, 20 to others, 3 to take down', () => {
    const dues = (['licence', 'penalty', 'award'] as const).map(kind => {
      const found = deadlinesOf({ kind, decidedOn: '2019-06-03' }, '2019-06-05', publishedCalendar);
      return [found?.publish.dueOn, found?.withdraw?.dueOn];
    });
    // The Dragon Boat Festival, 7 June 2019, is a day off.
    expect(dues).toEqual([
      ['2019-06-13', '2019-06-11'],
      ['2019-06-13', '2019-06-11'],
      ['2019-07-02', '2019-06-11'],
    ]);
    expect(
      deadlinesOf({ kind: 'award', decidedOn: '2019-06-03' }, '2019-06-02', publishedCalendar),
    ).toBeNull();
  });

  it.each([
    ['2019-06-05', null, '2019-06-05', 'running'],
    ['2019-06-05', null, '2019-06-06', 'late'],
    ['2019-06-05', '2019-06-05', '2020-01-01', 'met'],
    ['2019-06-05', '2019-06-06', '2020-01-01', 'met-late'],
  ])('due on %s, done on %s, seen on %s: %s', (due, met, on, expected) => {
    expect(clockStanding(due, met, on)).toBe(expected);
  });

  it('an outcome lies between the decision and today', () => {
    expect(outcomeFaults('2019-06-03', '2019-06-02', today).map(each => each.code)).toEqual([
      'before-decision',
    ]);
    expect(outcomeFaults('2019-06-01', '2019-06-04', today).map(each => each.code)).toEqual(['in-future']);
    expect(outcomeFaults('2019-06-01', '2019-06-03', today)).toEqual([]);
  });

  it('tells everything that stands against publishing at once', () => {
    const decision = decidePropose({
      ...{ state: 'public', outcome: 'revoked', isUnderReview: true, kind: 'penalty', hasColumn: false },
      withheld: withheldBecause(penalty({ ...person, isMinor: true }), pack),
      faults: faultsOf(penalty({ documentNo: '' }), today),
    });
    expect(decision.ok ? [] : decision.reasons.map(each => each.code)).toEqual([
      ...['no-column', 'under-review', 'already-public', 'has-outcome', 'minor', 'missing'],
    ]);
  });
});

describe('国办发〔2018〕118号: statistics of a year', () => {
  it('adds money in cents and has a row for every kind', () => {
    const one = {
      kind: 'penalty',
      isPublic: true,
      isLate: false,
      isWithheld: false,
      isCorrected: true,
    } as const;
    const rows = statisticsOf([
      { ...one, fineYuan: 0.1, confiscatedYuan: 0 },
      { ...one, fineYuan: 0.2, confiscatedYuan: 1, isPublic: false, isLate: true },
    ]);
    expect(rows.map(row => row.decided)).toEqual([0, 2, 0, 0, 0, 0]);
    expect(rows[1]).toMatchObject({ public: 1, late: 1, corrected: 2, fineYuan: 0.3, confiscatedYuan: 1 });
  });
});
