import { type Citation, citationWords, cite } from '../../../../law/citation.ts';
import { normaliseDocumentNumber } from '../../../../law/document-number.ts';
import type { Finding, ItemKind, ItemMetadata } from '../../contract.ts';

/** What the catalogue must be able to show of an item (条例 art 12), and the attribute that lets it be shown (art 13). */

export interface FieldsInput {
  readonly kind: ItemKind;
  readonly title: string;
  readonly hasText: boolean;
  readonly attachmentCount: number;
  readonly imagesWithoutWords: number;
  readonly metadata: ItemMetadata;
}

interface FieldRule {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly where: string;
  readonly advice: string;
  readonly basis: Citation;
  readonly isBroken: (input: FieldsInput) => boolean;
}

const catalogue = cite('政府信息公开条例', 12);
const origin = cite('国办发〔2016〕80号');

const fieldRules: readonly FieldRule[] = [
  {
    rule: 'title-missing',
    severity: 'block',
    where: '标题',
    advice: '请填写标题。',
    basis: catalogue,
    isBroken: ({ title }) => title.trim() === '',
  },
  {
    rule: 'text-missing',
    severity: 'block',
    where: '正文',
    advice: '正文和附件都是空的。请填写正文或上传附件。',
    basis: catalogue,
    isBroken: ({ hasText, attachmentCount }) => !hasText && attachmentCount === 0,
  },
  {
    rule: 'issuer-missing',
    severity: 'block',
    where: '发布机构',
    advice: '请填写发文（发布）机构。',
    basis: catalogue,
    isBroken: ({ metadata }) => metadata.issuer.trim() === '',
  },
  {
    rule: 'source-missing',
    severity: 'block',
    where: '来源',
    advice: '请填写信息来源。',
    basis: catalogue,
    isBroken: ({ metadata }) => metadata.source.trim() === '',
  },
  {
    rule: 'written-date-missing',
    severity: 'block',
    where: '成文日期',
    advice: '请填写成文（生成）日期。',
    basis: catalogue,
    isBroken: ({ metadata }) => metadata.writtenOn === null,
  },
  {
    rule: 'attribute-reason-missing',
    severity: 'block',
    where: '公开属性',
    advice: '公开属性不是“主动公开”的，应当选择对应的法定理由。',
    basis: origin,
    isBroken: ({ metadata }) => metadata.attribute !== 'proactive' && metadata.attributeReason === null,
  },
  {
    rule: 'not-proactive',
    severity: 'warn',
    where: '公开属性',
    advice: '公开属性不是“主动公开”，该信息可以审查备案，但不能向社会发布。',
    basis: cite('政府信息公开条例', 13),
    isBroken: ({ metadata }) => metadata.attribute !== 'proactive' && metadata.attributeReason !== null,
  },
  {
    rule: 'statistical-definition-missing',
    severity: 'block',
    where: '统计口径',
    advice: '统计信息应当说明统计口径（范围、时点、指标解释）。请填写“统计口径说明”。',
    basis: cite('政府信息公开条例', 6),
    isBroken: ({ kind, metadata }) => kind === 'statistics' && metadata.statisticalDefinition.trim() === '',
  },
  {
    rule: 'dates-reversed',
    severity: 'block',
    where: '施行日期',
    advice: '失效日期早于施行日期。请核对两个日期。',
    basis: catalogue,
    isBroken: ({ metadata: { effectiveOn, expiresOn } }) =>
      effectiveOn !== null && expiresOn !== null && expiresOn < effectiveOn,
  },
  {
    rule: 'document-number-missing',
    severity: 'warn',
    where: '发文字号',
    advice: '规范性文件一般有发文字号。请核对是否漏填。',
    basis: cite('党政机关公文格式'),
    isBroken: ({ kind, metadata }) => kind === 'normative-document' && metadata.documentNo.trim() === '',
  },
  {
    rule: 'document-number-form',
    severity: 'warn',
    where: '发文字号',
    advice: '发文字号的写法不规范。应写作“毕民发〔2019〕12号”的形式，年份用六角括号，序号不加“第”。',
    basis: cite('党政机关公文格式'),
    isBroken: ({ metadata: { documentNo } }) =>
      documentNo.trim() !== '' && normaliseDocumentNumber(documentNo) !== documentNo.trim(),
  },
  {
    rule: 'image-without-words',
    severity: 'warn',
    where: '正文图片',
    advice: '有图片没有文字说明，视障人士无法获知内容。请为图片填写替代文字。',
    basis: cite('国办发〔2016〕61号'),
    isBroken: ({ imagesWithoutWords }) => imagesWithoutWords > 0,
  },
];

/** Findings on the fields. They are mended by filling in, so nobody can let them pass. */
export function fieldFindings(input: FieldsInput): Finding[] {
  return fieldRules
    .filter(each => each.isBroken(input))
    .map(({ rule, severity, where, advice, basis }) => ({
      rule,
      severity,
      where,
      excerpt: '',
      advice,
      basis: [citationWords(basis)],
      overridable: false,
    }));
}

/**
 * A document that needs an interpretation goes public with it or not at all (国办发〔2016〕80号). Worth a word here; it is the
 * release that refuses, because the interpretation may still be written while the document is reviewed.
 */
export function interpretationFindings(hasInterpretation: boolean | null): Finding[] {
  if (hasInterpretation !== false) return [];
  return [
    {
      rule: 'interpretation-missing',
      severity: 'warn',
      where: '政策解读',
      excerpt: '',
      advice:
        '该文件应当与解读材料同步发布，目前没有解读材料。请在“政策解读”中组建解读；没有解读材料，也没有免予解读的批准，不能发布。',
      basis: [citationWords(origin)],
      overridable: false,
    },
  ];
}
