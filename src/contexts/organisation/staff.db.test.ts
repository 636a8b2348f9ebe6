import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import type { DelegationView, StaffView, Unit } from './contract.ts';
import { type ApiAnswer, makeAccount, samplePack, staffApi } from './staff-api.fixture.ts';

const db = await testDatabase();
const api = await staffApi(db);
const codeOf = (answer: ApiAnswer) => (answer.body as { code?: string }).code;
const reasonsOf = (answer: ApiAnswer) =>
  ((answer.body as { reasons?: { code: string }[] }).reasons ?? []).map(each => each.code);

async function signedIn(username: string, password?: string) {
  const browser = api.browser();
  await browser.signIn(username, password);
  return browser;
}

const newcomer = {
  username: 'newcomer',
  name: '演示·新人',
  unitId: 'finance',
  post: '科员',
  roles: ['drafter'],
  password: 'Probe-4711-xy',
};

describe('Units from the pack', () => {
  it('are listed in the order of the pack, with what the pack says', async () => {
    const browser = await signedIn('finance');
    const { body } = await browser.send<Unit[]>('GET', '/api/units');
    expect(body.map(each => each.id)).toEqual(['bureau', 'office', 'finance', 'county-a']);
    expect(body[2]).toEqual({
      id: 'finance',
      kind: 'section',
      name: '财务科',
      shortName: '财务科',
      aliases: ['规划财务科'],
      parentId: 'bureau',
      regionCode: null,
      isStatutoryRegion: null,
      creditCode: null,
      position: 2,
      active: true,
    });
  });

  it('become inactive when they are gone from the pack, come back with it, and cost nothing when all is the same', async () => {
    const smaller = {
      ...samplePack,
      units: samplePack.units
        .filter(unit => unit.id !== 'county-a')
        .map(unit => (unit.id === 'office' ? { ...unit, name: '局办公室' } : unit))
        .reverse(),
    };
    const other = await staffApi(db, { deps: { pack: smaller } });
    const state = async () =>
      (await other.organisation.units()).map(unit => [unit.id, unit.name, unit.active]);
    expect(await state()).toContainEqual(['county-a', '甲县民政局', false]);
    expect(await state()).toContainEqual(['office', '局办公室', true]);
    expect(await api.organisation.syncUnits()).toBeGreaterThan(0);
    expect(await state()).toContainEqual(['county-a', '甲县民政局', true]);
    expect(await api.organisation.syncUnits()).toBe(0);
  });
});

describe('Staff', () => {
  it('is made by the administrator and can sign in', async () => {
    const administrator = await signedIn('administrator');
    const made = await administrator.send<StaffView>('POST', '/api/staff', newcomer);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ username: 'newcomer', unitName: '财务科', disabled: false });
    expect(made.body.permissions['staff.change']).toEqual({ allowed: true, reasons: [] });
    expect(JSON.stringify(made.body)).not.toMatch(/argon2|password/);
    expect((await api.browser().signIn('newcomer', newcomer.password)).unitId).toBe('finance');
    const again = await administrator.send('POST', '/api/staff', newcomer);
    expect([again.status, reasonsOf(again)]).toEqual([409, ['username-taken']]);
  });

  it('is told every field that is wrong at once', async () => {
    const administrator = await signedIn('administrator');
    const answer = await administrator.send<{ problems: { where: string }[] }>('POST', '/api/staff', {
      username: 'Bad Name',
      name: '',
      unitId: 'finance',
      roles: [],
      password: 'x',
    });
    expect(answer.status).toBe(400);
    expect(answer.body.problems.map(each => each.where).sort()).toEqual(['name', 'roles', 'username']);
  });

  it.each([
    ['a weak password', { password: 'short' }, 400, 'bad-input'],
    ['a unit that does not exist', { unitId: 'moon' }, 400, 'bad-input'],
    ['a role that does not exist', { roles: ['king'] }, 409, 'refused'],
  ])('is not made with %s', async (_words, wrong, status, code) => {
    const administrator = await signedIn('administrator');
    const answer = await administrator.send('POST', '/api/staff', {
      ...newcomer,
      username: 'unmade',
      ...wrong,
    });
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect(
      await db.kysely.selectFrom('staff').select('id').where('username', '=', 'unmade').execute(),
    ).toEqual([]);
  });

  it('is not for those without the right', async () => {
    const drafter = await signedIn('finance');
    for (const [method, url] of [
      ['GET', '/api/staff'],
      ['POST', '/api/staff'],
    ] as const)
      expect(codeOf(await drafter.send(method, url, method === 'POST' ? newcomer : undefined))).toBe(
        'not-allowed',
      );
    expect(codeOf(await api.browser().send('GET', '/api/staff'))).toBe('not-signed-in');
  });

  it('of other units is closed to the administrator of one unit, and no role may exceed theirs', async () => {
    const county = await signedIn('county-administrator');
    const { body: seen } = await county.send<StaffView[]>('GET', '/api/staff');
    expect(new Set(seen.map(each => each.unitId))).toEqual(new Set(['county-a']));
    const own = { ...newcomer, username: 'county.officer', unitId: 'county-a', roles: ['county-officer'] };
    expect(codeOf(await county.send('POST', '/api/staff', newcomer))).toBe('not-allowed');
    const wider = await county.send('POST', '/api/staff', { ...own, roles: ['secrecy'] });
    expect(reasonsOf(wider)).toEqual(['role-beyond-own']);
    const made = await county.send<StaffView>('POST', '/api/staff', own);
    expect(made.status).toBe(201);
    expect(codeOf(await county.send('PATCH', `/api/staff/${made.body.id}`, { unitId: 'finance' }))).toBe(
      'not-allowed',
    );
    expect(
      reasonsOf(await county.send('PATCH', `/api/staff/${made.body.id}`, { roles: ['administrator'] })),
    ).toEqual(['role-beyond-own']);
    const office = (await (await signedIn('administrator')).send<StaffView[]>('GET', '/api/staff')).body.find(
      each => each.username === 'office',
    )!;
    expect(codeOf(await county.send('PATCH', `/api/staff/${office.id}`, { name: 'x' }))).toBe('not-allowed');
    expect(codeOf(await county.send('POST', `/api/staff/${office.id}/disable`))).toBe('not-allowed');
  });

  it('with wider rights is not in the hands of the administrator of one unit, not even in that unit', async () => {
    const id = await makeAccount(api, { username: 'visitor', unitId: 'county-a', roles: ['administrator'] });
    const county = await signedIn('county-administrator');
    const takeOver = await county.send('PATCH', `/api/staff/${id}`, { password: 'Taken-4711-xy' });
    expect(reasonsOf(takeOver)).toEqual(['role-beyond-own']);
    for (const act of ['disable', 'enable', 'unlock', 'reset-second-factor'])
      expect(reasonsOf(await county.send('POST', `/api/staff/${id}/${act}`))).toEqual(['role-beyond-own']);
    const row = (await county.send<StaffView[]>('GET', '/api/staff')).body.find(each => each.id === id)!;
    expect(Object.values(row.permissions).map(each => each.allowed)).toEqual(Array(5).fill(false));
    await signedIn('visitor', 'Probe-4711-xy');
  });

  it('loses and regains rights from one request to the next', async () => {
    const id = await makeAccount(api, { username: 'changing', unitId: 'finance', roles: ['drafter'] });
    const administrator = await signedIn('administrator');
    const person = await signedIn('changing', 'Probe-4711-xy');
    expect((await person.send('GET', '/api/units')).status).toBe(200);
    const changed = await administrator.send<StaffView>('PATCH', `/api/staff/${id}`, {
      roles: ['county-officer'],
      post: '借调',
    });
    expect(changed.body).toMatchObject({ roles: ['county-officer'], post: '借调', name: '演示·changing' });
    expect(codeOf(await person.send('GET', '/api/units'))).toBe('not-allowed');
  });

  it('that is disabled is out at once and stays out until enabled', async () => {
    const id = await makeAccount(api, { username: 'leaver', unitId: 'finance', roles: ['drafter'] });
    const administrator = await signedIn('administrator');
    const person = await signedIn('leaver', 'Probe-4711-xy');
    expect((await administrator.send<StaffView>('POST', `/api/staff/${id}/disable`)).body.disabled).toBe(
      true,
    );
    expect(codeOf(await person.send('GET', '/api/session'))).toBe('not-signed-in');
    await expect(signedIn('leaver', 'Probe-4711-xy')).rejects.toThrow('sign-in-failed');
    await administrator.send('POST', `/api/staff/${id}/enable`);
    await signedIn('leaver', 'Probe-4711-xy');
  });

  it('that is locked is opened by the administrator', async () => {
    const id = await makeAccount(api, { username: 'fumbler', unitId: 'finance', roles: ['drafter'] });
    for (let i = 0; i < 5; i += 1)
      await api.browser().send('POST', '/api/session', { username: 'fumbler', password: 'x' });
    const administrator = await signedIn('administrator');
    const find = async () =>
      (await administrator.send<StaffView[]>('GET', '/api/staff')).body.find(each => each.id === id)!;
    expect((await find()).lockedUntil).toBe('2019-06-10T01:15:00.000Z');
    await administrator.send('POST', `/api/staff/${id}/unlock`);
    expect((await find()).lockedUntil).toBeNull();
    await signedIn('fumbler', 'Probe-4711-xy');
  });

  it('whose telephone is lost begins anew with the second factor', async () => {
    const id = await makeAccount(api, { username: 'phoneless', unitId: 'office', roles: ['secrecy'] });
    await db.kysely
      .updateTable('staff')
      .set({ totp_secret: 'sealed:AA==', totp_last_step: 1 })
      .where('id', '=', id)
      .execute();
    await expect(signedIn('phoneless', 'Probe-4711-xy')).rejects.toThrow('second-factor-needed');
    const administrator = await signedIn('administrator');
    const reset = await administrator.send<StaffView>('POST', `/api/staff/${id}/reset-second-factor`);
    expect(reset.body.hasSecondFactor).toBe(false);
    const view = await api.browser().signIn('phoneless', 'Probe-4711-xy');
    expect(view.mustEnrolSecondFactor).toBe(true);
  });

  it('is not given by oneself what one may do, nor shut out by oneself', async () => {
    const administrator = await signedIn('administrator');
    const { staffId } = await administrator.signIn('administrator');
    const roles = await administrator.send('PATCH', `/api/staff/${staffId}`, {
      roles: ['administrator', 'secrecy'],
    });
    expect(reasonsOf(roles)).toEqual(['own-account']);
    expect(reasonsOf(await administrator.send('POST', `/api/staff/${staffId}/disable`))).toEqual([
      'own-account',
    ]);
    const { body } = await administrator.send<StaffView[]>('GET', '/api/staff');
    const self = body.find(each => each.id === staffId)!;
    expect(self.permissions['staff.disable']).toMatchObject({
      allowed: false,
      reasons: [{ code: 'own-account' }],
    });
  });

  it('that is not there is not found, whatever the id looks like', async () => {
    const administrator = await signedIn('administrator');
    for (const id of ['1', 'x', '00000000-0000-0000-0000-000000000000'])
      expect((await administrator.send('PATCH', `/api/staff/${id}`, { name: '甲' })).status).toBe(404);
  });

  it('leaves a line in the audit trail for every act, without passwords', async () => {
    const rows = await db.kysely
      .selectFrom('audit_event')
      .selectAll()
      .where('command', 'like', 'staff.%')
      .where('outcome', '=', 'done')
      .execute();
    const commands = new Set(rows.map(row => row.command));
    for (const command of ['create', 'change', 'disable', 'enable', 'unlock', 'reset-second-factor'])
      expect(commands).toContain(`staff.${command}`);
    expect(JSON.stringify(rows)).not.toContain('Probe-4711-xy');
  });
});

describe('Whom to tell', () => {
  it('is who may do it for that unit', async () => {
    const rows = await db.kysely.selectFrom('staff').select(['id', 'username']).execute();
    const names = async (...of: Parameters<typeof api.organisation.staffWhoMay>) => {
      const ids = await api.organisation.staffWhoMay(...of);
      return rows.filter(row => ids.includes(row.id)).map(row => row.username);
    };
    expect(await names('item.sign-secrecy', 'finance')).toContain('secrecy');
    const drafters = await names('item.draft', 'finance');
    expect(drafters).toContain('finance');
    expect(drafters).not.toContain('office');
  });
});

describe('Delegation during leave', () => {
  const during = { fromOn: '2019-06-10', untilOn: '2019-06-14', reason: '年休假' };
  const idOf = async (username: string) =>
    (
      await db.kysely
        .selectFrom('staff')
        .select('id')
        .where('username', '=', username)
        .executeTakeFirstOrThrow()
    ).id;

  it('lets the delegate sign in the giver’s place on those days only, and is revoked by the giver', async () => {
    const giver = await signedIn('secrecy');
    const taker = await signedIn('finance');
    const toStaffId = await idOf('finance');
    const made = await giver.send<DelegationView>('POST', '/api/delegations', { toStaffId, ...during });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ toName: '演示·财务科', state: 'active', revokedAt: null });
    const actor = async () => (await api.organisation.sessions.find(taker.cookie, 'r'))?.actor;
    expect((await actor())?.actsFor).toEqual([
      {
        staffId: await idOf('secrecy'),
        name: '演示·保密审查人',
        unitId: 'office',
        grants: samplePack.roles['secrecy']?.grants,
      },
    ]);
    expect(api.organisation.may((await actor())!, 'item.sign-secrecy', 'finance').allowed).toBe(true);

    const again = await giver.send('POST', '/api/delegations', {
      toStaffId,
      ...during,
      fromOn: '2019-06-14',
    });
    expect(reasonsOf(again)).toEqual(['delegation-overlaps']);

    const list = (await taker.send<DelegationView[]>('GET', '/api/delegations')).body;
    expect(list.map(each => each.id)).toEqual([made.body.id]);
    const foreign = await taker.send('POST', `/api/delegations/${made.body.id}/revoke`);
    expect(reasonsOf(foreign)).toEqual(['not-the-giver']);
    const outsider = await signedIn('office');
    expect((await outsider.send<DelegationView[]>('GET', '/api/delegations')).body).toEqual([]);
    expect((await outsider.send('POST', `/api/delegations/${made.body.id}/revoke`)).status).toBe(404);

    const revoked = await giver.send<DelegationView>('POST', `/api/delegations/${made.body.id}/revoke`);
    expect(revoked.body.state).toBe('revoked');
    expect((await actor())?.actsFor).toEqual([]);
    const twice = await giver.send('POST', `/api/delegations/${made.body.id}/revoke`);
    expect(reasonsOf(twice)).toEqual(['delegation-revoked']);
  });

  it('begins and ends with its days', async () => {
    const giver = await signedIn('secrecy');
    const toStaffId = await idOf('finance');
    const later = { ...during, fromOn: '2019-06-17', untilOn: '2019-06-18' };
    expect((await giver.send('POST', '/api/delegations', { toStaffId, ...later })).status).toBe(201);
    const actsForOn = async (day: string) => {
      api.clock.set(`${day}T00:00:00+08:00`);
      const taker = await signedIn('finance');
      return (await api.organisation.sessions.find(taker.cookie, 'r'))?.actor.actsFor.length;
    };
    expect(await actsForOn('2019-06-16')).toBe(0);
    expect(await actsForOn('2019-06-17')).toBe(1);
    expect(await actsForOn('2019-06-18')).toBe(1);
    expect(await actsForOn('2019-06-19')).toBe(0);
    api.clock.set('2019-06-10T09:00:00+08:00');
  });

  it('made twice at once is made once', async () => {
    const giver = await signedIn('secrecy');
    const toStaffId = await idOf('finance');
    const wish = { toStaffId, ...during, fromOn: '2019-07-01', untilOn: '2019-07-05' };
    const both = await Promise.all([1, 2].map(() => giver.send('POST', '/api/delegations', wish)));
    expect(both.map(each => each.status).sort()).toEqual([201, 409]);
  });

  it('shows who can be chosen', async () => {
    const giver = await signedIn('secrecy');
    const { body } = await giver.send<{ name: string }[]>('GET', '/api/colleagues');
    expect(body.map(each => each.name)).toContain('演示·财务科');
    expect(body.map(each => each.name)).not.toContain('演示·保密审查人');
  });
});
