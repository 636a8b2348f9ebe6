import { createHash, createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { DrawLists, DrawTerms, Picked } from '../contract.ts';

/**
 * The draw of a random inspection, so that anybody can repeat it (国发〔2019〕5号: objects and inspectors are drawn at random and
 * the process leaves a trace). Version 1, exactly:
 *
 * 1. listsDigest = SHA-256 of the lists in canonical JSON (RFC 8785), UTF-8.
 * 2. seed = 32 random bytes. commitment = SHA-256 of the text
 *    `gongkai-draw/1\n<task id>\n<listsDigest>\n<objects>\n<inspectors per object>\n<seed in hex>\n`. Lists, terms and commitment
 *    are published; the seed is not.
 * 3. The number of an object is HMAC-SHA-256 under the seed of `<task id>|object|<object id>`, in hex. The objects with the
 *    lowest numbers are drawn, in that order.
 * 4. For each of them the number of an inspector is HMAC-SHA-256 under the seed of
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
  const { objects, inspectorsPerObject } = terms;
  const text = `gongkai-draw/1\n${taskId}\n${digest}\n${objects}\n${inspectorsPerObject}\n${seed}\n`;
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function byNumber<T extends { readonly id: string }>(
  seed: string,
  things: readonly T[],
  textOf: (id: string) => string,
): T[] {
  const key = Buffer.from(seed, 'hex');
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

/** Pure: the same lists, terms and seed give the same draw, whatever the order of the lists. */
export function draw(taskId: string, lists: DrawLists, terms: DrawTerms, seed: string): Drawn {
  const away = new Set(lists.avoidances.map(each => `${each.objectId}|${each.inspectorId}`));
  const objects = byNumber(seed, lists.objects, id => `${taskId}|object|${id}`).slice(0, terms.objects);
  const passedOver: { objectId: string; inspectorId: string }[] = [];
  const picked = objects.map(({ id: objectId }) => {
    const inOrder = byNumber(seed, lists.inspectors, id => `${taskId}|inspector|${objectId}|${id}`);
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
