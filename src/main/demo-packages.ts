import type { Actor } from '../contexts/organisation/contract.ts';
import type { Publications } from '../contexts/publications/service.ts';
import type { StorySteps } from './demo-story.ts';
import type { DemoItem } from './pack/demo.ts';

/** The acts of a story on an item, or on the package of a document with its interpretations: one for all of it. */

/** The relations of an item to documents that have been told before it; `documents`: their ids by key. */
export function relationsTold(
  { relations }: DemoItem,
  items: readonly DemoItem[],
  documents: ReadonlyMap<string, string>,
) {
  return relations.flatMap(({ kind, to }) => {
    const target = items.find(each => each.key === to);
    const documentId = documents.get(to);
    if (target === undefined || documentId === undefined) return [];
    const { title, metadata } = target;
    return [{ kind, documentId, title, documentNo: metadata?.documentNo ?? '', on: null }];
  });
}

export interface Told {
  readonly id: string;
  readonly isPackage: boolean;
}

/** What somebody who looks at a package has read, by document id. */
async function digestsSeen(publications: Publications, actor: Actor, id: string) {
  const { members } = await publications.getPackage(actor, id);
  return Object.fromEntries(members.filter(each => each.isOpen).map(each => [each.id, each.digest]));
}

export function submitTold(publications: Publications, actor: Actor, { id, isPackage }: Told) {
  return isPackage ? publications.submitPackage(actor, id) : publications.submit(actor, id);
}

export async function signTold(
  publications: Publications,
  actor: Actor,
  { id, isPackage }: Told,
  step: string,
) {
  if (isPackage) {
    const digests = await digestsSeen(publications, actor, id);
    return publications.signPackage(actor, id, { step, digests });
  }
  const { digest } = await publications.getItem(actor, id);
  return publications.sign(actor, id, { step, digest, note: '' });
}

export async function releaseTold(publications: Publications, actor: Actor, { id, isPackage }: Told) {
  if (isPackage)
    return publications.releasePackage(actor, id, { digests: await digestsSeen(publications, actor, id) });
  const { digest } = await publications.getItem(actor, id);
  return publications.release(actor, id, { digest });
}

interface Exempting {
  readonly id: string;
  readonly item: DemoItem;
  readonly approver: () => Actor;
  readonly done: (result: Awaited<ReturnType<Publications['exemptPolicy']>>, what: string) => unknown;
}

/** Lets a document out without an interpretation, if its story says so. */
export async function exemptTold(
  publications: Publications,
  steps: StorySteps,
  { id, item, approver, done }: Exempting,
): Promise<void> {
  const { key, exempt: reason } = item;
  if (reason === undefined) return;
  await steps.once(`item:${key}:exempt`, async () => {
    done(await publications.exemptPolicy(approver(), id, { reason }), key);
    return id;
  });
}
