import type { ReleasedAnnouncement, ReleasedDraw } from '../contract.ts';
import { commitmentOf, draw, listsDigest } from './draw.ts';

/** What does not hold of a published draw; empty where everybody who repeats it comes to the same. */

export interface DrawProblem {
  readonly code:
    | 'lists-changed'
    | 'commitment-broken'
    | 'public-number-missing'
    | 'objects-differ'
    | 'inspectors-differ'
    | 'too-few-inspectors'
    | 'passed-over-differs'
    | 'not-as-announced'
    | 'announcement-not-in-log'
    | 'draw-not-in-log'
    | 'announced-after'
    | 'drawn-before-announcement';
  readonly message: string;
}

const problem = (code: DrawProblem['code'], message: string): DrawProblem => ({ code, message });

function againstAnnouncement(given: ReleasedDraw, announced: ReleasedAnnouncement): DrawProblem[] {
  const parts = [
    ['名单', given.listsDigest, announced.listsDigest],
    ['种子承诺值', given.commitment, announced.commitment],
    ['抽取数量', JSON.stringify(given.terms), JSON.stringify(announced.terms)],
    ['抽查任务', given.task.id, announced.task.id],
  ] as const;
  return parts.flatMap(([name, now, before]) =>
    now === before
      ? []
      : [problem('not-as-announced', `${name}与抽查公告不一致：公告为${before}，抽取结果为${now}。`)],
  );
}

function againstRepetition(given: ReleasedDraw): DrawProblem[] {
  const { task, lists, terms, seed, publicNumber, picked, passedOver } = given;
  const again = draw(task.id, lists, terms, seed, publicNumber);
  const name = (id: string) => lists.objects.find(each => each.id === id)?.name ?? id;
  const found: DrawProblem[] = [];
  const ours = again.picked.map(each => each.objectId);
  const theirs = picked.map(each => each.objectId);
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
    const extra = theirs.filter(id => !ours.includes(id)).map(name);
    const missing = ours.filter(id => !theirs.includes(id)).map(name);
    const words = [
      ...(extra.length > 0 ? [`不应抽中：${extra.join('、')}`] : []),
      ...(missing.length > 0 ? [`应抽中而没有列出：${missing.join('、')}`] : []),
    ];
    found.push(
      problem(
        'objects-differ',
        `重新抽取得到的检查对象与公布的不同。${words.join('；') || '先后次序不同'}。`,
      ),
    );
  }
  for (const { objectId, inspectorIds } of picked) {
    if (new Set(inspectorIds).size < terms.inspectorsPerObject)
      found.push(
        problem('too-few-inspectors', `“${name(objectId)}”的检查人员不足${terms.inspectorsPerObject}名。`),
      );
    const right = again.picked.find(each => each.objectId === objectId);
    if (right !== undefined && JSON.stringify(right.inspectorIds) !== JSON.stringify(inspectorIds))
      found.push(problem('inspectors-differ', `“${name(objectId)}”的检查人员与重新抽取的不同。`));
  }
  if (found.length === 0 && JSON.stringify(again.passedOver) !== JSON.stringify(passedOver))
    found.push(problem('passed-over-differs', '因回避没有选派的人员与重新抽取的不同。'));
  return found;
}

/** Repeats a published draw from its seed, and compares it with its announcement where there is one. */
export function verifyDraw(given: ReleasedDraw, announced: ReleasedAnnouncement | null): DrawProblem[] {
  const { task, lists, terms, seed, publicNumber = '' } = given;
  const digest = listsDigest(lists);
  return [
    ...(digest === given.listsDigest
      ? []
      : [problem('lists-changed', '名单与其摘要不符：锁定之后名单被改动过。')]),
    ...(commitmentOf(task.id, given.listsDigest, terms, seed) === given.commitment
      ? []
      : [problem('commitment-broken', '公布的种子与事先公告的承诺值不符：种子或者抽取数量被换过。')]),
    ...(terms.publicSource !== undefined && publicNumber === ''
      ? [problem('public-number-missing', `没有公布抽取所用的公开号码（${terms.publicSource}）。`)]
      : []),
    ...(announced === null ? [] : againstAnnouncement(given, announced)),
    ...againstRepetition(given),
  ];
}

/** Where the public log has a published file: place among its acts and day; null where it does not know these bytes. */
export type LogPlace = { readonly at: number; readonly day: string } | null;

/**
 * What the log says against a draw: both files must be in it, the announcement first; a public number that is found after
 * the announcement cannot be known on its day.
 */
export function logProblems(
  { drawnOn, terms }: Pick<ReleasedDraw, 'drawnOn' | 'terms'>,
  announced: LogPlace,
  drawn: LogPlace,
): DrawProblem[] {
  const missing = (what: string) => `公开日志中没有这份${what}：它没有经过发布，或者发布之后被换过。`;
  const found: DrawProblem[] = [];
  if (announced === null) found.push(problem('announcement-not-in-log', missing('抽查公告')));
  if (drawn === null) found.push(problem('draw-not-in-log', missing('抽取结果')));
  if (announced === null) return found;
  if (drawn !== null && announced.at >= drawn.at)
    found.push(problem('announced-after', '公开日志中，抽查公告不在抽取结果之前。'));
  if (terms.publicSource === undefined ? announced.day > drawnOn : announced.day >= drawnOn)
    found.push(
      problem(
        'drawn-before-announcement',
        `抽取的日期（${drawnOn}）不晚于公告公开的日期（${announced.day}）：公告之前可能已经试过结果。`,
      ),
    );
  return found;
}
