import type { Selectable } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { PlanTable } from '../../../platform/database/schema.ts';
import type { PlanLeaf, PlanView, PlanWarning } from '../contract.ts';

/** Plans, their leaves and elements. */

export type PlanRow = Selectable<PlanTable>;
export type PlanState = PlanView['state'];

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

export interface NewPlan {
  readonly unitId: string;
  readonly year: number;
  readonly title: string;
  readonly sourceName: string;
  readonly sourceDigest: string;
  readonly sourceText: string;
  readonly warnings: readonly PlanWarning[];
  readonly startsOn: string;
  readonly endsOn: string;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

/** One import or confirmation of a unit at a time, so that neither version numbers nor confirmed plans collide. */
export async function lockPlansOf(db: Queries, unitId: string): Promise<void> {
  await db.selectFrom('unit').select('id').where('id', '=', unitId).forNoKeyUpdate().execute();
}

/** Takes the next version number of the unit and year. */
export async function insertPlan(db: Queries, plan: NewPlan): Promise<PlanRow> {
  await lockPlansOf(db, plan.unitId);
  const { version } = await db
    .selectFrom('plan')
    .select(({ fn, val }) => fn.coalesce(fn.max('version'), val(0)).as('version'))
    .where('unit_id', '=', plan.unitId)
    .where('year', '=', plan.year)
    .executeTakeFirstOrThrow();
  return db
    .insertInto('plan')
    .values({
      unit_id: plan.unitId,
      year: plan.year,
      version: Number(version) + 1,
      title: plan.title,
      state: 'draft',
      source_name: plan.sourceName,
      source_digest: plan.sourceDigest,
      source_text: plan.sourceText,
      warnings: JSON.stringify(plan.warnings),
      starts_on: plan.startsOn,
      ends_on: plan.endsOn,
      created_by: plan.createdBy,
      created_at: plan.createdAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function planById(
  db: Queries,
  id: string,
  lock: 'lock' | 'no-lock' = 'no-lock',
): Promise<PlanRow | undefined> {
  if (!isUuid(id)) return undefined;
  const query = db.selectFrom('plan').selectAll().where('id', '=', id);
  return (lock === 'lock' ? query.forUpdate() : query).executeTakeFirst();
}

export async function confirmedPlan(
  db: Queries,
  unitId: string,
  year: number,
  lock: 'lock' | 'no-lock' = 'no-lock',
): Promise<PlanRow | undefined> {
  const query = db
    .selectFrom('plan')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('year', '=', year)
    .where('state', '=', 'confirmed');
  return (lock === 'lock' ? query.forUpdate() : query).executeTakeFirst();
}

/** The confirmed plan before a year: what a new year's plan is compared with. */
export async function confirmedBefore(
  db: Queries,
  unitId: string,
  year: number,
): Promise<PlanRow | undefined> {
  return db
    .selectFrom('plan')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('year', '<', year)
    .where('state', '=', 'confirmed')
    .orderBy('year', 'desc')
    .executeTakeFirst();
}

/** Plans of these units (absent: of all), newest first. */
export async function listPlans(db: Queries, unitId?: string): Promise<PlanRow[]> {
  let query = db.selectFrom('plan').selectAll();
  if (unitId !== undefined) query = query.where('unit_id', '=', unitId);
  return query.orderBy('year', 'desc').orderBy('unit_id').orderBy('version', 'desc').execute();
}

export async function planCounts(
  db: Queries,
): Promise<ReadonlyMap<string, { leaves: number; elements: number; duties: number }>> {
  const [leaves, elements, duties] = await Promise.all(
    (['obligation', 'element', 'duty'] as const).map(table =>
      db
        .selectFrom(table)
        .select(({ fn }) => ['plan_id' as const, fn.countAll<number>().as('count')])
        .groupBy('plan_id')
        .execute(),
    ),
  );
  const counts = new Map<string, { leaves: number; elements: number; duties: number }>();
  const add = (rows: typeof leaves, key: 'leaves' | 'elements' | 'duties') => {
    for (const { plan_id, count } of rows ?? []) {
      const at = counts.get(plan_id) ?? { leaves: 0, elements: 0, duties: 0 };
      counts.set(plan_id, { ...at, [key]: Number(count) });
    }
  };
  add(leaves, 'leaves');
  add(elements, 'elements');
  add(duties, 'duties');
  return counts;
}

/** False if the revision is not the one that was read: somebody was faster. */
export async function changePlanRow(
  db: Queries,
  id: string,
  revision: number,
  change: { readonly title?: string | undefined; readonly startsOn?: string | undefined },
): Promise<boolean> {
  const done = await db
    .updateTable('plan')
    .set({
      revision: revision + 1,
      ...(change.title === undefined ? {} : { title: change.title }),
      ...(change.startsOn === undefined ? {} : { starts_on: change.startsOn }),
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function setPlanState(
  db: Queries,
  id: string,
  state: PlanState,
  confirmed?: { readonly by: string | null; readonly at: Date },
): Promise<void> {
  await db
    .updateTable('plan')
    .set({
      state,
      ...(confirmed === undefined ? {} : { confirmed_by: confirmed.by, confirmed_at: confirmed.at }),
    })
    .where('id', '=', id)
    .execute();
}

export interface LeafToStore extends PlanLeaf {
  readonly area: string | null;
}

/** Replaces the leaves of a draft. */
export async function replaceLeaves(
  db: Queries,
  planId: string,
  leaves: readonly LeafToStore[],
): Promise<void> {
  await db.deleteFrom('obligation').where('plan_id', '=', planId).execute();
  if (leaves.length === 0) return;
  await db
    .insertInto('obligation')
    .values(leaves.map((leaf, position) => obligationRow(planId, leaf, position)))
    .execute();
  const elements = leaves.flatMap(leaf =>
    leaf.elements.map((element, i) => elementRow(planId, leaf.id, element, i + 1)),
  );
  // 8 parameters a row; PostgreSQL takes 65 535 a statement.
  for (let at = 0; at < elements.length; at += 5000)
    await db
      .insertInto('element')
      .values(elements.slice(at, at + 5000))
      .execute();
}

function obligationRow(planId: string, leaf: LeafToStore, position: number) {
  return {
    plan_id: planId,
    leaf_id: leaf.id,
    position,
    path: leaf.path,
    title: leaf.title,
    kind: leaf.kind,
    area: leaf.area,
    column_id: leaf.column ?? null,
    responsibility_label: leaf.responsibilityLabel,
    lead: leaf.lead,
    cooperating: leaf.cooperating,
    owner_units: leaf.owners,
    limits: JSON.stringify(leaf.limits),
    channels: leaf.channels,
    cadence: leaf.cadence,
    deadline_rule: JSON.stringify(leaf.deadline),
    basis: leaf.basis,
    set_by: leaf.setBy,
    attribute: leaf.attribute,
    per_county: leaf.perCounty,
    personal_data: leaf.personalData,
    source_text: leaf.text,
  };
}

function elementRow(planId: string, leafId: string, element: PlanLeaf['elements'][number], no: number) {
  return {
    plan_id: planId,
    leaf_id: leafId,
    no,
    name: element.name,
    form: element.form,
    breakdown: element.breakdown,
    figures: JSON.stringify(element.figures),
    cadence: element.cadence ?? null,
    deadline_rule: element.deadline === undefined ? null : JSON.stringify(element.deadline),
  };
}

/** The leaves of a plan in its order; of one leaf if named. */
export async function leavesOf(db: Queries, planId: string, leafId?: string): Promise<LeafToStore[]> {
  let leaves = db.selectFrom('obligation').selectAll().where('plan_id', '=', planId);
  let elements = db.selectFrom('element').selectAll().where('plan_id', '=', planId);
  if (leafId !== undefined) {
    leaves = leaves.where('leaf_id', '=', leafId);
    elements = elements.where('leaf_id', '=', leafId);
  }
  const [leafRows, elementRows] = await Promise.all([
    leaves.orderBy('position').execute(),
    elements.orderBy('no').execute(),
  ]);
  const byLeaf = Map.groupBy(elementRows, row => row.leaf_id);
  return leafRows.map(row => leafOf(row, byLeaf.get(row.leaf_id) ?? []));
}

type ObligationRow = Awaited<ReturnType<typeof obligationRows>>[number];
type ElementRow = Awaited<ReturnType<typeof elementRows>>[number];
const obligationRows = (db: Queries) => db.selectFrom('obligation').selectAll().execute();
const elementRows = (db: Queries) => db.selectFrom('element').selectAll().execute();

function leafOf(row: ObligationRow, elements: readonly ElementRow[]): LeafToStore {
  return {
    id: row.leaf_id,
    path: row.path,
    title: row.title,
    kind: row.kind as PlanLeaf['kind'],
    area: row.area,
    ...(row.column_id === null ? {} : { column: row.column_id }),
    responsibilityLabel: row.responsibility_label,
    lead: row.lead,
    cooperating: row.cooperating,
    owners: row.owner_units,
    limits: row.limits as PlanLeaf['limits'],
    channels: row.channels,
    cadence: row.cadence as PlanLeaf['cadence'],
    deadline: row.deadline_rule as PlanLeaf['deadline'],
    basis: row.basis,
    setBy: row.set_by as PlanLeaf['setBy'],
    attribute: row.attribute as PlanLeaf['attribute'],
    perCounty: row.per_county,
    personalData: row.personal_data as PlanLeaf['personalData'],
    elements: elements.map(element => ({
      name: element.name,
      form: element.form,
      breakdown: element.breakdown,
      figures: element.figures as string[],
      ...(element.cadence === null ? {} : { cadence: element.cadence as PlanLeaf['cadence'] }),
      ...(element.deadline_rule === null ? {} : { deadline: element.deadline_rule as PlanLeaf['deadline'] }),
    })),
    text: row.source_text,
  };
}
