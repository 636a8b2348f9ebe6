import type { AnnualReportTables } from '../../law/annual-report-tables.ts';
import { dayOf } from '../../law/day.ts';
import { AppError } from '../../platform/app-error.ts';
import { transaction } from '../../platform/database/database.ts';
import type { Actor, CommandName } from '../organisation/contract.ts';
import type {
  AnnualReportChange,
  AnnualReportRow,
  AnnualReportView,
  QuarterStatistics,
  ReportFormat,
} from './contract.ts';
import type { ReportPorts } from './ports.ts';
import { itemHtml, reportHtml } from './rendering/html.ts';
import { decideChange } from './rules/decisions.ts';
import { cutOff, reportDueOn } from './rules/report.ts';
import { quartersOf } from './rules/statistics.ts';
import { draftingDecision, reportView } from './service/views.ts';
import { documentOf, type YearReport, yearReport } from './service/year.ts';
import { listReports, lockReport, type ReportWrite, writeEntry, writeItem, writeReport } from './store.ts';

/** The only door to the reports: the annual report of a year, and the public statistics of requests. */
export type Reports = ReturnType<typeof createReports>;

type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reasons: readonly { code: string; message: string }[] };

export interface ReportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface FinishedReport {
  readonly year: number;
  readonly until: string;
  readonly isComplete: boolean;
  readonly tables: AnnualReportTables;
  readonly check: YearReport['check'];
  readonly file: ReportFile;
}

const mediaTypes: Readonly<Record<ReportFormat, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

/** The regulation of 2008 is the first that asks for annual reports. */
const firstYear = 2008;

async function bytesOf(ports: ReportPorts, report: YearReport, format: ReportFormat): Promise<Buffer> {
  const document = documentOf(ports, report);
  switch (format) {
    case 'json':
      return Buffer.from(`${JSON.stringify(report.counted.tables, null, 2)}\n`);
    case 'html':
      return Buffer.from(reportHtml(document));
    // Loaded when asked for: the two packages take longer than the rest of a command.
    case 'docx':
      return (await import('./rendering/docx.ts')).reportDocx(document);
    case 'xlsx':
      return (await import('./rendering/xlsx.ts')).reportXlsx(document);
  }
}

async function fileOf(ports: ReportPorts, report: YearReport, format: ReportFormat): Promise<ReportFile> {
  const name = `${documentOf(ports, report).title}.${format}`;
  return { name, mediaType: mediaTypes[format], bytes: await bytesOf(ports, report, format) };
}

export function createReports(ports: ReportPorts) {
  const { database, clock, organ } = ports;

  const thisYear = () => Number(clock.today().slice(0, 4));

  /** The report of a year that has begun. Fault: `not-found`. */
  async function load(year: number): Promise<YearReport> {
    if (!Number.isInteger(year) || year < firstYear || year > thisYear())
      throw new AppError('not-found', {
        detail: `只有${firstYear}年至${thisYear()}年可以编制年度报告。`,
      });
    return yearReport(ports, database.kysely, year);
  }

  function check(actor: Actor, command: CommandName): void {
    const { allowed, reasons } = ports.may(actor, command, organ.officeUnitId);
    if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
  }

  /** The years that can be worked on: this one, the two before, and every one that something is written of. */
  async function list(actor: Actor): Promise<AnnualReportRow[]> {
    check(actor, 'report.read');
    const stored = new Map((await listReports(database.kysely, organ.id)).map(each => [each.year, each]));
    const now = thisYear();
    const years = [...new Set([now, now - 1, now - 2, ...stored.keys()])].sort((a, b) => b - a);
    return years.map(year => {
      const report = stored.get(year);
      return {
        year,
        isComplete: cutOff(year, dayOf(clock.today())).isComplete,
        dueOn: reportDueOn(year),
        written: report !== undefined,
        changedAt: report?.changedAt ?? null,
        changedByName: report?.changedByName ?? null,
        itemId: report?.itemId ?? null,
      };
    });
  }

  async function view(actor: Actor, year: number): Promise<AnnualReportView> {
    check(actor, 'report.read');
    return reportView(ports, actor, await load(year));
  }

  const subject = (actor: Actor, command: CommandName, year: number) => ({
    at: clock.now(),
    actor,
    command,
    subjectKind: 'annual-report' as const,
    subjectId: `${year}`,
  });

  /**
   * Saves texts and entries; what is not named stays. Faults: `not-allowed`, `not-found`, `edited-meanwhile` where
   * somebody saved since `revision`.
   */
  async function save(actor: Actor, year: number, change: AnnualReportChange): Promise<Result<null>> {
    check(actor, 'report.edit');
    const { placeholders } = await load(year);
    const decision = decideChange(change, placeholders);
    if (!decision.ok) return decision;
    await transaction(database, async trx => {
      const stored = await lockReport(trx, organ.id, year);
      if (stored.revision !== change.revision) {
        const detail = `该年度报告已由${stored.changedByName ?? '其他人员'}保存为第${stored.revision}稿。`;
        const problems = [{ where: 'revision', message: `${stored.revision}` }];
        throw new AppError('edited-meanwhile', { detail, problems });
      }
      const write: ReportWrite = {
        organId: organ.id,
        year,
        overview: change.overview ?? stored.overview,
        problems: change.problems ?? stored.problems,
        other: change.other ?? stored.other,
        staffId: actor.staffId,
        staffName: actor.name,
        at: clock.now(),
      };
      await writeReport(trx, write);
      for (const entry of change.entries ?? []) await writeEntry(trx, write, entry);
      const before = stored.entries.map(({ cell, value, source }) => ({ cell, value, source }));
      const texts = (['overview', 'problems', 'other'] as const).filter(key => change[key] !== undefined);
      const detail = { revision: stored.revision + 1, texts, entries: change.entries ?? [], before };
      await ports.recordAudit(trx, { ...subject(actor, 'report.edit', year), outcome: 'done', detail });
    });
    return { ok: true, value: null };
  }

  /** The report in a format, for staff. */
  async function file(actor: Actor, year: number, format: ReportFormat): Promise<ReportFile> {
    check(actor, 'report.read');
    return fileOf(ports, await load(year), format);
  }

  /** The report in a format with its numbers and what its identities say; for the command line, asks nobody. */
  async function finished(year: number, format: ReportFormat): Promise<FinishedReport> {
    const report = await load(year);
    const { until, isComplete, counted, check: checked } = report;
    const made = await fileOf(ports, report, format);
    return { year, until, isComplete, tables: counted.tables, check: checked, file: made };
  }

  /** The open item to write into: the one kept, or one of the same title that was made but not kept. */
  async function openItem(actor: Actor, report: YearReport, title: string) {
    const { itemId } = report.stored;
    const kept = itemId === null ? null : await ports.itemOf(actor, itemId);
    const openId = kept?.isEditable === true ? kept.id : await ports.openItemTitled(actor, title);
    return { kept, openId };
  }

  /**
   * Drafts the item that publishes the report, or writes the open draft anew; it then walks the review chain like any
   * other item. Refused with everything that is missing.
   */
  async function draftItem(actor: Actor, year: number): Promise<Result<{ itemId: string }>> {
    check(actor, 'report.draft-item');
    const report = await load(year);
    const document = documentOf(ports, report);
    const { kept, openId } = await openItem(actor, report, document.title);
    const decision = draftingDecision(report, kept);
    const act = subject(actor, 'report.draft-item', year);
    if (!decision.ok) {
      const detail = { reasons: decision.reasons.map(({ code }) => code) };
      await transaction(database, trx => ports.recordAudit(trx, { ...act, outcome: 'refused', detail }));
      return decision;
    }
    const [docx, xlsx] = await Promise.all([fileOf(ports, report, 'docx'), fileOf(ports, report, 'xlsx')]);
    const draft = {
      title: document.title,
      summary: document.introduction,
      bodyHtml: itemHtml(document),
      writtenOn: dayOf(clock.today()),
      files: [docx, xlsx].map(({ name, bytes }) => ({ name, bytes })),
    };
    const drafted = await ports.draftItem(actor, draft, openId);
    if (!drafted.ok) return drafted;
    const itemId = drafted.value.id;
    await transaction(database, async trx => {
      await writeItem(trx, organ.id, year, itemId);
      await ports.recordAudit(trx, { ...act, outcome: 'done', detail: { itemId } });
    });
    return { ok: true, value: { itemId } };
  }

  /** Requests by quarter, the last first: of one year, or of this year and the last; null for a year that is none. */
  async function statistics(year: number | null): Promise<QuarterStatistics[] | null> {
    const now = thisYear();
    if (year !== null && (year < firstYear || year > now)) return null;
    const years = year === null ? [now - 1, now] : [year];
    const quarters = await Promise.all(
      years.map(async each =>
        quartersOf(await ports.handledRequests(each), each, dayOf(clock.today()), ports.calendar()),
      ),
    );
    return quarters.flat().reverse();
  }

  return { officeUnitId: organ.officeUnitId, list, view, save, file, finished, draftItem, statistics };
}
