import { AppError } from '../../../../platform/app-error.ts';
import { transaction } from '../../../../platform/database/database.ts';
import type { Actor } from '../../contract.ts';
import type { PublicationPorts, Trx } from '../../ports.ts';
import { unresolved } from '../../rules/gate/gate.ts';
import type { PackageFacts } from '../../rules/packages.ts';
import { insertVerdict } from '../../store/changes.ts';
import { checkId } from '../../store/items.ts';
import { loadPackage, lockPackage, type StoredPackage } from '../../store/packages.ts';
import type { StoredItem } from '../../store/rows.ts';
import { readAttachmentsAhead, runGate, verdictRow } from '../gating.ts';
import { type Outcome, permittedOrThrow, type Result } from '../perform.ts';
import { packageFacts } from './facts.ts';

/** The one shape of a use case that touches the members of a package. */

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

const leaving: ReadonlySet<string> = new Set(['approved', 'scheduled']);

/**
 * The gate once more before anything leaves: a table of the pack may have changed since the review, or a document that is
 * cited may have been repealed. What was let pass on these bytes stays let pass. A new verdict is kept, also where the
 * release is refused for it.
 */
async function checkedAgain(
  ports: PublicationPorts,
  trx: Trx,
  stored: StoredPackage,
): Promise<StoredPackage> {
  async function fresh(item: StoredItem): Promise<StoredItem> {
    const { document, work } = item;
    if (work === null || !leaving.has(work.state)) return item;
    // Without a verdict on these bytes, or with one that blocks, it does not leave anyhow.
    const { gate } = work;
    if (gate === null || gate.digest !== work.digest || unresolved(gate).length > 0) return item;
    const verdict = await runGate(ports, document, work, work.digest);
    const same = JSON.stringify([verdict.verdict, verdict.findings]);
    if (JSON.stringify([gate.verdict, gate.findings]) === same) return item;
    const at = ports.clock.now();
    await insertVerdict(
      trx,
      { id: document.id, no: work.no, at },
      verdictRow(document, work, work.digest, verdict, at),
    );
    const checked = { ...work, gate: { digest: work.digest, ...verdict } };
    return { ...item, work: checked, current: item.current === work ? checked : item.current };
  }
  return {
    ...stored,
    policy: await fresh(stored.policy),
    interpretations: await Promise.all(stored.interpretations.map(fresh)),
  };
}

/** Files whose readings have been forgotten are read before the transaction: that may take a minute. */
async function readAhead(ports: PublicationPorts, documentId: string): Promise<void> {
  const stored = await loadPackage(ports.database.kysely, documentId);
  for (const each of stored === undefined ? [] : idsOf(stored)) await readAttachmentsAhead(ports, each);
}

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
  if (command === 'item.release') await readAhead(ports, documentId);
  const outcome = await transaction(ports.database, async trx => {
    const locked = await lockPackage(trx, documentId);
    if (locked === undefined) throw new AppError('not-found');
    const stored = command === 'item.release' ? await checkedAgain(ports, trx, locked) : locked;
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
