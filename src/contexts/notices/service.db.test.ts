import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { transaction } from '../../platform/database/database.ts';
import { staffApi } from '../organisation/staff-api.fixture.ts';
import type { MessageView } from './contract.ts';
import { noticesRoutes } from './routes.ts';
import { createNotices, type Notices } from './service.ts';

const db = await testDatabase();
let notices!: Notices;
const api = await staffApi(db, {
  more: (app, { clock, organisation }) => {
    notices = createNotices({ db, clock, ...organisation });
    noticesRoutes(app, { notices });
  },
});

const letter = {
  kind: 'probe',
  title: '期限变动',
  body: '请查看。',
  link: '/duties/1',
  at: new Date('2019-06-10T01:00:00Z'),
};

async function inbox(username: string): Promise<MessageView[]> {
  const browser = api.browser();
  await browser.signIn(username);
  return (await browser.send<MessageView[]>('GET', '/api/my/messages')).body;
}

async function titles(username: string): Promise<string[]> {
  return (await inbox(username)).map(each => each.title);
}

describe('Messages to staff', () => {
  it('reach the people of a unit who may act, and nobody else', async () => {
    const told = await transaction(db, trx =>
      notices.tell(trx, { ...letter, title: '给财务科', unitId: 'finance', command: 'item.draft' }),
    );
    expect(told).toBe(1);
    expect(await titles('finance')).toEqual(['给财务科']);
    expect(await titles('office')).toEqual([]);
  });

  it('reach whoever may for the unit, where the unit has nobody', async () => {
    await transaction(db, trx =>
      notices.tell(trx, { ...letter, title: '代为处理', unitId: 'bureau', command: 'staff.change' }),
    );
    expect(await titles('administrator')).toEqual(['代为处理']);
    expect(await titles('county-administrator')).toEqual([]);
  });

  it('for a reviewer on leave reach the delegate too', async () => {
    const giver = api.browser();
    await giver.signIn('secrecy');
    const colleagues = (await giver.send<{ id: string; name: string }[]>('GET', '/api/colleagues')).body;
    const toStaffId = colleagues.find(each => each.name === '演示·办公室')!.id;
    const days = { fromOn: '2019-06-10', untilOn: '2019-06-10', reason: '出差' };
    await giver.send('POST', '/api/delegations', { toStaffId, ...days });
    await transaction(db, trx =>
      notices.tell(trx, { ...letter, title: '待审', command: 'item.sign-secrecy', ownerUnitId: 'finance' }),
    );
    expect(await titles('secrecy')).toEqual(['待审']);
    expect(await titles('office')).toEqual(['待审']);
  });

  it('vanish with the transaction that failed', async () => {
    await expect(
      transaction(db, async trx => {
        await notices.tell(trx, { ...letter, title: '不应出现', unitId: 'finance', command: 'item.draft' });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await titles('finance')).not.toContain('不应出现');
  });

  it('are marked as read by their owner, once', async () => {
    const browser = api.browser();
    await browser.signIn('finance');
    const [message] = await inbox('finance');
    expect(message?.readAt).toBeNull();
    const first = await browser.send<MessageView>('POST', `/api/my/messages/${message!.id}/read`);
    expect(first.body.readAt).toBe('2019-06-10T01:00:00.000Z');
    api.clock.set('2019-06-10T09:05:00+08:00');
    const again = await browser.send<MessageView>('POST', `/api/my/messages/${message!.id}/read`);
    expect(again.body.readAt).toBe('2019-06-10T01:00:00.000Z');
    const stranger = api.browser();
    await stranger.signIn('office');
    expect((await stranger.send('POST', `/api/my/messages/${message!.id}/read`)).status).toBe(404);
    expect((await stranger.send('POST', '/api/my/messages/x/read')).status).toBe(404);
  });

  it('are nobody’s to read without signing in', async () => {
    expect((await api.browser().send('GET', '/api/my/messages')).status).toBe(401);
  });
});

describe('Reminders', () => {
  const cause = { caseKind: 'duty', caseId: 'd1', kind: 'due-soon', dueOn: '2019-06-12' };
  const reminder = { ...letter, title: '即将到期', unitId: 'county-a', command: 'item.draft' } as const;
  const remind = (changed = {}) =>
    transaction(db, trx => notices.remindOnce(trx, { ...cause, ...changed }, reminder));

  it('are sent once per cause, however often and however many at once the sweep asks', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => remind()));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await remind()).toBe(false);
    expect(await titles('county-a')).toEqual(['即将到期']);
  });

  it('are sent again when the date has moved, and for another kind', async () => {
    expect(await remind({ dueOn: '2019-06-13' })).toBe(true);
    expect(await remind({ kind: 'late' })).toBe(true);
    expect(await titles('county-a')).toHaveLength(3);
  });

  it('may be noted without a message, for who tells in another way', async () => {
    const noted = { ...cause, caseId: 'd2', at: new Date('2019-06-10T01:00:00Z') };
    expect(await transaction(db, trx => notices.remindOnce(trx, noted))).toBe(true);
    expect(await transaction(db, trx => notices.remindOnce(trx, noted))).toBe(false);
    expect(await titles('county-a')).toHaveLength(3);
  });
});
