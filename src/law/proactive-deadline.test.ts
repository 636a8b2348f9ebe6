import { describe, expect, it } from 'vitest';
import { citationWords } from './citation.ts';
import { dayOf } from './day.ts';
import { enforcementDeadlines } from './enforcement-publicity.ts';
import { limitWords, markStep, spanWords } from './explanation.ts';
import { endOfLimit, type LocalLimit } from './local-limit.ts';
import {
  contractSigningDeadline,
  type ProactiveKind,
  proactiveDeadline,
  proactiveRules,
  yearlyReportDeadline,
} from './proactive-deadline.ts';
import { publishedCalendar as calendar } from './published-calendar.ts';

const on = dayOf('2026-03-02');

describe('《政府信息公开条例》第二十六条：proactive disclosure within 20 working days, special periods first', () => {
  it.each([
    ['general', '2026-03-30', '《政府信息公开条例》第二十六条'],
    ['licence', '2026-03-11', '国办发〔2018〕118号'],
    ['penalty', '2026-03-11', '国办发〔2018〕118号'],
    ['other-enforcement', '2026-03-30', '国办发〔2018〕118号'],
    ['grass-roots-item', '2026-03-16', '民办函〔2019〕52号'],
    ['grass-roots-update', '2026-03-30', '民办函〔2019〕52号'],
    ['budget', '2026-03-23', '《预算法》第十四条第二款'],
    ['interpretation', '2026-03-05', '国办发〔2016〕80号'],
  ] as const)('%s from 2026-03-02: by %s under %s', (kind, dueOn, basis) => {
    const explanation = proactiveDeadline({ kind, on, calendar });
    expect(explanation).toMatchObject({ dueOn, provisional: false, calendar: calendar.version });
    expect(citationWords(explanation.limit.basis[0]!)).toBe(basis);
    expect(explanation.steps[0]?.words).toContain('自次日起计算');
    expect(explanation.steps.map(step => step.words).join('')).toContain('届满');
  });

  it('says which days were skipped and which make-up days counted', () => {
    const { steps } = proactiveDeadline({ kind: 'general', on: dayOf('2026-09-20'), calendar });
    expect(steps[1]?.words).toBe('此间的周末和节假日共13天不计入；调休上班的1天照常计入。');
    const short = proactiveDeadline({ kind: 'interpretation', on, calendar });
    expect(short.steps.map(step => step.words).join('')).not.toContain('不计入；');
  });

  it('is provisional in a year without notice, and says so', () => {
    const explanation = proactiveDeadline({ kind: 'general', on: dayOf('2026-12-20'), calendar });
    expect(explanation).toMatchObject({ dueOn: '2027-01-18', provisional: true });
    expect(explanation.steps.at(-1)?.words).toContain('暂定');
    const final = proactiveDeadline({ kind: 'general', on, calendar });
    expect(final.steps.map(step => step.words).join('')).not.toContain('暂定');
    expect(final.steps.at(-1)?.on).toBe(final.dueOn);
  });

  it('carries the mark of a rule that was not read word for word', () => {
    for (const kind of ['budget', 'interpretation'] satisfies ProactiveKind[]) {
      const { limit, steps } = proactiveDeadline({ kind, on, calendar });
      expect(limit.mark).toBe('unverified');
      expect(steps.some(step => step.mark === 'unverified')).toBe(true);
    }
    const { limit, steps } = proactiveDeadline({ kind: 'general', on, calendar });
    expect(limit).not.toHaveProperty('mark');
    expect(steps.every(step => step.mark === undefined)).toBe(true);
    expect(proactiveRules.interpretation.setBy).toBe('default');
    expect(markStep(on, undefined, [])).toEqual([]);
  });

  it('moves 20 days that end on a day off, and says so', () => {
    const { dueOn, steps } = proactiveDeadline({ kind: 'budget', on: dayOf('2026-09-12'), calendar });
    expect(dueOn).toBe('2026-10-08');
    expect(steps[1]).toMatchObject({
      on: '2026-10-08',
      words: '第20日2026年10月2日不是工作日，顺延至2026年10月8日。',
    });
  });

  it('takes a stricter local limit and never a laxer one', () => {
    const stricter: LocalLimit = { span: { workingDays: 15 }, setBy: 'local', words: '市办法' };
    const laxer: LocalLimit = { span: { workingDays: 30 }, setBy: 'plan' };
    const both = proactiveDeadline({ kind: 'general', on, calendar, local: [laxer, stricter] });
    expect(both).toMatchObject({ dueOn: '2026-03-23', limit: { workingDays: 15, setBy: 'local' } });
    const words = both.steps.map(step => step.words).join('');
    expect(words).toContain('年度要点规定的30个工作日至2026年4月14日届满，不早于所适用的期限，不能放宽');
    expect(words).toContain('法定20个工作日至2026年3月30日届满，晚于所适用的期限，从严计算');
    const lax = proactiveDeadline({ kind: 'general', on, calendar, local: [laxer] });
    expect(lax).toMatchObject({ dueOn: '2026-03-30', limit: { setBy: 'law' } });
  });

  it('names the law where a local limit ends on the same day, and compares days with working days', () => {
    const same = proactiveDeadline({
      kind: 'general',
      on,
      calendar,
      local: [{ span: { workingDays: 20 }, setBy: 'local', words: '市办法' }],
    });
    expect(same.limit.setBy).toBe('law');
    expect(same.steps.map(step => step.words).join('')).toContain('（市办法）');
    const week = proactiveDeadline({
      kind: 'penalty',
      on,
      calendar,
      local: [{ span: { calendarDays: 7 }, setBy: 'local' }],
    });
    expect(week).toMatchObject({ dueOn: '2026-03-09', limit: { calendarDays: 7, setBy: 'local' } });
    const fixed: LocalLimit = { span: { fixedDay: dayOf('2026-03-10') }, setBy: 'plan' };
    expect(proactiveDeadline({ kind: 'general', on, calendar, local: [fixed] })).toMatchObject({
      dueOn: '2026-03-10',
      limit: { setBy: 'plan' },
    });
    expect(endOfLimit(calendar, on, fixed.span)).toEqual({ due: '2026-03-10', provisional: false });
  });

  it('writes limits in words', () => {
    expect(spanWords({ workingDays: 20 })).toBe('20个工作日');
    expect(spanWords({ calendarDays: 7 })).toBe('7日');
    expect(spanWords({ fixedDay: dayOf('2026-01-31') })).toBe('2026年1月31日前');
    expect(limitWords({ workingDays: 3, setBy: 'default', basis: [] })).toBe('默认的3个工作日');
  });
});

describe('《政府信息公开条例》第四十九条：the yearly report', () => {
  it.each([
    ['department-report', '2026-01-31', '《政府信息公开条例》第四十九条第一款'],
    ['government-report', '2026-03-31', '《政府信息公开条例》第四十九条第二款'],
    ['enforcement-statistics', '2026-01-31', '国办发〔2018〕118号'],
  ] as const)('%s on 2025 is due by %s', (report, dueOn, basis) => {
    const explanation = yearlyReportDeadline(report, 2025, calendar);
    expect(explanation).toMatchObject({
      dueOn,
      provisional: false,
      limit: { fixedDay: dueOn, setBy: 'law' },
    });
    expect(citationWords(explanation.limit.basis[0]!)).toBe(basis);
  });

  it('may be earlier by the plan, and needs a year', () => {
    const local: LocalLimit = { span: { fixedDay: dayOf('2026-01-20') }, setBy: 'plan' };
    expect(yearlyReportDeadline('department-report', 2025, calendar, [local])).toMatchObject({
      dueOn: '2026-01-20',
    });
    expect(() => yearlyReportDeadline('department-report', 9999, calendar)).toThrow(RangeError);
  });
});

describe('国办发〔2018〕118号、《行政处罚法》第四十八条：publishing and withdrawing enforcement decisions', () => {
  it.each([
    ['licence', '2026-03-11', 'local'],
    ['penalty', '2026-03-11', 'law'],
    ['other', '2026-03-30', 'local'],
  ] as const)('%s: published by %s, withdrawn within 3 working days set by %s', (kind, publishBy, setBy) => {
    const answer = enforcementDeadlines({ kind, decidedOn: on, revokedOn: dayOf('2026-04-30'), calendar });
    if (!answer.ok) throw new Error('refused');
    expect(answer.publish.dueOn).toBe(publishBy);
    expect(answer.withdraw).toMatchObject({ dueOn: '2026-05-08', limit: { workingDays: 3, setBy } });
  });

  it('cites the statute for penalties and the local rule for the rest', () => {
    const basis = (kind: 'penalty' | 'other') => {
      const answer = enforcementDeadlines({ kind, decidedOn: on, revokedOn: on, calendar });
      return answer.ok ? answer.withdraw?.limit.basis.map(citationWords) : [];
    };
    expect(basis('penalty')).toEqual(['《行政处罚法》第四十八条第二款', '《行政处罚法》第八十五条']);
    expect(basis('other')).toEqual(['国办发〔2018〕118号', '本机关规定']);
  });

  it('has nothing to withdraw while the decision stands', () => {
    expect(enforcementDeadlines({ kind: 'other', decidedOn: on, calendar })).not.toHaveProperty('withdraw');
  });

  it('refuses a revocation before the decision', () => {
    const answer = enforcementDeadlines({
      kind: 'other',
      decidedOn: on,
      revokedOn: dayOf('2026-03-01'),
      calendar,
    });
    expect(answer.ok || answer.reasons.map(({ code }) => code)).toEqual(['revoked-before-decided']);
  });

  it('takes stricter limits of the pack for both', () => {
    const answer = enforcementDeadlines({
      kind: 'penalty',
      decidedOn: on,
      revokedOn: on,
      calendar,
      local: [{ span: { workingDays: 5 }, setBy: 'local' }],
      localWithdrawal: [{ span: { workingDays: 1 }, setBy: 'local' }],
    });
    expect(answer).toMatchObject({ publish: { dueOn: '2026-03-09' }, withdraw: { dueOn: '2026-03-03' } });
  });
});

describe('政府采购法 article 46, 政府采购法实施条例 articles 43 and 50', () => {
  it('the contract is signed within thirty days of the award, and moves off a day off', () => {
    expect(contractSigningDeadline(dayOf('2019-04-29'), calendar).dueOn).toBe('2019-05-29');
    const moved = contractSigningDeadline(dayOf('2019-05-09'), calendar);
    expect([moved.dueOn, moved.limit.mark]).toEqual(['2019-06-10', 'unverified']);
  });

  it.each(['procurement-award', 'procurement-contract'] as const)('%s: two working days', kind => {
    const { dueOn, limit } = proactiveDeadline({
      ...{ kind, on: dayOf('2019-04-29'), calendar },
    });
    expect([dueOn, limit.mark]).toEqual(['2019-05-05', 'unverified']);
  });
});
