import type { Reason } from '../../../law/refusal.ts';
import { reliefNotice } from '../../../law/relief-notice.ts';
import type { Applicant } from '../contract.ts';
import { applicant as applicantSchema } from '../contract.ts';
import type { LetterOrder, RequestPorts, Trx } from '../ports.ts';
import { todayOf } from '../ports.ts';
import type { Happening } from '../rules/events.ts';
import { type Case, foldCase } from '../rules/fold.ts';
import {
  deliveryPlans,
  type LetterPlan,
  plansOf,
  registrationPlans,
  replyPlan,
} from '../rules/letter-orders.ts';
import { numberOf } from '../rules/numbering.ts';
import { eventsOf, nextSerial } from '../store/cases.ts';
import { handOver, papersOf } from '../store/papers.ts';
import { personOf } from '../store/people.ts';
import { LetterRefused } from './letter-refused.ts';
import type { PaperCases } from './papers.ts';
import { reckoning } from './perform.ts';

/** Letters of the steps, filed as papers: DOCX for the office, PDF for the applicant. */

interface OnCase {
  readonly id: string;
  readonly of: Case;
}

/** What is to be corrected: on the sheet that the office keeps, and on no letter. */
function statementOf({ kind, form }: LetterPlan, person: Applicant | null): { description?: string } {
  const record = person?.ownRecord;
  if (record === undefined || kind !== 'registration-form' || form !== 'own-record') return {};
  return {
    description: `现在的记录：${record.now}。应当更正为：${record.right}。理由和证据：${record.reasons}`,
  };
}

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export function letterCases(ports: RequestPorts, papers: PaperCases) {
  const { pack, clock, box } = ports;

  async function applicantName(trx: Trx, id: string): Promise<Applicant> {
    const row = await personOf(trx, id);
    const plain = Buffer.from(box.open(row!.sealed, `request-applicant:${id}`)).toString('utf8');
    return applicantSchema.parse(JSON.parse(plain));
  }

  async function noticeNumber(trx: Trx): Promise<string> {
    const year = clock.today().slice(0, 4);
    const pattern = pack.noticeNumberPattern;
    return numberOf(pattern, year, await nextSerial(trx, `notice/${pattern}/${year}`));
  }

  async function orderOf(trx: Trx, { id, of }: OnCase, plan: LetterPlan): Promise<LetterOrder> {
    const person = plan.to === null ? await applicantName(trx, id) : null;
    return {
      kind: plan.kind,
      form: plan.form,
      unitId: of.unitId,
      number: plan.number ?? (await noticeNumber(trx)),
      addressee: plan.to ?? person!.name,
      addresseeIs: person?.kind === 'natural-person' ? 'person' : 'organisation',
      signedOn: todayOf(clock),
      attachments: plan.attachments ?? [],
      fill: { ...plan.fill, ...statementOf(plan, person) },
    };
  }

  /** Writes and files one letter; the reasons where it can not be composed. */
  async function write(
    trx: Trx,
    on: OnCase,
    plan: LetterPlan,
    forApplicant = plan.to === null && plan.kept !== true,
  ): Promise<readonly Reason[]> {
    if (ports.letter === undefined) return [];
    const { id } = on;
    const order = await orderOf(trx, on, plan);
    const answer = await ports.letter(order);
    if (answer === null) return [];
    if (!answer.ok) return answer.reasons;
    const { title, docx: forOffice, pdf } = answer.letter;
    const common = { kind: plan.kind, title, number: order.number, namesApplicant: plan.to === null };
    await papers.addPaper(trx, id, { ...common, bytes: forOffice, mediaType: docx, forApplicant: false });
    await papers.addPaper(trx, id, { ...common, bytes: pdf, mediaType: 'application/pdf', forApplicant });
    return [];
  }

  async function writeOrThrow(trx: Trx, on: OnCase, plan: LetterPlan, forApplicant?: boolean): Promise<void> {
    const reasons = await write(trx, on, plan, forApplicant);
    if (reasons.length > 0) throw new LetterRefused(reasons);
  }

  return {
    /** The registration form for the office, and the receipt with number, day of receipt and due date. What can not be written keeps nobody from applying. */
    async receipt(trx: Trx, id: string): Promise<void> {
      const of = foldCase(await eventsOf(trx, id));
      for (const plan of registrationPlans(of, reckoning(ports))) await write(trx, { id, of }, plan);
    },

    /** The letters of procedural steps. */
    async ofSteps(trx: Trx, id: string, after: Case, happenings: readonly Happening[]): Promise<void> {
      for (const happening of happenings)
        for (const plan of plansOf(after, happening, reckoning(ports)))
          await writeOrThrow(trx, { id, of: after }, plan);
    },

    /** The reply as approved. It is handed over when it is delivered. */
    async reply(
      trx: Trx,
      id: string,
      after: Case,
      choice: { readonly kind: string; readonly form: string },
    ): Promise<void> {
      const number = after.reply?.number ?? '';
      await writeOrThrow(trx, { id, of: after }, replyPlan(after, choice, number, reckoning(ports)), false);
    },

    /** Proof of delivery and notices to third parties; the applicant may have the reply from now on. */
    async ofDelivery(trx: Trx, id: string, after: Case): Promise<void> {
      const { reply, delivery } = after;
      if (reply === null || delivery === null) return;
      const { reconsiderationOrgan, court } = pack.relief;
      const relief = reliefNotice({
        subject: 'disclosure-against-third-party',
        on: delivery.on,
        reconsiderationOrgan,
        court,
      });
      const words = relief.ok ? relief.notice.words : '';
      for (const plan of deliveryPlans(after, words, reckoning(ports)))
        await write(trx, { id, of: after }, plan, false);
      const supplied = new Set(reply.content.supplied.map(each => each.paperId));
      const filed = await papersOf(trx, id);
      const handed = filed.filter(paper =>
        supplied.has(paper.id)
          ? delivery.way === 'electronic'
          : paper.number === reply.number && paper.number !== null && paper.mediaType !== docx,
      );
      await handOver(
        trx,
        id,
        handed.filter(paper => paper.kind !== 'delivery-record').map(paper => paper.id),
      );
    },
  };
}

export type LetterCases = ReturnType<typeof letterCases>;
