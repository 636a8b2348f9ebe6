import { describe, expect, it } from 'vitest';
import { residentCheckDigit } from '../../../../law/resident-id.ts';
import type { ItemKind, ItemMetadata } from '../../contract.ts';
import { goodMetadata } from '../../items.fixture.ts';
import { checkTexts, type GateInput, gate, letPass, unresolved, withOverridesOf } from './gate.ts';

const first17 = '52242719900307001';
const residentId = first17 + residentCheckDigit(first17);
const wrongId = first17 + (residentCheckDigit(first17) === '1' ? '2' : '1');

function input(over: Partial<GateInput> = {}): GateInput {
  return {
    kind: 'notice',
    title: '关于公布救助标准的通知',
    summary: '',
    bodyText: '各县(市、区)民政局:\n现将有关标准公布如下。',
    metadata: goodMetadata,
    imagesWithoutWords: 0,
    attachments: [],
    duties: [],
    ...over,
  };
}

/** A file of which this text was read line by line; null: it could not be read. */
const file = (name: string, text: string | null): GateInput['attachments'][number] => ({
  name,
  reading:
    text === null
      ? null
      : { parts: text.split('\n').map((line, i) => ({ where: `第${i + 1}行`, text: line })), notices: [] },
});

const rules = (over: Partial<GateInput>) =>
  gate(input(over)).findings.map(each => `${each.severity} ${each.rule}`);
const inBody = (text: string) => rules({ bodyText: text });

describe('personal numbers in public text (条例 art 15, 个人信息保护法 art 25)', () => {
  const found: [string, string, string][] = [
    ['an identity number', `身份证号:${residentId}。`, 'block resident-id'],
    [
      'one in full-width digits',
      residentId.replace(/\d/g, d => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
      'block resident-id',
    ],
    [
      'one written in groups',
      `${residentId.slice(0, 6)} ${residentId.slice(6, 14)} ${residentId.slice(14)}`,
      'block resident-id',
    ],
    ['one behind letters', `ID${residentId}`, 'block resident-id'],
    ['one in an address of a page', `见 https://example.gov.cn/q?id=${residentId}`, 'block resident-id'],
    ['an old one with its words', '身份证号码522427900307001', 'block resident-id'],
    ['an old one without words', '编号 522427900307001', 'warn resident-id'],
    ['a mobile number', '联系人王某,13812345678', 'block mobile-number'],
    ['a mobile number in groups', '电话 138-1234-5678', 'block mobile-number'],
    ['one with the country code', '+8613812345678', 'block mobile-number'],
    ['one right behind a word', 'Tel13812345678', 'block mobile-number'],
    ['a bank card', '账号6222021234567890128', 'block bank-card'],
    ['a bank card in groups with its word', '卡号:6222 0212 3456 7890 128', 'block bank-card'],
  ];
  for (const [what, text, expected] of found) {
    it(`finds ${what}`, () => {
      const known = text.includes('6222')
        ? text
            .replace('6222021234567890128', luhn('622202123456789012'))
            .replace('6222 0212 3456 7890 128', grouped(luhn('622202123456789012')))
        : text;
      expect(inBody(known)).toEqual([expected]);
    });
  }

  const innocent: [string, string][] = [
    ['an identity number with a wrong check digit', `编号${wrongId}`],
    ['a landline', '咨询电话:0857-8222222'],
    ['a hotline', '请拨打12345或12349热线'],
    ['a social credit code', '统一社会信用代码52522400MJT000001A'],
    ['an amount of money', '共安排资金13812345678元'],
    ['an amount with decimals', '合计13812345678.00'],
    ['an amount in full with separators', '13,812,345,678元'],
    ['a number of persons', '累计发放15912345678人次'],
    ['a digest', '校验值9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['an index number', '索引号11522400009660001X/2019-00012'],
    ['a document number', '毕民发〔2019〕12号'],
    ['the address of a page', 'https://www.example.gov.cn/2019/t20190610_13812345678.html'],
    ['dates in a row', '20190601 20190602 20190603'],
    ['an already masked number', '138****5678,522427********0012'],
  ];
  for (const [what, text] of innocent) {
    it(`leaves ${what} alone`, () => {
      expect(inBody(text)).toEqual([]);
    });
  }

  it('says where it is, and never shows the number', () => {
    const [finding] = gate(input({ bodyText: `第一段\n联系人的号码是${residentId},请核对` })).findings;
    expect(finding?.where).toBe('正文第2段');
    expect(finding?.excerpt).toContain('联系人的号码是');
    expect(finding?.excerpt).not.toContain(residentId);
    expect(finding?.excerpt).not.toContain(residentId.slice(6, 14));
    expect(finding?.basis.join()).toContain('《政府信息公开条例》第十五条');
  });

  it('hides the neighbours of what it shows as well', () => {
    const text = `13812345678 13912345678 ${residentId}`;
    const excerpts = gate(input({ bodyText: text }))
      .findings.map(each => each.excerpt)
      .join();
    expect(gate(input({ bodyText: text })).findings).toHaveLength(3);
    expect(excerpts).not.toMatch(/13812345678|13912345678/);
    expect(excerpts).not.toContain(residentId.slice(6, 14));
  });

  it('looks into title, summary, metadata, names and texts of attachments, and what the full gate adds', () => {
    const mobile = '13812345678';
    const verdict = gate(
      input({
        title: `通知${mobile}`,
        summary: `摘要${mobile}`,
        metadata: { ...goodMetadata, basis: mobile, keywords: [mobile] },
        attachments: [file(`名册${mobile}.xlsx`, `表头\n张某 | ${mobile}`)],
        texts: [{ where: '附件“图.png”(文字识别)', text: mobile }],
      }),
    );
    expect(verdict.findings.filter(each => each.rule === 'mobile-number').map(each => each.where)).toEqual([
      '标题',
      '摘要',
      '公开依据',
      '关键词',
      `附件“名册${mobile}.xlsx”的名称`,
      `附件“名册${mobile}.xlsx”第2行`,
      '附件“图.png”(文字识别)',
    ]);
  });

  it('finds a number across the seams of a very long line, once', () => {
    for (const at of [15_930, 15_936, 15_990, 15_999, 31_870]) {
      const line = `${'字'.repeat(at)}13812345678${'字'.repeat(20_000)}`;
      expect(inBody(line), `${at}`).toEqual(['block mobile-number']);
    }
  });

  it('lists fifty of a kind and counts the rest', () => {
    const { findings } = gate(
      input({ bodyText: Array.from({ length: 80 }, () => '13812345678').join('\n') }),
    );
    expect(findings).toHaveLength(50);
    expect(findings.at(-1)?.advice).toContain('另有同类30处');
  });
});

describe('marks of secret and internal papers (条例 art 14)', () => {
  for (const text of [
    '秘密★1年',
    '机密 ★',
    '绝 密★20年',
    '密级:秘密',
    '内部资料 注意保存',
    '本件为内部资料,请勿外传',
    '工作秘密★',
    '工作秘密★3年',
    '密级：秘密★10年',
  ])
    it(`blocks ${text}`, () => expect(inBody(text)).toEqual(['block secrecy-mark']));
  it('tells one mark once, as the gravest that it may be, and two marks twice', () => {
    const [only, ...others] = gate(input({ bodyText: '工作秘密★' })).findings;
    expect(others).toEqual([]);
    expect(only).toMatchObject({ rule: 'secrecy-mark', excerpt: '工作秘密★' });
    expect(only?.advice).toContain('国家秘密标志');
    expect(inBody('机密★1年（内部资料）')).toEqual(['block secrecy-mark', 'block secrecy-mark']);
  });
  for (const text of ['(此件不公开)', '此件依申请公开'])
    it(`blocks ${text}`, () => expect(inBody(text)).toEqual(['block printed-attribute']));
  for (const text of [
    '依法保守国家秘密和商业秘密',
    '连续性内部资料性出版物管理办法',
    '严禁泄露内部资料',
    '此件公开发布',
    '五星级★★★★★养老机构',
    '机密级以上计算机不得联网',
  ])
    it(`leaves ${text} alone`, () => expect(inBody(text)).toEqual([]));
});

describe('lists of persons (社会救助暂行办法 art 11)', () => {
  const list = '序号\t姓名\t金额\n1\t张三丰\t300\n2\t李四海\t300';
  const duty = { title: '低保对象名单', personalData: 'do-not-post' } as const;

  it('block where the duty says they are not posted, and the excerpt masks the name', () => {
    const { findings } = gate(input({ bodyText: list, duties: [duty] }));
    expect(findings).toMatchObject([{ rule: 'name-list', severity: 'block', excerpt: '张** 等2人' }]);
  });
  it('warn elsewhere', () => expect(inBody(list)).toEqual(['warn name-list']));
  it('block elsewhere when sensitive columns stand beside the names', () => {
    expect(inBody('姓名\t住址\n张三丰\t某村')).toEqual(['block name-list']);
  });
  it('pass when masked, and where a table has no persons', () => {
    expect(rules({ bodyText: '姓名\t金额\n张*\t300\n李某\t300', duties: [duty] })).toEqual([]);
    expect(inBody('县区\t户数\n七星关区\t300')).toEqual([]);
  });
  it('block by the name of an attachment of such a duty, and in the sheet itself', () => {
    const attachments = [file('低保名单.xlsx', '姓名 | 金额\n张三丰 | 300')];
    expect(rules({ attachments, duties: [duty] })).toEqual(['block name-list', 'block name-list']);
  });
  it('are what a personnel notice is for', () => {
    expect(rules({ kind: 'personnel-notice', bodyText: list })).toEqual([]);
  });
});

describe('attachments that the text names', () => {
  const one = [file('甲.pdf', '甲')];
  it('block when there is none', () => {
    expect(inBody('具体标准见附件。')).toEqual(['block attachment-missing']);
    expect(inBody('附件:1.标准表')).toEqual(['block attachment-missing']);
  });
  it('block when fewer are there than listed', () => {
    const bodyText = '附件:1.标准表\n2.申请表\n3.流程图';
    expect(rules({ bodyText, attachments: one })).toEqual(['block attachment-missing']);
    expect(gate(input({ bodyText, attachments: one })).findings[0]?.advice).toContain(
      '列出3个附件，只找到1个',
    );
    expect(rules({ bodyText, attachments: [...one, ...one, ...one] })).toEqual([]);
  });
  it('may stand in the text itself under their own heading', () => {
    expect(inBody('附件:救助标准表\n某市民政局\n附件\n救助标准表')).toEqual([]);
  });
  it('are not meant by a disease or by a repealed annex', () => {
    expect(inBody('慢性附件炎患者救助')).toEqual([]);
    expect(inBody('原附件同时废止')).toEqual([]);
  });
  it('warn when no text could be read from one', () => {
    for (const text of [null, '', ' \n']) {
      expect(rules({ attachments: [file('扫描件.pdf', text)] })).toEqual(['warn attachment-not-read']);
    }
  });
});

describe('fields the catalogue needs (条例 arts 12 and 13)', () => {
  const cases: [string, ItemKind, Partial<ItemMetadata>, string[]][] = [
    ['nothing missing', 'notice', {}, []],
    ['no issuer', 'notice', { issuer: ' ' }, ['block issuer-missing']],
    ['no source', 'notice', { source: '' }, ['block source-missing']],
    ['no date', 'notice', { writtenOn: null }, ['block written-date-missing']],
    ['on request without ground', 'notice', { attribute: 'on-request' }, ['block attribute-reason-missing']],
    [
      'withheld with ground',
      'notice',
      { attribute: 'withheld', attributeReason: 'internal-affairs' },
      ['warn not-proactive'],
    ],
    ['statistics without definition', 'statistics', {}, ['block statistical-definition-missing']],
    ['statistics with definition', 'statistics', { statisticalDefinition: '按季末时点统计' }, []],
    [
      'dates reversed',
      'notice',
      { effectiveOn: '2019-07-01', expiresOn: '2019-06-01' },
      ['block dates-reversed'],
    ],
    ['a normative document without number', 'normative-document', {}, ['warn document-number-missing']],
    [
      'a number in the wrong brackets',
      'notice',
      { documentNo: '毕民发[2019]12号' },
      ['warn document-number-form'],
    ],
    ['a number in the right ones', 'notice', { documentNo: '毕民发〔2019〕12号' }, []],
  ];
  for (const [what, kind, metadata, expected] of cases) {
    it(what, () => expect(rules({ kind, metadata: { ...goodMetadata, ...metadata } })).toEqual(expected));
  }
  it('title and text', () => {
    expect(rules({ title: ' ', bodyText: '' })).toEqual(['block title-missing', 'block text-missing']);
    expect(rules({ bodyText: '', attachments: [file('甲.pdf', '甲')] })).toEqual([]);
  });
});

describe('what somebody lets pass', () => {
  const found = gate(
    input({ bodyText: '工作电话13812345678\n秘密★', metadata: { ...goodMetadata, issuer: '' } }),
  );
  const by = { staffName: '主任', reason: '公布的工作电话', at: '2019-06-03T00:00:00Z' };

  it('stays visible and no longer blocks, while the rest does', () => {
    const after = letPass(found, 'mobile-number', by);
    expect(after.findings).toHaveLength(found.findings.length);
    expect(after.findings.find(each => each.rule === 'mobile-number')?.override).toEqual(by);
    expect(unresolved(after).map(each => each.rule)).toEqual(['issuer-missing', 'secrecy-mark']);
    expect(after.verdict).toBe('block');
  });
  it('is a warning at most when nothing else blocks', () => {
    const only = gate(input({ bodyText: '工作电话13812345678' }));
    expect(letPass(only, 'mobile-number', by).verdict).toBe('warn');
  });
  it('can not be a field that is missing', () => {
    expect(unresolved(letPass(found, 'issuer-missing', by)).map(each => each.rule)).toContain(
      'issuer-missing',
    );
  });
  it('is kept by a new verdict on the same bytes only for the same finding', () => {
    const after = letPass(found, 'mobile-number', by);
    expect(withOverridesOf(found, after)).toEqual(after);
    const other = gate(input({ bodyText: '工作电话13912345678' }));
    expect(unresolved(withOverridesOf(other, after))).toHaveLength(1);
  });
});

describe('plain texts, as the command line checks them', () => {
  it('looks for numbers, marks and lists, not for fields', () => {
    expect(checkTexts([{ where: '甲.txt 第1行', text: '没有问题' }])).toEqual({
      verdict: 'pass',
      findings: [],
    });
    expect(checkTexts([{ where: '甲.txt 第1行', text: residentId }]).verdict).toBe('block');
  });
});

function luhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function grouped(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, '$1 ');
}
