import { systemClock } from '../../platform/clock.ts';
import { connectData } from '../../platform/data-folder.ts';
import type { CommandIo } from '../command.ts';
import { compose, type Product } from '../compose.ts';
import { configFrom } from '../config.ts';
import { packFolder } from '../pack/folder.ts';
import { loadPack } from '../pack/load.ts';
import { logOriginOf } from '../site.ts';

/** Has a command work on the whole product, beside a running server or without one. */
export async function withProduct<T>(
  io: Pick<CommandIo, 'env'>,
  work: (product: Product) => Promise<T>,
): Promise<T> {
  const config = configFrom(io.env);
  const pack = await loadPack(packFolder(config.pack));
  const data = await connectData(io.env);
  try {
    const clock = systemClock(io.env);
    const logOrigin = logOriginOf(pack.site, config.basePath);
    const product = await compose({ data, pack, clock, demo: config.demo, logOrigin });
    try {
      return await work(product);
    } finally {
      await product.gateThread.close();
    }
  } finally {
    await data.close();
  }
}
