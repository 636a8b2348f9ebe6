import type { Decision } from '../../../law/refusal.ts';
import type { Actor } from '../../organisation/contract.ts';
import { capacities, withoutPermission } from '../../review/rules/authority.ts';
import { missingSteps } from '../../review/rules.ts';
import type { RequestPorts, Trx } from '../ports.ts';
import { todayOf } from '../ports.ts';
import { blockers, type Scene } from '../rules/blockers.ts';
import type { BodyOf } from '../rules/deciding.ts';
import type { Happening } from '../rules/events.ts';
import type { Case } from '../rules/fold.ts';
import { numberOf } from '../rules/numbering.ts';
import {
  isOnline,
  type ReplyContentDraft,
  reliefOf,
  replyDigest,
  replyReview,
  reviewFactsOf,
  rowOfReply,
  type SuppliedPaper,
} from '../rules/reply.ts';
import { nextSerial } from '../store/cases.ts';
import { papersOf } from '../store/papers.ts';
import type { LetterCases } from './letters.ts';
import { addEvents, attemptOn, commandOn, type LoadedCase, type Result } from './perform.ts';

/** The reply from its draft to the last signature. */

export function replyingCases(ports: RequestPorts, letters: LetterCases) {
  const { clock, pack } = ports;

  const link = (id: string) => `/console/requests/${id}`;

  async function suppliedOf(trx: Trx, id: string, ids: readonly string[]): Promise<SuppliedPaper[]> {
    const filed = new Map((await papersOf(trx, id)).map(paper => [paper.id, paper]));
    return ids.flatMap(paperId => {
      const paper = filed.get(paperId);
      if (paper === undefined) return [];
      return [{ paperId, name: paper.title, digest: paper.digest, redacted: paper.redacted }];
    });
  }

  function contentOf(
    scene: Scene,
    body: BodyOf<'draft-reply'>,
    supplied: SuppliedPaper[],
  ): ReplyContentDraft {
    const { outcome, says, publicInterest } = body;
    const ground = body.ground as ReplyContentDraft['ground'];
    const online = isOnline(scene.case.wish.supply);
    const { relief } = reliefOf(pack, { outcome, ground }, scene.today, online);
    return { outcome, ground, says, publicInterest, supplied, relief };
  }

  /** Writes the reply anew; the whole of it each time. `revision` of the body is that of the case. */
  function draftReply(actor: Actor, id: string, body: BodyOf<'draft-reply'>): Promise<Result<Case>> {
    const attempt = { actor, command: 'draft-reply', id, revision: body.revision };
    return commandOn(ports, attempt, async (scene, trx) => {
      const reasons = blockers(scene, 'draft-reply');
      if (reasons.length > 0) return { ok: false, reasons };
      const supplied = await suppliedOf(
        trx,
        id,
        body.supplied.map(each => each.paperId),
      );
      const reply = contentOf(scene, body, supplied);
      return { ok: true, happenings: [{ kind: 'reply-drafted', on: scene.today, reply }] };
    });
  }

  function submitReply(actor: Actor, id: string, revision?: number): Promise<Result<Case>> {
    return commandOn(
      ports,
      { actor, command: 'submit-reply', id, revision },
      scene => {
        const reasons = blockers(scene, 'submit-reply');
        const { reply, round } = scene.case;
        if (reasons.length > 0 || reply === null) return { ok: false, reasons };
        const digest = replyDigest(id, round, reply.content);
        const reviewRound = reply.reviewRound + 1;
        return {
          ok: true,
          happenings: [{ kind: 'reply-submitted', on: scene.today, reviewRound, digest }],
        };
      },
      (trx, after) => tellSigners(trx, after),
    );
  }

  /** Tells whoever may sign a step that waits now. */
  async function tellSigners(trx: Trx, { row, case: of }: LoadedCase): Promise<void> {
    if (of.reply === null) return;
    const facts = reviewFactsOf(pack, row.id, of, of.reply);
    const group = Math.min(...missingSteps(facts).map(each => each.group));
    for (const waiting of missingSteps(facts).filter(each => each.group === group))
      await ports.tell(trx, {
        command: waiting.command,
        unitId: of.unitId,
        everybody: true,
        kind: 'reply-waits',
        title: `答复书等待${waiting.name}`,
        body: `《${of.wish.subject}》的答复书等待${waiting.name}，期限为${waiting.limitWorkingDays}个工作日。`,
        link: link(row.id),
      });
  }

  async function replyNumber(trx: Trx, of: Case): Promise<string> {
    if (of.reply?.number != null) return of.reply.number;
    const year = clock.today().slice(0, 4);
    const pattern = pack.replyNumberPattern;
    return numberOf(pattern, year, await nextSerial(trx, `reply/${pattern}/${year}`));
  }

  /** The last signature numbers the reply and writes its letter. */
  async function approve(trx: Trx, loaded: LoadedCase, actor: Actor): Promise<void> {
    const { reply } = loaded.case;
    if (reply === null) return;
    const { outcome, ground, says } = reply.content;
    const number = await replyNumber(trx, loaded.case);
    const row = rowOfReply(loaded.case, reply.content);
    const approved: Happening = { kind: 'reply-approved', on: todayOf(clock), number, row };
    const after = await addEvents(ports, trx, loaded, [approved], actor);
    const choice =
      loaded.case.matter === 'own-record'
        ? { kind: 'records-correction', form: says['form'] ?? '' }
        : ports.letterFor?.(outcome, ground);
    if (choice !== undefined) await letters.reply(trx, loaded.row.id, after, choice);
    await ports.tell(trx, {
      command: 'request.deliver',
      unitId: pack.officeUnit,
      kind: 'reply-approved',
      title: '答复书已审签，请送达',
      body: `《${after.wish.subject}》的答复书${number}已审签完毕，请送达申请人。`,
      link: link(loaded.row.id),
    });
  }

  function signReply(
    actor: Actor,
    id: string,
    body: BodyOf<'sign-reply'>,
    revision?: number,
  ): Promise<Result<Case>> {
    return attemptOn(ports, { actor, command: 'sign-reply', id, revision }, async (trx, loaded, scene) => {
      const decision = reviewed(scene, body, 'sign');
      if (!decision.ok) return decision;
      const { act } = decision;
      const signed: Happening = { kind: 'reply-signed', on: scene.today, note: body.note, ...act };
      const after = await addEvents(ports, trx, loaded, [signed], actor);
      const held = { ...loaded, case: after };
      if (decision.completes) await approve(trx, held, actor);
      else await tellSigners(trx, held);
      return { ok: true, value: after, detail: { step: body.step, digest: act.digest } };
    });
  }

  type Reviewed = Decision<{
    readonly completes: boolean;
    readonly act: {
      readonly reviewRound: number;
      readonly step: string;
      readonly digest: string;
      readonly onBehalfOf: string | null;
    };
  }>;

  /** What the chain says; out of review only the position and the missing permission speak. */
  function reviewed(
    scene: Scene,
    body: { readonly step: string; readonly digest: string; readonly reasons?: readonly string[] },
    act: 'sign' | 'return',
  ): Reviewed {
    const { actor, case: of } = scene;
    const wanted = pack.replySteps.find(each => each.id === body.step);
    const granted =
      actor === null || wanted === undefined || capacities(actor, wanted.command, of.unitId).length > 0;
    const barred =
      scene.position === 'in-review'
        ? []
        : [
            ...(granted ? [] : [withoutPermission(`办理“${wanted.name}”环节`)]),
            ...blockers(scene, `${act}-reply`),
          ];
    if (barred.length > 0 || actor === null || of.reply === null) return { ok: false, reasons: barred };
    const facts = reviewFactsOf(pack, scene.id, of, of.reply);
    const decision =
      act === 'sign'
        ? replyReview.decideSigning(actor, facts, body)
        : replyReview.decideReturning(actor, facts, { ...body, reasons: body.reasons ?? [] });
    if (!decision.ok) return decision;
    const { capacity, completes, step: signed } = decision;
    const onBehalfOf = capacity.isDelegated ? capacity.staffId : null;
    const { reviewRound } = of.reply;
    return { ok: true, completes, act: { reviewRound, step: signed.id, digest: facts.digest, onBehalfOf } };
  }

  function returnReply(
    actor: Actor,
    id: string,
    body: BodyOf<'return-reply'>,
    revision?: number,
  ): Promise<Result<Case>> {
    return commandOn(
      ports,
      { actor, command: 'return-reply', id, revision },
      scene => {
        const decision = reviewed(scene, body, 'return');
        if (!decision.ok) return decision;
        const { reasons } = body;
        return {
          ok: true,
          happenings: [{ kind: 'reply-returned', on: scene.today, reasons, ...decision.act }],
        };
      },
      (trx, { case: of }) =>
        ports.tell(trx, {
          command: 'request.handle',
          unitId: of.unitId,
          kind: 'reply-returned',
          title: '答复书被退回修改',
          body: `《${of.wish.subject}》的答复书被退回：${body.reasons.join('；')}`,
          link: link(id),
        }),
    );
  }

  function recallReply(actor: Actor, id: string, revision?: number): Promise<Result<Case>> {
    return commandOn(ports, { actor, command: 'recall-reply', id, revision }, scene => {
      const reasons = blockers(scene, 'recall-reply');
      if (reasons.length > 0) return { ok: false, reasons };
      return { ok: true, happenings: [{ kind: 'reply-recalled', on: scene.today }] };
    });
  }

  return { draftReply, submitReply, signReply, returnReply, recallReply };
}
