import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../law/day.ts';
import { publishedCalendar } from '../../../law/published-calendar.ts';
import type { StageContent } from '../contract.ts';
import { procurement, purchase, purchaseLife, stageOf } from '../projects.fixture.ts';
import { dueStages, publishDeadline, standingOf } from './clocks.ts';
import { projectFaults, type StageQuestion, stageFaults } from './faults.ts';

const { plan, tender, award, contract, payment } = purchaseLife as Record<string, StageContent>;

const known = (...stages: readonly (StageContent | undefined)[]): StageQuestion['others'] =>
  stages.map((content, at) => ({ id: `s${at}`, state: 'recorded', content: content! }));

const asked = (content: StageContent, others: StageQuestion['others']) =>
  stageFaults({
    ...{ content, others, kind: procurement, plannedYuan: 500_000, today: '2019-06-30' },
  }).map(({ where, code }) => `${where}: ${code}`);

const values = (content: StageContent | undefined, over: StageContent['values']) => ({
  ...content!,
  values: { ...content!.values, ...over },
});

describe('政府采购法实施条例 articles 43 and 50: award and contract within two working days', () => {
  it.each([
    ['award', '2019-04-29', '2019-05-05', 'the holiday of May is not counted, the make-up Sunday is'],
    ['award', '2019-06-05', '2019-06-10', 'the Dragon Boat Festival is not counted'],
    ['contract', '2019-05-30', '2019-06-03', 'a weekend is not counted'],
    ['plan', '2019-04-01', '2019-04-29', 'every other stage has twenty working days'],
  ])('%s of %s is due on %s: %s', (id, on, dueOn) => {
    const stage = procurement.stages.find(each => each.id === id)!;
    const answer = publishDeadline(stage, dayOf(on), publishedCalendar);
    expect(answer.dueOn).toBe(dueOn);
    expect(answer.limit.setBy).toBe('law');
    expect(answer.limit.mark).toBe(id === 'plan' ? undefined : 'unverified');
  });

  it('a stricter local limit applies, a laxer one does not', () => {
    const stage = procurement.stages.find(each => each.id === 'award')!;
    const local = (workingDays: number) =>
      publishDeadline(
        { ...stage, local: { workingDays, setBy: 'local', words: '本局规定' } },
        dayOf('2019-06-03'),
        publishedCalendar,
      ).dueOn;
    expect([local(1), local(5)]).toEqual(['2019-06-04', '2019-06-05']);
  });

  it('says whether the day was kept', () => {
    const due = '2019-06-10';
    expect(standingOf(due, null, '2019-06-10')).toBe('running');
    expect(standingOf(due, null, '2019-06-11')).toBe('late');
    expect(standingOf(due, '2019-06-10', '2019-07-01')).toBe('met');
    expect(standingOf(due, '2019-06-11', '2019-07-01')).toBe('met-late');
  });
});

describe('政府采购法 article 46: the contract is signed within thirty days of the award', () => {
  it('is due after the award, late after its day, and asked for no more once signed', () => {
    const done = [{ stage: 'award', on: '2019-04-29' }];
    const dueBy = (today: string) => dueStages(procurement, done, { calendar: publishedCalendar, today });
    expect(dueBy('2019-05-29')).toMatchObject([
      { stage: 'contract', isLate: false, explanation: { dueOn: '2019-05-29' } },
    ]);
    expect(dueBy('2019-05-30')[0]!.isLate).toBe(true);
    const signed = [...done, { stage: 'contract', on: '2019-05-20' }];
    expect(dueStages(procurement, signed, { calendar: publishedCalendar, today: '2019-07-01' })).toEqual([]);
  });
});

describe('Bad input is told by field', () => {
  it.each<[string, StageContent, StageQuestion['others'], readonly string[]]>([
    ['a whole award', award!, known(plan, tender), []],
    ['a contract before the award', contract!, known(plan, tender), ['stage: too-early']],
    [
      'an acceptance before the contract',
      purchaseLife['acceptance']!,
      known(tender, award),
      ['stage: too-early'],
    ],
    [
      'an award without the code of the supplier',
      values(award, { 'supplier-code': '' }),
      known(tender),
      ['values.supplier-code: missing'],
    ],
    [
      'a code with a wrong check character',
      values(award, { 'supplier-code': '51520500MJR123456A' }),
      known(tender),
      ['values.supplier-code: bad-code'],
    ],
    [
      '元 written as 万元',
      values(award, { amount: { amount: 485_000, unit: '万元' } }),
      known(tender),
      ['values.amount: wrong-unit'],
    ],
    [
      '万元 written as 元',
      values(award, { amount: { amount: 48.5, unit: '元' } }),
      known(tender),
      ['values.amount: wrong-unit'],
    ],
    [
      'an amount without a unit',
      values(award, { amount: '48.5' }),
      known(tender),
      ['values.amount: no-unit'],
    ],
    [
      'more paid than agreed',
      values(payment, { paid: { amount: 49, unit: '万元' } }),
      known(tender, award, contract),
      ['values.paid: paid-above'],
    ],
    ['a second award', award!, known(tender, award), ['stage: twice']],
    [
      'a day before the stage it follows',
      { ...award!, on: '2019-04-01' },
      known(tender),
      ['on: before-stage'],
    ],
    ['a day that has not come', { ...award!, on: '2019-07-01' }, known(tender), ['on: in-future']],
    [
      'a contract without its text',
      { ...contract!, documents: [] },
      known(award),
      ['documents: no-document'],
    ],
    [
      'a file of no document, and one that is called as another is',
      {
        ...contract!,
        files: [
          { document: '采购合同', name: 'data.json', digest: 'a'.repeat(64) },
          { document: '验收单', name: '验收单.pdf', digest: 'b'.repeat(64) },
        ],
      },
      known(tender, award),
      ['documents: file-name-twice', 'documents: file-of-no-document'],
    ],
    ['a stage that the kind has not', stageOf('flight', '2019-06-03'), [], ['stage: unknown-stage']],
    [
      'a method that is none, and a field that is none',
      values(tender, { method: '抽签', colour: '红' }),
      known(plan),
      ['values.colour: unknown-field', 'values.method: not-a-choice'],
    ],
  ])('%s', (_, content, others, faults) => {
    expect(asked(content, others)).toEqual(faults);
  });

  it('of the project too, all at once', () => {
    const empty = purchase({ code: '', title: '', areaId: 'space', planned: null });
    expect(projectFaults(empty, procurement).map(({ where }) => where)).toEqual([
      ...['code', 'title', 'areaId', 'planned'],
    ]);
    expect(projectFaults(purchase(), undefined).map(({ where }) => where)).toEqual(['kind']);
  });
});
