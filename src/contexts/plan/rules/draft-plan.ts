import { type Citation, cite } from '../../../law/citation.ts';
import { isDay, monthLength } from '../../../law/day.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { PlanLeaf } from '../contract.ts';
import { elementsOf } from './whole-leaf.ts';

/** Work on a draft plan: merging and splitting leaves, and what stands against confirming it. */

const ownBasis: Citation = cite('本机关规定');

function unknownLeaf(id: string): Reason {
  return reason('leaf-unknown', `方案中没有条目${id}，请刷新后重试。`);
}

function union<T>(lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())];
}

/** Joins leaves into the first of them: elements in order, units, channels and limits each once. */
export function mergeLeaves(
  leaves: readonly PlanLeaf[],
  ids: readonly string[],
): Decision<{ leaves: PlanLeaf[] }> {
  const parts = ids.flatMap(id => leaves.find(leaf => leaf.id === id) ?? []);
  const unknown = ids.filter(id => !leaves.some(leaf => leaf.id === id));
  if (unknown.length > 0) return refuse(unknown.map(unknownLeaf));
  const [first, ...rest] = parts;
  if (first === undefined || rest.length === 0 || new Set(ids).size < ids.length)
    return refuse([reason('merge-needs-two', '合并至少需要两个不同的条目。')]);
  const merged: PlanLeaf = {
    ...first,
    lead: union(parts.map(leaf => leaf.lead)),
    cooperating: union(parts.map(leaf => leaf.cooperating)),
    owners: union(parts.map(leaf => leaf.owners)),
    channels: union(parts.map(leaf => leaf.channels)),
    limits: parts.flatMap(leaf => leaf.limits),
    perCounty: parts.some(leaf => leaf.perCounty),
    // Where the joined leaf's own rule differs, its elements keep it.
    elements: parts.flatMap(leaf => elementsOf(leaf).map(element => withRuleOf(leaf, element, first))),
    text: parts
      .map(leaf => leaf.text)
      .filter(text => text !== '')
      .join('\n'),
  };
  const gone = new Set(rest.map(leaf => leaf.id));
  return {
    ok: true,
    leaves: leaves.filter(leaf => !gone.has(leaf.id)).map(leaf => (leaf === first ? merged : leaf)),
  };
}

type Element = PlanLeaf['elements'][number];

function withRuleOf(from: PlanLeaf, element: Element, into: PlanLeaf): Element {
  const own = { ...element };
  if (own.cadence === undefined && from.cadence !== into.cadence) own.cadence = from.cadence;
  if (own.deadline === undefined && JSON.stringify(from.deadline) !== JSON.stringify(into.deadline))
    own.deadline = from.deadline;
  return own;
}

export interface Split {
  readonly id: string;
  /** Numbers, from 1, of the elements that go to the new leaf. */
  readonly elements: readonly number[];
  readonly newId: string;
  readonly title: string;
}

/** Takes elements out of a leaf into a new one that stands right behind it. */
export function splitLeaf(leaves: readonly PlanLeaf[], split: Split): Decision<{ leaves: PlanLeaf[] }> {
  const leaf = leaves.find(each => each.id === split.id);
  const reasons: Reason[] = [];
  if (leaf === undefined) return refuse([unknownLeaf(split.id)]);
  if (leaves.some(each => each.id === split.newId))
    reasons.push(reason('leaf-id-taken', `编号${split.newId}已被其他条目使用，请换一个编号。`));
  const taken = new Set(split.elements);
  const outside = split.elements.filter(no => no < 1 || no > leaf.elements.length);
  if (outside.length > 0)
    reasons.push(reason('element-unknown', `条目${leaf.id}没有第${outside.join('、')}个要素。`));
  if (taken.size === 0 || taken.size >= leaf.elements.length)
    reasons.push(reason('split-leaves-nothing', '拆分后两个条目都应至少有一个要素。'));
  if (reasons.length > 0) return refuse(reasons);
  const keep = leaf.elements.filter((_, i) => !taken.has(i + 1));
  const moved = leaf.elements.filter((_, i) => taken.has(i + 1));
  const added: PlanLeaf = {
    ...leaf,
    id: split.newId,
    title: split.title,
    path: [...leaf.path.slice(0, -1), split.title],
    elements: moved,
  };
  return {
    ok: true,
    leaves: leaves.flatMap(each => (each === leaf ? [{ ...leaf, elements: keep }, added] : [each])),
  };
}

export interface DraftPlan {
  readonly state: 'draft' | 'confirmed' | 'superseded';
  readonly unitId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly leaves: readonly PlanLeaf[];
}

export interface PlanSurroundings {
  readonly units: ReadonlySet<string>;
  readonly counties: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
}

function leafReasons(leaf: PlanLeaf, draft: DraftPlan, around: PlanSurroundings): Reason[] {
  const reasons: Reason[] = [];
  const add = (code: string, message: string) =>
    reasons.push(reason(code, `条目${leaf.id}“${leaf.title}”${message}`, ownBasis));
  const forCounties = leaf.perCounty && !around.counties.has(draft.unitId);
  if (leaf.owners.length === 0 && !forCounties) add('owner-missing', '没有责任单位，请指定至少一个。');
  const unknown = leaf.owners.filter(owner => !around.units.has(owner));
  if (unknown.length > 0) add('unit-unknown', `的责任单位${unknown.join('、')}不存在，请重新选择。`);
  if (leaf.column !== undefined && !around.columns.has(leaf.column))
    add('column-unknown', `对应的栏目${leaf.column}不存在，请重新选择。`);
  const rules = [leaf.deadline, ...leaf.elements.flatMap(element => element.deadline ?? [])];
  for (const rule of rules)
    if (rule.kind === 'month-day' && !isMonthDay(rule.monthDay))
      add('deadline-impossible', `的期限${rule.monthDay}不是存在的月日，请改正。`);
  return reasons;
}

function isMonthDay(text: string): boolean {
  const [month = 0, date = 0] = text.split('-').map(Number);
  // 29 February is accepted: in other years the rule means the last day of the month.
  return month >= 1 && month <= 12 && date >= 1 && date <= monthLength(2020, month);
}

/** Everything that stands against confirming a draft; empty if it can be confirmed. */
export function confirmReasons(draft: DraftPlan, around: PlanSurroundings): Reason[] {
  const reasons: Reason[] = [];
  if (draft.state !== 'draft')
    reasons.push(reason('plan-not-draft', '该方案不是草稿，不能再次确认。请以新版本修订。'));
  if (draft.leaves.length === 0) reasons.push(reason('plan-empty', '方案没有条目，请先导入或添加。'));
  if (!isDay(draft.startsOn) || !isDay(draft.endsOn))
    reasons.push(reason('plan-dates-impossible', '方案的起止日期不存在，请改正。'));
  else if (draft.endsOn < draft.startsOn)
    reasons.push(reason('plan-dates-reversed', '方案的截止日期早于开始日期，请改正。'));
  const seen = new Set<string>();
  for (const { id } of draft.leaves) {
    if (seen.has(id)) reasons.push(reason('leaf-id-taken', `编号${id}出现了两次，请改为不同的编号。`));
    seen.add(id);
  }
  return [...reasons, ...draft.leaves.flatMap(leaf => leafReasons(leaf, draft, around))];
}
