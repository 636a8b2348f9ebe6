import type { PackageTie } from '../../contract.ts';
import type { PublicationPorts } from '../../ports.ts';
import { isCompulsory } from '../../rules/interpretation.ts';
import { isBound, type PackageFacts } from '../../rules/packages.ts';
import { packageOf } from '../../store/packages.ts';
import type { StoredItem } from '../../store/rows.ts';
import { packageFacts } from './facts.ts';

/** What an item says of its package; null where it neither has one nor ought to have. */
export function tieOf(facts: PackageFacts, documentId: string): PackageTie | null {
  const { policy, interpretations, isExempt } = facts;
  const compulsory = isCompulsory(policy.kind, policy.metadata);
  if (interpretations.length === 0 && !compulsory && !isExempt) return null;
  return {
    policyId: policy.documentId,
    policyTitle: policy.title,
    role: policy.documentId === documentId ? 'policy' : 'interpretation',
    compulsory,
    exempt: isExempt,
    interpretations: interpretations.length,
    bound: isBound(facts),
  };
}

/** The package of a loaded item, as the rules see it. */
export async function factsAround(ports: PublicationPorts, item: StoredItem): Promise<PackageFacts> {
  return packageFacts(ports, await packageOf(ports.database.kysely, item));
}
