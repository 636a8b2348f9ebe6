import { createHash } from 'node:crypto';
import type { Actor } from '../../organisation/contract.ts';
import type { RequestPorts, Trx } from '../ports.ts';
import { blockers, type Scene } from '../rules/blockers.ts';
import { keepUntilOf } from '../rules/decide-ending.ts';
import type { Happening } from '../rules/events.ts';
import { historyOf } from '../rules/history.ts';
import { papersOf } from '../store/papers.ts';
import type { IntakeCases } from './intake.ts';
import { fileNameOf, type PaperCases } from './papers.ts';
import { addEvents, attemptOn, type LoadedCase, type Result } from './perform.ts';
import { type ZipEntry, zipArchive } from './zip-archive.ts';

/** Closing the file for the archive (条例 art 45): all papers, the clock's ledger, the events, and a list of digests. */

function json(name: string, value: unknown): ZipEntry {
  return { name, bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8') };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** `sha256sum -c` reads it. */
function manifest(entries: readonly ZipEntry[]): ZipEntry {
  const lines = entries.map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`);
  return { name: 'SHA256SUMS', bytes: Buffer.from(lines.join(''), 'utf8') };
}

/** A path that every system can write: no separators, no control characters. */
function safeName(text: string): string {
  return [...text.replace(/[/\\:*?"<>|\p{Cc}]/gu, '_')].slice(0, 80).join('');
}

export function archivingCases(ports: RequestPorts, papers: PaperCases, intake: IntakeCases) {
  async function packed(trx: Trx, { row, case: of, events }: LoadedCase, { clock }: Scene): Promise<Buffer> {
    const filed = await papersOf(trx, row.id);
    const entries: ZipEntry[] = [];
    for (const [i, paper] of filed.filter(each => each.kind !== 'archive').entries()) {
      const serial = `${i + 1}`.padStart(3, '0');
      entries.push({
        name: `papers/${serial}-${safeName(fileNameOf(paper))}`,
        bytes: await papers.open(paper),
      });
    }
    const applicant = await intake.applicantOf(trx, row.id);
    const names = await ports.unitNames();
    const { number, wish, matter, via, submittedOn, closed, disputes } = of;
    entries.push(
      json('case.json', { id: row.id, number, matter, via, submittedOn, wish, closed, disputes }),
      json('applicant.json', applicant),
      json('clock.json', clock),
      json('events.json', events),
      json(
        'history.json',
        historyOf(events, unitId => names.get(unitId) ?? unitId),
      ),
    );
    return zipArchive([...entries, manifest(entries)]);
  }

  /** Packs the closed case, keeps the archive sealed with its digest, and ends the case. */
  function archive(actor: Actor, id: string, revision?: number): Promise<Result<object>> {
    return attemptOn(ports, { actor, command: 'archive', id, revision }, async (trx, loaded, scene) => {
      const reasons = blockers(scene, 'archive');
      const { closed, number } = loaded.case;
      if (reasons.length > 0 || closed === null) return { ok: false, reasons };
      const bytes = await packed(trx, loaded, scene);
      const title = `归档文件${number === null ? '' : `（${number}）`}`;
      const filing = { kind: 'archive', title, bytes, mediaType: 'application/zip', forApplicant: false };
      const paper = await papers.addPaper(trx, id, filing);
      const keepUntil = keepUntilOf(closed.on, ports.pack.retentionYears);
      const archived: Happening = {
        kind: 'archived',
        on: scene.today,
        paperId: paper.id,
        digest: paper.digest,
        keepUntil,
      };
      const after = await addEvents(ports, trx, loaded, [archived], actor);
      return { ok: true, value: after, detail: { digest: paper.digest, size: paper.size, keepUntil } };
    });
  }

  return { archive };
}
