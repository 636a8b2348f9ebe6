import { dayOf, isDay } from '../../../law/day.ts';
import { addWorkdays, type Calendar, workdaysBetween } from '../../../law/working-days.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { CommandName } from '../../organisation/contract.ts';
import type { RequestPorts, StaffMessage, Trx } from '../ports.ts';
import { todayOf } from '../ports.ts';
import { foldCase } from '../rules/fold.ts';
import { eventsOfCases, lockOpenCases, updateCase } from '../store/cases.ts';
import { type DueCase, dueBy, lapsedCases, unconfirmedSince } from '../store/lists.ts';
import { forgetWaiting } from '../store/papers.ts';
import type { matterCases } from './matters.ts';
import { derivedOf, loadLocked, reckoning } from './perform.ts';
import type { retentionCases } from './retention.ts';

/** What happens by the clock: reminders found by a given day, lapses, and a new calendar. */

const part = 500;
const waitingLastsMs = 24 * 3_600_000;

export interface MovedRequest {
  readonly caseId: string;
  readonly title: string;
  readonly unitId: string;
  readonly dueBefore: string;
  readonly dueAfter: string;
}

export function sweepingCases(
  ports: RequestPorts,
  matters: Pick<ReturnType<typeof matterCases>, 'settleClasses'>,
  retaining: Pick<ReturnType<typeof retentionCases>, 'remindOfRetention' | 'forgetDestroyed'>,
) {
  const { database, clock, pack } = ports;
  const { kysely } = database;

  const audiences: readonly { readonly command: CommandName; readonly everybody: boolean }[] = [
    { command: 'request.handle', everybody: false },
    { command: 'request.approve-extension', everybody: true },
    { command: 'request.sign-approval', everybody: true },
  ];

  function messages(found: DueCase, kind: string, title: string, body: string): StaffMessage[] {
    const link = `/console/requests/${found.id}#clock`;
    return audiences.map(each => ({ ...each, unitId: found.unitId, kind, title, body, link }));
  }

  async function remindOfDue(found: DueCase): Promise<boolean> {
    const { calendar, today } = reckoning(ports);
    const dueOn = dayOf(found.dueOn);
    const late = dueOn < today;
    const left = workdaysBetween(calendar, today, dueOn);
    // The nearest step of warning that has been reached names the reminder, so that each is told once.
    const step = pack.warnWorkingDays.filter(each => left <= each).sort((a, b) => a - b)[0];
    if (!late && step === undefined) return false;
    const kind = late ? 'request-late' : `request-due-${step}`;
    const title = late ? '依申请公开答复已超过期限' : `依申请公开答复还有${left}个工作日到期`;
    const body = `《${found.subject}》的答复期限为${found.dueOn}${late ? '，已经超过，请立即办理。' : '，请按期答复；确需延期的，请在期限届满前提请。'}`;
    return transaction(database, trx =>
      ports.remindOnce(
        trx,
        { caseId: found.id, kind, dueOn: found.dueOn },
        messages(found, kind, title, body),
      ),
    );
  }

  async function remindOfUnconfirmed(): Promise<number> {
    const { calendar, today } = reckoning(ports);
    let told = 0;
    for (const { id, subject, submittedOn } of await unconfirmedSince(kysely, today)) {
      const by = addWorkdays(calendar, dayOf(submittedOn), 1).due;
      if (by >= today) continue;
      const kind = 'request-unconfirmed';
      const title = '申请收到已超过一个工作日，尚未与申请人确认';
      const body = `《${subject}》于${submittedOn}收到，请立即与申请人联系并登记确认的日期；确认之日为收到申请之日。`;
      const link = `/console/requests/${id}`;
      const to: StaffMessage[] = (['request.register', 'request.approve-extension'] as const).map(
        command => ({
          command,
          everybody: true,
          unitId: pack.officeUnit,
          kind,
          title,
          body,
          link,
        }),
      );
      const first = await transaction(database, trx =>
        ports.remindOnce(trx, { caseId: id, kind, dueOn: by }, to),
      );
      if (first) told += 1;
    }
    return told;
  }

  /** Writes the state that time alone has brought, so that lists by state stay quick. */
  async function settleLapsed(): Promise<number> {
    const ids = await lapsedCases(kysely, todayOf(clock));
    for (const id of ids)
      await transaction(database, async trx => {
        const { case: of } = await loadLocked(trx, id);
        await updateCase(trx, derivedOf(id, of, reckoning(ports), clock.now()));
      });
    return ids.length;
  }

  /** Finds what is due soon, late or unconfirmed and tells who it concerns, once each, however often it runs. */
  async function sweep(): Promise<{ readonly told: number; readonly lapsed: number }> {
    const { calendar, today } = reckoning(ports);
    const furthest = Math.max(0, ...pack.warnWorkingDays);
    const until = addWorkdays(calendar, today, furthest).due;
    const lapsed = await settleLapsed();
    await matters.settleClasses();
    await retaining.forgetDestroyed();
    let told = (await remindOfUnconfirmed()) + (await retaining.remindOfRetention());
    for (const found of await dueBy(kysely, until, { today, soon: until }, null))
      if (await remindOfDue(found)) told += 1;
    return { told, lapsed };
  }

  /** Computes every open case by another calendar, stores what changed, and tells each due date that moved. */
  async function recompute(
    trx: Trx,
    calendar: Calendar,
    progress?: (done: number, all: number) => void,
  ): Promise<MovedRequest[]> {
    const on = { ...reckoning(ports), calendar };
    const moved: MovedRequest[] = [];
    let [after, done]: [string | null, number] = [null, 0];
    for (;;) {
      const cases = await lockOpenCases(trx, after, part);
      const events = await eventsOfCases(
        trx,
        cases.map(each => each.id),
      );
      for (const { id, subject, unitId, dueOn } of cases) {
        const derived = derivedOf(id, foldCase(events.get(id) ?? []), on, clock.now());
        if (derived.dueOn === dueOn) continue;
        await updateCase(trx, derived);
        if (isDay(dueOn) && derived.dueOn !== null)
          moved.push({ caseId: id, title: subject, unitId, dueBefore: dueOn, dueAfter: derived.dueOn });
      }
      done += cases.length;
      progress?.(done, done);
      if (cases.length < part) return moved;
      after = cases.at(-1)!.id;
    }
  }

  return {
    sweep,
    recompute,
    /** Uploads that nobody filed within a day. */
    forgetOldUploads: () => forgetWaiting(kysely, new Date(clock.now().getTime() - waitingLastsMs)),
  };
}
