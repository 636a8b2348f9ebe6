/**
 * Audited writes – saving a draft, signing a step, releasing – one after the other, each in its own durable commit,
 * beside the rate at which the same database commits one bare row in the same run. Then: how long after a release is
 * sent it can be seen on page, search and feed of the running product.
 *
 *   node --import ./tools/load-tsx.mjs bench/writes/run.ts [items per round] [rounds]
 *
 * “service” is the use case itself (load, decide, write, audit, reactions, commit) in one process with the database's
 * client; “http” is the request of the console, session and answer included, to a server in a process of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, CommandName } from '../../src/contexts/organisation/contract.ts';
import { draftBody } from '../../src/contexts/publications/contract.ts';
import { compose, type Product } from '../../src/main/compose.ts';
import { loadPack } from '../../src/main/pack/load.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openServerData } from '../../src/platform/data-folder.ts';
import { behindTheBack } from '../../tests/acceptance/database.ts';
import { chain, notice, signerOf } from '../../tests/acceptance/item-path.ts';
import { type Officer, staffOf, visit } from '../../tests/acceptance/officer.ts';
import { quietPack } from '../../tests/acceptance/quiet-pack.ts';
import { startProduct } from '../../tests/support/start-product.ts';
import { median, quantile } from '../quantiles.ts';

const perRound = Number(process.argv[2] ?? 40);
const rounds = Number(process.argv[3] ?? 5);
const kinds = ['save draft', 'sign', 'release'] as const;
type Kind = (typeof kinds)[number];

/** Milliseconds of each write, by kind. */
type Times = Record<Kind | 'bare row', number[]>;
const noTimes = (): Times => ({ 'bare row': [], 'save draft': [], sign: [], release: [] });

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const value = await work();
  times.push(performance.now() - began);
  return value;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function report(name: string, times: Times): void {
  const bare = median(times['bare row']);
  say(`${name}: bare row ${bare.toFixed(2)} ms (${Math.round(1000 / bare)}/s)`);
  for (const kind of kinds) {
    const each = median(times[kind]);
    const ratio = (bare / each).toFixed(2);
    say(`  ${kind.padEnd(10)} median ${each.toFixed(2)} ms (${Math.round(1000 / each)}/s), ratio ${ratio}`);
  }
}

const bareTable =
  'create table bare (no bigint generated always as identity primary key, at timestamptz default now())';
const bareRow = { name: 'bare', text: 'insert into bare default values' };

// ---- the use cases ----

async function actorsOf(product: Product): Promise<Map<string, Actor>> {
  const grants = new Map(product.organisation.roles().map(role => [role.id, role.grants]));
  const { rows } = await product.data.pool.query('select id, username, name, unit_id, roles from staff');
  return new Map(
    rows.map(row => {
      const own = Object.assign({}, ...row.roles.map((id: string) => grants.get(id))) as Record<
        CommandName,
        never
      >;
      const person = {
        staffId: row.id,
        name: row.name,
        unitId: row.unit_id,
        roles: row.roles,
        grants: own,
        actsFor: [],
      };
      return [row.username as string, { ...person, requestId: 'bench' } as Actor];
    }),
  );
}

function done<T>(result: { ok: true; value: T } | { ok: false; reasons: readonly { message: string }[] }): T {
  if (result.ok) return result.value;
  throw new Error(result.reasons.map(each => each.message).join(' '));
}

async function serviceRound(product: Product, actors: Map<string, Actor>, times: Times): Promise<void> {
  const { publications, data } = product;
  const drafter = actors.get('welfare')!;
  for (let no = 0; no < perRound * 5; no += 1) await timed(times['bare row'], () => data.pool.query(bareRow));
  const drafts: string[] = [];
  for (let no = 0; no < perRound; no += 1)
    drafts.push(done(await publications.createDraft(drafter, draftBody.parse(notice()))).id);
  for (const id of drafts) {
    for (let revision = 1; revision <= 5; revision += 1) {
      const change = { revision, summary: `第${revision}次保存` };
      done(await timed(times['save draft'], () => publications.changeDraft(drafter, id, change)));
    }
  }
  for (const id of drafts) done(await publications.submit(drafter, id));
  for (const step of chain) {
    const signer = actors.get(signerOf(step))!;
    for (const id of drafts) {
      const { digest } = await publications.getItem(signer, id);
      done(await timed(times.sign, () => publications.sign(signer, id, { step, digest, note: '' })));
    }
  }
  const officer = actors.get('filing')!;
  for (const id of drafts) {
    const { digest } = await publications.getItem(officer, id);
    done(await timed(times.release, () => publications.release(officer, id, { digest })));
  }
}

async function measureService(packFolder: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-writes-'));
  const env = { GONGKAI_DATA: folder, GONGKAI_TODAY: '2019-06-03' };
  const data = await openServerData(env);
  try {
    const pack = await loadPack(packFolder);
    const product = await compose({
      data,
      pack,
      clock: systemClock(env),
      demo: true,
      logOrigin: 'bench.invalid/log',
    });
    await product.organisation.createDemoAccounts();
    await data.pool.query(bareTable);
    const actors = await actorsOf(product);
    await serviceRound(product, actors, noTimes());
    const times = noTimes();
    for (let round = 0; round < rounds; round += 1) await serviceRound(product, actors, times);
    report('service', times);
  } finally {
    await data.close();
    await rm(folder, { recursive: true, force: true });
  }
}

// ---- the requests of the console ----

interface Visible {
  readonly page: number[];
  readonly search: number[];
  readonly feed: number[];
}

async function httpRound(
  staff: (name: string) => Promise<Officer>,
  folder: string,
  times: Times,
  visible: Visible,
): Promise<void> {
  const [drafter, filing] = await Promise.all([staff('welfare'), staff('filing')]);
  const { url } = drafter;
  await behindTheBack(folder, async client => {
    for (let no = 0; no < perRound * 5; no += 1) await timed(times['bare row'], () => client.query(bareRow));
  });
  for (let no = 0; no < perRound; no += 1) {
    const word = `批次${Math.random().toString(36).slice(2, 10)}`;
    let item = await drafter.done('POST', '/api/items', notice({ title: `关于${word}的通知` }));
    const path = `/api/items/${item.id}`;
    for (let save = 0; save < 3; save += 1) {
      const change = { revision: item.revision, summary: `第${save}次保存` };
      item = await timed(times['save draft'], () => drafter.done('PATCH', path, change));
    }
    item = await drafter.done('POST', `${path}/submit`);
    for (const step of chain) {
      const signer = await staff(signerOf(step));
      const { digest } = item;
      item = await timed(times.sign, () => signer.done('POST', `${path}/sign`, { step, digest }));
    }
    // Pages that readers have asked for lie ready and must be dropped.
    await Promise.all([visit(url, '/feed.xml'), visit(url, '/')]);
    const began = performance.now();
    const { digest } = item;
    await timed(times.release, () => filing.done('POST', `${path}/release`, { digest }));
    const seen = async (list: number[], address: string) => {
      while (!JSON.stringify((await visit(url, address)).body).includes(item.path)) {
        if (performance.now() - began > 10_000) throw new Error(`${address} never showed ${item.path}`);
      }
      list.push(performance.now() - began);
    };
    await Promise.all([
      (async () => {
        while ((await visit(url, item.path)).status !== 200);
        visible.page.push(performance.now() - began);
      })(),
      seen(visible.search, `/api/public/search?q=${encodeURIComponent(word)}`),
      seen(visible.feed, '/feed.xml'),
    ]);
  }
}

async function measureHttp(packFolder: string): Promise<void> {
  const product = await startProduct({ env: { GONGKAI_PACK: packFolder, GONGKAI_TODAY: '2019-06-03' } });
  try {
    const staff = staffOf(product.url);
    await behindTheBack(product.folder, client => client.query(bareTable));
    const visible: Visible = { page: [], search: [], feed: [] };
    await httpRound(staff, product.folder, noTimes(), { page: [], search: [], feed: [] });
    const times = noTimes();
    for (let round = 0; round < rounds; round += 1) await httpRound(staff, product.folder, times, visible);
    report('http', times);
    for (const [where, each] of Object.entries(visible) as [string, number[]][])
      say(
        `release sent → ${where}: median ${median(each).toFixed(0)} ms, p99 ${quantile(each, 0.99).toFixed(0)} ms (${each.length})`,
      );
  } finally {
    await product.stop();
  }
}

const pack = await quietPack();
try {
  await measureService(pack.folder);
  await measureHttp(pack.folder);
} finally {
  await pack.remove();
}
