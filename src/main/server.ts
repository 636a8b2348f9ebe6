import { join } from 'node:path';
import { refuseOlderThanCopy } from '../contexts/log/copy.ts';
import { AppError } from '../platform/app-error.ts';
import { systemClock } from '../platform/clock.ts';
import { openServerData } from '../platform/data-folder.ts';
import { ChangeWatch } from '../portal/change-watch.ts';
import { PageStore } from '../portal/page-store.ts';
import { makePortal } from '../portal/pages.tsx';
import { portalAssets } from '../portal/routes.ts';
import { branchPortals } from './branch-portals.ts';
import { openCarriers } from './carriers.ts';
import { compose } from './compose.ts';
import { configFrom } from './config.ts';
import { seedDemo } from './demo.ts';
import { makeWebServer } from './http.ts';
import { askToCarry, askToCheckSite, startJobs } from './jobs.ts';
import { packFolder } from './pack/folder.ts';
import { loadPack } from './pack/load.ts';
import { portalReads } from './portal-reads.ts';
import { logOriginOf, siteOf } from './site.ts';
import { workOf } from './work.ts';

/** The whole product in one process: portal, staff API, console, worker, embedded database. */

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Bytes of rendered pages kept in memory. */
const pageMemory = 64 * 1024 * 1024;
/** How often this node looks for what other nodes released, in milliseconds. */
const lookEveryMs = 500;

/** The first request to end; further ones change nothing while the first is being answered. */
function endRequested(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}

/** Does the work when asked, one at a time, and once more when asked meanwhile. What fails, the timer does again. */
function soon(work: () => Promise<void>): () => void {
  let isAsked = false;
  let isWorking = false;
  const run = async (): Promise<void> => {
    isWorking = true;
    while (isAsked) {
      isAsked = false;
      await work().catch(() => {});
    }
    isWorking = false;
  };
  return () => {
    isAsked = true;
    if (!isWorking) void run();
  };
}

async function start(): Promise<void> {
  // Before anything else: whoever sees the server ready may ask it to end.
  const ending = endRequested();
  const startedAt = performance.now();
  const config = configFrom(process.env);
  const pack = await loadPack(packFolder(config.pack));
  const clock = systemClock(process.env);
  const data = await openServerData(process.env);
  const logCopy = config.logCopy ?? join(data.folder, 'log-copy');
  await refuseOlderThanCopy(data.kysely, logCopy);
  const basePath = config.basePath ?? pack.site.basePath;
  const logOrigin = logOriginOf(pack.site, basePath);
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const siteAddress = `${config.origin ?? `http://${host}:${config.port}`}${basePath}`;
  const lookAt = () => config.lookAt ?? siteAddress;
  const { carriers, byHand, wechatCallback } = await openCarriers({ data, pack, clock, env: process.env });
  const product = await compose({
    ...{ data, pack, clock, demo: config.demo, logOrigin, siteAddress, lookAt, carriers },
    carriersByHand: byHand,
    askToCheckSite: () => askToCheckSite(data.pool),
  });
  if (config.demo) await product.organisation.createDemoAccounts();
  for (const plan of pack.plans) await product.plan.loadPackPlan(plan);
  if (config.demo && pack.demo !== undefined) await seedDemo(product, pack.demo, say);

  const assets = portalAssets();
  const pages = new PageStore(pageMemory);
  const work = workOf(product, logCopy);
  const sealSoon = soon(work.sealLog);
  const carrySoon = soon(() => askToCarry(data.pool));
  const watch = new ChangeWatch(data.kysely, pages, clock, tags => {
    if (tags.has('log') || tags.has('ledger')) sealSoon();
    // A release or withdrawal: what carriers can do at once is not left to the minute's timer.
    if (tags.has('items')) carrySoon();
  });
  await watch.start();
  // What was recorded before a power cut is sealed before anybody can ask; a new log has its checkpoint from the start.
  await work.sealLog();
  const siteAt = (origin: string) =>
    siteOf({
      pack,
      basePath,
      origin,
      isDemo: config.demo && pack.demo !== undefined,
      assets: { style: assets.style.path, script: assets.script.path },
    });
  const portal = makePortal(
    siteAt(config.origin ?? `http://${host}:${config.port}`),
    pack.catalogue.columns,
    portalReads(product),
    pack.requests,
    pack.redirects,
  );
  const branches = branchPortals(product, portal, pack.sites);
  const app = await makeWebServer({
    ...{ product, portal, branches, pages, assets, watch, wechatCallback, trustProxy: config.trustProxy },
  });
  const address = await app.listen({ port: config.port, host: config.host });
  // Files of figures are read before somebody waits for them.
  portal.reads.datasets?.editions().catch(() => {});
  const jobs = await startJobs(data.pool, work);
  await work.releaseDue();
  const look = async (): Promise<void> => {
    await watch.look();
    await product.calendar.refresh();
  };
  // While the database is away there is nothing to see; the next look catches up.
  const looking = setInterval(() => void look().catch(() => {}), lookEveryMs);

  say(`${pack.site.name}`);
  say(`  门户    ${address}${basePath}/`);
  say(`  控制台  ${address}${basePath}/console/`);
  if (config.demo) {
    say('  演示账号（口令均为 Gongkai-demo-2019）：');
    for (const line of await product.organisation.demoAccountLines()) say(`    ${line}`);
  } else say('  尚无账号时，请运行 ./gongkai user add 用户名 建立第一个账号。');
  say(`  用时 ${((performance.now() - startedAt) / 1000).toFixed(1)} 秒，按 Ctrl-C 停止。`);

  const stop = async (): Promise<void> => {
    clearInterval(looking);
    await app.close();
    await jobs.stop();
    await product.gateThread.close();
    await data.close();
  };
  await ending;
  say('正在停止……');
  await stop();
}

start().then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof AppError) {
      process.stderr.write(`${error.message}\n${error.advice}\n`);
      for (const { where, message } of error.problems) process.stderr.write(`  ${where}  ${message}\n`);
    } else
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
