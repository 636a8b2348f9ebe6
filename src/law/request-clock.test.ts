import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citationWords } from './citation.ts';
import { addDays, type Day, dayOf } from './day.ts';
import { lawDefaults } from './marked-defaults.ts';
import { publishedCalendar as calendar } from './published-calendar.ts';
import {
  type ClockRules,
  mayHappen,
  type RequestClock,
  type RequestEvent,
  requestClock,
} from './request-clock.ts';
import { addWorkdays, isWorkday, workdaysBetween } from './working-days.ts';

const d = dayOf;
const inPerson: RequestEvent = { type: 'submitted', on: d('2026-03-02'), via: 'in-person' };

function clockOf(events: readonly RequestEvent[], rules: Partial<ClockRules> = {}): RequestClock {
  const answer = requestClock(events, { calendar, ...rules });
  if (!answer.ok) throw new Error(answer.reasons.map(reason => reason.message).join('\n'));
  return answer.clock;
}

function codesOf(events: readonly RequestEvent[], rules: Partial<ClockRules> = {}): string[] {
  const answer = requestClock(events, { calendar, ...rules });
  return answer.ok ? [] : answer.reasons.map(reason => reason.code);
}

function basisOf(clock: RequestClock, at: number): string[] {
  return clock.steps[at]!.basis.map(citationWords);
}

const starts = fc.integer({ min: 0, max: 700 }).map(after => addDays(d('2024-01-02'), after));

function submittedOn(on: Day): RequestEvent {
  return { type: 'submitted', on, via: 'in-person' };
}

describe('《政府信息公开条例》第三十一条：the day of receipt, by channel', () => {
  it.each([
    ['in-person', 1],
    ['signed-mail', 2],
  ] as const)('%s: the day itself', (via, item) => {
    const clock = clockOf([{ type: 'submitted', on: d('2026-03-02'), via }]);
    expect(clock).toMatchObject({
      receivedOn: '2026-03-02',
      dueOn: '2026-03-30',
      state: 'running',
      provisional: false,
    });
    expect(basisOf(clock, 0)).toEqual([
      `《政府信息公开条例》第三十一条第（${item === 1 ? '一' : '二'}）项`,
      '《政府信息公开条例》第三十三条第二款',
    ]);
  });

  it.each(['plain-mail', 'internet', 'fax'] as const)('%s: the day both sides confirm', via => {
    const submitted: RequestEvent = { type: 'submitted', on: d('2026-03-02'), via };
    const before = clockOf([submitted]);
    expect(before).toMatchObject({
      receivedOn: null,
      dueOn: null,
      state: 'awaiting-confirmation',
      late: false,
    });
    expect(before.remainingWorkingDays).toBeNull();
    const after = clockOf([submitted, { type: 'receipt-confirmed', on: d('2026-03-06') }]);
    expect(after).toMatchObject({ receivedOn: '2026-03-06', dueOn: '2026-04-03', state: 'running' });
    expect(after.steps.map(step => step.dueOn)).toEqual([null, '2026-04-03']);
  });

  it('is not confirmed twice, and a confirmation changes nothing where the day was fixed already', () => {
    const confirmed: RequestEvent = { type: 'receipt-confirmed', on: d('2026-03-03') };
    expect(clockOf([inPerson, confirmed]).dueOn).toBe('2026-03-30');
    expect(codesOf([inPerson, confirmed, confirmed])).toEqual(['already-confirmed']);
    const online: RequestEvent = { ...inPerson, via: 'internet' } as RequestEvent;
    expect(codesOf([online, confirmed, confirmed])).toEqual(['already-confirmed']);
  });

  it('begins with a submission, and has only one', () => {
    expect(codesOf([])).toEqual(['no-events']);
    expect(codesOf([{ type: 'replied', on: d('2026-03-02') }])).toEqual(['not-submitted']);
    expect(codesOf([inPerson, inPerson])).toEqual(['already-submitted']);
  });

  it('runs nothing before the confirmation', () => {
    const online: RequestEvent = { type: 'submitted', on: d('2026-03-02'), via: 'internet' };
    const on = d('2026-03-03');
    expect(codesOf([online, { type: 'replied', on }])).toEqual(['receipt-not-confirmed']);
    expect(clockOf([online, { type: 'withdrawn', on }]).state).toBe('withdrawn');
  });
});

describe('《政府信息公开条例》第三十条：the one-off correction', () => {
  const notice: RequestEvent = {
    type: 'correction-requested',
    on: d('2026-03-11'),
    correctBy: d('2026-03-25'),
  };

  it('discards the period, and the corrected request starts it in full', () => {
    const waiting = clockOf([inPerson, notice]);
    expect(waiting).toMatchObject({ state: 'awaiting-correction', dueOn: null, waitingUntil: '2026-03-25' });
    const clock = clockOf([inPerson, notice, { type: 'corrected', on: d('2026-03-25') }]);
    expect(clock).toMatchObject({
      receivedOn: '2026-03-02',
      dueOn: '2026-04-23',
      state: 'running',
      waitingUntil: null,
    });
    expect(basisOf(clock, 1)).toEqual(['《政府信息公开条例》第三十条']);
  });

  it('must be noticed within seven working days', () => {
    const late: RequestEvent = { ...notice, on: d('2026-03-12') };
    expect(codesOf([inPerson, notice])).toEqual([]);
    expect(codesOf([inPerson, late])).toEqual(['correction-notice-too-late']);
  });

  it('is noticed once only, within a period that lies ahead', () => {
    const early: RequestEvent = {
      type: 'correction-requested',
      on: d('2026-03-04'),
      correctBy: d('2026-03-09'),
    };
    const corrected: RequestEvent = { type: 'corrected', on: d('2026-03-05') };
    const again: RequestEvent = {
      type: 'correction-requested',
      on: d('2026-03-06'),
      correctBy: d('2026-03-06'),
    };
    expect(codesOf([inPerson, early, corrected, again])).toEqual([
      'correction-already-requested',
      'correct-by-not-after-notice',
    ]);
    expect(codesOf([inPerson, early, early])).toEqual(['awaiting-correction']);
    expect(codesOf([inPerson, corrected])).toEqual(['not-expected']);
  });

  it('deems the request abandoned after the period, and not on its last day', () => {
    const events = [inPerson, notice];
    expect(clockOf(events, { asOf: d('2026-03-25') }).state).toBe('awaiting-correction');
    const after = clockOf(events, { asOf: d('2026-03-26') });
    expect(after).toMatchObject({ state: 'deemed-abandoned', dueOn: null, late: false });
    expect(after.steps.at(-1)).toMatchObject({ event: 'correction-lapsed', on: '2026-03-26', dueOn: null });
  });

  it('takes a late correction only with good reason', () => {
    const late = { type: 'corrected', on: d('2026-03-26') } as const;
    expect(codesOf([inPerson, notice, late])).toEqual(['correction-too-late']);
    expect(codesOf([inPerson, notice, { ...late, goodReason: ' ' }])).toEqual(['correction-too-late']);
    const excused = clockOf([inPerson, notice, { ...late, goodReason: '住院' }]);
    expect(excused).toMatchObject({ dueOn: '2026-04-24', state: 'running' });
    expect(excused.steps.map(step => step.event)).not.toContain('correction-lapsed');
    expect(excused.steps.at(-1)?.effect).toContain('住院');
    const inTime = clockOf([inPerson, notice, { ...late, on: d('2026-03-25'), goodReason: '住院' }]);
    expect(inTime.steps.at(-1)?.effect).not.toContain('逾期');
    expect(codesOf([inPerson, notice, { type: 'replied', on: d('2026-03-27') }])).toEqual([
      'deemed-abandoned',
    ]);
  });

  it('may still be answered while the correction is awaited, without a period to miss', () => {
    const clock = clockOf([inPerson, notice, { type: 'replied', on: d('2026-03-20') }]);
    expect(clock).toMatchObject({ state: 'replied', dueOn: null, late: false });
  });
});

describe('《政府信息公开条例》第三十二条、《政府信息公开条例》第三十三条：third-party opinion', () => {
  const asked: RequestEvent = { type: 'third-party-consulted', on: d('2026-03-05') };

  it('does not count the time it needs', () => {
    const clock = clockOf([
      inPerson,
      asked,
      { type: 'third-party-answered', on: d('2026-03-12'), agrees: false },
    ]);
    expect(clock.dueOn).toBe('2026-04-07');
    expect(clock.steps[2]?.effect).toContain('5个工作日');
    expect(clock.steps[2]?.effect).toContain('不同意公开');
    expect(basisOf(clock, 1)).toEqual([
      '《政府信息公开条例》第三十二条',
      '《政府信息公开条例》第三十三条第三款',
    ]);
  });

  it('shows the date of silence while it waits, and the date of an answer today', () => {
    const clock = clockOf([inPerson, asked], { asOf: d('2026-03-12') });
    expect(clock).toMatchObject({ state: 'consulting', dueOn: '2026-04-21', dueOnIfAnswered: '2026-04-07' });
    expect(clock.remainingWorkingDays).toBe(17);
    expect(clock.late).toBe(false);
  });

  it('ends after 15 working days of silence, which is no consent', () => {
    const clock = clockOf([inPerson, asked], { asOf: d('2026-03-27') });
    expect(clock).toMatchObject({ state: 'running', dueOn: '2026-04-21', dueOnIfAnswered: null });
    expect(clock.steps.at(-1)).toMatchObject({
      event: 'third-party-silent',
      on: '2026-03-26',
      dueOn: '2026-04-21',
    });
    expect(clock.steps.at(-1)?.effect).toContain('不视为同意');
    expect(clockOf([inPerson, asked], { asOf: d('2026-03-26') }).state).toBe('consulting');
  });

  it('counts the 15 working days from the receipt of the letter', () => {
    const sent: RequestEvent = { ...asked, receivedOn: d('2026-03-09') };
    expect(clockOf([inPerson, sent]).dueOn).toBe('2026-04-23');
    expect(codesOf([inPerson, { ...asked, receivedOn: d('2026-03-04') }])).toEqual(['received-before-sent']);
  });

  it('lets time run again after the 15 days, whenever the answer comes', () => {
    const late: RequestEvent = { type: 'third-party-answered', on: d('2026-04-02') };
    const clock = clockOf([inPerson, asked, late]);
    expect(clock.dueOn).toBe('2026-04-21');
    expect(clock.steps.map(step => step.event).slice(-2)).toEqual([
      'third-party-silent',
      'third-party-answered',
    ]);
    expect(codesOf([inPerson, asked, late, late])).toEqual(['no-open-consultation']);
  });

  it('pairs answers with the party that was asked', () => {
    const [first, second]: RequestEvent[] = [
      { ...asked, party: '甲公司' },
      { ...asked, on: d('2026-03-06'), party: '乙公司' },
    ];
    const answer: RequestEvent = {
      type: 'third-party-answered',
      on: d('2026-03-12'),
      party: '乙公司',
      agrees: true,
    };
    const clock = clockOf([inPerson, first!, second!, answer], { asOf: d('2026-03-20') });
    expect(clock).toMatchObject({ state: 'consulting', dueOn: '2026-04-21' });
    expect(clock.steps[1]?.effect).toContain('甲公司');
    expect(codesOf([inPerson, first!, answer])).toEqual(['no-open-consultation']);
    expect(codesOf([inPerson, { type: 'third-party-answered', on: d('2026-03-12') }])).toEqual([
      'no-open-consultation',
    ]);
  });

  it('does not revive a period that is over', () => {
    const clock = clockOf([inPerson, { ...asked, on: d('2026-03-31') }], { asOf: d('2026-04-02') });
    expect(clock).toMatchObject({ dueOn: '2026-03-30', late: true, remainingWorkingDays: -3 });
    expect(clock.steps[1]?.effect).toContain('期限已过');
    expect(clockOf([inPerson, { ...asked, on: d('2026-03-30') }]).dueOn).toBe('2026-04-21');
  });

  it('moves the due date by exactly the working days of the pause', () => {
    fc.assert(
      fc.property(
        starts,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 14 }),
        (on, after, length) => {
          const plain = clockOf([submittedOn(on)]).dueOn!;
          const sent = addDays(on, after);
          const back = addDays(sent, length);
          const paused = clockOf([
            submittedOn(on),
            { type: 'third-party-consulted', on: sent },
            { type: 'third-party-answered', on: back },
          ]).dueOn!;
          expect(workdaysBetween(calendar, plain, paused)).toBe(workdaysBetween(calendar, sent, back));
          expect(isWorkday(calendar, paused)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('changes nothing when a pause is split in two', () => {
    fc.assert(
      fc.property(
        starts,
        fc.nat({ max: 15 }),
        fc.nat({ max: 7 }),
        fc.nat({ max: 7 }),
        (on, after, one, two) => {
          const [sent, middle, back] = [
            addDays(on, after),
            addDays(on, after + one),
            addDays(on, after + one + two),
          ];
          const ask = (day: Day): RequestEvent => ({ type: 'third-party-consulted', on: day });
          const answer = (day: Day): RequestEvent => ({ type: 'third-party-answered', on: day });
          const whole = clockOf([submittedOn(on), ask(sent), answer(back)]).dueOn;
          const parts = clockOf([
            submittedOn(on),
            ask(sent),
            answer(middle),
            ask(middle),
            answer(back),
          ]).dueOn;
          expect(parts).toBe(whole);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('《政府信息公开条例》第三十四条：organs that made the information together', () => {
  const asked: RequestEvent = { type: 'organ-consulted', on: d('2026-03-05') };

  it('are deemed to agree after 15 working days of silence', () => {
    const clock = clockOf([inPerson, asked], { asOf: d('2026-03-27') });
    expect(clock.steps.at(-1)).toMatchObject({ event: 'organ-silent', on: '2026-03-26' });
    expect(clock.steps.at(-1)?.effect).toContain('视为同意公开');
    expect(clock.dueOn).toBe('2026-04-21');
  });

  it('count once where they overlap with a third party', () => {
    const both = clockOf([
      inPerson,
      { type: 'third-party-consulted', on: d('2026-03-04') },
      asked,
      { type: 'third-party-answered', on: d('2026-03-10') },
      { type: 'organ-answered', on: d('2026-03-12'), agrees: true },
    ]);
    expect(workdaysBetween(calendar, d('2026-03-30'), both.dueOn!)).toBe(6);
    expect(both.steps.at(-1)?.effect).toContain('同意公开');
  });

  it('do not answer for a third party', () => {
    const answer: RequestEvent = { type: 'organ-answered', on: d('2026-03-06') };
    expect(codesOf([inPerson, { type: 'third-party-consulted', on: d('2026-03-05') }, answer])).toEqual([
      'no-open-consultation',
    ]);
  });
});

describe('《政府信息公开条例》第三十三条：the extension and the reply', () => {
  const extended: RequestEvent = {
    type: 'extended',
    on: d('2026-03-30'),
    workingDays: 20,
    approvedBy: '机构负责人',
  };

  it('adds at most 20 working days, on the last day at the latest', () => {
    const clock = clockOf([inPerson, extended]);
    expect(clock.dueOn).toBe(addWorkdays(calendar, d('2026-03-02'), 40).due);
    expect(clock.steps[1]?.effect).toContain('机构负责人');
    expect(codesOf([inPerson, { ...extended, on: d('2026-03-31') }])).toEqual(['extension-after-due']);
  });

  it.each([0, 21, -1, 2.5])('refuses %d working days', workingDays => {
    expect(codesOf([inPerson, { ...extended, workingDays }])).toEqual(['extension-too-long']);
  });

  it('is given once, with an approver where the register needs one', () => {
    const short: RequestEvent = { ...extended, workingDays: 1 };
    const noName: RequestEvent = { type: 'extended', on: d('2026-03-30'), workingDays: 21 };
    expect(codesOf([inPerson, short, short])).toEqual(['period-already-extended']);
    expect(codesOf([inPerson, noName], { approverRequired: true })).toEqual([
      'extension-too-long',
      'extension-not-approved',
    ]);
    expect(codesOf([inPerson, extended], { approverRequired: true })).toEqual([]);
  });

  it('never shortens', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 20 }), (on, workingDays) => {
        const plain = clockOf([submittedOn(on)]).dueOn!;
        const longer = clockOf([submittedOn(on), { type: 'extended', on, workingDays }]).dueOn!;
        expect(longer > plain).toBe(true);
        expect(workdaysBetween(calendar, plain, longer)).toBe(workingDays);
      }),
    );
  });

  it('is answered on the spot, in time, or late', () => {
    const spot = clockOf([inPerson, { type: 'replied', on: d('2026-03-02') }]);
    expect(spot.steps[1]?.effect).toContain('当场答复');
    expect(basisOf(spot, 1)[0]).toBe('《政府信息公开条例》第三十三条第一款');
    const inTime = clockOf([inPerson, { type: 'replied', on: d('2026-03-30') }]);
    expect(inTime).toMatchObject({
      state: 'replied',
      late: false,
      dueOn: '2026-03-30',
      remainingWorkingDays: null,
    });
    expect(basisOf(inTime, 1)[0]).toBe('《政府信息公开条例》第三十三条第二款');
    expect(clockOf([inPerson, { type: 'replied', on: d('2026-03-31') }])).toMatchObject({
      state: 'replied',
      late: true,
    });
  });

  it('shows the days left, and lateness, as of any day', () => {
    const events = [inPerson, extended];
    const asOf = (day: string) => clockOf(events, { asOf: d(day) });
    expect(asOf('2026-03-02')).toMatchObject({ dueOn: '2026-03-30', remainingWorkingDays: 20, late: false });
    expect(asOf('2026-03-29')).toMatchObject({ dueOn: '2026-03-30', remainingWorkingDays: 1 });
    expect(asOf('2026-03-30')).toMatchObject({ dueOn: '2026-04-28', remainingWorkingDays: 20 });
    expect(asOf('2026-04-29')).toMatchObject({ remainingWorkingDays: -1, late: true });
    expect(codesOf(events, { asOf: d('2026-03-01') })).toEqual(['no-events']);
  });

  it('is provisional where a year without notice is counted', () => {
    expect(clockOf([submittedOn(d('2026-12-10'))])).toMatchObject({ provisional: true });
    expect(clockOf([submittedOn(d('2026-12-01'))])).toMatchObject({
      dueOn: '2026-12-29',
      provisional: false,
    });
  });
});

describe('《政府信息公开条例》第三十五条：excessive requests', () => {
  const asked: RequestEvent = { type: 'reasons-requested', on: d('2026-03-04') };
  const given: RequestEvent = { type: 'reasons-given', on: d('2026-03-09') };

  it('may be asked for reasons, which stops no clock', () => {
    expect(clockOf([inPerson, asked, given]).dueOn).toBe('2026-03-30');
    expect(codesOf([inPerson, asked, asked])).toEqual(['reasons-already-requested']);
    expect(codesOf([inPerson, given])).toEqual(['reasons-not-requested']);
  });

  it('may be answered after a reasonable delay that is set and told', () => {
    const delayed: RequestEvent = { type: 'delayed', on: d('2026-03-10'), until: d('2026-05-20') };
    expect(clockOf([inPerson, asked, given, delayed]).dueOn).toBe('2026-05-20');
    expect(codesOf([inPerson, delayed])).toEqual(['reasons-not-given']);
    expect(codesOf([inPerson, asked, given, delayed, { ...delayed, until: d('2026-05-21') }])).toEqual([
      'reasons-not-given',
    ]);
    expect(codesOf([inPerson, asked, { ...delayed, until: d('2026-03-30') }])).toEqual([
      'reasons-not-given',
      'delay-not-later',
    ]);
  });
});

describe('《政府信息公开信息处理费管理办法》：the fee notice and the payment', () => {
  const notified: RequestEvent = { type: 'fee-notified', on: d('2026-03-10') };
  const paid: RequestEvent = { type: 'fee-paid', on: d('2026-03-20') };

  it('counts the period anew from the day after payment, and marks that rule', () => {
    expect(clockOf([inPerson, notified])).toMatchObject({
      state: 'awaiting-payment',
      dueOn: null,
      waitingUntil: '2026-04-08',
    });
    const clock = clockOf([inPerson, notified, paid]);
    expect(clock).toMatchObject({ state: 'running', dueOn: '2026-04-20', receivedOn: '2026-03-02' });
    expect(clock.steps[2]?.mark).toBe('unverified');
    expect(clock.steps[1]).not.toHaveProperty('mark');
  });

  it('resumes where it stood if the bureau sets that default', () => {
    const feeClock = { ...lawDefaults.feeClock, value: 'resumes' as const };
    const clock = clockOf([inPerson, notified, paid], { defaults: { ...lawDefaults, feeClock } });
    expect(clock.dueOn).toBe(addWorkdays(calendar, d('2026-03-30'), 8).due);
    expect(clock.steps[2]?.effect).toContain('不计入');
  });

  it('counts 20 working days from the day after the notice was received, then deems the request abandoned', () => {
    const received: RequestEvent = { ...notified, receivedOn: d('2026-03-12') };
    const last = d('2026-04-10');
    expect(clockOf([inPerson, received], { asOf: last })).toMatchObject({
      state: 'awaiting-payment',
      waitingUntil: last,
    });
    const after = clockOf([inPerson, received], { asOf: addDays(last, 1) });
    expect(after.state).toBe('deemed-abandoned');
    expect(after.steps.at(-1)).toMatchObject({ event: 'payment-lapsed', on: '2026-04-11' });
    expect(codesOf([inPerson, received, { type: 'fee-paid', on: last }])).toEqual([]);
    expect(codesOf([inPerson, received, { type: 'fee-paid', on: addDays(last, 1) }])).toEqual([
      'deemed-abandoned',
    ]);
  });

  it('is noticed once, within the period, and paid after notice', () => {
    expect(codesOf([inPerson, paid])).toEqual(['not-expected']);
    expect(codesOf([inPerson, notified, notified])).toEqual(['awaiting-payment']);
    expect(codesOf([inPerson, notified, paid, { ...notified, on: d('2026-03-23') }])).toEqual([
      'fee-already-notified',
    ]);
    const wrong: RequestEvent = { type: 'fee-notified', on: d('2026-03-31'), receivedOn: d('2026-03-30') };
    expect(codesOf([inPerson, wrong])).toEqual(['fee-notice-after-due', 'received-before-sent']);
    expect(codesOf([inPerson, { ...notified, on: d('2026-03-30') }])).toEqual([]);
  });

  it('gives the extension back with a new period unless the bureau sets otherwise', () => {
    const extended: RequestEvent = { type: 'extended', on: d('2026-03-09'), workingDays: 5 };
    const again: RequestEvent = { type: 'extended', on: d('2026-03-23'), workingDays: 5 };
    const events = [inPerson, extended, notified, paid, again];
    expect(clockOf(events).dueOn).toBe(addWorkdays(calendar, d('2026-03-20'), 25).due);
    const extensionAfterRestart = { ...lawDefaults.extensionAfterRestart, value: 'used-up' as const };
    expect(codesOf(events, { defaults: { ...lawDefaults, extensionAfterRestart } })).toEqual([
      'period-already-extended',
    ]);
  });
});

describe('国办公开办函〔2016〕235号：the day of delivery decides whether a reply was in time', () => {
  const replied = { type: 'replied', on: d('2026-03-30') } as const;

  it.each([
    ['post', { postedOn: d('2026-03-31') }, true],
    ['post', { postedOn: d('2026-03-30'), signedOn: d('2026-04-03') }, false],
    ['post', {}, false],
    ['direct', { signedOn: d('2026-03-31') }, true],
    ['direct', { signedOn: d('2026-03-30') }, false],
    ['entrusted', { signedOn: d('2026-04-01'), postedOn: d('2026-03-30') }, true],
    ['electronic', { signedOn: d('2026-04-01') }, false],
  ] as const)('%s %j: late %s', (delivery, dates, late) => {
    const clock = clockOf([inPerson, { ...replied, delivery, ...dates }]);
    expect(clock.late).toBe(late);
    expect(basisOf(clock, 1)).toContain('国办公开办函〔2016〕235号');
  });

  it('refuses couriers, and delivery before the reply, both at once', () => {
    expect(codesOf([inPerson, { ...replied, delivery: 'courier' }])).toEqual(['courier-not-allowed']);
    expect(codesOf([inPerson, { ...replied, delivery: 'post', postedOn: d('2026-03-29') }])).toEqual([
      'delivered-before-reply',
    ]);
  });
});

describe('《政府信息公开条例》第四十五条：the file is kept in order and closed once', () => {
  it('refuses events out of order and dates that do not exist, naming the place of each', () => {
    const answer = requestClock(
      [
        inPerson,
        { type: 'reasons-requested', on: d('2026-03-10') },
        { type: 'reasons-given', on: d('2026-03-09') },
        { type: 'replied', on: '2026-03-32' as Day },
      ],
      { calendar },
    );
    expect(answer.ok).toBe(false);
    const reasons = answer.ok ? [] : answer.reasons;
    expect(reasons.map(({ code, where }) => [code, where])).toEqual([
      ['out-of-order', 'events[2]'],
      ['no-such-date', 'events[3]'],
    ]);
    expect(reasons[0]?.message).toMatch(/^第3项（2026-03-09）：/);
    expect(reasons[0]?.basis.map(citationWords)).toEqual(['《政府信息公开条例》第四十五条']);
    expect(reasons[1]?.basis.map(citationWords)).toEqual(['《民法典》第二百条']);
  });

  it('takes nothing after the reply or the withdrawal', () => {
    const replied: RequestEvent = { type: 'replied', on: d('2026-03-20') };
    const withdrawn: RequestEvent = { type: 'withdrawn', on: d('2026-03-20') };
    expect(codesOf([inPerson, replied, withdrawn])).toEqual(['already-closed']);
    expect(clockOf([inPerson, withdrawn])).toMatchObject({
      state: 'withdrawn',
      late: false,
      remainingWorkingDays: null,
    });
    expect(mayHappen([inPerson, withdrawn], replied, { calendar }).ok).toBe(false);
    expect(mayHappen([inPerson], replied, { calendar })).toMatchObject({
      ok: true,
      clock: { state: 'replied' },
    });
  });

  it('gives an effect in words and a basis for every step', () => {
    const clock = clockOf(
      [
        inPerson,
        { type: 'third-party-consulted', on: d('2026-03-04') },
        { type: 'extended', on: d('2026-03-05'), workingDays: 3 },
      ],
      { asOf: d('2026-05-20') },
    );
    for (const step of clock.steps) {
      expect(step.effect.endsWith('。')).toBe(true);
      expect(step.basis.length).toBeGreaterThan(0);
    }
    expect(clock.calendar).toBe(calendar.version);
  });
});
