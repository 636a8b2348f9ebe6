import { createHash, createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { DrawLists, DrawTerms, Picked } from '../contract.ts';

/**
 * The draw of a random inspection, so that anybody can repeat it (国发〔2019〕5号: objects and inspectors are drawn at random and
 * the process leaves a trace), and nobody can choose its outcome. Exactly:
 *
 * 1. listsDigest = SHA-256 of the lists in canonical JSON (RFC 8785), UTF-8.
 * 2. seed = 32 random bytes. commitment = SHA-256 of the text
 *    `gongkai-draw/1\n<task id>\n<listsDigest>\n<objects>\n<inspectors per object>\n<seed in hex>\n`. Lists, terms and commitment
 *    are published; the seed is not. With a public number (below) the text begins with `gongkai-draw/2` and has one line more
 *    before the seed: what number it will be.
 *    The key is the seed. With a public number, which nobody knows before the lists are out (the next draw of a lottery), the
 *    key is HMAC-SHA-256 under the seed of `gongkai-draw/2|<task id>|<public number>`: so the bureau, too, cannot try seeds
 *    until it likes the outcome.
 * 3. The number of an object is HMAC-SHA-256 under the key of `<task id>|object|<object id>`, in hex. The objects with the
 *    lowest numbers are drawn, in that order.
 * 4. For each of them the number of an inspector is HMAC-SHA-256 under the key of
 *    `<task id>|inspector|<object id>|<inspector id>`. Those who keep away from the object are passed over; of the others
 *    the ones with the lowest numbers are drawn.
 *
 * Nobody can choose the seed after seeing the lists' outcome without breaking the commitment, nor change a list afterwards
 * without breaking the digest.
 */

export function listsDigest(lists: DrawLists): string {
  return createHash('sha256').update(canonicalize(lists)!, 'utf8').digest('hex');
}

/** Seed and digests in lower-case hex. */
export function commitmentOf(taskId: string, digest: string, terms: DrawTerms, seed: string): string {
  const { objects, inspectorsPerObject, publicSource } = terms;
  const lines = [taskId, digest, objects, inspectorsPerObject];
  const text =
    publicSource === undefined
      ? ['gongkai-draw/1', ...lines, seed, ''].join('\n')
      : ['gongkai-draw/2', ...lines, publicSource, seed, ''].join('\n');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function keyOf(taskId: string, seed: string, publicNumber: string): Buffer {
  const secret = Buffer.from(seed, 'hex');
  if (publicNumber === '') return secret;
  return createHmac('sha256', secret).update(`gongkai-draw/2|${taskId}|${publicNumber}`, 'utf8').digest();
}

function byNumber<T extends { readonly id: string }>(
  key: Buffer,
  things: readonly T[],
  textOf: (id: string) => string,
): T[] {
  const numbered = things.map(thing => ({
    thing,
    number: createHmac('sha256', key).update(textOf(thing.id), 'utf8').digest('hex'),
  }));
  return numbered.sort((a, b) => (a.number < b.number ? -1 : 1)).map(({ thing }) => thing);
}

export interface Drawn {
  readonly picked: readonly Picked[];
  readonly passedOver: readonly { readonly objectId: string; readonly inspectorId: string }[];
}

/**
 * Pure: the same lists, terms, seed and public number give the same draw, whatever the order of the lists. An empty public
 * number: the terms want none.
 */
export function draw(
  taskId: string,
  lists: DrawLists,
  terms: DrawTerms,
  seed: string,
  publicNumber = '',
): Drawn {
  const key = keyOf(taskId, seed, publicNumber);
  const away = new Set(lists.avoidances.map(each => `${each.objectId}|${each.inspectorId}`));
  const objects = byNumber(key, lists.objects, id => `${taskId}|object|${id}`).slice(0, terms.objects);
  const passedOver: { objectId: string; inspectorId: string }[] = [];
  const picked = objects.map(({ id: objectId }) => {
    const inOrder = byNumber(key, lists.inspectors, id => `${taskId}|inspector|${objectId}|${id}`);
    const inspectorIds: string[] = [];
    for (const { id: inspectorId } of inOrder) {
      if (inspectorIds.length === terms.inspectorsPerObject) break;
      if (away.has(`${objectId}|${inspectorId}`)) passedOver.push({ objectId, inspectorId });
      else inspectorIds.push(inspectorId);
    }
    return { objectId, inspectorIds };
  });
  return { picked, passedOver };
}

/** How many of a pool are drawn: at least one; the share rounded up. */
export function objectsToDraw(poolSize: number, sharePercent: number): number {
  return Math.min(poolSize, Math.max(1, Math.ceil((poolSize * sharePercent) / 100 - 1e-9)));
}
