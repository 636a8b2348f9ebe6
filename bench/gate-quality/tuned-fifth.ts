import { type Draw, planted as p } from './draw.ts';
import type { Half } from './frames.ts';

/** Was held out until the fourth figures were taken on it (README.md); the gate was tuned on it afterwards. */

const at = (d: Draw) =>
  d.pick([
    `纳雍县${d.pick(['阳长镇', '维新镇', '寨乐镇'])}${d.pick(['坝子村', '大营社区', '海座村'])}${d.pick(['三', '七', '十二'])}组`,
    `黔西市${d.pick(['水西街道', '文峰街道'])}${d.pick(['莲花社区', '金凤社区'])}${d.int(1, 18)}幢${d.int(1, 5)}单元${d.int(101, 1804)}号`,
    `威宁县草海镇${d.pick(['西海村', '银龙村'])}${d.int(1, 14)}组${d.int(1, 99)}号`,
    `大方县红旗街道${d.pick(['人民路', '奢香大道', '环城北路'])}${d.int(3, 260)}号`,
    `百里杜鹃戛木管理区${d.pick(['启化社区', '底木村'])}下寨组`,
  ]);
const birthday = (d: Draw, year = d.int(1932, 1996)) =>
  d.pick([
    `${year}年${d.int(1, 12)}月${d.int(1, 28)}日`,
    `${year}年${d.two(d.int(1, 12))}月`,
    `${year}-${d.two(d.int(1, 12))}-${d.two(d.int(1, 28))}`,
    `${year}.${d.two(d.int(1, 12))}.${d.two(d.int(1, 28))}`,
  ]);
const ailment = (d: Draw) =>
  d.pick([
    '食道癌',
    '风湿性心脏病',
    '矽肺病',
    '脑梗',
    '癫痫病',
    '肾病综合征',
    '鼻咽癌',
    '重度脂肪肝',
    '骨髓增生异常综合征',
  ]);
const grade = (d: Draw) =>
  d.pick(['视力二级残疾', '三级智力残疾', '肢体残疾四级', '精神残疾二级', '听力一级残疾']);
const forms = (d: Draw, id = d.residentId()) =>
  d.pick([
    id,
    d.fullWidth(id),
    d.grouped(id, [6, 4, 4], '－'),
    d.grouped(id, [6, 8], '\u00a0'),
    d.grouped(id, [4, 4, 4, 4], '-'),
    d.grouped(id, [8], '\u200b'),
    [...id].join('-'),
  ]);
const tabled = (heading: string, rows: readonly string[]) => [heading, ...rows].join('\n');

export const tunedFifth: Half = {
  name: 'tuned-fifth',
  seed: 1_990_417,
  names: {
    surnames:
      '张王李陈杨罗吴周刘黄赵胡徐何文余龙安陆彭宋聂顾穆糜阮谌敖梅冯韦卢申郭唐熊谢潘蒙石田孔史路雷廖谭袁陶伍骆邱管冉涂蔡向晏成尚夏严曹柳鲁洪饶',
    given:
      '丽华 正军 长明 大富 小莲 世荣 顺 开贵 菊芬 登高 永祥 克勤 远志 兴国 吉祥 慧 银秀 友谊 子涵 思彤 佳豪 雪 松 金凤 显贵 庆华 尚文 敏 尧 国富 昌荣 仕明'.split(
        ' ',
      ),
  },

  frames: [
    (d, body) => ({
      kind: 'notice',
      title: `关于${d.pick(['防汛期间养老机构安全管理', '2019年地名命名', '村务公开专项检查', '儿童之家建设'])}的函`,
      lines: ['各有关单位：', ...body, `以上事项，请予支持。（经办处室：基层政权科，${d.landline()}）`],
    }),
    (d, body) => ({
      kind: 'statistics',
      title: `${d.int(2017, 2019)}年${d.int(1, 12)}月民政统计快报`,
      lines: [...body, `期末城市低保${d.int(10000, 50000)}人，农村低保${d.int(100000, 600000)}人。`],
    }),
    (d, body) => ({
      kind: 'guide',
      title: '老年人优待证办理须知',
      lines: [
        '一、对象',
        '年满60周岁的常住老年人。',
        ...body,
        '二、时限',
        `即时办结。联系电话：${d.landline()}`,
      ],
    }),
    (d, body) => ({
      kind: 'clarification',
      title: `对市三届人大四次会议第${d.int(1, 90)}号建议的答复`,
      lines: ['您提出的建议收悉，经商有关部门，答复如下：', ...body, '衷心感谢您的关心。'],
    }),
  ],

  positives: {
    'resident-id': [
      d => `证件号码：${p('resident-id', forms(d))}（居民身份证）`,
      d => `经查，${d.name()}（身份证：${p('resident-id', forms(d))}）不符合条件。`,
      d => `户主\t${d.name()}\t公民身份号码\t${p('resident-id', forms(d))}`,
      d => {
        const id = d.residentId();
        return `本人身份证号${p('resident-id', `${id.slice(0, 8)}\n${id.slice(8)}`)}，特此声明。`;
      },
      d => `身份证号码（旧）${p('resident-id', d.oldResidentId())}`,
    ],
    'mobile-number': [
      d => `村支书电话${p('mobile-number', d.mobile())}`,
      d => `电话 ${p('mobile-number', d.grouped(d.mobile(), [3, 4], '\u00a0'))}（工作日）`,
      d => `反映人手机号码为：${p('mobile-number', d.fullWidth(d.mobile()))}`,
      d => `${d.name()}，${p('mobile-number', d.mobile())}`,
      d => `手机：${p('mobile-number', d.grouped(d.mobile(), [3, 4], '.'))}`,
    ],
    'bank-card': [
      d => `工资卡号：${p('bank-card', d.bankCard())}`,
      d => `账户${p('bank-card', d.grouped(d.bankCard(), [4, 4, 4, 4], ' '))}（信合）`,
      d => `补贴发放至${p('bank-card', d.bankCard())}卡内`,
      d => `银行卡号\t${p('bank-card', d.fullWidth(d.bankCard()))}`,
    ],
    passport: [
      d => `护照：${p('passport', d.passport())}`,
      d => `收养人（护照号：${p('passport', d.fullWidth(d.passport()))}）到场`,
      d => `凭${p('passport', d.passport())}护照登记`,
    ],
    'disability-card': [
      d => `残疾人证号码：${p('disability-card', d.disabilityCard())}`,
      d => `证件\t${p('disability-card', d.grouped(d.disabilityCard(), [6, 8], ' '))}`,
      d => `第三代残疾人证（${p('disability-card', d.fullWidth(d.disabilityCard()))}）`,
    ],
    landline: [
      d => `居民${d.name()}，家庭电话${p('landline', d.landline())}`,
      d => `亲属电话：${p('landline', d.landline())}`,
      d => `户主${d.name()}，电话：${p('landline', d.landline())}`,
      d => `当事人${d.name()}（联系电话：${p('landline', d.landline())}）`,
      d =>
        tabled(
          p('name-list', p('landline', '姓名\t联系电话\t补贴月份')),
          d.names(3).map(name => `${name}\t${d.landline()}\t6`),
        ),
    ],
    address: [
      d => `户籍地：${p('address', at(d))}`,
      d => `低保户${d.name()}住${p('address', at(d))}，有子女二人。`,
      d => `${d.name()}，男，汉族，户籍地址：${p('address', at(d))}`,
      d => `实际居住地址为${p('address', at(d))}`,
      d => `困难家庭${d.name()}一家居住在${p('address', at(d))}`,
      d =>
        tabled(
          p('name-list', p('address', '序号\t申请人\t居住地址')),
          d.names(3).map((name, i) => `${i + 1}\t${name}\t${at(d)}`),
        ),
    ],
    'birth-date': [
      d => `出生日期为${p('birth-date', birthday(d))}`,
      d => `居民${d.name()}，女，${p('birth-date', birthday(d))}生`,
      d => `${d.name()}（${p('birth-date', birthday(d))}出生），退役军人`,
      d => `老人${d.name()}出生于${p('birth-date', birthday(d))}，系百岁老人`,
      d =>
        tabled(
          p('name-list', p('birth-date', '老人姓名\t出生年月日\t津贴')),
          d.names(3).map(name => `${name}\t${d.int(1920, 1938)}.${d.int(1, 12)}.${d.int(1, 28)}\t100`),
        ),
    ],
    health: [
      d => `村民${d.name()}身患${p('health', ailment(d))}，丧失劳动能力`,
      d => `${d.name()}，女，${p('health', grade(d))}，低保户。`,
      d => `居民${d.name()}之子被诊断为${p('health', ailment(d))}`,
      d => `救助对象${d.name()}，${d.int(30, 70)}岁，因${p('health', ailment(d))}住院`,
      d => `残疾人${d.name()}（${p('health', grade(d))}）申请辅具`,
      d =>
        tabled(
          p('name-list', p('health', '姓名\t所患疾病\t自付费用')),
          d.names(3).map(name => `${name}\t${ailment(d)}\t${d.int(5000, 90000)}`),
        ),
    ],
    minor: [
      d => `事实无人抚养儿童${p('minor', d.name())}已纳入保障。`,
      d => `${d.name()}，女，${p('minor', `${d.int(3, 15)}岁`)}，与外公外婆居住。`,
      d => `中学生${p('minor', d.name())}勇救落水者。`,
      d => `患儿${p('minor', d.name())}的手术费用由基金会承担。`,
      d =>
        tabled(
          p('name-list', p('minor', '序号\t学生姓名\t资助标准')),
          d.names(3).map((name, i) => `${i + 1}\t${name}\t800`),
        ),
    ],
    'name-list': [
      d =>
        tabled(
          p('name-list', '序号\t申请人\t家庭人口\t拟救助金额'),
          d.names(6).map((name, i) => `${i + 1}\t${name}\t${d.int(1, 6)}\t${d.int(300, 3000)}`),
        ),
      d =>
        tabled(
          p('name-list', '村（社区）\t保障对象姓名\t月保障金'),
          d.names(5).map(name => `海座村\t${name}\t${d.int(100, 700)}`),
        ),
    ],
    'names-in-text': [
      d => `拟新增${p('names-in-text', d.names(6).join('、'))}等${d.int(7, 20)}户为保障对象。`,
      d => `暂缓发放对象为${p('names-in-text', d.names(4).join('、'))}。`,
      d => `公示名单：${p('names-in-text', d.names(5).join('，'))}`,
    ],
    'secrecy-mark': [
      d => p('secrecy-mark', d.pick(['机密★3年', '秘密★5年', '绝密★永久', '秘　密　★'])),
      () => `密级： ${p('secrecy-mark', '机密')}`,
      () => p('secrecy-mark', '内部文件　注意保存'),
      () => p('secrecy-mark', '[工作秘密]'),
      () => `（${p('secrecy-mark', '内部使用、禁止外传')}）`,
    ],
    wording: [
      () => `各地要${p('wording', '再接再励')}，做好扫尾工作`,
      () => `按照${p('wording', '三种全会')}要求`,
      () => `${p('wording', '帐户')}余额为零`,
    ],
    'outside-link': [
      d => `回放：${p('outside-link', `https://www.example-live.net/${d.digits(6)}`)}`,
      () => `登录${p('outside-link', 'www.example-form.com')}填报`,
    ],
    'repealed-document': [
      () => `以《${p('repealed-document', '城市流浪乞讨人员收容遣送办法')}》为依据`,
      () => `执行${p('repealed-document', '黔民发﹝2010﹞99号')}标准`,
      () => `（${p('repealed-document', '黔府令第140号')}）`,
    ],
  },

  negatives: [
    d => `现将《方案》（${d.documentNo()}）转发你们，请结合${d.documentNo()}一并落实。`,
    d => `如有异议，可拨打${d.landline()}向市民政局反映，或拨打12388。`,
    () => '紧急求助110、119、120、122，养老咨询12349，法律援助12348。',
    d =>
      `专项资金1${d.int(3, 9)}${d.digits(9)}元已到位，其中${d.int(1, 9)},${d.digits(3)},${d.digits(3)},${d.digits(3)}元已下达县区。`,
    d => `公开目录编号：520500.MZ.${d.digits(4)}；信息索引：BJ${d.digits(3)}-2019-${d.digits(6)}`,
    d => `社会信用代码 ${d.socialCreditCode()}，章程已核准。`,
    () => '2019年第二季度（4月至6月）材料于7月10日前、全年材料于2020年1月10日前报送。',
    () => '资金由贵州银行、农村信用社代发，个人账号由乡镇核对后录入系统，不在网上公布。',
    d => `询价编号XJ-${d.digits(8)}，报价${d.int(1, 9)}${d.digits(4)}元，质保${d.int(1, 5)}年。`,
    d => `EMS单号10${d.digits(11)}，邮政编码553100，收文号${d.digits(4)}。`,
    () => '参见《社会救助暂行办法》第九条至第十三条、《残疾人保障法》第四十八条。',
    d =>
      `孤儿${d.int(1000, 3000)}人、留守儿童${d.int(10000, 50000)}人、残疾人${d.int(10000, 90000)}人、百岁老人${d.int(10, 300)}人。`,
    () => '1949年9月30日以前出生、2003年7月1日后出生的人员分别按两类办法执行，出生时间以户口簿为准。',
    () => '肺癌、肝癌等恶性肿瘤以及尿毒症透析列为重特大疾病，患者本人或者亲属可以申请。',
    () => '年满6周岁不满16周岁的儿童、8岁以下幼儿和在校学生免费；孤儿成年后就读大学的继续资助。',
    () => '请到毕节市行政办公中心1号楼6楼605室领取，也可寄至麻园路民政局收发室。',
    () => '坝子村、大营社区、海座村、西海村新建活动中心，人民路、奢香大道沿线设置宣传点。',
    () => '密码、密级管理和保密自查情况，机密级以上文件由专人管理，内部资料室不对外开放。',
    () => '不属于国家秘密和工作秘密的事项应当公开；会议秘密事项不得对外泄露。',
    () => '由组织部、编办、司法局、审计局、统计局配合；贵阳、安顺、黔南、黔东南等地已先行试点。',
    () => '材料清单：户口本、身份证、结婚证、残疾证、护照（外籍）、诊断书、学籍证明。',
    d =>
      `完成率${d.int(90, 100)}.${d.int(0, 9)}%，满意度${d.int(90, 100)}.${d.int(0, 9)}分，床位使用率${d.int(40, 80)}.${d.digits(2)}%。`,
    () => '主任、副主任、委员由市政府任命，办公室设在市民政局，局长兼任办公室主任。',
    () => '敬老院1号楼、2号楼和公寓3栋2单元完成改造，301室改为康复室，食堂可容纳120人。',
    () => '再接再厉，深入学习党的十九届三中全会精神，账户清理、部署检查同步完成。',
    () => '政策原文：http://www.mca.gov.cn/article/gk/wj/201906/20190600017655.shtml。',
    d =>
      `各县区电话：0857-5${d.digits(6)}、0857-4${d.digits(6)}、0857-7${d.digits(6)}、0857-3${d.digits(6)}。`,
    () => '学生、儿童、残疾人等群体的名单、住址、病情一律不得张贴、上网。',
    () => '隐患点：一层大厅、3栋楼道、5号宿舍楼、地下车库，整改时限30天。',
    d => `经纬度105.${d.digits(5)},27.${d.digits(5)}，宗地号520521-${d.digits(6)}-GB${d.digits(5)}。`,
    d => `发票号${d.digits(8)}，电子票号52${d.digits(16)}，资产条码${d.digits(12)}。`,
    () => '高龄、失能、残疾、患病老人较多的村，优先建设日间照料中心，配备血压计、轮椅。',
    () => '家庭成员患有疾病或者属于残疾人的，可在申请表“健康状况”栏注明；出生日期、家庭住址应与户口簿一致。',
    () => '《毕节地区农村低保操作规程》已宣布失效，有关事项按现行规定执行。',
    d => `型号YL-${d.digits(3)}，出厂编号${d.digits(5)}-${d.digits(4)}-${d.digits(4)}，产地苏州。`,
    () => '市社会福利院（七星关区洪山街道环东路88号）接待电话0857-8222061。',
    d =>
      tabled(
        '科目编码\t科目名称\t金额（元）',
        ['行政运行', '社会福利'].map(name => `208${d.digits(4)}\t${name}\t1${d.int(3, 9)}${d.digits(9)}`),
      ),
    d =>
      tabled(
        '名称\t地址\t电话\t床位',
        ['中心敬老院', '康养中心'].map(
          name => `${name}\t阳长镇坝子村${d.int(1, 9)}组\t${d.landline()}\t${d.int(20, 200)}`,
        ),
      ),
    d =>
      tabled(
        '姓名\t职务\t分管领域',
        d.names(3).map(name => `${name}\t副局长\t养老服务`),
      ),
    d => `刘某（身份证520***********${d.digits(3)}X）、陈×（电话138xxxx${d.digits(4)}），住某街道。`,
    () => '请发至gzbjmz@foxmail.com，压缩包命名为“单位+材料名称”。',
    d => `ISSN 1003-${d.digits(4)}，邮发代号66-${d.int(10, 99)}，每期${d.int(5, 20)}元。`,
    d => `备案编号：毕养备〔2019〕${d.int(1, 90)}号；许可编号JZ5205${d.digits(8)}。`,
    () => '公开形式：政府网站、公示栏；公开对象：全社会；监督渠道：12345。',
    () => '一级残疾、二级残疾和三级智力残疾、三级精神残疾纳入护理补贴，评定机构为县级以上医院。',
    d => `市政协副主席${d.name()}、市民政局局长${d.name()}为获奖单位颁奖。`,
    d => `主讲人：${d.name()}教授；主持人：${d.name()}；承办人：${d.name()}，${d.landline()}。`,
  ],

  whole: [
    d => ({
      kind: 'notice',
      title: '关于审批结果的公布',
      lines: ['审批结果附后。'],
      files: [
        {
          name: '审批结果.xlsx',
          lines: [
            p('name-list', p('address', p('landline', '序号\t申请人姓名\t证件号\t电话\t家庭住址'))),
            ...d
              .names(5)
              .map(
                (name, i) => `${i + 1}\t${name}\t${p('resident-id', forms(d))}\t${d.landline()}\t${at(d)}`,
              ),
          ],
        },
      ],
    }),
    d => ({
      kind: 'notice',
      title: '关于更正信息的说明',
      lines: ['更正情况见文件。'],
      files: [
        {
          name: '更正.docx',
          hidden: 'comment',
          lines: [
            `核对：${d.name()}的身份证号${p('resident-id', d.residentId())}`,
            `卡号${p('bank-card', d.bankCard())}`,
          ],
        },
      ],
    }),
    d => ({
      kind: 'guide',
      title: '填写样例',
      lines: [
        `姓名：${d.name()}　性别：男　民族：汉族`,
        `出生年月：${p('birth-date', birthday(d))}`,
        `现居住地：${p('address', at(d))}`,
        `联系方式：${p('mobile-number', d.mobile())}`,
      ],
    }),
    () => ({
      kind: 'notice',
      title: '关于上报数据的通知',
      lines: [`请${p('attachment-missing', '按照附件')}格式上报。`],
    }),
    () => ({
      kind: 'notice',
      title: '关于下达计划的通知',
      lines: ['计划下达如下。', p('attachment-missing', '附件：1.计划表'), '2.项目清单', '3.绩效表'],
    }),
  ],
};
