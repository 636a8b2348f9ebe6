import type { ImportProgress } from '../../contexts/publications/service.ts';
import { recordChange } from '../../portal/store.ts';
import type { Product } from '../compose.ts';

/** What a long import says while it runs, and the sealing that goes with it. */

function spanWords(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} 秒`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} 分钟`;
  return `${(seconds / 3600).toFixed(1)} 小时`;
}

const everyMs = 1000;
/** Acts that wait for a seal at most: one tree grows by so many leaves at once. */
const sealEvery = 4000;

/** `now` in milliseconds, for pace only. */
export function importProgress(
  product: Pick<Product, 'log' | 'kysely' | 'clock'>,
  note: (text: string) => void,
  now: () => number,
) {
  const startedAt = now();
  let [saidAt, sealedAt, first]: [number, number, ImportProgress | undefined] = [0, 0, undefined];
  return async (progress: ImportProgress): Promise<void> => {
    first ??= progress;
    const { position, published, drafted, known, refused, share } = progress;
    if (published - sealedAt >= sealEvery) {
      sealedAt = published;
      await product.log.seal();
      await recordChange(product.kysely, ['log'], product.clock.now());
    }
    if (now() - saidAt < everyMs && share < 1) return;
    saidAt = now();
    const seconds = (saidAt - startedAt) / 1000;
    const pace =
      position > first.position ? `；每秒 ${((position - first.position) / seconds).toFixed(0)} 条` : '';
    const left = share > first.share ? (seconds / (share - first.share)) * (1 - share) : undefined;
    const ahead = left === undefined || left < 1 ? '' : `，约剩 ${spanWords(left)}`;
    note(
      `已处理 ${position} 条（${Math.floor(share * 100)}%）：公开 ${published}，转草稿 ${drafted}，已有 ${known}，未收 ${refused}${pace}${ahead}`,
    );
  };
}
