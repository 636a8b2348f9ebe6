import { createHash } from 'node:crypto';
import { z } from 'zod';
import { dayOf } from '../../../../law/day.ts';
import { AppError } from '../../../../platform/app-error.ts';
import { type IntakeBody, requestMatter } from '../../contract.ts';
import {
  type ApplicationValues,
  type FieldReason,
  type Matter,
  readApplication,
  readValues,
  type Who,
} from '../rules/application.ts';
import { proofsOf } from '../rules/proof.ts';
import { isAnswer, makeQuestion, questionWords } from '../rules/question.ts';
import * as store from '../store.ts';
import { type Files, type KeptFiles, type SentFile, told } from './files.ts';
import type { Flood } from './flood.ts';
import type { OnlineParts } from './parts.ts';
import type { SealedKinds } from './sealed-values.ts';

/** A form may lie open over a working day and the night. */
const formLifeMs = 24 * 3_600_000;
/** Longer than a form lives, so that no form can be sent again after its receipt is forgotten. */
export const receiptLifeMs = 2 * formLifeMs;
const receiptShownMs = 15 * 60_000;

export interface Submission {
  readonly matter?: Matter;
  readonly who: Who;
  /** Every text field of the form, ours and those of the applicant. */
  readonly sent: Readonly<Record<string, string | undefined>>;
  readonly files: readonly SentFile[];
  readonly address: string;
}

/** A form to fill in: with what has been typed already. */
export interface ApplicationForm {
  readonly matter: Matter;
  readonly who: Who;
  readonly values: ApplicationValues;
  readonly token: string;
  /** 七加五 */
  readonly question: string;
  /** What was answered, if it was right. */
  readonly answer: string;
  readonly kept: KeptFiles;
}

export type Applied =
  | { readonly kind: 'taken'; readonly receiptKey: string }
  | {
      readonly kind: 'again';
      readonly form: ApplicationForm;
      readonly reasons: readonly FieldReason[];
      /** 429 and 413 are told apart from what is simply filled in wrong. */
      readonly status: 400 | 413 | 429;
    };

const receiptContent = z.object({
  trackingCode: z.string(),
  secret: z.string(),
  subject: z.string(),
  submittedOn: z.string(),
  matter: requestMatter.default('information'),
});
export type Receipt = z.infer<typeof receiptContent>;

/** The form has become a case already; undoes the second one. */
class TakenAlready extends Error {}

const digestOf = (id: string): string => createHash('sha256').update(id).digest('base64url');

const guardWords = {
  'form-unknown': '本页已经失效，所填内容都还在。请回答新的题目后重新提交。',
  'form-expired': '本页打开已超过一天，所填内容都还在。请回答新的题目后重新提交。',
  'hidden-field-filled':
    '页面中不显示的一栏被填写了（可能是浏览器自动填写），现已清空。请回答新的题目后重新提交。',
  'longer-question': '本网络地址短时间内提交的申请较多，请再回答一道题目后提交，不影响办理。',
  'answer-missing': '请回答页面下方的题目，用数字填写得数。',
  'answer-wrong': '题目的得数不对，请重新计算后填写。',
} as const;

export function makeApply(parts: OnlineParts, kinds: SealedKinds, flood: Flood, files: Files) {
  const { db, clock, box, ports, pick, newId } = parts;
  const nowMs = () => clock.now().getTime();

  /** The question of a new form. Writes nothing. */
  async function newToken(place: string): Promise<{ token: string; question: string }> {
    const isLong = await flood.isNearlyFull('application', place);
    const question = makeQuestion(isLong, pick);
    const token = kinds.form.seal({ id: newId(), atMs: nowMs(), isLong, question });
    return { token, question: questionWords(question) };
  }

  async function openForm(
    who: Who,
    address: string,
    sent: Readonly<Record<string, string | undefined>>,
    matter: Matter = 'information',
  ): Promise<ApplicationForm> {
    const fresh = await newToken(parts.placeOf(address));
    return { matter, who, values: readValues(sent), ...fresh, answer: '', kept: {} };
  }

  /** What is wrong with the guard of a form, or nothing. */
  async function guardCode(
    form: ReturnType<SealedKinds['form']['open']>,
    sent: Submission['sent'],
    place: string,
  ): Promise<keyof typeof guardWords | undefined> {
    if (form === undefined) return 'form-unknown';
    if (nowMs() - form.atMs > formLifeMs) return 'form-expired';
    if ((sent['website'] ?? '') !== '') return 'hidden-field-filled';
    if (!form.isLong && (await flood.isNearlyFull('application', place))) return 'longer-question';
    const answer = (sent['answer'] ?? '').trim();
    if (answer === '') return 'answer-missing';
    return isAnswer(form.question, answer) ? undefined : 'answer-wrong';
  }

  const taken = (form: string): Applied => ({
    kind: 'taken',
    receiptKey: kinds.receipt.seal({ form, untilMs: nowMs() + receiptShownMs }),
  });

  async function takeIn(intake: IntakeBody, form: string) {
    const { wish, submittedOn, matter } = intake;
    return ports.takeIn(intake, async (trx, { id, trackingCode, secret }) => {
      const receipt: Receipt = { trackingCode, secret, subject: wish.subject, submittedOn, matter };
      const sealed = box.seal(Buffer.from(JSON.stringify(receipt)), `online-receipt:${form}`);
      const isFirst = await store.keepReceipt(trx, {
        formDigest: form,
        requestId: id,
        sealed,
        at: clock.now(),
      });
      if (!isFirst) throw new TakenAlready();
    });
  }

  /**
   * Takes an application in, or hands the form back with everything that is wrong and everything that was typed. The
   * same form sent again, also at the same moment, gets the same receipt.
   */
  async function apply(submission: Submission): Promise<Applied> {
    const { who, sent, address, matter = 'information' } = submission;
    const place = parts.placeOf(address);
    const form = kinds.form.open(sent['token']);
    const digest = form === undefined ? undefined : digestOf(form.id);
    if (digest !== undefined && (await store.findReceipt(db.kysely, digest)) !== undefined)
      return taken(digest);

    const values = readValues(sent);
    const wait = await flood.pour('post', place);
    const guard = await guardCode(form, sent, place);
    const isGuarded = guard === undefined && wait === undefined;
    const { kept, reasons: fileReasons } = await files.filesOf(
      { ...submission, matter, ...proofsOf[matter] },
      async () => isGuarded || (wait === undefined && (await flood.pour('upload', place)) === undefined),
    );
    const read = readApplication(who, values, dayOf(clock.today()), matter);
    const again = async (reasons: readonly FieldReason[], held: KeptFiles = kept): Promise<Applied> => {
      const asked =
        isGuarded && form !== undefined
          ? {
              token: sent['token'] ?? '',
              question: questionWords(form.question),
              answer: sent['answer'] ?? '',
            }
          : { ...(await newToken(place)), answer: '' };
      const isTooLarge = reasons.some(each => each.code.endsWith('-too-large'));
      const status = wait !== undefined ? 429 : isTooLarge ? 413 : 400;
      return { kind: 'again', form: { matter, who, values, ...asked, kept: held }, reasons, status };
    };
    const tooMany =
      wait === undefined
        ? []
        : [
            told(
              'answer',
              'too-many-forms',
              `本网络地址提交过于频繁，请约${wait}分钟后再提交，所填内容都还在。也可以邮寄或者当面提交申请。`,
            ),
          ];
    const reasons = [
      ...(read.ok ? [] : read.reasons),
      ...fileReasons,
      ...(guard === undefined ? [] : [told('answer', guard, guardWords[guard])]),
      ...tooMany,
    ];
    if (!read.ok || reasons.length > 0 || digest === undefined) return again(reasons);

    const papers = files.papersOf(kept);
    try {
      const result = await takeIn({ ...read.intake, papers }, digest);
      if (!result.ok) return again(result.reasons.map(each => ({ ...each, where: each.where ?? 'name' })));
    } catch (error) {
      if (error instanceof TakenAlready) return taken(digest);
      if (!(error instanceof AppError) || error.code !== 'bad-input') throw error;
      // What was uploaded with an earlier form is gone: forgotten after a day, or part of another case.
      const words = '上传的文件已经失效，请重新选择身份证明；有授权委托书、证据材料的也请重新选择。';
      return again([told('identity-proof', 'upload-gone', words)], {});
    }
    await flood.pour('application', place);
    return taken(digest);
  }

  /** The receipt that a key opens, for a quarter of an hour after the form was sent. */
  async function receipt(key: string | undefined): Promise<Receipt | undefined> {
    const opened = kinds.receipt.open(key);
    if (opened === undefined || opened.untilMs < nowMs()) return undefined;
    const row = await store.findReceipt(db.kysely, opened.form);
    if (row === undefined) return undefined;
    const plain = box.open(row.sealed, `online-receipt:${opened.form}`);
    return receiptContent.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
  }

  return { openForm, apply, receipt };
}
