import { type Draw, planted as p } from './draw.ts';
import type { Half } from './frames.ts';

/** Seventh part: the rules on addresses and on marks were changed after a look at what was missed here. */

const abode = (d: Draw) =>
  d.pick([
    `黔西市钟山镇${d.pick(['猫山村', '东风社区'])}${d.int(1, 16)}组`,
    `七星关区大新桥街道${d.pick(['滨河社区', '石桥居委会'])}${d.int(1, 20)}栋${d.int(101, 2802)}`,
    `纳雍县雍熙街道${d.pick(['中山路', '龙井巷'])}${d.int(1, 300)}号`,
    `威宁县炉山镇${d.pick(['结里村', '半边街村'])}${d.pick(['二组', '六组', '坪子组'])}`,
    `大方县达溪镇${d.pick(['冷底村', '炉山社区'])}第${d.int(1, 12)}村民小组${d.int(1, 70)}号`,
  ]);
const born = (d: Draw, year = d.int(1934, 1999)) =>
  d.pick([
    `${year}年${d.int(1, 12)}月${d.int(1, 28)}日`,
    `${year}年${d.two(d.int(1, 12))}月`,
    `${year}-${d.two(d.int(1, 12))}-${d.two(d.int(1, 28))}`,
    `${year}.${d.int(1, 12)}.${d.int(1, 28)}`,
    `${year} 年 ${d.int(1, 12)} 月`,
  ]);
const sick = (d: Draw) =>
  d.pick([
    '胰腺癌',
    '病毒性心肌炎',
    '脑胶质瘤',
    '慢性支气管炎',
    '双相情感障碍',
    '运动神经元病',
    '膝关节退行性病变',
    '系统性硬化症',
  ]);
const level = (d: Draw) =>
  d.pick(['二级听力残疾', '言语二级残疾', '肢体残疾三级', '精神残疾', '四级视力残疾']);
const digits = (d: Draw, id = d.residentId()) =>
  d.pick([
    id,
    d.fullWidth(id),
    d.grouped(id, [6, 4, 4], '\u00a0'),
    d.grouped(id, [6, 8], '—'),
    d.grouped(id, [6, 2, 2, 4], ' '),
    d.grouped(id, [16], '\ufeff'),
    [...id].join('  '),
  ]);
const columns = (heading: string, rows: readonly string[]) => [heading, ...rows].join('\n');

export const tunedSeventh: Half = {
  name: 'tuned-seventh',
  seed: 31_415_926,
  names: {
    surnames:
      '陈李王杨张罗周刘吴黄徐赵谢唐潘龙何彭朱胡余郭宋冉任袁付林田穆卯孔董魏蔡丁沈顾戴严肖万葛毕祝阳滕齐巫詹武施邵鄢桂包童游曲钱孙曹许',
    given:
      '贤 兴义 素芬 尚云 明英 永刚 光明 琼仙 华军 玉梅 正权 茂林 应兰 德芳 启发 绍清 学文 世凤 朝阳 云霞 欣然 宇轩 雅婷 子豪 晨曦 丹 平 坤 艺 帆 锐 高贵 有才 万福 国芬'.split(
        ' ',
      ),
  },

  frames: [
    (d, body) => ({
      kind: 'notice',
      title: `关于${d.pick(['加强高温天气值班', '开展志愿服务季', '征集慈善标识', '暂停墓区祭扫'])}的提示`,
      lines: [...body, '请相互转告。', `值班电话：${d.landline()}`],
    }),
    (_, body) => ({
      kind: 'interpretation',
      title: '《关于进一步做好临时救助工作的意见》问答',
      lines: ['为便于理解，现作如下说明。', ...body, '本解读由社会救助科负责。'],
    }),
    (d, body) => ({
      kind: 'budget-report',
      title: `${d.int(2017, 2019)}年民政专项资金绩效自评报告`,
      lines: ['（一）项目概况', ...body, '（二）存在问题：个别项目进度偏慢。'],
    }),
    (_, body) => ({
      kind: 'training-record',
      title: '全市村（居）务监督委员会成员培训简报',
      lines: ['培训围绕村务公开、议事协商展开。', ...body, '学员就疑难问题开展讨论。'],
    }),
  ],

  positives: {
    'resident-id': [
      d => `身份证明：${p('resident-id', digits(d))}`,
      d => `村民${d.name()}（身份证号码${p('resident-id', digits(d))}）自愿放弃。`,
      d => `户口本登记的公民身份号码是${p('resident-id', digits(d))}`,
      d => {
        const id = d.residentId();
        return `委托人身份证号：${p('resident-id', `${id.slice(0, 11)}\n${id.slice(11)}`)}；委托期限一年。`;
      },
      d => `老证身份证号码是${p('resident-id', d.oldResidentId())}`,
    ],
    'mobile-number': [
      d => `欢迎咨询（手机${p('mobile-number', d.mobile())}）。`,
      d => `站长电话：${p('mobile-number', d.grouped(d.mobile(), [3, 4], ' '))}`,
      d => `常用号码\t${p('mobile-number', d.fullWidth(d.mobile()))}`,
      d => `电话：${p('mobile-number', `+86-${d.mobile()}`)}`,
      d => `${d.name()}：${p('mobile-number', d.mobile())}`,
    ],
    'bank-card': [
      d => `退款至${p('bank-card', d.bankCard())}（建设银行）`,
      d => `户名${d.name()}，账号${p('bank-card', d.grouped(d.bankCard(), [4, 4, 4, 4], ' '))}`,
      d => `农信社卡号：${p('bank-card', d.fullWidth(d.bankCard()))}`,
    ],
    passport: [
      d => `护照号码为${p('passport', d.passport())}，境外居住。`,
      d => `护照号\t${p('passport', d.passport())}\t有效`,
      d => `其护照（${p('passport', d.passport())}）遗失`,
    ],
    'disability-card': [
      d => `持证号${p('disability-card', d.disabilityCard())}的残疾人证`,
      d => `残疾证号：${p('disability-card', d.grouped(d.disabilityCard(), [6, 4, 4, 4], '-'))}`,
    ],
    landline: [
      d => `困难群众${d.name()}，联系电话：${p('landline', d.landline())}`,
      d => `监护人电话：${p('landline', d.landline())}`,
      d => `来访人${d.name()}，女，电话${p('landline', d.landline())}`,
      d => `家中电话：${p('landline', `8${d.digits(6)}`)}`,
      d =>
        columns(
          p('name-list', p('landline', '户主姓名\t联系电话\t困难类型')),
          d.names(3).map(name => `${name}\t${d.landline()}\t支出型`),
        ),
    ],
    address: [
      d => `现居住地址：${p('address', abode(d))}`,
      d => `特困人员${d.name()}，住${p('address', abode(d))}`,
      d => `${d.name()}，女，苗族，家住${p('address', abode(d))}。`,
      d => `户口所在地：${p('address', abode(d))}`,
      d => `受助人${d.name()}（${p('address', abode(d))}）`,
      d =>
        columns(
          p('name-list', p('address', '序号\t救助对象\t户籍所在地')),
          d.names(3).map((name, i) => `${i + 1}\t${name}\t${abode(d)}`),
        ),
    ],
    'birth-date': [
      d => `出生年月：${p('birth-date', born(d))}`,
      d => `特困人员${d.name()}，女，${p('birth-date', born(d))}出生`,
      d => `${d.name()}，男，白族，${p('birth-date', born(d))}生，务农`,
      d => `户主${d.name()}出生于${p('birth-date', born(d))}`,
      d =>
        columns(
          p('name-list', p('birth-date', '申请人姓名\t出生日期\t申请时间')),
          d.names(3).map(name => `${name}\t${d.int(1940, 1990)}.${d.int(1, 12)}.${d.int(1, 28)}\t5月`),
        ),
    ],
    health: [
      d => `申请人${d.name()}患${p('health', sick(d))}，需长期治疗。`,
      d => `${d.name()}，男，${d.int(35, 80)}岁，${p('health', level(d))}，独居`,
      d => `低保户${d.name()}被诊断为${p('health', sick(d))}`,
      d => `居民${d.name()}因${p('health', sick(d))}去世，家属申请丧葬补助`,
      d => `${d.name()}身患${p('health', sick(d))}，妻子离家出走`,
      d =>
        columns(
          p('name-list', p('health', '姓名\t残疾等级\t月补贴')),
          d.names(3).map(name => `${name}\t${level(d)}\t50`),
        ),
    ],
    minor: [
      d => `留守儿童${p('minor', d.name())}的心愿是一个新书包。`,
      d => `${d.name()}，女，${p('minor', `${d.int(4, 16)}周岁`)}，孤儿。`,
      d => `小学生${p('minor', d.name())}在作文中写道`,
      d => `弃婴${p('minor', d.name())}已康复出院`,
      d =>
        columns(
          p('name-list', p('minor', '孤儿姓名\t月标准\t起领时间')),
          d.names(3).map(name => `${name}\t1000\t2019.1`),
        ),
    ],
    'name-list': [
      d =>
        columns(
          p('name-list', '乡镇\t户主姓名\t保障人数\t保障金'),
          d.names(6).map(name => `钟山镇\t${name}\t${d.int(1, 5)}\t${d.int(100, 900)}`),
        ),
      d =>
        columns(
          p('name-list', '序号 | 姓名 | 补助标准'),
          d.names(5).map((name, i) => `${i + 1} | ${name} | 二档`),
        ),
    ],
    'names-in-text': [
      d => `同意${p('names-in-text', d.names(5).join('、'))}等${d.int(6, 15)}人入住敬老院。`,
      d => `终止救助供养的对象：${p('names-in-text', d.names(4).join('、'))}。`,
      d => `公布如下：${p('names-in-text', d.names(7).join('　'))}`,
    ],
    'secrecy-mark': [
      d => p('secrecy-mark', d.pick(['秘密★8年', '机密★', '绝密★15年', '机 密 ★ 1 年'])),
      () => `密　级：${p('secrecy-mark', '机密')}`,
      () => p('secrecy-mark', '（内部文件，注意保存）'),
      () => p('secrecy-mark', '工作秘密★'),
    ],
    wording: [
      () => `${p('wording', '中国特色社会主意')}道路`,
      () => `依法${p('wording', '撤消')}许可`,
      () => `信息${p('wording', '通迅')}保障`,
    ],
    'outside-link': [
      d => `课件见${p('outside-link', `https://yun.example-disk.com/${d.digits(6)}`)}。`,
      () => `投票：${p('outside-link', 'http://vote.example.net/p?id=3')}`,
    ],
    'repealed-document': [
      () => `援引《${p('repealed-document', '贵州省农村五保供养办法')}》第九条`,
      () => `落实${p('repealed-document', '黔民发［2010］99号')}`,
    ],
  },

  negatives: [
    d => `对照${d.documentNo()}开展自查，问题清单另行印发。`,
    d => `联系电话：${d.landline()}，联系人：李科长、王主任。`,
    () => '12345热线24小时受理，民政专席工作日8:30至17:30在线。',
    d =>
      `专户余额1${d.int(3, 9)}${d.digits(9)}元，利息${d.int(1, 9)}${d.digits(4)}.${d.digits(2)}元，支出${d.int(100, 999)}笔。`,
    d => `公开编号MZJ${d.digits(8)}，索引号11520500MB${d.digits(7)}-2019-${d.digits(4)}。`,
    d => `登记证书统一社会信用代码为${d.socialCreditCode()}。`,
    () => '6月20日前报名、6月25日审核、7月1日公布结果，逾期不予受理。',
    () => '捐款账户：毕节市慈善总会，开户行：中国银行毕节分行，账号见现场公告。',
    d =>
      `政采计划${d.digits(4)}-${d.digits(6)}，成交价${d.int(1, 9)}${d.digits(5)}元，履约保证金${d.digits(5)}元。`,
    d => `签收单号78${d.digits(11)}，邮编553000，文件登记第${d.digits(4)}号。`,
    () => '未成年人保护法第十六条、精神卫生法第九条、残疾人保障法第二十一条均有规定。',
    d =>
      `惠及${d.int(100, 999)}个村${d.int(1000, 9999)}名老人、${d.int(100, 999)}名儿童，配备社工${d.int(10, 90)}名。`,
    () => '2013年6月1日以后出生的儿童、1959年5月31日前出生的老人，分别享受免票政策。',
    () => '胰腺癌、脑瘤等大病和慢性支气管炎、糖尿病等慢性病纳入门诊统筹，重度精神残疾人免费服药。',
    () => '3岁以下婴幼儿、6至14岁学生须由家长陪同；孤儿、困境儿童免费参加夏令营。',
    () => '报到地点：毕节市七星关区中山路民政培训中心2号楼3楼305教室，公交2路直达。',
    () => '猫山村、东风社区、滨河社区、冷底村试点成效明显，石桥居委会受到通报表扬。',
    () => '保密要害部位不得安装联网摄像头；秘密级以上会议使用保密柜，内部文件不得转发微信群。',
    () => '工作秘密、国家秘密、商业秘密的界定按有关规定执行。',
    () => '公安、网信、教育、妇联等部门，黔西、大方、威宁、赫章等县市，红十字会、慈善总会等组织参与。',
    () => '入住须提供本人身份证、户口簿、体检报告、残疾人证、银行卡复印件，外籍人士提供护照。',
    d =>
      `出生率${d.int(8, 15)}.${d.digits(2)}‰，老龄化率${d.int(10, 20)}.${d.digits(2)}%，抚养比${d.int(30, 60)}.${d.digits(1)}%。`,
    () => '理事长、秘书长、监事应当由会员大会选举产生；会长任期五年。',
    () => '安置房共14栋，11栋为电梯房，3单元为样板房，1702室开放参观；7号楼为活动中心。',
    () => '通讯保障、撤销机构登记、中国特色社会主义道路等表述以文件为准。',
    () => '全文见省政府门户网站：https://www.guizhou.gov.cn/zwgk/zcfg/201906/t20190612_25648871.html。',
    d => `办事窗口：1号窗0857-8${d.digits(6)}，2号窗0857-8${d.digits(6)}，3号窗0857-8${d.digits(6)}。`,
    () => '采访未成年人、残疾人、患者时应当征得同意，并作模糊处理，不写姓名、学校、住址、病名。',
    () => '检查养老院3栋12层，发现配电室、厨房、2号楼梯间隐患9处，已整改8处。',
    d =>
      `图斑编号5205-${d.digits(5)}，面积${d.digits(4)}.${d.digits(2)}平方米，控制点${d.digits(6)}.${d.digits(3)}。`,
    d =>
      `序列号${d.digits(5)}-${d.digits(5)}-${d.digits(5)}，票据${d.digits(9)}，凭单${d.digits(11)}`.replace(
        /凭单1[3-9]/,
        '凭单20',
      ),
    () => '社区卫生服务中心对偏瘫、慢阻肺、骨折术后老人开展上门康复，每周两次。',
    () => '填报时，残疾类别、患病情况、出生日期、住址由系统自动比对，姓名、性别须与身份证一致。',
    () => '《毕节市社会救助资金管理暂行办法》已过有效期，自行失效，不再执行。',
    d => `样品号${d.digits(3)}-${d.digits(4)}-${d.digits(4)}，检测报告第${d.digits(6)}号，结论合格。`,
    () => '儿童福利院位于七星关区学院路66号，邮编551700，总机0857-8291234。',
    d =>
      columns(
        '资金来源\t金额（元）',
        ['中央', '省级', '市级'].map(name => `${name}\t1${d.int(3, 9)}${d.digits(9)}`),
      ),
    d =>
      columns(
        '机构\t详细地址\t值班电话',
        ['一站', '二站'].map(name => `${name}\t学院路${d.int(1, 200)}号${d.int(1, 9)}楼\t${d.landline()}`),
      ),
    d =>
      columns(
        '姓名\t职务\t联系电话\t负责片区',
        d.names(3).map(name => `${name}\t科长\t${d.landline()}\t东片区`),
      ),
    d =>
      `孙某（男，19XX年生，身份证52242219******${d.digits(4)}），卡号尾号${d.digits(4)}，手机177****${d.digits(4)}。`,
    () => '咨询QQ群：民政志愿者之家，邮箱bjzyz@qq.com，微信公众号同名。',
    d => `准印证第${d.digits(5)}号，ISSN ${d.digits(4)}-${d.digits(3)}X，赠阅${d.int(100, 900)}本。`,
    d => `网络备案：黔公网安备520502${d.digits(8)}号，ICP${d.digits(8)}，标识码520500${d.digits(4)}。`,
    () => '公开时限为20个工作日；公开渠道为网站、公告栏、微信；公开层级为市级、县级、乡级。',
    () => '二级以上残疾、三级精神残疾、三级智力残疾均可申请，补贴从申请次月起计发。',
    d => `市人大副主任${d.name()}、市民政局局长${d.name()}看望了住院的患病儿童和残疾老人。`,
    d => `编辑：${d.name()}　审核：${d.name()}　签发：${d.name()}`,
  ],

  whole: [
    d => ({
      kind: 'notice',
      title: '关于补助名册的通知',
      lines: ['名册见表。'],
      files: [
        {
          name: '补助.xlsx',
          lines: [
            p('name-list', p('birth-date', p('address', '姓名\t出生年月\t身份证号码\t住址'))),
            ...d
              .names(4)
              .map(
                name =>
                  `${name}\t${d.int(1940, 1990)}.${d.two(d.int(1, 12))}\t${p('resident-id', digits(d))}\t${abode(d)}`,
              ),
          ],
        },
      ],
    }),
    d => ({
      kind: 'guide',
      title: '委托书（式样）',
      lines: [
        `委托人：${d.name()}，男，${p('birth-date', born(d))}出生`,
        `住址：${p('address', abode(d))}`,
        `手机：${p('mobile-number', d.mobile())}`,
        `收款卡号：${p('bank-card', d.bankCard())}`,
      ],
    }),
    () => ({
      kind: 'notice',
      title: '关于评审安排的公告',
      lines: [`评审办法${p('attachment-missing', '详见附件')}。`],
    }),
    () => ({
      kind: 'notice',
      title: '关于材料要求的通知',
      lines: ['要求如下。', p('attachment-missing', '附件：1.清单'), '2.模板', '3.说明'],
    }),
  ],
};
