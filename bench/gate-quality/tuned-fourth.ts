import { type Draw, planted as p } from './draw.ts';
import type { Half } from './frames.ts';

/** Was held out until the third figures were taken on it (README.md); the gate was tuned on it afterwards. */

const homeOf = (d: Draw) =>
  d.pick([
    `赫章县${d.pick(['哲庄镇', '罗州镇', '朱明镇'])}${d.pick(['小河村', '新营社区', '松林村'])}${d.pick(['四组', '水井组', '大寨组'])}${d.int(1, 60)}号`,
    `毕节市七星关区洪南路${d.int(2, 90)}号${d.int(1, 9)}栋${d.int(1, 4)}单元${d.int(2, 30)}楼${d.int(1, 4)}号`,
    `织金县文腾街道${d.pick(['玉屏社区', '东山社区'])}第${d.pick(['二', '五', '六'])}居民小组`,
    `金沙县平坝镇${d.pick(['八一村', '金龙村'])}${d.int(1, 20)}组`,
  ]);
const bornWords = (d: Draw, year = d.int(1930, 1998)) =>
  d.pick([
    `${year}年${d.int(1, 12)}月${d.int(1, 28)}日`,
    `${year}年${d.int(1, 12)}月`,
    `${year}.${d.int(1, 12)}.${d.int(1, 28)}`,
    `${year}/${d.two(d.int(1, 12))}/${d.two(d.int(1, 28))}`,
  ]);
const disease = (d: Draw) =>
  d.pick([
    '宫颈癌',
    '冠心病',
    '脊髓损伤',
    '慢性阻塞性肺疾病',
    '系统性红斑狼疮',
    '地中海贫血',
    '双侧股骨头坏死',
    '精神障碍',
  ]);
const disabled = (d: Draw) =>
  d.pick(['肢体三级残疾', '言语残疾一级', '多重残疾', '二级精神残疾', '视力一级残疾']);
const written = (d: Draw, id = d.residentId()) =>
  d.pick([
    id,
    d.fullWidth(id),
    d.grouped(id, [6, 4, 4], ' '),
    d.grouped(id, [6, 8], '–'),
    d.grouped(id, [3, 3, 4, 2, 2], ' '),
    d.grouped(id, [12], '\u200d'),
    [...id].join(' '),
  ]);
const sheet = (heading: string, rows: readonly string[]) => [heading, ...rows].join('\n');

export const tunedFourth: Half = {
  name: 'tuned-fourth',
  seed: 52_0500_19,
  names: {
    surnames:
      '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文',
    given:
      '晓东 建军 玉兰 国庆 凤英 家旺 小龙 德明 世芬 朝贵 兴华 开荣 明珍 仕祥 泽宇 欣怡 雨桐 俊杰 天佑 春 辉 萍 燕 强 霞 光明 正义 全友 登学 祖德 仁贵 远芳 太平 庭芳'.split(
        ' ',
      ),
  },

  frames: [
    (d, body) => ({
      kind: 'notice',
      title: `关于${d.pick(['公布2019年救助标准', '受理社会组织评估', '开展福彩助学', '停办婚姻登记业务'])}的启事`,
      lines: [...body, `如需了解详情，请致电${d.landline()}。`, '毕节市民政局　2019年6月10日'],
    }),
    (d, body) => ({
      kind: 'work-plan',
      title: `${d.int(2018, 2019)}年民政领域“放管服”改革任务分工`,
      lines: ['为推进改革，制定如下分工。', ...body, '各责任单位每季度末报送进展。'],
    }),
    (d, body) => ({
      kind: 'interpretation',
      title: '一图读懂殡葬惠民政策',
      lines: [
        '问：政策适用于哪些人？',
        ...body,
        '问：到哪里办理？答：到户籍所在地乡镇（街道）社会事务办办理。',
        `咨询 ${d.landline()}`,
      ],
    }),
    (_, body) => ({
      kind: 'news',
      title: '市民政局开展主题党日活动',
      lines: [
        '6月6日，市民政局机关党委组织开展主题党日活动。',
        ...body,
        '活动结束后，全体党员重温入党誓词。',
      ],
    }),
    (_, body) => ({
      kind: 'meeting-record',
      title: '毕节市民政局2019年第6次局务会议纪要',
      lines: ['会议听取了有关科室汇报，议定事项如下：', ...body, '会议要求，抓紧落实议定事项。'],
    }),
  ],

  positives: {
    'resident-id': [
      d => `领款人${d.name()}，证件号${p('resident-id', written(d))}，金额${d.int(200, 900)}元`,
      d => `身份号码${p('resident-id', written(d))}。`,
      d => `户号${d.digits(9)}　身份证　${p('resident-id', written(d))}`,
      d => {
        const id = d.residentId();
        return `（身份证号${p('resident-id', `${id.slice(0, 12)}\n${id.slice(12)}`)}）`;
      },
      d => `${d.int(1, 50)}、${d.name()}${p('resident-id', written(d))}`,
      d => `公民身份号码（15位）：${p('resident-id', d.oldResidentId())}`,
    ],
    'mobile-number': [
      d => `报名联系人王老师，${p('mobile-number', d.mobile())}。`,
      d => `请加微信/手机${p('mobile-number', d.grouped(d.mobile(), [3, 4], ' '))}`,
      d => `电话：${p('mobile-number', d.fullWidth(d.mobile()))}转本人`,
      d => `手机号：${p('mobile-number', d.grouped(d.mobile(), [3, 4], '–'))}`,
      d => `${d.int(1, 20)}\t朱明镇\t${p('mobile-number', d.mobile())}`,
      d => `24小时电话(+86)${p('mobile-number', d.mobile())}`,
    ],
    'bank-card': [
      d => `存入个人账户${p('bank-card', d.bankCard())}`,
      d => `开户账号：${p('bank-card', d.grouped(d.bankCard(), [4, 4, 4, 4], ' '))}，户名本人`,
      d => `社会保障卡金融账户：${p('bank-card', d.fullWidth(d.bankCard()))}`,
      d => `${d.name()}\t${p('bank-card', d.bankCard())}\t已发`,
    ],
    passport: [
      d => `外籍收养人护照号码：${p('passport', d.passport())}`,
      d => `随行人员护照${p('passport', d.passport())}、签证齐备`,
      d => `护照 No.${p('passport', d.passport())}`,
      d => `持有${p('passport', d.passport())}号中国护照`,
    ],
    'disability-card': [
      d => `残疾人证编号${p('disability-card', d.disabilityCard())}，已核验`,
      d => `残疾证：${p('disability-card', d.grouped(d.disabilityCard(), [6, 8, 4], ' '))}`,
      d => `${d.int(1, 9)} | ${p('disability-card', d.disabilityCard())} | 三级`,
    ],
    landline: [
      d => `申领人${d.name()}，电话${p('landline', d.landline())}`,
      d => `家里电话：${p('landline', `8${d.digits(6)}`)}`,
      d => `${d.name()}，男，彝族，联系电话：${p('landline', d.landline())}`,
      d => `求助人：${d.name()}，联系电话：${p('landline', d.landline())}`,
      d =>
        sheet(
          p('name-list', p('landline', '序号\t户主\t家庭电话')),
          d.names(3).map((name, i) => `${i + 1}\t${name}\t${d.landline()}`),
        ),
    ],
    address: [
      d => `现住地址：${p('address', homeOf(d))}`,
      d => `村民${d.name()}，家住${p('address', homeOf(d))}，房屋破旧`,
      d => `${d.name()}，女，现居住于${p('address', homeOf(d))}`,
      d => `家庭详细地址\t${p('address', homeOf(d))}`,
      d =>
        sheet(
          p('name-list', p('address', '申请人姓名\t户籍地址\t申请事项')),
          d.names(3).map(name => `${name}\t${homeOf(d)}\t临时救助`),
        ),
    ],
    'birth-date': [
      d => `出生年月：${p('birth-date', bornWords(d))}`,
      d => `村民${d.name()}，男，${p('birth-date', bornWords(d))}出生，初中文化。`,
      d => `${d.name()}，女，${p('birth-date', bornWords(d))}生，布依族`,
      d => `死者${d.name()}生于${p('birth-date', bornWords(d))}，生前为孤寡老人`,
      d =>
        sheet(
          p('name-list', p('birth-date', '序号\t姓名\t出生时间')),
          d
            .names(3)
            .map((name, i) => `${i + 1}\t${name}\t${d.int(1935, 1975)}/${d.int(1, 12)}/${d.int(1, 28)}`),
        ),
    ],
    health: [
      d => `申请人${d.name()}因患${p('health', disease(d))}多次住院。`,
      d => `${d.name()}，男，${p('health', disabled(d))}，与母亲共同生活。`,
      d => `五保老人${d.name()}患${p('health', disease(d))}，生活不能自理`,
      d => `患者${d.name()}，诊断为${p('health', disease(d))}，自付费用${d.int(2, 9)}万元`,
      d =>
        sheet(
          p('name-list', p('health', '姓名\t致残原因及残疾等级\t补贴')),
          d.names(3).map(name => `${name}\t${disabled(d)}\t${d.int(50, 150)}`),
        ),
    ],
    minor: [
      d => `留守儿童${p('minor', d.name())}说，她很想念父母。`,
      d => `${d.name()}，男，${p('minor', `${d.int(2, 14)}岁`)}，现由伯父抚养。`,
      d => `初中生${p('minor', d.name())}收到助学金1000元。`,
      d => `孤儿${p('minor', d.name())}，就读于罗州镇中心小学。`,
      d =>
        sheet(
          p('name-list', p('minor', '孤儿姓名\t监护人关系\t月补助')),
          d.names(3).map(name => `${name}\t祖孙\t1000`),
        ),
    ],
    'name-list': [
      d =>
        sheet(
          p('name-list', '序号\t姓名\t所在乡镇\t救助金额'),
          d.names(8).map((name, i) => `${i + 1}\t${name}\t罗州镇\t${d.int(300, 3000)}`),
        ),
      d =>
        sheet(
          p('name-list', '户主姓名 | 人口数 | 类别'),
          d.names(6).map(name => `${name} | ${d.int(1, 6)} | B`),
        ),
      d =>
        sheet(
          p('name-list', '领取人\t物资\t数量'),
          d.names(5).map(name => `${name}\t棉被\t${d.int(1, 3)}`),
        ),
    ],
    'names-in-text': [
      d => `会议同意给予${p('names-in-text', d.names(5).join('、'))}等${d.int(6, 15)}户临时救助。`,
      d => `不符合条件的有：${p('names-in-text', d.names(4).join('、'))}。`,
      d => `入选名单：${p('names-in-text', d.names(6).join('　'))}`,
    ],
    'secrecy-mark': [
      d => p('secrecy-mark', d.pick(['机密★1年', '秘密★长期', '绝密★', '秘密　★　2年'])),
      () => `密级：${p('secrecy-mark', '绝密')}`,
      () => p('secrecy-mark', '（内部资料，不得外传）'),
      () => `${p('secrecy-mark', '工作秘密 不得外传')}`,
      () => `以上内容${p('secrecy-mark', '供内部使用，严禁外传')}`,
    ],
    wording: [
      () => `一个都不能少，${p('wording', '脱贫攻艰')}不获全胜决不收兵`,
      () => `${p('wording', '城乡底保')}标准提高`,
      () => `对${p('wording', '布署')}的工作逐项落实`,
    ],
    'outside-link': [
      d => `直播地址 ${p('outside-link', `http://live.example-tv.com/room/${d.digits(6)}`)}`,
      () => `（${p('outside-link', 'https://docs.example.io/form')}）`,
    ],
    'repealed-document': [
      () => `依照${p('repealed-document', '黔府令第140号')}第六条`,
      () => `${p('repealed-document', '《贵州省农村五保供养办法》')}规定的供养标准`,
      () => `文件（${p('repealed-document', '黔民发（2010）99号')}）要求`,
    ],
  },

  negatives: [
    d => `经研究，同意印发《工作规程》（${d.documentNo()}附件2）。`,
    d => `报名电话：${d.landline()}，传真同号，节假日值班电话${d.landline()}。`,
    () => '消费者投诉12315，社会保障12333，慈善监督12345转民政。',
    d =>
      `拨付${d.int(100, 999)},${d.digits(3)},${d.digits(3)}元，支付进度${d.int(50, 99)}%，核减1${d.int(3, 9)}${d.digits(9)}元。`,
    d => `目录号520500-MZ-${d.digits(4)}，索引号：D0107-0403-2019-${d.digits(4)}`,
    d => `统一代码${d.socialCreditCode()}的社会团体予以注销登记。`,
    () => '自2019年1月1日起至2019年12月31日止，分四批公示，每批公示期不少于7日。',
    () => '账户管理：专户设在贵州银行，专款专用，不得将资金转入个人银行卡。',
    d =>
      `中标通知书编号：GZZB2019-${d.digits(5)}，中标价${d.int(1, 9)}${d.digits(5)}.${d.digits(2)}元，工期${d.int(30, 300)}日历天。`,
    d => `寄件单号YT${d.digits(13)}，邮编552100，挂号信XA${d.digits(9)}52。`,
    () => '《民法总则》第三十四条、第三十五条和《未成年人保护法》第六十二条规定了监护人的职责。',
    d =>
      `受益${d.int(1000, 9999)}人，其中老人${d.int(100, 999)}人、残疾人${d.int(100, 999)}人、儿童${d.int(100, 999)}人。`,
    () => '1953年12月31日前参加工作的老同志、出生于1939年以前的高龄老人，分别给予慰问。',
    () => '癌症、白血病、器官移植等大病患者家庭和一户多残家庭，优先纳入帮扶；精神障碍患者由家属送治。',
    () => '凡7岁以上学生、3至6岁幼儿、16周岁以下孤儿均可参加，由学校和社区组织报名。',
    () => '送达地址：毕节市七星关区同心路民政大厦5楼508室，也可以到麻园街道便民服务中心一楼3号窗口办理。',
    () => '玉屏社区、东山社区、八一村、金龙村开展示范创建，新营社区第二居民小组被评为文明小组。',
    () => '涉密会议不得使用手机；标注密级的文件按规定登记、传阅；内部资料的复印须经批准。',
    () => '工作秘密管理、商业秘密保护和个人信息保护列入年度培训内容，不得泄露当事人的病情和住址。',
    () => '参加单位：扶贫办、卫健委、医保局、残联、团市委、红十字会；云南、四川、重庆、湖南等省市派员观摩。',
    () => '请携带身份证、户口簿、残疾人证、医保卡、银行存折、近期一寸照片两张。',
    d =>
      `全年收入${d.int(1, 9)}${d.digits(3)}.${d.digits(2)}万元，支出${d.int(1, 9)}${d.digits(3)}.${d.digits(2)}万元，年末结转${d.int(10, 99)}.${d.digits(2)}万元。`,
    () => '局党组书记、局长，党组成员、副局长，机关党委专职副书记，各支部书记，全体党员参加。',
    () => '公寓6栋共72套，单套面积45平方米，2单元电梯已验收，1楼为食堂，8号楼正在施工。',
    () => '要坚决做到“两个维护”，打赢脱贫攻坚战，按照部署要求落实城乡低保提标工作。',
    () => '查询网址：http://www.gzmz.gov.cn/ ，毕节市政府网 www.bijie.gov.cn 。',
    d =>
      `县区联系电话：七星关区0857-8${d.digits(6)}，大方县0857-5${d.digits(6)}，黔西县0857-4${d.digits(6)}。`,
    () => '中小学生、婴幼儿及其家长的个人信息，任何单位和个人不得收集、公开。',
    () => '消防整改：1号楼疏散通道、2栋楼梯间、地下室106室，限6月30日前完成。',
    d =>
      `测点坐标X=${d.digits(7)}.${d.digits(3)}，Y=${d.digits(8)}.${d.digits(3)}，界桩号520502-${d.digits(3)}。`,
    d =>
      `财政票据监制号0${d.digits(9)}，会计凭证${d.digits(2)}-${d.digits(4)}，固定资产卡片号${d.digits(10)}。`,
    () => '医养结合机构收治偏瘫、痴呆、帕金森病等失能老人，家庭病床由乡镇卫生院建立。',
    () => '本人或者家庭成员患病、残疾、就学的，应当如实填写申请表中的健康状况、出生日期、家庭住址等栏目。',
    () => '《毕节市养老机构管理暂行办法》（毕府发〔2013〕20号）予以废止。',
    d =>
      `产品编号${d.digits(4)} ${d.digits(4)} ${d.digits(3)}，批号${d.digits(8)}，执行标准GB/T ${d.digits(5)}-2018。`,
    () => '毕节市第二人民医院地址：七星关区洪山路15号，急诊电话0857-8226120。',
    d =>
      sheet(
        '项目名称\t合同编号\t合同金额（元）',
        ['食堂', '维修', '保洁'].map(name => `${name}\tHT${d.digits(11)}\t1${d.int(3, 9)}${d.digits(9)}`),
      ),
    d =>
      sheet(
        '序号\t窗口\t地址\t电话',
        ['婚姻登记处', '社团登记窗口'].map(
          (name, i) => `${i + 1}\t${name}\t政务中心${d.int(1, 5)}楼${d.int(101, 520)}室\t${d.landline()}`,
        ),
      ),
    d =>
      sheet(
        '姓名\t职务\t办公地点\t监督电话',
        d.names(2).map(name => `${name}\t主任\t政务中心3楼\t${d.landline()}`),
      ),
    d => `王某某（男，5205**********${d.digits(4)}）、张×、陈**，住某镇某村，电话139****${d.digits(4)}。`,
    () => '联系邮箱bjszgk2019@126.com，公众号“毕节民政”，投稿截止6月30日。',
    d =>
      `印张${d.int(1, 9)}.5，字数${d.int(10, 99)}千字，书号ISBN 978-7-${d.digits(3)}-${d.digits(5)}-${d.int(0, 9)}。`,
    d =>
      `贵公网安备52050202${d.digits(6)}号，网站标识码5205000${d.digits(3)}，黔ICP备1700${d.digits(4)}号-1。`,
    () => '索取方式：网站下载、现场领取；公开期限：长期；更新时间：每季度末。',
    () => '重度残疾人护理补贴标准为一级每月70元、二级每月50元，困难残疾人生活补贴每月50元。',
    d => `市民政局党组书记、局长${d.name()}主持会议，副局长${d.name()}、二级调研员${d.name()}参加。`,
    d => `记者：${d.name()}；摄影：${d.name()}；责任编辑：${d.name()}。`,
  ],

  whole: [
    d => ({
      kind: 'notice',
      title: '关于公示拟救助人员的通知',
      lines: ['现将拟救助人员予以公示，详见附表。'],
      files: [
        {
          name: '拟救助人员.xlsx',
          lines: [
            p('name-list', p('health', '序号\t姓名\t身份证号码\t病种\t金额')),
            ...d
              .names(5)
              .map(
                (name, i) =>
                  `${i + 1}\t${name}\t${p('resident-id', written(d))}\t${disease(d)}\t${d.int(1000, 9000)}`,
              ),
          ],
        },
      ],
    }),
    d => ({
      kind: 'notice',
      title: '关于补贴发放的说明',
      lines: ['补贴已经发放。'],
      files: [
        {
          name: '补贴.xlsx',
          hidden: 'hidden-sheet',
          lines: d
            .names(4)
            .map(
              name => `${name}\t${p('bank-card', d.bankCard())}\t${p('disability-card', d.disabilityCard())}`,
            ),
        },
      ],
    }),
    d => ({
      kind: 'guide',
      title: '申请书示范文本',
      lines: [
        `申请人：${d.name()}，女，${p('birth-date', bornWords(d))}出生，苗族。`,
        `住址：${p('address', homeOf(d))}`,
        `联系电话：${p('mobile-number', d.mobile())}`,
        `身份证号：${p('resident-id', written(d))}`,
      ],
    }),
    () => ({
      kind: 'notice',
      title: '关于填报情况的通知',
      lines: [`请${p('attachment-missing', '填写附件')}表格后报送。`],
    }),
    () => ({
      kind: 'notice',
      title: '关于分配指标的通知',
      lines: ['指标分配如下。', p('attachment-missing', '附件：1、指标分配表'), '2、填报说明'],
    }),
  ],
};
