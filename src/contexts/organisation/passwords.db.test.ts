import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import type { SessionView } from './contract.ts';
import { makeAccount, samplePack, staffApi } from './staff-api.fixture.ts';

const db = await testDatabase();
const api = await staffApi(db);
const first = 'Probe-4711-xy';

interface Refused {
  readonly code: string;
  readonly problems: readonly { where: string; message: string }[];
}

async function account(username: string): Promise<string> {
  return makeAccount(api, { username, unitId: 'finance', roles: ['drafter'] });
}

/** Changes follow each other by a minute. */
let minute = 0;

async function changing(username: string, password = first) {
  const browser = api.browser();
  await browser.signIn(username, password);
  return (current: string, next: string) => {
    minute += 1;
    api.clock.set(`2019-06-10T09:${String(minute).padStart(2, '0')}:00+08:00`);
    return browser.send<Refused & SessionView>('PUT', '/api/session/password', { current, next });
  };
}

const nth = (no: number) => `Number-${no}-of-many`;

describe('GB/T 22239-2019 8.1.4.1 a): a password is changed from time to time', () => {
  it('opens nothing but the change once it is ninety days old, and everything afterwards', async () => {
    api.clock.set('2019-06-10T09:00:00+08:00');
    await account('aging');
    api.clock.set('2019-09-08T08:59:59+08:00');
    const fresh = await api.browser().signIn('aging', first);
    expect(fresh).toMatchObject({ mustChangePassword: false, passwordExpiresOn: '2019-09-08' });
    api.clock.set('2019-09-08T09:00:00+08:00');
    const browser = api.browser();
    expect(await browser.signIn('aging', first)).toMatchObject({ mustChangePassword: true });
    const shut = await browser.send<Refused>('GET', '/api/units');
    expect([shut.status, shut.body.code]).toEqual([403, 'password-expired']);
    const next = { current: first, next: 'Fresher-4711-xy' };
    const changed = await browser.send<SessionView>('PUT', '/api/session/password', next);
    expect(changed.body).toMatchObject({ mustChangePassword: false, passwordExpiresOn: '2019-12-07' });
    expect((await browser.send('GET', '/api/units')).status).toBe(200);
    expect((await api.browser().signIn('aging', 'Fresher-4711-xy')).mustChangePassword).toBe(false);
  });

  it('never asks it of demo accounts, whose password is printed in the manual', async () => {
    api.clock.set('2029-06-10T09:00:00+08:00');
    const view = await api.browser().signIn('finance');
    expect(view).toMatchObject({ mustChangePassword: false, passwordExpiresOn: null });
    api.clock.set('2019-06-10T09:00:00+08:00');
  });

  it('asks it when the pack says, or never where it says 0', async () => {
    await account('elsewhere');
    const viewWith = async (passwords: { history?: number; maxAgeDays?: number }) => {
      const other = await staffApi(db, { deps: { pack: { ...samplePack, passwords } } });
      other.clock.set('2019-07-10T09:00:00+08:00');
      return other.browser().signIn('elsewhere', first);
    };
    expect(await viewWith({ maxAgeDays: 30 })).toMatchObject({ mustChangePassword: true });
    expect(await viewWith({ maxAgeDays: 31 })).toMatchObject({ passwordExpiresOn: '2019-07-11' });
    expect(await viewWith({ maxAgeDays: 0 })).toMatchObject({ passwordExpiresOn: null });
  });
});

describe('GB/T 22239-2019 8.1.4.1 a): an old password is not taken again', () => {
  it('takes none of the last five, and the sixth again', async () => {
    const id = await account('circular');
    const change = await changing('circular');
    const passwords = [first, nth(1), nth(2), nth(3), nth(4)];
    for (let i = 1; i < passwords.length; i += 1)
      expect((await change(passwords[i - 1]!, passwords[i]!)).status).toBe(200);
    for (const former of passwords.slice(0, -1)) {
      const again = await change(nth(4), former);
      expect(again.status, former).toBe(400);
      expect(again.body.problems).toEqual([
        { where: 'next', message: '新密码不得与最近使用过的5个密码相同，请另设一个。' },
      ]);
    }
    expect((await change(nth(4), nth(5))).status).toBe(200);
    expect((await change(nth(5), first)).status).toBe(200);
    const kept = await db.kysely
      .selectFrom('former_password')
      .selectAll()
      .where('staff_id', '=', id)
      .execute();
    expect(kept).toHaveLength(4);
    expect(kept.every(row => row.password_hash.startsWith('$argon2id$'))).toBe(true);
  });

  it('nor from the hand of an administrator', async () => {
    const id = await account('given');
    const administrator = api.browser();
    await administrator.signIn('administrator');
    const give = (password: string) => administrator.send<Refused>('PATCH', `/api/staff/${id}`, { password });
    expect((await give(nth(1))).status).toBe(200);
    const again = await give(first);
    expect([again.status, again.body.problems[0]?.where]).toEqual([400, 'password']);
    await api.browser().signIn('given', nth(1));
  });

  it('is not told to somebody who does not know the present one', async () => {
    await account('guessed');
    const change = await changing('guessed');
    await change(first, nth(1));
    const guess = await change('Wrong-4711-xy', first);
    expect(guess.body.problems.map(each => each.where)).toEqual(['current']);
  });
});
