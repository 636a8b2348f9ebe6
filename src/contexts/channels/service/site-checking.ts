import type { Day } from '../../../law/day.ts';
import { reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Sheet } from '../../../platform/sheets.ts';
import type { Actor } from '../../organisation/contract.ts';
import {
  findingLevelWords,
  type SiteCheckList,
  type SiteCheckQuery,
  type SiteCheckRow,
  type SiteCheckView,
  type SiteFindingView,
} from '../contract.ts';
import { inspectSite } from '../crawl/inspect-site.ts';
import type { MatrixPorts } from '../matrix-ports.ts';
import type { Result } from '../ports.ts';
import { type KeptFinding, standingFindings } from '../rules/site-findings.ts';
import { siteRules } from '../rules/site-rules.ts';
import * as store from '../store/site-checks.ts';
import { demand, permissionOf } from './result.ts';

/** The check of our own website: asked for by a person or once a day, done by the worker, its findings kept. */

/** A check that has not moved on for so long has lost its process. */
const standsMs = 5 * 60_000;
/** Between two notes of how far it is. */
const beatMs = 1000;
const mostListed = 60;

const deadRules: ReadonlySet<string> = new Set(['dead-link', 'attachment-dead', 'outside-link']);
const levels = ['veto', 'deduct', 'advice'];
const ruleOrder = Object.keys(siteRules);

function viewOf(finding: KeptFinding): SiteFindingView {
  const { name, level, indicator, advice, who } = siteRules[finding.rule];
  const { rule, subject, words, pages, samples, isCarried } = finding;
  const shown = { rule, subject, words, pages, samples: [...samples], isCarried };
  return { ...shown, name, level, indicator, advice, who, sinceAt: new Date(finding.sinceMs).toISOString() };
}

function byGravity(a: KeptFinding, b: KeptFinding): number {
  return (
    levels.indexOf(siteRules[a.rule].level) - levels.indexOf(siteRules[b.rule].level) ||
    ruleOrder.indexOf(a.rule) - ruleOrder.indexOf(b.rule) ||
    a.sinceMs - b.sinceMs ||
    (a.subject < b.subject ? -1 : 1)
  );
}

export function siteCheckCases(ports: MatrixPorts) {
  const { database, clock } = ports;
  const db = database.kysely;

  const busy = reason('check-under-way', '网站自查正在进行，请等待完成。');

  async function rowsOf(checks: readonly store.StoredCheck[]): Promise<SiteCheckRow[]> {
    const [names, counts] = await Promise.all([
      ports.staffNames([...new Set(checks.flatMap(each => each.asked_by ?? []))]),
      store.findingCounts(
        db,
        checks.map(each => each.id),
      ),
    ]);
    return checks.map(each => ({
      id: each.id,
      cause: each.cause,
      state: each.state,
      askedBy: each.asked_by === null ? null : (names.get(each.asked_by) ?? null),
      onDay: each.on_day,
      pagesDone: each.pages_done,
      pagesKnown: each.pages_known,
      links: each.links,
      isComplete: each.is_complete,
      failure: each.failure,
      createdAt: each.created_at.toISOString(),
      finishedAt: each.finished_at?.toISOString() ?? null,
      findings: counts.get(each.id) ?? 0,
    }));
  }

  async function listChecks(actor: Actor): Promise<SiteCheckList> {
    demand(ports, actor, 'item.read');
    const checks = await store.newestChecks(db, mostListed);
    const isOpen = checks.some(each => each.state === 'waiting' || each.state === 'running');
    const right = ports.may(actor, 'site.check');
    return {
      rows: await rowsOf(checks),
      permissions: { 'site.check': permissionOf(right, isOpen ? [busy] : []) },
    };
  }

  async function foundCheck(id: string | undefined): Promise<store.StoredCheck | undefined> {
    if (id === undefined) return store.newestDone(db);
    const check = await store.findCheck(db, id);
    if (check === undefined) throw new AppError('not-found', { detail: '没有这次自查。' });
    return check;
  }

  /** What one check found; without one named, the newest that came to its end. */
  async function getCheck(actor: Actor, query: SiteCheckQuery): Promise<SiteCheckView> {
    demand(ports, actor, 'item.read');
    const check = await foundCheck(query.check);
    if (check === undefined) return { check: null, indicators: [], findings: [] };
    const [rows, findings] = await Promise.all([rowsOf([check]), store.findingsOf(db, check.id)]);
    const wanted = findings.filter(
      each =>
        (query.rule === undefined || each.rule === query.rule) &&
        (query.level === undefined || siteRules[each.rule].level === query.level),
    );
    return {
      check: rows[0] ?? null,
      indicators: check.indicators,
      findings: wanted.sort(byGravity).map(viewOf),
    };
  }

  /** Asks for a check; the worker does it. */
  async function askCheck(actor: Actor): Promise<Result<{ id: string }>> {
    demand(ports, actor, 'site.check');
    await store.endStandingChecks(
      db,
      new Date(clock.now().getTime() - standsMs),
      clock.now(),
      '服务中断，没有完成。',
    );
    const asked = await transaction(database, async trx => {
      const at = clock.now();
      const check = { cause: 'button' as const, askedBy: actor.staffId, onDay: clock.today(), at };
      const id = await store.insertCheck(trx, check);
      if (id === undefined) return { ok: false, reasons: [busy] } as const;
      const line = { at, actor, command: 'site.check', subjectKind: 'site-check', subjectId: id } as const;
      await ports.recordAudit(trx, { ...line, outcome: 'done', detail: {} });
      return { ok: true, value: { id } } as const;
    });
    if (asked.ok) await ports.wake();
    return asked;
  }

  /** One check a day, asked for by the sweep. True if it was asked for now. */
  async function askDaily(): Promise<boolean> {
    await store.endStandingChecks(
      db,
      new Date(clock.now().getTime() - standsMs),
      clock.now(),
      '服务中断，没有完成。',
    );
    const onDay = clock.today();
    if (ports.site() === null || (await store.wasCheckedOn(db, onDay))) return false;
    const id = await store.insertCheck(db, { cause: 'daily', askedBy: null, onDay, at: clock.now() });
    if (id === undefined) return false;
    await ports.wake();
    return true;
  }

  function beat(id: string) {
    let told = Number.NEGATIVE_INFINITY;
    return async (done: number, known: number): Promise<void> => {
      if (performance.now() - told < beatMs) return;
      told = performance.now();
      await store.moveOn(db, id, { done, known, at: clock.now() });
    };
  }

  async function inspect(check: store.StoredCheck): Promise<void> {
    const site = ports.site();
    if (site === null) throw new AppError('not-found', { detail: '门户还没有启动。' });
    const result = await inspectSite({
      site,
      columns: ports.columns,
      withdrawn: await ports.withdrawnPaths(),
      today: check.on_day as Day,
      outsideHosts: ports.pack.outsideHosts,
      get: ports.get,
      progress: beat(check.id),
    });
    await transaction(database, async trx => {
      const last = await store.newestDone(trx);
      const before = last === undefined ? [] : await store.findingsOf(trx, last.id);
      const at = clock.now();
      const look = {
        isComplete: result.isComplete,
        looked: result.looked,
        looksOutside: ports.pack.outsideHosts.length > 0,
        nowMs: at.getTime(),
      };
      const standing = standingFindings(result.findings, before, look);
      const { pages, addresses: links, isComplete, indicators } = result;
      const end = { state: 'done' as const, pages, links, isComplete, indicators, at };
      if (!(await store.endCheck(trx, check.id, end))) return;
      await store.insertFindings(trx, check.id, standing);
      await tellVetoes(trx, standing, at);
    });
  }

  /** What could cost the whole inspection is told at once, one message a day. */
  async function tellVetoes(
    trx: Parameters<MatrixPorts['remindOnce']>[0],
    standing: readonly KeptFinding[],
    at: Date,
  ): Promise<void> {
    const grave = standing.filter(each => siteRules[each.rule].level === 'veto');
    if (grave.length === 0) return;
    const cause = { caseId: 'site', kind: 'site-veto', dueOn: clock.today(), at };
    const some = grave.slice(0, 5).map(each => each.words);
    await ports.remindOnce(trx, cause, {
      unitId: ports.siteUnit,
      command: 'site.check',
      kind: 'site-veto',
      title: `网站自查发现${grave.length}个涉及单项否决的问题`,
      body: `${some.join('')}${grave.length > 5 ? '……' : ''}`,
      link: '/console/site-check?level=veto',
    });
  }

  /** Does the waiting check, if there is one. Answers whether there was. */
  async function runWaiting(): Promise<boolean> {
    const check = await store.claimCheck(db, clock.now());
    if (check === undefined) return false;
    try {
      await inspect(check);
    } catch (error) {
      const words = error instanceof AppError ? error.message : '核对时出现问题，详情已记入系统日志。';
      await store.endCheck(db, check.id, { state: 'failed', failure: words, at: clock.now() });
      process.stderr.write(`site check ${check.id}: ${String(error)}\n`);
    }
    return true;
  }

  /** The findings of a check as a table, for the file of the year-end inspection. */
  async function checkSheet(actor: Actor, query: SiteCheckQuery): Promise<Sheet> {
    const { check, findings } = await getCheck(actor, query);
    return {
      name: `网站自查${check?.onDay ?? ''}`,
      heads: [
        '序号',
        '类别',
        '指标',
        '问题',
        '说明',
        '对象',
        '涉及网页数',
        '网页',
        '处理办法',
        '处理单位',
        '首次发现',
        '核对情况',
      ],
      rows: findings.map((each, at) => [
        at + 1,
        findingLevelWords[each.level],
        each.indicator,
        each.name,
        each.words,
        each.subject,
        each.pages,
        each.samples.join(' '),
        each.advice,
        each.who,
        shanghaiDay(new Date(each.sinceAt)),
        each.isCarried ? '本次没有核对到' : '本次核对',
      ]),
    };
  }

  async function checkCsv(actor: Actor, query: SiteCheckQuery) {
    const sheet = await checkSheet(actor, query);
    return { name: sheet.name, csv: ports.csv(sheet) };
  }

  async function checkXlsx(actor: Actor, query: SiteCheckQuery) {
    const sheet = await checkSheet(actor, query);
    return { name: sheet.name, bytes: await ports.xlsx(sheet) };
  }

  /** Addresses that the newest check found dead: of our own as a path from `/` and in full, of others in full. */
  async function deadLinks(): Promise<string[]> {
    const check = await store.newestDone(db);
    if (check === undefined) return [];
    const base = ports.site()?.publicBase ?? '';
    const dead = (await store.findingsOf(db, check.id)).filter(each => deadRules.has(each.rule));
    return dead.flatMap(({ subject }) =>
      subject.startsWith('/') && base !== '' ? [subject, `${base}${subject}`] : [subject],
    );
  }

  return { listChecks, getCheck, deadLinks, askCheck, askDaily, runWaiting, checkCsv, checkXlsx };
}
