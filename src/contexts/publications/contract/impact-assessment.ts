import { z } from 'zod';
import { day } from '../../organisation/contract.ts';

/** The impact assessment that goes before the publication of personal data (个人信息保护法 arts 55 and 56). */

const part = (what: string) =>
  z.string().trim().min(5, `请填写${what}（至少五个字）。`).max(2_000, `${what}不超过 2000 字。`);

/** What article 56 wants judged. */
export const impactAssessment = z.strictObject({
  /** 处理目的、处理方式是否合法、正当、必要： what it is published for, and by which duty. */
  purpose: part('公开目的和法律依据'),
  necessity: part('必要性'),
  /** 对个人权益的影响及安全风险. */
  risk: part('对个人权益的影响和风险'),
  /** 所采取的保护措施. */
  measures: part('保护措施'),
});
export type ImpactAssessment = z.infer<typeof impactAssessment>;

/** Rules of the gate that find personal data: letting one pass needs an assessment. */
export const personalDataRules: readonly string[] = [
  'resident-id',
  'disability-card',
  'mobile-number',
  'bank-card',
  'passport',
  'landline',
  'address',
  'birth-date',
  'health',
  'minor',
  'name-list',
  'names-in-text',
  'place-in-picture',
];

/** GET /api/items/:id/impact-assessments, the newest first. */
export const impactAssessmentView = z.object({
  id: z.string(),
  versionNo: z.number(),
  digest: z.string(),
  rule: z.string(),
  purpose: z.string(),
  necessity: z.string(),
  risk: z.string(),
  measures: z.string(),
  assessedBy: z.string(),
  assessedAt: z.string(),
  keptUntil: day,
});
export type ImpactAssessmentView = z.infer<typeof impactAssessmentView>;
export const impactAssessmentList = z.object({ assessments: z.array(impactAssessmentView) });
