import type { Verdict } from '../contract.ts';
import { type PublicationPorts, todayOf } from '../ports.ts';
import { withOverridesOf } from '../rules/gate/gate.ts';
import { isCompulsory } from '../rules/interpretation.ts';
import { standing } from '../rules/packages.ts';
import { htmlBlocks, htmlLinks, htmlText, imagesWithoutWords } from '../sanitise.ts';
import { checkId, loadItem } from '../store/items.ts';
import { loadPackage } from '../store/packages.ts';
import type { CheckedContent, NewVerdict, StoredDocument, StoredVersion } from '../store/rows.ts';
import { citedBy } from './normative/reading.ts';
import { packageFacts } from './packages/facts.ts';

/** Running the gate on stored bytes, and keeping the verdict with what it was given on. */

/** Null: none is needed, or the item is itself one. */
async function hasInterpretation(
  ports: PublicationPorts,
  document: StoredDocument,
  version: StoredVersion,
): Promise<boolean | null> {
  if (!isCompulsory(document.kind, version.metadata)) return null;
  const stored = await loadPackage(ports.database.kysely, document.id);
  if (stored === undefined || stored.policy.document.id !== document.id) return null;
  const facts = packageFacts(ports, stored);
  return facts.isExempt || standing(facts).length > 0;
}

export async function runGate(
  ports: PublicationPorts,
  document: StoredDocument,
  version: StoredVersion,
  digest: string,
): Promise<Verdict> {
  const { attachments, meets, bodyHtml } = version;
  const duties = meets.length === 0 ? [] : [...(await ports.duties(meets.map(each => each.dutyId))).values()];
  const verdict = await ports.examine({
    kind: document.kind,
    title: version.title,
    summary: version.summary,
    bodyText: htmlText(bodyHtml),
    metadata: version.metadata,
    imagesWithoutWords: imagesWithoutWords(bodyHtml),
    attachments: attachments.map(({ name, fileDigest }) => ({ name, fileDigest })),
    links: htmlLinks(bodyHtml),
    duties,
    today: todayOf(ports.clock),
    ...(ports.pack.gate === undefined ? {} : { tables: ports.pack.gate }),
    deadLinks: (await ports.deadLinks?.()) ?? [],
    ...(await citedBy(ports, document, version)),
    hasInterpretation: await hasInterpretation(ports, document, version),
  });
  const earlier = version.gate !== null && version.gate.digest === digest ? version.gate : null;
  return withOverridesOf(verdict, earlier);
}

/** Has the attachments of an item read before the transaction in which it is judged: reading may take a minute. */
export async function readAttachmentsAhead(ports: PublicationPorts, itemId: string): Promise<void> {
  if (ports.readAhead === undefined) return;
  checkId(itemId);
  const item = await loadItem(ports.database.kysely, itemId);
  if (item !== undefined && item.current.attachments.length > 0)
    await ports.readAhead(item.current.attachments.map(({ name, fileDigest }) => ({ name, fileDigest })));
}

/** What a reviewer reads, in a form that can be compared later. */
export function checkedContent(document: StoredDocument, version: StoredVersion): CheckedContent {
  return {
    title: version.title,
    summary: version.summary,
    blocks: htmlBlocks(version.bodyHtml),
    fields: {
      ...version.metadata,
      summary: version.summary,
      columnId: document.columnId,
      releaseAt: version.releaseAt?.toISOString() ?? null,
      meets: version.meets,
      ...(version.channels.length === 0 ? {} : { channels: version.channels }),
    },
    attachments: version.attachments.map(({ fileDigest, name }) => ({ fileDigest, name })),
  };
}

export function verdictRow(
  document: StoredDocument,
  version: StoredVersion,
  digest: string,
  verdict: Verdict,
  at: Date,
): NewVerdict {
  return { digest, ...verdict, checked: checkedContent(document, version), at };
}
