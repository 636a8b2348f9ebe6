import { z } from 'zod';
import { impactAssessment } from './impact-assessment.ts';

/** What the check before publication says. */

export const findingView = z.object({
  rule: z.string(),
  severity: z.enum(['block', 'warn']),
  where: z.string(),
  excerpt: z.string(),
  advice: z.string(),
  basis: z.array(z.string()),
  /** May an officer with gate.override let it pass with a reason? */
  overridable: z.boolean().optional(),
  /** Who let it pass, why and when; the finding stays visible. */
  override: z
    .object({
      staffName: z.string(),
      reason: z.string(),
      at: z.string(),
      /** Of personal data: what was judged before. */
      assessment: impactAssessment.optional(),
    })
    .optional(),
});
export type Finding = z.infer<typeof findingView>;
export const verdict = z.object({
  verdict: z.enum(['pass', 'warn', 'block']),
  findings: z.array(findingView),
});
export type Verdict = z.infer<typeof verdict>;
