import type { PublicationPorts } from '../../ports.ts';
import type { MemberFacts, PackageFacts } from '../../rules/packages.ts';
import { imageDigests, imagesWithoutWords } from '../../sanitise.ts';
import type { StoredPackage } from '../../store/packages.ts';
import type { StoredItem } from '../../store/rows.ts';
import { itemFacts } from '../facts.ts';

/** From stored packages to the facts the rules decide on. */

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
