import { describe, expect, it } from 'vitest';
import { citationWords } from '../../../law/citation.ts';
import { dayOf } from '../../../law/day.ts';
import { type ReplyContent, type ReplyOutcome, replyKinds } from '../../../law/reply-kinds.ts';
import { composeLetter, letterForOutcome, letterKindNames, letterKinds, letterTemplate } from '../letters.ts';
import { copies, everyLetter, fill, sampleLetter, shippedLetters, values } from './letters.fixture.ts';
import { requiredPlaceholders } from './pack.ts';
import { placeholderOf, type ValueName } from './placeholders.ts';

const template = (kind: (typeof letterKindNames)[number], form?: string) =>
  letterTemplate(shippedLetters, kind, form);

function reasonsOf(kind: (typeof letterKindNames)[number], form: string, changes: Partial<typeof values>) {
  const answer = composeLetter(template(kind, form), { ...values, ...changes });
  return answer.ok ? [] : answer.reasons;
}

describe('Letters of 条例 arts 30–41', () => {
  it('are of nineteen kinds: those of the practice (宿政办函〔2021〕21号), its replies, and the answer to a correction of records', () => {
    expect(letterKindNames).toHaveLength(19);
    expect(everyLetter()).toHaveLength(38);
    const words = letterKindNames.map(kind => letterKinds[kind].words);
    expect(words).toEqual(expect.arrayContaining(['申请登记表', '征求意见确认函', '协办函']));
  });

  it('stand in the order of the page with number, title, addressee, text, attachments, organ, date and contact', () => {
    const letter = sampleLetter('disclosure-reply', 'disclosed', { attachments: ['统计表。', '说明'] });
    expect(letter.title).toEqual(['毕节市民政局', '政府信息公开申请答复书']);
    expect(letter).toMatchObject({
      number: '毕民公复〔2026〕3号',
      addressee: '张某某',
      attachments: ['统计表', '说明'],
      organ: '毕节市民政局',
      date: '2026年11月23日',
      sealPlace: '（印章处）',
      note: '（联系机构：毕节市民政局办公室；联系电话：0857-0000000（演示）；地址：毕节市（演示地址））',
    });
  });

  it('never leave a brace, a blank or a doubled mark', () => {
    for (const { name, letter } of everyLetter()) {
      const all = [
        ...letter.title,
        ...letter.paragraphs,
        letter.note,
        ...(letter.sheet?.rows ?? []).map(each => each.text),
      ];
      expect([
        name,
        all.filter(text => /[{}]|undefined|NaN|[。；，：]{2}|\d{4}-\d{2}-\d{2}/.test(text)),
      ]).toEqual([name, []]);
      expect([name, letter.paragraphs.filter(text => !/[。：；]$|。[”）]$/.test(text))]).toEqual([name, []]);
    }
  });

  it('are refused with every missing value at once, in Chinese, with its article', () => {
    const { correctBy: _, matters: __, ...rest } = fill;
    const reasons = reasonsOf('correction-notice', 'usual', {
      fill: { ...rest, guidance: '　' },
      contact: { ...values.contact, phone: '' },
    });
    expect(reasons.map(each => each.code).sort()).toEqual([
      'missing-correct-by',
      'missing-guidance',
      'missing-matters',
      'missing-phone',
    ]);
    const missing = reasons.find(each => each.code === 'missing-correct-by')!;
    expect(missing.message).toBe('补正告知书缺少“补正的合理期限”。请填写后再生成。');
    expect(missing.basis.map(citationWords)).toEqual(['《政府信息公开条例》第三十条']);
  });

  it('are refused for every value of every form that is left out, and for what only marks a gap', () => {
    for (const kind of letterKindNames) {
      for (const form of Object.keys(letterKinds[kind].forms)) {
        for (const name of requiredPlaceholders(template(kind, form)).filter(each => each in fill)) {
          const left = reasonsOf(kind, form, { fill: { ...fill, [name]: undefined } as typeof fill });
          expect([kind, form, name, left.length]).toEqual([kind, form, name, 1]);
          if (placeholderOf(name as ValueName).form !== 'text') continue;
          const marked = reasonsOf(kind, form, { fill: { ...fill, [name]: '××××' } });
          expect([kind, form, name, marked.map(each => each.code)]).toEqual([
            kind,
            form,
            name,
            [left[0]!.code],
          ]);
        }
      }
    }
  });

  it('are refused where a day does not exist, an amount is no amount or a list is no list', () => {
    const codes = (changed: Partial<typeof fill>) => [
      ...reasonsOf('correction-notice', 'usual', { fill: { ...fill, ...changed } }),
      ...reasonsOf('fee-notice', 'usual', { fill: { ...fill, ...changed } }),
    ];
    expect(codes({ correctBy: '2026-02-30' }).map(each => each.code)).toEqual(['wrong-correct-by']);
    expect(codes({ matters: '一句话' }).map(each => each.code)).toEqual(['wrong-matters']);
    expect(codes({ feeAmount: 12.345 }).map(each => each.code)).toEqual(['wrong-fee-amount']);
    expect(codes({ feeAmount: 0.29 })).toEqual([]);
  });

  it('write the number in its one form and refuse what is none', () => {
    expect(sampleLetter('refusal', 'refused', { number: '毕民公复[2026]第003号' }).number).toBe(
      '毕民公复〔2026〕3号',
    );
    expect(reasonsOf('refusal', 'refused', { number: '3号' }).map(each => each.code)).toEqual([
      'wrong-number-form',
    ]);
  });

  it('leave out what was not given where the template allows it', () => {
    const { correctedOn: _, consultation: __, ...rest } = fill;
    const text = sampleLetter('refusal', 'refused', { fill: rest }).paragraphs.join('\n');
    expect(text).not.toMatch(/补正后|办理中/);
    expect(sampleLetter('refusal', 'refused').paragraphs.join('\n')).toContain(
      '本机关于2026年11月9日收到您补正后的申请',
    );
  });

  it('use the short name of the regulation once it is introduced', () => {
    const article = '《政府信息公开条例》第十六条第二款';
    const text = sampleLetter('refusal', 'refused', { fill: { ...fill, article } }).paragraphs.join('');
    expect(text).toContain('属于《条例》第十六条第二款规定的情形');
  });

  it('call an organisation 贵单位 and a person 您', () => {
    const letter = sampleLetter('refusal', 'refused', {
      addresseeIs: 'organisation',
      addressee: '某某有限公司',
    });
    expect(letter.paragraphs[0]).toContain('收到贵单位提交的');
    expect(letter.paragraphs.join('')).not.toContain('您');
  });

  it('put inner quotation marks inside outer ones, and new lines only where a text may go on', () => {
    const letter = sampleLetter('refusal', 'refused', {
      fill: { ...fill, subject: '“低保”标准\n文件。', reasons: '第一条。\n\n第二条' },
    });
    expect(letter.paragraphs[0]).toContain('“‘低保’标准 文件”。');
    expect(letter.paragraphs.slice(-3, -1)).toEqual(['理由如下：第一条。', '第二条。']);
  });

  it('number several matters and leave a single one without a number', () => {
    const lines = (matters: string[]) =>
      sampleLetter('correction-notice', 'usual', { fill: { ...fill, matters } }).paragraphs.slice(
        3,
        3 + matters.length,
      );
    expect(lines(['甲；', '乙。'])).toEqual(['1.甲；', '2.乙。']);
    expect(lines(['甲'])).toEqual(['甲。']);
  });

  it('take a value as words even if it looks like a placeholder', () => {
    const letter = sampleLetter('refusal', 'refused', { fill: { ...fill, reasons: '见{relief}一节$&' } });
    expect(letter.paragraphs.join('')).toContain('见{relief}一节$&。');
  });

  it('are left without the place of the seal where the seal is electronic', () => {
    expect(sampleLetter('refusal', 'refused', { sealedElectronically: true }).sealPlace).toBeUndefined();
  });

  it('set a long name of an organ on lines that fit', () => {
    const organ = '某某彝族回族苗族自治县民政和社会组织综合行政执法管理局';
    expect(sampleLetter('refusal', 'refused', { organ }).title.every(line => line.length <= 20)).toBe(true);
    expect(sampleLetter('refusal', 'refused', { organ }).title.join('')).toBe(
      `${organ}政府信息公开申请答复书`,
    );
  });

  it('have a red head and an imprint where they are formal, and neither on slips and sheets', () => {
    const plain = everyLetter().filter(({ letter }) => letter.mark === undefined);
    expect(plain.map(each => each.name)).toEqual([
      'registration-form.usual',
      'registration-form.own-record',
      'receipt.usual',
      'delivery-record.usual',
    ]);
    for (const { letter } of everyLetter())
      expect(letter.imprint === undefined).toBe(letter.mark === undefined);
    expect(sampleLetter('refusal', 'refused')).toMatchObject({
      mark: '毕节市民政局',
      imprint: { copyTo: [], printedBy: '毕节市民政局', printedOn: '2026年11月23日' },
    });
    expect(sampleLetter('cooperation-letter', 'usual', {}, { copyTo: copies }).imprint?.copyTo).toEqual(
      copies,
    );
  });

  it('are signed by the organ of the letterhead, which stands in the title and under the text alike', () => {
    const county = { mark: '{organ}文件', organ: '某某县民政局（演示）', printedBy: '{organ}办公室' };
    const letter = sampleLetter('refusal', 'refused', {}, { letterhead: county });
    expect(letter).toMatchObject({
      organ: '某某县民政局（演示）',
      mark: '某某县民政局（演示）文件',
      imprint: { printedBy: '某某县民政局（演示）办公室' },
    });
    expect(letter.title[0]).toBe('某某县民政局（演示）');
    const bare = sampleLetter('refusal', 'refused', {}, { letterhead: 'none' });
    expect([bare.mark, bare.imprint, bare.organ]).toEqual([undefined, undefined, '毕节市民政局']);
  });

  it('carry a signing day that exists', () => {
    expect(sampleLetter('receipt', 'usual', { signedOn: dayOf('2026-03-02') }).date).toBe('2026年3月2日');
  });
});

describe('Replies against the table of outcomes (条例 arts 30, 35–39)', () => {
  const said: Readonly<Partial<Record<ReplyContent, ValueName>>> = {
    'how-to-get': 'howToGet',
    information: 'information',
    reasons: 'reasons',
    'reasons-for-withheld-part': 'reasons',
    'search-made': 'searchMade',
    'earlier-reply': 'earlierReply',
  };

  it('has a letter for every outcome but `other`', () => {
    const without = (Object.keys(replyKinds) as ReplyOutcome[]).filter(
      each => letterForOutcome(each) === undefined,
    );
    expect(without).toEqual(['other']);
    expect(letterForOutcome('refused', 'special-query')).toEqual({ kind: 'refusal', form: 'special-query' });
    expect(letterForOutcome('refused', 'third-party')).toEqual({ kind: 'refusal', form: 'refused' });
  });

  it('must say what the law wants of the outcome, the relief notice always', () => {
    for (const outcome of Object.keys(replyKinds) as ReplyOutcome[]) {
      const choice = letterForOutcome(outcome);
      if (choice === undefined) continue;
      const { mustSay } = letterKinds[choice.kind].forms[choice.form]!;
      const wanted = replyKinds[outcome].mustSay.flatMap(each => said[each] ?? []);
      expect([outcome, ...mustSay]).toEqual(expect.arrayContaining([outcome, ...wanted, 'relief']));
      const text = sampleLetter(choice.kind, choice.form).paragraphs;
      expect(text.at(-1)).toContain('行政复议');
    }
  });

  it('asks nothing more than the request and the relief where the law wants no letter (arts 30, fee rule)', () => {
    const { receivedOn, subject, relief } = fill as Required<typeof fill>;
    for (const form of ['correction-lapsed', 'fee-unpaid']) {
      expect(reasonsOf('not-handled', form, { fill: { receivedOn, subject, relief } })).toEqual([]);
    }
  });

  it('names the articles of the outcome in the text', () => {
    for (const outcome of Object.keys(replyKinds) as ReplyOutcome[]) {
      const choice = letterForOutcome(outcome);
      if (choice === undefined) continue;
      const text = sampleLetter(choice.kind, choice.form).paragraphs.join('\n');
      for (const basis of replyKinds[outcome].basis.filter(each => each.article !== undefined)) {
        expect([outcome, text]).toEqual([
          outcome,
          expect.stringContaining(citationWords(basis).replace('政府信息公开条例', '条例')),
        ]);
      }
    }
  });

  it('gives procedural steps no relief notice (国办函〔2021〕132号)', () => {
    for (const kind of ['correction-notice', 'extension-notice', 'fee-notice', 'reasons-request'] as const) {
      const texts = Object.keys(letterKinds[kind].forms).flatMap(form => sampleLetter(kind, form).paragraphs);
      expect(texts.join('')).not.toMatch(/行政复议|行政诉讼/);
    }
  });
});
