import {
  applicantColumns,
  carriedInto,
  isEmptyOpening,
  type OpeningBalance,
  openingReasons,
} from '../../../law/annual-report-tables/opening.ts';
import { columns, resultRows, rows } from '../../../law/annual-report-tables.ts';
import { cite } from '../../../law/citation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { ResultRow } from '../../../law/reply-kinds.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import { may, withoutPermission } from '../../review/rules/authority.ts';
import type { OpeningBody, OpeningView } from '../contract.ts';
import type { RequestPorts } from '../ports.ts';
import { todayOf } from '../ports.ts';
import {
  firstYearClosed,
  insertOpening,
  lockOpenings,
  openings,
  type StoredOpening,
} from '../store/opening.ts';
import { permittedOrThrow } from './perform.ts';
import { unitsSeenBy } from './seeing.ts';

/** 上年结转 of the first year of use: entered by hand, counted by the annual report, kept with who and when. */

const command = 'request.register' as const;

function balanceOf({ firstYear, carried, results }: OpeningBody): OpeningBalance {
  return {
    firstYear,
    carried,
    results: results.filter(each => each.count !== 0).map(each => ({ ...each, row: each.row as ResultRow })),
  };
}

export function openingCases(ports: RequestPorts) {
  const { database, clock, pack } = ports;
  const thisYear = () => Number(todayOf(clock).slice(0, 4));

  function grantReasons(actor: Actor): Reason[] {
    return may(actor, command, pack.officeUnit) ? [] : [withoutPermission('填写上年结转')];
  }

  /** What the register itself says against an entry: it was in use before, or the year has not come. */
  async function registerReasons(db: Queries, of: OpeningBalance): Promise<Reason[]> {
    const basis = cite('国办公开办函〔2021〕30号');
    const closed = await firstYearClosed(db);
    const last = Math.max(of.firstYear, ...of.results.map(each => each.year));
    const reasons: Reason[] = [];
    if (closed !== null && closed < of.firstYear && !isEmptyOpening(of))
      reasons.push(
        reason(
          'register-used-before',
          `登记簿中已有${closed}年办结的申请，${of.firstYear}年不是启用年度；结转数量由登记簿计算。启用之前的结转请填写在${closed}年或者更早的年度。`,
          basis,
        ),
      );
    if (last > thisYear()) reasons.push(reason('year-in-future', `${last}年还没有到，不能填写。`, basis));
    return reasons;
  }

  /** Replaces the entry by a new one; the one before it stays. Faults: `not-allowed`, `edited-meanwhile`. */
  async function enterOpening(actor: Actor, body: OpeningBody): Promise<Decision<{ readonly no: number }>> {
    permittedOrThrow(grantReasons(actor));
    const balance = balanceOf(body);
    return transaction(database, async trx => {
      const [last] = await lockOpenings(trx);
      const lastNo = last?.no ?? 0;
      if (lastNo !== body.no)
        throw new AppError('edited-meanwhile', {
          detail: `上年结转已由${last?.enteredByName ?? '其他人员'}填写，本次填写没有保存。请查看最新数字后再填写。`,
          problems: [{ where: 'no', message: `${lastNo}` }],
        });
      const reasons = [...openingReasons(balance), ...(await registerReasons(trx, balance))];
      const at = clock.now();
      const no = lastNo + 1;
      await ports.recordAudit(trx, {
        at,
        actor,
        command: 'request.enter-opening',
        subjectKind: 'request',
        subjectId: 'opening',
        outcome: reasons.length === 0 ? 'done' : 'refused',
        detail:
          reasons.length === 0
            ? { no, firstYear: balance.firstYear, carried: balance.carried, results: balance.results }
            : { reasons: reasons.map(each => each.code) },
      });
      if (reasons.length > 0) return refuse(reasons);
      await insertOpening(trx, { no, body: balance, reason: body.reason, by: actor, at });
      return { ok: true, no };
    });
  }

  /** The entry that counts; nothing where none was made or the last one says that nothing was carried over. */
  async function openingBalance(): Promise<StoredOpening | null> {
    const [last] = await openings(database.kysely);
    return last === undefined || isEmptyOpening(last) ? null : last;
  }

  function yearsOf(of: StoredOpening): OpeningView['years'] {
    const total = (year: number) =>
      applicantColumns.reduce((sum, column) => sum + carriedInto(of, column, year), 0);
    const count = Math.max(0, thisYear() - of.firstYear + 1);
    return Array.from({ length: count }, (_, i) => of.firstYear + i)
      .map(year => ({ year, carried: total(year), left: total(year + 1) }))
      .filter(({ carried }) => carried > 0)
      .map(each => ({ ...each, ended: each.carried - each.left }));
  }

  /** The entry with its history, and the labels of the report. Fault: `not-allowed`. */
  async function opening(actor: Actor): Promise<OpeningView> {
    unitsSeenBy(actor);
    const history = await openings(database.kysely);
    const [last] = history;
    const statements = history.map(each => ({
      ...each,
      carried: { ...each.carried },
      results: each.results.map(result => ({ ...result })),
    }));
    const reasons = grantReasons(actor).map(({ code, message, basis }) => ({
      code,
      message,
      basis: [...basis],
    }));
    return {
      statement: statements[0] ?? null,
      history: statements,
      years: last === undefined ? [] : yearsOf(last),
      columns: applicantColumns.map(key => ({
        key,
        label: columns.find(each => each.key === key)?.label ?? key,
      })),
      rows: resultRows.map(key => {
        const found = rows.find(each => each.key === key);
        return { key, label: [...(found?.groups.slice(1) ?? []), found?.label ?? key].join('　') };
      }),
      today: todayOf(clock),
      permissions: { enter: { allowed: reasons.length === 0, reasons } },
    };
  }

  return { opening, enterOpening, openingBalance };
}
