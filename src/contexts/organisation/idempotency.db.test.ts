import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { AppError } from '../../platform/app-error.ts';
import { transaction } from '../../platform/database/database.ts';
import { makeHttpServer } from '../../platform/http/kit.ts';
import { recordAudit } from '../log/service.ts';
import { addIdempotency, markingAudit } from './idempotency.ts';
import { actorOf, addSessionHook } from './session-hook.ts';
import { type Browser, staffApi } from './staff-api.fixture.ts';

const db = await testDatabase();
const audit = markingAudit(recordAudit);

/** A door that a test holds shut until it has seen what it wants to see. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
}

let done = 0;
let held: Promise<void> | undefined;
let reached = () => {};

const api = await staffApi(db, {
  more: (app, { clock }) => {
    const body = z.object({ what: z.string() });
    app.post('/api/probe', { schema: { body } }, async (request, reply) => {
      const actor = actorOf(request);
      reached();
      await held;
      const entry = {
        at: clock.now(),
        actor,
        command: 'probe',
        subjectKind: 'probe',
        subjectId: request.body.what,
        outcome: 'done' as const,
        detail: {},
      };
      if (request.body.what === 'fails') throw new Error('before the commit');
      if (request.body.what === 'refused') throw new AppError('refused', { detail: '现在不行。' });
      await transaction(db, trx => audit(trx, entry));
      done += 1;
      if (request.body.what === 'dies') throw new Error('after the commit');
      return reply.status(201).send({ done });
    });
    app.post('/api/uploads', async request => {
      const actor = actorOf(request);
      if (request.headers['idempotency-key'] === 'key-upload-shut') throw new AppError('refused');
      const part = (await request.file())!;
      const bytes = await part.toBuffer();
      if (bytes.toString('latin1', 0, 7) === 'refused') throw new AppError('refused');
      const entry = { at: clock.now(), actor, command: 'probe', subjectKind: 'probe', subjectId: 'upload' };
      await transaction(db, trx => audit(trx, { ...entry, outcome: 'done', detail: {} }));
      done += 1;
      return { size: bytes.length, done };
    });
  },
});

afterAll(() => api.app.close());

async function officer(username = 'finance'): Promise<Browser> {
  const browser = api.browser();
  await browser.signIn(username);
  return browser;
}

const probe = (browser: Browser, key: string, what = 'work') =>
  browser.send<{ done?: number; code?: string }>('POST', '/api/probe', { what }, { 'idempotency-key': key });

describe('A write that is sent twice', () => {
  it('is done once and answered twice alike', async () => {
    const browser = await officer();
    const before = done;
    const first = await probe(browser, 'key-twice-1');
    const second = await probe(browser, 'key-twice-1');
    expect(done).toBe(before + 1);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect(second.headers['idempotent-replay']).toBe('true');
    expect(first.headers['idempotent-replay']).toBeUndefined();
  });

  it('is done once when both come at the same moment: the second waits for the answer of the first', async () => {
    const browser = await officer();
    const [door, inside] = [gate(), gate()];
    held = door.opened;
    reached = inside.open;
    const before = done;
    const first = probe(browser, 'key-race-1');
    await inside.opened;
    const second = probe(browser, 'key-race-1');
    door.open();
    const [a, b] = await Promise.all([first, second]);
    held = undefined;
    expect(done).toBe(before + 1);
    expect(b.body).toEqual(a.body);
  });

  it('is done twice with two keys, without a key, and by two people with the same key', async () => {
    const [a, b] = [await officer(), await officer('office')];
    const before = done;
    await probe(a, 'key-own-0001');
    await probe(a, 'key-own-0002');
    await probe(b, 'key-own-0001');
    await a.send('POST', '/api/probe', { what: 'work' });
    await a.send('POST', '/api/probe', { what: 'work' });
    expect(done).toBe(before + 5);
  });

  it('with other content under the same key is refused', async () => {
    const browser = await officer();
    await probe(browser, 'key-other-1');
    const other = await probe(browser, 'key-other-1', 'something else');
    expect([other.status, other.body.code]).toEqual([422, 'request-key-reused']);
  });

  it('is refused twice alike where the first was refused', async () => {
    const browser = await officer();
    const first = await probe(browser, 'key-refuse-1', 'refused');
    const second = await probe(browser, 'key-refuse-1', 'refused');
    expect(first.status).toBe(409);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replay']).toBe('true');
  });

  it('is tried again where the first failed before anything was kept', async () => {
    const browser = await officer();
    expect((await probe(browser, 'key-fail-1', 'fails')).status).toBe(500);
    const again = await probe(browser, 'key-fail-1', 'fails');
    expect(again.status).toBe(500);
    expect(again.headers['idempotent-replay']).toBeUndefined();
  });

  it('is not done again where the work was committed but its answer got lost', async () => {
    const browser = await officer();
    const before = done;
    expect((await probe(browser, 'key-lost-1', 'dies')).status).toBe(500);
    const again = await probe(browser, 'key-lost-1', 'dies');
    expect([again.status, again.body.code]).toEqual([409, 'already-done']);
    expect(done).toBe(before + 1);
  });

  it('takes over a claim that a dead process left a minute ago', async () => {
    const browser = await officer();
    await probe(browser, 'key-dead-1');
    await db.kysely
      .updateTable('answered_request')
      .set({ status: 0, response: 'null', answered_at: new Date('2019-06-10T08:58:00+08:00') })
      .where('key', '=', 'key-dead-1')
      .execute();
    const before = done;
    expect((await probe(browser, 'key-dead-1')).status).toBe(201);
    expect(done).toBe(before + 1);
  });

  it('wants a key that can be one', async () => {
    const browser = await officer();
    expect((await probe(browser, 'short')).status).toBe(400);
    expect((await probe(browser, 'x'.repeat(201))).status).toBe(400);
  });

  it('makes one account, and keeps no password', async () => {
    const administrator = await officer('administrator');
    const body = {
      username: 'once',
      name: '演示·一次',
      unitId: 'finance',
      roles: ['drafter'],
      password: 'Probe-4711-xy',
    };
    const make = () => administrator.send('POST', '/api/staff', body, { 'idempotency-key': 'key-staff-1' });
    const [first, second] = [await make(), await make()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const kept = await db.kysely.selectFrom('answered_request').selectAll().execute();
    expect(JSON.stringify(kept)).not.toMatch(/Probe-4711|argon2/);
  });

  it('keeps no answer of the routes where secrets pass', async () => {
    const browser = await officer();
    const key = { 'idempotency-key': 'key-secret-1' };
    await browser.send('POST', '/api/session/second-factor', { start: true }, key);
    const kept = await db.kysely
      .selectFrom('answered_request')
      .selectAll()
      .where('key', '=', 'key-secret-1')
      .execute();
    expect(kept).toEqual([]);
  });

  it('is forgotten after a day', async () => {
    const browser = await officer();
    await probe(browser, 'key-old-01');
    api.clock.set('2019-06-11T09:00:01+08:00');
    await api.organisation.forgetOldAnswers();
    expect(await db.kysely.selectFrom('answered_request').selectAll().execute()).toEqual([]);
  });
});

/** Two officers' browsers on a real connection, because an upload is read from it piece by piece. */
async function uploader() {
  const browser = await officer();
  if (!api.app.server.listening) await api.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = api.app.server.address() as AddressInfo;
  return async (key: string, content: string | Uint8Array<ArrayBuffer>, name = 'a.pdf') => {
    const form = new FormData();
    form.append('file', new Blob([content]), name);
    const answer = await fetch(`http://127.0.0.1:${port}/api/uploads`, {
      method: 'POST',
      headers: {
        cookie: `gongkai_session=${browser.cookie}`,
        'x-csrf-token': browser.csrfToken,
        'idempotency-key': key,
      },
      body: form,
    });
    return {
      status: answer.status,
      replayed: answer.headers.get('idempotent-replay') === 'true',
      body: (await answer.json()) as { size?: number; done?: number; code?: string },
    };
  };
}

describe('An upload that is sent twice', () => {
  it('is taken once and answered twice alike, though the browser draws another boundary', async () => {
    const upload = await uploader();
    const before = done;
    const [first, second] = [
      await upload('key-upload-1', 'content'),
      await upload('key-upload-1', 'content'),
    ];
    expect(first).toMatchObject({ status: 200, replayed: false, body: { size: 7 } });
    expect(second).toEqual({ ...first, replayed: true });
    expect(done).toBe(before + 1);
  });

  it('is compared to its last byte when it is large', async () => {
    const upload = await uploader();
    const large = new Uint8Array(6_000_000).fill(65);
    const first = await upload('key-upload-2', large);
    expect(first.body.size).toBe(6_000_000);
    expect((await upload('key-upload-2', large)).replayed).toBe(true);
    large[5_999_999] = 66;
    const other = await upload('key-upload-2', large);
    expect([other.status, other.body.code]).toEqual([422, 'request-key-reused']);
  });

  it('with another file or another name under the same key is refused', async () => {
    const upload = await uploader();
    await upload('key-upload-3', 'content');
    expect((await upload('key-upload-3', 'Content')).body.code).toBe('request-key-reused');
    expect((await upload('key-upload-3', 'content', 'b.pdf')).body.code).toBe('request-key-reused');
  });

  it('is refused twice alike, and may be sent again where the first was not read', async () => {
    const upload = await uploader();
    const [first, second] = [
      await upload('key-upload-4', 'refused'),
      await upload('key-upload-4', 'refused'),
    ];
    expect(first.status).toBe(409);
    expect(second).toEqual({ ...first, replayed: true });
    const unread = [await upload('key-upload-shut', 'x'), await upload('key-upload-shut', 'y')];
    expect(unread.map(each => [each.status, each.replayed])).toEqual([
      [409, false],
      [409, false],
    ]);
  });

  it('is taken once when both come at the same moment', async () => {
    const upload = await uploader();
    const before = done;
    const both = await Promise.all([upload('key-upload-6', 'same'), upload('key-upload-6', 'same')]);
    expect(both.map(each => each.status)).toEqual([200, 200]);
    expect(both[0].body).toEqual(both[1].body);
    expect(done).toBe(before + 1);
  });
});

describe('A scope without anybody signed in', () => {
  it('is left alone', async () => {
    const app = await makeHttpServer({ logger: false });
    addSessionHook(app, { organisation: api.organisation });
    addIdempotency(app, { db, clock: fixedClock('2019-06-10T09:00:00+08:00') });
    app.post('/open', async () => ({ ok: true }));
    const answer = await app.inject({
      method: 'POST',
      url: '/open',
      headers: { 'idempotency-key': 'key-open-1' },
    });
    expect(answer.json()).toEqual({ ok: true });
  });
});
