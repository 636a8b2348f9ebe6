import { AppError } from '../../../platform/app-error.ts';
import type { Actor, CommandName, Permission } from '../../organisation/contract.ts';
import { releasedList } from '../contract/released.ts';
import type { EditionRow, RecordRow, ReleasedList, SubjectView } from '../contract.ts';
import type { PowerPorts } from '../ports.ts';
import { basisOf } from '../rules/decisions.ts';
import { elementsOf, gapsOf } from '../rules/gaps.ts';
import type { StoredEdition } from '../store/editions.ts';
import type { StoredRecord } from '../store/records.ts';
import { liveOf, pendingChanges, type SubjectFacts } from './facts.ts';

/** What staff see. */

/** Fault `not-allowed` with every reason. */
export function demand(
  { may }: Pick<PowerPorts, 'may'>,
  actor: Actor,
  command: CommandName,
  unitId?: string,
): void {
  const { allowed, reasons } = may(actor, command, unitId);
  if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

function parsed(bytes: Uint8Array): ReleasedList {
  return releasedList.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** Released files never change: each is read once. */
export function releasedFiles({ readFile }: Pick<PowerPorts, 'readFile'>) {
  const most = 300;
  const kept = new Map<string, ReleasedList>();
  return async (digest: string): Promise<ReleasedList | null> => {
    const known = kept.get(digest);
    if (known !== undefined) return known;
    const bytes = await readFile(digest);
    if (bytes === null) return null;
    const list = parsed(bytes);
    if (kept.size >= most) kept.delete(kept.keys().next().value!);
    kept.set(digest, list);
    return list;
  };
}

export function rowOf(record: StoredRecord, units: ReadonlyMap<string, string>): RecordRow {
  const { id, sort, code, name, unitId, state, revision, changedByName } = record;
  return {
    ...{ id, sort, code, name, unitId, state, revision, changedByName },
    unitName: units.get(unitId) ?? unitId,
    changedAt: record.changedAt.toISOString(),
    gaps: gapsOf(record).length,
  };
}

function editionOf(edition: StoredEdition): EditionRow {
  const { no, state, itemId, path, entries, changes, proposedByName, withdrawnReason } = edition;
  return {
    ...{ no, state, itemId, path, entries, changes, proposedByName, withdrawnReason },
    proposedAt: edition.proposedAt.toISOString(),
    releasedAt: edition.releasedAt?.toISOString() ?? null,
    withdrawnAt: edition.withdrawnAt?.toISOString() ?? null,
  };
}

/** The permission of a command, with why the thing itself does not allow it now. */
function joined(permission: Permission, reasons: Permission['reasons']): Permission {
  const all = [...permission.reasons, ...reasons];
  return { allowed: all.length === 0, reasons: all };
}

export interface SubjectParts {
  readonly facts: SubjectFacts;
  readonly editions: readonly StoredEdition[];
  readonly units: ReadonlyMap<string, string>;
  readonly live: ReleasedList | null;
}

export function subjectViewOf(
  ports: PowerPorts,
  actor: Actor,
  parts: SubjectParts,
  leaf: string,
): SubjectView {
  const { facts, editions, units, live } = parts;
  const { current, sort, subject, title, ownerUnitId } = facts;
  const empty =
    current.length > 0 || liveOf(editions) !== undefined
      ? []
      : [{ code: 'no-entries', message: '还没有事项，请先录入。', basis: [...basisOf(sort)] }];
  return {
    ...{ subject, sort, title, leaf },
    ownerUnitId: ownerUnitId ?? '',
    entries: current.length,
    withGaps: current.filter(record => gapsOf(record).length > 0).length,
    pending: pendingChanges(facts, live, units),
    editions: editions.map(editionOf),
    elements: elementsOf(sort, current),
    permissions: { 'power.propose': joined(ports.may(actor, 'power.propose', ownerUnitId), empty) },
  };
}
