import type { Actor, Permission } from '../../organisation/contract.ts';
import type { AnnualReportView } from '../contract.ts';
import type { DraftedItem, ReportPorts } from '../ports.ts';
import { decideDrafting } from '../rules/decisions.ts';
import { layTables } from '../rules/layout.ts';
import { annualReportBasis, brokenView, reportDueOn, reportTitle } from '../rules/report.ts';
import { sectionsOf, type YearReport } from './year.ts';

/** The report as the console shows it, with what may be done and why not. */

/** The same judgement for the button and for the command. */
export function draftingDecision(report: YearReport, item: DraftedItem | null) {
  const { isComplete, until, stored, counted, placeholders, check } = report;
  const past = item !== null && !item.isEnded && !item.isEditable;
  return decideDrafting({
    isComplete,
    until,
    texts: stored,
    table2: counted.table2,
    placeholders,
    broken: check.broken,
    itemPastDrafting: past ? { stateWords: item.stateWords } : null,
  });
}

function permissionsOf(ports: ReportPorts, actor: Actor, report: YearReport, item: DraftedItem | null) {
  const unit = ports.organ.officeUnitId;
  const draft = ports.may(actor, 'report.draft-item', unit);
  const decision = draftingDecision(report, item);
  const reasons = decision.ok ? [] : decision.reasons;
  const drafting: Permission = {
    allowed: draft.allowed && reasons.length === 0,
    reasons: [
      ...draft.reasons,
      ...reasons.map(({ code, message, basis }) => ({ code, message, basis: [...basis] })),
    ],
  };
  return { 'report.edit': ports.may(actor, 'report.edit', unit), 'report.draft-item': drafting };
}

export async function reportView(
  ports: ReportPorts,
  actor: Actor,
  report: YearReport,
): Promise<AnnualReportView> {
  const { year, until, isComplete, stored, counted, check, placeholders } = report;
  const item = stored.itemId === null ? null : await ports.itemOf(actor, stored.itemId);
  return {
    year,
    title: reportTitle(ports.organ.name, year),
    until,
    isComplete,
    dueOn: reportDueOn(year),
    revision: stored.revision,
    changedAt: stored.changedAt,
    changedByName: stored.changedByName,
    sections: sectionsOf(report),
    tables: layTables(counted.tables),
    table2: [...counted.table2],
    check: {
      ok: check.ok,
      broken: check.broken.map(brokenView),
      warnings: check.warnings.map(brokenView),
    },
    handledAnew: counted.handledAnew,
    placeholders: [...placeholders],
    item: item === null ? null : { id: item.id, stateWords: item.stateWords, isEditable: item.isEditable },
    permissions: permissionsOf(ports, actor, report, item),
    basis: [...annualReportBasis],
  };
}
