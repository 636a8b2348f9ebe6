import { describe, expect, it } from 'vitest';
import { completeLetters, letterProblems, lettersPack, letterTemplate } from '../letters.ts';
import { shippedLetters } from './letters.fixture.ts';

const shipped = () =>
  structuredClone(
    lettersPack.parse({
      note: shippedLetters.note,
      letterhead: shippedLetters.letterhead,
      letters: shippedLetters.letters,
    }),
  );

/** Problems after one text of the shipped words was replaced. */
function problemsAfter(from: string, to: string) {
  const text = JSON.stringify(shipped());
  if (!text.includes(from)) throw new Error(`nothing to replace: ${from}`);
  return letterProblems(lettersPack.parse(JSON.parse(text.replaceAll(from, to))));
}

describe('Templates of letters as data of a pack', () => {
  it('are whole as shipped', () => {
    expect(letterProblems(shipped())).toEqual([]);
  });

  it('refuse a placeholder outside the closed list of the kind, and say which may be used', () => {
    const [problem] = problemsAfter('{correctBy}', '{relief}');
    expect(problem?.path.slice(0, 4)).toEqual(['letters', 'correction-notice', 'forms', 'usual']);
    expect(problem?.message).toMatch(/占位符\{relief\}不能用于这种文书.*\{matters\}/);
  });

  it('refuse a letter that drops what the law wants said, or says it only sometimes', () => {
    const dropped = problemsAfter('补正说明：{guidance}', '补正说明见网站。');
    expect(dropped.map(each => each.message)).toEqual([
      '“补正告知书”必须写明补正的指导和释明。请在段落中写入{guidance}，且不加 when。',
    ]);
    const pack = shipped();
    pack.letters.refusal!.closing = [{ text: '{relief}', when: 'relief' }];
    expect(letterProblems(pack).map(each => each.path.at(-1))).toEqual(['refused', 'special-query']);
  });

  it('refuse a letter that does not name its article', () => {
    const found = problemsAfter('第三十六条第（四）项', '有关条款');
    expect(found.map(each => each.message)).toEqual([
      '“政府信息不存在”应当写明依据《政府信息公开条例》第三十六条第（四）项。请在段落中写出。',
    ]);
  });

  it('refuse open braces, unknown and missing forms, and a note without contact', () => {
    expect(problemsAfter('补正说明：{guidance}', '补正说明：{guidance').map(each => each.message)).toContain(
      '花括号没有成对。请补上或删去。',
    );
    const pack = shipped();
    pack.letters.refusal!.forms['no-such'] = pack.letters.refusal!.forms['refused']!;
    delete pack.letters.refusal!.forms['refused'];
    expect(letterProblems(pack).map(each => each.message)).toEqual([
      '没有这种情形。只能是：refused、special-query。',
      '不予公开答复书缺少“不予公开”的写法。请补上 refused。',
    ]);
    expect(letterProblems({ note: '（联系本局）', offices: {}, letters: {} })).toHaveLength(1);
  });

  it('say once what is wrong in an opening that several forms share', () => {
    const pack = shipped();
    pack.letters['not-handled']!.opening.push('收费{feeAmount}。');
    expect(letterProblems(pack)).toHaveLength(1);
  });

  it('refuse a sheet without rows', () => {
    const pack = shipped();
    delete pack.letters['delivery-record']!.forms['usual']!.sheet;
    expect(letterProblems(pack).map(each => each.message)).toContain(
      '送达回证是一张表。请用 sheet 写出各行。',
    );
  });

  it('refuse a title too long for a line and keys that do not exist', () => {
    const title = '关于某某某某某某某某某某某某某某某某某某某事项的告知书';
    const receipt = { ...shippedLetters.letters.receipt, title };
    expect(lettersPack.safeParse({ letters: { receipt } }).success).toBe(false);
    expect(lettersPack.safeParse({ letters: { receipts: shippedLetters.letters.receipt } }).success).toBe(
      false,
    );
  });

  it('refuse a letterhead with other placeholders than {organ}, too long a mark, and copies with braces', () => {
    const pack = lettersPack.parse({
      letterhead: { mark: '{number}' },
      offices: { office: { mark: '{phone}' } },
    });
    expect(letterProblems(pack).map(each => each.path)).toEqual([
      ['letterhead', 'mark'],
      ['offices', 'office', 'mark'],
    ]);
    expect(lettersPack.safeParse({ letterhead: { mark: '某'.repeat(37) } }).success).toBe(false);
    const receipt = { ...shippedLetters.letters.receipt, copyTo: ['{organ}'] };
    expect(lettersPack.safeParse({ letters: { receipt } }).error?.issues[0]?.message).toMatch(/不用占位符/);
  });

  it('lend an office its own letterhead, and the offices under it the nearest above', () => {
    const county = { mark: '某某县民政局' };
    const own = lettersPack.parse({ letterhead: 'none', offices: { county, desk: 'none' } });
    const complete = completeLetters(own, shipped());
    const headFor = (...offices: string[]) =>
      letterTemplate(complete, 'refusal', 'refused', offices).letterhead;
    expect([headFor(), headFor('section', 'bureau')]).toEqual(['none', 'none']);
    expect(headFor('section', 'county', 'bureau')).toEqual(county);
    expect(headFor('desk', 'county')).toBe('none');
    expect(completeLetters(undefined, shipped()).letterhead).toEqual(shippedLetters.letterhead);
  });

  it('take the words of the pack for the kinds it names and ours for the rest', () => {
    const receipt = { ...shippedLetters.letters.receipt, title: '收件回执' };
    const own = lettersPack.parse({ letters: { receipt } });
    const complete = completeLetters(own, shipped());
    expect([complete.letters.receipt.title, complete.letters.refusal.title]).toEqual([
      '收件回执',
      '政府信息公开申请答复书',
    ]);
    expect(complete.note).toBe(shippedLetters.note);
    expect(() => completeLetters(own, own)).toThrow(RangeError);
  });
});
