import type { Actor, Permission } from '../../organisation/contract.ts';
import type { CheckFinding, EditionRowView, EditionView, GridRow, PartView } from '../contract.ts';
import type { DatasetPorts } from '../ports.ts';
import { changeLines } from '../rendering/words.ts';
import { unsettled } from '../rules/checks.ts';
import { type Move, stateReasons } from '../rules/moves.ts';
import { ledgerPeriod, periodWords } from '../rules/periods.ts';
import { suppressLast } from '../rules/suppression.ts';
import { completed, enteredCells, isEntered, keyOf, ownerPart, rowsOf } from '../rules/table.ts';
import type { StoredEdition, StoredPart } from '../store.ts';
import { dutiesFor, type OpenEdition, publishedEditionOf, setOf } from './room.ts';

/** What staff see of editions. */

export function rowView(
  ports: DatasetPorts,
  edition: StoredEdition,
  parts: readonly StoredPart[],
): EditionRowView {
  const set = setOf(ports, edition.datasetId);
  return {
    id: edition.id,
    datasetId: set.id,
    title: set.title,
    leaf: set.leaf,
    period: edition.period,
    periodWords: periodWords(edition.period),
    revision: edition.revision,
    state: edition.state,
    ownerUnitId: edition.ownerUnitId,
    ownerUnitName: ports.unitName(edition.ownerUnitId),
    partsIn: parts.filter(part => part.state === 'submitted').length,
    partsAll: parts.length,
    changedAt: edition.changedAt,
  };
}

/** What the rights and the state say together. */
export function permitted(right: Permission, move: Move, { state }: StoredEdition): Permission {
  const reasons = [
    ...right.reasons,
    ...stateReasons(move, state).map(each => ({ ...each, basis: each.basis.map(basis => ({ ...basis })) })),
  ];
  return { allowed: reasons.length === 0, reasons };
}

function partView(ports: DatasetPorts, actor: Actor, open: OpenEdition, stored: StoredPart): PartView {
  const { set, edition, values } = open;
  const cells = enteredCells(set, ports.regions).filter(cell => cell.part === stored.part);
  const fill = ports.may(actor, 'dataset.fill', stored.unitId);
  const closed =
    stored.state === 'submitted'
      ? [{ code: 'part-submitted', message: '这一部分已经上报。需要修改的请汇总单位退回。', basis: [] }]
      : [];
  const save = permitted({ allowed: fill.allowed, reasons: [...fill.reasons, ...closed] }, 'save', edition);
  const consolidate = permitted(ports.may(actor, 'dataset.consolidate', set.owner), 'return', edition);
  const still =
    stored.state === 'open'
      ? [{ code: 'part-open', message: '这一部分还没有上报，不需要退回。', basis: [] }]
      : [];
  const back = {
    allowed: consolidate.allowed && still.length === 0,
    reasons: [...consolidate.reasons, ...still],
  };
  return {
    part: stored.part,
    name: ports.regions.find(region => region.code === stored.part)?.name ?? '市本级',
    unitId: stored.unitId,
    unitName: ports.unitName(stored.unitId),
    revision: stored.revision,
    state: stored.state,
    filled: cells.filter(cell => values.has(keyOf(cell))).length,
    cells: cells.length,
    changedByName: stored.changedByName,
    changedAt: stored.changedAt,
    returnReason: stored.returnReason,
    permissions: { 'dataset.fill': save, 'dataset.return': back },
  };
}

function gridRows(ports: DatasetPorts, open: OpenEdition): GridRow[] {
  const { set, values, before, earlier } = open;
  const all = completed(set, ports.regions, values);
  const last = before === null ? new Map() : completed(set, ports.regions, before);
  const { hidden } = suppressLast(set, ports.regions, ports.pack.smallCount.k, earlier, values);
  return rowsOf(set, ports.regions).map(row => {
    const key = (measure: string) => keyOf({ region: row.region, class: row.class, measure });
    const ids = set.measures.map(each => each.id);
    return {
      ...row,
      values: Object.fromEntries(ids.map(id => [id, all.get(key(id)) ?? null])),
      before: Object.fromEntries(ids.map(id => [id, last.get(key(id)) ?? null])),
      entered: set.measures.filter(measure => isEntered(set, row, measure)).map(measure => measure.id),
      suppressed: ids.filter(id => hidden.has(key(id))),
    };
  });
}

/** Only what concerns the parts a county may see. */
function visible(open: OpenEdition, view: EditionView, units: ReadonlySet<string>): EditionView {
  const parts = view.parts.filter(part => units.has(part.unitId));
  const own = new Set(parts.map(part => part.part));
  return {
    ...view,
    parts,
    rows: view.rows.filter(row => own.has(row.part)),
    findings: view.findings.filter(({ cell }) => cell !== null && own.has(cell.region ?? 'owner')),
    // Totals of others are not known before they are public.
    notes: [],
    duties: [],
    revisionReason: open.edition.revisionReason,
  };
}

function commands(ports: DatasetPorts, actor: Actor, open: OpenEdition): EditionView['permissions'] {
  const { set, edition, parts, findings } = open;
  const consolidate = ports.may(actor, 'dataset.consolidate', set.owner);
  const propose = ports.may(actor, 'dataset.propose', set.owner);
  const waiting = parts.filter(part => part.state === 'open' && part.part !== 'owner');
  const left = unsettled(findings);
  const unready = [
    ...(waiting.length === 0
      ? []
      : [
          {
            code: 'part-open',
            message: `还有${waiting.length}个单位没有上报：${waiting.map(part => ports.unitName(part.unitId)).join('、')}。`,
            basis: [],
          },
        ]),
    ...(left.length === 0
      ? []
      : [{ code: 'findings-left', message: `还有${left.length}处核对问题没有改正或者说明。`, basis: [] }]),
  ];
  const ready = permitted(consolidate, 'consolidate', edition);
  const blocked = edition.state === 'collecting' ? unready : [];
  return {
    'dataset.consolidate': {
      allowed: ready.allowed && blocked.length === 0,
      reasons: [...ready.reasons, ...blocked],
    },
    'dataset.reopen': permitted(consolidate, 'reopen', edition),
    'dataset.propose': permitted(propose, 'propose', edition),
    'dataset.revise': permitted(consolidate, 'revise', edition),
  };
}

/** A cell that another unit has not come to yet: who is still at it stands among the parts. */
function isAwaited(
  ports: DatasetPorts,
  actor: Actor,
  parts: readonly StoredPart[],
  { code, cell }: CheckFinding,
): boolean {
  if (code !== 'cell-missing' || cell === null) return false;
  const part = parts.find(each => each.part === (cell.region ?? ownerPart));
  return part?.state === 'open' && !ports.may(actor, 'dataset.fill', part.unitId).allowed;
}

/** What the reader is told beside the figures. */
function publicNotes(ports: DatasetPorts, open: OpenEdition): string[] {
  const published = publishedEditionOf(ports, open, ports.clock.today());
  return [...changeLines(published), ...published.notes];
}

export async function editionView(
  ports: DatasetPorts,
  actor: Actor,
  open: OpenEdition,
  history: readonly StoredEdition[],
): Promise<EditionView> {
  const { set, edition, parts, findings } = open;
  const isWhole =
    ports.may(actor, 'dataset.consolidate', set.owner).allowed ||
    ports.may(actor, 'dataset.propose', set.owner).allowed;
  const duties = isWhole ? await dutiesFor(ports, actor, set) : [];
  const near = ledgerPeriod(edition.period);
  const view: EditionView = {
    ...rowView(ports, edition, parts),
    description: set.description,
    definition: set.definition,
    source: set.source,
    regions: set.regions,
    classWord: set.classWord,
    classes: set.classes,
    measures: set.measures.map(({ id, name, unit, rule, countsPersons }) => ({
      id,
      name,
      unit,
      rule,
      countsPersons,
    })),
    revisionReason: edition.revisionReason,
    parts: parts.map(part => partView(ports, actor, open, part)),
    rows: gridRows(ports, open),
    findings: findings.filter(each => !isAwaited(ports, actor, parts, each)),
    notes: isWhole && edition.state !== 'collecting' ? publicNotes(ports, open) : [],
    itemId: edition.itemId,
    path: edition.path,
    dataDigest: edition.dataDigest,
    releasedAt: edition.releasedAt,
    withdrawnReason: edition.withdrawnReason,
    // The duty of the same period first.
    duties: [...duties]
      .sort((a, b) => Number(b.period === near) - Number(a.period === near))
      .map(({ id, words, period }) => ({ id, words, isOfPeriod: period === near })),
    history: history.map(each => ({
      id: each.id,
      revision: each.revision,
      state: each.state,
      reason: each.revisionReason,
      at: each.releasedAt ?? each.createdAt,
    })),
    permissions: commands(ports, actor, open),
  };
  if (isWhole) return view;
  const units = parts.map(part => part.unitId).filter(id => ports.may(actor, 'dataset.fill', id).allowed);
  return visible(open, view, new Set(units));
}
