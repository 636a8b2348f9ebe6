import { AppError } from '../../../../platform/app-error.ts';
import { transaction } from '../../../../platform/database/database.ts';
import type { Actor } from '../../contract.ts';
import type { PublicationPorts, Trx } from '../../ports.ts';
import type { MemberFacts, PackageFacts } from '../../rules/packages.ts';
import { imageDigests, imagesWithoutWords } from '../../sanitise.ts';
import { checkId } from '../../store/items.ts';
import { lockPackage, type StoredPackage } from '../../store/packages.ts';
import type { StoredItem } from '../../store/rows.ts';
import { itemFacts } from '../facts.ts';
import { type Outcome, permittedOrThrow, type Result } from '../perform.ts';

/** From stored packages to the facts the rules decide on, and the one shape of a use case that touches several members. */

export function memberFacts(ports: PublicationPorts, item: StoredItem): MemberFacts {
  const { document, current } = item;
  const { title, bodyHtml, metadata } = current;
  return {
    documentId: document.id,
    title,
    kind: document.kind,
    item: itemFacts(ports, item),
    metadata,
    content: metadata.interpretation ?? null,
    pictures: imageDigests(bodyHtml).length,
    picturesWithoutWords: imagesWithoutWords(bodyHtml),
  };
}

/** A confirmation stands on the bytes of both: any later edit of either voids it, as it voids a signature. */
function confirmedOf(
  stored: StoredPackage,
  policy: MemberFacts,
  interpretations: readonly MemberFacts[],
): Set<string> {
  const { work } = policy.item;
  if (work === null) return new Set();
  const live = new Map(interpretations.map(each => [each.documentId, each.item.live]));
  const standing = stored.confirmations.filter(
    each =>
      each.policyDigest === work.review.digest &&
      each.documentDigest === live.get(each.documentId)?.review.digest,
  );
  return new Set(standing.map(each => each.documentId));
}

export function packageFacts(ports: PublicationPorts, stored: StoredPackage): PackageFacts {
  const policy = memberFacts(ports, stored.policy);
  const interpretations = stored.interpretations.map(each => memberFacts(ports, each));
  const confirmed = confirmedOf(stored, policy, interpretations);
  return { policy, interpretations, isExempt: stored.exemption !== null, confirmed };
}

export function membersOf({ policy, interpretations }: StoredPackage): StoredItem[] {
  return [policy, ...interpretations];
}

export function memberOf(stored: StoredPackage, documentId: string): StoredItem {
  const found = membersOf(stored).find(each => each.document.id === documentId);
  if (found === undefined) throw new Error(`no member ${documentId}`);
  return found;
}

export function idsOf(stored: StoredPackage): string[] {
  return membersOf(stored).map(each => each.document.id);
}

/** What was done to one member: a line of the audit trail of its own. */
export interface MemberLine {
  readonly documentId: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
export type Together<T> =
  | {
      readonly ok: true;
      readonly value: T;
      /** The first is what the command was about. */
      readonly lines: readonly MemberLine[];
      /** Nothing was done and nobody asked. */
      readonly unrecorded?: boolean;
    }
  | Extract<Outcome<T>, { ok: false }>;

interface Attempted {
  readonly actor: Actor | null;
  readonly command: string;
  readonly documentId: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Runs `work` on a package that is locked and loaded first, in one transaction, and records it: one line for each member
 * it touched, or one refusal. Fault: `not-found`.
 */
export async function attemptTogether<T>(
  ports: PublicationPorts,
  { actor, command, documentId, detail = {} }: Attempted,
  work: (trx: Trx, stored: StoredPackage, facts: PackageFacts) => Promise<Together<T>>,
): Promise<Result<T>> {
  checkId(documentId);
  const outcome = await transaction(ports.database, async trx => {
    const stored = await lockPackage(trx, documentId);
    if (stored === undefined) throw new AppError('not-found');
    const answer = await work(trx, stored, packageFacts(ports, stored));
    if (answer.ok && answer.unrecorded === true) return answer;
    const shared = { at: ports.clock.now(), actor, command, subjectKind: 'item' } as const;
    if (!answer.ok) {
      const reasons = answer.reasons.map(each => each.code);
      const refused = { ...shared, subjectId: documentId, outcome: 'refused' } as const;
      await ports.recordAudit(trx, { ...refused, detail: { ...detail, reasons } });
      return answer;
    }
    const together = answer.lines.length > 1 ? { package: stored.policyId } : {};
    for (const line of answer.lines)
      await ports.recordAudit(trx, {
        ...shared,
        subjectId: line.documentId,
        outcome: 'done',
        detail: { ...detail, ...together, ...line.detail },
      });
    return answer;
  });
  if (outcome.ok) return { ok: true, value: outcome.value };
  permittedOrThrow(outcome.reasons);
  return outcome;
}
