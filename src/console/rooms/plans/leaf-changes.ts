import type { PlanLeaf } from '../../../contexts/plan/contract.ts';

/** Changes to the list of leaves, each a new list; nothing is changed in place. */

function union<T>(a: readonly T[], b: readonly T[]): T[] {
  return [...new Set([...a, ...b])];
}

type Element = PlanLeaf['elements'][number];

/** What a leaf asks for: its elements, or itself where it has none. */
function askedBy(leaf: PlanLeaf): readonly Element[] {
  if (leaf.elements.length > 0) return leaf.elements;
  return [{ name: leaf.title, form: 'text', breakdown: null, figures: [] }];
}

/** An element keeps the rhythm and the limit it had, where the leaf it comes to has others. */
function withRuleOf(from: PlanLeaf, element: Element, into: PlanLeaf): Element {
  const own = { ...element };
  if (own.cadence === undefined && from.cadence !== into.cadence) own.cadence = from.cadence;
  if (own.deadline === undefined && JSON.stringify(from.deadline) !== JSON.stringify(into.deadline))
    own.deadline = from.deadline;
  return own;
}

function isSame(a: Element, b: Element): boolean {
  return (
    a.name === b.name && a.cadence === b.cadence && JSON.stringify(a.deadline) === JSON.stringify(b.deadline)
  );
}

/** The leaf and the one after it as one, under the first's number and title. */
export function mergeWithNext(leaves: readonly PlanLeaf[], id: string): PlanLeaf[] {
  const at = leaves.findIndex(leaf => leaf.id === id);
  const [first, second] = [leaves[at], leaves[at + 1]];
  if (first === undefined || second === undefined) return [...leaves];
  const elements = [...askedBy(first), ...askedBy(second).map(element => withRuleOf(second, element, first))];
  const merged: PlanLeaf = {
    ...first,
    lead: union(first.lead, second.lead),
    cooperating: union(first.cooperating, second.cooperating),
    owners: union(first.owners, second.owners),
    channels: union(first.channels, second.channels),
    limits: [...first.limits, ...second.limits],
    elements: elements.filter((element, at) => elements.findIndex(other => isSame(other, element)) === at),
    perCounty: first.perCounty || second.perCounty,
    text: [first.text, second.text].filter(text => text !== '').join('\n'),
  };
  return [...leaves.slice(0, at), merged, ...leaves.slice(at + 2)];
}

/** A number below `id` that no leaf has: 3.4 → 3.4.1 (or .2, .3 …). */
export function freeIdBelow(leaves: readonly PlanLeaf[], id: string): string {
  const taken = new Set(leaves.map(leaf => leaf.id));
  for (let ordinal = 1; ; ordinal += 1) {
    const candidate = `${id}.${ordinal}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** First sentence of a text, as the title of the leaf that begins there. */
function firstSentence(text: string): string {
  const sentence = /^[^。；;\n]{1,40}/.exec(text.trim())?.[0];
  return sentence ?? '未命名任务';
}

/** Cuts a leaf's text in two at `place` (characters from its start). Units and rules go to both, elements to the part that names them. */
export function splitLeaf(leaves: readonly PlanLeaf[], id: string, place: number): PlanLeaf[] {
  const at = leaves.findIndex(leaf => leaf.id === id);
  const leaf = leaves[at];
  if (leaf === undefined) return [...leaves];
  const [head, tail] = [leaf.text.slice(0, place).trim(), leaf.text.slice(place).trim()];
  if (head === '' || tail === '') return [...leaves];
  const goes = (name: string) => tail.includes(name) && !head.includes(name);
  const title = firstSentence(tail);
  const second: PlanLeaf = {
    ...leaf,
    id: freeIdBelow(leaves, leaf.id),
    path: [...leaf.path.slice(0, -1), title],
    title,
    text: tail,
    elements: leaf.elements.filter(element => goes(element.name)),
  };
  const first: PlanLeaf = {
    ...leaf,
    text: head,
    elements: leaf.elements.filter(element => !goes(element.name)),
  };
  return [...leaves.slice(0, at), first, second, ...leaves.slice(at + 1)];
}

export function replaceLeaf(leaves: readonly PlanLeaf[], id: string, patch: Partial<PlanLeaf>): PlanLeaf[] {
  return leaves.map(leaf => (leaf.id === id ? { ...leaf, ...patch } : leaf));
}

export function removeLeaf(leaves: readonly PlanLeaf[], id: string): PlanLeaf[] {
  return leaves.filter(leaf => leaf.id !== id);
}

/** A new empty leaf at the end, numbered after the last top-level number in use. */
export function addLeaf(leaves: readonly PlanLeaf[]): { leaves: PlanLeaf[]; id: string } {
  const top = Math.max(0, ...leaves.map(leaf => Number(leaf.id.split('.')[0])));
  const id = String(top + 1);
  const leaf: PlanLeaf = {
    id,
    path: ['新增任务'],
    title: '新增任务',
    kind: 'disclosure',
    responsibilityLabel: '',
    lead: [],
    cooperating: [],
    owners: [],
    limits: [],
    channels: [],
    cadence: 'on-event',
    deadline: { kind: 'working-days', days: 20, from: 'formed-or-changed' },
    basis: '',
    setBy: 'default',
    attribute: 'proactive',
    perCounty: false,
    personalData: 'none',
    elements: [],
    text: '',
  };
  return { leaves: [...leaves, leaf], id };
}
