import { describe, expect, it } from 'vitest';
import { gatePack } from '../../contract/gate-pack.ts';
import { goodMetadata } from '../../items.fixture.ts';
import { type GateInput, gate } from './gate.ts';

const tables = gatePack.parse({
  wording: [
    { wrong: '学习教育', right: '党史学习教育', allow: ['主题学习教育'] },
    { wrong: '帐号', right: '账号', severity: 'warn' },
  ],
  banned: [{ term: '残废人', severity: 'block', advice: '应称“残疾人”。' }],
  leaders: [
    { name: '赵明远', titles: ['党组书记', '局长'], mistaken: ['赵明元'] },
    { name: '钱立新', titles: ['副局长'] },
  ],
  repealed: [{ title: '某地救助办法', documentNo: '某民发〔2010〕9号', by: '由新办法代替' }],
  linkHosts: ['gov.cn'],
});

function found(over: Partial<GateInput>) {
  return gate({
    kind: 'notice',
    title: '通知',
    summary: '',
    bodyText: '正文',
    metadata: goodMetadata,
    imagesWithoutWords: 0,
    attachments: [],
    duties: [],
    tables,
    ...over,
  }).findings;
}
const rules = (over: Partial<GateInput>) => found(over).map(each => `${each.severity} ${each.rule}`);
const inBody = (bodyText: string) => rules({ bodyText });

describe('words by the tables of the pack (国办秘函〔2019〕19号: 表述错误)', () => {
  const cases: [string, string[]][] = [
    ['开展学习教育', ['block wording']],
    ['开展党史学习教育', []],
    ['开展主题学习教育', []],
    ['请核对帐号', ['warn wording']],
    ['残废人证', ['block banned-word']],
    ['赵明元同志出席', ['block leader-name']],
    ['局长赵明远出席', []],
    ['副局长赵明远出席', ['warn leader-title']],
    ['副局长钱立新出席', []],
    ['党组书记钱立新出席', ['warn leader-title']],
    ['赵明远同志出席', []],
  ];
  for (const [text, expected] of cases)
    it(`“${text}” gives ${expected.join() || 'nothing'}`, () => expect(inBody(text)).toEqual(expected));
});

describe('documents without force (条例 art 6)', () => {
  it('are found by title and by number in any brackets, once in a line', () => {
    expect(inBody('依据《某地救助办法》（某民发[2010] 9 号）办理')).toEqual(['warn repealed-document']);
  });
  it('may be named where the text repeals them', () => {
    expect(inBody('《某地救助办法》（某民发〔2010〕9号）同时废止。')).toEqual([]);
  });
  it('block as the basis of an item', () => {
    const metadata = { ...goodMetadata, basis: '《某地救助办法》第三条' };
    expect(rules({ metadata })).toEqual(['warn repealed-document', 'block expired-basis']);
  });
  it('are known from the documents kept here as well, and those in force are not remarked on', () => {
    const citedDocuments = [
      { title: '本市旧办法', documentNo: '', validity: 'expired' as const },
      { title: '本市新办法', documentNo: '', validity: 'in-force' as const },
    ];
    expect(rules({ citedDocuments, bodyText: '依据《本市旧办法》和《本市新办法》' })).toEqual([
      'warn repealed-document',
    ]);
  });
});

describe('links (政府网站发展指引)', () => {
  it('out of the allowed hosts are remarked on, in the text and behind words', () => {
    expect(inBody('见 https://www.example.com/a 和 https://www.mca.gov.cn/b')).toEqual(['warn outside-link']);
    const links = [
      { url: 'https://evil-gov.cn/', words: '这里' },
      { url: 'https://a.gov.cn/x', words: '那里' },
      { url: '/files/1', words: '附件' },
    ];
    expect(found({ links }).map(each => [each.rule, each.where])).toEqual([
      ['outside-link', '正文链接“这里”'],
    ]);
  });
  it('that are dead are said to be', () => {
    const links = [{ url: 'https://a.gov.cn/gone', words: '原文' }];
    expect(rules({ links, deadLinks: ['https://a.gov.cn/gone'] })).toEqual(['warn dead-link']);
  });
});

describe('what goes out with a file (条例 art 17)', () => {
  const file = (reading: GateInput['attachments'][number]['reading']) => [{ name: '甲.xlsx', reading }];
  const notice = (kind: 'macro' | 'place-in-picture' | 'scanned-page' | 'hidden-content') => ({
    kind,
    where: '第1页',
    words: '看到的',
  });

  it('macros and places of pictures block, hidden parts and scanned pages warn', () => {
    const parts = [{ where: '第1页', text: '文字' }];
    const notices = (['macro', 'place-in-picture', 'hidden-content', 'scanned-page'] as const).map(notice);
    expect(rules({ attachments: file({ parts, notices }) })).toEqual([
      'block file-with-code',
      'block place-in-picture',
      'warn hidden-content',
      'warn attachment-not-read',
    ]);
  });

  it('says that a number stands where nobody sees it', () => {
    const parts = [{ where: '工作表“表”B2', text: '电话13812345678', hidden: 'hidden-column' as const }];
    const [finding] = found({ attachments: file({ parts, notices: [] }) });
    expect(finding?.where).toBe('附件“甲.xlsx”工作表“表”B2');
    expect(finding?.advice).toContain('隐藏列');
  });

  it('a name that turns the direction of writing blocks, and nobody can let it pass', () => {
    const attachments = [
      { name: '通知\u202Efdp.exe', reading: { parts: [{ where: '', text: '甲' }], notices: [] } },
    ];
    expect(found({ attachments }).find(each => each.rule === 'direction-mark')).toMatchObject({
      severity: 'block',
      overridable: false,
    });
  });

  it('a number cut by the end of a line is one number', () => {
    expect(inBody('联系电话：138\n12345678。')).toEqual(['block mobile-number']);
    expect(inBody('共138\n12345678元')).toEqual([]);
  });

  it('a policy without its interpretation blocks, one that needs none does not', () => {
    expect(rules({ hasInterpretation: false })).toEqual(['warn interpretation-missing']);
    expect(rules({ hasInterpretation: null })).toEqual([]);
    expect(rules({ hasInterpretation: true })).toEqual([]);
  });
});
