import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { behindTheBack, tamper } from './database.ts';
import { approved, chain, drafted, notice, released, signed, signerOf, submitted } from './item-path.ts';
import { type Json, Officer, reasonCodes, saying, staffOf, visit } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';

/** The eight statements of docs/architecture.md, attacked from outside. */

let pack: PackFolder;
let product: RunningProduct;
let staff: (username: string) => Promise<Officer>;
let drafter: Officer;
let filing: Officer;

async function start(folder?: string): Promise<void> {
  const env = { GONGKAI_TODAY: '2019-06-03', GONGKAI_PACK: pack.folder };
  product = await startProduct({ env, ...(folder === undefined ? {} : { folder }) });
  staff = staffOf(product.url);
  [drafter, filing] = await Promise.all([staff('welfare'), staff('filing')]);
}

beforeAll(async () => {
  pack = await quietPack();
  await start();
});
afterAll(async () => {
  await product?.stop();
  await pack?.remove();
});

async function view(id: string): Promise<Json> {
  return (await staff('plan-manager')).done('GET', `/api/items/${id}`);
}

describe('constitution 1: nothing reaches the public unreviewed', () => {
  it('an edit after the signatures voids every one of them', async () => {
    const { id, digest } = await approved(staff, drafter);
    const recalled = await drafter.done('POST', `/api/items/${id}/recall`);
    const edited = await drafter.done('PATCH', `/api/items/${id}`, {
      revision: recalled.revision,
      summary: '改了一处',
    });
    expect(edited.digest).not.toBe(digest);
    expect(edited.signatures).toHaveLength(chain.length);
    expect(edited.signatures.filter((each: Json) => each.current)).toEqual([]);
    for (const stale of [digest, edited.digest]) {
      const refused = await filing.post(`/api/items/${id}/release`, { digest: stale });
      expect(refused.status, saying(refused)).toBe(409);
    }
    const again = await drafter.done('POST', `/api/items/${id}/submit`);
    expect(again.waitingFor.map((each: Json) => each.step)).toEqual(['statistics']);
  });

  it('what is under review, approved or public can not be edited', async () => {
    const items = [await submitted(drafter), await approved(staff, drafter), await released(staff, drafter)];
    for (const { id, revision } of items) {
      const refused = await drafter.patch(`/api/items/${id}`, { revision, title: '改过的标题' });
      expect(refused.status, saying(refused)).toBe(409);
      expect((await view(id)).title).not.toBe('改过的标题');
    }
  });

  it('a signature on bytes that are not the ones seen is refused', async () => {
    const item = await submitted(drafter);
    await drafter.done('POST', `/api/items/${item.id}/recall`);
    await drafter.done('PATCH', `/api/items/${item.id}`, {
      revision: item.revision,
      title: '换了标题的通知',
    });
    await drafter.done('POST', `/api/items/${item.id}/submit`);
    const stale = await (await staff('statistics')).post(`/api/items/${item.id}/sign`, {
      step: 'statistics',
      digest: item.digest,
    });
    expect([stale.status, reasonCodes(stale)]).toEqual([409, ['bytes-changed']]);
    expect((await view(item.id)).signatures).toEqual([]);
  });

  it('a release on a digest that is not the approved one is refused', async () => {
    const { id } = await approved(staff, drafter);
    const refused = await filing.post(`/api/items/${id}/release`, { digest: '0'.repeat(64) });
    expect([refused.status, reasonCodes(refused)]).toEqual([409, ['bytes-changed']]);
  });

  it('is not released at any stage before the chain is complete', async () => {
    const item = await submitted(drafter);
    for (const [at, step] of chain.entries()) {
      const early = await filing.post(`/api/items/${item.id}/release`, { digest: item.digest });
      expect(early.status, `after ${at} signatures`).toBe(409);
      expect((await visit(product.url, item.path)).status).toBe(404);
      await (await staff(signerOf(step))).done('POST', `/api/items/${item.id}/sign`, {
        step,
        digest: item.digest,
      });
    }
    await filing.done('POST', `/api/items/${item.id}/release`, { digest: item.digest });
    expect((await visit(product.url, item.path)).status).toBe(200);
  });

  it('steps are signed in their order and each once', async () => {
    const { id, digest } = await submitted(drafter);
    const early = await (await staff('approver')).post(`/api/items/${id}/sign`, { step: 'approval', digest });
    expect([early.status, reasonCodes(early)]).toEqual([409, ['step-not-open']]);
    const statistics = await staff('statistics');
    await statistics.done('POST', `/api/items/${id}/sign`, { step: 'statistics', digest });
    const twice = await statistics.post(`/api/items/${id}/sign`, { step: 'statistics', digest });
    expect([twice.status, reasonCodes(twice)]).toEqual([409, ['step-not-open', 'one-person-one-step']]);
  });

  it('who drafted can not sign, whatever the role; who signed can not sign a second step', async () => {
    const administrator = await staff('administrator');
    const person = { name: '演示·多面手', unitId: 'finance', password: 'Probe-4711-xyz' };
    const wide = { ...person, username: 'two-hats', roles: ['drafter', 'statistics', 'legality'] };
    const made = await administrator.post('/api/staff', wide);
    // A new account binds its second factor first; here it is marked as one of the demonstration instead.
    expect(made.status, saying(made)).toBe(201);
    await tamper(product.folder, 'update staff set is_demo = true where username = $1', ['two-hats']);
    const both = await new Officer(product.url, 'two-hats').signIn('Probe-4711-xyz');
    const own = await submitted(both);
    const mine = await both.post(`/api/items/${own.id}/sign`, { step: 'statistics', digest: own.digest });
    expect([mine.status, reasonCodes(mine)]).toEqual([409, ['drafter-may-not-review']]);
    const other = await submitted(drafter);
    await both.done('POST', `/api/items/${other.id}/sign`, { step: 'statistics', digest: other.digest });
    const second = await both.post(`/api/items/${other.id}/sign`, { step: 'legality', digest: other.digest });
    expect([second.status, reasonCodes(second)]).toEqual([409, ['one-person-one-step']]);
  });

  it('a state set to approved by hand in the database opens nothing', async () => {
    const { id } = await drafted(drafter);
    expect(
      await tamper(product.folder, `update version set state = 'approved' where document_id = $1`, [id]),
    ).toBe(1);
    const { digest, path } = await view(id);
    const refused = await filing.post(`/api/items/${id}/release`, { digest });
    expect([refused.status, reasonCodes(refused)]).toEqual([409, ['unsigned-steps', 'gate-missing']]);
    expect((await visit(product.url, path)).status).toBe(404);
  });

  it('an item that is not 主动公开 is never released', async () => {
    const body = notice({
      metadata: { writtenOn: '2019-06-03', attribute: 'on-request', attributeReason: 'internal-affairs' },
    });
    const { id, digest, path } = await approved(staff, drafter, body);
    const refused = await filing.post(`/api/items/${id}/release`, { digest });
    expect([refused.status, reasonCodes(refused)]).toEqual([409, ['not-proactive']]);
    expect((await visit(product.url, path)).status).toBe(404);
  });
});

/** Approved and put on schedule, `aheadMs` after its draft was written by the product's own clock. */
async function scheduled(title: string, aheadMs: number): Promise<Json> {
  const draft = await drafted(drafter, notice({ title }));
  const releaseAt = new Date(Date.parse(draft.changedAt) + aheadMs).toISOString();
  await drafter.done('PATCH', `/api/items/${draft.id}`, { revision: draft.revision, releaseAt });
  const ready = await signed(staff, await drafter.done('POST', `/api/items/${draft.id}/submit`));
  const item = await filing.done('POST', `/api/items/${draft.id}/release`, { digest: ready.digest });
  expect(item).toMatchObject({ state: 'scheduled', releaseAt });
  expect((await visit(product.url, item.path)).status).toBe(404);
  return item;
}

async function settledState(id: string): Promise<Json> {
  for (const until = Date.now() + 10_000; ; await pause(100)) {
    const item = await view(id);
    if (item.state !== 'scheduled' || Date.now() > until) return item;
  }
}

describe('a schedule is a row, not a timer', () => {
  it('is carried out after a restart, and only for the bytes that were approved', {
    timeout: 60_000,
  }, async () => {
    const kept = await scheduled('定时发布的通知', 8000);
    const forged = await scheduled('内容将被改动的通知', 8000);
    const withdrawnInTime = await scheduled('取消定时的通知', 8000);
    await filing.done('POST', `/api/items/${withdrawnInTime.id}/unschedule`);
    const { folder } = product;
    await tamper(folder, `update version set body_html = '<p>没有审查过的内容</p>' where document_id = $1`, [
      forged.id,
    ]);
    const dueAt = Math.max(...[kept, forged].map(item => Date.parse(item.releaseAt)));
    const shift = Date.parse((await view(kept.id)).changedAt) - Date.now();
    await product.kill9();
    await pause(Math.max(0, dueAt - shift - Date.now()));
    await start(folder);
    const live = await settledState(kept.id);
    expect(live).toMatchObject({ state: 'released', liveVersion: 1 });
    expect(Date.parse(live.releasedAt)).toBeGreaterThanOrEqual(Date.parse(kept.releaseAt));
    expect((await visit(product.url, kept.path)).body).toContain('定时发布的通知');
    expect((await settledState(forged.id)).state).toBe('returned');
    expect((await visit(product.url, forged.path)).status).toBe(404);
    expect((await view(withdrawnInTime.id)).state).toBe('approved');
    expect((await visit(product.url, withdrawnInTime.path)).status).toBe(404);
  });
});

/** What the database holds, table by table; but the time a session was last seen. */
async function everything(): Promise<Record<string, string>> {
  return behindTheBack(product.folder, async client => {
    const { rows } = await client.query(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'session' order by 1`,
    );
    const digests: Record<string, string> = {};
    for (const { name } of rows) {
      const found = await client.query(
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\n' order by t::text), '')) as digest from ${name} t`,
      );
      digests[name] = found.rows[0].digest;
    }
    return digests;
  });
}

/**
 * What the database holds once the sealer has done its work and the withdrawal has been checked, which both come by the
 * minute: what they write is not the visitor's doing.
 */
async function everythingSettled(): Promise<Record<string, string>> {
  for (let [before, tries] = [await everything(), 0]; tries < 180; tries += 1) {
    await pause(500);
    const after = await everything();
    const isChecked = after['channel_check']?.startsWith('0 ') === false;
    if (isChecked && JSON.stringify(after) === JSON.stringify(before)) return after;
    before = after;
  }
  throw new Error('the database never came to rest');
}

/** Every address of the portal that can be reached from these, each fetched once. */
async function crawl(seeds: readonly string[], most: number): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const waiting = [...seeds];
  for (let path = waiting.shift(); path !== undefined && seen.size < most; path = waiting.shift()) {
    if (seen.has(path)) continue;
    const { status, body } = await visit(product.url, path, { accept: 'text/html,*/*' });
    seen.set(path, status);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    for (const [, address] of text.matchAll(/(?:href|src)="(\/[^"#]*)|<loc>http:\/\/[^/]+(\/[^<]*)/g))
      if (address !== undefined && !seen.has(address)) waiting.push(address.replaceAll('&amp;', '&'));
  }
  return seen;
}

describe('constitution 8: GET never writes', () => {
  it('leaves the database as it was after every page and every question of the API', {
    timeout: 240_000,
  }, async () => {
    const item = await released(staff, drafter);
    const gone = await released(staff, drafter, notice({ title: '将撤下的通知' }));
    await filing.done('POST', `/api/items/${gone.id}/withdraw`, { kind: 'repealed', reason: '文件已经废止' });
    const officers = await Promise.all(
      ['plan-manager', 'administrator', 'auditor', 'welfare', 'county-dafang'].map(staff),
    );
    const [planner] = officers as [Officer];
    const [duty, plan] = await Promise.all([
      planner.done('GET', '/api/duties'),
      planner.done('GET', '/api/plans'),
    ]);
    const api = await visit(product.url, '/api/openapi.json');
    const before = await everythingSettled();
    expect(Object.keys(before).length).toBeGreaterThan(20);

    const seeds = [
      '/',
      '/feed.xml',
      '/sitemap.xml',
      '/log/checkpoint',
      '/robots.txt',
      '/metrics',
      '/healthz',
      '/readyz',
      gone.path,
    ];
    const seen = await crawl(seeds, 600);
    expect(seen.get(item.path)).toBe(200);
    expect(seen.get(gone.path)).toBe(410);
    expect([...seen].filter(([, status]) => status >= 500)).toEqual([]);
    expect([...seen].filter(([path, status]) => status === 404 && path !== '/console/')).toEqual([]);
    const ids: Record<string, string> = { items: item.id, duties: duty.rows[0].id, plans: plan.rows[0].id };
    let asked = 0;
    for (const [path, methods] of Object.entries(api.body.paths as Record<string, object>)) {
      if (!('get' in methods)) continue;
      const id = ids[path.split('/')[2] ?? ''] ?? item.log[0].entryId;
      for (const officer of officers) {
        const answer = await officer.get(
          path.replace('{digest}', '0'.repeat(64)).replaceAll(/\{\w+\}|\*/g, id),
        );
        expect(answer.status, `${path} ${saying(answer)}`).toBeLessThan(500);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(100);
    expect(await everything()).toEqual(before);
  });
});
