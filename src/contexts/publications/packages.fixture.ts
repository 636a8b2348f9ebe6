import type { DraftBody, InterpretationContent, InterpretationPlan, PackageView } from './contract.ts';
import { type Bench, done, draft } from './items.fixture.ts';

/** A policy with its interpretations, at each stage of their common way. */

export const plan: InterpretationPlan = {
  interpreter: '财务科主要负责人',
  points: ['谁可以享受', '到哪里办理'],
  forms: ['questions'],
  channels: ['政府网站'],
  together: true,
};

export const questions: InterpretationContent = {
  form: 'questions',
  pairs: [{ question: '谁可以申请？', answer: '符合条件的家庭或者个人。' }],
};

export const card: InterpretationContent = {
  form: 'benefit-card',
  who: '符合条件的家庭或者个人。',
  what: '每人每月领取补助。',
  how: '到乡镇（街道）提出申请。',
  where: '乡镇（街道）社会事务办公室。',
};

export interface Bundle {
  readonly policyId: string;
  readonly interpretationId: string;
}

/** A normative document with a plan and one complete interpretation; nothing is submitted. */
export async function bundle(
  { publications, people }: Bench,
  over: Partial<DraftBody> = {},
  content: InterpretationContent = questions,
): Promise<Bundle> {
  const body = draft({
    kind: 'normative-document',
    title: '困难群众补助办法',
    metadata: { writtenOn: '2019-06-03', documentNo: '毕民发〔2019〕12号', interpretationPlan: plan },
    ...over,
  });
  const { id: policyId } = done(await publications.createDraft(people.drafter, body));
  const added = await publications.addInterpretation(people.drafter, policyId, { form: content.form });
  const { documentId: interpretationId } = done(added);
  const filled = { revision: 1, metadata: { interpretation: content } };
  done(await publications.changeDraft(people.drafter, interpretationId, filled));
  return { policyId, interpretationId };
}

/** The digests of what is open, as somebody who looks at the package sees them. */
export function digestsOf(view: PackageView): Record<string, string> {
  return Object.fromEntries(view.members.filter(each => each.isOpen).map(each => [each.id, each.digest]));
}

export async function seenBy({ publications, people }: Bench, policyId: string) {
  return digestsOf(await publications.getPackage(people.chief, policyId));
}

export async function signBundle(on: Bench, policyId: string, until = 5): Promise<void> {
  const chain = ['statistics', 'legality', 'secrecy', 'approval', 'filing'] as const;
  const digests = await seenBy(on, policyId);
  for (const step of chain.slice(0, until))
    done(await on.publications.signPackage(on.people[step], policyId, { step, digests }));
}

export async function approvedBundle(on: Bench, over: Partial<DraftBody> = {}): Promise<Bundle> {
  const made = await bundle(on, over);
  done(await on.publications.submitPackage(on.people.drafter, made.policyId));
  await signBundle(on, made.policyId);
  return made;
}

export async function releasedBundle(on: Bench, over: Partial<DraftBody> = {}): Promise<Bundle> {
  const made = await approvedBundle(on, over);
  const digests = await seenBy(on, made.policyId);
  done(await on.publications.releasePackage(on.people.publisher, made.policyId, { digests }));
  return made;
}
