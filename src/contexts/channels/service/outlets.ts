import type { Day } from '../../../law/day.ts';
import { parseDay } from '../../../law/day.ts';
import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type {
  Outlet,
  OutletClock,
  OutletQuery,
  OutletRow,
  OutletUpdateBody,
  OutletView,
  UpdateRule,
} from '../contract.ts';
import type { MatrixPorts } from '../matrix-ports.ts';
import type { Result } from '../ports.ts';
import { outletClock, updateReasons, worstState } from '../rules/outlet-clock.ts';
import * as store from '../store/outlets.ts';
import { demand, permissionOf, visibleUnits } from './result.ts';

/** Websites and accounts: what was last published there, what is due, who is reminded. */

type Last = NonNullable<OutletClock['last']> & { readonly on: Day };

interface Known {
  readonly told: ReadonlyMap<string, store.StoredUpdate>;
  readonly posted: ReadonlyMap<string, store.NewestPosting>;
}

const keyOf = (outletId: string, ruleId: string) => `${outletId}\n${ruleId}`;

export function outletCases(ports: MatrixPorts) {
  const { database, clock, pack } = ports;
  const today = () => clock.today() as Day;

  async function known(): Promise<Known> {
    const [told, posted] = await Promise.all([
      store.newestUpdates(database.kysely),
      store.newestPostings(database.kysely),
    ]);
    return {
      told: new Map(told.map(row => [keyOf(row.outlet_id, row.clock_id), row])),
      posted: new Map(posted.map(row => [row.channel, row])),
    };
  }

  /** The update that we have seen ourselves: a release on the portal, a posting on a channel of ours. */
  async function seen(outlet: Outlet, columns: readonly string[], { posted }: Known): Promise<Last | null> {
    if (outlet.channel === undefined) return null;
    if (ports.portalChannels.has(outlet.channel)) {
      const found = await ports.lastRelease(columns);
      if (found === null) return null;
      const words = `门户网站发布《${found.title}》`;
      return { on: found.on as Day, words, path: found.path, address: null, isDerived: true };
    }
    const found = posted.get(outlet.channel);
    if (found === undefined) return null;
    const { path, address } = found;
    return { on: found.posted_on as Day, words: `发布《${found.title}》`, path, address, isDerived: true };
  }

  function told(outlet: Outlet, ruleId: string, { told }: Known): Last | null {
    const row = told.get(keyOf(outlet.id, ruleId));
    if (row === undefined) return null;
    return {
      on: row.updated_on as Day,
      words: row.words,
      path: null,
      address: row.address,
      isDerived: false,
    };
  }

  async function clockOf(
    outlet: Outlet,
    update: Outlet['updates'][number],
    from: Known,
  ): Promise<OutletClock> {
    const rule = pack.rules[update.rule] as UpdateRule;
    const both = [await seen(outlet, update.columns, from), told(outlet, update.rule, from)];
    const last = both.reduce((a, b) => (b === null || (a !== null && a.on >= b.on) ? a : b));
    const facts = {
      rule,
      lastOn: last?.on ?? null,
      openedOn: (outlet.openedOn ?? null) as Day | null,
      closedOn: (outlet.closedOn ?? null) as Day | null,
    };
    const answer = outletClock(facts, today());
    const { on: _, ...shown } = last ?? { on: null };
    return {
      ruleId: update.rule,
      name: rule.name,
      basis: rule.basis,
      lastOn: facts.lastOn,
      last: last === null ? null : (shown as OutletClock['last']),
      ...answer,
    };
  }

  async function rowOf(outlet: Outlet, from: Known, units: ReadonlyMap<string, string>): Promise<OutletRow> {
    const clocks: OutletClock[] = [];
    for (const update of outlet.updates) clocks.push(await clockOf(outlet, update, from));
    const days = clocks.flatMap(each => each.dueOn ?? []).sort();
    return {
      id: outlet.id,
      kind: outlet.kind,
      name: outlet.name,
      address: outlet.address,
      unitId: outlet.owner,
      unitName: units.get(outlet.owner) ?? outlet.owner,
      isOurs: outlet.channel !== undefined,
      isDemo: outlet.demo,
      state: worstState(clocks.map(each => each.state)),
      dueOn: days[0] ?? null,
      clocks,
    };
  }

  async function rowsOf(outlets: readonly Outlet[]): Promise<OutletRow[]> {
    const [from, units] = await Promise.all([
      known(),
      ports.unitNames([...new Set(outlets.map(each => each.owner))]),
    ]);
    const rows: OutletRow[] = [];
    for (const outlet of outlets) rows.push(await rowOf(outlet, from, units));
    return rows;
  }

  /** The matrix as far as somebody may see it; what is latest first. */
  async function listOutlets(actor: Actor, query: OutletQuery): Promise<OutletRow[]> {
    const units = visibleUnits(ports, actor);
    const wanted = pack.outlets.filter(
      each =>
        (units === null || units.includes(each.owner)) &&
        (query.unit === undefined || each.owner === query.unit) &&
        (query.kind === undefined || each.kind === query.kind),
    );
    const rows = await rowsOf(wanted);
    return rows.filter(each => query.state === undefined || each.state === query.state);
  }

  function found(actor: Actor, id: string): Outlet {
    const units = visibleUnits(ports, actor);
    const outlet = pack.outlets.find(each => each.id === id);
    if (outlet === undefined) throw new AppError('not-found', { detail: '没有这个网站或者账号。' });
    if (units !== null && !units.includes(outlet.owner))
      throw new AppError('not-allowed', { detail: '只能查看本单位的网站和账号。' });
    return outlet;
  }

  async function getOutlet(actor: Actor, id: string): Promise<OutletView> {
    const outlet = found(actor, id);
    const [[row], updates] = await Promise.all([rowsOf([outlet]), store.updatesOf(database.kysely, id)]);
    const names = await ports.staffNames([...new Set(updates.map(each => each.staff_id))]);
    const right = ports.may(actor, 'outlet.record', outlet.owner);
    return {
      ...row!,
      updates: updates.map(each => ({
        id: each.id,
        rule: pack.rules[each.clock_id]?.name ?? each.clock_id,
        updatedOn: each.updated_on,
        words: each.words,
        address: each.address,
        file:
          each.file_digest === null || each.file_name === null
            ? null
            : { digest: each.file_digest, name: each.file_name },
        addedBy: names.get(each.staff_id) ?? null,
        addedAt: each.created_at.toISOString(),
      })),
      permissions: { 'outlet.record': permissionOf(right, updateReasons(outlet, today())) },
    };
  }

  async function checkBody(body: OutletUpdateBody): Promise<Day> {
    const problems = [];
    const day = parseDay(body.updatedOn);
    if (day === undefined) problems.push({ where: 'updatedOn', message: '没有这一天，请改正。' });
    if (body.file !== null && !(await ports.hasFile(body.file.digest)))
      problems.push({ where: 'file', message: '没有找到这个文件，请重新上传。' });
    if (day === undefined || problems.length > 0) throw new AppError('bad-input', { problems });
    return day;
  }

  /** Tells an update with what shows it; the same told twice is kept once. */
  async function recordUpdate(
    actor: Actor,
    id: string,
    body: OutletUpdateBody,
  ): Promise<Result<{ id: string }>> {
    const outlet = found(actor, id);
    demand(ports, actor, 'outlet.record', outlet.owner);
    const updatedOn = await checkBody(body);
    const { rule, words, address, file } = body;
    const given = { rule, updatedOn, hasAddress: address !== null, hasFile: file !== null };
    const reasons = updateReasons(outlet, today(), given);
    if (reasons.length > 0) return { ok: false, reasons };
    return transaction(database, async trx => {
      await store.lockOutlet(trx, id);
      const before = await store.updatesOf(trx, id);
      const same = before.find(
        row =>
          row.clock_id === rule &&
          row.updated_on === updatedOn &&
          row.words === words &&
          row.address === address &&
          row.file_digest === (file?.digest ?? null),
      );
      if (same !== undefined) return { ok: true, value: { id: same.id } } as const;
      const at = clock.now();
      const { staffId } = actor;
      const told = { outletId: id, ruleId: rule, updatedOn, words, address, file, staffId, at };
      const updateId = await store.insertUpdate(trx, told);
      const detail = { updateId, rule, updatedOn, words, address, file };
      const line = { at, actor, command: 'outlet.record', subjectKind: 'outlet', subjectId: id } as const;
      await ports.recordAudit(trx, { ...line, outcome: 'done', detail });
      return { ok: true, value: { id: updateId } } as const;
    });
  }

  /** Reminds the unit of what is late, once for each day due. Answers how many were told. */
  async function remindLate(): Promise<number> {
    let told = 0;
    for (const row of await rowsOf(pack.outlets))
      for (const each of row.clocks) {
        if (each.state !== 'late' && each.state !== 'no-record') continue;
        const at = clock.now();
        const kind = each.state === 'late' ? 'outlet-late' : 'outlet-no-record';
        // Without a due day: reminded once a month, until the first update is told.
        const dueOn = each.dueOn ?? `${clock.today().slice(0, 7)}-01`;
        const cause = { caseId: `${row.id}/${each.ruleId}`, kind, dueOn, at };
        const message = {
          unitId: row.unitId,
          command: 'outlet.record' as const,
          kind,
          title: each.state === 'late' ? `“${row.name}”逾期未更新` : `“${row.name}”没有更新记录`,
          body: `${each.name}：${each.explanation}依据：${each.basis}`,
          link: `/console/matrix/${row.id}`,
        };
        if (await transaction(database, trx => ports.remindOnce(trx, cause, message))) told += 1;
      }
    return told;
  }

  return { listOutlets, getOutlet, recordUpdate, remindLate };
}
