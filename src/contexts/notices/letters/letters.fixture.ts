import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { dayOf } from '../../../law/day.ts';
import { composeLetter, type LetterValues } from './compose.ts';
import type { LetterContent } from './content.ts';
import { type LetterKind, letterKindNames, letterKinds } from './kinds.ts';
import {
  type CompleteLetters,
  completeLetters,
  type LetterTemplate,
  lettersPack,
  letterTemplate,
} from './pack.ts';

/** Synthetic letters of every kind and form, from the words that we ship. */

const starter = new URL('../../../main/pack/starter/letters.yaml', import.meta.url);

export const shippedLetters: CompleteLetters = completeLetters(
  undefined,
  lettersPack.parse(parse(readFileSync(starter, 'utf8'))),
);

export const fill: LetterValues['fill'] = {
  registerNo: '毕民公申〔2026〕18号',
  receivedOn: '2026-11-02',
  receivedHow: '互联网渠道提交，双方于当日确认',
  dueOn: '2026-11-30',
  subject: '2025年度全市农村最低生活保障资金分县（市、区）发放情况，以及《关于提高城乡低保标准的通知》文本',
  correctedOn: '2026-11-09',
  description: '请提供分县（市、区）、分季度的发放人数和金额，以及资金来源',
  applicantKind: '自然人',
  wantedForm: '电子文本；网上获取',
  answeredOn: '2026-11-16',
  opinion: '不同意公开',
  cooperation: '查找贵单位保存的2025年度市级补助资金下达文件，并就能否公开提出意见',
  answerBy: '2026-11-16',
  matters: ['所需政府信息的名称、文号或者其他特征性描述不明确，请写明具体年度和文件名称；', '缺少身份证明'],
  guidance:
    '可以先在本机关门户网站“政府信息公开”栏目检索目录，按目录所列名称、索引号填写；有疑问的请联系本机关',
  correctBy: '2026-11-23',
  volume: '您自2026年10月1日至10月31日提交政府信息公开申请共46件，涉及相同或者相近事项的31件',
  reasonsBy: '2026-11-23',
  reasons:
    '该信息含有低保对象的姓名、家庭住址和银行账号，属于个人隐私，公开后会对第三方合法权益造成损害；经书面征求意见，第三方不同意公开且有合理理由',
  extensionDays: 20,
  newDueOn: '2026-12-28',
  information: '《毕节市2025年度农村最低生活保障资金发放统计表》（全市及分县数据）',
  consultedOn: '2026-11-06',
  consulted: '毕节市财政局',
  consultation: '第三方在规定期限内书面答复不同意公开',
  disclosedContent: '《某养老机构2025年度运营补贴发放明细》中的机构名称、补贴金额和发放时间',
  feeBasis: '《政府信息公开信息处理费管理办法》第三条、第四条',
  feeStandard: '按件计收，同一申请人一个自然月内第11件至第30件每件100元，第31件以上每10件为一档逐档提高',
  feeCounted: '本月累计第31件，其中应计费21件',
  feeAmount: 2200,
  feePayment: '凭本通知所附缴款码，通过非税收入收缴渠道缴入同级国库',
  article: '《中华人民共和国政府信息公开条例》第十五条',
  howToGet:
    '登录本机关门户网站（https://mzj.demo.invalid/zwgk/zfxxgk/fdzdgknr/shjz/2026-00013/index.html）查阅、下载',
  whenToGet: '自2026年11月25日起的工作时间',
  withheldPart: '低保对象的姓名、家庭住址和银行账号',
  searchMade:
    '以“某某项目”“2019年”为关键词检索了本机关公文系统、档案室目录，并向社会救助局、财务科查询，均没有检索到相关信息',
  responsibleOrgan: '毕节市财政局，联系电话0857-0000000（演示）',
  specialLaw: '《不动产登记暂行条例》第二十七条',
  earlierReply:
    '本机关已于2026年3月2日就您提出的相同申请作出《政府信息公开申请答复书》（毕民公复〔2026〕1号）',
  channel: '国家信访局网上信访平台，或者到毕节市民政局信访接待室（演示地址）反映',
  record: '低保档案中家庭成员人数为4人',
  outcome: '已将低保档案中的家庭成员人数由4人更正为5人',
  transferredTo: '毕节市七星关区民政局，联系电话0857-0000000（演示）',
  documentName: '《政府信息公开申请答复书》（毕民公复〔2026〕3号）',
  deliveryWay: '邮寄送达（邮政企业）',
  trackingNo: 'EX000000000CN',
  relief:
    '如对本答复不服，应当自收到本答复之日起60日内先向毕节市人民政府申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向有管辖权的人民法院提起行政诉讼。也可以通过互联网提交行政复议申请：https://fuyi.demo.invalid/bijie。',
};

export const values: LetterValues = {
  organ: '毕节市民政局',
  number: '毕民公复〔2026〕3号',
  addressee: '张某某',
  addresseeIs: 'person',
  signedOn: dayOf('2026-11-23'),
  contact: { office: '毕节市民政局办公室', phone: '0857-0000000（演示）', address: '毕节市（演示地址）' },
  fill,
};

export function sampleLetter(
  kind: LetterKind,
  form: string,
  changes: Partial<LetterValues> = {},
  template: Partial<LetterTemplate> = {},
): LetterContent {
  const whole = { ...letterTemplate(shippedLetters, kind, form), ...template };
  const answer = composeLetter(whole, { ...values, ...changes });
  if (!answer.ok) throw new Error(answer.reasons.map(each => each.message).join(' '));
  return answer.letter;
}

/** Too many for one line of the 版记. */
export const copies = ['毕节市人民政府办公室（演示）', '毕节市财政局（演示）', '毕节市档案馆（演示）'];

/** Every form of every kind, with its name. */
export function everyLetter(): { readonly name: string; readonly letter: LetterContent }[] {
  return letterKindNames.flatMap(kind =>
    Object.keys(letterKinds[kind].forms).map(form => {
      const attachments = kind === 'fee-notice' ? ['缴款码'] : ['统计表', '统计口径说明'];
      const changes = kind.endsWith('-reply') || kind === 'fee-notice' ? { attachments } : {};
      const copied = kind === 'cooperation-letter' ? { copyTo: copies } : {};
      return { name: `${kind}.${form}`, letter: sampleLetter(kind, form, changes, copied) };
    }),
  );
}
