import { AppError } from '../../../platform/app-error.ts';
import type { Queries } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import { type Dataset, servedBy } from '../contract/pack.ts';
import type { CheckFinding } from '../contract.ts';
import type { DatasetPorts, DutyOption } from '../ports.ts';
import { checkTable, explanationKey } from '../rules/checks.ts';
import { jumpRuleOf } from '../rules/jumps.ts';
import { periodBefore } from '../rules/periods.ts';
import { publishedOf } from '../rules/published.ts';
import type { Values } from '../rules/table.ts';
import {
  editionsOf,
  explanationsOf,
  loadEdition,
  partsOfEditions,
  type StoredEdition,
  type StoredExplanation,
  type StoredPart,
  valuesOf,
} from '../store.ts';

/** An edition with everything that belongs to it. */
export interface OpenEdition {
  readonly set: Dataset;
  readonly edition: StoredEdition;
  readonly parts: readonly StoredPart[];
  readonly values: Values;
  readonly before: Values | null;
  /** Of the revisions of this period that were public before, the oldest first. */
  readonly earlier: readonly Values[];
  readonly explanations: readonly StoredExplanation[];
  readonly findings: readonly CheckFinding[];
}

/** Fault: `not-found` for a data set that the pack does not define. */
export function setOf(ports: DatasetPorts, id: string): Dataset {
  const set = ports.pack.sets.find(each => each.id === id);
  if (set === undefined) throw new AppError('not-found', { detail: '没有这个数据集。' });
  return set;
}

/** Fill rights reach the unit's own part; consolidating reaches the whole. */
export function mayRead(
  ports: DatasetPorts,
  actor: Actor,
  set: Dataset,
  unitIds: readonly string[],
): boolean {
  if (ports.may(actor, 'dataset.consolidate', set.owner).allowed) return true;
  if (ports.may(actor, 'dataset.propose', set.owner).allowed) return true;
  return unitIds.some(unitId => ports.may(actor, 'dataset.fill', unitId).allowed);
}

/** The last version of the period before; null where there is none. */
async function valuesBefore(db: Queries, set: Dataset, period: string): Promise<Values | null> {
  const [last] = await editionsOf(db, set.id, periodBefore(period));
  return last === undefined ? null : valuesOf(db, last.id);
}

/** What was once public stays known, withdrawn or not. */
async function earlierValues(db: Queries, { datasetId, period, revision }: StoredEdition): Promise<Values[]> {
  if (revision === 1) return [];
  const all = await editionsOf(db, datasetId, period);
  const wasPublic = all.filter(each => each.revision < revision && each.releasedAt !== null).toReversed();
  return Promise.all(wasPublic.map(each => valuesOf(db, each.id)));
}

export async function openEdition(
  ports: DatasetPorts,
  db: Queries,
  id: string,
  lock = false,
): Promise<OpenEdition> {
  const edition = await loadEdition(db, id, lock);
  const set = setOf(ports, edition.datasetId);
  const [byEdition, values, before, earlier, explanations] = await Promise.all([
    partsOfEditions(db, [id]),
    valuesOf(db, id),
    valuesBefore(db, set, edition.period),
    earlierValues(db, edition),
    explanationsOf(db, id),
  ]);
  const parts = byEdition.get(id) ?? [];
  const findings = checkTable({
    set,
    regions: ports.regions,
    values,
    before,
    jump: jumpRuleOf(ports.pack, set),
    isName: ports.isName,
    explanations: new Map(explanations.map(each => [explanationKey(each.code, each), each.words])),
  });
  return { set, edition, parts, values, before, earlier, explanations, findings };
}

/** Duties that the data set can meet: of its leaf first, then of others that it serves. */
export async function dutiesFor(ports: DatasetPorts, actor: Actor, set: Dataset): Promise<DutyOption[]> {
  const leaves = [...new Set([set.leaf, ...servedBy(set).map(({ leaf }) => leaf)])];
  return (await Promise.all(leaves.map(leaf => ports.dutiesOf(actor, leaf, set.owner)))).flat();
}

/** Only findings that stand have their explanation printed: one for what was corrected since would be wrong. */
export function publishedEditionOf(ports: DatasetPorts, open: OpenEdition, compiledOn: string) {
  const { set, edition, values, earlier, findings } = open;
  return publishedOf({
    set,
    ownerUnit: ports.unitName(edition.ownerUnitId),
    regions: ports.regions,
    values,
    earlier,
    period: edition.period,
    revision: edition.revision,
    revisionReason: edition.revisionReason,
    compiledOn,
    k: ports.pack.smallCount.k,
    demoNote: ports.demoNote,
    jump: jumpRuleOf(ports.pack, set),
    findings,
  });
}
