import { cite } from '../../../../law/citation.ts';
import type { Day } from '../../../../law/day.ts';
import { type Reason, reason } from '../../../../law/refusal.ts';
import {
  type Applicant,
  applicant,
  applicantKind,
  carrierForm,
  type IntakeBody,
  identityDocument,
  intakeBody,
  supplyWay,
  type Wish,
  wish,
} from '../../contract.ts';
import { intakeReasons, plainNumber } from '../../rules/intake.ts';

/** The online application as typed: what art 29 asks for, and no purpose; or what art 41 asks for. */

export type Who = 'person' | 'organisation';

/** Fields with their words and the most characters each holds, in the order of the form. */
export const applicationFields = {
  name: { words: '姓名或者名称', most: 100 },
  kind: { words: '组织类型', most: 30 },
  identityDocument: { words: '证件种类', most: 30 },
  identityNo: { words: '证件号码', most: 50 },
  representative: { words: '法定代表人、负责人或者代理人', most: 100 },
  contact: { words: '联系人', most: 100 },
  phone: { words: '联系电话', most: 50 },
  email: { words: '电子邮箱', most: 200 },
  address: { words: '通信地址', most: 300 },
  postcode: { words: '邮政编码', most: 10 },
  subject: { words: '所需政府信息的名称', most: 200 },
  documentNo: { words: '文号', most: 100 },
  description: { words: '其他特征描述', most: 5000 },
  recordNow: { words: '记录现在怎样写', most: 1000 },
  recordRight: { words: '应当怎样写', most: 1000 },
  recordReasons: { words: '理由和证据', most: 3000 },
  carrier: { words: '载体形式', most: 20 },
  supply: { words: '获取方式', most: 20 },
  needsHelp: { words: '需要的协助', most: 500 },
} as const;
export type ApplicationField = keyof typeof applicationFields;
export type ApplicationValues = Readonly<Record<ApplicationField, string>>;

export type Matter = IntakeBody['matter'];

/** Fields that go by another name where somebody wants the own record corrected. */
const recordWords: Partial<Readonly<Record<ApplicationField, string>>> = {
  subject: '要更正的记录',
  documentNo: '记录的编号或者文号',
  supply: '接收结果的方式',
};

const fieldNames = Object.keys(applicationFields) as ApplicationField[];
const article = (number: number) => cite('政府信息公开条例', number);

/** Text as it may be kept: whole characters, one kind of line end, no control characters. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/** The values of a form that was sent; what it does not name is empty, what we do not know is left out. */
export function readValues(sent: Readonly<Record<string, string | undefined>>): ApplicationValues {
  return Object.fromEntries(fieldNames.map(name => [name, clean(sent[name] ?? '')])) as Record<
    ApplicationField,
    string
  >;
}

/** A reason with the field it speaks of; `where` is a field of the form. */
export type FieldReason = Reason & { readonly where: string };

function at(where: string, { code, message, basis }: Reason): FieldReason {
  return { code, message, basis, where };
}

const fieldOfReason: Readonly<Record<string, ApplicationField>> = {
  'name-missing': 'name',
  'subject-missing': 'subject',
  'wrong-credit-code': 'identityNo',
  'wrong-resident-id': 'identityNo',
  'identity-missing': 'identityNo',
  'identity-document-missing': 'identityDocument',
  'contact-missing': 'phone',
  'address-missing': 'address',
  'email-missing': 'email',
  'record-now-missing': 'recordNow',
  'record-right-missing': 'recordRight',
  'record-reasons-missing': 'recordReasons',
};

function lengthReasons(matter: Matter, values: ApplicationValues): FieldReason[] {
  return fieldNames.flatMap(name => {
    const { most } = applicationFields[name];
    const words = (matter === 'own-record' ? recordWords[name] : undefined) ?? applicationFields[name].words;
    const count = values[name].length;
    if (count <= most) return [];
    const message = `“${words}”最多${most}个字，现在有${count}个字，请精简；较长的材料可以邮寄或者当面提交。`;
    return [at(name, reason(`${name}-too-long`, message))];
  });
}

function formReasons(values: ApplicationValues): FieldReason[] {
  const { email, phone, postcode } = values;
  const reasons: FieldReason[] = [];
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.normalize('NFKC')))
    reasons.push(at('email', reason('wrong-email', '电子邮箱的格式不正确，例如 name@example.com。')));
  if (phone !== '' && !/\d{5}/.test(phone.normalize('NFKC').replace(/[\s()（）+—-]/g, '')))
    reasons.push(at('phone', reason('wrong-phone', '联系电话不完整，请填写手机号码或者带区号的固定电话。')));
  if (postcode !== '' && !/^\d{6}$/.test(postcode.normalize('NFKC')))
    reasons.push(at('postcode', reason('wrong-postcode', '邮政编码是6位数字，不清楚的可以不填。')));
  return reasons;
}

/** Ways by which a kind of carrier can be handed over (art 40). */
const waysOfCarrier: Readonly<Record<Wish['carrier'], readonly Wish['supply'][]>> = {
  electronic: ['online', 'email', 'counter', 'post'],
  paper: ['post', 'counter', 'fax'],
  inspect: ['counter'],
};
const carrierReason: Readonly<Record<Wish['carrier'], string>> = {
  electronic: '电子文本不能传真，请改选其他获取方式，或者改要纸质文本。',
  paper: '纸质文本请选择邮寄、自行领取或者传真；要从本网站下载或者用电子邮件接收的，请选择电子文本。',
  inspect: '当场阅读、抄录的，获取方式请选择“自行领取”（到本机关办理）。',
};

function supplyReasons(values: ApplicationValues): FieldReason[] {
  const [carrier, supply] = [carrierForm.safeParse(values.carrier), supplyWay.safeParse(values.supply)];
  const reasons: FieldReason[] = [];
  if (!carrier.success)
    reasons.push(at('carrier', reason('carrier-missing', '请选择载体形式。', article(29))));
  if (!supply.success) reasons.push(at('supply', reason('supply-missing', '请选择获取方式。', article(29))));
  if (carrier.success && supply.success && !waysOfCarrier[carrier.data].includes(supply.data))
    reasons.push(
      at('supply', reason('carrier-and-supply', carrierReason[carrier.data], article(29), article(40))),
    );
  if (supply.success && supply.data === 'fax' && values.phone === '')
    reasons.push(at('phone', reason('fax-missing', '选择传真的，请在联系电话中写明传真号码。', article(29))));
  return reasons;
}

/** How the result of a correction can reach who asked for it. */
export const recordSupplyWays = ['online', 'post', 'counter'] as const satisfies readonly Wish['supply'][];

function recordSupplyReasons({ supply }: ApplicationValues): FieldReason[] {
  return recordSupplyWays.some(each => each === supply)
    ? []
    : [at('supply', reason('supply-missing', '请选择怎样接收办理结果。', article(41)))];
}

function organisationReasons(matter: Matter, values: ApplicationValues): FieldReason[] {
  const basis = article(matter === 'own-record' ? 41 : 29);
  const kind = applicantKind.safeParse(values.kind);
  const reasons: FieldReason[] = [];
  if (!kind.success || kind.data === 'natural-person')
    reasons.push(at('kind', reason('kind-missing', '请选择组织类型。')));
  if (values.contact === '')
    reasons.push(at('contact', reason('contact-person-missing', '请填写联系人的姓名，便于送达。', basis)));
  return reasons;
}

function applicantOf(who: Who, values: ApplicationValues, matter: Matter): Applicant {
  const kind = applicantKind.catch('other-organisation').parse(values.kind);
  const document = identityDocument.nullable().catch(null).parse(values.identityDocument);
  const cut = (name: ApplicationField) => values[name].slice(0, applicationFields[name].most);
  return {
    kind: who === 'person' ? 'natural-person' : kind === 'natural-person' ? 'other-organisation' : kind,
    name: cut('name'),
    identityDocument: who === 'person' ? document : null,
    identityNo: plainNumber(cut('identityNo')),
    representative: cut('representative'),
    contact: who === 'person' ? '' : cut('contact'),
    phone: cut('phone').normalize('NFKC'),
    email: cut('email').normalize('NFKC'),
    address: cut('address'),
    postcode: cut('postcode').normalize('NFKC'),
    ...(matter === 'own-record'
      ? {
          ownRecord: { now: cut('recordNow'), right: cut('recordRight'), reasons: cut('recordReasons') },
        }
      : {}),
  };
}

function wishOf(values: ApplicationValues, matter: Matter): Wish {
  const cut = (name: ApplicationField) => values[name].slice(0, applicationFields[name].most);
  const supply = supplyWay.catch('online').parse(values.supply);
  const carrier = matter === 'own-record' ? (supply === 'online' ? 'electronic' : 'paper') : values.carrier;
  return {
    subject: cut('subject').replaceAll(/\s+/g, ' '),
    documentNo: cut('documentNo'),
    // What one says of the own record is sealed with the name; the wish stands in the register.
    description: matter === 'own-record' ? '' : cut('description'),
    carrier: carrierForm.catch('electronic').parse(carrier),
    supply,
    needsHelp: cut('needsHelp'),
  };
}

/** Order of the form, so that the summary reads as the eye goes. */
function inOrder(reasons: readonly FieldReason[]): FieldReason[] {
  const order = new Map<string, number>(fieldNames.map((name, no) => [name, no]));
  return [...reasons].sort((a, b) => (order.get(a.where) ?? 99) - (order.get(b.where) ?? 99));
}

export type ReadApplication =
  | { readonly ok: true; readonly intake: IntakeBody }
  | { readonly ok: false; readonly reasons: readonly FieldReason[] };

/** The intake that a form asks for, or everything that is wrong with it, field by field. */
export function readApplication(
  who: Who,
  values: ApplicationValues,
  today: Day,
  matter: Matter = 'information',
): ReadApplication {
  const intake: IntakeBody = {
    matter,
    via: 'internet',
    submittedOn: today,
    oral: false,
    applicant: applicantOf(who, values, matter),
    wish: wishOf(values, matter),
    papers: [],
  };
  const found = [
    ...intakeReasons(intake, today, true).map(each => at(fieldOfReason[each.code] ?? 'name', each)),
    ...lengthReasons(matter, values),
    ...formReasons(values),
    ...(matter === 'own-record' ? recordSupplyReasons(values) : supplyReasons(values)),
    ...(who === 'organisation' ? organisationReasons(matter, values) : []),
  ];
  // A fax number is asked for once, whatever the missing contact is called.
  const missing = found.some(each => each.code === 'contact-missing');
  const reasons = inOrder(found.filter(each => !(missing && each.code === 'fax-missing')));
  if (reasons.length > 0) return { ok: false, reasons };
  applicant.parse(intake.applicant);
  wish.parse(intake.wish);
  return { ok: true, intake: intakeBody.parse(intake) };
}
