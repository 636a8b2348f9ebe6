import { describe, expect, it } from 'vitest';
import { decideGazette, gazetteCommands, gazetteMoves, gazetteStates } from './gazette.ts';
import { gazetteBlocks, gazetteXml } from './gazette-document.ts';
import { relationReasons } from './normative-relations.ts';
import { bookTitles, citationsIn, means, meantBy, namesOf } from './relations.ts';

function cites(text: string, document: { title: string; documentNo: string }): boolean {
  const names = namesOf(document);
  return citationsIn(text).some(cited => names.some(name => means(cited, name)));
}

const measures = {
  title: '云岭市民政局关于印发《临时救助实施办法（试行）》的通知',
  documentNo: '云民发〔2016〕8号',
};

describe('引用识别：文号和书名号', () => {
  it.each([
    ['根据云民发〔2016〕8号文件', true],
    ['根据云民发[2016]08号', true],
    ['根据云民发（２０１６）８号', true],
    ['按照《临时救助实施办法(试行)》执行', true],
    ['按照《云岭市民政局关于印发〈临时救助实施办法（试行）〉的通知》执行', true],
    ['见《关于印发《临时救助实施办法（试行）》的通知》', true],
    ['根据云民发〔2016〕18号', false],
    ['根据云民发〔2017〕8号', false],
    ['根据民发〔2016〕8号', false],
    ['按照《临时救助实施细则》执行', false],
    ['临时救助实施办法（试行）', false],
    ['见《通知》', false],
  ])('%s → %s', (text, found) => {
    expect(cites(text, measures)).toBe(found);
  });

  it('does not take a county’s number for the bureau’s, nor the other way round', () => {
    expect(cites('依据大民发〔2016〕8号', { title: '某某某某办法', documentNo: '云大民发〔2016〕8号' })).toBe(
      false,
    );
    expect(
      cites('依据云大民发〔2016〕8号', { title: '某某某某办法', documentNo: '云大民发〔2016〕8号' }),
    ).toBe(true);
  });

  it('reads titles within titles and lets go of one that is never closed', () => {
    expect(bookTitles('《关于印发〈甲办法〉的通知》和《乙')).toEqual(['甲办法', '关于印发〈甲办法〉的通知']);
  });

  it('means the edition that was there when the text was written', () => {
    const editions = [
      { id: 'old', madeOn: '2010-01-01' },
      { id: 'new', madeOn: '2018-01-01' },
    ];
    expect(meantBy(editions, '2016-05-01')?.id).toBe('old');
    expect(meantBy(editions, '2019-05-01')?.id).toBe('new');
    expect(meantBy(editions, '2005-05-01')).toBeUndefined();
    expect(meantBy(editions.slice(1), '2005-05-01')?.id).toBe('new');
  });
});

describe('文件关系的登记（本机关规定）', () => {
  const relation = (over: object) => ({
    kind: 'repeals' as const,
    documentId: 'b',
    title: '旧办法',
    documentNo: '',
    on: null,
    ...over,
  });
  const targets = new Map([
    ['b', { kind: 'normative-document' as const, isPublic: true }],
    ['n', { kind: 'news' as const, isPublic: true }],
    ['d', { kind: 'normative-document' as const, isPublic: false }],
  ]);
  const act = { id: 'a', kind: 'normative-document' as const };

  it('says everything that is wrong at once', () => {
    const relations = [
      relation({}),
      relation({}),
      relation({ documentId: 'a' }),
      relation({ documentId: 'd' }),
      relation({ documentId: 'n' }),
    ];
    const found = relationReasons({ ...act, kind: 'news', relations }, targets).map(each => each.code);
    expect(found.sort()).toEqual([
      'relation-by-wrong-kind',
      'relation-target-not-normative',
      'relation-target-unknown',
      'relation-to-itself',
      'relation-twice',
    ]);
  });

  it('takes a basis of any kind, and a document that is not here by its name', () => {
    const relations = [relation({ kind: 'basis', documentId: 'n' }), relation({ documentId: null })];
    expect(relationReasons({ ...act, relations }, targets)).toEqual([]);
  });
});

describe('政府公报报送（政府信息公开条例第二十三条）', () => {
  it('every state and command is as the table says', () => {
    for (const state of gazetteStates)
      for (const command of gazetteCommands) {
        const decision = decideGazette(state, command, { today: '2019-06-20' });
        const next = gazetteMoves[state][command];
        expect(decision.ok ? decision.state : undefined).toBe(next);
      }
  });

  it('tells of days that lie ahead or before the step before', () => {
    const early = decideGazette('handed-over', 'accept', {
      on: '2019-06-01',
      notBefore: '2019-06-10',
      today: '2019-06-20',
    });
    const ahead = decideGazette('picked', 'hand-over', { on: '2019-06-21', today: '2019-06-20' });
    expect([early, ahead].map(each => (each.ok ? [] : each.reasons.map(reason => reason.code)))).toEqual([
      ['day-before'],
      ['day-ahead'],
    ]);
  });

  it('writes XML that holds its marks, its tables and no control character', () => {
    const blocks = gazetteBlocks([
      '一、总则',
      '（一）为规范A&B<C>，\u0001制定本办法。',
      '区县\t金额',
      '甲\t600',
      '此通知。',
    ]);
    expect(blocks.map(block => (block.kind === 'table' ? block.rows.length : block.level))).toEqual([
      1, 2, 2, 0,
    ]);
    const text = gazetteXml({
      title: '关于“甲”的通知',
      documentNo: '云民发〔2019〕1号',
      issuer: '云岭市民政局',
      indexNo: '1/2019-00001',
      topic: '',
      genre: '通知',
      writtenOn: '2019-06-03',
      effectiveOn: '',
      expiresOn: '',
      validity: '有效',
      releasedAt: '2019-06-03T00:00:00.000Z',
      address: 'https://www.example.gov.cn/a.html',
      versionNo: 1,
      recordDigest: 'd'.repeat(64),
      blocks,
      attachments: [{ name: '附件"1".xlsx', digest: 'f'.repeat(64), size: 10 }],
    });
    expect(text).toContain('<paragraph level="2">（一）为规范A&amp;B&lt;C&gt;，制定本办法。</paragraph>');
    expect(text).toContain('<row><cell>甲</cell><cell>600</cell></row>');
    expect(text).toContain(
      `<attachment sha256="${'f'.repeat(64)}" bytes="10">附件&quot;1&quot;.xlsx</attachment>`,
    );
    expect(text).not.toContain('<topic>');
  });
});
