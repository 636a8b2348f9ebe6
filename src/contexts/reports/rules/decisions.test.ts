import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../law/day.ts';
import { annualReportChange } from '../contract.ts';
import { decideChange, decideDrafting, type Readiness } from './decisions.ts';
import { checkYear, columnOf, countYear, cutOff, registeredDispute, reportDueOn } from './report.ts';

const placeholders = [{ name: '本年新收', value: '7' }];
const change = (over: object) =>
  decideChange(annualReportChange.parse({ revision: 0, ...over }), placeholders);
const codesOf = (decision: ReturnType<typeof decideChange>) =>
  decision.ok ? [] : decision.reasons.map(({ code }) => code);

describe('what may be written into a report', () => {
  it('takes a number of its kind with its source, and takes an entry back', () => {
    expect(change({ entries: [{ cell: 't2.licences', value: 12, source: '窗口台账' }] }).ok).toBe(true);
    expect(change({ entries: [{ cell: 't2.chargesWan', value: 0.35, source: '财务科' }] }).ok).toBe(true);
    expect(change({ entries: [{ cell: 't2.licences', value: null }] }).ok).toBe(true);
    expect(change({ overview: '新收{本年新收}件' }).ok).toBe(true);
  });

  it.each([
    [
      'a cell of the third table',
      { entries: [{ cell: 't3.r1.c1', value: 1, source: '台账' }] },
      ['unknown-cell'],
    ],
    ['half a licence', { entries: [{ cell: 't2.licences', value: 1.5, source: '台账' }] }, ['bad-number']],
    [
      'less than nothing, from nowhere',
      { entries: [{ cell: 't2.chargesWan', value: -1 }] },
      ['bad-number', 'source-missing'],
    ],
    [
      'a cell twice',
      {
        entries: [
          { cell: 't2.licences', value: 1, source: '台账' },
          { cell: 't2.licences', value: 2, source: '台账' },
        ],
      },
      ['cell-twice'],
    ],
    ['a placeholder that is none', { problems: '{去年新收}' }, ['unknown-placeholder']],
  ])('refuses %s', (_, over, codes) => {
    expect(codesOf(change(over))).toEqual(codes);
  });
});

const counted = countYear({
  year: 2025,
  until: dayOf('2025-12-31'),
  requests: [],
  disputes: [],
  documents: [],
  decisions: [],
  opening: null,
  entries: ['t2.licences', 't2.penalties', 't2.coercion', 't2.chargesWan'].map(cell => ({
    cell,
    value: 0,
    source: '台账',
    enteredByName: '演示·张三',
    enteredAt: '2026-01-05T02:00:00.000Z',
  })),
  feesYuan: 0,
  overview: '',
});
const ready: Readiness = {
  isComplete: true,
  until: dayOf('2025-12-31'),
  texts: { overview: '（一）主动公开\n做了。', problems: '问题。', other: '没有收费。' },
  table2: counted.table2,
  placeholders: counted.placeholders,
  broken: [],
  itemPastDrafting: null,
};
const draftCodes = (over: Partial<Readiness>) => {
  const decision = decideDrafting({ ...ready, ...over });
  return decision.ok ? [] : decision.reasons.map(({ code }) => code);
};

describe('条例 art 49: when the report may be drafted as an item', () => {
  it('may, when the year is over, every section is written and every cell has its number', () => {
    expect(draftCodes({})).toEqual([]);
  });

  it('names everything that is missing at once', () => {
    const table2 = counted.table2.map(cell =>
      cell.cell === 't2.penalties' ? { ...cell, origin: 'missing' as const } : cell,
    );
    expect(
      draftCodes({
        isComplete: false,
        texts: { overview: ' ', problems: '（一）问题', other: '收费……元，{不明}' },
        table2,
        broken: [{ identity: 'I1', cells: ['t3.r1.c1'], message: '不相等。' }],
        itemPastDrafting: { stateWords: '审查中' },
      }),
    ).toEqual([
      'year-not-over',
      'section-empty',
      'heading-empty',
      'section-unfinished',
      'cell-missing',
      'identity-broken',
      'already-drafted',
    ]);
  });

  it('asks for it by 31 January of the next year', () => {
    expect(reportDueOn(2025)).toBe('2026-01-31');
  });
});

describe('国办公开办函〔2021〕30号: counting a year', () => {
  it('cuts off at the end of the year, or today', () => {
    expect(cutOff(2025, dayOf('2026-01-01'))).toEqual({ until: '2025-12-31', isComplete: true });
    expect(cutOff(2025, dayOf('2025-12-31'))).toEqual({ until: '2025-12-31', isComplete: false });
    expect(cutOff(2025, dayOf('2025-04-05'))).toEqual({ until: '2025-04-05', isComplete: false });
  });

  it('has a column for every kind of applicant; an unknown kind is 其他', () => {
    const kinds = ['natural-person', 'business', 'research-institute', 'public-benefit', 'legal-service'];
    expect([...kinds, 'other-organisation', 'something'].map(columnOf)).toEqual([
      'c1',
      'c2',
      'c3',
      'c4',
      'c5',
      'c6',
      'c6',
    ]);
  });

  it('reads disputes by their kind', () => {
    const dispute = { filedOn: '2025-02-02', result: 'pending', decidedOn: null };
    expect(registeredDispute({ ...dispute, kind: 'direct-litigation' })[0]).toMatchObject({
      group: 'directLitigation',
      result: null,
    });
    expect(registeredDispute({ ...dispute, kind: 'mediation' })).toEqual([]);
  });

  it('asks I6 only where the year before says what was in force', () => {
    const facts = {
      requests: [],
      disputes: [],
      documents: [],
      decisions: [],
      opening: null,
      feesYuan: 0,
      overview: '',
    };
    const year = (of: number, inForce: number | null) =>
      countYear({
        ...facts,
        year: of,
        until: dayOf(`${of}-12-31`),
        entries:
          inForce === null
            ? []
            : [
                {
                  cell: 't2.normativeDocuments.inForce',
                  value: inForce,
                  source: '台账',
                  enteredByName: '',
                  enteredAt: '',
                },
              ],
      });
    const identities = (before: number | null) =>
      checkYear(year(2025, 9), year(2024, before)).warnings.map(({ identity }) => identity);
    expect(identities(null)).toEqual([]);
    expect(identities(9)).toEqual([]);
    expect(identities(8)).toEqual(['I6']);
    expect(identities(0)).toEqual(['I6']);
  });
});
