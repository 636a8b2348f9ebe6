import { describe, expect, it } from 'vitest';
import { rows } from './annual-report-tables.ts';
import { citationWords } from './citation.ts';
import { dayOf } from './day.ts';
import { isUnderArticles14To16, type RefusalGround, refusalGrounds } from './grounds-for-refusal.ts';
import { type ReliefQuestion, type ReliefSubject, reliefNotice, reliefRoute } from './relief-notice.ts';
import {
  annualReportRow,
  checkReply,
  type ReplyContent,
  type ReplyOutcome,
  replyKinds,
} from './reply-kinds.ts';

const now = dayOf('2026-03-02');

function codesOf(answer: { ok: true } | { ok: false; reasons: readonly { code: string }[] }): string[] {
  return answer.ok ? [] : answer.reasons.map(({ code }) => code);
}

describe('《政府信息公开条例》第三十六条、《政府信息公开条例》第三十七条、《政府信息公开条例》第三十八条、《政府信息公开条例》第三十九条：every outcome has its article, its content and its row', () => {
  it.each([
    ['already-published', '《政府信息公开条例》第三十六条第（一）项', 'r3_1', ['article', 'how-to-get']],
    ['disclosed', '《政府信息公开条例》第三十六条第（二）项', 'r3_1', ['article', 'information']],
    [
      'partly-disclosed',
      '《政府信息公开条例》第三十七条',
      'r3_2',
      ['article', 'information', 'reasons-for-withheld-part'],
    ],
    ['refused', '《政府信息公开条例》第三十六条第（三）项', 'by-ground', ['article', 'reasons']],
    ['not-existing', '《政府信息公开条例》第三十六条第（四）项', 'r3_4_1', ['article', 'search-made']],
    ['not-responsible', '《政府信息公开条例》第三十六条第（五）项', 'r3_4_1', ['article', 'reasons']],
    ['needs-creation', '《政府信息公开条例》第三十八条', 'r3_4_2', ['article', 'reasons']],
    ['unclear-after-correction', '《政府信息公开条例》第三十条', 'r3_4_3', ['article', 'reasons']],
    ['complaint-in-disguise', '《政府信息公开条例》第三十九条第一款', 'r3_5_1', ['article', 'reasons']],
    ['repeated', '《政府信息公开条例》第三十六条第（六）项', 'r3_5_2', ['article', 'earlier-reply']],
    ['publication-asked-for', '《政府信息公开条例》第三十九条第二款', 'r3_5_3', ['article']],
    ['excessive', '《政府信息公开条例》第三十五条', 'r3_5_4', ['article', 'reasons']],
    ['confirm-or-reissue', '国办公开办函〔2021〕30号', 'r3_5_5', ['reasons']],
    ['correction-lapsed', '《政府信息公开条例》第三十条', 'r3_6_1', []],
    ['fee-unpaid', '《政府信息公开信息处理费管理办法》', 'r3_6_2', []],
    ['other', '国办公开办函〔2021〕30号', 'r3_6_3', []],
  ] as const)('%s: %s, %s', (outcome, article, row, mustSay) => {
    const rule = replyKinds[outcome];
    expect(citationWords(rule.basis[0]!)).toBe(article);
    expect(rule.row).toBe(row);
    expect(rule.mustSay).toEqual(mustSay);
    expect(rule.needsLetter).toBe(mustSay.length > 0);
  });

  it('fills every leaf row of the annual report, and no other', () => {
    const fromOutcomes = Object.values(replyKinds).map(({ row }) => row);
    const fromGrounds = Object.values(refusalGrounds).map(({ row }) => row);
    const leaves = rows.map(({ key }) => key).filter(key => !['r1', 'r2', 'r3_7', 'r4'].includes(key));
    const reached = new Set<string>([...fromOutcomes, ...fromGrounds]);
    reached.delete('by-ground');
    expect([...reached].sort()).toEqual([...leaves].sort());
    expect(leaves).toHaveLength(21);
  });

  it('marks the mappings that are ours', () => {
    const marks = Object.entries(replyKinds).filter(([, { rowMark }]) => rowMark !== undefined);
    expect(marks.map(([outcome, { rowMark }]) => [outcome, rowMark])).toEqual([
      ['already-published', 'unverified'],
      ['disclosed', 'inference'],
      ['not-existing', 'inference'],
      ['not-responsible', 'inference'],
      ['other', 'unverified'],
    ]);
  });

  it('names everything a draft leaves out', () => {
    expect(codesOf(checkReply({ outcome: 'refused', says: { reasons: '  ' } }))).toEqual([
      'missing-article',
      'missing-reasons',
      'missing-ground',
    ]);
    expect(codesOf(checkReply({ outcome: 'partly-disclosed', says: { article: 'x' } }))).toEqual([
      'missing-information',
      'missing-reasons-for-withheld-part',
      'missing-ground',
    ]);
    const answer = checkReply({ outcome: 'not-existing', says: { article: '第三十六条第四项' } });
    expect(answer.ok || answer.reasons[0]?.message).toContain('检索的范围和结果');
  });

  it('lets a complete draft pass with its row', () => {
    const everything = Object.fromEntries(
      Object.values(replyKinds).flatMap(({ mustSay }) => mustSay.map(content => [content, '有'])),
    ) as Record<ReplyContent, string>;
    for (const outcome of Object.keys(replyKinds) as ReplyOutcome[]) {
      const ground =
        outcome === 'refused' || outcome === 'partly-disclosed' ? { ground: 'state-secret' as const } : {};
      const row = outcome === 'refused' ? 'r3_3_1' : replyKinds[outcome].row;
      expect(checkReply({ outcome, says: everything, ...ground })).toEqual({ ok: true, row });
    }
  });

  it('asks for the special law in place of reasons where another law governs access', () => {
    const draft = { outcome: 'refused', ground: 'special-query' } as const;
    expect(codesOf(checkReply({ ...draft, says: { article: 'x', reasons: 'x' } }))).toEqual([
      'missing-special-law',
    ]);
    expect(checkReply({ ...draft, says: { article: 'x', 'special-law': 'x' } })).toEqual({
      ok: true,
      row: 'r3_3_8',
    });
  });

  it('needs a ground to count a refusal', () => {
    expect(annualReportRow('refused', 'third-party')).toBe('r3_3_4');
    expect(annualReportRow('disclosed')).toBe('r3_1');
    expect(() => annualReportRow('refused' as 'disclosed')).toThrow(RangeError);
  });
});

describe('《政府信息公开条例》第十四条、《政府信息公开条例》第十五条、《政府信息公开条例》第十六条：grounds for refusal', () => {
  it.each([
    ['state-secret', '第十四条', 'must', 'r3_3_1', false],
    ['law-forbids', '第十四条', 'must', 'r3_3_2', false],
    ['security-and-stability', '第十四条', 'must', 'r3_3_3', false],
    ['third-party', '第十五条', 'must', 'r3_3_4', true],
    ['internal-affairs', '第十六条第一款', 'may', 'r3_3_5', true],
    ['process-information', '第十六条第二款', 'may', 'r3_3_6', true],
    ['enforcement-file', '第十六条第二款', 'may', 'r3_3_7', true],
    ['special-query', '第三十六条第（七）项', 'elsewhere', 'r3_3_8', false],
  ] as const)('%s: %s, %s, %s, override %s', (ground, article, force, row, hasOverride) => {
    const rule = refusalGrounds[ground];
    expect(citationWords(rule.basis[0]!)).toBe(`《政府信息公开条例》${article}`);
    expect([rule.force, rule.row, rule.override !== undefined]).toEqual([force, row, hasOverride]);
    expect(isUnderArticles14To16(ground)).toBe(ground !== 'special-query');
    expect(rows.find(({ key }) => key === row)?.label).toContain(rule.label);
  });
});

describe('《行政复议法》第二十三条：reconsideration first for refusals since 2024-01-01', () => {
  const grounds = Object.keys(refusalGrounds) as RefusalGround[];

  it.each(grounds)('%s', ground => {
    const first = ground !== 'special-query';
    expect(reliefRoute('refused', now, ground).route).toBe(first ? 'reconsideration-first' : 'either');
    expect(reliefRoute('partly-disclosed', now, ground).route).toBe(
      first ? 'reconsideration-first' : 'either',
    );
    expect(reliefRoute('refused', dayOf('2023-12-31'), ground).route).toBe('either');
    expect(reliefRoute('refused', dayOf('2024-01-01'), ground).route).toBe(
      first ? 'reconsideration-first' : 'either',
    );
  });

  it('marks what is inferred', () => {
    expect(reliefRoute('refused', now, 'state-secret')).not.toHaveProperty('mark');
    expect(reliefRoute('refused', now)).not.toHaveProperty('mark');
    expect(reliefRoute('partly-disclosed', now, 'state-secret').mark).toBe('inference');
    expect(reliefRoute('refused', now, 'special-query').mark).toBe('inference');
  });

  it.each([
    'already-published',
    'disclosed',
    'not-existing',
    'not-responsible',
    'needs-creation',
    'unclear-after-correction',
    'complaint-in-disguise',
    'repeated',
    'publication-asked-for',
    'excessive',
    'confirm-or-reissue',
    'correction-lapsed',
    'fee-unpaid',
    'other',
    'no-reply',
    'disclosure-against-third-party',
  ] satisfies ReliefSubject[])('%s: the person chooses', subject => {
    expect(reliefRoute(subject, now).route).toBe('either');
  });

  it.each(['correction-notice', 'extension-notice', 'fee-notice'] as const)(
    '%s: no separate remedy',
    subject => {
      const rule = reliefRoute(subject, now);
      expect(rule.route).toBe('none');
      expect(rule.basis.map(citationWords)).toEqual(['国办函〔2021〕132号']);
      const answer = reliefNotice({ subject, on: now, reconsiderationOrgan: '', court: '' });
      expect(answer).toMatchObject({ ok: true, notice: { words: '' } });
    },
  );

  it('cites the interpretation of 2025 from its first day', () => {
    const basis = (subject: ReliefSubject, on: string) =>
      reliefRoute(subject, dayOf(on)).basis.map(citationWords).at(-1);
    expect(basis('disclosed', '2025-05-31')).toBe('《行政诉讼法》第四十六条第一款');
    expect(basis('disclosed', '2025-06-01')).toBe('法释〔2025〕8号第一条第（三）项');
    expect(basis('not-existing', '2025-06-01')).toBe('法释〔2025〕8号第一条第（一）项');
    expect(basis('no-reply', '2025-06-01')).toBe('法释〔2025〕8号第二条第二款');
    expect(basis('disclosure-against-third-party', '2025-06-01')).toBe('法释〔2025〕8号第一条第（四）项');
  });
});

describe('《行政复议法》第二十二条、《行政复议法》第二十四条：the words of the relief notice', () => {
  const question: ReliefQuestion = {
    subject: 'refused',
    ground: 'state-secret',
    on: now,
    reconsiderationOrgan: '某市人民政府',
    court: '某区人民法院',
  };

  function wordsOf(more: Partial<ReliefQuestion>): string {
    const answer = reliefNotice({ ...question, ...more });
    if (!answer.ok) throw new Error('refused');
    return answer.notice.words;
  }

  it('tells to apply for reconsideration first', () => {
    expect(wordsOf({})).toBe(
      '如对本答复不服，应当自收到本答复之日起60日内先向某市人民政府申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向某区人民法院提起行政诉讼。',
    );
    expect(wordsOf({ subject: 'partly-disclosed' })).toContain('如对不予公开的部分不服');
  });

  it('offers both routes otherwise, and the upper department before 2024 only', () => {
    const both = wordsOf({ subject: 'disclosed' });
    expect(both).toContain('60日内向某市人民政府申请行政复议，或者自收到本答复之日起6个月内向某区人民法院');
    const upper = { upperDepartment: '某省民政厅' };
    expect(wordsOf({ ...upper, on: dayOf('2023-12-31') })).toContain('某市人民政府或者某省民政厅');
    expect(wordsOf(upper)).not.toContain('某省民政厅');
    expect(wordsOf({ subject: 'no-reply' })).toBe(
      '可以依法向某市人民政府申请行政复议，或者向某区人民法院提起行政诉讼。',
    );
  });

  it('must tell the online channel when the reply goes out online', () => {
    const online = { deliveredOnline: true };
    expect(codesOf(reliefNotice({ ...question, ...online }))).toEqual(['missing-online-reconsideration']);
    expect(codesOf(reliefNotice({ ...question, ...online, on: dayOf('2023-12-31') }))).toEqual([]);
    expect(codesOf(reliefNotice({ ...question, ...online, on: dayOf('2024-01-01') }))).toEqual([
      'missing-online-reconsideration',
    ]);
    const told = wordsOf({ ...online, onlineReconsideration: 'https://fuyi.example.gov.cn' });
    expect(told).toContain('https://fuyi.example.gov.cn');
  });

  it('names every gap at once', () => {
    const gaps = reliefNotice({ ...question, reconsiderationOrgan: ' ', court: '', deliveredOnline: true });
    expect(codesOf(gaps)).toEqual([
      'missing-reconsideration-organ',
      'missing-court',
      'missing-online-reconsideration',
    ]);
  });
});
