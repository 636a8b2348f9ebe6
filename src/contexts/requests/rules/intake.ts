import { cite } from '../../../law/citation.ts';
import type { Day } from '../../../law/day.ts';
import { isDay } from '../../../law/day.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { isResidentId } from '../../../law/resident-id.ts';
import { isSocialCreditCode } from '../../../law/social-credit-code.ts';
import type { Applicant, IntakeBody } from '../contract.ts';
import type { Via } from './events.ts';

/** What a request must hold to be taken in (条例 arts 27, 29). A purpose is not asked for. */

const article = (number: number) => cite('政府信息公开条例', number);

/** Half-width, without spaces; the form in which numbers are compared. */
export function plainNumber(text: string): string {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, char => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000-]/g, '')
    .toUpperCase();
}

/** A name as it is compared: without spaces. */
export function plainName(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}

/** What an application rests on: art 29, or art 41 where somebody wants the own record corrected. */
const basisOf = (matter: IntakeBody['matter']) => article(matter === 'own-record' ? 41 : 29);

function identityReasons(
  { kind, identityDocument, identityNo }: Applicant,
  matter: IntakeBody['matter'],
): Reason[] {
  const basis = basisOf(matter);
  const number = plainNumber(identityNo);
  if (number === '') return [];
  if (kind !== 'natural-person')
    return isSocialCreditCode(number)
      ? []
      : [
          reason(
            'wrong-credit-code',
            '统一社会信用代码不正确（18位，末位为校验码），请对照证书核对。',
            basis,
          ),
        ];
  if (identityDocument !== 'resident-id' || isResidentId(number)) return [];
  return [reason('wrong-resident-id', '公民身份号码不正确（校验码不符），请对照证件核对。', basis)];
}

/** What is left open at the counter can be asked for later (补正); over the internet it is asked for at once. */
function completenessReasons({ applicant, wish, matter }: IntakeBody): Reason[] {
  const basis = basisOf(matter);
  const reasons: Reason[] = [];
  if (applicant.kind === 'natural-person' && applicant.identityDocument === null)
    reasons.push(reason('identity-document-missing', '请选择身份证明的种类。', basis));
  if (applicant.identityNo.trim() === '')
    reasons.push(
      reason(
        'identity-missing',
        applicant.kind === 'natural-person' ? '请填写身份证明的号码。' : '请填写统一社会信用代码。',
        basis,
      ),
    );
  if (applicant.phone.trim() === '' && applicant.email.trim() === '' && applicant.address.trim() === '')
    reasons.push(reason('contact-missing', '请至少填写一种联系方式（电话、邮箱或者地址）。', basis));
  if (wish.supply === 'post' && applicant.address.trim() === '')
    reasons.push(reason('address-missing', '选择邮寄的，请填写通信地址。', basis));
  if (wish.supply === 'email' && applicant.email.trim() === '')
    reasons.push(reason('email-missing', '选择电子邮件的，请填写电子邮箱。', basis));
  return reasons;
}

/** What has to be told of one's own record; the proof comes beside it as a file. */
function recordReasons({ applicant: { ownRecord }, matter }: IntakeBody, online: boolean): Reason[] {
  if (matter !== 'own-record')
    return ownRecord === undefined
      ? []
      : [
          reason(
            'record-in-other-matter',
            '写了更正本人信息的内容，事项请选择“要求更正本人信息”；申请公开信息的，请删去这些内容。',
            article(41),
          ),
        ];
  if (!online) return [];
  const wanted = [
    ['now', 'record-now-missing', '请写明记录现在是怎样写的。'],
    ['right', 'record-right-missing', '请写明应当怎样更正。'],
    ['reasons', 'record-reasons-missing', '请写明为什么不准确，上传的证据能证明什么。'],
  ] as const;
  return wanted
    .filter(([name]) => (ownRecord?.[name] ?? '').trim() === '')
    .map(([, code, words]) => reason(code, words, article(41)));
}

/** A letter to somebody else of the house is received on the day both sides confirm, and never came in by hand. */
function letterReasons({ letter, via, submittedOn }: IntakeBody, online: boolean): Reason[] {
  if (letter === undefined) return [];
  const basis = [cite('国办公开办函〔2015〕207号'), article(31)];
  const reasons: Reason[] = [];
  if (online || isReceivedAtOnce(via))
    reasons.push(
      reason(
        'letter-by-other-channel',
        '来信转入的，渠道请选择平常信函、互联网或者传真：信件不是寄给政府信息公开工作机构的，以双方确认之日为收到申请之日。',
        ...basis,
      ),
    );
  if (!isDay(letter.on)) reasons.push(reason('no-such-letter-day', `来信日期“${letter.on}”不存在，请核对。`));
  else if (isDay(submittedOn) && letter.on > submittedOn)
    reasons.push(
      reason('letter-after-transfer', '来信日期晚于转到政府信息公开工作机构的日期，请核对。', ...basis),
    );
  return reasons;
}

/** Everything that is wrong with a request as handed in. `online`: by the applicant's own hand. */
export function intakeReasons(intake: IntakeBody, today: Day, online: boolean): Reason[] {
  const { applicant, wish, submittedOn, via, oral, matter } = intake;
  const basis = basisOf(matter);
  const reasons: Reason[] = [];
  if (applicant.name.trim() === '')
    reasons.push(reason('name-missing', '请填写申请人的姓名或者名称。', basis));
  if (wish.subject.trim().length < 2)
    reasons.push(
      reason(
        'subject-missing',
        matter === 'own-record'
          ? '请写明要更正的是哪一份记录。'
          : '请写明所需政府信息的名称，或者便于查询的特征。',
        basis,
      ),
    );
  if (!isDay(submittedOn)) reasons.push(reason('no-such-date', `日期“${submittedOn}”不存在，请核对。`));
  else if (submittedOn > today)
    reasons.push(reason('day-in-future', '提交的日期还没有到，请核对。', article(31)));
  if (oral && via !== 'in-person')
    reasons.push(reason('oral-not-in-person', '口头申请应当当面提出，由本机关代为填写。', article(29)));
  if (online && via !== 'internet')
    reasons.push(reason('wrong-channel', '在线提交的申请，渠道应为互联网。', article(31)));
  reasons.push(...identityReasons(applicant, matter), ...recordReasons(intake, online));
  reasons.push(...letterReasons(intake, online));
  if (online) reasons.push(...completenessReasons(intake));
  return reasons;
}

/** Handed in or signed for, the day of receipt is known at once (art 31); the other channels wait for confirmation. */
export function isReceivedAtOnce(via: Via): boolean {
  return via === 'in-person' || via === 'signed-mail';
}
