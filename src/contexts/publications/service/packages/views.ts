import { AppError } from '../../../../platform/app-error.ts';
import type {
  Actor,
  PackageMember,
  PackageQuery,
  PackageRow,
  PackageView,
  Permission,
} from '../../contract.ts';
import type { PublicationPorts } from '../../ports.ts';
import { capacities } from '../../rules/authority.ts';
import { formWords, isCompulsory } from '../../rules/interpretation.ts';
import { memberPermissions, packagePermissions } from '../../rules/package-permissions.ts';
import {
  lackingReasons,
  type MemberFacts,
  openMembers,
  type PackageFacts,
  planOf,
  unconfirmed,
} from '../../rules/packages.ts';
import { checkId } from '../../store/items.ts';
import { type ListedPackage, listPackages, loadPackage, type StoredPackage } from '../../store/packages.ts';
import { unitSeen } from '../sight.ts';
import { waitingOf } from '../views.ts';
import { packageFacts } from './facts.ts';
import { memberOf } from './members.ts';

/** Packages as the console shows them. */

const ruleWords = {
  normative:
    '规范性文件应当与解读同步发布（国办发〔2016〕80号：文件与解读方案、解读材料同步组织、同步审签、同步部署）。',
  wide: '起草单位标明“涉及面广”，应当与解读同步发布（国办发〔2016〕80号：文件与解读方案、解读材料同步组织、同步审签、同步部署）。',
  free: '不属于必须解读的范围；组建了解读的，按解读方案的约定发布。',
} as const;

function ruleOf({ policy }: PackageFacts): string {
  if (!isCompulsory(policy.kind, policy.metadata)) return ruleWords.free;
  return policy.kind === 'normative-document' ? ruleWords.normative : ruleWords.wide;
}

function confirmationOf(stored: StoredPackage, facts: PackageFacts, documentId: string) {
  if (!facts.confirmed.has(documentId)) return null;
  const newest = stored.confirmations.find(each => each.documentId === documentId);
  if (newest === undefined) return null;
  const at = new Date(newest.confirmedAtMs).toISOString();
  return { staffName: newest.staffName, at, note: newest.note };
}

export function packageViews(ports: PublicationPorts) {
  const { kysely } = ports.database;

  function memberView(
    actor: Actor,
    stored: StoredPackage,
    facts: PackageFacts,
    member: MemberFacts,
  ): PackageMember {
    const { document, current, work } = memberOf(stored, member.documentId);
    const { documentId } = member;
    return {
      id: documentId,
      role: documentId === stored.policyId ? 'policy' : 'interpretation',
      kind: document.kind,
      title: current.title,
      form: member.content?.form ?? null,
      content: member.content,
      state: current.state,
      versionNo: current.no,
      isOpen: work !== null,
      liveVersion: document.liveVersion,
      revision: current.revision,
      digest: member.item.last.review.digest,
      path: document.path,
      releaseAt: current.releaseAt?.toISOString() ?? null,
      waitingFor: waitingOf(ports, document, current).map(({ step, dueOn, late }) => ({
        step: step.id,
        name: step.name,
        dueOn,
        late,
      })),
      confirmed: confirmationOf(stored, facts, documentId),
      needsConfirmation: unconfirmed(facts).some(each => each.documentId === documentId),
      permissions: memberPermissions(actor, facts, member, document.firstReleasedAt !== null) as Record<
        string,
        Permission
      >,
    };
  }

  /** The steps some member waits for, each once with its earliest date. */
  function waitingSteps(stored: StoredPackage, facts: PackageFacts): PackageView['waitingFor'] {
    const steps = new Map<string, PackageView['waitingFor'][number]>();
    for (const { documentId } of openMembers(facts)) {
      const { document, current } = memberOf(stored, documentId);
      for (const { step, dueOn, late } of waitingOf(ports, document, current)) {
        const known = steps.get(step.id);
        if (known === undefined || dueOn < known.dueOn)
          steps.set(step.id, { step: step.id, name: step.name, command: step.command, dueOn, late });
      }
    }
    return [...steps.values()];
  }

  /** The package of a policy; asked with an interpretation, that of the policy it explains. */
  async function getPackage(actor: Actor, documentId: string): Promise<PackageView> {
    checkId(documentId);
    const stored = await loadPackage(kysely, documentId);
    if (stored === undefined) throw new AppError('not-found');
    const { document } = stored.policy;
    if (capacities(actor, 'item.read', document.ownerUnitId).length === 0) throw new AppError('not-allowed');
    const facts = packageFacts(ports, stored);
    const units = await ports.unitNames([document.ownerUnitId]);
    const { exemption } = stored;
    return {
      policyId: stored.policyId,
      title: stored.policy.current.title,
      ownerUnitId: document.ownerUnitId,
      ownerUnitName: units.get(document.ownerUnitId) ?? document.ownerUnitId,
      compulsory: isCompulsory(document.kind, facts.policy.metadata),
      rule: ruleOf(facts),
      exemption:
        exemption === null
          ? null
          : {
              reason: exemption.reason,
              staffName: exemption.staffName,
              at: new Date(exemption.exemptedAtMs).toISOString(),
            },
      plan: planOf(facts),
      members: [facts.policy, ...facts.interpretations].map(each => memberView(actor, stored, facts, each)),
      missing: lackingReasons(facts).map(({ code, message, basis }) => ({
        code,
        message,
        basis: [...basis],
      })),
      waitingFor: waitingSteps(stored, facts),
      releaseAt: stored.policy.current.releaseAt?.toISOString() ?? null,
      permissions: packagePermissions(actor, facts, ports.pack.review.steps) as Record<string, Permission>,
    };
  }

  function rowOf(listed: ListedPackage, units: ReadonlyMap<string, string>): PackageRow {
    const { ownerUnitId, validity, wideEffect, ...row } = listed;
    return {
      policyId: row.policyId,
      kind: row.kind,
      title: row.title,
      ownerUnitName: units.get(ownerUnitId) ?? ownerUnitId,
      state: row.state,
      compulsory: isCompulsory(row.kind, { wideEffect, validity }),
      exempt: row.exempt,
      forms: row.forms.filter(form => formWords[form] !== undefined),
      interpretations: row.interpretations,
      changedAt: row.changedAt.toISOString(),
      releasedAt: row.releasedAt?.toISOString() ?? null,
    };
  }

  /** Policies with interpretations, and those that lack the one they must have. */
  async function listPackagesSeen(actor: Actor, query: PackageQuery) {
    const { packages, count } = await listPackages(kysely, query, unitSeen(actor));
    const units = await ports.unitNames([...new Set(packages.map(each => each.ownerUnitId))]);
    return { packages: packages.map(each => rowOf(each, units)), count, page: query.page, size: query.size };
  }

  return { getPackage, listPackages: listPackagesSeen };
}
