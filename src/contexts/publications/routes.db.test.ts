import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { AppError } from '../../platform/app-error.ts';
import { type HttpServer, makeHttpServer } from '../../platform/http/kit.ts';
import type { Actor } from './contract.ts';
import { actorWith, bench, draft, seedUnits, signAll } from './items.fixture.ts';
import { publicationRoutes } from './routes.ts';

const db = await testDatabase();
const on = bench(db, fixedClock('2019-06-03T09:00:00+08:00'));
const { people } = on;
const actors = new Map<string, Actor>(Object.entries(people));
let app: HttpServer;

beforeAll(async () => {
  await seedUnits(db);
  app = await makeHttpServer({ logger: false });
  publicationRoutes(app, {
    publications: on.publications,
    actorOf: request => {
      const actor = actors.get(String(request.headers['x-test-actor']));
      if (actor === undefined) throw new AppError('not-signed-in');
      return actor;
    },
  });
  await app.ready();
});

async function call(who: string, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) {
  const headers = { 'x-test-actor': who };
  const reply = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}

describe('the staff API of items', () => {
  it('drafts, submits, signs and releases over HTTP, and answers the item each time', async () => {
    const made = await call('drafter', 'POST', '/api/items', {
      kind: 'notice',
      columnId: 'notices',
      title: '通知',
    });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.headers.location).toBe(`/api/items/${id}`);
    const change = { revision: 1, bodyHtml: '<p>正文</p>', metadata: { writtenOn: '2019-06-03' } };
    const changed = await call('drafter', 'PATCH', `/api/items/${id}`, change);
    expect(changed.body).toMatchObject({ revision: 2, title: '通知', state: 'draft' });
    const submitted = await call('drafter', 'POST', `/api/items/${id}/submit`);
    expect(submitted).toMatchObject({ status: 200, body: { state: 'in-review', gate: { verdict: 'pass' } } });
    await signAll(on, id, submitted.body.digest);
    const released = await call('publisher', 'POST', `/api/items/${id}/release`, {
      digest: submitted.body.digest,
    });
    expect(released).toMatchObject({ status: 200, body: { state: 'released', liveVersion: 1 } });
  });

  it('gives every reason of a refusal with its basis, as 409', async () => {
    const { body } = await call('drafter', 'POST', '/api/items', { kind: 'notice', columnId: 'notices' });
    const refused = await call('drafter', 'POST', `/api/items/${body.id}/submit`);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'refused' });
    expect(refused.body.reasons.map((each: { code: string }) => each.code)).toEqual([
      'gate-title-missing',
      'gate-text-missing',
      'gate-written-date-missing',
    ]);
    expect(refused.body.reasons[0].basis[0]).toMatchObject({ instrument: '政府信息公开条例' });
  });

  it('answers 403 without the permission, 401 without a session, 404 for what is not there', async () => {
    const { body } = await call('drafter', 'POST', '/api/items', draft());
    expect((await call('chief', 'POST', `/api/items/${body.id}/submit`)).status).toBe(403);
    expect((await call('nobody', 'GET', `/api/items/${body.id}`)).status).toBe(401);
    expect((await call('nobody', 'GET', '/api/catalogue')).status).toBe(401);
    expect((await call('chief', 'GET', '/api/items/nonsense')).status).toBe(404);
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect((await call('drafter', 'POST', `/api/items/${unknown}/submit`)).status).toBe(404);
  });

  it('tells the second of two drafters the revision that stands', async () => {
    const { body } = await call('drafter', 'POST', '/api/items', draft());
    await call('drafter', 'PATCH', `/api/items/${body.id}`, { revision: 1, title: '一' });
    const second = await call('drafter', 'PATCH', `/api/items/${body.id}`, { revision: 1, title: '二' });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'edited-meanwhile', problems: [{ where: 'revision', message: '2' }] },
    });
  });

  it('refuses unknown fields, bad values and an 80 MiB paste in Chinese', async () => {
    const bad = await call('drafter', 'POST', '/api/items', {
      kind: 'nonsense',
      columnId: 1,
      state: 'released',
    });
    expect(bad.status).toBe(400);
    expect(bad.body.problems.length).toBeGreaterThan(1);
    const huge = await call('drafter', 'POST', '/api/items', {
      ...draft(),
      bodyHtml: 'a'.repeat(80 * 1024 * 1024),
    });
    expect(huge).toMatchObject({ status: 413, body: { code: 'too-large' } });
    const { body } = await call('drafter', 'POST', '/api/items', draft());
    const state = await call('drafter', 'PATCH', `/api/items/${body.id}`, { revision: 1, state: 'released' });
    expect(state.status).toBe(400);
  });

  it('says what each person may do, with reasons for the rest', async () => {
    const { body } = await call('drafter', 'POST', '/api/items', draft());
    const { digest } = (await call('drafter', 'POST', `/api/items/${body.id}/submit`)).body;
    await call('statistics', 'POST', `/api/items/${body.id}/sign`, { step: 'statistics', digest });
    const allowed = async (who: string) => {
      const { permissions } = (await call(who, 'GET', `/api/items/${body.id}`)).body as {
        permissions: Record<string, { allowed: boolean; reasons: { code: string; message: string }[] }>;
      };
      for (const each of Object.values(permissions)) {
        expect(each.allowed).toBe(each.reasons.length === 0);
        for (const reason of each.reasons) expect(reason.message).toMatch(/[\u4e00-\u9fa5].*。/);
      }
      expect(Object.keys(permissions)).toHaveLength(16);
      return Object.keys(permissions).filter(name => permissions[name]?.allowed);
    };
    expect(await allowed('drafter')).toEqual(['item.recall']);
    expect(await allowed('statistics')).toEqual([]);
    expect(await allowed('legality')).toEqual(['item.return', 'item.sign-legality']);
    expect(await allowed('secrecy')).toEqual([]);
    expect(await allowed('chief')).toEqual(['item.skip-step']);
    expect(await allowed('publisher')).toEqual([]);
  });

  it('what the permissions allow is what the commands do', async () => {
    const all = actorWith(
      Object.fromEntries(
        [...new Set([...actors.values()].flatMap(each => Object.keys(each.grants)))].map(name => [
          name,
          'every-unit',
        ]),
      ),
    );
    actors.set('all', all);
    const { body } = await call('drafter', 'POST', '/api/items', draft());
    const tries: Record<string, [string, object?]> = {
      'item.recall': ['recall'],
      'item.release': ['release', { digest: body.digest }],
      'item.unschedule': ['unschedule'],
      'item.amend': ['amend'],
      'item.withdraw': ['withdraw', { kind: 'repealed', reason: '文件已经废止' }],
      'item.sign-legality': ['sign', { step: 'legality', digest: body.digest }],
      'item.skip-step': ['skip', { step: 'legality', digest: body.digest, reason: '不含规范内容' }],
      'item.return': ['return', { step: 'legality', digest: body.digest, reasons: ['请修改'] }],
      'item.submit': ['submit'],
    };
    const { permissions } = (await call('all', 'GET', `/api/items/${body.id}`)).body;
    for (const [name, [command, payload]] of Object.entries(tries)) {
      const { status } = await call('all', 'POST', `/api/items/${body.id}/${command}`, payload);
      expect([name, status === 200]).toEqual([name, permissions[name].allowed]);
    }
  });

  it('serves the difference, the queue, the list and the catalogue', async () => {
    const { body } = await call('drafter', 'POST', '/api/items', draft());
    expect((await call('drafter', 'GET', `/api/items/${body.id}/difference`)).body.against).toBeNull();
    expect(
      (await call('drafter', 'GET', `/api/items/${body.id}/difference?version=1`)).body.against.versionNo,
    ).toBe(1);
    const queue = await call('drafter', 'GET', '/api/my/queue');
    expect(queue.body.items.map((each: { id: string }) => each.id)).toContain(body.id);
    const list = await call('drafter', 'GET', '/api/items?state=draft&size=1');
    expect(list.body).toMatchObject({ page: 1, size: 1 });
    const catalogue = await call('drafter', 'GET', '/api/catalogue');
    expect(catalogue.body.columns[1]).toMatchObject({ id: 'statutory', path: '/zfxxgk/fdzdgknr' });
    expect(catalogue.body.chain).toHaveLength(5);
  });
});
