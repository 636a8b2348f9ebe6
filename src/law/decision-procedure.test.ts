import { describe, expect, it } from 'vitest';
import { citationWords } from './citation.ts';
import { dayOf } from './day.ts';
import {
  checkCommentPeriod,
  checkHearingMaterial,
  checkLegalityReview,
  decisionStages,
  earliestCommentClosing,
  hearingMaterialDueOn,
} from './decision-procedure.ts';
import { opinionDeadlines, opinionLimits } from './opinion-response.ts';
import { postingPeriod, postingRules } from './posting-period.ts';
import { publishedCalendar as calendar } from './published-calendar.ts';

const d = dayOf;

function codesOf(answer: { ok: true } | { ok: false; reasons: readonly { code: string }[] }): string[] {
  return answer.ok ? [] : answer.reasons.map(({ code }) => code);
}

describe('《重大行政决策程序暂行条例》第十五条：public comment for 30 days', () => {
  it.each([
    ['2026-03-02', '2026-04-01', { ok: true, days: 30, shortened: false }],
    ['2026-03-02', '2026-05-01', { ok: true, days: 60, shortened: false }],
  ])('%s to %s is long enough', (openedOn, closesOn, answer) => {
    expect(checkCommentPeriod({ openedOn: d(openedOn), closesOn: d(closesOn) })).toEqual(answer);
  });

  it('may be shortened with a reason said in the notice', () => {
    const period = { openedOn: d('2026-03-02'), closesOn: d('2026-03-31') };
    expect(codesOf(checkCommentPeriod(period))).toEqual(['shortening-needs-reason']);
    expect(codesOf(checkCommentPeriod({ ...period, reasonForShortening: ' ' }))).toEqual([
      'shortening-needs-reason',
    ]);
    const excused = checkCommentPeriod({ ...period, reasonForShortening: '防汛需要' });
    expect(excused).toEqual({ ok: true, days: 29, shortened: true });
  });

  it('may not go below a local floor, and says everything at once', () => {
    const period = { openedOn: d('2026-03-02'), closesOn: d('2026-03-07'), localFloorDays: 7 };
    expect(codesOf(checkCommentPeriod(period))).toEqual([
      'comment-period-below-local-floor',
      'shortening-needs-reason',
    ]);
    const reasoned = { ...period, reasonForShortening: '紧急' };
    expect(codesOf(checkCommentPeriod({ ...reasoned, closesOn: d('2026-03-09') }))).toEqual([]);
    expect(codesOf(checkCommentPeriod({ ...reasoned, closesOn: d('2026-03-02') }))).toEqual([
      'closes-before-opening',
    ]);
  });

  it('tells the first day on which it may close', () => {
    expect(earliestCommentClosing(d('2026-09-02'), calendar)).toMatchObject({
      dueOn: '2026-10-08',
      limit: { calendarDays: 30, setBy: 'law' },
    });
  });
});

describe('《重大行政决策程序暂行条例》第十六条：hearing material seven days before', () => {
  it('is in time on the seventh day before', () => {
    expect(hearingMaterialDueOn(d('2026-03-20'))).toBe('2026-03-13');
    expect(checkHearingMaterial(d('2026-03-13'), d('2026-03-20'))).toEqual({ ok: true, dueOn: '2026-03-13' });
    expect(codesOf(checkHearingMaterial(d('2026-03-14'), d('2026-03-20')))).toEqual([
      'hearing-material-late',
    ]);
  });
});

describe('《重大行政决策程序暂行条例》第二十六条：seven working days for the legality review', () => {
  it('counts working days', () => {
    expect(checkLegalityReview(d('2026-03-02'), d('2026-03-11'), calendar)).toEqual({
      ok: true,
      workingDays: 7,
    });
    expect(codesOf(checkLegalityReview(d('2026-03-02'), d('2026-03-10'), calendar))).toEqual([
      'legality-review-too-short',
    ]);
  });
});

describe('《重大行政决策程序暂行条例》第十条 to 第三十七条：the stages', () => {
  it('follow one another without a gap', () => {
    expect(decisionStages).toHaveLength(11);
    expect(decisionStages[0]?.articles[0]).toBe(10);
    expect(decisionStages.at(-1)?.articles[1]).toBe(37);
    decisionStages.slice(1).forEach(({ articles }, i) => {
      expect(articles[0]).toBe(decisionStages[i]!.articles[1] + 1);
    });
  });
});

describe('国办发〔2016〕80号、国办发〔2016〕61号：answering public concern in hours', () => {
  const hour = 3_600_000;

  it('needs information in 5 hours and a press conference in 24 for grave emergencies', () => {
    const found = opinionDeadlines({ class: 'grave', occurredAtMs: 1000, discoveredAtMs: 1000 + hour });
    expect(
      found.map(({ duty, dueAtMs, dueFromDiscoveryAtMs, mark }) => [
        duty,
        dueAtMs,
        dueFromDiscoveryAtMs,
        mark,
      ]),
    ).toEqual([
      ['authoritative-information', 1000 + 5 * hour, 1000 + 6 * hour, 'inference'],
      ['press-conference', 1000 + 24 * hour, 1000 + 25 * hour, 'inference'],
    ]);
    expect(citationWords(opinionLimits.grave[0]!.basis[0]!)).toBe('国办发〔2016〕80号');
    expect(citationWords(opinionLimits.grave[1]!.basis[0]!)).toBe('国办发〔2016〕61号');
  });

  it('needs a response in 48 hours for all else, from the discovery where the event has no time', () => {
    expect(opinionDeadlines({ class: 'other', discoveredAtMs: 5 })).toMatchObject([
      { duty: 'response', hours: 48, dueAtMs: 5 + 48 * hour, dueFromDiscoveryAtMs: 5 + 48 * hour },
    ]);
    expect(opinionDeadlines({ class: 'other', occurredAtMs: 9, discoveredAtMs: 5 })[0]?.dueAtMs).toBe(
      5 + 48 * hour,
    );
  });
});

describe('民发〔2021〕57号第十九条、《特困人员认定办法》第十五条：posting lists of assistance', () => {
  it('shows seven days and seven working days', () => {
    const answer = postingPeriod('minimum-allowance', d('2026-03-02'), calendar);
    if (!answer.ok) throw new Error('refused');
    expect(answer.period).toMatchObject({ until: '2026-03-09', sevenWorkingDaysOn: '2026-03-11' });
    expect(answer.period.legalMinimum.limit).toMatchObject({ calendarDays: 7, mark: 'inference' });
    const longer = postingPeriod('extreme-hardship', d('2026-03-02'), calendar, 'working-days');
    expect(longer).toMatchObject({ ok: true, period: { until: '2026-03-11' } });
  });

  it('never posts children without guardians', () => {
    expect(codesOf(postingPeriod('unattended-children', d('2026-03-02'), calendar))).toEqual([
      'posting-forbidden',
    ]);
    expect(postingRules['urgent-temporary-assistance'].posting).toBe('optional');
    expect(codesOf(postingPeriod('temporary-assistance', d('2026-03-02'), calendar))).toEqual([]);
  });
});
