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

/** Digests by document id of what the officers read on one way: the same from submission to release, so read once. */
const seen = new WeakMap<Told, Promise<Readonly<Record<string, string>>>>();

async function read(publications: Publications, actor: Actor, { id, isPackage }: Told) {
  if (!isPackage) return { [id]: (await publications.getItem(actor, id)).digest };
  const { members } = await publications.getPackage(actor, id);
  return Object.fromEntries(members.filter(each => each.isOpen).map(each => [each.id, each.digest]));
}

function digestsSeen(publications: Publications, actor: Actor, told: Told) {
  const known = seen.get(told) ?? read(publications, actor, told);
  seen.set(told, known);
  return known;
}

export function submitTold(publications: Publications, actor: Actor, { id, isPackage }: Told) {
  return isPackage ? publications.submitPackage(actor, id) : publications.submit(actor, id);
}

export async function signTold(publications: Publications, actor: Actor, told: Told, step: string) {
  const { id, isPackage } = told;
  const digests = await digestsSeen(publications, actor, told);
  if (isPackage) return publications.signPackage(actor, id, { step, digests });
  return publications.sign(actor, id, { step, digest: digests[id]!, note: '' });
}

export async function releaseTold(publications: Publications, actor: Actor, told: Told) {
  const { id, isPackage } = told;
  const digests = await digestsSeen(publications, actor, told);
  if (isPackage) return publications.releasePackage(actor, id, { digests });
  return publications.release(actor, id, { digest: digests[id]! });
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
