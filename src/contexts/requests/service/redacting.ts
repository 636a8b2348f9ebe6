import type { RedactionOrder, RedactionReport } from '../../files/contract/redaction.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { RequestPorts } from '../ports.ts';
import type { handlingCases } from './handling.ts';
import type { PaperCases } from './papers.ts';
import type { Result } from './perform.ts';
import type { readingCases } from './reading.ts';

/** Making the copy that goes out with a partial reply (条例 art 37): what is withheld is gone from it, not only unseen. */
export function redactingCases(
  ports: RequestPorts,
  papers: PaperCases,
  handling: ReturnType<typeof handlingCases>,
  reading: ReturnType<typeof readingCases>,
) {
  /**
   * Covers a paper of the case as ordered, checks the copy, and files it as information to be supplied. Faults as those
   * of reading the paper and of redaction; nothing is filed then.
   */
  async function redactPaper(
    actor: Actor,
    id: string,
    paperId: string,
    order: RedactionOrder,
  ): Promise<Result<{ readonly report: RedactionReport }>> {
    const filing = { kind: 'supplied', redacted: true } as const;
    const { permissions } = await reading.view(actor, id);
    if (permissions['add-paper']?.allowed !== true) {
      // The refusal is that of filing, with its reasons and its line in the audit trail; no copy is made for nothing.
      const refused = await handling.fileUpload(actor, id, { ...filing, upload: '', title: '遮盖副本' });
      return refused.ok ? { ok: false, reasons: [] } : refused;
    }
    const paper = await reading.openPaper(actor, id, paperId);
    const { digest } = await papers.paperIn(ports.database.kysely, id, paperId);
    const copy = await ports.redact(paper, order);
    const stream = (async function* () {
      yield copy.bytes;
    })();
    const { upload, name } = await papers.takePaper(stream, copy.name, actor);
    const title = name.replace(/\.[A-Za-z0-9]{1,8}$/, '').slice(0, 200);
    const filed = await handling.fileUpload(actor, id, { ...filing, upload, title });
    if (!filed.ok) return filed;
    return { ok: true, value: { report: { from: { digest, name: paper.name }, ...copy.report } } };
  }

  return { redactPaper };
}
