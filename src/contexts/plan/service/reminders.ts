import { dayInChinese, dayOf } from '../../../law/day.ts';
import { addWorkdays } from '../../../law/working-days.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { PlanPorts, Trx } from '../ports.ts';
import * as duties from '../store/duties.ts';

/** Reminders, found by a sweep with a given day and sent once per duty, kind and due date. */

/** Working days before the due date at which the unit is told. Our own default. */
const soonWorkingDays = 3;

type Kind = 'duty-due-soon' | 'duty-late';

const titles: Readonly<Record<Kind, (count: number) => string>> = {
  'duty-due-soon': count => `${count}项公开职责即将到期`,
  'duty-late': count => `${count}项公开职责已逾期`,
};

/** Titles named in one message; the rest are behind its link. */
const namedAtMost = 5;

function bodyOf(rows: readonly duties.DutyRow[]): string {
  const named = rows
    .slice(0, namedAtMost)
    .map(row => `${row.title}（${dayInChinese(dayOf(row.due_on))}到期）`);
  const rest = rows.length > namedAtMost ? `等${rows.length}项` : '';
  return `${named.join('；')}${rest}。请尽快办理或提交证明。`;
}

async function firstTime(
  trx: Trx,
  ports: PlanPorts,
  rows: readonly duties.DutyRow[],
  kind: Kind,
): Promise<duties.DutyRow[]> {
  const fresh: duties.DutyRow[] = [];
  const at = ports.clock.now();
  for (const row of rows) {
    const cause = { caseKind: 'duty' as const, caseId: row.id, kind, dueOn: row.due_on, at };
    if (await ports.remindOnce(trx, cause)) fresh.push(row);
  }
  return fresh;
}

async function remind(ports: PlanPorts, rows: readonly duties.DutyRow[], kind: Kind): Promise<number> {
  let told = 0;
  for (const [unitId, ofUnit] of Map.groupBy(rows, row => row.unit_id)) {
    await transaction(ports.database, async trx => {
      const fresh = await firstTime(trx, ports, ofUnit, kind);
      told += fresh.length;
      if (fresh.length === 0) return;
      const state = kind === 'duty-late' ? 'late' : 'due';
      await ports.tell(trx, {
        unitId,
        kind,
        title: titles[kind](fresh.length),
        body: bodyOf(fresh),
        link: `/console/duties?unit=${unitId}&state=${state}`,
      });
    });
  }
  return told;
}

export interface Swept {
  readonly dueSoon: number;
  readonly late: number;
}

/** Tells units of duties that come due within three working days and of those that are late. Safe to run at any time. */
export async function sweep(ports: PlanPorts, day: string): Promise<Swept> {
  const today = dayOf(day);
  const { due } = addWorkdays(await ports.calendar(), today, soonWorkingDays);
  const db = ports.database.kysely;
  const open = await duties.openDuties(db, { until: due });
  return {
    dueSoon: await remind(
      ports,
      open.filter(row => row.due_on >= today),
      'duty-due-soon',
    ),
    late: await remind(
      ports,
      open.filter(row => row.due_on < today),
      'duty-late',
    ),
  };
}
