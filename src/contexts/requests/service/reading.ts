import { addWorkdays } from '../../../law/working-days.ts';
import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import { may } from '../../review/rules/authority.ts';
import type {
  Applicant,
  CountedRequest,
  RepliesToSign,
  RequestLoad,
  RequestQuery,
  RequestRow,
  RequestView,
} from '../contract.ts';
import type { RequestPorts } from '../ports.ts';
import { blockers, stepsToSign } from '../rules/blockers.ts';
import { foldCase } from '../rules/fold.ts';
import { checkId, eventsOf, eventsOfCases, findCase } from '../store/cases.ts';
import {
  countedIn,
  type DisputeRow,
  disputesIn,
  feesPaidIn,
  type HandledRow,
  handledIn,
} from '../store/counts.ts';
import { casesInReply, dueBy, type ListDays, listCases, loadOfUnits } from '../store/lists.ts';
import { askersOf } from '../store/matters.ts';
import { papersOf } from '../store/papers.ts';
import { hasLooked, insertLook, personOf, relatedCases } from '../store/people.ts';
import type { IntakeCases } from './intake.ts';
import { fileNameOf, type PaperCases } from './papers.ts';
import { findingsOf, type LoadedCase, permittedOrThrow, reckoning, sceneFor } from './perform.ts';
import { unitsSeenBy } from './seeing.ts';
import { classChoices, classNames, listedRow, viewOf } from './views.ts';

/** Reading: the register, one case, its papers, and what the annual report counts. GET writes nothing. */

/** Working days before the due date within which a case counts as nearly due. */
const soonWorkdays = 5;
/** A look opens the papers that name the applicant for so long. */
const lookLastsMs = 30 * 60_000;
const mostRelated = 20;
const mostDays = 60;
/** Open cases in the stage of the reply that are looked through for one person's signatures. */
const mostInReply = 500;

export function readingCases(ports: RequestPorts, papers: PaperCases, intake: IntakeCases) {
  const { database, clock } = ports;
  const { kysely } = database;

  function days(): ListDays {
    const { calendar, today } = reckoning(ports);
    return { today, soon: addWorkdays(calendar, today, soonWorkdays).due };
  }

  async function visible(actor: Actor, id: string): Promise<LoadedCase> {
    checkId(id);
    const [row, events] = await Promise.all([findCase(kysely, id), eventsOf(kysely, id)]);
    if (row === undefined) throw new AppError('not-found');
    const loaded = { row, events, case: foldCase(events) };
    if (!may(actor, 'request.read', loaded.case.unitId)) throw new AppError('not-allowed');
    return loaded;
  }

  /** One page of the register; every row with its clock as of today. */
  async function list(
    actor: Actor,
    query: RequestQuery,
  ): Promise<{
    requests: RequestRow[];
    classes: { id: string; name: string }[];
    count: number;
    page: number;
    size: number;
  }> {
    const units = unitsSeenBy(actor);
    const [{ cases, count }, names] = await Promise.all([
      listCases(kysely, query, days(), units),
      ports.unitNames(),
    ]);
    const events = await eventsOfCases(
      kysely,
      cases.map(each => each.id),
    );
    const on = reckoning(ports);
    const named = { units: names, classes: classNames(ports.pack) };
    const requests = cases.map(each => listedRow(each, foldCase(events.get(each.id) ?? []), on, named));
    return { requests, classes: classChoices(ports.pack), count, page: query.page, size: query.size };
  }

  /** One case as an officer may see it. Faults: `not-found`, `not-allowed`. */
  async function view(actor: Actor, id: string): Promise<RequestView> {
    const loaded = await visible(actor, id);
    const [names, filed, related, person, findings, askers] = await Promise.all([
      ports.unitNames(),
      papersOf(kysely, id),
      relatedCases(kysely, id, mostRelated),
      personOf(kysely, id),
      findingsOf(kysely, id, loaded.case),
      askersOf(kysely, id),
    ]);
    const scene = sceneFor(ports, id, loaded.case, actor, findings, askers.people);
    return viewOf({
      loaded,
      scene,
      names,
      papers: filed,
      related,
      askers,
      maskedName: person?.maskedName ?? '',
    });
  }

  /** Who asks, for who handles the case; the look is recorded with name and instant. */
  async function look(actor: Actor, id: string): Promise<Applicant> {
    const loaded = await visible(actor, id);
    const scene = sceneFor(ports, id, loaded.case, actor, []);
    permittedOrThrow(blockers(scene, 'look'));
    return transaction(database, async trx => {
      const at = clock.now();
      const { staffId, name: staffName, unitId } = actor;
      await insertLook(trx, { requestId: id, staffId, staffName, unitId, at });
      await ports.recordAudit(trx, {
        at,
        actor,
        command: 'request.look',
        subjectKind: 'request',
        subjectId: id,
        outcome: 'done',
        detail: {},
      });
      return intake.applicantOf(trx, id);
    });
  }

  /** A paper for an officer. What names the applicant opens after a recorded look only. */
  async function openPaper(
    actor: Actor,
    id: string,
    paperId: string,
  ): Promise<{ readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }> {
    const loaded = await visible(actor, id);
    const paper = await papers.paperIn(kysely, id, paperId);
    if (paper.namesApplicant) {
      permittedOrThrow(blockers(sceneFor(ports, id, loaded.case, actor, []), 'look'));
      const since = new Date(clock.now().getTime() - lookLastsMs);
      if (!(await hasLooked(kysely, id, actor.staffId, since)))
        throw new AppError('not-allowed', {
          detail: '这份材料含有申请人的个人信息。请先点击“查看申请人信息”（查看将被记录），然后再打开。',
        });
    }
    return { name: fileNameOf(paper), mediaType: paper.mediaType, bytes: await papers.open(paper) };
  }

  /** Open cases by section, and by due date for the next working days. */
  async function load(actor: Actor): Promise<RequestLoad> {
    const units = unitsSeenBy(actor);
    const on = days();
    const { calendar, today } = reckoning(ports);
    const last = addWorkdays(calendar, today, mostDays).due;
    const [loads, due, names] = await Promise.all([
      loadOfUnits(kysely, on, units),
      dueBy(kysely, last, on, units),
      ports.unitNames(),
    ]);
    const byDay = Map.groupBy(due, each => each.dueOn);
    return {
      units: loads.map(each => ({ ...each, unitName: names.get(each.unitId) ?? each.unitId })),
      days: [...byDay].map(([dueOn, cases]) => ({
        dueOn,
        cases: cases.map(({ id, subject }) => ({ id, subject, late: dueOn < today })),
      })),
    };
  }

  /** Replies in review whose next signature this person may give, by what is due first. */
  async function toSign(actor: Actor): Promise<RepliesToSign> {
    const units = unitsSeenBy(actor);
    const ids = await casesInReply(kysely, units, mostInReply);
    const [events, names] = await Promise.all([eventsOfCases(kysely, ids), ports.unitNames()]);
    const replies = ids.flatMap(id => {
      const of = foldCase(events.get(id) ?? []);
      const scene = sceneFor(ports, id, of, actor, []);
      return stepsToSign(scene).map(({ step, dueOn, late }) => ({
        id,
        number: of.number,
        subject: of.wish.subject,
        unitName: names.get(of.unitId) ?? of.unitId,
        dueOn: scene.clock.dueOn,
        step: step.id,
        stepName: step.name,
        stepDueOn: dueOn,
        late,
      }));
    });
    return { replies: replies.sort((a, b) => a.stepDueOn.localeCompare(b.stepDueOn)) };
  }

  return {
    list,
    toSign,
    view,
    look,
    openPaper,
    load,
    /** Every handling that was open in a year, as the third table counts it. */
    countedRequests: (year: number): Promise<CountedRequest[]> => countedIn(kysely, year),
    /** Reconsiderations and lawsuits of a year with their results at its end, for the fourth table. */
    disputes: (year: number): Promise<DisputeRow[]> => disputesIn(kysely, year),
    /** As `countedRequests`, with how and how fast they were handled. */
    handledRequests: (year: number): Promise<HandledRow[]> => handledIn(kysely, year),
    /** Yuan of processing fee paid in a year, for section six. */
    feesPaidIn: (year: number): Promise<number> => feesPaidIn(kysely, year),
  };
}
