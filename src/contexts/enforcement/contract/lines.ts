import type { ReleasedDecision } from './released.ts';
import { categoryWords, kindWords, licenceTypeWords, partyWords } from './words.ts';

/** What a released decision says, head and value, in the order in which pages, tables and files show it. */
export function decisionLines(decision: ReleasedDecision): (readonly [string, string])[] {
  const { kind, licenceType, categories, fineYuan, confiscatedYuan } = decision;
  const money = (yuan: number | null) => (yuan === null || yuan === 0 ? '' : `${yuan}元`);
  const lines: (readonly [string, string])[] = [
    ['执法类别', kindWords[kind]],
    ['决定文书名称', decision.title],
    ['决定书文号', decision.documentNo],
    ['执法事项', decision.matter],
    ['执法对象', decision.partyName],
    ['相对人类别', partyWords[decision.partyKind]],
    ['统一社会信用代码', decision.creditCode],
    ['违法行为类型', decision.violation],
    [kind === 'penalty' ? '违法事实' : '事实', decision.facts],
    ['依据', decision.basis],
    ['许可类别', licenceType === null ? '' : licenceTypeWords[licenceType]],
    ['证书名称', decision.certificateName],
    ['证书编号', decision.certificateNo],
    ['处罚类别', categories.map(each => categoryWords[each]).join('；')],
    ['罚款金额', money(fineYuan)],
    ['没收金额', money(confiscatedYuan)],
    ['暂扣或者吊销的证照', decision.licenceTaken],
    ['执法结论', decision.conclusion],
    ['决定日期', decision.decidedOn],
    ['有效期自', decision.validFrom ?? ''],
    ['有效期至', decision.validUntil ?? ''],
    ['执法机关', decision.organ],
    ['执法机关统一社会信用代码', decision.organCode],
    ['承办单位', decision.unitName],
  ];
  return lines.filter(([, value]) => value !== '');
}
