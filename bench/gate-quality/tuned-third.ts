import { type Draw, planted as p } from './draw.ts';
import type { Half } from './frames.ts';

/** Was held out until the second figures were taken on it (README.md); the gate was tuned on it afterwards. */

const county = (d: Draw) => d.pick(['威宁自治县', '纳雍县', '百里杜鹃管理区', '金海湖新区', '大方县']);
const seat = (d: Draw) => d.pick(['五里岗街道', '小吉场镇', '羊场镇', '竹园乡', '归化镇', '响水乡']);
const hamlet = (d: Draw) => d.pick(['银川村', '乐居社区', '坡脚村', '新街居委会', '化窝村', '河坝村']);
const inside = (d: Draw) =>
  d.pick([
    `${d.pick(['九', '十', '十一'])}组`,
    `第${d.int(1, 12)}组`,
    `${d.int(1, 30)}号附${d.int(1, 5)}号`,
    `${d.int(1, 12)}栋${d.int(1, 4)}-${d.int(101, 905)}`,
    `大坪子组${d.int(1, 80)}号`,
    `${d.int(1, 9)}单元${d.int(101, 905)}室`,
  ]);
const whole = (d: Draw) => `${county(d)}${seat(d)}${hamlet(d)}${inside(d)}`;
const birth = (d: Draw, year = d.int(1933, 1995)) =>
  d.pick([
    `${year}年${d.int(1, 12)}月${d.int(1, 28)}日`,
    `${year}.${d.two(d.int(1, 12))}`,
    `${year}-${d.int(1, 12)}-${d.int(1, 28)}`,
    `${year}年${d.two(d.int(1, 12))}月`,
  ]);
const sickness = (d: Draw) =>
  d.pick([
    '肝癌',
    '慢性肾炎',
    '脑出血',
    '肺结核',
    '强直性脊柱炎',
    '胃癌晚期',
    '再生障碍性贫血',
    '阿尔茨海默症',
  ]);
const impaired = (d: Draw) =>
  d.pick(['肢体二级残疾', '精神一级残疾', '视力残疾三级', '智力残疾二级', '一级重度残疾', '听力残疾']);
const idWords = (d: Draw, id = d.residentId()) =>
  d.pick([
    id,
    d.fullWidth(id),
    d.grouped(id, [6, 4, 2, 2], ' '),
    d.grouped(id, [4, 4, 4, 4], ' '),
    d.grouped(id, [6, 8], '—'),
    d.grouped(id, [10], '\u2060'),
    id.toLowerCase(),
    d.grouped(id, [6, 8], ' - '),
  ]);
const lines = (heading: string, rows: readonly string[]) => [heading, ...rows].join('\n');

export const tunedThird: Half = {
  name: 'tuned-third',
  seed: 407_713,
  names: {
    surnames:
      '禄陇卯管欧敖冉晏苏安龙蒙柏洪傅俞葛常游骆申付冷简饶尚詹舒祝翁阮柳桂聂岑喻卓关祁雍糜虎铁鲁耿成解甘季宁温符成柯左景丛韩曹许沈吕蒋贾',
    given:
      '应才 绍书 有福 国栋 月琴 元芬 会兰 为民 从贵 其昌 日新 和平 章林 可欣 子轩 一诺 浩然 宇航 梓涵 婷 超 磊 娜 成刚 正国 启明 顺义 廷江 光碧 登科'.split(
        ' ',
      ),
  },

  frames: [
    (d, body) => ({
      kind: 'notice',
      title: `关于${d.pick(['2019年度慈善项目申报', '清明祭扫安全', '社区工作者招聘', '行政区划调整'])}有关事项的通告`,
      lines: [
        '根据上级部署和我市实际，现就有关事项通告如下：',
        ...body,
        `咨询：局办公室（${d.landline()}）`,
        '二〇一九年六月十日',
      ],
    }),
    (d, body) => ({
      kind: 'news',
      title: `${county(d)}民政局${d.pick(['走进社区宣讲政策', '开展敬老月活动', '组织冬季慰问'])}`,
      lines: [`近日，${county(d)}民政局组织工作人员深入基层。`, ...body, '（供稿：养老服务科）'],
    }),
    (d, body) => ({
      kind: 'clarification',
      title: '对政协第三届委员会第三次会议提案的答复',
      lines: [
        '提案人：',
        '您提出的提案收悉，感谢关注。现答复如下：',
        ...body,
        `承办单位联系电话：${d.landline()}`,
      ],
    }),
    (d, body) => ({
      kind: 'annual-report',
      title: '毕节市民政局2018年政府信息公开工作年度报告',
      lines: ['一、概述', ...body, `二、全年主动公开信息${d.int(200, 900)}条，受理申请${d.int(1, 30)}件。`],
    }),
    (d, body) => ({
      kind: 'normative-document',
      title: '毕节市临时救助实施细则（征求意见稿）',
      lines: [
        '第一章　总则',
        '第一条　为规范临时救助工作，制定本细则。',
        ...body,
        `第${d.int(20, 40)}条　本细则自发布之日起施行。`,
      ],
    }),
    (d, body) => ({
      kind: 'budget-report',
      title: '2018年度福利彩票公益金使用情况公告',
      lines: [
        '项目\t金额（元）',
        `养老服务\t${d.int(1, 9)}${d.digits(10)}`,
        `儿童福利\t1${d.int(3, 9)}${d.digits(9)}`,
        ...body,
      ],
    }),
  ],

  positives: {
    'resident-id': [
      d => `持证人证件号为${p('resident-id', idWords(d))}。`,
      d => `${d.name()}，身份证${p('resident-id', idWords(d))}`,
      d => `1.${d.name()}，${p('resident-id', idWords(d))}；`,
      d => {
        const id = d.residentId();
        return `其公民身份号码为${p('resident-id', `${id.slice(0, 6)}\n${id.slice(6)}`)}，经比对无误。`;
      },
      d => `附图：${p('resident-id', d.residentId())}正面.png`,
      d => `序号\t证件号码\n1\t${p('resident-id', idWords(d))}`,
      d => `老身份证号${p('resident-id', d.oldResidentId())}与新证不符`,
    ],
    'mobile-number': [
      d => `有意者请拨${p('mobile-number', d.mobile())}报名。`,
      d => `微信号即手机号：${p('mobile-number', d.grouped(d.mobile(), [3, 4], '-'))}`,
      d => `联系电话(手机): ${p('mobile-number', d.grouped(d.mobile(), [3, 4], ' '))}`,
      d => `电话：${p('mobile-number', `86-${d.mobile()}`)}`,
      d => `院长${d.name()} ${p('mobile-number', d.fullWidth(d.mobile()))}`,
      d => `姓名\t手机\n王某\t${p('mobile-number', d.mobile())}`,
    ],
    'bank-card': [
      d => `请将款项汇入${p('bank-card', d.bankCard())}（开户行：工商银行）。`,
      d => `银行账户号码：${p('bank-card', d.grouped(d.bankCard(), [4, 4, 4, 4], '－'))}`,
      d => `惠农一卡通 ${p('bank-card', d.bankCard())} 已激活`,
      d => `发放账号\t${p('bank-card', d.fullWidth(d.bankCard()))}`,
      d => `打卡账号：${p('bank-card', d.grouped(d.bankCard(), [6, 6], ' '))}。`,
    ],
    passport: [
      d => `中国护照${p('passport', d.passport())}，有效期至2025年。`,
      d => `护照号码是：${p('passport', d.passport())}`,
      d => `证件类型：护照　号码：${p('passport', d.passport())}`,
      d => `${p('passport', d.passport())}（护照）`,
    ],
    'disability-card': [
      d => `残疾证号码：${p('disability-card', d.fullWidth(d.disabilityCard()))}`,
      d => `第二代残疾人证${p('disability-card', d.disabilityCard())}`,
      d => `${d.name()}\t${p('disability-card', d.grouped(d.disabilityCard(), [6, 4, 4, 4], ' '))}\t二级`,
    ],
    landline: [
      d => `村民${d.name()}，家庭座机${p('landline', d.landline())}`,
      d => `住宅电话：${p('landline', `8${d.digits(6)}`)}`,
      d => `救助对象：${d.name()}　联系电话：${p('landline', d.landline())}`,
      d => `信访人${d.name()}（电话${p('landline', d.landline())}）反映`,
      d =>
        lines(
          p('name-list', p('landline', '受助人\t联系方式\t受助时间')),
          d.names(3).map(name => `${name}\t${d.landline()}\t2019年5月`),
        ),
    ],
    address: [
      d => `住址：${p('address', whole(d))}`,
      d => `家庭地址为${p('address', whole(d))}的${d.name()}一家`,
      d => `老人${d.name()}住在${p('address', `${seat(d)}${hamlet(d)}${inside(d)}`)}`,
      d => `${d.name()}，男，苗族，${p('address', `${county(d)}${seat(d)}${hamlet(d)}${inside(d)}`)}人。`,
      d => `户籍所在地：${p('address', whole(d))}`,
      d =>
        lines(
          p('name-list', p('address', '对象姓名\t详细地址\t人数')),
          d.names(3).map(name => `${name}\t${whole(d)}\t${d.int(1, 6)}`),
        ),
    ],
    'birth-date': [
      d => `生日：${p('birth-date', birth(d))}`,
      d => `${d.name()}（女，${p('birth-date', birth(d))}出生）`,
      d => `申请人${d.name()}出生于${p('birth-date', birth(d))}，现无业。`,
      d => `户主${d.name()}，${p('birth-date', birth(d))}生，务农。`,
      d =>
        lines(
          p('name-list', p('birth-date', '户主姓名\t出生年月\t保障类别')),
          d.names(3).map(name => `${name}\t${d.int(1940, 1980)}年${d.int(1, 12)}月\tA类`),
        ),
    ],
    health: [
      d => `困难群众${d.name()}，患有${p('health', sickness(d))}多年。`,
      d => `低保户${d.name()}系${p('health', impaired(d))}，需专人照料。`,
      d => `${d.name()}的儿子确诊${p('health', sickness(d))}后，家庭陷入困境。`,
      d => `慰问了${p('health', sickness(d))}患者${d.name()}。`,
      d => `${d.name()}，${d.int(40, 80)}岁，${p('health', impaired(d))}。`,
      d =>
        lines(
          p('name-list', p('health', '姓名\t病种\t救助金')),
          d.names(3).map(name => `${name}\t${sickness(d)}\t${d.int(1000, 9000)}`),
        ),
    ],
    minor: [
      d => `女童${p('minor', d.name())}随外祖母生活。`,
      d => `${d.name()}今年${p('minor', `${d.int(6, 15)}岁`)}，是一名在校学生。`,
      d => `受助学生：${p('minor', d.name())}，某县第一中学初二学生。`,
      d =>
        `${d.name()}，女，${p('minor', p('birth-date', `${d.int(2009, 2016)}年${d.int(1, 12)}月${d.int(1, 28)}日`))}出生，系孤儿。`,
      d =>
        lines(
          p('name-list', p('minor', '学生姓名\t班级\t资助金额')),
          d.names(3).map(name => `${name}\t三（2）班\t${d.int(500, 900)}`),
        ),
    ],
    'name-list': [
      d =>
        lines(
          p('name-list', '序号\t户主姓名\t保障人口\t备注'),
          d.names(7).map((name, i) => `${i + 1}\t${name}\t${d.int(1, 5)}\t—`),
        ),
      d =>
        lines(
          p('name-list', '姓名\t县区\t补贴金额'),
          d.names(5).map(name => `${name}\t纳雍县\t${d.int(100, 500)}`),
        ),
      d =>
        lines(
          p('name-list', '村别\t监护人\t发放金额'),
          d.names(5).map(name => `坡脚村\t${name}\t${d.int(100, 500)}`),
        ),
    ],
    'names-in-text': [
      d => `对${p('names-in-text', d.names(5).join('、'))}等${d.int(6, 20)}人给予临时救助。`,
      d => `停发人员：${p('names-in-text', d.names(6).join('、'))}。`,
      d => `以下对象：${p('names-in-text', d.names(7).join('　'))}`,
      d => `${p('names-in-text', d.names(4).join('、'))}四户家庭获得慰问金。`,
    ],
    'secrecy-mark': [
      d => p('secrecy-mark', d.pick(['秘密★', '机密★10年', '绝密★20年', '秘 密 ★ 三 年', '机　密☆'])),
      () => `密级\t${p('secrecy-mark', '秘密')}`,
      () => p('secrecy-mark', '内部资料  严禁外传'),
      () => `【${p('secrecy-mark', '工作秘密')}】`,
      () => `资料${p('secrecy-mark', '内部使用 请勿外传')}`,
    ],
    wording: [
      () => `在${p('wording', '中华人民共合国')}成立70周年之际`,
      () => `打赢${p('wording', '脱贫攻艰')}战`,
      () => `${p('wording', '截止目前')}，已发放到位。`,
      () => `予以${p('wording', '撤消')}登记`,
    ],
    'outside-link': [
      d => `见推文${p('outside-link', `https://mp.wx-example.com/s/${d.digits(10)}`)}`,
      () => `链接：${p('outside-link', 'http://www.example.com.cn/a?b=c')}，请下载。`,
    ],
    'repealed-document': [
      () => `继续执行《${p('repealed-document', '贵州省农村五保供养办法')}》的标准`,
      () => `（依据：${p('repealed-document', '黔民发〔2010〕99号')}）`,
      () => `按${p('repealed-document', '《城市流浪乞讨人员收容遣送办法》')}办理`,
    ],
  },

  negatives: [
    d => `依据${d.documentNo()}、${d.documentNo()}和《慈善法》第八条、第十条制定。`,
    d => `联系我们：${d.landline()}（市区）、${d.landline()}（夜间值班）。`,
    () => '服务热线12349、12355、12338开通，火警119，急救120，民生监督12317。',
    d =>
      `到位资金${d.digits(1)}${d.digits(2)},${d.digits(3)},${d.digits(3)}元，其中省级1${d.int(3, 9)}${d.digits(9)}元、市级${d.int(1, 9)}${d.digits(8)}元。`,
    d => `索 引 号：01411562-X/2019-${d.digits(6)}　组配分类：民政业务`,
    d => `登记号${d.socialCreditCode()}，法定代表人变更，注册资金叁万元。`,
    d => `时间：2019年6月${d.int(10, 28)}日—7月${d.int(1, 28)}日，每日8∶30—17∶30。`,
    () => '基本户开户行为中国农业银行毕节百花支行，账户名称：毕节市儿童福利院，账号请到窗口查询。',
    d =>
      `采购编号BJCG-2019-${d.digits(3)}，预算金额${d.int(100, 999)}${d.digits(4)}元，最高限价${d.int(100, 999)}${d.digits(4)}元。`,
    d => `（邮编551500）；函件登记号${d.digits(12)}；条码69${d.digits(11)}。`,
    () => '依照刑法第二百五十三条之一、民法总则第一百一十一条，保护公民个人信息。',
    d =>
      `养老机构${d.int(50, 90)}所、床位${d.int(3000, 9000)}张，入住率${d.int(50, 90)}.${d.digits(1)}%，护理员${d.int(100, 900)}人。`,
    () =>
      '对象须于2001年9月1日以后出生；满18周岁仍在校就读的，凭学籍证明延续保障；出生不满6个月的婴儿由监护人申报。',
    () => '因患癌症、尿毒症、精神病等造成家庭支出骤增的，重病患者、重度残疾人可参照单人户纳入低保。',
    () => '孤儿、艾滋病病毒感染儿童、事实无人抚养儿童每人每月补助不低于900元，7至15岁儿童优先安排入学。',
    () => '收件地址：贵州省毕节市七星关区百里杜鹃路行政中心4号楼2单元民政局信访室。',
    () => '银川村、乐居社区、坡脚村和新街居委会列入试点，竹园乡、响水乡同步推进。',
    () => '保密教育：机密信息不上网，上网信息不涉密；定密、解密按保密法规定办理，禁止私自留存内部文件。',
    () => '涉及工作秘密的，由业务科室提出意见；内部资料性出版物须取得准印证。',
    () => '组织、宣传、统战、政法、卫健、文广等部门参加，江西、安徽、广东、江苏等省份介绍了经验。',
    () => '所需材料为：申请书、户口簿、身份证、残疾人证、结婚证、护照、学生证、病历、诊断书复印件。',
    d =>
      `同比增长${d.int(1, 30)}.${d.digits(2)}%，环比下降${d.int(1, 9)}.${d.digits(2)}%，人均${d.int(300, 900)}.${d.digits(2)}元。`,
    () => '党组成员、副局长，驻局纪检监察组组长，各县（区）民政局局长，市直有关单位负责同志参加会议。',
    () => '新建4栋宿舍楼，其中3号楼设床位60张，5层为康复室，每单元设电梯1部，206室为值班室。',
    () => '学习贯彻习近平新时代中国特色社会主义思想和党的十九届四中全会精神，截至目前整改完成12项。',
    () => '请登录全国社会组织信用信息公示平台 https://xxgs.chinanpo.mca.gov.cn/gsxt/newList 查询。',
    d => `人事科 0857-8${d.digits(6)}　财务科 0857-8${d.digits(6)}　信访室 0857-8${d.digits(6)}`,
    () => '各学校要做好小学一年级新生、初中新生和幼儿园大班儿童的摸底，严禁泄露学生姓名、住址和电话。',
    () => '安全设施：1栋设灭火器12具，2栋设喷淋，地下一层停车场，临街商铺18号至36号限期整改。',
    d => `气温${d.int(-2, 9)}℃，湿度${d.int(50, 90)}%，东经104.${d.digits(4)}，海拔2${d.digits(3)}.6米。`,
    d => `记账凭证第${d.digits(4)}号，支票号${d.digits(8)}，电子回单号${d.int(7, 9)}${d.digits(18)}。`,
    () => '高血压、糖尿病患者管理率达到70%，老年人健康体检由乡镇卫生院负责，残疾评定由指定医院承担。',
    () => '家庭成员有残疾的，申请人应当如实申报残疾类别和等级；患有重大疾病的，提交诊断证明。',
    () =>
      '原《毕节市城市低保暂行规定》自本细则施行之日起停止执行，此前有关规定与本细则不一致的，以本细则为准。',
    d =>
      `设备编号：MZ-${d.digits(4)}-${d.digits(6)}，生产批号2019${d.digits(4)}，保修卡号No.${d.digits(9)}。`,
    () => '毕节市救助管理站，地址：毕节市七星关区青龙街道塘房村五组，电话：0857-8290110。',
    d =>
      lines(
        '年度\t预算数（元）\t决算数（元）',
        ['2016', '2017', '2018'].map(
          year => `${year}\t1${d.int(3, 9)}${d.digits(9)}\t1${d.int(3, 9)}${d.digits(9)}`,
        ),
      ),
    d =>
      lines(
        '机构名称\t地址\t联系电话',
        ['市福利院', '市救助站', '市殡仪馆'].map(
          name => `${name}\t${seat(d)}${hamlet(d)}${d.int(1, 9)}号\t${d.landline()}`,
        ),
      ),
    d =>
      lines(
        '姓名\t单位\t职务\t联系电话',
        d.names(3).map(name => `${name}\t市民政局\t科长\t${d.landline()}`),
      ),
    d =>
      `已脱敏：${d.name().slice(0, 1)}某某，5224**19****${d.digits(2)}**，尾号${d.digits(4)}，电话1**********。`,
    () => '来信请寄：bjsmzj_xx@163.com，主题注明“提案办理”，附件不超过20MB。',
    d =>
      `刊号CN52-${d.digits(4)}/D，总第${d.digits(3)}期，单价${d.int(5, 20)}.00元，发行${d.int(1000, 5000)}册。`,
    d => `行政执法证号2405${d.digits(7)}，罚没票据（2019）${d.digits(8)}，备案号520502${d.digits(8)}。`,
    () => '公开方式：网站；公开时间：2019-06-10；公开范围：面向社会；责任部门：规划财务科。',
    () => '一级、二级残疾人护理补贴和困难残疾人生活补贴，由户籍地乡镇（街道）受理，不得要求提供病历。',
    d => `市委常委、副市长${d.name()}，市民政局局长${d.name()}等出席开班式，副局长${d.name()}作辅导讲座。`,
  ],

  whole: [
    d => ({
      kind: 'notice',
      title: '关于拟纳入特困供养人员的公示',
      lines: ['经审核，拟纳入人员见附件，公示7天。'],
      files: [
        {
          name: '拟纳入人员.csv',
          lines: [
            p('name-list', p('health', p('birth-date', '姓名 | 出生日期 | 残疾情况 | 身份证'))),
            ...d
              .names(5)
              .map(
                name =>
                  `${name} | ${d.int(1935, 1970)}-0${d.int(1, 9)}-1${d.int(0, 9)} | ${impaired(d)} | ${p('resident-id', idWords(d))}`,
              ),
          ],
        },
      ],
    }),
    d => ({
      kind: 'notice',
      title: '发放花名册',
      lines: ['已发放到位。'],
      files: [
        {
          name: '发放.xlsx',
          hidden: 'hidden-row',
          lines: d
            .names(4)
            .map(
              name =>
                `${name}\t${p('bank-card', d.bankCard())}\t${p('mobile-number', d.mobile())}\t${d.int(100, 900)}`,
            ),
        },
      ],
    }),
    d => ({
      kind: 'guide',
      title: '填表示例',
      lines: [
        `姓名：${d.name()}　民族：彝族`,
        `出生年月：${p('birth-date', birth(d))}`,
        `家庭住址：${p('address', whole(d))}`,
        `手机号码：${p('mobile-number', d.mobile())}`,
        `银行卡号：${p('bank-card', d.bankCard())}`,
      ],
    }),
    () => ({
      kind: 'notice',
      title: '关于开展评选的通知',
      lines: ['请各单位推荐。', p('attachment-missing', '附件：1. 推荐表'), '2. 评分表'],
    }),
    () => ({
      kind: 'notice',
      title: '关于公布目录的公告',
      lines: [`目录${p('attachment-missing', '见附件')}。`],
    }),
  ],
};
