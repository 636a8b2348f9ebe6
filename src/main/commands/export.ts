import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { AppError } from '../../platform/app-error.ts';
import { workerPool } from '../../platform/worker-pool.ts';
import { makePortal, type Portal } from '../../portal/pages.tsx';
import { targetOf } from '../../portal/redirects.ts';
import { portalAssets } from '../../portal/routes.ts';
import { changesAfter, newestChange, oldestChange } from '../../portal/store.ts';
import { branchPortals } from '../branch-portals.ts';
import type { Command, CommandIo } from '../command.ts';
import type { Product } from '../compose.ts';
import { configFrom } from '../config.ts';
import { answersOf } from '../exporting/answers.ts';
import { type ExportSummary, exportPortal, verifyExport } from '../exporting/export-portal.ts';
import type { WritingTask } from '../exporting/file-writing.ts';
import { type Manifest, type ManifestHead, SiteFolder, sha256 } from '../exporting/site-folder.ts';
import type { MovedRow } from '../exporting/web-server.ts';
import { withProduct } from '../importing/opened-product.ts';
import { withdrawnPaths } from '../matrix-ports.ts';
import { portalReads } from '../portal-reads.ts';
import { siteOf } from '../site.ts';
import { namedArguments } from './command-arguments.ts';

const usages = [
  'export DIR [--origin https://www.example.gov.cn] [--live https://service.example.gov.cn] [--full] [--json]',
  'export verify DIR [--json]',
];
const noteEvery = 1000;
/** For one file; an attachment of 50 MiB on a slow disk. */
const writeMs = 120_000;
/** A change with a lower number may be committed after one with a higher number. */
const lookBack = 200;

const version = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;

function address(name: string, given: string | undefined): string | undefined {
  if (given !== undefined && !/^https?:\/\/[^/\s]+$/.test(given))
    throw new AppError('bad-input', {
      detail: `${name} 应写作 https://www.example.gov.cn 的形式，末尾不带“/”。`,
    });
  return given;
}

/** What changed since the manifest; null where everything has to be made again. */
async function changedSince(
  { kysely }: Pick<Product, 'kysely'>,
  head: ManifestHead,
  before: Manifest | undefined,
): Promise<ReadonlySet<string> | null> {
  if (before === undefined) return null;
  const old = before.head;
  const isSame = (['origin', 'basePath', 'live', 'design'] as const).every(key => old[key] === head[key]);
  const oldest = await oldestChange(kysely);
  // Changes are forgotten after some weeks: what came before the oldest is not known any more.
  if (!isSame || (oldest !== null && oldest > old.change + 1)) return null;
  const changes = await changesAfter(kysely, Math.max(0, old.change - lookBack));
  const known = new Set(old.recent);
  const tags = new Set(changes.flatMap(({ id, tags: named }) => (known.has(id) ? [] : named)));
  if (old.day !== head.day) tags.add('day');
  return tags;
}

/** The pack's table as it stands now; an index number that nothing public has leads nowhere yet. */
async function movedRows({ redirects, reads }: Portal): Promise<MovedRow[]> {
  const rows: MovedRow[] = [];
  for (const row of redirects.rows) {
    const target = await targetOf(row, reads.pathOfIndexNo);
    if (target !== null) rows.push({ from: row.from, ...target });
  }
  return rows;
}

function wordsOf(summary: ExportSummary): string {
  const { isFull, addresses, made, written, removed, tombstones, missing, folder } = summary;
  return [
    `${isFull ? '全部导出' : '增量导出'}完成：共${addresses}个网址（其中撤下说明${tombstones}个），本次生成${made}个，写入${written}个，删除${removed}个。`,
    `网站文件在 ${folder}/site，清单 manifest.ndjson，nginx 配置示例 nginx.conf，撤下网址 gone.map，旧地址 moved-301.map、moved-308.map（Apache 用 moved-apache.conf），迁移来的文章的旧地址 imported.map。`,
    ...(missing.length === 0 ? [] : [`名称过长、不能存为文件的${missing.length}个：`]),
    ...missing.map(path => `  ${path}`),
  ].join('\n');
}

/** Of one run: names of units are read once and not for every page. */
function withFixedUnits(product: Product): Product {
  const { organisation } = product;
  let units: ReturnType<typeof organisation.units> | undefined;
  return {
    ...product,
    organisation: {
      ...organisation,
      units: () => {
        units ??= organisation.units();
        return units;
      },
    },
  };
}

async function run(io: CommandIo, opened: Product, folder: SiteFolder, options: Options): Promise<number> {
  const product = withFixedUnits(opened);
  const { pack, clock, kysely } = product;
  const config = configFrom(io.env);
  const assets = portalAssets();
  const basePath = config.basePath ?? pack.site.basePath;
  const origin =
    options.origin ?? config.origin ?? (pack.site.domain === '' ? undefined : `https://${pack.site.domain}`);
  if (origin === undefined)
    throw new AppError('bad-input', {
      detail:
        '不知道网站对外的网址。请用 --origin 写明，例如 --origin https://mzj.example.gov.cn，或者填写 site.yaml 的 domain。',
    });
  const change = await newestChange(kysely);
  const head: ManifestHead = {
    format: 'gongkai-export/1',
    ...{ origin, basePath, live: options.live ?? '' },
    madeAt: clock.now().toISOString(),
    change,
    recent: (await changesAfter(kysely, Math.max(0, change - lookBack))).flatMap(({ id }) =>
      id <= change ? [id] : [],
    ),
    day: clock.today(),
    design: sha256(JSON.stringify([version, assets.style.path, assets.script.path, pack])),
  };
  await folder.open();
  const before = options.isFull ? undefined : await folder.readManifest();
  const isDemo = config.demo && pack.demo !== undefined;
  const site = siteOf({
    ...{ pack, basePath, origin, isDemo },
    assets: { style: assets.style.path, script: assets.script.path },
  });
  const portal = makePortal(
    site,
    pack.catalogue.columns,
    portalReads(product),
    pack.requests,
    pack.redirects,
  );
  // Only a running service tells hosts apart.
  const below = pack.sites.filter(({ prefix }) => prefix !== '');
  const branches = branchPortals(product, portal, below, false);
  let told = 0;
  const summary = await exportPortal({
    ...{ folder, head, before },
    answers: answersOf({ product, portal, branches, assets }),
    branches: branches.map(({ row }) => row.prefix),
    changed: await changedSince(product, head, before),
    withdrawn: await withdrawnPaths(product.publications),
    moved: await movedRows(portal),
    imported: await product.publications.open.oldAddresses(),
    progress: (done, known) => {
      if (done - told < noteEvery) return;
      told = done;
      io.note(`已生成${done}个网址，已知${known}个。`);
    },
  });
  io.print(summary, wordsOf(summary));
  return summary.missing.length === 0 ? 0 : 1;
}

interface Options {
  readonly origin: string | undefined;
  readonly live: string | undefined;
  readonly isFull: boolean;
}

async function verify(io: CommandIo, given: string): Promise<number> {
  const folder = new SiteFolder(resolve(given));
  const manifest = await folder.readManifest();
  if (manifest === undefined)
    throw new AppError('not-found', { detail: `${given} 中没有导出清单。请先导出，或者核对目录。` });
  const problems = await verifyExport(folder, manifest);
  const { madeAt, change } = manifest.head;
  io.print(
    { addresses: manifest.rows.size, madeAt, change, problems },
    problems.length === 0
      ? `${manifest.rows.size}个网址的文件都与清单一致。`
      : [`发现${problems.length}处与清单不一致：`, ...problems.map(each => `  ${each}`)].join('\n'),
  );
  return problems.length === 0 ? 0 : 1;
}

const command: Command = {
  summary: '把门户导出为静态文件，供另一网络区域的网页服务器使用；再次运行只更新有变化的部分，撤下立即生效。',
  usage: usages,
  async run(io) {
    const isFull = io.args.includes('--full');
    const { named, rest } = namedArguments(
      io.args.filter(each => each !== '--full'),
      ['origin', 'live'],
    );
    const [first, second, ...more] = rest;
    const isVerify = first === 'verify' && second !== undefined;
    if (first === undefined || more.length > 0 || (!isVerify && second !== undefined))
      throw new AppError('bad-input', { detail: `用法： ./gongkai ${usages.join('； ./gongkai ')}` });
    if (isVerify) return verify(io, second);
    const options = {
      origin: address('--origin', named['origin']),
      live: address('--live', named['live']),
      isFull,
    };
    const writers = workerPool<WritingTask, void>({
      entry: new URL('../exporting/writing-worker.ts', import.meta.url),
      threads: Math.max(1, availableParallelism() - 1),
    });
    const folder = new SiteFolder(resolve(first), task => writers.run(task, writeMs));
    return withProduct(io, product => run(io, product, folder, options)).finally(() => writers.close());
  },
};

export default command;
