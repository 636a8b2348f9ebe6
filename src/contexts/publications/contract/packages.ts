import { z } from 'zod';
import { permission, reason } from '../../organisation/contract.ts';
import { interpretationContent, interpretationForm, interpretationPlan } from './interpretation.ts';
import { itemKind } from './item-kind.ts';
import { versionState } from './version-state.ts';

/** A package on the wire: a policy document, its interpretation plan and its interpretations, as one unit. */

export const packageQuery = z.object({
  /** `missing`: an interpretation is compulsory and there is none. */
  standing: z.enum(['missing', 'exempt', 'bound']).optional(),
  state: z.string().optional(),
  unit: z.string().optional(),
  q: z.string().optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type PackageQuery = z.infer<typeof packageQuery>;

export const packageRow = z.object({
  policyId: z.string(),
  kind: itemKind,
  title: z.string(),
  ownerUnitName: z.string(),
  state: versionState,
  compulsory: z.boolean(),
  exempt: z.boolean(),
  forms: z.array(interpretationForm),
  interpretations: z.number(),
  changedAt: z.string(),
  releasedAt: z.string().nullable(),
});
export type PackageRow = z.infer<typeof packageRow>;
/** GET /api/packages */
export const packagePage = z.object({
  packages: z.array(packageRow),
  count: z.number(),
  page: z.number(),
  size: z.number(),
});

export const packageMember = z.object({
  id: z.string(),
  role: z.enum(['policy', 'interpretation']),
  kind: itemKind,
  title: z.string(),
  form: interpretationForm.nullable(),
  content: interpretationContent.nullable(),
  state: versionState,
  versionNo: z.number(),
  /** A version in work: what submitting, signing and releasing act on. */
  isOpen: z.boolean(),
  liveVersion: z.number().nullable(),
  revision: z.number(),
  digest: z.string(),
  path: z.string(),
  releaseAt: z.string().nullable(),
  waitingFor: z.array(z.object({ step: z.string(), name: z.string(), dueOn: z.string(), late: z.boolean() })),
  /** Who said that the live text still explains the amended policy. */
  confirmed: z.object({ staffName: z.string(), at: z.string(), note: z.string() }).nullable(),
  needsConfirmation: z.boolean(),
  permissions: z.record(z.string(), permission),
});
export type PackageMember = z.infer<typeof packageMember>;

/** GET /api/packages/:id – by the id of the policy document. */
export const packageView = z.object({
  policyId: z.string(),
  title: z.string(),
  ownerUnitId: z.string(),
  ownerUnitName: z.string(),
  compulsory: z.boolean(),
  /** Why it is compulsory, or that it is not. */
  rule: z.string(),
  exemption: z.object({ reason: z.string(), staffName: z.string(), at: z.string() }).nullable(),
  plan: interpretationPlan.nullable(),
  members: z.array(packageMember),
  /** What still stands in the way of releasing everything together. */
  missing: z.array(reason),
  waitingFor: z.array(
    z.object({
      step: z.string(),
      name: z.string(),
      command: z.string(),
      dueOn: z.string(),
      late: z.boolean(),
    }),
  ),
  releaseAt: z.string().nullable(),
  permissions: z.record(z.string(), permission),
});
export type PackageView = z.infer<typeof packageView>;

/** What an item says of the package it belongs to. */
export const packageTie = z.object({
  policyId: z.string(),
  policyTitle: z.string(),
  role: z.enum(['policy', 'interpretation']),
  compulsory: z.boolean(),
  exempt: z.boolean(),
  interpretations: z.number(),
  /** Reviewing, releasing and timing go through the package. */
  bound: z.boolean(),
});
export type PackageTie = z.infer<typeof packageTie>;

/** A new interpretation is begun in a form; or one that exists joins. */
export const addMemberBody = z.union([
  z.strictObject({
    form: interpretationForm,
    title: z.string().max(300, '标题不超过 300 字。').optional(),
    columnId: z.string().optional(),
  }),
  z.strictObject({ documentId: z.string() }),
]);
export type AddMemberBody = z.infer<typeof addMemberBody>;
/** The digest of every open member as the officer saw it, by document id. */
const digests = z.record(z.string(), z.string());
export const packageSignBody = z.strictObject({
  step: z.string(),
  digests,
  note: z.string().max(2000).default(''),
});
export const packageReturnBody = z.strictObject({
  step: z.string(),
  digests,
  reasons: z.array(z.string().min(1).max(2000)).min(1, '请至少写一条退回理由。').max(20),
});
export const packageReleaseBody = z.strictObject({ digests });
/** Which interpretations get a new version together with the policy. */
export const packageAmendBody = z.strictObject({ interpretations: z.array(z.string()).max(50) });
export const confirmBody = z.strictObject({
  /** Of the policy's version in work and of the interpretation's live one, as they were read. */
  policyDigest: z.string(),
  digest: z.string(),
  note: z.string().max(1000).default(''),
});
export const revokeExemptionBody = z.strictObject({
  reason: z.string().min(5, '请写明撤销的理由（至少五个字）。').max(1000),
});
export const exemptBody = z.strictObject({
  reason: z.string().min(10, '请写明不作解读的理由和依据（至少十个字）。').max(1000),
});
