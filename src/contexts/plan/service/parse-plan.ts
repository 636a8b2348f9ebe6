import { createHash } from 'node:crypto';
import { readOfficeFile } from '../../../platform/office-text/read-office-file.ts';
import type { ParsedPlan } from '../contract.ts';
import type { PlanPorts } from '../ports.ts';
import { readPlan } from '../reading/read-plan.ts';
import { proposedLeaves } from '../rules/propose-leaf.ts';
import { withProposals } from './plan-drafts.ts';

/** Reads a plan file (TXT, DOCX, HTML, XLSX) into what the wizard shows. Stores nothing. Faults as `readOfficeFile`. */
export async function parsePlan(ports: PlanPorts, name: string, bytes: Uint8Array): Promise<ParsedPlan> {
  const source = await readOfficeFile(bytes, name);
  const reading = readPlan(source);
  const proposed = proposedLeaves(reading);
  const { leaves, unresolved } = await withProposals(proposed.leaves, ports);
  return {
    title: reading.title,
    sourceName: name,
    sourceDigest: createHash('sha256').update(bytes).digest('hex'),
    sourceText: source.lines.join('\n'),
    documents: reading.documents.map(document => ({ ...document })),
    leaves,
    warnings: [...proposed.warnings, ...unresolved],
  };
}
