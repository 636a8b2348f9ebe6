import { type Draw, planted as p } from './draw.ts';
import type { Half } from './frames.ts';

/** Was held out until the first figures were taken on it (README.md); the gate was tuned on it afterwards. */

const place = (d: Draw) =>
  d.pick(['大方县慕俄格古城街道', '黔西县莲城街道', '织金县绮陌街道', '金沙县岩孔镇', '赫章县六曲河镇']);
const village = (d: Draw) => d.pick(['对江社区', '岔河村', '白泥居委会', '长冲村', '箐口村']);
const below = (d: Draw) =>
  d.pick([
    `${d.pick(['六', '七', '八'])}组`,
    `${d.int(1, 15)}村民小组`,
    `${d.int(100, 300)}号`,
    `${d.int(1, 9)}幢${d.int(101, 999)}室`,
    `${d.int(1, 9)}号楼${d.int(1, 3)}单元${d.int(101, 902)}`,
    `金竹林组${d.int(1, 60)}号`,
  ]);
const home = (d: Draw) => `${place(d)}${village(d)}${below(d)}`;
const born = (d: Draw, year = d.int(1936, 1992)) =>
  d.pick([
    `${year}年${d.two(d.int(1, 12))}月${d.two(d.int(1, 28))}日`,
    `${year}/${d.int(1, 12)}/${d.int(1, 28)}`,
    `${year} 年 ${d.int(1, 12)} 月 ${d.int(1, 28)} 日`,
    `${year}年${d.int(1, 12)}月`,
  ]);
const ill = (d: Draw) =>
  d.pick([
    '乳腺癌',
    '脑瘫',
    '先天性心脏病',
    '肾功能衰竭',
    '帕金森病',
    '重度抑郁症',
    '股骨头坏死',
    '尘肺病',
    '红斑狼疮',
  ]);
const idForms = (d: Draw, id = d.residentId()) =>
  d.pick([
    id,
    id.toLowerCase(),
    d.fullWidth(id),
    d.grouped(id, [3, 3, 4, 4], ' '),
    d.grouped(id, [6, 8, 3], '-'),
    d.grouped(id, [6, 8], '  '),
    `${id.slice(0, 6)}\u00ad${id.slice(6)}`,
    [...id].join('\u00a0'),
    d.grouped(id, [6, 4, 2, 2], '－'),
  ]);
const rows = (heading: string, lines: readonly string[]) => [heading, ...lines].join('\n');

export const tunedSecond: Half = {
  name: 'tuned-second',
  seed: 88_112_233,
  names: {
    surnames:
      '刘黄邓曾彭蒋蔡丁魏薛叶余潘杜戴夏汪田任姜范石姚谭廖邹熊金陆孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
    given:
      '家豪 思远 俊 淑芬 世杰 佳怡 忠义 德华 学礼 正兰 红 开琴 应祥 绍云 光美 永刚 雪梅 军 小平 启贤 维珍 成林'.split(
        ' ',
      ),
  },

  frames: [
    (d, body) => ({
      kind: 'notice',
      title: `关于${d.pick(['开展困难群众冬春救助', '规范殡葬服务收费', '组织社会组织年检', '调整护理补贴标准'])}的公告`,
      lines: [
        ...body,
        '特此公告。',
        `承办科室：社会组织管理科　电话：${d.landline()}　地址：毕节市七星关区麻园街道行政办公中心1号楼406室`,
        `${d.int(2017, 2019)}年${d.int(1, 12)}月${d.int(1, 28)}日`,
      ],
    }),
    (d, body) => ({
      kind: 'work-plan',
      title: `毕节市民政局${d.int(2018, 2019)}年工作要点`,
      lines: ['一、总体要求', ...body, '二、保障措施', '（一）加强组织领导。（二）强化督促检查。'],
    }),
    (d, body) => ({
      kind: 'training-record',
      title: `全市${d.pick(['儿童主任', '社会工作', '地名普查', '婚姻登记员'])}业务培训班开班`,
      lines: [
        `本次培训为期${d.int(2, 5)}天，共${d.int(50, 300)}人参加。`,
        ...body,
        '参训学员表示，将把所学知识运用到实际工作中。',
      ],
    }),
    (d, body) => ({
      kind: 'interpretation',
      title: `《毕节市${d.pick(['最低生活保障', '养老服务', '慈善捐赠'])}实施细则》解读`,
      lines: ['一、起草背景', ...body, '二、主要内容', '《细则》共分六章三十二条。'],
    }),
    (d, body) => ({
      kind: 'notice',
      title: `毕节市${d.pick(['救助站物资', '福利院设备', '殡仪车'])}采购项目中标公告`,
      lines: [
        `一、项目编号：ZFCG${d.int(2018, 2019)}-${d.digits(5)}`,
        ...body,
        `中标金额：${d.int(10, 300)}${d.digits(4)}.00元；代理机构地址：贵阳市观山湖区林城东路${d.int(1, 200)}号${d.int(1, 20)}楼`,
        `采购人：毕节市民政局　联系方式：${d.landline()}`,
      ],
    }),
  ],

  positives: {
    'resident-id': [
      d => `${d.name()}（${p('resident-id', idForms(d))}）于5月提出申请。`,
      d => `有效身份证件号: ${p('resident-id', idForms(d))}`,
      d => `法定代表人身份证号为 ${p('resident-id', idForms(d))} ，已备案。`,
      d => {
        const id = d.residentId();
        return `身份证号：${p('resident-id', `${id.slice(0, 14)}\n${id.slice(14)}`)}`;
      },
      d => `${d.int(1, 99)} | ${p('resident-id', idForms(d))} | 同意`,
      d => `文件名：${p('resident-id', d.residentId())}.jpg`,
      d => `第一代身份证号码：${p('resident-id', d.oldResidentId())}`,
      d => `ID No. ${p('resident-id', idForms(d))}`,
    ],
    'mobile-number': [
      d => `负责人电话为${p('mobile-number', d.mobile())}，欢迎来电。`,
      d => `手机：${p('mobile-number', d.grouped(d.mobile(), [3, 4], '  '))}`,
      d => `${d.name()}${p('mobile-number', d.mobile())}`,
      d => `热线（0086）${p('mobile-number', d.mobile())}`,
      d => `${p('mobile-number', d.grouped(d.mobile(), [3, 4], '－'))}（${d.name()}）`,
      d => `1 | ${p('mobile-number', d.mobile())} | 已回访`,
      d => `手机号码\t${p('mobile-number', d.fullWidth(d.mobile()))}`,
    ],
    'bank-card': [
      d => `收款人账户：${p('bank-card', d.bankCard())}（农信社）`,
      d => `存折账号 ${p('bank-card', d.grouped(d.bankCard(), [6, 4, 4], ' '))}`,
      d => `银行卡：${p('bank-card', d.grouped(d.bankCard(), [4, 4, 4, 4], '\u00a0'))}`,
      d => `${d.int(1, 40)}\t${p('bank-card', d.bankCard())}\t贵州银行`,
      d => `转入${p('bank-card', d.fullWidth(d.bankCard()))}账号。`,
    ],
    passport: [
      d => `护照（Passport No.）：${p('passport', d.passport())}`,
      d => `当事人护照号为${p('passport', d.passport())}。`,
      d => `收养人持${p('passport', d.passport())}号护照办理。`,
      d => `护照编号：${p('passport', d.fullWidth(d.passport()))}`,
      d => `护照号码\t${p('passport', d.passport())}`,
    ],
    'disability-card': [
      d => `残疾证编号为${p('disability-card', d.disabilityCard())}`,
      d => `残疾人证号码 ${p('disability-card', d.grouped(d.disabilityCard(), [6, 8, 4], '-'))}`,
      d => `${d.int(1, 30)}\t${p('disability-card', d.fullWidth(d.disabilityCard()))}\t护理补贴`,
    ],
    landline: [
      d => `投诉人${d.name()}，电话：${p('landline', d.landline())}`,
      d => `宅电：${p('landline', d.landline())}`,
      d => `${d.name()}，女，联系电话${p('landline', d.landline())}，住院治疗中。`,
      d => `家属电话 ${p('landline', `8${d.digits(6)}`)}`,
      d =>
        rows(
          p('name-list', p('landline', '申请人\t电话\t救助金额')),
          d.names(4).map(name => `${name}\t${d.landline()}\t${d.int(300, 5000)}`),
        ),
    ],
    address: [
      d => `现居住地：${p('address', home(d))}`,
      d => `${d.name()}，女，户籍所在地${p('address', home(d))}。`,
      d => `居住在${p('address', home(d))}的困难群众${d.name()}`,
      d => `特困人员${d.name()}（${p('address', `${village(d)}${below(d)}`)}）`,
      d => `详细住址\t${p('address', home(d))}`,
      d =>
        rows(
          p('name-list', p('address', '姓名\t住址\t类别')),
          d.names(4).map(name => `${name}\t${home(d)}\t低保`),
        ),
    ],
    'birth-date': [
      d => `出生年月日：${p('birth-date', born(d))}`,
      d => `${d.name()}，${p('birth-date', born(d))}出生，苗族。`,
      d => `特困供养对象${d.name()}，${p('birth-date', born(d))}生。`,
      d => `出生时间\t${p('birth-date', born(d))}\t民族\t彝族`,
      d => `${d.name()}出生于${p('birth-date', born(d))}，系家中独子。`,
      d =>
        rows(
          p('name-list', p('birth-date', '姓名\t出生日期\t金额')),
          d
            .names(4)
            .map(name => `${name}\t${d.int(1940, 1990)}-0${d.int(1, 9)}-1${d.int(0, 9)}\t${d.int(80, 200)}`),
        ),
    ],
    health: [
      d => `居民${d.name()}被确诊为${p('health', ill(d))}。`,
      d => `${d.name()}的妻子患有${p('health', ill(d))}，医疗费用较高。`,
      d => `受助人${d.name()}，因${p('health', ill(d))}致贫。`,
      d =>
        `${d.name()}（男，${p('health', `${d.pick(['言语', '多重', '肢体'])}残疾${d.pick(['一级', '二级'])}`)}）符合条件。`,
      d => `${d.name()}同志因病（${p('health', ill(d))}）申请慰问。`,
      d =>
        rows(
          p('name-list', p('health', '姓名\t患病情况\t救助金额')),
          d.names(4).map(name => `${name}\t${ill(d)}\t${d.int(1000, 9000)}`),
        ),
    ],
    minor: [
      d => `困境儿童${p('minor', d.name())}由乡镇临时监护。`,
      d => `${d.name()}，女，今年${p('minor', `${d.int(5, 16)}周岁`)}，在校学生。`,
      d => `小学生${p('minor', d.name())}捡到钱包主动上交。`,
      d =>
        `${d.name()}，${p('minor', p('birth-date', `${d.int(2011, 2017)}年${d.int(1, 12)}月`))}出生，事实无人抚养儿童。`,
      d => `弃婴${p('minor', d.name())}由市福利院抚养。`,
      d =>
        rows(
          p('name-list', p('minor', '姓名\t年龄\t监护情况')),
          d.names(4).map(name => `${name}\t${d.int(3, 15)}\t祖父母`),
        ),
    ],
    'name-list': [
      d =>
        rows(
          p('name-list', '序号\t乡镇\t申请人姓名\t补助（元）'),
          d.names(6).map((name, i) => `${i + 1}\t岩孔镇\t${name}\t${d.int(100, 900)}`),
        ),
      d =>
        rows(
          p('name-list', '对象姓名\t救助类别\t备注'),
          d.names(5).map(name => `${name}\t急难型\t无`),
        ),
      d =>
        rows(
          p('name-list', '序号 | 受助人 | 资助额'),
          d.names(5).map((name, i) => `${i + 1} | ${name} | ${d.int(1000, 5000)}`),
        ),
    ],
    'names-in-text': [
      d => `现将${p('names-in-text', d.names(d.int(4, 7)).join('、'))}等${d.int(20, 60)}名人员予以公示。`,
      d => `新增低保对象：${p('names-in-text', d.names(5).join('、'))}。`,
      d => `领取人为${p('names-in-text', d.names(4).join('，'))}。`,
      d => `清退名单：${p('names-in-text', d.names(8).join(' '))}`,
    ],
    'secrecy-mark': [
      d => p('secrecy-mark', d.pick(['机密★5年', '秘密★6个月', '绝密 ★ 30年', '机 密★', '秘密☆10年'])),
      () => `密级:${p('secrecy-mark', '秘密')} 份号000012`,
      () => p('secrecy-mark', '内部资料，请勿外传'),
      () => p('secrecy-mark', '工作秘密　妥善保管'),
      () => `此稿${p('secrecy-mark', '仅供内部使用，不得外传')}`,
    ],
    wording: [
      () => `扎实开展${p('wording', '党史教育')}。`,
      () => `贯彻${p('wording', '十九届四种全会')}部署`,
      () => `${p('wording', '按步就班')}完成任务`,
      () => `坚决做到${p('wording', '“两个维持”')}`,
    ],
    'outside-link': [
      d => `视频：${p('outside-link', `https://v.video-example.com/x/${d.digits(8)}`)}`,
      () => `问卷${p('outside-link', 'http://survey.example.org/q?id=1')}`,
    ],
    'repealed-document': [
      () => `参照${p('repealed-document', '黔府令第 140 号')}办理。`,
      () => `原《${p('repealed-document', '城市生活无着的流浪乞讨人员收容遣送办法')}》有关条款适用于`,
      () => `见（${p('repealed-document', '黔民发〔2010〕99 号')}）`,
    ],
  },

  negatives: [
    d => `《关于进一步完善救助制度的意见》（${d.documentNo()}）已经局务会第${d.int(1, 30)}次会议审议通过。`,
    d => `办公电话：${d.landline()}，工作时间：8:30-12:00、14:00-17:30。`,
    () => '可拨打12345、12339、96967等热线反映，网址：www.bijie.gov.cn。',
    d =>
      `下达补助资金${d.int(1, 9)}${d.digits(10)}元（大写：人民币壹佰万元整），结转${d.int(100, 999)}${d.digits(6)}元。`,
    d => `信息索引号 000014349/2017-00${d.digits(3)}，主题分类：民政、扶贫、救灾。`,
    d => `纳税人识别号：${d.socialCreditCode()}，登记证号：黔毕社证字第${d.digits(4)}号。`,
    d =>
      `开标时间：2019年7月${d.int(1, 28)}日9时30分，地点：毕节市公共资源交易中心四楼第${d.int(1, 9)}开标室。`,
    () => '收款单位：毕节市财政局非税收入汇缴户，开户行：贵州银行毕节七星关支行。',
    d => `采购计划备案号：520500-2019-${d.digits(6)}，公告编号：G${d.digits(14)}。`,
    d => `邮编：551600，快递单号：SF1${d.digits(12)}，流水号2019${d.digits(10)}。`,
    () => '根据《中华人民共和国慈善法》第一百零一条、《社会团体登记管理条例》第三十条之规定，责令限期改正。',
    d =>
      `截至目前，累计救助流浪乞讨人员${d.int(1000, 9999)}人次，支出${d.int(10, 99)},${d.digits(3)},${d.digits(3)}元。`,
    () => '年满60周岁、出生日期在1959年6月30日之前的农村独居老年人可以申请，出生证明由医疗机构出具。',
    () => '将患有脑瘫、孤独症的残疾儿童纳入康复救助范围，对因病致贫家庭、重度精神残疾人给予重点帮扶。',
    () => '本次关爱活动覆盖农村留守儿童2.3万人、困境儿童1.1万人，发放书包3000个、6至14岁儿童绘本5000册。',
    () => '地址：毕节市七星关区洪山街道招商花园14栋2楼，市社会救助局办公室收。',
    () => '岔河村、长冲村、对江社区等12个村（社区）完成换届，白泥居委会评为先进集体。',
    () =>
      '按照“谁公开、谁审查”的原则落实保密审查责任，绝密、机密、秘密级文件一律不得上网，不得公开内部文件的处理意见。',
    () => '本机关不予公开的范围包括：国家秘密；工作秘密；涉及商业秘密、个人隐私的信息。',
    () => '发改、卫健、医保、残联、妇联、团委等单位按职责分工负责，遵义、六盘水、铜仁等地经验值得借鉴。',
    () => '提交：申请书、身份证、户口本、银行卡（一卡通）、残疾证、护照（境外人员）原件及复印件。',
    d =>
      `预算执行率${d.int(80, 99)}.${d.digits(2)}%，同比增长${d.int(1, 20)}.${d.digits(1)}个百分点，结余${d.int(1, 9)}${d.digits(7)}.${d.digits(2)}元。`,
    () => '局长、副局长、二级调研员、各科室主要负责人和直属单位班子成员出席。',
    () => '敬老院有房屋5栋、床位86张，2号楼为失能老人护理楼，白天安排康复训练，成年男性护理员6名。',
    () => '党史学习教育、主题教育成效显著，做到“两个维护”，按部就班推进各项工作。',
    () => '通知原文见中国政府网 https://www.gov.cn/zhengce/content/2019-06/10/content_5398764.htm 。',
    d => `受理科室电话：0857-8${d.digits(6)}、8${d.digits(6)}；纪检监察电话：0857-8${d.digits(6)}。`,
    () => '儿童福利机构、幼儿园、小学、中学及特殊教育学校应建立登记制度，姓名、年龄、健康状况如实填写。',
    () => '项目建设内容：1号楼改造、2单元电梯加装、3层病房装修，工期180天，安装监控12个。',
    d =>
      `坐标：东经105°17′${d.digits(2)}″，北纬27°18′，人口${d.int(1000, 9999)}人，面积${d.int(10, 99)}.${d.digits(2)}平方公里。`,
    d => `票据号：${d.digits(10)}，凭证号：记-${d.digits(4)}，资产编号：TY2019${d.digits(8)}。`,
    () => '老年痴呆、中风偏瘫等失能老人可申请入住，经评估为重度失能的，每月补贴300元。',
    () => '申请人患重大疾病或者家庭成员属于重度残疾的，须提供县级以上医院诊断证明或残疾人证。',
    () => '本细则自印发之日起30日后施行，2015年印发的实施细则同时废止。',
    d =>
      `设备序列号：${d.digits(4)}-${d.digits(4)}-${d.digits(4)}-${d.digits(4)}，软件版本V2.${d.int(0, 9)}。`,
    () => '联系单位：毕节市殡仪馆，地址：七星关区碧海街道天坪村一组，业务电话：0857-8330000。',
    d =>
      rows(
        '项目\t数量\t金额（元）',
        ['棉被', '大衣', '折叠床'].map(name => `${name}\t${d.int(100, 900)}\t${d.int(10, 99)}${d.digits(9)}`),
      ),
    d =>
      rows(
        '单位\t地址\t电话',
        ['七星关区民政局', '大方县民政局', '黔西县民政局'].map(
          name => `${name}\t行政中心${d.int(1, 9)}号楼${d.int(101, 909)}室\t${d.landline()}`,
        ),
      ),
    d =>
      rows(
        '姓名\t职务\t分管工作\t办公电话',
        d.names(3).map(name => `${name}\t副局长\t社会救助\t${d.landline()}`),
      ),
    d =>
      `身份证号：5224**********${d.digits(4)}；手机：1${d.int(30, 89)}****${d.digits(4)}；邓某，女，住某县某镇。`,
    () => '投稿邮箱：bjmzxx@163.com，请注明“征文”字样，字数1500字以内。',
    d => `ISBN 978-7-5087-${d.digits(4)}-${d.int(0, 9)}，定价：${d.int(20, 90)}.00元。`,
    d =>
      `执法证号：2405${d.digits(7)}；备案号：黔ICP备0500${d.digits(4)}号；贵公网安备 5205020200${d.digits(4)}号。`,
    () => '公开属性：主动公开；公开时限：信息形成之日起20个工作日内；公开主体：市民政局。',
    () => '对一户多残、老残一体等特殊困难残疾人家庭优先安排，视力一级残疾人出行有专人陪护。',
    d => `大会由市民政局党组成员、副局长${d.name()}主持，省民政厅处长${d.name()}到会指导。`,
  ],

  whole: [
    d => ({
      kind: 'notice',
      title: '关于低保动态调整结果的公示',
      lines: ['现予公示，公示期7天。', '监督电话：0857-8223344'],
      files: [
        {
          name: '调整结果.docx',
          lines: [
            p('name-list', p('address', '户主姓名 | 证件号码 | 家庭住址 | 人口')),
            ...d
              .names(5)
              .map(name => `${name} | ${p('resident-id', idForms(d))} | ${home(d)} | ${d.int(1, 5)}`),
          ],
        },
      ],
    }),
    d => ({
      kind: 'notice',
      title: '社会组织负责人备案表',
      lines: ['备案情况见附件。'],
      files: [
        {
          name: '备案表.xlsx',
          hidden: 'hidden-sheet',
          lines: d
            .names(5)
            .map(
              name => `${name}\t会长\t${p('resident-id', d.residentId())}\t${p('mobile-number', d.mobile())}`,
            ),
        },
      ],
    }),
    d => ({
      kind: 'notice',
      title: '受助情况登记',
      lines: [
        `姓名：${d.name()}　性别：女`,
        `出生日期：${p('birth-date', born(d))}`,
        `现住址：${p('address', home(d))}`,
        `联系手机：${p('mobile-number', d.mobile())}`,
        `护照号：${p('passport', d.passport())}`,
      ],
    }),
    () => ({
      kind: 'notice',
      title: '关于报送材料的函',
      lines: ['请于月底前报送。', p('attachment-missing', '附：1．申报表'), '2．汇总表', '3．承诺书'],
    }),
    () => ({
      kind: 'notice',
      title: '关于征求意见的公告',
      lines: [`意见反馈表${p('attachment-missing', '见附件')}，请于30日内反馈。`],
    }),
  ],
};
