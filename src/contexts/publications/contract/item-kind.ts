import { z } from 'zod';

/** What an item is; each kind has its own place in the catalogue. */
export const itemKind = z.enum([
  'news',
  'notice',
  'normative-document',
  'interpretation',
  'guide',
  'rules-of-openness',
  'budget-report',
  'personnel-notice',
  'work-plan',
  'meeting-record',
  'training-record',
  'gazette-note',
  'annual-report',
  'clarification',
  'statistics',
]);
export type ItemKind = z.infer<typeof itemKind>;
