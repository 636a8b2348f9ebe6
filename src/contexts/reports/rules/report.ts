import {
  type ApplicantColumn,
  countTable3,
  countTable4,
  type DisputeGroup,
  lastDayOf,
  type RegisteredCase,
  type RegisteredDispute,
  resultRowOf,
} from '../../../law/annual-report-tables/counting.ts';
import { type BrokenIdentity, checkAnnualReport } from '../../../law/annual-report-tables/identities.ts';
import {
  leftBeforeFirst,
  type OpeningBalance,
  openingCells,
} from '../../../law/annual-report-tables/opening.ts';
import type { AnnualReportTables } from '../../../law/annual-report-tables.ts';
import { type Citation, cite, markWords } from '../../../law/citation.ts';
import { type Day, dayInChinese, dayOf, earlierDay, parseDay } from '../../../law/day.ts';
import type { Table2CellView } from '../contract.ts';
import {
  type CountedDecision,
  type CountedDocument,
  type Table2Entry,
  table2CellsOf,
  table2Of,
} from './table2.ts';
import { type Placeholder, placeholdersOf, withNumbers } from './texts.ts';

/** From the registers and what people wrote to the report of a year. */

export const annualReportBasis: readonly Citation[] = [
  cite('政府信息公开条例', 49),
  cite('政府信息公开条例', 50),
  cite('国办公开办函〔2021〕30号'),
];

const columnOfKind: Readonly<Record<string, ApplicantColumn>> = {
  'natural-person': 'c1',
  business: 'c2',
  'research-institute': 'c3',
  'public-benefit': 'c4',
  'legal-service': 'c5',
  'other-organisation': 'c6',
};

/** Column of a kind of applicant; a kind that is not known counts as 其他. */
export function columnOf(applicantKind: string): ApplicantColumn {
  return columnOfKind[applicantKind] ?? 'c6';
}

interface RequestFact {
  readonly applicantKind: string;
  readonly receivedOn: string;
  readonly closedOn: string | null;
  readonly row: string | null;
  readonly countsAsReceived: boolean;
}

export function registeredCase(fact: RequestFact): RegisteredCase {
  return {
    column: columnOf(fact.applicantKind),
    receivedOn: dayOf(fact.receivedOn),
    closedOn: parseDay(fact.closedOn) ?? null,
    row: resultRowOf(fact.row),
    countsAsReceived: fact.countsAsReceived,
  };
}

interface DisputeFact {
  readonly kind: string;
  readonly filedOn: string;
  readonly result: string;
  readonly decidedOn: string | null;
}

const groupOfKind: Readonly<Record<string, DisputeGroup>> = {
  reconsideration: 'reconsideration',
  'direct-litigation': 'directLitigation',
  'litigation-after-reconsideration': 'litigationAfterReconsideration',
};
const results = ['upheld', 'corrected', 'other'] as const;

export function registeredDispute(fact: DisputeFact): RegisteredDispute[] {
  const group = groupOfKind[fact.kind];
  if (group === undefined) return [];
  const result = results.find(each => each === fact.result) ?? null;
  return [{ group, filedOn: dayOf(fact.filedOn), decidedOn: parseDay(fact.decidedOn) ?? null, result }];
}

/** The numbers of `year` as far as `today` reaches: the end of the year once it is over. */
export function cutOff(year: number, today: Day): { until: Day; isComplete: boolean } {
  const end = lastDayOf(year);
  return { until: earlierDay(end, today), isComplete: today > end };
}

/** 31 January of the year after (条例 art 49 para 1). */
export function reportDueOn(year: number): Day {
  return dayOf(`${year + 1}-01-31`);
}

export function reportTitle(organ: string, year: number): string {
  return `${organ}${year}年政府信息公开工作年度报告`;
}

export interface YearFacts {
  readonly year: number;
  readonly until: Day;
  readonly requests: readonly RequestFact[];
  /** 上年结转 of before the register; null: none. */
  readonly opening: OpeningBalance | null;
  readonly disputes: readonly DisputeFact[];
  readonly documents: readonly CountedDocument[];
  readonly decisions: readonly CountedDecision[];
  readonly entries: readonly Table2Entry[];
  readonly feesYuan: number;
  /** Section 一 as typed. */
  readonly overview: string;
}

export interface CountedYear {
  readonly tables: AnnualReportTables;
  readonly table2: readonly Table2CellView[];
  readonly placeholders: readonly Placeholder[];
  /** Cases handled anew that by choice are not counted. */
  readonly handledAnew: number;
}

/** What requests of before the register add; the year before the first ends with what it left over (I4). */
function openedWith(opening: OpeningBalance | null, year: number) {
  return opening === null ? [] : [...openingCells(opening, year), ...leftBeforeFirst(opening, year)];
}

/** The tables of a year. Section 一 goes with them, with its numbers put in, so that a check may compare. */
export function countYear(facts: YearFacts): CountedYear {
  const { year, until } = facts;
  const cases = facts.requests.map(registeredCase);
  const table2 = table2CellsOf(facts, facts.entries, year, until);
  const numbers: AnnualReportTables = {
    year,
    t2: table2Of(table2),
    t3: countTable3(cases, year, until, openedWith(facts.opening, year)),
    t4: countTable4(facts.disputes.flatMap(registeredDispute), year, until),
  };
  const placeholders = placeholdersOf(numbers, facts.feesYuan);
  const overview = withNumbers(facts.overview, placeholders);
  const anew = cases.filter(one => !one.countsAsReceived && one.receivedOn <= until);
  return {
    tables: overview === '' ? numbers : { ...numbers, overview },
    table2,
    placeholders,
    handledAnew: anew.length,
  };
}

/** Checks a year against the one before. I6 is asked only where the year before says how many documents were in force. */
export function checkYear(of: CountedYear, previous: CountedYear) {
  const { ok, broken, warnings } = checkAnnualReport(of.tables, previous.tables);
  const known = previous.table2.some(
    ({ cell, origin, value }) =>
      cell === 't2.normativeDocuments.inForce' && (origin === 'entered' || value > 0),
  );
  return { ok, broken, warnings: warnings.filter(({ identity }) => identity !== 'I6' || known) };
}

/** A broken identity as it is shown. */
export function brokenView({ identity, cells, message, mark }: BrokenIdentity) {
  return { identity, cells: [...cells], message, remark: mark === undefined ? '' : markWords[mark] };
}

/** What stands under the title while the year is not over. */
export function provisionalWords(until: Day): string {
  return `（数据截至${dayInChinese(until)}，统计期限未满，仅供内部核对）`;
}

export function introduction(organ: string, year: number): string {
  return `本报告由${organ}按照《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号规定的格式编制。所列数据的统计期限为${year}年1月1日至${year}年12月31日。`;
}
