import type { Actor } from '../contexts/organisation/contract.ts';
import type { Publications } from '../contexts/publications/service.ts';

/** The acts of a story on an item, or on the package of a document with its interpretations: one for all of it. */

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
