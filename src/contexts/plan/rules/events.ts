import { cite } from '../../../law/citation.ts';
import type { Day } from '../../../law/day.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import { needsEvent } from './due-dates.ts';
import { type DutyGroup, type GroupedLeaf, groupsForUnit } from './duty-groups.ts';
import { elementCount } from './whole-leaf.ts';

/** An event that makes a duty due: a document formed, a decision made, a budget approved. */

export interface EventQuestion {
  readonly leaf: GroupedLeaf & { readonly id: string; readonly title: string };
  readonly unit: { readonly id: string; readonly name: string; readonly isCounty: boolean };
  /** Units that answer for the leaf or that its lead names. */
  readonly answering: ReadonlySet<string>;
  readonly occurredOn: Day;
  readonly today: Day;
  /** Numbers of the elements concerned; absent: all that such an event concerns. */
  readonly elements?: readonly number[] | undefined;
}

/** A group whose elements the event makes due. */
export interface RaisedGroup extends DutyGroup {
  /** A yearly duty waits for this event: it is dated by it instead of a new one being made. */
  readonly isAwaited: boolean;
}

const basis = cite('政府信息公开条例', 26);

function narrowed(groups: readonly DutyGroup[], wanted: ReadonlySet<number> | undefined): DutyGroup[] {
  if (wanted === undefined) return [...groups];
  return groups
    .map(group => ({ ...group, elements: group.elements.filter(no => wanted.has(no)) }))
    .filter(group => group.elements.length > 0);
}

/** Which groups become due, or every reason why the event can not be entered. */
export function decideEvent(question: EventQuestion): Decision<{ groups: RaisedGroup[] }> {
  const { leaf, unit, occurredOn, today, elements } = question;
  const reasons: Reason[] = [];
  if (occurredOn > today)
    reasons.push(reason('event-in-future', `事项日期${occurredOn}晚于今天，请在发生之后登记。`));
  if (!question.answering.has(unit.id))
    reasons.push(
      reason(
        'unit-not-responsible',
        `${unit.name}不是条目${leaf.id}“${leaf.title}”的责任单位，请核对。`,
        basis,
      ),
    );
  const outside = (elements ?? []).filter(no => no < 1 || no > elementCount(leaf));
  if (outside.length > 0)
    reasons.push(reason('element-unknown', `条目${leaf.id}没有第${outside.join('、')}个要素，请重新选择。`));
  const wanted = elements === undefined ? undefined : new Set(elements);
  const all = narrowed(groupsForUnit(leaf, unit), wanted);
  // Told for chosen elements, an event dates whatever they are: a standing list has changed, a budget is approved.
  const onEvent = all.filter(group => group.cadence === 'on-event');
  const awaited = all.filter(group => group.cadence !== 'on-event' && needsEvent(group.deadline));
  const changed = wanted === undefined ? [] : all.filter(group => group.cadence === 'standing');
  const groups = [
    ...[...onEvent, ...changed].map(group => ({ ...group, isAwaited: false })),
    ...awaited.map(group => ({ ...group, isAwaited: true })),
  ];
  if (groups.length === 0 && outside.length === 0)
    reasons.push(
      reason(
        'leaf-not-by-event',
        `条目${leaf.id}“${leaf.title}”按固定周期公开，不需要登记事项；常设内容有变更时请选择变更的要素。`,
        basis,
      ),
    );
  return reasons.length > 0 ? refuse(reasons) : { ok: true, groups };
}
