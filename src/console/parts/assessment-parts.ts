import type { ImpactAssessment } from '../../contexts/publications/contract.ts';

interface AssessmentPart {
  readonly key: keyof ImpactAssessment;
  readonly words: string;
  readonly hint: string;
}

/** What an impact assessment says, in the order of 个人信息保护法 art 56. */
export const assessmentParts: readonly AssessmentPart[] = [
  { key: 'purpose', words: '公开目的和法律依据', hint: '为什么要公开，依据哪部法律法规的哪一条' },
  { key: 'necessity', words: '必要性', hint: '为什么不能只公开脱敏内容或汇总数据' },
  { key: 'risk', words: '对个人权益的影响和风险', hint: '公开后可能给本人带来什么影响' },
  { key: 'measures', words: '保护措施', hint: '公开范围、期限、本人同意、撤下安排等' },
];
