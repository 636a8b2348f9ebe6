import { cite } from '../../../../law/citation.ts';
import { normaliseDocumentNumber } from '../../../../law/document-number.ts';
import { type Reason, reason } from '../../../../law/refusal.ts';
import type { DraftBody, ItemKind, ItemMetadata } from '../../contract.ts';
import type { Trx } from '../../ports.ts';
import { relationReasons } from '../../rules/normative-relations.ts';
import { isDerived } from '../../rules/normative-validity.ts';
import { factsOf } from '../../store/normative-facts.ts';
import { relationTargets } from '../../store/relations.ts';

/** What a draft says of other documents and of its own validity, before it is kept. */

/** One written form of the relations; left out where there are none, so that older digests stand. */
export function tidiedRelations(relations: ItemMetadata['relations']): Pick<ItemMetadata, 'relations'> {
  if (relations === undefined || relations.length === 0) return {};
  return {
    relations: relations.map(each => ({
      ...each,
      title: each.title.trim().replace(/^《(.*)》$/, '$1'),
      documentNo: normaliseDocumentNumber(each.documentNo) ?? each.documentNo.trim(),
    })),
  };
}

export async function draftedReasons(
  trx: Trx,
  document: { readonly id: string; readonly kind: ItemKind },
  metadata: Pick<DraftBody['metadata'], 'relations' | 'validity'>,
  before: ItemMetadata | null,
): Promise<Reason[]> {
  const { relations } = metadata;
  const reasons: Reason[] = [];
  if (relations !== undefined && relations.length > 0) {
    const ids = relations.flatMap(each => (each.documentId === null ? [] : [each.documentId]));
    reasons.push(...relationReasons({ ...document, relations }, await relationTargets(trx, ids)));
  }
  const isTyped = metadata.validity !== undefined && before !== null && metadata.validity !== before.validity;
  if (isTyped && document.kind === 'normative-document') {
    const [facts] = await factsOf(trx, [document.id]);
    if (facts !== undefined && isDerived(facts.events)) {
      const message =
        '该文件的有效性已由修改、废止、清理等事项推定，不能手工填写。确有不符的，请更正作出该事项的文件。';
      reasons.push(reason('validity-derived', message, cite('本机关规定')));
    }
  }
  return reasons;
}
