/** Why information may or must not be disclosed (条例 arts 14–16, 36(7)), with the row of the annual report. */
import { type Citation, cite } from './citation.ts';

export type RefusalGround =
  | 'state-secret'
  | 'law-forbids'
  | 'security-and-stability'
  | 'third-party'
  | 'internal-affairs'
  | 'process-information'
  | 'enforcement-file'
  | 'special-query';

/** Rows of the annual report's third table under （三）不予公开. */
export type RefusalRow =
  | 'r3_3_1'
  | 'r3_3_2'
  | 'r3_3_3'
  | 'r3_3_4'
  | 'r3_3_5'
  | 'r3_3_6'
  | 'r3_3_7'
  | 'r3_3_8';

export interface GroundRule {
  /** The annual report's short label. */
  readonly label: string;
  readonly words: string;
  /** must: 不予公开 or 不得公开; may: 可以不予公开; elsewhere: another law governs access. */
  readonly force: 'must' | 'may' | 'elsewhere';
  /** What turns the ground aside; nothing does for art 14. */
  readonly override?: string;
  readonly basis: readonly Citation[];
  readonly row: RefusalRow;
}

const regulation = (article: number, paragraph?: number, item?: number) =>
  cite('政府信息公开条例', article, paragraph, item);

const rulesPrevail = '法律、法规、规章规定上述信息应当公开的，从其规定。';

/** All grounds there are; a refusal must name one. */
export const refusalGrounds: Readonly<Record<RefusalGround, GroundRule>> = {
  'state-secret': {
    label: '属于国家秘密',
    words: '依法确定为国家秘密的政府信息，不予公开。',
    force: 'must',
    basis: [regulation(14)],
    row: 'r3_3_1',
  },
  'law-forbids': {
    label: '其他法律行政法规禁止公开',
    words: '法律、行政法规禁止公开的政府信息，不予公开。',
    force: 'must',
    basis: [regulation(14)],
    row: 'r3_3_2',
  },
  'security-and-stability': {
    label: '危及“三安全一稳定”',
    words: '公开后可能危及国家安全、公共安全、经济安全、社会稳定的政府信息，不予公开。',
    force: 'must',
    basis: [regulation(14)],
    row: 'r3_3_3',
  },
  'third-party': {
    label: '保护第三方合法权益',
    words: '涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害的政府信息，不得公开。',
    force: 'must',
    override: '第三方同意公开，或者不公开会对公共利益造成重大影响的，予以公开。',
    basis: [regulation(15)],
    row: 'r3_3_4',
  },
  'internal-affairs': {
    label: '属于三类内部事务信息',
    words: '人事管理、后勤管理、内部工作流程等内部事务信息，可以不予公开。',
    force: 'may',
    override: '由本机关裁量决定是否公开。',
    basis: [regulation(16, 1)],
    row: 'r3_3_5',
  },
  'process-information': {
    label: '属于四类过程性信息',
    words: '履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等过程性信息，可以不予公开。',
    force: 'may',
    override: rulesPrevail,
    basis: [regulation(16, 2)],
    row: 'r3_3_6',
  },
  'enforcement-file': {
    label: '属于行政执法案卷',
    words: '行政执法案卷信息，可以不予公开。',
    force: 'may',
    override: rulesPrevail,
    basis: [regulation(16, 2)],
    row: 'r3_3_7',
  },
  'special-query': {
    label: '属于行政查询事项',
    words: '属于工商、不动产登记资料等信息，有关法律、行政法规对获取有特别规定的，依照其规定办理。',
    force: 'elsewhere',
    basis: [regulation(36, undefined, 7)],
    row: 'r3_3_8',
  },
};

/** True for grounds under arts 14, 15 and 16, which decide whether reconsideration must come first. */
export function isUnderArticles14To16(ground: RefusalGround): boolean {
  return refusalGrounds[ground].force !== 'elsewhere';
}
