import { type Draw, planted as p } from './draw.ts';
import type { Half } from './frames.ts';

/** The half on which the gate was tuned. */

const town = (d: Draw) => d.pick(['观音桥街道', '大银镇', '放珠镇', '杨家湾镇', '朱昌镇', '田坝乡']);
const village = (d: Draw) => d.pick(['青杠村', '双堰村', '红旗社区', '石板村', '新华社区', '沙锅寨村']);
const house = (d: Draw) =>
  d.pick([
    `${d.pick(['一', '二', '三', '四', '五'])}组`,
    `${d.int(1, 12)}组${d.int(1, 90)}号`,
    `${d.int(1, 20)}栋${d.int(1, 4)}单元${d.int(1, 9)}0${d.int(1, 4)}室`,
    `第${d.int(1, 9)}村民组`,
  ]);
const fullAddress = (d: Draw) => `七星关区${town(d)}${village(d)}${house(d)}`;
const adultYear = (d: Draw) => d.int(1940, 1988);
const day = (d: Draw, year: number) =>
  d.pick([
    `${year}年${d.int(1, 12)}月${d.int(1, 28)}日`,
    `${year}-${d.two(d.int(1, 12))}-${d.two(d.int(1, 28))}`,
    `${year}.${d.int(1, 12)}.${d.int(1, 28)}`,
    `${year}年${d.int(1, 12)}月`,
  ]);
const illness = (d: Draw) =>
  d.pick(['尿毒症', '肺癌', '精神分裂症', '白血病', '脑梗塞后遗症', '糖尿病并发症', '癫痫', '肝硬化']);
const disability = (d: Draw) =>
  `${d.pick(['肢体', '视力', '听力', '精神', '智力'])}${d.pick(['一级', '二级', '三级', '四级'])}残疾`;
const money = (d: Draw) => `${d.int(1, 900)}.${d.digits(2)}万元`;
const who = (d: Draw) => d.pick(['申请人', '户主', '救助对象', '低保户', '村民', '残疾人', '受助人']);

const idWritings = (d: Draw, id = d.residentId()) =>
  d.pick([
    id,
    d.fullWidth(id),
    d.grouped(id, [6, 8], ' '),
    d.grouped(id, [6, 4, 4], '-'),
    d.grouped(id, [6, 4, 4], ' '),
    `${id.slice(0, 10)}\u200b${id.slice(10)}`,
    [...id].join(' '),
    id.replace('X', 'x'),
    d.grouped(id, [6, 8], '\u3000'),
  ]);

const table = (heading: string, rows: readonly string[]) => [heading, ...rows].join('\n');

export const tuned: Half = {
  name: 'tuned',
  seed: 20190610,
  names: {
    surnames: '张王李赵陈杨周吴徐孙马朱胡郭何罗高林郑谢',
    given:
      '明华 建国 秀英 志强 桂兰 丽 勇 小燕 德贵 永福 玉珍 文军 艳 国平 春梅 光荣 海涛 仕琴 兴旺 朝芬'.split(
        ' ',
      ),
  },

  frames: [
    (d, body) => ({
      kind: 'notice',
      title: `关于做好${d.int(2017, 2019)}年${d.pick(['城乡低保', '临时救助', '高龄津贴', '孤儿保障'])}工作的通知`,
      lines: [
        '各县（自治县、区）民政局，局机关各科室、直属各单位：',
        '为切实做好有关工作，现将有关事项通知如下。',
        ...body,
        '请各地结合实际抓好落实，有关情况及时报送市民政局。',
        `联系人：社会救助科　联系电话：${d.landline()}`,
        '毕节市民政局',
        day(d, 2019),
      ],
    }),
    (d, body) => ({
      kind: 'news',
      title: `我市召开${d.pick(['社会救助', '养老服务', '慈善事业', '社区治理'])}工作推进会`,
      lines: [
        `${d.int(1, 12)}月${d.int(1, 28)}日，全市民政工作推进会在毕节召开。`,
        ...body,
        '会议强调，要坚持以人民为中心的发展思想，兜牢民生底线。',
        '（来源：办公室）',
      ],
    }),
    (d, body) => ({
      kind: 'budget-report',
      title: `毕节市民政局${d.int(2017, 2019)}年度部门预算公开说明`,
      lines: [
        '一、部门基本情况',
        ...body,
        `二、收入支出总体情况：本年收入${money(d)}，其中财政拨款${money(d)}。`,
        `三、“三公”经费：因公出国（境）费0元，公务接待费${money(d)}。`,
      ],
    }),
    (d, body) => ({
      kind: 'guide',
      title: `${d.pick(['特困人员认定', '社会团体成立登记', '收养登记', '养老机构备案'])}办事指南`,
      lines: [
        '一、受理条件',
        ...body,
        '二、办理地点：毕节市七星关区碧阳大道155号市政务服务中心3楼312室',
        '三、办理时间：工作日上午9:00—12:00，下午13:30—17:00',
        `四、咨询电话：${d.landline()}；监督电话：12345`,
      ],
    }),
    (_, body) => ({
      kind: 'clarification',
      title: '关于网民反映有关情况的答复',
      lines: [
        '网友您好：',
        '您在网上留言反映的情况收悉，现答复如下：',
        ...body,
        '感谢您对民政工作的关心和支持。',
      ],
    }),
    (d, body) => ({
      kind: 'statistics',
      title: `${d.int(2017, 2019)}年第${d.pick(['一', '二', '三', '四'])}季度社会救助资金发放情况`,
      lines: [
        '县区\t户数（户）\t人数（人）\t资金（万元）',
        ...['七星关区', '大方县', '黔西县', '金沙县', '织金县', '纳雍县'].map(
          name => `${name}\t${d.int(3000, 20000)}\t${d.int(9000, 60000)}\t${d.int(900, 9000)}.${d.digits(2)}`,
        ),
        ...body,
      ],
    }),
  ],

  positives: {
    'resident-id': [
      d => `${who(d)}${d.name()}，身份证号${p('resident-id', idWritings(d))}，已按程序审核。`,
      d => `身份证号码：${p('resident-id', idWritings(d))}`,
      d => `经核查，${p('resident-id', idWritings(d))}与户籍信息一致。`,
      d => {
        const id = d.residentId();
        return `居民身份证号码为${p('resident-id', `${id.slice(0, 9)}\n${id.slice(9)}`)}，请核对。`;
      },
      d => `（公民身份号码：${p('resident-id', idWritings(d))}）`,
      d => {
        const id = d.residentId();
        return `证件号\t${p('resident-id', [...id].join('\t'))}`;
      },
      d => `${p('resident-id', idWritings(d))}\t已审批\t${d.int(200, 900)}`,
      d => `原身份证${p('resident-id', d.oldResidentId())}已换发。`,
      d => `身份证号：${p('resident-id', d.fullWidth(d.oldResidentId()))}`,
    ],
    'mobile-number': [
      d => `联系电话：${p('mobile-number', d.mobile())}`,
      d => `请与经办人联系，手机${p('mobile-number', d.fullWidth(d.mobile()))}。`,
      d => `电话 ${p('mobile-number', d.grouped(d.mobile(), [3, 4], ' '))}（微信同号）`,
      d => `Tel:${p('mobile-number', d.grouped(d.mobile(), [3, 4], '-'))}`,
      d => `电话：${p('mobile-number', `+86 ${d.mobile()}`)}`,
      d => `联系方式${p('mobile-number', d.grouped(d.mobile(), [3, 4], '—'))}`,
      d => {
        const mobile = d.mobile();
        return `联系电话：${p('mobile-number', `${mobile.slice(0, 3)}\n${mobile.slice(3)}`)}。`;
      },
      d => `收货人${p('mobile-number', d.grouped(d.mobile(), [4, 3], ' '))}`,
    ],
    'bank-card': [
      d => `开户行：农业银行，卡号${p('bank-card', d.bankCard())}`,
      d => `账号：${p('bank-card', d.grouped(d.bankCard(), [4, 4, 4, 4], ' '))}`,
      d => `资金打入其银行卡${p('bank-card', d.fullWidth(d.bankCard()))}。`,
      d => `一卡通账号\t${p('bank-card', d.bankCard())}\t${d.int(300, 900)}`,
      d => `社保卡银行账号：${p('bank-card', d.grouped(d.bankCard(), [6], ' '))}`,
      d => `卡号为${p('bank-card', d.grouped(d.bankCard(), [4, 4, 4, 4], '-'))}的账户`,
    ],
    passport: [
      d => `护照号：${p('passport', d.passport())}`,
      d => `护照号码 ${p('passport', d.fullWidth(d.passport()))}`,
      d => `持普通护照（${p('passport', d.passport())}）入境。`,
      d => `因私护照${p('passport', d.passport())}已上交。`,
      d => `护照号码为${p('passport', d.passport().replace(/^([A-Z]+)/, '$1 '))}。`,
    ],
    'disability-card': [
      d => `残疾人证号：${p('disability-card', d.disabilityCard())}`,
      d => `持有残疾证${p('disability-card', d.fullWidth(d.disabilityCard()))}的`,
      d => `残疾人证\t${p('disability-card', d.disabilityCard())}\t享受补贴`,
      d => `证号 ${p('disability-card', d.grouped(d.disabilityCard(), [6, 8, 4], ' '))}`,
    ],
    landline: [
      d => `${who(d)}${d.name()}，联系电话${p('landline', d.landline())}。`,
      d => `家庭电话：${p('landline', d.landline())}`,
      d => `${d.name()}（住宅电话${p('landline', d.landline())}）`,
      d => `户主：${d.name()}\t电话：${p('landline', d.landline())}`,
      d => `监护人${d.name()}，家中座机${p('landline', `8${d.digits(6)}`)}。`,
      d =>
        table(
          p('name-list', p('landline', '序号\t姓名\t联系电话')),
          d.names(4).map((name, i) => `${i + 1}\t${name}\t${d.landline()}`),
        ),
    ],
    address: [
      d => `${who(d)}${d.name()}，家住${p('address', fullAddress(d))}。`,
      d => `家庭住址：${p('address', fullAddress(d))}`,
      d => `${d.name()}，男，现住${p('address', `${village(d)}${house(d)}`)}，家庭困难。`,
      d => `户籍地址\t${p('address', fullAddress(d))}`,
      d =>
        `住${p('address', `毕节市碧阳街道桂花路${d.int(2, 99)}号附${d.int(1, 9)}号`)}的${who(d)}${d.name()}`,
      d =>
        table(
          p('name-list', p('address', '户主姓名\t家庭住址\t金额')),
          d.names(3).map(name => `${name}\t${fullAddress(d)}\t${d.int(200, 800)}`),
        ),
    ],
    'birth-date': [
      d => `出生日期：${p('birth-date', day(d, adultYear(d)))}`,
      d => `${who(d)}${d.name()}，女，${p('birth-date', day(d, adultYear(d)))}出生。`,
      d =>
        `${d.name()}，男，汉族，${p('birth-date', day(d, adultYear(d)))}生，${d.pick(['小学', '初中'])}文化。`,
      d => `${d.name()}生于${p('birth-date', day(d, adultYear(d)))}。`,
      d => `出生年月\t${p('birth-date', day(d, adultYear(d)))}`,
      d =>
        table(
          p('name-list', p('birth-date', '姓名\t性别\t出生年月')),
          d.names(3).map(name => `${name}\t${d.pick(['男', '女'])}\t${adultYear(d)}.${d.two(d.int(1, 12))}`),
        ),
    ],
    health: [
      d => `${who(d)}${d.name()}身患${p('health', illness(d))}，生活困难。`,
      d => `${d.name()}，女，${p('health', disability(d))}，无劳动能力。`,
      d => `${d.name()}因患${p('health', illness(d))}长期卧床。`,
      d => `经评定，${who(d)}${d.name()}为${p('health', disability(d))}。`,
      d => `${d.name()}（${p('health', illness(d))}患者）获临时救助${d.int(1, 9)}000元。`,
      d =>
        table(
          p('name-list', p('health', '姓名\t残疾类别\t残疾等级')),
          d.names(3).map(name => `${name}\t${d.pick(['肢体', '视力'])}\t${d.pick(['一级', '二级'])}`),
        ),
    ],
    minor: [
      d => `孤儿${p('minor', d.name())}每月领取基本生活费。`,
      d => `${d.name()}，男，${p('minor', `${d.int(3, 15)}岁`)}，父母双亡。`,
      d => `受助儿童${p('minor', d.name())}，就读于实验小学三年级。`,
      d => `${p('minor', d.name())}（${d.int(4, 16)}岁）由祖母抚养。`,
      d => `留守儿童${p('minor', d.name())}的监护人在外务工。`,
      d =>
        table(
          p('name-list', p('minor', '儿童姓名\t学校\t年级')),
          d.names(3).map(name => `${name}\t第三小学\t${d.pick(['二', '四'])}年级`),
        ),
    ],
    'name-list': [
      d =>
        table(
          p('name-list', '序号\t姓名\t保障金额（元）'),
          d.names(d.int(3, 12)).map((name, i) => `${i + 1}\t${name}\t${d.int(200, 900)}`),
        ),
      d =>
        table(
          p('name-list', '户主\t家庭人口\t月保障金'),
          d.names(d.int(3, 8)).map(name => `${name}\t${d.int(1, 6)}\t${d.int(200, 900)}`),
        ),
      d =>
        table(
          p('name-list', '救助对象 | 金额'),
          d.names(4).map(name => `${name} | ${d.int(200, 900)}`),
        ),
      d =>
        table(
          p('name-list', '编号\t姓 名\t性别\t救助类型'),
          d
            .names(4)
            .map(
              (name, i) => `${i + 1}\t${name.length === 2 ? name.split('').join(' ') : name}\t男\t临时救助`,
            ),
        ),
    ],
    'names-in-text': [
      d =>
        `经研究，同意将${p('names-in-text', d.names(d.int(3, 9)).join('、'))}等${d.int(10, 30)}户纳入低保。`,
      d => `取消${p('names-in-text', d.names(4).join('、'))}的低保待遇。`,
      d => `拟救助对象：${p('names-in-text', d.names(d.int(4, 8)).join('，'))}。`,
      d => `名单如下：\n${p('names-in-text', d.names(6).join('　'))}`,
      d => `${p('names-in-text', d.names(3).join('、'))}等${d.int(4, 9)}人获得资助。`,
    ],
    'secrecy-mark': [
      d =>
        p(
          'secrecy-mark',
          d.pick(['秘密★10年', '机密★20年', '绝密★长期', '机密★', '秘密 ★ 1年', '秘　密★3年']),
        ),
      () => `密级：${p('secrecy-mark', '机密')}`,
      () => p('secrecy-mark', '内部资料　注意保存'),
      () => `（${p('secrecy-mark', '工作秘密')}）`,
      () => `本材料${p('secrecy-mark', '内部使用，不得外传')}。`,
      () => p('secrecy-mark', '【内部文件，严禁外传】'),
    ],
    wording: [
      () => `会议部署了${p('wording', '党史教育')}有关工作。`,
      () => `要增强“四个意识”，坚定“四个自信”，做到${p('wording', '“两个维持”')}。`,
      () => `认真学习${p('wording', '习近平新时代中国特色社会主义的思想')}。`,
      () => `落实${p('wording', '中华人民共和国政府信息公开条列')}要求。`,
      () => `在${p('wording', '十九届四种全会')}精神指引下`,
      () => `各单位要${p('wording', '按步就班')}推进。`,
    ],
    'outside-link': [
      d =>
        `详情请查阅${p('outside-link', `https://www.example${d.int(1, 9)}.com/news/${d.digits(6)}.html`)}。`,
      () => `下载地址：${p('outside-link', 'http://pan.example.net/s/1abcDEF')}`,
      () => `报名请访问${p('outside-link', 'www.shop-example.cn')}`,
    ],
    'repealed-document': [
      () => `根据${p('repealed-document', '《城市生活无着的流浪乞讨人员收容遣送办法》')}规定`,
      () => `依据《贵州省农村五保供养办法》（${p('repealed-document', '黔府令第140号')}）执行。`,
      () => `按照${p('repealed-document', '黔民发[2010]99号')}文件执行`,
    ],
  },

  negatives: [
    d => `根据《社会救助暂行办法》（国务院令第649号）和${d.documentNo()}文件规定执行。`,
    d => `咨询电话：${d.landline()}；传真：${d.landline()}。`,
    () => '如有疑问，请拨打12345政务服务热线或12349养老服务热线，报警请拨110。',
    d => `本年度共安排资金${d.int(10, 99)}${d.digits(9)}元，其中中央资金${d.int(1, 9)}${d.digits(9)}元。`,
    d => `索引号：11522400009660001X/${d.int(2017, 2019)}-${d.digits(5)}`,
    d => `统一社会信用代码：${d.socialCreditCode()}`,
    d => `发布日期：2019-06-10 09:${d.two(d.int(0, 59))}，有效期至2022年12月31日。`,
    () => '开户银行：中国建设银行毕节分行营业部，户名：毕节市民政局。',
    d => `项目编号：BJMZ${d.int(2017, 2019)}${d.digits(8)}，招标编号GZ-2019-${d.digits(4)}。`,
    d => `邮政编码：551700；订单号：${d.int(20, 29)}${d.digits(12)}。`,
    () => '违反本办法第三十五条第二款规定的，依照《中华人民共和国行政处罚法》第五十一条处理。',
    d =>
      `全市共有城乡低保对象${d.int(10000, 99999)}户${d.int(100000, 999999)}人，累计发放${d.int(100, 999)},${d.digits(3)},${d.digits(3)}.00元。`,
    () =>
      '凡年满80周岁的老年人，自出生当月起按月发放高龄津贴；1939年12月31日以前出生的，由村（社区）统一申报。',
    () => '对患尿毒症、白血病、恶性肿瘤等重大疾病的困难群众给予医疗救助，符合条件的重度残疾人单独纳入低保。',
    () =>
      '0—6岁残疾儿童康复救助、孤儿基本生活保障、留守儿童关爱服务等工作持续推进，未满18周岁的未成年人由监护人代为申请。',
    () => '办公地址：毕节市七星关区碧阳街道天河路18号，乘车路线：5路、16路到市民政局站下。',
    () => '七星关区大新桥街道办事处、鸭池镇人民政府、撒拉溪镇龙凤村村民委员会等单位参加活动。',
    () =>
      '要认真贯彻落实《中华人民共和国保守国家秘密法》，严格执行保密审查制度，严禁在互联网上传输涉密文件和内部资料。',
    () => '凡涉及国家秘密、工作秘密、商业秘密和个人隐私的政府信息，不予公开。',
    () => '民政、财政、教育、公安、人社等部门要加强协作，毕节、遵义、安顺等市州要互通信息。',
    () => '申请材料：身份证复印件、户口簿、残疾人证、护照复印件、银行卡复印件各一份。',
    d => `招标控制价：${d.int(1, 9)}${d.digits(6)}.${d.digits(2)}元；保证金账号由代理机构另行通知。`,
    () => '党组书记、局长主持会议并讲话，各县区民政局分管负责人、局机关各科室负责人参加会议。',
    () => '养老院设床位120张，其中护理型床位66张，位于城区黄金路段，安全设施齐全，高龄老人优先入住。',
    () => '要高度重视、严格管理、方便群众，常态化做好党史学习教育和“不忘初心、牢记使命”主题教育工作。',
    () => '详见贵州省民政厅网站（http://mzt.guizhou.gov.cn/zwgk/201906/t20190610_13812345678.html）。',
    d => `监督举报电话：0857－8222${d.digits(3)}（工作日）、0851－8682${d.digits(4)}（省民政厅）。`,
    () => '小学、初中、高中阶段在校学生凭学校证明办理，年龄以身份证为准，姓名、性别、民族须填写完整。',
    () => '社区设置老年食堂3个、日间照料中心5个，一楼为接待大厅，二楼201室为档案室，三号楼为宿舍。',
    d => `经度105.${d.digits(6)}，纬度27.${d.digits(6)}，海拔1510米，占地${d.int(1000, 9000)}平方米。`,
    d =>
      `合同编号：${d.int(2017, 2019)}${d.digits(10)}；发票代码：0520018001${d.digits(2)}，发票号码：${d.digits(8)}。`,
    () => '精神障碍社区康复服务、残疾人两项补贴、临时救助、流浪乞讨人员救助等工作取得新成效。',
    () => '白血病、高血压等慢性病患者可凭医院诊断证明申请，高龄患病老人由社区代办，安置地点另行公布。',
    () => '附则：本办法由市民政局负责解释，自2019年7月1日起施行，有效期5年。',
    d => `序列号SN${d.digits(15)}，型号A${d.int(100, 999)}，数量${d.int(1, 99)}台。`,
    () => '单位名称：毕节市社会福利院，地址：七星关区德溪街道双水路6号，联系人：办公室，电话：0857-8223300。',
    d =>
      table(
        '序号\t项目名称\t预算金额（元）',
        [1, 2, 3].map(
          i => `${i}\t${d.pick(['救助管理', '福利彩票', '养老服务'])}项目\t${d.int(1, 9)}${d.digits(10)}`,
        ),
      ),
    d =>
      table(
        '部门\t职能\t电话',
        ['办公室', '社会救助科', '养老服务科'].map(name => `${name}\t综合协调\t${d.landline()}`),
      ),
    d =>
      table(
        '乡镇\t负责单位\t办公电话',
        ['大银镇', '朱昌镇'].map(name => `${name}\t社会事务办\t${d.landline()}`),
      ),
    d =>
      `身份证号${d.residentId().slice(0, 6)}********${d.digits(4)}，联系电话138****${d.digits(4)}，张*、李某某等按规定办理。`,
    () => '附件下载后请按要求填写，通过政务内网报送，邮箱：bjmzj@bijie.gov.cn。',
    d =>
      `第${d.int(1, 60)}期（总第${d.int(100, 999)}期），印数${d.int(1000, 9000)}份，准印证号：（黔）字第2019${d.digits(4)}号。`,
    d => `车牌号贵F${d.digits(5)}，行驶里程${d.int(10000, 99999)}公里，油费${d.int(1000, 9000)}元。`,
    () => '公开方式为主动公开，保存期限永久，责任处室为规划财务科、办公室。',
    () => '对一级、二级重度残疾人每人每月发放护理补贴50元，三级智力、精神残疾人参照执行。',
    d => `${d.int(1, 12)}月${d.int(1, 28)}日，市民政局局长陈立新同志到大方县调研，副局长周文同志陪同。`,
  ],

  whole: [
    d => ({
      kind: 'notice',
      title: '关于公布临时救助对象的公告',
      lines: ['现将有关情况公布如下，具体见附件。'],
      files: [
        {
          name: '临时救助对象.xlsx',
          lines: [
            p('name-list', '序号\t姓名\t身份证号\t联系电话\t金额'),
            ...d
              .names(6)
              .map(
                (name, i) =>
                  `${i + 1}\t${name}\t${p('resident-id', d.residentId())}\t${p('mobile-number', d.mobile())}\t${d.int(500, 3000)}`,
              ),
          ],
        },
      ],
    }),
    d => ({
      kind: 'notice',
      title: '关于残疾人两项补贴发放情况的通报',
      lines: ['发放情况见附件。'],
      files: [
        {
          name: '发放表.xlsx',
          hidden: 'hidden-column',
          lines: d
            .names(5)
            .map(
              name => `${name}\t${p('disability-card', d.disabilityCard())}\t${p('bank-card', d.bankCard())}`,
            ),
        },
      ],
    }),
    d => ({
      kind: 'guide',
      title: '临时救助申请表（样表）',
      lines: [
        `姓名\t${d.name()}\t性别\t男`,
        `身份证号\t${p('resident-id', d.residentId())}`,
        `联系电话\t${p('mobile-number', d.mobile())}`,
        `家庭住址\t${p('address', fullAddress(d))}`,
        '申请理由\t填写家庭困难情况',
      ],
    }),
    () => ({
      kind: 'notice',
      title: '关于印发《标准》的通知',
      lines: [
        '各县（区）民政局：',
        '现印发给你们，请遵照执行。',
        p('attachment-missing', '附件：1.低保标准表'),
        '2.特困标准表',
      ],
    }),
    () => ({
      kind: 'notice',
      title: '关于申报项目的通知',
      lines: [`申报条件和程序${p('attachment-missing', '详见附件')}。`],
    }),
  ],
};
