import { type Day, dayOf } from '../../../law/day.ts';
import type { Queries } from '../../../platform/database/database.ts';
import type { SectionView } from '../contract.ts';
import type { ReportPorts } from '../ports.ts';
import type { ReportDocument } from '../rendering/html.ts';
import { layTables } from '../rules/layout.ts';
import {
  type CountedYear,
  checkYear,
  countYear,
  cutOff,
  introduction,
  provisionalWords,
  reportTitle,
} from '../rules/report.ts';
import { type Placeholder, sectionForms, withNumbers } from '../rules/texts.ts';
import { loadReport, type StoredReport } from '../store.ts';

/** A year brought together: what the registers count and what people wrote. */

export interface YearReport {
  readonly year: number;
  readonly until: Day;
  readonly isComplete: boolean;
  readonly stored: StoredReport;
  readonly counted: CountedYear;
  readonly previous: CountedYear;
  readonly check: ReturnType<typeof checkYear>;
  readonly placeholders: readonly Placeholder[];
}

async function countedYear(ports: ReportPorts, stored: StoredReport, until: Day): Promise<CountedYear> {
  const { year, entries, overview } = stored;
  const [requests, opening, disputes, documents, decisions, feesYuan] = await Promise.all([
    ports.countedRequests(year),
    ports.openingBalance(),
    ports.disputes(year),
    ports.normativeDocuments(),
    ports.enforcementDecisions(year),
    ports.feesPaidIn(year),
  ]);
  return countYear({
    year,
    until,
    requests,
    opening,
    disputes,
    documents,
    decisions,
    feesYuan,
    entries,
    overview,
  });
}

/** Everything of a year, with the year before for what must agree between them. */
export async function yearReport(ports: ReportPorts, queries: Queries, year: number): Promise<YearReport> {
  const { organ, clock } = ports;
  const today = dayOf(clock.today());
  const { until, isComplete } = cutOff(year, today);
  const [stored, before] = await Promise.all([
    loadReport(queries, organ.id, year),
    loadReport(queries, organ.id, year - 1),
  ]);
  const [counted, previous] = await Promise.all([
    countedYear(ports, stored, until),
    countedYear(ports, before, cutOff(year - 1, today).until),
  ]);
  return {
    year,
    until,
    isComplete,
    stored,
    counted,
    previous,
    check: checkYear(counted, previous),
    placeholders: counted.placeholders,
  };
}

export function sectionsOf({ stored, placeholders }: YearReport): SectionView[] {
  return sectionForms.map(form => ({
    ...form,
    text: stored[form.key],
    rendered: withNumbers(stored[form.key], placeholders),
  }));
}

/** What every format draws. */
export function documentOf(ports: ReportPorts, report: YearReport): ReportDocument {
  const { year, until, isComplete, counted } = report;
  return {
    title: reportTitle(ports.organ.name, year),
    remark: isComplete ? '' : provisionalWords(until),
    introduction: introduction(ports.organ.name, year),
    sections: sectionsOf(report),
    tables: layTables(counted.tables),
  };
}
