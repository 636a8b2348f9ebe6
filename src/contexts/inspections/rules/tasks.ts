import { cite } from '../../../law/citation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import { creditCodeFault } from '../../../law/social-credit-code.ts';
import {
  type DrawBody,
  type DrawLists,
  type InspectionItem,
  type InspectionsPack,
  needsFollowUp,
  type ObjectBody,
  partWords,
  type ResultBody,
  type TaskBody,
  type TaskPart,
  type TaskState,
  taskStateWords,
} from '../contract.ts';
import { listsDigest } from './draw.ts';

/** What may be done with a task of random inspection, and when its results must be out. */

const rules = () => cite('国发〔2019〕5号');
const answer = (reasons: readonly Reason[]): Decision<object> =>
  reasons.length > 0 ? refuse(reasons) : { ok: true };
const at = (where: string, given: Reason): Reason => ({ ...given, where });

/** Who or what is taken out of a pool needs a reason: nobody disappears from the draw without one. */
export function exclusionFaults(body: Pick<ObjectBody, 'isActive' | 'inactiveReason'>): Reason[] {
  return body.isActive || (body.inactiveReason ?? '') !== ''
    ? []
    : [at('inactiveReason', reason('no-exclusion-reason', '不再列入抽取的，请写明理由。', rules()))];
}

/** Faults of an object by field. */
export function objectFaults(body: ObjectBody, poolIsKnown: boolean): Reason[] {
  const { creditCode } = body;
  const code = creditCode === '' ? undefined : creditCodeFault(creditCode);
  return [
    ...(poolIsKnown
      ? []
      : [at('pool', reason('no-pool', '检查对象名录库中没有这一类，请在机构包 inspections.yaml 中补充。'))]),
    ...(code === undefined ? [] : [at('creditCode', reason('credit-code', code))]),
    ...exclusionFaults(body),
  ];
}

/** Faults of a planned task by field: ordinary items have a share that is not exceeded, key items one that is reached. */
export function taskFaults({ sharePercent }: TaskBody, item: InspectionItem | undefined): Reason[] {
  if (item === undefined)
    return [at('itemCode', reason('no-item', '随机抽查事项清单中没有这一事项，请重新选择。', rules()))];
  if (item.weight === 'ordinary' && sharePercent > item.sharePercent)
    return [
      at(
        'sharePercent',
        reason(
          'share-exceeded',
          `一般检查事项的抽查比例不超过清单规定的${item.sharePercent}%，请调低。`,
          rules(),
        ),
      ),
    ];
  if (item.weight === 'key' && sharePercent < item.sharePercent)
    return [
      at(
        'sharePercent',
        reason('share-missed', `重点检查事项的抽查比例不低于清单规定的${item.sharePercent}%。`, rules()),
      ),
    ];
  return [];
}

const stateReason = (state: TaskState, wanted: string): Reason =>
  reason('task-state', `本次抽查${taskStateWords[state]}，${wanted}`);

export function decideChange(state: TaskState): Decision<object> {
  return answer(
    state === 'planned' ? [] : [stateReason(state, '不能再修改计划。需要改动的，请先作废，再重新列入计划。')],
  );
}

/** May the lists be frozen? Every object needs enough inspectors who need not keep away from it. */
export function decideCommit(state: TaskState, lists: DrawLists, perObject: number): Decision<object> {
  const reasons: Reason[] = [];
  if (state !== 'planned') reasons.push(stateReason(state, '不能重复锁定名单。'));
  if (lists.objects.length === 0)
    reasons.push(reason('no-objects', '检查对象名录库中没有可以抽取的对象，请先登记。', rules()));
  const away = new Set(lists.avoidances.map(each => `${each.objectId}|${each.inspectorId}`));
  for (const { id, name } of lists.objects) {
    const able = lists.inspectors.filter(each => !away.has(`${id}|${each.id}`)).length;
    if (able < perObject)
      reasons.push(
        reason(
          'too-few-inspectors',
          `“${name}”只有${able}名可以选派的检查人员，少于${perObject}名。请补充执法检查人员名录库。`,
          rules(),
          cite('行政处罚法', 42, 1),
        ),
      );
  }
  return answer(reasons.slice(0, 20));
}

export interface DrawFacts {
  readonly state: TaskState;
  /** The announcement with the commitment is public now. */
  readonly isAnnounced: boolean;
  readonly frozen: DrawLists | null;
  /** The pools as they are now. */
  readonly current: DrawLists;
}

/** May it be drawn? Only what was announced, and only while the lists are those that were announced. */
export function decideDraw({ state, isAnnounced, frozen, current }: DrawFacts): Decision<object> {
  if (state !== 'committed' || frozen === null)
    return answer([stateReason(state, state === 'planned' ? '请先锁定名单并公告。' : '不能再抽取。')]);
  const reasons: Reason[] = [];
  if (!isAnnounced)
    reasons.push(
      reason(
        'not-announced',
        '抽查公告还没有公开。名单和种子承诺值公开之后才能抽取，任何人才能验证抽取没有被操纵。',
        rules(),
      ),
    );
  if (listsDigest(frozen) !== listsDigest(current))
    reasons.push(
      reason(
        'lists-changed',
        `名录库在锁定之后有变动（${changesBetween(frozen, current)}）。请作废本次抽查并撤下公告，重新锁定名单、重新公告。`,
        rules(),
      ),
    );
  return answer(reasons);
}

/** The public number that was announced is asked for, in its own form; it comes with the issue that everybody looks up. */
export function publicNumberFaults(
  { publicNumber = '', publicIssue = '' }: DrawBody,
  source: string | undefined,
  known: InspectionsPack['publicNumber'],
): Reason[] {
  if (source === undefined) return [];
  if (publicNumber === '')
    return [
      at('publicNumber', reason('no-public-number', `请填写公告中约定的公开号码：${source}。`, rules())),
    ];
  const faults: Reason[] = [];
  // The form is that of the pack; what was announced under another pack is taken as it is written.
  if (known?.source === source && !new RegExp(`^(?:${known.pattern})$`).test(publicNumber))
    faults.push(
      at('publicNumber', reason('public-number-form', `公开号码的写法不对。${known.form}`, rules())),
    );
  if (publicIssue === '')
    faults.push(
      at('publicIssue', reason('no-public-issue', '请填写公开号码的期号，任何人才能查到它。', rules())),
    );
  return faults;
}

function changesBetween(before: DrawLists, now: DrawLists): string {
  const gone = (from: readonly { id: string; name: string }[], to: readonly { id: string }[]) =>
    from.filter(each => !to.some(other => other.id === each.id)).map(each => each.name);
  const changed = (from: readonly { id: string; name: string }[], to: readonly { id: string }[]) =>
    from
      .filter(each => {
        const other = to.find(found => found.id === each.id);
        return other !== undefined && JSON.stringify(other) !== JSON.stringify(each);
      })
      .map(each => each.name);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['减少对象', gone(before.objects, now.objects)],
    ['增加对象', gone(now.objects, before.objects)],
    ['修改对象', changed(before.objects, now.objects)],
    ['减少人员', gone(before.inspectors, now.inspectors)],
    ['增加人员', gone(now.inspectors, before.inspectors)],
    ['修改人员', changed(before.inspectors, now.inspectors)],
  ];
  const words = parts.flatMap(([what, names]) =>
    names.length === 0 ? [] : [`${what}：${names.slice(0, 5).join('、')}${names.length > 5 ? '等' : ''}`],
  );
  return words.length === 0 ? '回避关系有变动' : words.join('；');
}

export function decideVoid(state: TaskState): Decision<object> {
  return answer(
    state === 'planned' || state === 'committed'
      ? []
      : [stateReason(state, state === 'drawn' ? '抽取结果不能作废重抽。' : '不能再次作废。')],
  );
}

export function decideResult(state: TaskState): Decision<object> {
  return answer(state === 'drawn' ? [] : [stateReason(state, '抽取之后才能录入检查结果。')]);
}

export interface ProposalFacts {
  readonly part: TaskPart;
  readonly state: TaskState;
  readonly isUnderReview: boolean;
  readonly isReleased: boolean;
  readonly hasColumn: boolean;
  readonly results: number;
}

function placeReasons({ hasColumn, isUnderReview }: Pick<ProposalFacts, 'hasColumn' | 'isUnderReview'>) {
  const reasons: Reason[] = [];
  if (!hasColumn)
    reasons.push(reason('no-column', '机构包 inspections.yaml 没有写明发布的栏目，请系统管理员补充。'));
  if (isUnderReview)
    reasons.push(reason('under-review', '送审稿正在审查中。请先在信息页撤回送审，再重新生成。'));
  return reasons;
}

/** May this part go to review? */
export function decidePropose(facts: ProposalFacts): Decision<object> {
  const { part, state, isReleased, results } = facts;
  const reasons = placeReasons(facts);
  if (part === 'announcement' && state !== 'committed')
    reasons.push(stateReason(state, state === 'planned' ? '请先锁定名单。' : '不再公告。'));
  if (part !== 'announcement' && state !== 'drawn')
    reasons.push(stateReason(state, `抽取之后才能公布${partWords[part]}。`));
  if (part !== 'results' && isReleased)
    reasons.push(reason('already-public', `${partWords[part]}已经公开，无须重新提出。`));
  if (part === 'results' && state === 'drawn' && results === 0)
    reasons.push(reason('no-results', '还没有录入检查结果。'));
  return answer(reasons);
}

/** May the plan of a year go to review? A public plan may be put forward again: plans change within the year. */
export function decideProposePlan(
  facts: Pick<ProposalFacts, 'hasColumn' | 'isUnderReview'> & { readonly tasks: number },
): Decision<object> {
  const reasons = placeReasons(facts);
  if (facts.tasks === 0)
    reasons.push(reason('no-tasks', '这一年度还没有列入计划的抽查，请先列入抽查计划。', rules()));
  return answer(reasons);
}

/** Faults of a result by field. */
export function resultFaults(body: ResultBody, drawnOn: string, today: string): Reason[] {
  const { checkedOn, result, handling, followUpBy, followedUpOn } = body;
  const faults: Reason[] = [];
  if (checkedOn < drawnOn)
    faults.push(at('checkedOn', reason('before-draw', `检查日期早于抽取日期（${drawnOn}），请核对。`)));
  if (checkedOn > today) faults.push(at('checkedOn', reason('in-future', '检查日期晚于今天，请核对。')));
  if (needsFollowUp.has(result)) {
    if (handling === '')
      faults.push(
        at('handling', reason('no-handling', '发现问题的，请写明处理意见；处理意见向社会公开。', rules())),
      );
    if (followUpBy === null && followedUpOn === null)
      faults.push(
        at('followUpBy', reason('no-follow-up', '发现问题的，请写明整改或者后续处理的期限。', rules())),
      );
  }
  if (followedUpOn !== null && (followedUpOn < checkedOn || followedUpOn > today))
    faults.push(at('followedUpOn', reason('follow-up-day', '后续处理日期应当在检查之后、今天之前。')));
  return faults;
}
