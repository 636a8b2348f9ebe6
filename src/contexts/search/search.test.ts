import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, markedText } from './excerpt.ts';
import { readQuery } from './query-words.ts';
import { characterPairs, documentNumberLexemes, indexedLength, quoted, vectorsOf } from './vector.ts';
import { foldWidth, openSegmenter } from './words.ts';

const segmenter = await openSegmenter();
const queryOf = (text: string) => readQuery(text, segmenter).query;

const thing = {
  subjectKind: 'document',
  subjectId: '1',
  path: '/a.html',
  title: '关于印发《城乡低保办法》的通知',
  text: '正文',
  kind: 'notice',
  columnId: 'notices',
  unitId: 'office',
  documentNo: '毕民发〔2019〕12号',
  indexNo: '11520500MB1234567X/2019-00012',
  validity: '',
  publishedAt: new Date(0),
};

describe('words', () => {
  it('folds width and case without moving any position', () => {
    expect(foldWidth('ＡＢＣ１２３〔２０１９〕Ａbc(全角)')).toBe('abc123〔2019〕abc(全角)');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(foldWidth(text)).toHaveLength(text.length);
      }),
    );
  });

  it('has the inner words of a word at the place of the word', () => {
    const placed = segmenter.placedWords('毕节市民政局');
    expect(placed).toEqual([
      { word: '毕节市', inner: ['毕节'] },
      { word: '民政局', inner: ['民政', '政局'] },
    ]);
  });

  it('loses no word of a text between its two ways of cutting', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...'毕节市民政局未成年人保护2019年低保GB/T9704 ,。'), { maxLength: 60 }),
        list => {
          const text = list.join('');
          const words = segmenter.placedWords(text).map(each => each.word);
          expect(words.join('')).toBe(foldWidth(text));
        },
      ),
    );
  });
});

describe('what is written into the index', () => {
  it('holds words, inner words, uncovered pairs, single characters of the title and numbers', () => {
    const { title, full } = vectorsOf({ ...thing, text: '毕节市民政局' }, segmenter);
    for (const part of [
      `'低保':`,
      `'2:乡低'`,
      `'#低'`,
      `'d:毕民发2019-12':1A`,
      `'i:11520500mb1234567x/2019-00012':1A`,
    ])
      expect(title).toContain(part);
    for (const part of [`'民政局':`, `'民政':`, `'2:市民'`, `'低保':`]) expect(full).toContain(part);
    expect(title).not.toContain('民政局');
  });

  it('knows a document number by the ends of its code, because other words may stand before it', () => {
    const lexemes = documentNumberLexemes('根据国办发〔2017〕47号和〔2018〕3号');
    expect(lexemes).toEqual(expect.arrayContaining(['d:国办发2017-47', 'd:国办发2017', 'd:2017-47']));
  });

  it('quotes whatever a text holds, so that it cannot leave its lexeme', () => {
    expect(quoted(`a'b\\c`)).toBe(`'a''b\\\\c'`);
  });

  it('stays within what PostgreSQL takes, for the longest and strangest text', () => {
    let text = '';
    for (
      let code = 0x4e00;
      text.length < indexedLength * 2;
      code = code < 0x9fa0 ? code + 7 : 0x4e00 + (code % 7) + 1
    )
      text += String.fromCharCode(code);
    expect(Buffer.byteLength(vectorsOf({ ...thing, text }, segmenter).full)).toBeLessThan(2_000_000);
  });

  it('has each pair of neighbours once, and none across a sign', () => {
    expect([...characterPairs('低保，低保标')]).toEqual(['低保', '保标']);
  });
});

describe('what is asked', () => {
  it.each([
    '毕民发〔2019〕12号',
    '毕民发[2019]12号',
    '毕民发【2019】012号',
    '毕民发（2019）第12号',
    '毕民发﹝2019﹞12号',
    '毕民发［２０１９］１２号',
  ])('the document number %s is always the same question', text => {
    expect(queryOf(text)).toBe(`'d:毕民发2019-12'`);
  });

  it('a code that begins with other words is asked for by its ends', () => {
    expect(queryOf('转发国办发〔2017〕47号')).toContain(`'d:国办发2017-47'`);
  });

  it('brackets around a year do not make a document number out of a title', () => {
    expect(queryOf('部门预算（2019）')).toContain(`'预算'`);
    expect(queryOf('(2019)')).toBe(`'2019'`);
  });

  it('two characters are one word, or two neighbours that were cut apart', () => {
    expect(queryOf('低保')).toBe(`('低保' | '2:低保')`);
  });

  it('one character is asked for in titles too', () => {
    expect(queryOf('民')).toBe(`('#民' | '民')`);
  });

  it('what may be the start of an index number is also asked for as one', () => {
    expect(queryOf('11520500MB')).toBe(`('11520500mb' | 'i:11520500mb':*)`);
    expect(queryOf('2019')).toContain(`'i:2019':*`);
    expect(queryOf('abc')).toBe(`'abc'`);
  });

  it('signs between words part them, in either width', () => {
    for (const text of ['低保，特困', '低保，特困', '低保；特困', '《低保》特困', '低保 特困'])
      expect(queryOf(text)).toBe(`('低保' | '2:低保') & ('特困' | '2:特困')`);
  });

  it('nothing but signs is no question', () => {
    for (const text of ['', '!!!', '〔〕', "'", '()&|!:*', '\u0000']) expect(queryOf(text)).toBeUndefined();
  });
});

describe('excerpts', () => {
  const textOf = (parts: readonly { text: string }[]) => parts.map(part => part.text).join('');

  it('mark matches whatever their width and case, and change no character', () => {
    const parts = markedText('ＧＢ/T 9704 与 gb/t 9704', ['gb']);
    expect(parts.filter(part => part.match).map(part => part.text)).toEqual(['ＧＢ', 'gb']);
    expect(textOf(parts)).toBe('ＧＢ/T 9704 与 gb/t 9704');
  });

  it('mark the longest match once', () => {
    const parts = markedText('未成年人保护', ['未成年人', '成年', '保护']);
    expect(parts).toEqual([
      { text: '未成年人', match: true },
      { text: '保护', match: true },
    ]);
  });

  it('show the stretch where most of the words stand together', () => {
    const text = `低保${'无关文字'.repeat(100)}城乡低保标准${'其他'.repeat(100)}`;
    const shown = textOf(excerptOf(text, ['城乡', '低保', '标准']));
    expect(shown).toContain('城乡低保标准');
    expect(shown.length).toBeLessThan(130);
    expect([shown[0], shown.at(-1)]).toEqual(['…', '…']);
  });

  it('are data: markup in a text stays text, and nothing is added but an ellipsis', () => {
    const text = '<img src=x onerror=alert(1)>低保<script>alert("低保")</script>';
    const parts = excerptOf(text, ['低保']);
    expect(textOf(parts)).toBe(text);
    expect(parts.filter(part => part.match).every(part => part.text === '低保')).toBe(true);
  });

  it('are always pieces of the text, for any text and marks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.array(fc.string({ maxLength: 4 })),
        (text, marks) => {
          const shown = textOf(excerptOf(text, marks.map(foldWidth)));
          const plain = text.replaceAll(/\s+/g, ' ');
          expect(plain).toContain(shown.replace(/^…/, '').replace(/…$/, ''));
        },
      ),
    );
  });
});
