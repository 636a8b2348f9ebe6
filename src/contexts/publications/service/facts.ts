import type { Day } from '../../../law/day.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import type { PublicationPorts } from '../ports.ts';
import type { ItemFacts, VersionFacts } from '../rules/decisions.ts';
import { digestOf, type SignedContent } from '../rules/digest.ts';
import type { ReviewFacts } from '../rules/review.ts';
import type { StoredDocument, StoredItem, StoredVersion } from '../store/rows.ts';

/** From stored rows to the facts that the rules decide on. Digests are computed from the bytes, never taken on trust. */

export function dayOfInstant(instant: Date): Day {
  return shanghaiDay(instant) as Day;
}

export function contentOf(document: StoredDocument, version: StoredVersion): SignedContent {
  const { kind, path, columnId, ownerUnitId } = document;
  const { title, summary, bodyHtml, metadata, attachments, meets, releaseAt, channels } = version;
  return {
    kind,
    path,
    columnId,
    ownerUnitId,
    title,
    summary,
    bodyHtml,
    metadata,
    attachments,
    meets,
    releaseAt: releaseAt?.toISOString() ?? null,
    channels,
  };
}

export function currentDigest(document: StoredDocument, version: StoredVersion): string {
  return digestOf(contentOf(document, version));
}

export function reviewFacts(
  ports: Pick<PublicationPorts, 'pack'>,
  document: StoredDocument,
  version: StoredVersion,
  digest: string,
): ReviewFacts {
  return {
    chain: ports.pack.review.steps,
    ownerUnitId: document.ownerUnitId,
    drafters: version.drafters,
    round: version.round,
    digest,
    submittedOn: version.submittedAt === null ? null : dayOfInstant(version.submittedAt),
    signatures: version.signatures.map(each => ({ ...each, signedOn: dayOfInstant(each.signedAt) })),
  };
}

/** What only some decisions ask for is computed when it is asked for: an edit needs no digest of what it replaces. */
function versionFacts(
  ports: PublicationPorts,
  document: StoredDocument,
  version: StoredVersion,
): VersionFacts {
  let known: ReviewFacts | undefined;
  const review = (): ReviewFacts => {
    known ??= reviewFacts(ports, document, version, currentDigest(document, version));
    return known;
  };
  return {
    no: version.no,
    state: version.state,
    get review() {
      return review();
    },
    get release() {
      const { gate, metadata, releaseAt } = version;
      return {
        review: review(),
        storedDigest: version.digest,
        metadata,
        gate: gate !== null && gate.digest === review().digest ? gate : null,
        releaseAtMs: releaseAt?.getTime() ?? null,
        nowMs: ports.clock.now().getTime(),
      };
    },
  };
}

export function itemFacts(ports: PublicationPorts, item: StoredItem): ItemFacts {
  const { document, work, live, current } = item;
  const known = new Map<StoredVersion, VersionFacts>();
  const factsOf = (version: StoredVersion): VersionFacts => {
    const facts = known.get(version) ?? versionFacts(ports, document, version);
    known.set(version, facts);
    return facts;
  };
  return {
    ownerUnitId: document.ownerUnitId,
    kind: document.kind,
    work: work === null ? null : factsOf(work),
    live: live === null ? null : factsOf(live),
    last: factsOf(current),
  };
}
