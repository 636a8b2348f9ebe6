import { describe, expect, it } from 'vitest';
import { placeInTable3, placeInTable4 } from './annual-report-tables/counting.ts';
import { checkAnnualReport } from './annual-report-tables/identities.ts';
import { type AnnualReportTables, caseResultsOf, table3Of } from './annual-report-tables.ts';
import { chineseNumber, cite } from './citation.ts';
import { addDays, type Day, dayNumber, dayOf, dayOfNumber, isDay, lastDay } from './day.ts';
import { checkCommentPeriod } from './decision-procedure.ts';
import { parseDocumentNumber } from './document-number.ts';
import { enforcementDeadlines } from './enforcement-publicity.ts';
import { calendarDaysSteps, daysOffStep } from './explanation.ts';
import { parseIndexNumber, readIndexNumberPattern } from './index-number.ts';
import {
  findPersonalNumbers,
  isBankCard,
  maskBankCard,
  maskMobile,
  maskName,
  passesLuhn,
} from './masking.ts';
import { yearlyReportDeadline } from './proactive-deadline.ts';
import { feeByCase, feeByPage, mostFeeUnits } from './processing-fee.ts';
import { publishedCalendar as calendar, daysOfRuns, seedYears } from './published-calendar.ts';
import { reliefNotice } from './relief-notice.ts';
import { annualReportRow, checkReply } from './reply-kinds.ts';
import { pausedWorkdays } from './request-clock/period.ts';
import { type RequestClock, type RequestEvent, requestClock } from './request-clock.ts';
import { isResidentId, parseResidentId, residentCheckDigit } from './resident-id.ts';
import { isOrganisationCode } from './social-credit-code.ts';
import { addWorkdays, calendarFrom, isWorkday, workdayNotBefore, workdaysBetween } from './working-days.ts';

/** The edges of the rules, where one day or one character decides. Each was once a mutant that no other test met. */

const d = dayOf;
const on = (type: string, day: string, more: object = {}): RequestEvent =>
  ({ type, on: d(day), ...more }) as RequestEvent;
const start = on('submitted', '2026-03-02', { via: 'in-person' });

function clockOf(events: readonly RequestEvent[], asOf?: string): RequestClock {
  const answer = requestClock(events, { calendar, ...(asOf === undefined ? {} : { asOf: d(asOf) }) });
  if (!answer.ok) throw new Error(answer.reasons.map(each => each.message).join('\n'));
  return answer.clock;
}

describe('《全国年节及纪念日放假办法》第二条：fixed days off where no notice is out', () => {
  const of2010 = calendarFrom('2010', [seedYears.find(each => each.year === 2010)!]);

  it.each([
    ['2018-01-01', false],
    ['2018-01-02', true],
    ['2028-05-01', false],
    ['2024-05-02', true],
    ['2025-05-02', false],
    ['2028-05-02', false],
    ['2024-10-01', false],
    ['2024-10-02', false],
    ['2024-10-03', false],
    ['2024-10-04', true],
  ])('%s is worked: %s', (day, worked) => {
    expect(isWorkday(of2010, d(day))).toBe(worked);
  });

  it('a last day off that moves into a year without notice is provisional', () => {
    const of2022 = calendarFrom('2022', [seedYears.find(each => each.year === 2022)!]);
    expect(workdayNotBefore(of2022, d('2022-12-31'))).toEqual({ due: '2023-01-02', provisional: true });
    expect(workdayNotBefore(of2022, d('2022-12-30'))).toEqual({ due: '2022-12-30', provisional: false });
  });
});

describe('《民法典》第二百零一条：calendars and counts', () => {
  it('a due date on the second of January of a year without notice is provisional, on New Year’s Eve it is not', () => {
    const until2024 = calendarFrom(
      '至2024',
      seedYears.filter(({ year }) => year <= 2024),
    );
    expect(addWorkdays(until2024, d('2024-12-31'), 1)).toEqual({ due: '2025-01-02', provisional: true });
    expect(addWorkdays(until2024, d('2024-12-30'), 1)).toEqual({ due: '2024-12-31', provisional: false });
  });

  it('a calendar has its years in order, whatever order they came in', () => {
    const [a, b, c] = [2024, 2026, 2025].map(year => seedYears.find(each => each.year === year)!);
    const mixed = calendarFrom('v', [a!, b!, c!]);
    expect(mixed.years.map(each => each.year)).toEqual([2024, 2025, 2026]);
    expect(addWorkdays(mixed, d('2024-12-31'), 20)).toEqual(addWorkdays(calendar, d('2024-12-31'), 20));
  });

  it('says what is wrong with a count, a calendar and a year', () => {
    expect(() => addWorkdays(calendar, d('2026-03-02'), -1)).toThrow('工作日天数应为不小于零的整数');
    expect(() => calendarFrom('v', [])).toThrow('至少要有一个年份');
    expect(() => calendarFrom('v', [seedYears[0]!, seedYears[0]!])).toThrow('同一年份出现了两次');
    expect(() => yearlyReportDeadline('department-report', 9999, calendar)).toThrow('年度应为1000至9998');
  });

  it('counts nothing from a day to itself, on the first and past the last indexed day too', () => {
    for (const day of ['2003-12-31', '2004-01-01', '2026-03-02', '2031-06-02'])
      expect(workdaysBetween(calendar, d(day), d(day))).toBe(0);
    expect(workdaysBetween(calendar, d('2003-12-30'), d('2003-12-31'))).toBe(1);
    expect(workdaysBetween(calendar, d('2003-12-31'), d('2004-01-02'))).toBe(1);
    expect(workdaysBetween(calendar, d('2028-12-28'), d('2029-01-03'))).toBe(3);
    expect(addWorkdays(calendar, d('2003-12-31'), 1)).toEqual({ due: '2004-01-02', provisional: false });
    expect(addWorkdays(calendar, d('2028-12-29'), 1)).toEqual({ due: '2029-01-02', provisional: true });
  });
});

describe('《民法典》第二百条、《民法典》第二百零三条：days and the words about them', () => {
  it('a day is a text of ten characters and nothing around them', () => {
    for (const wrong of [20260302, ['2026-03-02'], 'x2026-03-02', '12026-03-02', '2026-03-02x', '2026-00-10'])
      expect(isDay(wrong)).toBe(false);
    expect(() => addDays(lastDay, 1)).toThrow('公元1000年至9999年');
  });

  it('runs of days may stand apart by more than one space', () => {
    expect(daysOfRuns(2026, ' 01-01  02-01..02-02 ')).toEqual(['2026-01-01', '2026-02-01', '2026-02-02']);
  });

  it('speaks of a make-up day although nothing was off, the last day too', () => {
    const steps = daysOffStep(calendar, d('2026-02-13'), d('2026-02-14'));
    expect(steps.map(step => step.words)).toEqual(['此间的周末和节假日共0天不计入；调休上班的1天照常计入。']);
    expect(daysOffStep(calendar, d('2026-03-02'), d('2026-03-03'))).toEqual([]);
  });

  it('says nothing of a last day that is worked', () => {
    expect(calendarDaysSteps(calendar, d('2026-03-02'), 7)).toEqual([]);
    expect(calendarDaysSteps(calendar, d('2026-03-02'), 5)).toHaveLength(1);
  });

  it('one day of comments is a period, if the notice says why', () => {
    const period = { openedOn: d('2026-03-02'), closesOn: d('2026-03-03'), reasonForShortening: '防汛' };
    expect(checkCommentPeriod(period)).toEqual({ ok: true, days: 1, shortened: true });
  });
});

describe('《民法典》第二百条：the last day of four hundred years', () => {
  it.each(['1600-02-29', '2000-02-29', '2400-02-29'])('%s follows the 28th and comes before 1 March', day => {
    expect(dayOfNumber(dayNumber(d(day)))).toBe(day);
    expect([addDays(d(day), -1), addDays(d(day), 1)]).toEqual([
      day.replace('29', '28'),
      day.replace('02-29', '03-01'),
    ]);
  });
});

describe('《政府信息公开条例》第三十三条：a citation as it travels', () => {
  it('has the parts that were given and no empty ones, which canonical JSON would not take', () => {
    expect(Object.keys(cite('民法典'))).toEqual(['instrument']);
    expect(Object.keys(cite('政府信息公开条例', 33, 2))).toEqual(['instrument', 'article', 'paragraph']);
    expect(Object.keys(cite('法释〔2025〕8号', 1, undefined, 3))).toEqual(['instrument', 'article', 'item']);
  });

  it('says what a number must be to be written in words', () => {
    expect(() => chineseNumber(10_000)).toThrow('0至9999');
  });
});

describe('《政府信息公开条例》第三十二条、《政府信息公开条例》第三十四条：pauses that meet', () => {
  const pause = (from: string, until: string) => ({ from: d(from), until: d(until) });

  it('count the days they share once, in whatever order they are listed', () => {
    const [early, late] = [pause('2026-03-03', '2026-03-11'), pause('2026-03-10', '2026-03-13')];
    expect(pausedWorkdays(calendar, d('2026-03-02'), [early, late])).toBe(8);
    expect(pausedWorkdays(calendar, d('2026-03-02'), [late, early])).toBe(8);
  });

  it('lapse in the order of their last days, each by itself', () => {
    const clock = clockOf(
      [
        start,
        on('third-party-consulted', '2026-03-04', { receivedOn: d('2026-03-10') }),
        on('organ-consulted', '2026-03-05'),
      ],
      '2026-04-20',
    );
    expect(clock.steps.slice(3).map(step => [step.event, step.on])).toEqual([
      ['organ-silent', '2026-03-26'],
      ['third-party-silent', '2026-03-31'],
    ]);
  });

  it('lapse in that order too when they were sent in it', () => {
    const events = [start, on('third-party-consulted', '2026-03-04'), on('organ-consulted', '2026-03-09')];
    const clock = clockOf(events, '2026-04-20');
    expect(clock.steps.slice(3).map(step => [step.event, step.on])).toEqual([
      ['third-party-silent', '2026-03-25'],
      ['organ-silent', '2026-03-30'],
    ]);
  });

  it('an answer goes to the letter that still waits, not to the one that lapsed', () => {
    const clock = clockOf([
      start,
      on('third-party-consulted', '2026-03-04'),
      on('third-party-consulted', '2026-03-20'),
      on('third-party-answered', '2026-03-27'),
    ]);
    expect(clock.state).toBe('running');
    expect(clock.steps.at(-1)?.effect).toContain('所需的5个工作日不计入');
  });

  it('an answer that names nobody goes to the letter that waits, whoever was asked', () => {
    const letter = on('third-party-consulted', '2026-03-04', { party: '甲公司' });
    expect(clockOf([start, letter, on('third-party-answered', '2026-03-06')]).state).toBe('running');
  });

  it('a letter received on the day it was sent is in order', () => {
    const letter = on('third-party-consulted', '2026-03-04', { receivedOn: d('2026-03-04') });
    expect(clockOf([start, letter]).state).toBe('consulting');
    const fee = on('fee-notified', '2026-03-04', { receivedOn: d('2026-03-04') });
    expect(clockOf([start, fee]).state).toBe('awaiting-payment');
  });

  it('do not lapse any more once the file is closed or abandoned', () => {
    const letter = on('third-party-consulted', '2026-03-04');
    const closed = clockOf([start, letter, on('replied', '2026-03-05')], '2026-06-01');
    expect(closed.steps.map(step => step.event)).toEqual(['submitted', 'third-party-consulted', 'replied']);
    const correction = on('correction-requested', '2026-03-05', { correctBy: d('2026-03-09') });
    const abandoned = clockOf([start, letter, correction], '2026-06-01');
    expect(abandoned.steps.at(-1)?.event).toBe('correction-lapsed');
    expect(abandoned.state).toBe('deemed-abandoned');
  });

  it('leave a file that waits for its correction waiting for it', () => {
    const correction = on('correction-requested', '2026-03-05', { correctBy: d('2026-03-19') });
    const clock = clockOf([start, on('third-party-consulted', '2026-03-04'), correction]);
    expect([clock.state, clock.dueOn, clock.remainingWorkingDays]).toEqual([
      'awaiting-correction',
      null,
      null,
    ]);
  });
});

describe('《政府信息公开条例》第三十三条：late or in time', () => {
  it.each([
    ['2026-03-30', false],
    ['2026-03-31', true],
  ])('without a reply on %s: late is %s', (asOf, late) => {
    expect(clockOf([start], asOf).late).toBe(late);
  });

  it('a reply in time is never late afterwards', () => {
    expect(clockOf([start, on('replied', '2026-03-30')], '2026-06-01').late).toBe(false);
    expect(clockOf([start, on('replied', '2026-03-31')], '2026-06-01').late).toBe(true);
  });
});

describe('《政府信息公开条例》第三十五条：one delay', () => {
  it('is not followed by another', () => {
    const answer = requestClock(
      [
        start,
        on('reasons-requested', '2026-03-04'),
        on('reasons-given', '2026-03-09'),
        on('delayed', '2026-03-10', { until: d('2026-04-15') }),
        on('delayed', '2026-03-11', { until: d('2026-05-15') }),
      ],
      { calendar },
    );
    expect(answer.ok ? [] : answer.reasons.map(each => each.code)).toEqual(['reasons-not-given']);
  });
});

describe('国办发〔2018〕118号：a decision that stands', () => {
  it('is published, and nothing is withdrawn', () => {
    const answer = enforcementDeadlines({ kind: 'penalty', decidedOn: d('2026-03-02'), calendar });
    expect(answer).toMatchObject({ ok: true, publish: { dueOn: '2026-03-11' } });
    expect('withdraw' in answer).toBe(false);
    const sameDay = enforcementDeadlines({
      kind: 'penalty',
      decidedOn: d('2026-03-02'),
      revokedOn: d('2026-03-02'),
      calendar,
    });
    expect(sameDay).toMatchObject({ ok: true, withdraw: { dueOn: '2026-03-05', limit: { setBy: 'law' } } });
  });
});

describe('《政府信息公开信息处理费管理办法》第三条：how much can be asked', () => {
  it('up to the most, and no more', () => {
    expect(feeByPage(mostFeeUnits).tiers.at(-1)?.count).toBe(mostFeeUnits - 200);
    expect(() => feeByPage(mostFeeUnits + 1)).toThrow('件数或者页数应为0至100000的整数');
    expect(() => feeByCase(-1)).toThrow('件数或者页数应为0至100000的整数');
  });
});

describe('《行政复议法》第二十四条：who hears a reconsideration of before 2024', () => {
  const organs = { reconsiderationOrgan: '某市人民政府', court: '某区人民法院' };
  const wordsOn = (day: string, more: object) => {
    const answer = reliefNotice({ subject: 'disclosed', on: d(day), ...organs, ...more });
    return answer.ok ? answer.notice.words : '';
  };

  it('the government alone where no upper department is named, and always since then', () => {
    expect(wordsOn('2023-12-31', {})).toContain('60日内向某市人民政府申请行政复议');
    expect(wordsOn('2023-12-31', { upperDepartment: '某省民政厅' })).toContain('某市人民政府或者某省民政厅');
    expect(wordsOn('2024-01-01', { upperDepartment: '某省民政厅' })).toContain('向某市人民政府申请');
  });
});

describe('国办公开办函〔2021〕30号：the day of cut-off', () => {
  const until = d('2025-12-31');
  const dispute = { group: 'reconsideration', filedOn: d('2025-11-03'), result: 'upheld' } as const;

  it('a dispute decided on that day is decided, on the day after it is pending', () => {
    const columnOf = (decidedOn: Day | null) => placeInTable4({ ...dispute, decidedOn }, 2025, until)?.column;
    expect([columnOf(until), columnOf(d('2026-01-01')), columnOf(null)]).toEqual([
      'upheld',
      'pending',
      'pending',
    ]);
  });

  it('a request is open until it has a day on which it was closed, whatever its outcome', () => {
    const one = { column: 'c1', receivedOn: d('2025-03-03'), row: 'r3_1', countsAsReceived: true } as const;
    const outOf = (closedOn: Day | null) => placeInTable3({ ...one, closedOn }, 2025, until)?.goesOut;
    expect([outOf(null), outOf(until)]).toEqual(['r4', 'r3_1']);
  });
});

describe('《政府信息公开条例》第三十六条：a refusal without ground', () => {
  it('has no row of its own and is not in order', () => {
    expect(() => annualReportRow('refused' as 'other')).toThrow('不予公开应当有理由');
    const says = { article: '第十六条', reasons: '过程性信息' };
    expect(checkReply({ outcome: 'refused', ground: 'process-information', says })).toEqual({
      ok: true,
      row: 'r3_3_6',
    });
  });
});

describe('国办公开办函〔2021〕30号：what the text says, and what adds up', () => {
  const cases = caseResultsOf({ upheld: 11, corrected: 7, other: 5, pending: 3 });
  const documents = { made: 0, repealed: 0, inForce: 3 };
  const report = (overview: string): AnnualReportTables => ({
    year: 2026,
    t2: {
      rules: documents,
      normativeDocuments: documents,
      licences: 0,
      penalties: 0,
      coercion: 0,
      chargesWan: 0,
    },
    t3: table3Of([
      { row: 'r1', column: 'c1', count: 12 },
      { row: 'r2', column: 'c2', count: 34 },
      { row: 'r3_1', column: 'c1', count: 12 },
      { row: 'r4', column: 'c2', count: 34 },
    ]),
    t4: { reconsideration: cases, directLitigation: cases, litigationAfterReconsideration: cases },
    overview,
  });
  const found = (overview: string) =>
    checkAnnualReport(report(overview))
      .warnings.filter(each => each.identity === 'I7')
      .map(each => each.cells[1]);

  it('adds up a group of the fourth table from all its results', () => {
    expect(cases.total).toBe(26);
    expect(checkAnnualReport(report('')).broken).toEqual([]);
  });

  it.each([
    '本年新收政府信息公开申请12 件，上年度结转申请34 件，结转至下一年度办理34 件，行政复议案件26 件，行政诉讼案件52 件。',
    '新收到申请12件；上年结转34件；结转下年34件；行政复议26件；行政诉讼52件。',
    '本年受理12件。没有其他情况。',
  ])('agrees with %s', text => {
    expect(found(text)).toEqual([]);
  });

  it('reads the shorter ways of saying it too', () => {
    expect(found('本年收到13件，结转下年33件。')).toEqual(['t3.r1.c7', 't3.r4.c7']);
  });

  it('names each number that is another', () => {
    expect(
      found(
        '本年新收到申请 112 件，上年结转申请 134 件，结转下年度办理 134 件，行政复议案件 126 件，行政诉讼案件 152 件。',
      ),
    ).toEqual(['t3.r1.c7', 't3.r2.c7', 't3.r4.c7', 't4.reconsideration.total', 't4.directLitigation.total']);
  });
});

describe('GB 11643-1999、GB 11714：where codes begin and end', () => {
  const idOf = (province: string) => {
    const first17 = `${province}010119900307123`;
    return first17 + residentCheckDigit(first17);
  };
  const inUse =
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
      ' ',
    );

  it('knows the provinces in use and no other', () => {
    const all = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));
    expect(all.filter(province => isResidentId(idOf(province)))).toEqual(inUse);
  });

  it('reads the sex from the third digit of the order, in both lengths', () => {
    const of = (order: string) => {
      const first17 = `52240119900307${order}`;
      return parseResidentId(first17 + residentCheckDigit(first17))?.sex;
    };
    expect([of('121'), of('120'), of('002'), of('003')]).toEqual(['male', 'female', 'female', 'male']);
    expect(parseResidentId('522401900307121')?.sex).toBe('male');
    expect(parseResidentId('522401900307122')?.sex).toBe('female');
  });

  it('takes nothing in front of a number or behind a code', () => {
    expect(isResidentId(`1${idOf('52')}`)).toBe(false);
    expect(isResidentId('1101011990030700031')).toBe(false);
    expect(isOrganisationCode('0000000000')).toBe(false);
    expect(isOrganisationCode('00000000-0')).toBe(true);
    expect(isOrganisationCode('x00000000-0')).toBe(false);
    expect(isOrganisationCode('000000000A')).toBe(false);
  });

  it('an order needs an issuer', () => {
    expect(parseDocumentNumber('中华人民共和国令第5号')).toBeUndefined();
  });
});

describe('《政府信息公开目录系统实施指引》：serials', () => {
  const read = readIndexNumberPattern('{organisation}/{yyyy}-{seq:5}');
  const pattern = read.ok ? read.pattern : undefined;

  it.each([
    ['00010', 10],
    ['10000', 10_000],
    ['00001', 1],
  ])('%s is the serial %i, zeros at its end included', (text, serial) => {
    expect(parseIndexNumber(pattern!, `486344515/2026-${text}`)?.serial).toBe(serial);
  });

  it('00000 is none', () => {
    expect(parseIndexNumber(pattern!, '486344515/2026-00000')).toBeUndefined();
  });

  it('an index number has the parts of its pattern and no others', () => {
    expect(Object.keys(parseIndexNumber(pattern!, '486344515/2026-00013')!).sort()).toEqual([
      'organisation',
      'serial',
      'year',
    ]);
  });
});

describe('《个人信息保护法》第二十八条：how much is hidden', () => {
  it('all of a number that is as short as what would be left of it', () => {
    expect([maskMobile('1381234'), maskMobile('13812345')]).toEqual(['*******', '138*2345']);
    expect([maskBankCard('1234'), maskBankCard('51234')]).toEqual(['****', '*1234']);
  });

  it('everything but the surname, where a style is not asked for', () => {
    expect(maskName('张小明')).toBe('张**');
  });

  it('a card has sixteen to nineteen digits', () => {
    const card = (head: string) => [...'0123456789'].map(last => head + last).find(passesLuhn)!;
    expect([15, 16, 19, 20].map(length => isBankCard(card('6'.repeat(length - 1))))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('《政府信息公开条例》第十五条：what is a personal number', () => {
  it('a card number has the one last digit that its others ask for', () => {
    const last = (head: string) =>
      Array.from({ length: 10 }, (_, i) => i).filter(i => passesLuhn(`${head}${i}`));
    expect([last('7992739871'), last('411111111111111'), last('1'), last('5'), last('9')]).toEqual([
      [3],
      [1],
      [8],
      [9],
      [1],
    ]);
    expect(passesLuhn('')).toBe(false);
    expect(isBankCard('4111111111111111')).toBe(true);
    expect(isBankCard('4111111111111112')).toBe(false);
  });

  const kinds = (text: string) => findPersonalNumbers(text).map(each => each.kind);

  it('a disability card is an identity number with two more digits, in one piece', () => {
    const id = '110101199003070003';
    expect(kinds(`${id}44`)).toEqual(['disability-card']);
    expect(kinds(`${id}4`)).toEqual([]);
    expect(kinds('99999999999999999944')).toEqual([]);
    expect(kinds(`${id} 44`)).toEqual(['resident-id']);
  });
});
