import { describe, expect, it } from 'vitest';
import { citationWords } from '../../../law/citation.ts';
import { dayOf } from '../../../law/day.ts';
import { publishedCalendar as calendar } from '../../../law/published-calendar.ts';
import type { DeadlineRule } from '../contract.ts';
import {
  type DeadlineStart,
  type DutyClock,
  explainAwaiting,
  explainDueDate,
  needsEvent,
} from './due-dates.ts';
import { explanationView } from './explanation-view.ts';

const workingDays = (days: number, from: DeadlineStart): DeadlineRule => ({
  kind: 'working-days',
  days,
  from,
});
const calendarDays = (days: number, from: DeadlineStart): DeadlineRule => ({
  kind: 'calendar-days',
  days,
  from,
});

function explain(rule: DeadlineRule, on: string, setBy: DutyClock['setBy'] = 'law') {
  return explainDueDate({ rule, setBy, on: dayOf(on), year: Number(on.slice(0, 4)) }, calendar);
}

function basisOf(explanation: ReturnType<typeof explain>): string[] {
  return explanation.limit.basis.map(citationWords);
}

describe('《政府信息公开条例》第二十六条: 20 working days from formation or change', () => {
  it.each([
    // 2019-06-07 is Dragon Boat day.
    ['2019-05-26', '2019-06-24'],
    ['2019-06-30', '2019-07-26'],
    // The week of 1 October is off, Saturday the 12th is worked.
    ['2019-09-30', '2019-11-01'],
  ])('information formed on %s is out by %s', (on, due) => {
    expect(explain(workingDays(20, 'formed-or-changed'), on).dueOn).toBe(due);
    expect(explain(workingDays(20, 'period-end'), on).dueOn).toBe(due);
  });

  it('names the article and the notice', () => {
    const explanation = explain(workingDays(20, 'period-end'), '2019-06-30');
    expect(basisOf(explanation)).toEqual(['《政府信息公开条例》第二十六条']);
    const view = explanationView(explanation, calendar);
    expect(view.calendar).toContain('国务院办公厅关于2019年部分节假日安排的通知');
    expect(view.limit).toEqual({ words: '法定20个工作日', setBy: 'law' });
  });

  it('lets a plan be stricter', () => {
    const explanation = explain(workingDays(3, 'document-issued'), '2019-06-05', 'plan');
    expect(explanation.dueOn).toBe('2019-06-11');
    expect(explanation.limit.setBy).toBe('plan');
  });

  it.each(['plan', 'default'] as const)('does not let a %s be laxer', setBy => {
    const explanation = explain(workingDays(60, 'formed-or-changed'), '2019-06-30', setBy);
    expect(explanation.dueOn).toBe('2019-07-26');
    expect(explanation.limit.setBy).toBe('law');
  });

  it('lets a default of ours be stricter, and says that it is one', () => {
    const explanation = explain(workingDays(5, 'document-issued'), '2019-07-01', 'default');
    expect(explanation.dueOn).toBe('2019-07-08');
    expect(explanation.limit.setBy).toBe('default');
  });

  it('lets another law prevail in both directions, marked because its text is not in our tables', () => {
    const short = explain(workingDays(2, 'formed-or-changed'), '2019-07-01');
    expect([short.dueOn, short.limit.mark]).toEqual(['2019-07-03', 'unverified']);
    expect(explain(workingDays(30, 'formed-or-changed'), '2019-07-01').dueOn).toBe('2019-08-12');
  });

  it('is provisional past the last published year', () => {
    expect(explain(workingDays(20, 'formed-or-changed'), '2026-12-20').provisional).toBe(true);
  });
});

describe('国办发〔2018〕118号: enforcement decisions', () => {
  it('licences and penalties: 7 working days', () => {
    const explanation = explain(workingDays(7, 'decision'), '2019-06-03', 'plan');
    expect(explanation.dueOn).toBe('2019-06-13');
    expect(basisOf(explanation)).toContain('国办发〔2018〕118号');
  });
  it('other decisions: 20 working days', () => {
    expect(explain(workingDays(20, 'decision'), '2019-06-30', 'plan').dueOn).toBe('2019-07-26');
  });
  it('a plan may ask for three days to take down', () => {
    expect(explain(workingDays(3, 'decision'), '2019-06-03', 'plan').dueOn).toBe('2019-06-06');
  });
});

describe('《预算法》第十四条: 20 calendar days from approval', () => {
  it('counts calendar days', () => {
    expect(explain(calendarDays(20, 'approved-by-finance'), '2019-03-01').dueOn).toBe('2019-03-21');
  });
  it('moves off a day off at the end (民法典第二百零三条)', () => {
    expect(explain(calendarDays(20, 'approved-by-finance'), '2019-03-03').dueOn).toBe('2019-03-25');
  });
});

describe('Days the plan names', () => {
  it.each([
    ['06-10', 0, '2019-06-10'],
    ['01-31', 1, '2020-01-31'],
    ['02-29', 0, '2019-02-28'],
  ])('before %s with year offset %i is %s, working day or not', (monthDay, yearOffset, due) => {
    const explanation = explain({ kind: 'month-day', monthDay, yearOffset }, '2019-05-26', 'plan');
    expect([explanation.dueOn, explanation.provisional]).toEqual([due, false]);
  });
  it('the end of the year', () => {
    expect(explain({ kind: 'year-end' }, '2019-05-26', 'plan').dueOn).toBe('2019-12-31');
  });
});

describe('国办发〔2016〕80号、61号: hours run through nights and days off', () => {
  it.each([
    [5, '2019-06-07'],
    [24, '2019-06-08'],
    [48, '2019-06-09'],
  ])('%i hours from 7 June end on %s at the latest', (hours, due) => {
    const explanation = explain({ kind: 'hours', hours, from: 'event' }, '2019-06-07');
    expect([explanation.dueOn, explanation.limit.mark]).toEqual([due, 'inference']);
  });
});

describe('A yearly duty whose event is not known', () => {
  const rule = calendarDays(20, 'approved-by-finance');
  it('waits until the end of the period and says what for', () => {
    const period = { words: '2019年度', endsOn: dayOf('2019-12-31') };
    const explanation = explainAwaiting({ rule, setBy: 'law' }, period, calendar);
    expect(explanation.dueOn).toBe('2019-12-31');
    expect(explanation.steps[0]?.words).toContain('财政部门批复之日尚未登记');
  });
  it.each([
    [rule, true],
    [workingDays(20, 'decision'), true],
    [workingDays(20, 'period-end'), false],
    [workingDays(20, 'formed-or-changed'), false],
    [{ kind: 'year-end' } as const, false],
    [{ kind: 'hours', hours: 5, from: 'event' } as const, true],
  ])('%o needs an event: %s', (asked, needs) => {
    expect(needsEvent(asked)).toBe(needs);
  });
});
