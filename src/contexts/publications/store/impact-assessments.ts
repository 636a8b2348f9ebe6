import { sql } from 'kysely';
import type { Day } from '../../../law/day.ts';
import { later, type Queries } from '../../../platform/database/database.ts';
import type { ImpactAssessment, ImpactAssessmentView } from '../contract/impact-assessment.ts';
import type { Trx } from '../ports.ts';

/** Impact assessments: written once, kept for three years at least. */

export interface NewImpactAssessment extends ImpactAssessment {
  readonly itemId: string;
  readonly versionNo: number;
  readonly digest: string;
  readonly rule: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly at: Date;
  readonly keptUntil: Day;
}

export async function insertImpactAssessment(trx: Trx, made: NewImpactAssessment): Promise<void> {
  await later(
    trx,
    sql`
    insert into impact_assessment (document_id, version_no, digest, rule, purpose, necessity, risk, measures,
      assessed_by, assessed_by_name, assessed_at, kept_until)
    values (${made.itemId}::uuid, ${made.versionNo}::integer, ${made.digest}, ${made.rule}, ${made.purpose},
      ${made.necessity}, ${made.risk}, ${made.measures}, ${made.staffId}::uuid, ${made.staffName},
      ${made.at}::timestamptz, ${made.keptUntil}::date)`,
  );
}

export async function impactAssessments(queries: Queries, itemId: string): Promise<ImpactAssessmentView[]> {
  const rows = await queries
    .selectFrom('impact_assessment')
    .selectAll()
    .where('document_id', '=', itemId)
    .orderBy('assessed_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(row => ({
    id: row.id,
    versionNo: row.version_no,
    digest: row.digest,
    rule: row.rule,
    purpose: row.purpose,
    necessity: row.necessity,
    risk: row.risk,
    measures: row.measures,
    assessedBy: row.assessed_by_name,
    assessedAt: row.assessed_at.toISOString(),
    keptUntil: row.kept_until,
  }));
}
