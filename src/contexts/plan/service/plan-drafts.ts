import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor, Permission } from '../../organisation/contract.ts';
import type { NewPlanBody, PlanChange, PlanLeaf, PlanView, PlanWarning } from '../contract.ts';
import type { PlanPorts, Trx } from '../ports.ts';
import { differenceOf } from '../rules/difference.ts';
import { confirmReasons, mergeLeaves, type PlanSurroundings, splitLeaf } from '../rules/draft-plan.ts';
import { editPlanReasons } from '../rules/permissions.ts';
import { proposeColumn } from '../rules/propose-column.ts';
import type { LeafToStore, PlanRow } from '../store/plans.ts';
import * as store from '../store/plans.ts';
import { demand, done, permissionOf, type Result, refused, visibleUnits } from './result.ts';

/** Plans while they are drafts: import, correction, view. */

/** Area of a leaf: its column's, or the part of the plan it stands in. */
function areaOf(leaf: PlanLeaf, ports: PlanPorts): string | null {
  const ofColumn = leaf.column === undefined ? null : (ports.columns.get(leaf.column) ?? null);
  return ofColumn ?? (leaf.path.length >= 3 ? leaf.path[1] : leaf.path[0]) ?? null;
}

export function leavesToStore(leaves: readonly PlanLeaf[], ports: PlanPorts): LeafToStore[] {
  return leaves.map(leaf => ({ ...leaf, area: areaOf(leaf, ports) }));
}

/** What a person has not decided yet, proposed from names, counties and the catalogue. Never overwrites a decision. */
export async function withProposals(
  leaves: readonly PlanLeaf[],
  ports: PlanPorts,
): Promise<{ leaves: PlanLeaf[]; unresolved: PlanWarning[] }> {
  const units = await ports.units();
  const counties = new Set(units.filter(unit => unit.kind === 'county').map(unit => unit.id));
  const unresolved: PlanWarning[] = [];
  const proposed = leaves.map(leaf => {
    const lead = ports.resolveUnits(leaf.lead);
    const cooperating = ports.resolveUnits(leaf.cooperating);
    for (const name of [...lead.unknown, ...cooperating.unknown])
      unresolved.push({
        where: `${leaf.id} ${leaf.title}`,
        leaf: leaf.id,
        message: `称谓“${name}”对不上任何单位，请指定责任单位，或在机构包中补充别名。`,
      });
    const column = leaf.column ?? proposeColumn(leaf, ports.catalogue);
    return {
      ...leaf,
      owners: leaf.owners.length > 0 ? leaf.owners : lead.units.filter(id => !counties.has(id)),
      perCounty: leaf.perCounty || lead.units.some(id => counties.has(id)),
      ...(column === undefined || !ports.columns.has(column) ? {} : { column }),
    };
  });
  return { leaves: proposed, unresolved };
}

export async function surroundings(ports: PlanPorts): Promise<PlanSurroundings> {
  const units = await ports.units();
  return {
    units: new Set(units.map(unit => unit.id)),
    counties: new Set(units.filter(unit => unit.kind === 'county').map(unit => unit.id)),
    columns: new Set(ports.columns.keys()),
  };
}

/** Days that do not exist are refused before the database sees them. */
export interface DraftSource extends Omit<NewPlanBody, 'unitId' | 'endsOn'> {
  readonly unitId: string;
  readonly endsOn: string;
}

export async function insertDraft(
  trx: Trx,
  ports: PlanPorts,
  source: DraftSource,
  actor: Actor | null,
): Promise<PlanRow> {
  const row = await store.insertPlan(trx, {
    ...source,
    createdBy: actor?.staffId ?? null,
    createdAt: ports.clock.now(),
  });
  await store.replaceLeaves(trx, row.id, leavesToStore(source.leaves, ports));
  await ports.recordAudit(trx, {
    at: ports.clock.now(),
    actor,
    command: 'plan.import',
    subjectKind: 'plan',
    subjectId: row.id,
    outcome: 'done',
    detail: {
      title: source.title,
      year: source.year,
      version: row.version,
      leaves: source.leaves.length,
      sourceDigest: source.sourceDigest,
    },
  });
  return row;
}

function duplicateIds(leaves: readonly PlanLeaf[]) {
  const seen = new Set<string>();
  return leaves.flatMap(({ id }, i) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ where: `leaves.${i}.id`, message: `编号${id}出现了两次，请改为不同的编号。` }];
  });
}

function checkedLeaves(leaves: readonly PlanLeaf[]): void {
  const problems = duplicateIds(leaves);
  if (problems.length > 0) throw new AppError('bad-input', { problems });
}

async function bureauId(ports: PlanPorts): Promise<string> {
  const bureau = (await ports.units()).find(unit => unit.kind === 'bureau');
  if (bureau === undefined) throw new Error('No bureau among the units.');
  return bureau.id;
}

/** Whose plan an import is: named, or the bureau's for those who import for all, else the own unit's. */
async function unitOfImport(ports: PlanPorts, actor: Actor, unitId: string | undefined): Promise<string> {
  const own = actor.grants['plan.import'] === 'every-unit' ? await bureauId(ports) : actor.unitId;
  const id = unitId ?? own;
  if (!(await ports.units()).some(unit => unit.id === id))
    throw new AppError('bad-input', { problems: [{ where: 'unitId', message: '单位不存在，请重新选择。' }] });
  return id;
}

/** What the wizard was told when the file was read is found again when the draft is made. */
function eachOnce(warnings: readonly PlanWarning[]): PlanWarning[] {
  const keyOf = ({ where, leaf, message }: PlanWarning) => `${leaf ?? where}\n${message}`;
  return [...new Map(warnings.map(warning => [keyOf(warning), warning])).values()];
}

/** A draft plan from what was parsed or typed; unit names are resolved, what is not found becomes a warning. */
export async function createDraft(ports: PlanPorts, actor: Actor, body: NewPlanBody): Promise<string> {
  const unitId = await unitOfImport(ports, actor, body.unitId);
  demand(ports, actor, 'plan.import', unitId);
  checkedLeaves(body.leaves);
  const { leaves, unresolved } = await withProposals(body.leaves, ports);
  const warnings = eachOnce([...body.warnings, ...unresolved]);
  const endsOn = body.endsOn ?? `${body.year}-12-31`;
  const source = { ...body, unitId, leaves, warnings, endsOn };
  return transaction(ports.database, async trx => (await insertDraft(trx, ports, source, actor)).id);
}

function changedLeaves(leaves: readonly PlanLeaf[], change: PlanChange): Result<readonly PlanLeaf[]> {
  let now: readonly PlanLeaf[] = change.leaves ?? leaves;
  if (change.merge !== undefined) {
    const merged = mergeLeaves(now, change.merge);
    if (!merged.ok) return refused(merged.reasons);
    now = merged.leaves;
  }
  if (change.split !== undefined) {
    const split = splitLeaf(now, change.split);
    if (!split.ok) return refused(split.reasons);
    now = split.leaves;
  }
  return done(now);
}

/** Corrects a draft. Another revision than the one read: `edited-meanwhile`. */
export async function changePlan(
  ports: PlanPorts,
  actor: Actor,
  id: string,
  change: PlanChange,
): Promise<Result<string>> {
  if (change.leaves !== undefined) checkedLeaves(change.leaves);
  return transaction(ports.database, async trx => {
    const row = await foundPlan(trx, id, 'lock');
    demand(ports, actor, 'plan.edit', row.unit_id);
    const reasons = editPlanReasons(row.state);
    if (reasons.length > 0) return refused(reasons);
    const leaves = changedLeaves(await store.leavesOf(trx, id), change);
    if (!leaves.ok) return leaves;
    const { title, startsOn } = change;
    if (!(await store.changePlanRow(trx, id, change.revision, { title, startsOn })))
      throw new AppError('edited-meanwhile');
    await store.replaceLeaves(trx, id, leavesToStore(leaves.value, ports));
    await ports.recordAudit(trx, {
      at: ports.clock.now(),
      actor,
      command: 'plan.edit',
      subjectKind: 'plan',
      subjectId: id,
      outcome: 'done',
      detail: { revision: change.revision + 1, leaves: leaves.value.length },
    });
    return done(id);
  });
}

export async function foundPlan(
  db: Queries,
  id: string,
  lock: 'lock' | 'no-lock' = 'no-lock',
): Promise<PlanRow> {
  const row = await store.planById(db, id, lock);
  if (row === undefined) throw new AppError('not-found', { detail: '没有这份方案。' });
  return row;
}

/** The plan a draft is compared with: the confirmed one of its year, else of the year before. */
async function predecessor(db: Queries, row: PlanRow): Promise<PlanRow | undefined> {
  const same = await store.confirmedPlan(db, row.unit_id, row.year);
  return same !== undefined && same.id !== row.id ? same : store.confirmedBefore(db, row.unit_id, row.year);
}

async function difference(db: Queries, row: PlanRow, leaves: readonly PlanLeaf[]) {
  const before = await predecessor(db, row);
  if (before === undefined) return null;
  const { added, removed, changed } = differenceOf(await store.leavesOf(db, before.id), leaves);
  return {
    against: `${before.title}（第${before.version}版）`,
    added: [...added],
    removed: [...removed],
    changed: changed.map(each => ({ id: each.id, what: [...each.what] })),
  };
}

async function permissions(
  ports: PlanPorts,
  actor: Actor,
  row: PlanRow,
  leaves: readonly PlanLeaf[],
): Promise<Record<string, Permission>> {
  const draft = {
    state: row.state as PlanView['state'],
    unitId: row.unit_id,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    leaves,
  };
  const against = confirmReasons(draft, await surroundings(ports));
  return {
    'plan.edit': permissionOf(ports.may(actor, 'plan.edit', row.unit_id), editPlanReasons(row.state)),
    'plan.confirm': permissionOf(ports.may(actor, 'plan.confirm', row.unit_id), against),
  };
}

/** A plan with leaves, difference and what the actor may do with it. */
export async function planView(ports: PlanPorts, actor: Actor, id: string): Promise<PlanView> {
  const db = ports.database.kysely;
  const row = await foundPlan(db, id);
  demand(ports, actor, 'plan.read', row.unit_id);
  const stored = await store.leavesOf(db, id);
  const leaves = stored.map(({ area: _area, ...leaf }) => leaf);
  return {
    id: row.id,
    unitId: row.unit_id,
    year: row.year,
    version: row.version,
    title: row.title,
    state: row.state as PlanView['state'],
    sourceName: row.source_name,
    sourceText: row.source_text,
    warnings: row.warnings as PlanView['warnings'],
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    revision: row.revision,
    leaves,
    difference: await difference(db, row, leaves),
    permissions: await permissions(ports, actor, row, leaves),
  };
}

/** Plans the actor may see, newest first. */
export async function listPlans(ports: PlanPorts, actor: Actor) {
  const units = visibleUnits(actor, 'plan.read', ports);
  const db = ports.database.kysely;
  const [rows, counts] = await Promise.all([store.listPlans(db, units?.[0]), store.planCounts(db)]);
  return rows.map(row => {
    const count = counts.get(row.id);
    return {
      id: row.id,
      unitId: row.unit_id,
      year: row.year,
      version: row.version,
      title: row.title,
      state: row.state as PlanView['state'],
      leafCount: count?.leaves ?? 0,
      elementCount: count?.elements ?? 0,
      dutyCount: count?.duties ?? 0,
    };
  });
}
