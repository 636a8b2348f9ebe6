import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { type SecondFactorStart, type SessionView, secondFactorStart } from './contract.ts';
import { codeAt } from './one-time-code.ts';
import { makeAccount, staffApi } from './staff-api.fixture.ts';

const db = await testDatabase();
const api = await staffApi(db);
const demo = 'Gongkai-demo-2019';
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;

async function auditOf(command: string) {
  return db.kysely
    .selectFrom('audit_event')
    .selectAll()
    .where('command', '=', command)
    .orderBy('id')
    .execute();
}

describe('Signing in', () => {
  it('opens a session whose cookie scripts can not read and other sites do not send', async () => {
    const browser = api.browser();
    const answer = await browser.send<SessionView>('POST', '/api/session', {
      username: 'finance',
      password: demo,
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      username: 'finance',
      name: '演示·财务科',
      unitId: 'finance',
      roles: [{ id: 'drafter', name: '拟稿人' }],
      grants: { 'item.draft': 'own-unit' },
      today: '2019-06-10',
      bureauName: '示例市民政局',
      isDemo: true,
      mustEnrolSecondFactor: false,
    });
    expect(answer.headers['set-cookie']).toMatch(
      /^gongkai_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect((await browser.send('GET', '/api/session')).status).toBe(200);
  });

  it('marks the cookie Secure over https and keeps it below the base path', async () => {
    const { makeHttpServer } = await import('../../platform/http/kit.ts');
    const { addSessionHook } = await import('./session-hook.ts');
    const { organisationRoutes } = await import('./routes.ts');
    const app = await makeHttpServer({ logger: false, trustProxy: true });
    addSessionHook(app, { organisation: api.organisation });
    organisationRoutes(app, { organisation: api.organisation, basePath: '/bm/mz' });
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'x-forwarded-proto': 'https' },
      payload: { username: 'finance', password: demo },
    });
    expect(answer.headers['set-cookie']).toContain('; Path=/bm/mz; HttpOnly; Secure; SameSite=Lax');
  });

  it('keeps only a digest of the token', async () => {
    const browser = api.browser();
    await browser.signIn('finance');
    const rows = await db.kysely.selectFrom('session').selectAll().execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(browser.cookie);
  });

  it('answers a wrong password and an unknown name alike, and writes both to the audit trail', async () => {
    const wrong = await api.browser().send('POST', '/api/session', { username: 'office', password: 'x' });
    const unknown = await api.browser().send('POST', '/api/session', { username: 'nobody', password: 'x' });
    expect([wrong.status, codeOf(wrong)]).toEqual([401, 'sign-in-failed']);
    expect(unknown).toEqual({ ...wrong, headers: expect.anything() });
    const refused = (await auditOf('session.sign-in')).filter(row => row.outcome === 'refused');
    expect(refused.map(row => (row.detail as { username: string }).username)).toEqual(['office', 'nobody']);
    expect(JSON.stringify(refused)).not.toContain('"x"');
  });

  it('is refused from a page of another site, and allowed from our own page or a program', async () => {
    const from = async (headers: Record<string, string>) =>
      (await api.browser().send('POST', '/api/session', { username: 'finance', password: demo }, headers))
        .status;
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await from({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await from({ origin: 'https://evil.example' })).toBe(403);
    expect(await from({ origin: 'null' })).toBe(403);
    expect(await from({ origin: 'http://localhost:80', host: 'localhost:80' })).toBe(200);
    expect(await from({ 'sec-fetch-site': 'same-origin', origin: 'https://localhost' })).toBe(200);
    expect(await from({})).toBe(200);
  });

  it('ends the session that the same browser had before', async () => {
    const browser = api.browser();
    await browser.signIn('finance');
    const before = browser.cookie;
    await browser.signIn('office');
    expect(browser.cookie).not.toBe(before);
    browser.cookie = before;
    expect(codeOf(await browser.send('GET', '/api/session'))).toBe('not-signed-in');
  });

  it('names a field it does not know', async () => {
    const answer = await api
      .browser()
      .send('POST', '/api/session', { username: 'a', password: 'b', admin: true });
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toBe('bad-input');
  });
});

describe('GB/T 22239-2019 8.1.4.1 b): failures, time-out', () => {
  it('locks an account at the fifth failure, even for the right password, until fifteen minutes are over', async () => {
    await makeAccount(api, { username: 'locked.one', unitId: 'office', roles: ['drafter'] });
    const browser = api.browser();
    const attempt = (password: string) =>
      browser.send('POST', '/api/session', { username: 'locked.one', password });
    for (let i = 0; i < 4; i += 1) expect((await attempt('wrong')).status).toBe(401);
    expect((await attempt('wrong')).status).toBe(423);
    expect(codeOf(await attempt('Probe-4711-xy'))).toBe('account-locked');
    api.clock.set('2019-06-10T09:14:59+08:00');
    expect((await attempt('Probe-4711-xy')).status).toBe(423);
    api.clock.set('2019-06-10T09:15:00+08:00');
    expect((await attempt('Probe-4711-xy')).status).toBe(200);
  });

  it('locks a name that does not exist the same way, so that the lock tells nothing', async () => {
    const browser = api.browser();
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      const answer = await browser.send('POST', '/api/session', { username: 'no.such.name', password: 'x' });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 423, 423]);
  });

  it('lets no guess past the count when many come at once', async () => {
    const id = await makeAccount(api, { username: 'raced', unitId: 'office', roles: ['drafter'] });
    const guesses = await Promise.all(
      Array.from({ length: 9 }, () =>
        api.browser().send('POST', '/api/session', { username: 'raced', password: 'wrong' }),
      ),
    );
    expect(guesses.filter(each => each.status === 401)).toHaveLength(4);
    expect(guesses.filter(each => each.status === 423)).toHaveLength(5);
    const row = await db.kysely
      .selectFrom('staff')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.failed_count).toBe(5);
  });

  it('slows down who tries one name too often from one place, and no other place', async () => {
    const browser = api.browser();
    browser.address = '192.0.2.77';
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1)
      statuses.push(
        (await browser.send('POST', '/api/session', { username: 'tired', password: 'x' })).status,
      );
    expect(statuses.at(-1)).toBe(429);
    browser.address = '192.0.2.78';
    expect((await browser.send('POST', '/api/session', { username: 'tired', password: 'x' })).status).toBe(
      423,
    );
  });

  it('ends a session after fifteen idle minutes, and keeps one that is in use', async () => {
    const [idle, used] = [api.browser(), api.browser()];
    api.clock.set('2019-06-10T10:00:00+08:00');
    await idle.signIn('finance');
    await used.signIn('finance');
    api.clock.set('2019-06-10T10:14:00+08:00');
    expect((await used.send('GET', '/api/session')).status).toBe(200);
    api.clock.set('2019-06-10T10:15:00+08:00');
    expect((await idle.send('GET', '/api/session')).status).toBe(401);
    api.clock.set('2019-06-10T10:28:00+08:00');
    expect((await used.send('GET', '/api/session')).status).toBe(200);
  });

  it('ends every session after twelve hours', async () => {
    const browser = api.browser();
    api.clock.set('2019-06-11T08:00:00+08:00');
    await browser.signIn('finance');
    for (let minute = 10; minute < 12 * 60; minute += 10) {
      const clock = `${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      api.clock.set(`2019-06-11T${clock}:00+08:00`);
      expect((await browser.send('GET', '/api/session')).status).toBe(200);
    }
    api.clock.set('2019-06-11T20:00:00+08:00');
    expect((await browser.send('GET', '/api/session')).status).toBe(401);
  });
});

describe('Leaving', () => {
  it('ends the session on the server and takes the cookie away', async () => {
    const browser = api.browser();
    await browser.signIn('finance');
    const token = browser.cookie;
    expect((await browser.send('DELETE', '/api/session')).status).toBe(204);
    expect(browser.cookie).toBe('');
    browser.cookie = token;
    expect((await browser.send('GET', '/api/session')).status).toBe(401);
  });
});

describe('Requests forged by another site', () => {
  it.each([undefined, '', 'wrong', 'A'.repeat(43)])('a write with the token %j is refused', async token => {
    const browser = api.browser();
    await browser.signIn('finance');
    browser.csrfToken = '';
    const answer = await browser.send(
      'DELETE',
      '/api/session',
      undefined,
      token ? { 'x-csrf-token': token } : {},
    );
    expect(codeOf(answer)).toBe('csrf-failed');
    expect((await browser.send('GET', '/api/session')).status).toBe(200);
  });

  it('the token of one session does not serve another', async () => {
    const [a, b] = [api.browser(), api.browser()];
    await a.signIn('finance');
    await b.signIn('office');
    b.csrfToken = a.csrfToken;
    expect(codeOf(await b.send('DELETE', '/api/session'))).toBe('csrf-failed');
  });
});

describe('GB/T 22239-2019 8.1.4.1 d): two factors', () => {
  const password = 'Probe-4711-xy';

  async function enrolled(username: string) {
    await makeAccount(api, { username, unitId: 'office', roles: ['secrecy'] });
    const browser = api.browser();
    const view = await browser.signIn(username, password);
    expect(view.mustEnrolSecondFactor).toBe(true);
    const start = await browser.send<SecondFactorStart>('POST', '/api/session/second-factor', {
      start: true,
    });
    const { secret, uri } = secondFactorStart.parse(start.body);
    expect(uri).toContain(secret);
    return { browser, secret };
  }

  it('opens nothing but the binding to a reviewer who has none yet', async () => {
    const { browser, secret } = await enrolled('binder');
    expect(codeOf(await browser.send('GET', '/api/units'))).toBe('second-factor-unbound');
    expect((await browser.send('POST', '/api/session/second-factor', { code: '000000' })).status).toBe(400);
    const code = codeAt(secret, api.clock.now().getTime());
    const bound = await browser.send<SessionView>('POST', '/api/session/second-factor', { code });
    expect(bound.body).toMatchObject({ mustEnrolSecondFactor: false, hasSecondFactor: true });
    expect((await browser.send('GET', '/api/units')).status).toBe(200);
  });

  it('asks for the code at the next sign-in, and takes each code once', async () => {
    api.clock.set('2019-06-12T09:00:00+08:00');
    const { browser, secret } = await enrolled('coder');
    const used = codeAt(secret, api.clock.now().getTime());
    await browser.send('POST', '/api/session/second-factor', { code: used });
    const attempt = (code?: string) =>
      api.browser().send('POST', '/api/session', { username: 'coder', password, ...(code ? { code } : {}) });
    expect(codeOf(await attempt())).toBe('second-factor-needed');
    expect(codeOf(await attempt(used))).toBe('sign-in-failed');
    api.clock.set('2019-06-12T09:00:30+08:00');
    const next = codeAt(secret, api.clock.now().getTime());
    const both = await Promise.all([attempt(next), attempt(next)]);
    expect(both.map(each => each.status).sort()).toEqual([200, 401]);
  });

  it('counts wrong codes as failures, but not a missing one', async () => {
    api.clock.set('2019-06-12T11:00:00+08:00');
    const { browser, secret } = await enrolled('miscoder');
    const now = () => codeAt(secret, api.clock.now().getTime());
    await browser.send('POST', '/api/session/second-factor', { code: now() });
    const attempt = (code?: string) =>
      api
        .browser()
        .send('POST', '/api/session', { username: 'miscoder', password, ...(code ? { code } : {}) });
    for (let i = 0; i < 3; i += 1) await attempt();
    for (let i = 0; i < 4; i += 1) expect((await attempt('abc')).status).toBe(401);
    expect((await attempt('abc')).status).toBe(423);
  });

  it('keeps the old authenticator until the new one is proved', async () => {
    api.clock.set('2019-06-13T09:00:00+08:00');
    const { browser, secret } = await enrolled('changer');
    await browser.send('POST', '/api/session/second-factor', {
      code: codeAt(secret, api.clock.now().getTime()),
    });
    await browser.send('POST', '/api/session/second-factor', { start: true });
    api.clock.set('2019-06-13T09:01:00+08:00');
    const code = codeAt(secret, api.clock.now().getTime());
    expect((await api.browser().signIn('changer', password, code)).hasSecondFactor).toBe(true);
  });

  it('refuses a code where no binding was begun', async () => {
    const browser = api.browser();
    await browser.signIn('finance');
    const answer = await browser.send('POST', '/api/session/second-factor', { code: '123456' });
    expect(answer.status).toBe(400);
  });

  it('asks nothing of demo accounts, whose password is printed anyway', async () => {
    expect((await api.browser().signIn('secrecy')).mustEnrolSecondFactor).toBe(false);
  });
});

describe('Changing one’s own password', () => {
  it('wants the current one, tells all that is wrong with the new one, and ends other sessions', async () => {
    api.clock.set('2019-06-14T09:00:00+08:00');
    await makeAccount(api, { username: 'renewer', unitId: 'finance', roles: ['drafter'] });
    const [here, elsewhere] = [api.browser(), api.browser()];
    await here.signIn('renewer', 'Probe-4711-xy');
    await elsewhere.signIn('renewer', 'Probe-4711-xy');
    const change = (current: string, next: string) =>
      here.send('PUT', '/api/session/password', { current, next });
    const weak = await change('Probe-4711-xy', 'short');
    expect((weak.body as { problems: unknown[] }).problems).toHaveLength(2);
    expect((await change('Wrong-4711-xy', 'Newer-4711-xy')).status).toBe(400);
    expect((await change('Probe-4711-xy', 'Probe-4711-xy')).status).toBe(400);
    expect((await elsewhere.send('GET', '/api/session')).status).toBe(200);
    expect((await change('Probe-4711-xy', 'Newer-4711-xy')).status).toBe(200);
    expect((await here.send('GET', '/api/session')).status).toBe(200);
    expect((await elsewhere.send('GET', '/api/session')).status).toBe(401);
    await api.browser().signIn('renewer', 'Newer-4711-xy');
    const kept = JSON.stringify(await db.kysely.selectFrom('audit_event').selectAll().execute());
    expect(kept).not.toContain('Newer-4711-xy');
  });
});

describe('A demonstration', () => {
  it('has one account per post, section and county, with names of posts and units', async () => {
    const rows = await db.kysely.selectFrom('staff').selectAll().where('is_demo', '=', true).execute();
    expect(rows.map(row => `${row.username} ${row.name} ${row.unit_id} ${row.roles}`).sort()).toEqual([
      'administrator 演示·系统管理员 office administrator',
      'county-a 演示·甲县民政局 county-a county-officer',
      'county-administrator 演示·县级管理员 county-a county-administrator',
      'finance 演示·财务科 finance drafter',
      'office 演示·办公室 office drafter',
      'secrecy 演示·保密审查人 office secrecy',
    ]);
    expect(await api.organisation.createDemoAccounts()).toBe(0);
  });

  it('is over when demo is off: its accounts open nothing, and their sessions neither', async () => {
    const browser = api.browser();
    await browser.signIn('finance');
    const real = await staffApi(db, { deps: { demo: false } });
    const visitor = real.browser();
    visitor.cookie = browser.cookie;
    expect((await visitor.send('GET', '/api/session')).status).toBe(401);
    const answer = await real.browser().send('POST', '/api/session', { username: 'finance', password: demo });
    expect(codeOf(answer)).toBe('sign-in-failed');
  });
});
