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

function identityReasons({ kind, identityDocument, identityNo }: Applicant): Reason[] {
  const number = plainNumber(identityNo);
  if (number === '') return [];
  if (kind !== 'natural-person')
    return isSocialCreditCode(number)
      ? []
      : [
          reason(
            'wrong-credit-code',
            '统一社会信用代码不正确（18位，末位为校验码），请对照证书核对。',
            article(29),
          ),
        ];
  if (identityDocument !== 'resident-id' || isResidentId(number)) return [];
  return [reason('wrong-resident-id', '公民身份号码不正确（校验码不符），请对照证件核对。', article(29))];
}

/** What is left open at the counter can be asked for later (补正); over the internet it is asked for at once. */
function completenessReasons({ applicant, wish }: IntakeBody): Reason[] {
  const reasons: Reason[] = [];
  if (applicant.kind === 'natural-person' && applicant.identityDocument === null)
    reasons.push(reason('identity-document-missing', '请选择身份证明的种类。', article(29)));
  if (applicant.identityNo.trim() === '')
    reasons.push(
      reason(
        'identity-missing',
        applicant.kind === 'natural-person' ? '请填写身份证明的号码。' : '请填写统一社会信用代码。',
        article(29),
      ),
    );
  if (applicant.phone.trim() === '' && applicant.email.trim() === '' && applicant.address.trim() === '')
    reasons.push(reason('contact-missing', '请至少填写一种联系方式（电话、邮箱或者地址）。', article(29)));
  if (wish.supply === 'post' && applicant.address.trim() === '')
    reasons.push(reason('address-missing', '选择邮寄的，请填写通信地址。', article(29)));
  if (wish.supply === 'email' && applicant.email.trim() === '')
    reasons.push(reason('email-missing', '选择电子邮件的，请填写电子邮箱。', article(29)));
  return reasons;
}

/** Everything that is wrong with a request as handed in. `online`: by the applicant's own hand. */
export function intakeReasons(intake: IntakeBody, today: Day, online: boolean): Reason[] {
  const { applicant, wish, submittedOn, via, oral } = intake;
  const reasons: Reason[] = [];
  if (applicant.name.trim() === '')
    reasons.push(reason('name-missing', '请填写申请人的姓名或者名称。', article(29)));
  if (wish.subject.trim().length < 2)
    reasons.push(reason('subject-missing', '请写明所需政府信息的名称，或者便于查询的特征。', article(29)));
  if (!isDay(submittedOn)) reasons.push(reason('no-such-date', `日期“${submittedOn}”不存在，请核对。`));
  else if (submittedOn > today)
    reasons.push(reason('day-in-future', '提交的日期还没有到，请核对。', article(31)));
  if (oral && via !== 'in-person')
    reasons.push(reason('oral-not-in-person', '口头申请应当当面提出，由本机关代为填写。', article(29)));
  if (online && via !== 'internet')
    reasons.push(reason('wrong-channel', '在线提交的申请，渠道应为互联网。', article(31)));
  reasons.push(...identityReasons(applicant));
  if (online) reasons.push(...completenessReasons(intake));
  return reasons;
}

/** Handed in or signed for, the day of receipt is known at once (art 31); the other channels wait for confirmation. */
export function isReceivedAtOnce(via: Via): boolean {
  return via === 'in-person' || via === 'signed-mail';
}
