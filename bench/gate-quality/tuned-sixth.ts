import { type Draw, planted as p } from './draw.ts';
import type { Half } from './frames.ts';

/** Was held out until the fifth figures were taken on it (README.md); the gate was tuned on it afterwards. */

const dwelling = (d: Draw) =>
  d.pick([
    `金海湖新区${d.pick(['竹园乡', '岔河镇', '文阁乡'])}${d.pick(['新发村', '中厂社区', '双山居委会'])}${d.pick(['第一', '第八', '第十'])}村民组`,
    `七星关区${d.pick(['三板桥街道', '碧海街道'])}${d.pick(['南关社区', '万丰社区'])}${d.int(1, 30)}号楼${d.int(101, 2604)}室`,
    `织金县板桥镇${d.pick(['白果村', '群丰村'])}${d.pick(['岩脚组', '上寨组', '街上组'])}`,
    `毕节市${d.pick(['桂花市场', '清毕路', '松山路'])}${d.int(2, 400)}号${d.int(1, 6)}单元`,
    `赫章县双河村${d.int(1, 22)}组${d.int(1, 120)}号`,
  ]);
const dateOfBirth = (d: Draw, year = d.int(1931, 1997)) =>
  d.pick([
    `${year}年${d.int(1, 12)}月${d.int(1, 28)}日`,
    `${year}年${d.int(1, 12)}月`,
    `${year}/${d.int(1, 12)}/${d.int(1, 28)}`,
    `${year}-${d.int(1, 12)}-${d.int(1, 28)}`,
    `${year}.${d.int(1, 12)}`,
  ]);
const condition = (d: Draw) =>
  d.pick([
    '直肠癌',
    '扩张型心肌病',
    '高位截瘫',
    '脑膜瘤',
    '慢性肾功能不全',
    '精神分裂',
    '强直性脊柱炎',
    '多发性骨髓瘤',
    '肝豆状核变性',
  ]);
const degree = (d: Draw) =>
  d.pick(['听力三级残疾', '肢体残疾二级', '精神二级残疾', '智力残疾', '多重一级残疾']);
const spelled = (d: Draw, id = d.residentId()) =>
  d.pick([
    id,
    d.fullWidth(id),
    d.grouped(id, [6, 4, 4], '\u3000'),
    d.grouped(id, [6, 8], '-'),
    d.grouped(id, [6, 3, 3, 3], ' '),
    d.grouped(id, [14], '\u200c'),
  ]);
const grid = (heading: string, rows: readonly string[]) => [heading, ...rows].join('\n');

export const tunedSixth: Half = {
  name: 'tuned-sixth',
  seed: 7_640_021,
  names: {
    surnames:
      '杨李王张陈罗吴周刘龙黄赵徐安朱何余胡陆潘唐文熊蒋谢田石卢许高彭邓冯曾范姚钟谭汪廖邹陶孔康毛史顾侯孟段雷尹黎武贺龚向申禄苏晏欧郑糜阮韦莫汤郎管成',
    given:
      '家琼 少华 德才 明贵 光秀 仕英 兴全 永芬 正祥 文秀 道荣 应书 昌友 开琼 世才 登云 学英 祖明 天云 廷贵 梦瑶 佳丽 浩宇 诗涵 俊熙 琴 刚 涛 敏 祥 荣 美 富贵 来福 建文'.split(
        ' ',
      ),
  },

  frames: [
    (d, body) => ({
      kind: 'notice',
      title: `关于${d.pick(['举办公益创投大赛', '启用新版社团证书', '报废处置固定资产', '敬老院试营业'])}的通知`,
      lines: [...body, '望周知。', `联系科室：慈善事业促进科　${d.landline()}`],
    }),
    (d, body) => ({
      kind: 'news',
      title: `${d.pick(['市福利院', '市救助站', '市军休所'])}${d.pick(['开展安全演练', '举行开放日活动', '慰问困难对象'])}`,
      lines: ['活动现场气氛热烈。', ...body, '大家纷纷表示受益匪浅。'],
    }),
    (d, body) => ({
      kind: 'work-plan',
      title: '2019年度部门整体支出绩效目标',
      lines: ['年度目标如下：', ...body, `绩效指标：群众满意度不低于${d.int(85, 98)}%。`],
    }),
    (_, body) => ({
      kind: 'rules-of-openness',
      title: '政府信息公开保密审查制度',
      lines: ['一、总则', ...body, '二、附则', '本制度自印发之日起执行。'],
    }),
  ],

  positives: {
    'resident-id': [
      d => `被救助人身份证号码：${p('resident-id', spelled(d))}`,
      d => `${d.name()} ${p('resident-id', spelled(d))} ${d.int(100, 900)}元`,
      d => `（身份证：${p('resident-id', spelled(d))}；与户主关系：本人）`,
      d => {
        const id = d.residentId();
        return `现有${d.name()}，身份证号${p('resident-id', `${id.slice(0, 16)}\n${id.slice(16)}`)}，情况属实。`;
      },
      d => `旧证号：身份证${p('resident-id', d.oldResidentId())}`,
    ],
    'mobile-number': [
      d => `有困难找网格员，电话${p('mobile-number', d.mobile())}`,
      d => `联系手机 ${p('mobile-number', d.grouped(d.mobile(), [3, 4], '—'))}`,
      d => `（${p('mobile-number', d.mobile())}）`,
      d => `护理员\t${p('mobile-number', d.fullWidth(d.mobile()))}`,
      d => `电话:${p('mobile-number', d.grouped(d.mobile(), [4, 3], '-'))}`,
    ],
    'bank-card': [
      d => `汇款账号为：${p('bank-card', d.bankCard())}`,
      d => `开户行贵州农信，卡号 ${p('bank-card', d.grouped(d.bankCard(), [4, 4, 4, 4], '-'))}`,
      d => `${d.name()}，银行账号${p('bank-card', d.fullWidth(d.bankCard()))}`,
      d => `${d.int(1, 30)} | ${p('bank-card', d.bankCard())} | ${d.int(100, 800)}`,
    ],
    passport: [
      d => `护照号码：${p('passport', d.fullWidth(d.passport()))}，国籍中国`,
      d => `境外人员护照${p('passport', d.passport())}`,
      d => `证照：${p('passport', d.passport())}（因公护照）`,
    ],
    'disability-card': [
      d => `残疾证号${p('disability-card', d.disabilityCard())}经核验有效`,
      d => `残疾人证 ${p('disability-card', d.grouped(d.disabilityCard(), [6, 8, 4], ' '))}`,
    ],
    landline: [
      d => `救助对象${d.name()}，家庭电话：${p('landline', d.landline())}`,
      d => `老人${d.name()}（联系电话${p('landline', d.landline())}）`,
      d => `${d.name()}，女，家住县城，电话${p('landline', d.landline())}`,
      d => `本人电话：${p('landline', `8${d.digits(6)}`)}`,
      d =>
        grid(
          p('name-list', p('landline', '救助对象\t联系电话\t救助日期')),
          d.names(3).map(name => `${name}\t${d.landline()}\t6月3日`),
        ),
    ],
    address: [
      d => `家庭住址：${p('address', dwelling(d))}`,
      d => `申请人${d.name()}，现住${p('address', dwelling(d))}。`,
      d => `家住${p('address', dwelling(d))}的村民${d.name()}`,
      d => `居住地址：${p('address', dwelling(d))}`,
      d => `残疾人${d.name()}，户籍地${p('address', dwelling(d))}`,
      d =>
        grid(
          p('name-list', p('address', '姓名\t家庭地址\t联系人')),
          d.names(3).map(name => `${name}\t${dwelling(d)}\t村委会`),
        ),
    ],
    'birth-date': [
      d => `出生日期：${p('birth-date', dateOfBirth(d))}`,
      d => `救助对象${d.name()}，男，${p('birth-date', dateOfBirth(d))}出生`,
      d => `${d.name()}，女，汉族，出生于${p('birth-date', dateOfBirth(d))}。`,
      d => `申请人${d.name()}（男，${p('birth-date', dateOfBirth(d))}生）`,
      d =>
        grid(
          p('name-list', p('birth-date', '村（居）\t姓名\t出生日期')),
          d.names(3).map(name => `白果村\t${name}\t${d.int(1930, 1990)}-${d.int(1, 12)}-${d.int(1, 28)}`),
        ),
    ],
    health: [
      d => `${d.name()}因${p('health', condition(d))}住院治疗，花费${d.int(3, 30)}万元。`,
      d => `村民${d.name()}的母亲患${p('health', condition(d))}，常年服药`,
      d => `户主${d.name()}，男，${p('health', degree(d))}`,
      d => `受助人${d.name()}于2018年确诊${p('health', condition(d))}`,
      d => `经入户核实，${d.name()}系${p('health', degree(d))}，生活困难`,
      d =>
        grid(
          p('name-list', p('health', '姓名\t疾病名称\t住院费用')),
          d.names(3).map(name => `${name}\t${condition(d)}\t${d.int(5000, 90000)}`),
        ),
    ],
    minor: [
      d => `孤儿${p('minor', d.name())}考上了县一中。`,
      d => `${d.name()}，男，今年${p('minor', `${d.int(5, 16)}岁`)}，父亲早逝。`,
      d => `困境儿童${p('minor', d.name())}得到了妥善安置`,
      d => `${p('minor', `${d.int(5, 15)}岁`)}的留守儿童${d.name()}与奶奶相依为命。`,
      d =>
        grid(
          p('name-list', p('minor', '儿童姓名\t监护人\t发放金额')),
          d.names(3).map(name => `${name}\t祖父\t1000`),
        ),
    ],
    'name-list': [
      d =>
        grid(
          p('name-list', '姓名\t村（社区）\t户主关系\t保障金'),
          d.names(6).map(name => `${name}\t群丰村\t本人\t${d.int(100, 600)}`),
        ),
      d =>
        grid(
          p('name-list', '序号 | 救助对象姓名 | 金额（元）'),
          d.names(5).map((name, i) => `${i + 1} | ${name} | ${d.int(300, 5000)}`),
        ),
    ],
    'names-in-text': [
      d => `现对${p('names-in-text', d.names(4).join('、'))}等${d.int(5, 12)}名困难群众予以慰问。`,
      d => `退出低保的有${p('names-in-text', d.names(6).join('、'))}。`,
      d => `名单：${p('names-in-text', d.names(8).join('　'))}`,
    ],
    'secrecy-mark': [
      d => p('secrecy-mark', d.pick(['秘密★1年', '机密 ★ 10年', '绝密★30年', '机密☆5年'])),
      () => `密级:${p('secrecy-mark', '秘密')}`,
      () => p('secrecy-mark', '内部资料　不得外传'),
      () => p('secrecy-mark', '（工作秘密）'),
    ],
    wording: [
      () => `${p('wording', '截止目前')}共受理${7}件`,
      () => `贯彻${p('wording', '五种全会')}精神`,
      () => `${p('wording', '最低生活保证')}制度`,
    ],
    'outside-link': [
      d => `图集：${p('outside-link', `http://pic.example-photo.com/${d.digits(6)}`)}`,
      () => `软件下载${p('outside-link', 'https://soft.example.org/a.zip')}`,
    ],
    'repealed-document': [
      () => `根据${p('repealed-document', '黔民发[2010]99号')}精神`,
      () => `适用${p('repealed-document', '《城市流浪乞讨人员收容遣送办法》')}`,
    ],
  },

  negatives: [
    d => `各单位要对照${d.documentNo()}和《细则》第${d.int(2, 30)}条逐项整改。`,
    d => `预约电话：${d.landline()}；夜间值守：${d.landline()}。`,
    () => '拨打96967、12345或者12320均可转接，也可登录“贵州政务服务网”。',
    d =>
      `投入1${d.int(3, 9)}${d.digits(9)}元，节余${d.int(1, 9)}${d.digits(6)}.${d.digits(2)}元，人均${d.int(100, 900)}元。`,
    d => `统一标识GZ-BJ-${d.digits(6)}，索取号2019/${d.digits(5)}，目录号${d.digits(3)}-${d.digits(4)}。`,
    d => `${d.socialCreditCode()}（民办非企业单位）年检合格。`,
    () => '2019年6月15日至7月15日受理，8月1日开始发放，2020年6月30日截止。',
    () => '严禁截留、挪用；资金一律通过“一卡通”账户直接支付，银行卡由本人保管。',
    d =>
      `合同价${d.int(10, 99)}${d.digits(4)}元，合同号${d.int(2018, 2019)}-MZ-${d.digits(4)}，验收单${d.digits(8)}。`,
    d => `运单SF${d.digits(12)}，邮编551800，登记簿第${d.int(1, 9)}册第${d.int(1, 99)}页。`,
    () => '《慈善法》第七十六条、《殡葬管理条例》第十二条、《收养法》第四条适用于上述情形。',
    d =>
      `服务老年人${d.int(1000, 9000)}人次、残疾人${d.int(100, 900)}人次、儿童${d.int(100, 900)}人次，发放轮椅${d.int(10, 90)}辆。`,
    () => '1954年10月1日以前参加革命工作的、出生于1929年以前的老人，凭出生日期证明领取慰问金。',
    () => '身患直肠癌、尿毒症等重病的群众，家庭中有精神残疾、智力残疾成员的，可以优先申请。',
    () => '10岁以上儿童在征得本人同意后可被收养；未满8周岁的儿童、在校学生由监护人陪同。',
    () => '接收地点：毕节市七星关区清毕路民政综合楼2单元7楼702室，收件人写“项目办”。',
    () => '白果村、群丰村、南关社区、万丰社区和双山居委会完成了小组长选举，岩脚组、上寨组修通道路。',
    () => '定密责任人、保密员应当持证上岗；秘密载体、内部资料的销毁应当登记，绝密件由两人护送。',
    () => '工作秘密的范围由各单位确定，对外提供材料前应当审查是否含有国家秘密、工作秘密。',
    () => '公安、司法、住建、卫健、乡村振兴等部门和黔西、金沙、织金等县分别报送方案。',
    () => '办理时提交身份证、户口簿、残疾人证、火化证明、护照复印件以及银行卡账号（仅用于核对）。',
    d =>
      `覆盖率${d.int(60, 99)}.${d.digits(1)}%，比上年提高${d.int(1, 9)}.${d.digits(1)}个百分点，达标率100%。`,
    () => '院长、副院长、护理部主任、各组组长参加；由分管副局长带队检查。',
    () => '一期建设2栋4层，二期建设1栋6层，5号楼为行政楼，404室设为档案室，共有床位300张。',
    () => '学习教育入脑入心，“两个维护”更加坚定，最低生活保障制度更加完善，五中全会精神深入人心。',
    () => '登录 https://zwfw.guizhou.gov.cn 或 http://www.bijie.gov.cn/bm/bjsmzj/ 办理。',
    d => `救助站0857-8${d.digits(6)}；福利院0857-8${d.digits(6)}；殡仪馆0857-8${d.digits(6)}。`,
    () => '不得拍摄、传播儿童、学生的正面照片，不得写明其家庭住址、就读学校、病情。',
    () => '巡查范围：1栋至6栋、地下一层、门卫室、8号门、配电房。',
    d =>
      `坐标（${d.digits(3)}.${d.digits(2)},${d.digits(3)}.${d.digits(2)}），里程K${d.digits(2)}+${d.digits(3)}，海拔1${d.digits(3)}米。`,
    d =>
      `税号核对无误，票据代码${d.digits(12)}，票据号码${d.digits(10)}，校验码${d.digits(5)}${d.digits(5)}${d.digits(5)}${d.digits(5)}。`,
    () => '护理员应当掌握脑梗、偏瘫、褥疮、老年痴呆等常见病的照护方法，定期为老人翻身、测血压。',
    () => '表中“健康状况”按良好、一般、患病、残疾填写，“年龄”填周岁，“住址”填至村（社区）。',
    () => '《毕节市福利企业管理规定》自2019年7月1日起失效，之前的批复停止执行。',
    d =>
      `仪器编号TX${d.digits(4)}-${d.digits(4)}，检定证书${d.digits(4)} ${d.digits(4)} ${d.digits(4)}，有效期一年。`,
    () => '光荣院（黔西市文峰街道杜鹃大道22号）24小时电话0857-4229110。',
    d =>
      grid(
        '用途\t预算（元）\t支付（元）',
        ['设备', '人员'].map(name => `${name}\t1${d.int(3, 9)}${d.digits(9)}\t1${d.int(3, 9)}${d.digits(9)}`),
      ),
    d =>
      grid(
        '服务点\t地址\t服务电话',
        ['东门站', '西门站'].map(name => `${name}\t松山路${d.int(1, 300)}号\t${d.landline()}`),
      ),
    d =>
      grid(
        '姓名\t岗位\t考核等次',
        d.names(3).map(name => `${name}\t科员\t优秀`),
      ),
    d => `赵某某（女，残疾人，520***************）、钱*（电话150****${d.digits(4)}），某县某镇人。`,
    () => '材料发送至bjmz_cswyh@sina.com，文件名写明“单位名称—材料”。',
    d =>
      `统一刊号CN52-${d.digits(4)}，国际刊号ISSN${d.digits(4)}-${d.digits(4)}，2019年第${d.int(1, 12)}期。`,
    d => `消防验收意见书毕公消验字〔2018〕第${d.digits(4)}号；食品经营许可证JY35205${d.digits(9)}。`,
    () => '审查人、复核人、批准人逐级签字；公开属性分为主动公开、依申请公开、不予公开。',
    () => '一级重度残疾、二级重度残疾的困难群众，享受两项补贴；听力残疾儿童免费配戴助听器。',
    d => `市长${d.name()}、副市长${d.name()}、市民政局局长${d.name()}到场看望残疾儿童和患病老人。`,
    d => `通讯员${d.name()}报道；校对：${d.name()}；审核：${d.name()}。`,
  ],

  whole: [
    d => ({
      kind: 'notice',
      title: '关于发放结果的公告',
      lines: ['发放结果见表。'],
      files: [
        {
          name: '发放结果.xlsx',
          lines: [
            p('name-list', '序号\t户主姓名\t身份证号\t银行卡号\t金额'),
            ...d
              .names(5)
              .map(
                (name, i) =>
                  `${i + 1}\t${name}\t${p('resident-id', spelled(d))}\t${p('bank-card', d.bankCard())}\t${d.int(100, 900)}`,
              ),
          ],
        },
      ],
    }),
    d => ({
      kind: 'guide',
      title: '个案记录（范例）',
      lines: [
        `姓名：${d.name()}　性别：女`,
        `出生日期：${p('birth-date', dateOfBirth(d))}`,
        `现住址：${p('address', dwelling(d))}`,
        `联系电话：${p('mobile-number', d.mobile())}`,
      ],
    }),
    () => ({
      kind: 'notice',
      title: '关于组织申报的通知',
      lines: [`申报表${p('attachment-missing', '见附件')}。`],
    }),
    () => ({
      kind: 'notice',
      title: '关于修订目录的通知',
      lines: ['目录修订如下。', p('attachment-missing', '附件：1.新目录'), '2.对照表'],
    }),
  ],
};
