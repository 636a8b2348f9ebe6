import { cite } from '../../../law/citation.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import type { ItemKind } from '../contract/item-kind.ts';
import type { Relation } from '../contract/relations.ts';

/** May a document with these relations be made public? */

/** What is known of the documents picked from here. */
export interface RelationTarget {
  readonly kind: ItemKind;
  readonly isPublic: boolean;
}

/** Only papers with an act behind them end or change another one. */
const actingKinds: ReadonlySet<ItemKind> = new Set(['normative-document', 'notice', 'rules-of-openness']);
const changing: ReadonlySet<Relation['kind']> = new Set(['amends', 'repeals', 'expires', 'keeps']);

const basis = cite('本机关规定');

export function relationReasons(
  act: { readonly id: string; readonly kind: ItemKind; readonly relations: readonly Relation[] },
  targets: ReadonlyMap<string, RelationTarget>,
): Reason[] {
  const reasons: Reason[] = [];
  const seen = new Set<string>();
  for (const relation of act.relations) {
    const name = `《${relation.title}》`;
    const key = `${relation.kind} ${relation.documentId ?? `${relation.title} ${relation.documentNo}`}`;
    if (seen.has(key))
      reasons.push(reason('relation-twice', `${name}在文件关系中重复登记，请删去一项。`, basis));
    seen.add(key);
    if (relation.documentId === act.id)
      reasons.push(reason('relation-to-itself', '文件关系不能指向本文件自身，请删去。', basis));
    else if (relation.documentId !== null && targets.get(relation.documentId)?.isPublic !== true)
      reasons.push(
        reason(
          'relation-target-unknown',
          `文件关系中的${name}没有在本系统公开，请重新选择或改为手工填写。`,
          basis,
        ),
      );
    else if (
      relation.documentId !== null &&
      changing.has(relation.kind) &&
      targets.get(relation.documentId)?.kind !== 'normative-document'
    )
      reasons.push(
        reason(
          'relation-target-not-normative',
          `${name}不是行政规范性文件，不能登记修改、废止或者清理结论。`,
          basis,
        ),
      );
  }
  if (act.relations.some(each => changing.has(each.kind)) && !actingKinds.has(act.kind))
    reasons.push(
      reason(
        'relation-by-wrong-kind',
        '修改、废止其他文件应当由规范性文件或者通知公告作出，请更换类别或者删去该关系。',
        basis,
      ),
    );
  return reasons;
}
