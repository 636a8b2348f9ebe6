import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type GatePack, gatePack } from '../../src/contexts/publications/contract/gate-pack.ts';
import { type Finding, itemMetadata } from '../../src/contexts/publications/contract.ts';
import { gate } from '../../src/contexts/publications/rules/gate/gate.ts';
import type { Day } from '../../src/law/day.ts';
import { documentsOf, type Half, type LabelledDocument } from './frames.ts';

/** Compares what the gate finds with what was planted, by rule and place. */

export const today = '2019-06-10' as Day;

export function packTables(): GatePack {
  const file = new URL('../../packs/bijie-civil-affairs/gate.yaml', import.meta.url);
  return gatePack.parse(parse(readFileSync(file, 'utf8')));
}

export interface ClassScore {
  readonly label: string;
  planted: number;
  found: number;
  /** Found where nothing of the class was planted. */
  invented: number;
}

export interface HalfScore {
  readonly half: string;
  readonly documents: number;
  readonly clean: number;
  /** Clean documents in which something was found. */
  readonly cleanAlarmed: number;
  readonly classes: readonly ClassScore[];
  readonly missed: readonly string[];
  readonly inventions: readonly string[];
  readonly milliseconds: number;
}

const metadata = itemMetadata.parse({
  issuer: '毕节市民政局',
  source: '毕节市民政局',
  writtenOn: '2019-06-03',
});

export function findingsOf(document: LabelledDocument, tables: GatePack): readonly Finding[] {
  const { kind, title, bodyText, attachments } = document;
  const filled = {
    ...metadata,
    statisticalDefinition: kind === 'statistics' ? '按季末时点统计' : '',
    documentNo: kind === 'normative-document' ? '毕民发〔2019〕12号' : '',
  };
  return gate({
    kind,
    title,
    summary: '',
    bodyText,
    metadata: filled,
    imagesWithoutWords: 0,
    attachments,
    duties: [],
    tables,
    today,
  }).findings;
}

function countBy<T>(values: readonly T[], key: (value: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(key(value), (counts.get(key(value)) ?? 0) + 1);
  return counts;
}

export function measure(half: Half): HalfScore {
  const documents = documentsOf(half);
  const tables = packTables();
  const classes = new Map<string, ClassScore>();
  const scoreOf = (label: string) => {
    const known = classes.get(label) ?? { label, planted: 0, found: 0, invented: 0 };
    classes.set(label, known);
    return known;
  };
  const [missed, inventions]: [string[], string[]] = [[], []];
  let cleanAlarmed = 0;
  const began = performance.now();
  const judged = documents.map(document => ({ document, findings: findingsOf(document, tables) }));
  const milliseconds = Math.round(performance.now() - began);
  for (const { document, findings } of judged) {
    const planted = countBy(document.labels, each => `${each.label}\t${each.where}`);
    const found = countBy(findings, each => `${each.rule}\t${each.where}`);
    for (const [key, count] of planted) {
      const score = scoreOf(key.split('\t')[0]!);
      const hits = Math.min(count, found.get(key) ?? 0);
      score.planted += count;
      score.found += hits;
      if (hits < count) missed.push(`${document.id} ${key}`);
    }
    for (const [key, count] of found) {
      const extra = count - Math.min(count, planted.get(key) ?? 0);
      scoreOf(key.split('\t')[0]!).invented += extra;
      if (extra > 0) inventions.push(`${document.id} ${key}`);
    }
    if (document.labels.length === 0 && findings.length > 0) cleanAlarmed += 1;
  }
  return {
    half: half.name,
    documents: documents.length,
    clean: documents.filter(each => each.labels.length === 0).length,
    cleanAlarmed,
    classes: [...classes.values()],
    missed,
    inventions,
    milliseconds,
  };
}

export function recall({ planted, found }: ClassScore): number {
  return planted === 0 ? 1 : found / planted;
}

export function precision({ found, invented }: ClassScore): number {
  return found + invented === 0 ? 1 : found / (found + invented);
}
