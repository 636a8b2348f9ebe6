import type { Verdict } from '../contract.ts';
import type { PublicationPorts } from '../ports.ts';
import { gate, withOverridesOf } from '../rules/gate/gate.ts';
import { htmlBlocks, htmlText, imagesWithoutWords } from '../sanitise.ts';
import type { CheckedContent, NewVerdict, StoredDocument, StoredVersion } from '../store/rows.ts';

/** Running the gate on stored bytes, and keeping the verdict with what it was given on. */

export async function runGate(
  ports: PublicationPorts,
  document: StoredDocument,
  version: StoredVersion,
  digest: string,
): Promise<Verdict> {
  const { attachments, meets, bodyHtml } = version;
  const [texts, duties] = await Promise.all([
    attachments.length === 0
      ? new Map<string, string | null>()
      : ports.attachments.texts(attachments.map(each => each.fileDigest)),
    meets.length === 0 ? new Map() : ports.duties(meets.map(each => each.dutyId)),
  ]);
  const verdict = gate({
    kind: document.kind,
    title: version.title,
    summary: version.summary,
    bodyText: htmlText(bodyHtml),
    metadata: version.metadata,
    imagesWithoutWords: imagesWithoutWords(bodyHtml),
    attachments: attachments.map(each => ({ name: each.name, text: texts.get(each.fileDigest) ?? null })),
    duties: [...duties.values()],
  });
  const earlier = version.gate !== null && version.gate.digest === digest ? version.gate : null;
  return withOverridesOf(verdict, earlier);
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
