import { AppError } from '../../../../platform/app-error.ts';
import type {
  Actor,
  AddMemberBody,
  DraftBody,
  InterpretationContent,
  InterpretationForm,
} from '../../contract.ts';
import type { PublicationPorts } from '../../ports.ts';
import { formWords } from '../../rules/interpretation.ts';
import {
  decideConfirmation,
  decideExemption,
  decideJoining,
  decideLeaving,
  decideRevocation,
} from '../../rules/package-membership.ts';
import { wellFormed } from '../../sanitise.ts';
import { checkId, loadItem, lockItem } from '../../store/items.ts';
import {
  deleteMember,
  insertConfirmation,
  insertExemption,
  insertMember,
  isMember,
} from '../../store/packages.ts';
import type { StoredItem } from '../../store/rows.ts';
import type { draftingCases } from '../drafting.ts';
import type { Result } from '../perform.ts';
import { attemptTogether } from './members.ts';

/** Putting a package together: interpretations begun or joined, exemptions, confirmations. */

const emptyContent: Readonly<Record<InterpretationForm, InterpretationContent>> = {
  text: { form: 'text' },
  questions: { form: 'questions', pairs: [{ question: '', answer: '' }] },
  'benefit-card': { form: 'benefit-card', who: '', what: '', how: '', where: '' },
  chart: { form: 'chart' },
  audio: { form: 'audio', mediaUrl: '', transcript: '' },
  video: { form: 'video', mediaUrl: '', transcript: '' },
  comic: { form: 'comic' },
  interview: { form: 'interview', guest: '', heldOn: null, pairs: [{ question: '', answer: '' }] },
};

type Drafting = Pick<ReturnType<typeof draftingCases>, 'createDraft'>;

export function organisingCases(ports: PublicationPorts, { createDraft }: Drafting) {
  const { clock } = ports;

  /** Where interpretations stand: the column that is for them, else the policy's own. */
  function columnFor(policy: StoredItem): string {
    const own = ports.pack.catalogue.columns.find(each => each.kinds.includes('interpretation'));
    return own?.id ?? policy.document.columnId;
  }

  function draftOf(policy: StoredItem, body: Extract<AddMemberBody, { form: unknown }>): DraftBody {
    const { current, document } = policy;
    const { metadata } = current;
    const title = body.title ?? `《${current.title}》${formWords[body.form]}`;
    return {
      kind: 'interpretation',
      columnId: body.columnId ?? columnFor(policy),
      ownerUnitId: document.ownerUnitId,
      title: title.slice(0, 300),
      summary: '',
      bodyHtml: '',
      metadata: {
        writtenOn: metadata.writtenOn,
        topic: metadata.topic,
        interpretation: emptyContent[body.form],
      },
      attachments: [],
      meets: [],
      channels: [],
      releaseAt: current.releaseAt?.toISOString() ?? null,
    };
  }

  /** Begins an interpretation of a policy: the draft and its place in the package, in one transaction. */
  async function beginInterpretation(
    actor: Actor,
    policyId: string,
    body: Extract<AddMemberBody, { form: unknown }>,
  ): Promise<Result<{ documentId: string }>> {
    checkId(policyId);
    const policy = await loadItem(ports.database.kysely, policyId);
    if (policy === undefined) throw new AppError('not-found');
    const { isDemo } = policy.document;
    const begun = await createDraft(actor, draftOf(policy, body), { interprets: policyId, isDemo });
    return begun.ok ? { ok: true, value: { documentId: begun.value.id } } : begun;
  }

  /** An interpretation that exists already joins the package of the policy it explains. */
  function joinInterpretation(actor: Actor, policyId: string, documentId: string) {
    checkId(documentId);
    const tried = { actor, command: 'item.draft', documentId: policyId, detail: { joining: documentId } };
    return attemptTogether<{ documentId: string }>(ports, tried, async (trx, stored, facts) => {
      const item = await lockItem(trx, documentId);
      if (item === undefined) throw new AppError('not-found');
      const { kind, ownerUnitId } = item.document;
      const joining = { kind, ownerUnitId, isMember: await isMember(trx, documentId) };
      const decision = decideJoining(actor, facts, joining);
      if (!decision.ok) return decision;
      const { policyId: id } = stored;
      await insertMember(trx, { documentId, policyId: id, staffId: actor.staffId, at: clock.now() });
      return { ok: true, value: { documentId }, lines: [{ documentId: id, detail: { act: 'joined' } }] };
    });
  }

  function addInterpretation(actor: Actor, policyId: string, body: AddMemberBody) {
    return 'documentId' in body
      ? joinInterpretation(actor, policyId, body.documentId)
      : beginInterpretation(actor, policyId, body);
  }

  /** Takes an interpretation that was never public out of the package; it stays a draft of its own. */
  function removeInterpretation(actor: Actor, policyId: string, documentId: string) {
    checkId(documentId);
    const tried = { actor, command: 'item.draft', documentId: policyId, detail: { leaving: documentId } };
    return attemptTogether<{ documentId: string }>(ports, tried, async (trx, stored, facts) => {
      const item = stored.interpretations.find(each => each.document.id === documentId);
      const wasPublic = item !== undefined && item.document.firstReleasedAt !== null;
      const decision = decideLeaving(actor, facts, documentId, wasPublic);
      if (!decision.ok) return decision;
      await deleteMember(trx, documentId);
      const lines = [{ documentId: stored.policyId, detail: { act: 'left' } }];
      return { ok: true, value: { documentId }, lines };
    });
  }

  /** 批准免予解读： the document may be released without an interpretation; who, why and when stay visible. */
  function exemptPolicy(actor: Actor, policyId: string, body: { reason: string }) {
    const reason = wellFormed(body.reason).trim();
    const tried = { actor, command: 'package.exempt', documentId: policyId };
    return attemptTogether<{ reason: string }>(ports, tried, async (trx, stored, facts) => {
      const decision = decideExemption(actor, facts, reason);
      if (!decision.ok) return decision;
      const { staffId, name: staffName } = actor;
      await insertExemption(trx, {
        policyId: stored.policyId,
        isGranted: true,
        reason,
        staffId,
        staffName,
        at: clock.now(),
      });
      return { ok: true, value: { reason }, lines: [{ documentId: stored.policyId, detail: { reason } }] };
    });
  }

  /** 撤销免予解读： from now on the document is judged as if it had never been exempted; both acts stay on record. */
  function revokeExemption(actor: Actor, policyId: string, body: { reason: string }) {
    const reason = wellFormed(body.reason).trim();
    const tried = { actor, command: 'package.exempt', documentId: policyId };
    return attemptTogether<{ reason: string }>(ports, tried, async (trx, stored, facts) => {
      const decision = decideRevocation(actor, facts, reason);
      if (!decision.ok) return decision;
      const { staffId, name: staffName } = actor;
      await insertExemption(trx, {
        ...{ policyId: stored.policyId, isGranted: false, reason },
        ...{ staffId, staffName, at: clock.now() },
      });
      const detail = { act: 'revoked', reason };
      return { ok: true, value: { reason }, lines: [{ documentId: stored.policyId, detail }] };
    });
  }

  /** The live interpretation still explains the policy as it is being amended. */
  function confirmInterpretation(
    actor: Actor,
    policyId: string,
    documentId: string,
    body: { policyDigest: string; digest: string; note?: string },
  ) {
    checkId(documentId);
    const note = wellFormed(body.note ?? '').trim();
    const tried = { actor, command: 'package.confirm', documentId: policyId };
    return attemptTogether<{ documentId: string }>(ports, tried, async (trx, stored, facts) => {
      const decision = decideConfirmation(actor, facts, documentId, body);
      if (!decision.ok) return decision;
      const { policyDigest, digest } = body;
      await insertConfirmation(trx, {
        policyId: stored.policyId,
        policyDigest,
        documentId,
        documentDigest: digest,
        staffId: actor.staffId,
        staffName: actor.name,
        note,
        at: clock.now(),
      });
      const detail = { confirmed: documentId, policyDigest, digest, note };
      return { ok: true, value: { documentId }, lines: [{ documentId: stored.policyId, detail }] };
    });
  }

  return { addInterpretation, removeInterpretation, exemptPolicy, revokeExemption, confirmInterpretation };
}
