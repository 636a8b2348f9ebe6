import type { Calendar } from '../../../law/working-days.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { EvidenceBody, NewPlanBody, PlanChange, PlanPack } from '../contract.ts';
import type { PlanPorts, Trx } from '../ports.ts';
import type { NewEvidence } from '../store/evidence.ts';
import { boardOf, publicLedger } from './board.ts';
import { confirmPlan, loadPackPlan, previewPlan } from './confirm-plan.ts';
import {
  addProof,
  approveNotApplicable,
  askNotApplicable,
  type NotApplicableBody,
  type ProofBody,
  type RefuseNotApplicableBody,
  refuseNotApplicable,
} from './duty-acts.ts';
import { type EventBody, raiseEvent } from './duty-events.ts';
import { type DutyQuery, dutyDetail, listDuties, myDuties } from './duty-views.ts';
import { addEvidence, keepEvidence, listEvidence, type SubjectKey } from './evidence.ts';
import { type Fulfilment, fulfil, type Progress, recompute, voidProofs } from './fulfilment.ts';
import { parsePlan } from './parse-plan.ts';
import { changePlan, createDraft, listPlans, planView } from './plan-drafts.ts';
import { dutyTitles, publicDuties, publicDutyPage, publicLeaves } from './public-views.ts';
import { sweep } from './reminders.ts';

/** The plan context: the one door for routes, reactions and commands. */
export type Plan = ReturnType<typeof createPlan>;

export function createPlan(ports: PlanPorts) {
  return {
    // plans
    parsePlan: (name: string, bytes: Uint8Array) => parsePlan(ports, name, bytes),
    createDraft: (actor: Actor, body: NewPlanBody) => createDraft(ports, actor, body),
    changePlan: (actor: Actor, id: string, change: PlanChange) => changePlan(ports, actor, id, change),
    confirmPlan: (actor: Actor, id: string, revision?: number) => confirmPlan(ports, actor, id, revision),
    previewPlan: (actor: Actor, id: string) => previewPlan(ports, actor, id),
    planView: (actor: Actor, id: string) => planView(ports, actor, id),
    listPlans: (actor: Actor) => listPlans(ports, actor),
    loadPackPlan: (pack: PlanPack) => loadPackPlan(ports, pack),
    // duties
    listDuties: (actor: Actor, query: DutyQuery) => listDuties(ports, actor, query),
    myDuties: (actor: Actor, query: DutyQuery) => myDuties(ports, actor, query),
    dutyDetail: (actor: Actor, id: string) => dutyDetail(ports, actor, id),
    board: (actor: Actor, year?: number) => boardOf(ports, actor, year),
    raiseEvent: (actor: Actor, body: EventBody) => raiseEvent(ports, actor, body),
    addProof: (actor: Actor, id: string, body: ProofBody) => addProof(ports, actor, id, body),
    askNotApplicable: (actor: Actor, id: string, body: NotApplicableBody) =>
      askNotApplicable(ports, actor, id, body),
    approveNotApplicable: (actor: Actor, id: string) => approveNotApplicable(ports, actor, id),
    refuseNotApplicable: (actor: Actor, id: string, body: RefuseNotApplicableBody) =>
      refuseNotApplicable(ports, actor, id, body),
    addEvidence: (actor: Actor, subject: SubjectKey, body: EvidenceBody) =>
      addEvidence(ports, actor, subject, body),
    /** In the transaction of a task that has decided that one may. */
    keepEvidence: (trx: Trx, actor: Actor, given: Omit<NewEvidence, 'staffId' | 'at'>) =>
      keepEvidence(ports, trx, actor, given),
    listEvidence: (actor: Actor, subject: SubjectKey) => listEvidence(ports, actor, subject),
    // reactions, inside the transaction of their cause
    fulfil: (trx: Trx, fulfilment: Fulfilment) => fulfil(ports, trx, fulfilment),
    voidProofs: (trx: Trx, documentId: string, reason: string, on: string) =>
      voidProofs(ports, trx, documentId, reason, on),
    recompute: (trx: Trx, calendar: Calendar, progress?: Progress) => recompute(trx, calendar, progress),
    // sweeps and the public
    sweep: (day: string) => sweep(ports, day),
    publicLedger: (year?: number) => publicLedger(ports, year),
    publicDuties: (leafIds: readonly string[] | null) => publicDuties(ports, leafIds),
    publicLeaves: () => publicLeaves(ports),
    publicDuty: (id: string) => publicDutyPage(ports, id),
    dutyTitles: (ids: readonly string[]) => dutyTitles(ports, ids),
  };
}
