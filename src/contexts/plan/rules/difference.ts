import type { PlanLeaf } from '../contract.ts';
import { diffPlans } from '../reading/difference.ts';
import { ruleKey } from './duty-groups.ts';

/** What a plan changes against the one before it. */
export interface PlanDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Leaf ids with the names of what changed, in Chinese. */
  readonly changed: readonly { readonly id: string; readonly what: readonly string[] }[];
}

type Aspect = readonly [string, (leaf: PlanLeaf) => unknown];

const aspects: readonly Aspect[] = [
  ['编号', leaf => leaf.id],
  ['标题', leaf => leaf.title],
  ['所属部分', leaf => leaf.path],
  ['类别', leaf => leaf.kind],
  ['栏目', leaf => leaf.column ?? ''],
  ['责任单位', leaf => [...leaf.owners].sort()],
  ['牵头单位', leaf => leaf.lead],
  ['配合单位', leaf => leaf.cooperating],
  ['节奏', leaf => leaf.cadence],
  ['期限', leaf => ruleKey(leaf.deadline)],
  ['期限来源', leaf => leaf.setBy],
  ['公开属性', leaf => leaf.attribute],
  ['县级分别办理', leaf => leaf.perCounty],
  ['个人信息', leaf => leaf.personalData],
  ['公开要素', leaf => leaf.elements.map(element => element.name)],
  [
    '要素的节奏和期限',
    leaf => leaf.elements.map(e => [e.cadence ?? '', e.deadline ? ruleKey(e.deadline) : '']),
  ],
];

export function changedAspects(before: PlanLeaf, after: PlanLeaf): string[] {
  return aspects
    .filter(([, read]) => JSON.stringify(read(before)) !== JSON.stringify(read(after)))
    .map(([name]) => name);
}

/** Leaves are paired by number, path and likeness of titles: numbers move from year to year. */
export function differenceOf(before: readonly PlanLeaf[], after: readonly PlanLeaf[]): PlanDifference {
  const { added, removed, changed, unchanged } = diffPlans(before, after);
  const position = new Map(after.map((leaf, i) => [leaf.id, i]));
  const pairs = [...changed, ...unchanged].map(pair => ({
    id: pair.after.id,
    what: changedAspects(pair.before, pair.after),
  }));
  return {
    added: added.map(leaf => leaf.id),
    removed: removed.map(leaf => leaf.id),
    changed: pairs
      .filter(pair => pair.what.length > 0)
      .sort((a, b) => (position.get(a.id) ?? 0) - (position.get(b.id) ?? 0)),
  };
}
