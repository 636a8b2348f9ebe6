import type { PlanLeaf, PlanWarning } from '../../../contexts/plan/contract.ts';

/** The leaf a warning is about, if it is still there. */
export function leafOfWarning(
  warning: PlanWarning,
  leaves: readonly Pick<PlanLeaf, 'id'>[],
): string | undefined {
  const id = warning.leaf ?? warning.where.split(' ')[0];
  return leaves.some(leaf => leaf.id === id) ? id : undefined;
}

/** The words of the plan a warning is about: its leaf's, or those of the line it names; '' for the text as a whole. */
export function passageOfWarning(
  warning: PlanWarning,
  leaves: readonly Pick<PlanLeaf, 'id' | 'text'>[],
  text: string,
): string {
  const id = leafOfWarning(warning, leaves);
  if (id !== undefined) return leaves.find(leaf => leaf.id === id)?.text ?? '';
  const line = /^第 (\d+) 行/.exec(warning.where)?.[1];
  return line === undefined ? '' : (text.split('\n')[Number(line) - 1] ?? '');
}
