import type { Day } from '../../law/day.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Command, CommandIo } from '../command.ts';
import type { Product } from '../compose.ts';
import { everyPermission } from '../demo-people.ts';
import { withProduct } from '../importing/opened-product.ts';
import { importProgress } from '../importing/progress.ts';
import { noTable, syntheticSource } from '../importing/synthetic-articles.ts';
import { badInput, namedArguments, refusedBy } from './command-arguments.ts';

const usage = 'seed --items N [--seed 种子] [--json]';
const mostItems = 5_000_000;

function wholeNumber(name: string, text: string | undefined, most: number): number {
  const value = text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= most) return value;
  throw badInput({ where: `--${name}`, message: `--${name} 应为 1 至 ${most} 的整数。` });
}

async function run(io: CommandIo, product: Product, count: number, seed: number): Promise<number> {
  const { publications, log, pack, clock } = product;
  if (await publications.open.hasRealItems())
    throw new AppError('refused', {
      detail: '数据库中已有正式信息，不能混入演示数据。请用 GONGKAI_DATA 指定另一个数据目录。',
    });
  const unitId = pack.organisation.units.find(unit => unit.kind === 'bureau')?.id ?? '';
  const startedAt = performance.now();
  const done = await publications.importItems(
    { ...everyPermission(), unitId },
    {
      source: syntheticSource(count, seed, clock.today() as Day, pack.catalogue),
      origin: `演示数据（种子 ${seed}）`,
      decision: '容量测试，内容均为虚构',
      table: noTable,
      isDemo: true,
    },
    { progress: importProgress(product, io.note, () => performance.now()) },
  );
  if (!done.ok) throw refusedBy(done.reasons);
  await log.seal();
  const seconds = (performance.now() - startedAt) / 1000;
  const { published, drafted, known, refused } = done.value;
  const made = published + drafted;
  const itemsPerSecond = Math.round(made / Math.max(seconds, 0.001));
  io.print(
    {
      items: count,
      seed,
      published,
      drafted,
      known,
      refused,
      seconds: Number(seconds.toFixed(2)),
      itemsPerSecond,
    },
    `已写入 ${made} 条演示信息（此前已有 ${count - made} 条），用时 ${seconds.toFixed(1)} 秒，每秒 ${itemsPerSecond} 条。每一页都标明是演示数据。`,
  );
  return 0;
}

/** Synthetic items for load tests, through the same writing as an import. The same seed makes the same items. */
const command: Command = {
  summary: '写入若干条演示信息，供容量测试；每一页都标明是演示数据。已有正式信息的数据库不接受。',
  usage: [usage],
  run(io) {
    const { named, rest } = namedArguments(io.args, ['items', 'seed']);
    if (rest.length > 0) throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
    const count = wholeNumber('items', named['items'], mostItems);
    const seed = wholeNumber('seed', named['seed'] ?? '1', 999_999);
    return withProduct(io, product => run(io, product, count, seed));
  },
};

export default command;
