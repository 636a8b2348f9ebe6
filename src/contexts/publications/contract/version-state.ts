import { z } from 'zod';

export const versionState = z.enum([
  'draft',
  'in-review',
  'returned',
  'approved',
  'scheduled',
  'released',
  'superseded',
  'withdrawn',
  'discarded',
]);
export type VersionState = z.infer<typeof versionState>;
