import { describe, expect, it } from 'vitest';
import type { Day } from '../../../../law/day.ts';
import type { ItemKind } from '../../contract.ts';
import { goodMetadata } from '../../items.fixture.ts';
import { gate } from './gate.ts';

const today = '2019-06-10' as Day;

function rules(bodyText: string, kind: ItemKind = 'notice'): string[] {
  const found = gate({
    kind,
    title: '关于公布情况的通知',
    summary: '',
    bodyText,
    metadata: goodMetadata,
    imagesWithoutWords: 0,
    attachments: [],
    duties: [],
    today,
  }).findings;
  return found.map(each => each.rule);
}

describe('what is said of a private person (个人信息保护法 arts 6, 25 and 28)', () => {
  const found: [string, string, string[]][] = [
    ['a birth date beside a name', '村民张建国，1956年3月7日出生。', ['birth-date']],
    ['a birth date behind its label', '出生日期：1956-03-07', ['birth-date']],
    ['an illness beside a name', '申请人李秀英身患尿毒症，无力治疗。', ['health']],
    ['a degree of disability', '王德明，男，肢体二级残疾，独居。', ['health']],
    ['a home below the village', '低保户陈玉珍家住朱昌镇双堰村三组。', ['address']],
    ['a home behind its label', '家庭住址：七星关区碧阳街道桂花路12号附3号', ['address']],
    ['a house numbered in Chinese figures', '家庭住址：桂花路一百二十三号', ['address']],
    ['a flat told by figures alone', '低保户陈玉珍，现住金桂花园12-2-1503。', ['address']],
    ['a building marked by a letter', '现居住地：金桂花园B3栋1单元502室', ['address']],
    ['a building marked by a sign', '户籍地址：金桂花园7#1-502', ['address']],
    ['a place of resettlement', '村民张建国，家住朝阳安置点18栋602。', ['address']],
    ['a hamlet without a number', '低保户陈玉珍，住朱昌镇双堰村官井沟。', ['address']],
    ['a group parted from its name', '低保户陈玉珍家住双堰村大湾 组。', ['address']],
    ['a brigade as it was called before', '低保户陈玉珍家住青山大队三小队。', ['address']],
    ['a home in the quarters of a company', '家庭住址：县农机公司宿舍2单元301室', ['address']],
    ['a house in a lane', '住址：水井巷12号之二', ['address']],
    ['a hamlet and its group', '低保户陈玉珍家住双堰村大湾村民组。', ['address']],
    ['an address with blanks', '家庭住址：朱昌镇 双堰村　3 组 12 号', ['address']],
    ['an address in full-width figures', '家庭住址：双堰村３组１２号', ['address']],
    ['a house behind the end of the line', '家庭住址：朱昌镇双堰村\n3组12号', ['address']],
    ['a village behind the end of the line', '家庭住址：朱昌镇\n双堰村3组', ['address']],
    ['a flat over the end of the line, once', '家庭住址：金桂花园3栋\n2单元301室', ['address']],
    ['the telephone of a person', '户主：刘国平\t电话：0857-8223344', ['landline']],
    ['a telephone at home', '宅电：8223344', ['landline']],
    ['a child by its role', '孤儿杨小燕每月领取基本生活费。', ['minor']],
    ['a child by its age', '周明华，女，9岁，与祖母生活。', ['minor']],
    ['a child by its birth date', '何文军，2011年5月出生。', ['birth-date', 'minor']],
    ['names one behind the other', '同意将张建国、李秀英、王德明等12户纳入低保。', ['names-in-text']],
    ['a passport', '护照号码：E12345678', ['passport']],
  ];
  for (const [what, text, expected] of found)
    it(`finds ${what}`, () => expect(rules(text)).toEqual(expected));

  const innocent: [string, string][] = [
    ['a condition of birth', '1939年12月31日以前出生的老人，由村（社区）统一申报。'],
    ['illnesses in a policy', '对患尿毒症、白血病等重大疾病的困难群众给予救助。'],
    ['degrees of disability in a policy', '一级、二级重度残疾人每月发放护理补贴。'],
    ['the address of an office', '办公地址：七星关区碧阳街道天河路18号3楼312室。'],
    ['a hamlet that is visited', '镇干部张建国到双堰村官井沟，查看饮水工程。'],
    ['a brigade of the fire service', '消防大队三小队到敬老院开展消防演练。'],
    ['where a company has its office', '联系地址：县农机公司2单元301室'],
    ['a team at work', '村民张建国，男，向双堰村工作组反映情况。'],
    ['neighbours as a body', '申请人张建国，男，经村民小组评议通过。'],
    ['a stage of a project', '村民张建国，男，领到产业园3期项目分红。'],
    ['an office that papers are handed to', '送达地址：同心路民政大厦5楼508室'],
    ['a facility in a village', '村民张建国，男，到双堰村3组活动室参加座谈。'],
    ['a number behind a line on a village', '低保户张建国来自双堰村\n3月底前完成核查。'],
    ['the telephone of an office', '联系人：社会救助科，咨询电话：0857-8222222。'],
    ['children in a policy', '0—6岁残疾儿童、留守儿童和孤儿由监护人代为申请。'],
    ['an official by name', '局长陈立新同志走访慰问了重度残疾人和高龄老人。'],
    ['an enumeration of places', '毕节、安顺、金沙等地经验值得借鉴。'],
    ['officials in a row', '出席会议的有张建国、李秀英、王德明。'],
    ['masked persons', '张某某，男，患尿毒症；李*，住某村。'],
  ];
  for (const [what, text] of innocent) it(`leaves ${what} alone`, () => expect(rules(text)).toEqual([]));

  it('finds columns of a list once each, and knows a list of officials', () => {
    const list =
      '姓名\t出生年月\t家庭住址\t残疾等级\n张建国\t1956.03\t双堰村三组\t二级\n李秀英\t1948.11\t双堰村一组\t一级';
    expect(rules(list)).toEqual(['name-list', 'birth-date', 'address', 'health']);
    expect(rules('姓名\t职务\t办公电话\n张建国\t科长\t0857-8223344')).toEqual([]);
  });

  it('lets a personnel notice tell month of birth, as it must, but no day', () => {
    const text = '张建国，男，汉族，1975年3月出生，现任科长。';
    expect(rules(text, 'personnel-notice')).toEqual([]);
    expect(rules(text.replace('3月', '3月7日'), 'personnel-notice')).toEqual(['birth-date']);
  });

  it('hides in one excerpt what another finding is about', () => {
    const bodyText = '低保户陈玉珍家住朱昌镇双堰村三组，1956年3月7日出生，身患尿毒症。';
    const { findings } = gate({
      kind: 'notice',
      title: '通知',
      summary: '',
      bodyText,
      metadata: goodMetadata,
      imagesWithoutWords: 0,
      attachments: [],
      duties: [],
    });
    expect(findings.map(each => each.rule).sort()).toEqual(['address', 'birth-date', 'health']);
    expect(findings.map(each => each.excerpt).join()).not.toMatch(/玉珍|三组|1956|3月7日/);
  });

  it('never shows the number, the date or the house', () => {
    const { findings } = gate({
      kind: 'notice',
      title: '通知',
      summary: '',
      bodyText: '宅电：8223344\n家庭住址：双堰村三组14号\n出生日期：1956-03-07',
      metadata: goodMetadata,
      imagesWithoutWords: 0,
      attachments: [],
      duties: [],
    });
    expect(findings).toHaveLength(3);
    expect(findings.map(each => each.excerpt).join()).not.toMatch(/8223344|三组|14号|1956|03-07/);
  });
});
