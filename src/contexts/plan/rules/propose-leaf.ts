import type { DeadlineRule, PlanLeaf, PlanWarning } from '../contract.ts';
import { planLeaf } from '../contract.ts';
import type { PlanReading, PlanLeaf as ReadLeaf } from '../reading/plan-reading.ts';

/** What the wizard proposes for a leaf that was read: rhythm and limit from the plan's own words, else the law's. */

type Cadence = PlanLeaf['cadence'];

const cadences: Readonly<Record<string, Cadence>> = {
  monthly: 'monthly',
  quarterly: 'quarterly',
  annual: 'annual',
  standing: 'standing',
};

/** A stated limit as a rule; nothing for words without a number (promptly, in-sync …). */
function ruleOfLimit(limit: string): DeadlineRule | undefined {
  const counted = /^(\d+)(wd|d|h)$/.exec(limit);
  if (counted) {
    const count = Number(counted[1]);
    if (count < 1) return undefined;
    if (counted[2] === 'h') return { kind: 'hours', hours: count, from: 'event' };
    const kind = counted[2] === 'wd' ? 'working-days' : 'calendar-days';
    return { kind, days: count, from: 'formed-or-changed' };
  }
  const monthDay = /^before (?:\d{4}-)?(\d{2}-\d{2})$/.exec(limit)?.[1];
  if (monthDay !== undefined) return { kind: 'month-day', monthDay, yearOffset: 0 };
  return limit === 'year-end inspection' ? { kind: 'year-end' } : undefined;
}

const byPeriod: DeadlineRule = { kind: 'working-days', days: 20, from: 'period-end' };
const byLaw: DeadlineRule = { kind: 'working-days', days: 20, from: 'formed-or-changed' };

interface Timing {
  readonly cadence: Cadence;
  readonly deadline: DeadlineRule;
  readonly setBy: PlanLeaf['setBy'];
  readonly basis: string;
}

/** Working days from shortest to longest come first: of several stated limits the strictest is proposed. */
function timingOf(leaf: ReadLeaf): Timing {
  const limits = leaf.limits.map(each => each.limit);
  const cadence = limits.map(limit => cadences[limit]).find(each => each !== undefined);
  const rules = limits.flatMap(limit => ruleOfLimit(limit) ?? []);
  const fixed = rules.find(rule => rule.kind === 'month-day' || rule.kind === 'year-end');
  if (fixed !== undefined)
    return { cadence: cadence ?? 'annual', deadline: fixed, setBy: 'plan', basis: '方案规定的日期' };
  const days = rules.filter(rule => 'days' in rule).sort((a, b) => a.days - b.days);
  const stated = days[0] ?? rules[0];
  if (stated !== undefined)
    return { cadence: cadence ?? 'on-event', deadline: stated, setBy: 'plan', basis: '方案规定的期限' };
  if (cadence !== undefined && cadence !== 'standing')
    return { cadence, deadline: byPeriod, setBy: 'plan', basis: '方案规定的周期；期末后20个工作日为默认' };
  return {
    cadence: cadence ?? 'on-event',
    deadline: byLaw,
    setBy: 'law',
    basis: '《政府信息公开条例》第二十六条',
  };
}

/** A leaf as the wizard shows it; owners and column are proposed when the draft is made. */
export function proposedLeaf(leaf: ReadLeaf): PlanLeaf {
  return planLeaf.parse({
    id: ordinalsOf(leaf.id),
    path: [...leaf.path],
    title: leaf.title === '' ? `条目${leaf.id}` : leaf.title,
    responsibilityLabel: leaf.responsibilityLabel ?? '',
    lead: [...leaf.lead],
    cooperating: [...leaf.cooperating],
    limits: leaf.limits.map(({ what, limit }) => ({ what, limit })),
    channels: [...leaf.channels],
    ...timingOf(leaf),
    elements: leaf.elements.map(({ name, form }) => ({ name, form })),
    text: leaf.text,
  });
}

/** The reader tells repeated numbers and further parts apart by marks (`3.1-2`, `part2-1`); the ledger knows ordinals only. */
function ordinalsOf(id: string): string {
  return id.replace(/^part\d+-/, '').replace(/-\d+$/, '');
}

/** A ledger needs each number once: one that repeats gets a further ordinal, and the person is told. */
export function withDistinctIds(leaves: readonly PlanLeaf[]): {
  leaves: PlanLeaf[];
  renamed: PlanWarning[];
} {
  const taken = new Set<string>();
  const renamed: PlanWarning[] = [];
  const all = new Set(leaves.map(leaf => leaf.id));
  const distinct = leaves.map(leaf => {
    let id = leaf.id;
    for (let n = 2; taken.has(id); n += 1) if (!all.has(`${leaf.id}.${n}`)) id = `${leaf.id}.${n}`;
    taken.add(id);
    if (id === leaf.id) return leaf;
    all.add(id);
    const message = `编号${leaf.id}在文中重复出现，第二处暂编为${id}，请核对。`;
    renamed.push({ where: `${id} ${leaf.title}`, leaf: id, message });
    return { ...leaf, id };
  });
  return { leaves: distinct, renamed };
}

/** What was read, as the wizard shows it: leaves with numbers of the ledger, and every warning tied to its leaf. */
export function proposedLeaves({ leaves: read, warnings }: Pick<PlanReading, 'leaves' | 'warnings'>): {
  leaves: PlanLeaf[];
  warnings: PlanWarning[];
} {
  const { leaves, renamed } = withDistinctIds(read.map(proposedLeaf));
  const leafOf = new Map(read.map((leaf, i) => [leaf.id, leaves[i]] as const));
  // Of a repeated number the person hears once, with the number it has in the ledger.
  const heard = (warning: { readonly code: string; readonly where: string }) =>
    warning.code === 'number-repeated' && leafOf.has(warning.where.split(' ')[0] ?? '');
  const tied = warnings
    .filter(warning => !heard(warning))
    .map(({ where, message }) => {
      const leaf = leafOf.get(where.split(' ')[0] ?? '');
      return leaf === undefined
        ? { where, message }
        : { where: `${leaf.id} ${leaf.title}`, leaf: leaf.id, message };
    });
  return { leaves, warnings: [...tied, ...renamed] };
}
