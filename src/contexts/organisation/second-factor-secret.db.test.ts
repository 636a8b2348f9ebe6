import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { secondFactorStart } from './contract.ts';
import { codeAt } from './one-time-code.ts';
import { makeAccount, staffApi } from './staff-api.fixture.ts';

const db = await testDatabase();
const api = await staffApi(db);
const password = 'Probe-4711-xy';
const clearSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

async function bound(username: string) {
  const id = await makeAccount(api, { username, unitId: 'office', roles: ['secrecy'], password });
  const browser = api.browser();
  await browser.signIn(username, password);
  const start = await browser.send('POST', '/api/session/second-factor', { start: true });
  const { secret } = secondFactorStart.parse(start.body);
  const code = codeAt(secret, api.clock.now().getTime());
  const proved = await browser.send('POST', '/api/session/second-factor', { code });
  expect(proved.status).toBe(200);
  return { id, secret, browser };
}

async function rowOf(id: string) {
  return db.kysely.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

async function signInStatus(username: string, secret: string): Promise<number> {
  const code = codeAt(secret, api.clock.now().getTime());
  return (await api.browser().send('POST', '/api/session', { username, password, code })).status;
}

/** What a version before this one has left: the constraint came later and does not look at rows that were there. */
async function leaveInClear(id: string, values: { totp_secret?: string; totp_pending?: string }) {
  await sql`alter table staff drop constraint staff_second_factor_sealed`.execute(db.kysely);
  await db.kysely.updateTable('staff').set(values).where('id', '=', id).execute();
  await sql`alter table staff add constraint staff_second_factor_sealed
    check (totp_secret like 'sealed:%' and totp_pending like 'sealed:%') not valid`.execute(db.kysely);
}

describe('GB/T 22239-2019 8.1.4.8: the secret of a second factor', () => {
  it('lies nowhere in the database in clear, neither while it is being bound nor afterwards', async () => {
    const { id, secret, browser } = await bound('sealed-one');
    await browser.send('POST', '/api/session/second-factor', { start: true });
    const row = await rowOf(id);
    expect(row.totp_secret).toMatch(/^sealed:/);
    expect(row.totp_pending).toMatch(/^sealed:/);
    const everywhere = await Promise.all(
      (['staff', 'audit_event', 'session', 'answered_request'] as const).map(table =>
        db.kysely.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(JSON.stringify(everywhere)).not.toContain(secret);
  });

  it('does not serve another account whose row it is copied to', async () => {
    const [thief, victim] = [await bound('thief'), await bound('victim')];
    const { totp_secret } = await rowOf(thief.id);
    await db.kysely.updateTable('staff').set({ totp_secret }).where('id', '=', victim.id).execute();
    api.clock.set('2019-06-10T09:05:00+08:00');
    const code = codeAt(thief.secret, api.clock.now().getTime());
    const answer = await api
      .browser()
      .send<{ code: string }>('POST', '/api/session', { username: 'victim', password, code });
    expect([answer.status, answer.body.code]).toEqual([500, 'sealed-unreadable']);
  });

  it('that an earlier version left in clear is sealed at start and works as before', async () => {
    const { id, browser } = await bound('upgraded');
    await browser.send('POST', '/api/session/second-factor', { start: true });
    await leaveInClear(id, { totp_secret: clearSecret });
    api.clock.set('2019-06-10T10:00:00+08:00');
    const pending = (await rowOf(id)).totp_pending;
    expect(await api.organisation.sealClearSecrets()).toBe(1);
    expect(await api.organisation.sealClearSecrets()).toBe(0);
    const row = await rowOf(id);
    expect(row.totp_secret).toMatch(/^sealed:/);
    expect(row.totp_pending).toBe(pending);
    expect(await signInStatus('upgraded', clearSecret)).toBe(200);
  });

  it('is refused by the database in clear', async () => {
    const { id } = await bound('constrained');
    const write = db.kysely.updateTable('staff').set({ totp_secret: clearSecret }).where('id', '=', id);
    await expect(write.execute()).rejects.toThrow('staff_second_factor_sealed');
  });
});
