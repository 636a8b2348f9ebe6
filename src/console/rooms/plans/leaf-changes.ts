import type { PlanLeaf } from '../../../contexts/plan/contract.ts';

/** Changes to the list of leaves, each a new list; nothing is changed in place. */

function union<T>(a: readonly T[], b: readonly T[]): T[] {
  return [...new Set([...a, ...b])];
}

/** The leaf and the one after it as one, under the first's number and title. */
export function mergeWithNext(leaves: readonly PlanLeaf[], id: string): PlanLeaf[] {
  const at = leaves.findIndex(leaf => leaf.id === id);
  const [first, second] = [leaves[at], leaves[at + 1]];
  if (first === undefined || second === undefined) return [...leaves];
  const names = new Set(first.elements.map(element => element.name));
  const merged: PlanLeaf = {
    ...first,
    lead: union(first.lead, second.lead),
    cooperating: union(first.cooperating, second.cooperating),
    owners: union(first.owners, second.owners),
    channels: union(first.channels, second.channels),
    limits: [...first.limits, ...second.limits],
    elements: [...first.elements, ...second.elements.filter(element => !names.has(element.name))],
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

/** Periods of a rhythm that touch the days of the plan; what comes with events comes not by itself. */
function periodCount(cadence: PlanLeaf['cadence'], startsOn: string, endsOn: string): number {
  const [fromYear = 0, fromMonth = 1] = startsOn.split('-').map(Number);
  const [untilYear = 0, untilMonth = 12] = endsOn.split('-').map(Number);
  const monthsPerPeriod = { standing: 12, annual: 12, quarterly: 3, monthly: 1, 'on-event': 0 }[cadence];
  if (monthsPerPeriod === 0) return 0;
  const first = Math.floor((fromYear * 12 + fromMonth - 1) / monthsPerPeriod);
  const last = Math.floor((untilYear * 12 + untilMonth - 1) / monthsPerPeriod);
  return last - first + 1;
}

/** Rhythms of a leaf: elements with a rhythm or limit of their own make duties of their own. */
function rhythmsOf(leaf: PlanLeaf): PlanLeaf['cadence'][] {
  const groups = new Map<string, PlanLeaf['cadence']>();
  for (const element of leaf.elements) {
    const cadence = element.cadence ?? leaf.cadence;
    groups.set(`${cadence} ${JSON.stringify(element.deadline ?? leaf.deadline)}`, cadence);
  }
  return [...groups.values()];
}

/** Roughly how many duties a plan brings by itself, before any event; the server counts exactly when it is confirmed. */
export function dutiesToCome(
  plan: { readonly startsOn: string; readonly endsOn: string; readonly leaves: readonly PlanLeaf[] },
  counties: readonly string[],
): number {
  return plan.leaves
    .map(leaf => {
      const units = new Set([...leaf.owners, ...(leaf.perCounty ? counties : [])]).size;
      const periods = rhythmsOf(leaf).map(cadence => periodCount(cadence, plan.startsOn, plan.endsOn));
      return units * periods.reduce((sum, count) => sum + count, 0);
    })
    .reduce((sum, count) => sum + count, 0);
}
