import { makeLeaf, searched, splitTitle, type Units } from './leaf.ts';
import type { Outline, OutlineNode, OutlinePart } from './outline.ts';
import type { PlanLeaf, PlanWarning } from './plan-reading.ts';
import { bare } from './punctuation.ts';
import { readResponsibility } from './responsibility.ts';

/** Headings that state aims and give nobody a task. */
const aims =
  /^(总体要求|指导思想|总体目标|工作目标|目标任务|基本原则|工作原则|总体思路|工作思路|总则|编制依据|背景|附则|总体要求和目标|总体目标和要求|指导思想和(工作)?目标)$/;

interface Found {
  readonly leaves: PlanLeaf[];
  readonly warnings: PlanWarning[];
}

function textOf(node: OutlineNode): string {
  return node.lines
    .map(line => line.text)
    .filter(text => text !== '')
    .join('\n');
}

function linesOf(node: OutlineNode): { from: number; to: number } {
  const last = node.lines.at(-1);
  return { from: node.lines[0]?.line ?? 0, to: last?.lastLine ?? last?.line ?? 0 };
}

function walk(
  node: OutlineNode,
  path: readonly string[],
  inherited: Units | undefined,
  prefix: string,
  into: Found,
): void {
  const text = textOf(node);
  const stated = readResponsibility(searched(text));
  const { title } = splitTitle(stated.rest);
  if (aims.test(bare(title)) && stated.brackets === 0) return;
  if (node.children.length === 0) {
    const id = `${prefix}${node.ordinals.join('.')}`;
    const { leaf, warnings } = makeLeaf({ id, parentPath: path, text, lines: linesOf(node), inherited });
    into.leaves.push(leaf);
    into.warnings.push(...warnings);
    return;
  }
  const own: Units | undefined =
    stated.lead.length === 0
      ? inherited
      : { label: stated.label, lead: stated.lead, cooperating: stated.cooperating, source: 'stated' };
  for (const child of node.children) walk(child, [...path, title], own, prefix, into);
}

function leavesOfPart(part: OutlinePart, prefix: string): Found {
  const found: Found = { leaves: [], warnings: [] };
  const above = prefix === '' || part.title === undefined ? [] : [part.title];
  for (const root of part.roots) walk(root, above, undefined, prefix, found);
  return found;
}

function countLeaves(node: OutlineNode): number {
  return node.children.length === 0 ? 1 : node.children.reduce((sum, child) => sum + countLeaves(child), 0);
}

/** The part with most items is the plan; others (a covering letter's points, attachments) get a prefix `part2-`. */
export function outlineLeaves(outline: Outline): Found & { mainTitle: string | undefined } {
  const sizes = outline.parts.map(part => part.roots.reduce((sum, root) => sum + countLeaves(root), 0));
  const main = sizes.indexOf(Math.max(0, ...sizes));
  const found: Found = { leaves: [], warnings: [...outline.warnings] };
  outline.parts.forEach((part, i) => {
    const { leaves, warnings } = leavesOfPart(part, i === main ? '' : `part${i + 1}-`);
    for (const leaf of leaves) found.leaves.push(leaf);
    for (const warning of warnings) found.warnings.push(warning);
  });
  return { ...found, mainTitle: outline.parts[main]?.title };
}
