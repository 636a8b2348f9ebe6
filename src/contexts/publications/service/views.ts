import type { Actor, Finding, ItemRow, ItemView } from '../contract.ts';
import { type PublicationPorts, todayOf } from '../ports.ts';
import { withTie } from '../rules/package-permissions.ts';
import { permissionsFor } from '../rules/permissions.ts';
import { type WaitingStep, waitingSteps } from '../rules/review.ts';
import { listVersions, loadWithdrawal } from '../store/items.ts';
import type { ListedItem } from '../store/lists.ts';
import { policiesOf } from '../store/packages.ts';
import type { StoredDocument, StoredItem, StoredVersion } from '../store/rows.ts';
import { itemFacts, reviewFacts } from './facts.ts';
import { factsAround, tieOf } from './packages/ties.ts';

/** From stored rows to what the console shows. */

type Names = ReadonlyMap<string, string>;

/** Steps that wait, on the digest the row carries: a list does not read the bodies. */
export function waitingOf(
  ports: PublicationPorts,
  document: StoredDocument,
  version: StoredVersion,
): WaitingStep[] {
  if (version.state !== 'in-review') return [];
  const facts = reviewFacts(ports, document, version, version.digest);
  return waitingSteps(facts, ports.calendar(), todayOf(ports.clock));
}

export function columnName(ports: PublicationPorts, columnId: string): string {
  return ports.pack.catalogue.columns.find(each => each.id === columnId)?.name ?? columnId;
}

export function rowOf(
  ports: PublicationPorts,
  { document, version }: ListedItem,
  units: Names,
  policyId: string | null,
): ItemRow {
  return {
    id: document.id,
    kind: document.kind,
    columnId: document.columnId,
    columnName: columnName(ports, document.columnId),
    title: version.title,
    ownerUnitId: document.ownerUnitId,
    ownerUnitName: units.get(document.ownerUnitId) ?? document.ownerUnitId,
    versionNo: version.no,
    state: version.state,
    waitingFor: waitingOf(ports, document, version).map(({ step, dueOn, late }) => ({
      step: step.id,
      name: step.name,
      dueOn,
      late,
    })),
    indexNo: document.indexNo,
    path: document.path,
    liveVersion: document.liveVersion,
    changedAt: version.changedAt.toISOString(),
    releasedAt: document.releasedAt?.toISOString() ?? null,
    releaseAt: version.releaseAt?.toISOString() ?? null,
    policyId,
  };
}

export async function rowsOf(ports: PublicationPorts, items: readonly ListedItem[]): Promise<ItemRow[]> {
  const [units, policies] = await Promise.all([
    ports.unitNames([...new Set(items.map(each => each.document.ownerUnitId))]),
    policiesOf(
      ports.database.kysely,
      items.map(each => each.document.id),
    ),
  ]);
  return items.map(item => rowOf(ports, item, units, policies.get(item.document.id) ?? null));
}

function signaturesOf(
  ports: PublicationPorts,
  version: StoredVersion,
  digest: string,
  units: Names,
  staff: Names,
) {
  const steps = ports.pack.review.steps;
  const place = (id: string) => steps.findIndex(step => step.id === id);
  // Two acts of one instant are shown in the order of the chain.
  const ordered = [...version.signatures].sort(
    (a, b) =>
      a.round - b.round ||
      a.signedAt.getTime() - b.signedAt.getTime() ||
      Number(a.decision === 'returned') - Number(b.decision === 'returned') ||
      place(a.step) - place(b.step),
  );
  return ordered.map(each => ({
    step: each.step,
    stepName: steps.find(step => step.id === each.step)?.name ?? each.step,
    decision: each.decision,
    staffName: each.staffName,
    onBehalfOf: each.onBehalfOf === null ? null : (staff.get(each.onBehalfOf) ?? each.onBehalfOf),
    unitName: units.get(each.unitId) ?? each.unitId,
    signedAt: each.signedAt.toISOString(),
    digest: each.digest,
    current: each.round === version.round && each.digest === digest,
    reasons: [...each.reasons],
    note: each.note,
    filingNo: each.filingNo,
  }));
}

function plainFindings(findings: readonly Finding[]): Finding[] {
  return findings.map(each => ({ ...each, basis: [...each.basis] }));
}

export async function viewOf(ports: PublicationPorts, actor: Actor, item: StoredItem): Promise<ItemView> {
  const { document, current } = item;
  const { database } = ports;
  const facts = itemFacts(ports, item);
  const { digest } = facts.last.review;
  const [around, versions, withdrawal, log, duties] = await Promise.all([
    factsAround(ports, item),
    listVersions(database.kysely, document.id),
    document.withdrawnAt === null ? undefined : loadWithdrawal(database.kysely, document.id),
    ports.logEntries(document.id),
    current.meets.length === 0 ? undefined : ports.duties(current.meets.map(each => each.dutyId)),
  ]);
  const unitIds = [document.ownerUnitId, ...current.signatures.map(each => each.unitId)];
  if (withdrawal !== undefined) unitIds.push(withdrawal.unitId);
  const staffIds = [...current.drafters, ...current.signatures.flatMap(each => each.onBehalfOf ?? [])];
  const [units, staff] = await Promise.all([
    ports.unitNames([...new Set(unitIds)]),
    ports.staffNames([...new Set(staffIds)]),
  ]);
  const tie = tieOf(around, document.id);
  return {
    ...rowOf(ports, { document, version: current }, units, tie?.policyId ?? null),
    imported: document.imported,
    package: tie,
    revision: current.revision,
    summary: current.summary,
    bodyHtml: current.bodyHtml,
    metadata: current.metadata,
    attachments: [...current.attachments],
    meets: current.meets.map(each => {
      const title = duties?.get(each.dutyId)?.title;
      return { ...each, ...(title === undefined ? {} : { title }) };
    }),
    channels: [...current.channels],
    digest,
    drafters: current.drafters.map(id => staff.get(id) ?? id),
    chain: [...ports.pack.review.steps],
    signatures: signaturesOf(ports, current, digest, units, staff),
    gate:
      current.gate === null || current.gate.digest !== digest
        ? null
        : { verdict: current.gate.verdict, findings: plainFindings(current.gate.findings) },
    versions: versions.map(each => ({
      no: each.no,
      state: each.state as ItemRow['state'],
      changedAt: each.changed_at.toISOString(),
      releasedAt: each.released_at?.toISOString() ?? null,
    })),
    withdrawal:
      withdrawal === undefined
        ? null
        : {
            kind: withdrawal.kind,
            reason: withdrawal.reason,
            at: withdrawal.withdrawnAt.toISOString(),
            unitName: units.get(withdrawal.unitId) ?? withdrawal.unitId,
            replacedBy: withdrawal.replacedBy,
          },
    log: log.map(each => ({ ...each })),
    permissions: withTie(permissionsFor(actor, facts), around, document.id, ports.pack.review.steps),
  };
}
