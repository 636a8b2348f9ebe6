import { type Citation, cite } from '../../../law/citation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import { type ChangeNotice, type Content, contentSchema, type Sort, tableOf } from '../contract.ts';
import { isUnchanged } from './changes.ts';
import { type Entry, gapsOf } from './gaps.ts';

/** What may be done with an entry and with a list. */

/** 条例 art 20 (5): items, basis, conditions and procedure of licences and other outward acts; (6): of penalties and coercion. */
export function basisOf(sort: Sort): readonly Citation[] {
  return [cite('政府信息公开条例', 20, undefined, sort === 'penalty' || sort === 'coercion' ? 6 : 5)];
}

/** The content as it is kept; refused with every field that cannot be read. */
export function decideContent(sort: Sort, content: unknown): Decision<{ content: Content }> {
  const parsed = contentSchema(sort).safeParse(content);
  if (parsed.success) return { ok: true, content: parsed.data };
  const names = new Map(tableOf(sort).fields.map(field => [field.id, field.name]));
  return refuse(
    parsed.error.issues.map(issue => {
      const at = String(issue.path[0] ?? '');
      const name = names.get(at);
      const words = /\p{Script=Han}/u.test(issue.message)
        ? issue.message
        : '内容的格式不符合要求，请重新填写。';
      return {
        ...reason(
          'bad-field',
          name === undefined ? `没有这一栏：${issue.path.join('.')}` : `“${name}”：${words}`,
        ),
        where: issue.path.join('.'),
      };
    }),
  );
}

export interface Standing {
  readonly sort: Sort;
  readonly state: 'current' | 'removed';
  /** A guide of its own is on the portal. */
  readonly isLive: boolean;
}

export function decideEdit({ state }: Standing): Decision<object> {
  if (state === 'current') return { ok: true };
  return refuse([reason('already-removed', '该事项已经取消，不能修改。如需恢复，请先恢复事项。')]);
}

export function decideRemove({ sort, state, isLive }: Standing): Decision<object> {
  const reasons: Reason[] = [];
  if (state === 'removed') reasons.push(reason('already-removed', '该事项已经取消。'));
  if (sort === 'guide' && isLive)
    reasons.push(
      reason(
        'still-public',
        '该办事指南仍在网站上公开。请先在信息页撤下并写明理由，再取消。',
        ...basisOf(sort),
      ),
    );
  return reasons.length > 0 ? refuse(reasons) : { ok: true };
}

export function decideRestore({ state }: Standing): Decision<object> {
  return state === 'removed' ? { ok: true } : refuse([reason('not-removed', '该事项没有取消，无须恢复。')]);
}

export interface Proposal {
  readonly sort: Sort;
  readonly entries: readonly Entry[];
  /** Against the released edition; null where there is none. */
  readonly changes: ChangeNotice | null;
  /** A proposed edition is on its way through the review. */
  readonly isUnderReview: boolean;
  readonly hasColumn: boolean;
}

/** At most so many gaps are told one by one. */
const mostGaps = 60;

/** May the list go to review as it stands? Refused with everything that is missing, entry by entry. */
export function decidePropose(given: Proposal): Decision<object> {
  const { sort, entries, changes, isUnderReview, hasColumn } = given;
  const { title } = tableOf(sort);
  const basis = basisOf(sort);
  const reasons: Reason[] = [];
  if (!hasColumn)
    reasons.push(reason('no-column', `机构包 powers.yaml 没有写明“${title}”的栏目，请系统管理员补充。`));
  if (isUnderReview)
    reasons.push(reason('under-review', '上一版正在审查中。请等待发布，或者先撤回送审再更新。'));
  if (entries.length === 0 && (changes === null || changes.removed.length === 0))
    reasons.push(reason('no-entries', `“${title}”没有事项，请先录入。`, ...basis));
  if (changes !== null && isUnchanged(changes))
    reasons.push(reason('nothing-changed', '与已公开的版本没有差别，无须重新提出。'));
  const gaps = entries.flatMap(entry =>
    gapsOf(entry).map(gap => ({
      ...reason(`gap-${gap.code}`, `${entry.name}（${entry.code}）：${gap.message}`, ...basis),
      where: `${entry.code}.${gap.field}`,
    })),
  );
  reasons.push(...gaps.slice(0, mostGaps));
  if (gaps.length > mostGaps)
    reasons.push(
      reason('more-gaps', `另有${gaps.length - mostGaps}处缺项，请在事项列表中按“有缺项”筛选查看。`),
    );
  return reasons.length > 0 ? refuse(reasons) : { ok: true };
}
