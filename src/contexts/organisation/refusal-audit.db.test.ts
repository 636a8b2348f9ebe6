import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { AppError } from '../../platform/app-error.ts';
import { transaction } from '../../platform/database/database.ts';
import { recordAudit } from '../log/service.ts';
import { addRefusalAudit, notingRefusals } from './refusal-audit.ts';
import { actorOf } from './session-hook.ts';
import { staffApi } from './staff-api.fixture.ts';

const db = await testDatabase();
const api = await staffApi(db, {
  before: (app, { clock }) => {
    addRefusalAudit(app, { db, clock, recordAudit, subjectKinds: { staff: 'staff' } });
    const audit = notingRefusals(recordAudit);
    app.post('/api/self-recording', async request => {
      const actor = actorOf(request);
      const entry = { at: clock.now(), actor, command: 'own.line', subjectKind: 'x', subjectId: 'y' };
      await transaction(db, trx => audit(trx, { ...entry, outcome: 'refused', detail: {} }));
      throw new AppError('not-allowed');
    });
  },
});

const someone = '00000000-0000-4000-8000-000000000001';

async function refusals() {
  const rows = await db.kysely
    .selectFrom('audit_event')
    .selectAll()
    .where('outcome', '=', 'refused')
    .orderBy('id')
    .execute();
  return rows.map(row => `${row.staff_name} ${row.command} ${row.subject_kind} ${row.subject_id}`);
}

describe('GB/T 22239-2019 8.1.4.3: who tried what they may not', () => {
  it('is in the audit trail with the command and the thing, once a minute', async () => {
    const finance = api.browser();
    const { unitId } = await finance.signIn('finance');
    const { staffId } = await api.browser().signIn('office');
    const attempt = (id: string) => finance.send('POST', `/api/staff/${id}/disable`);
    const wish = { username: 'x1', name: 'x', unitId, roles: ['drafter'], password: 'Probe-4711-xy' };
    for (let i = 0; i < 5; i += 1) expect((await attempt(staffId)).status).toBe(403);
    expect((await finance.send('POST', '/api/staff', wish)).status).toBe(403);
    const lines = [`演示·财务科 staff.disable staff ${staffId}`, '演示·财务科 staff.create staff -'];
    expect(await refusals()).toEqual(lines);
    api.clock.set('2019-06-10T09:01:00+08:00');
    await attempt(staffId);
    expect(await refusals()).toEqual([...lines, lines[0]]);
  });

  it('writes nothing for a question: a GET never writes', async () => {
    const before = await refusals();
    const finance = api.browser();
    await finance.signIn('finance');
    expect((await finance.send('GET', '/api/staff')).status).toBe(403);
    expect(await refusals()).toEqual(before);
  });

  it('writes nothing for what is refused for another reason, or for something that is not there', async () => {
    const before = await refusals();
    const administrator = api.browser();
    const { staffId } = await administrator.signIn('administrator');
    expect((await administrator.send('POST', `/api/staff/${staffId}/disable`)).status).toBe(409);
    expect((await administrator.send('POST', `/api/staff/${someone}/disable`)).status).toBe(404);
    expect(await refusals()).toEqual(before);
  });

  it('is written once where the use case writes its own line', async () => {
    const before = await refusals();
    const office = api.browser();
    await office.signIn('office');
    expect((await office.send('POST', '/api/self-recording')).status).toBe(403);
    expect(await refusals()).toEqual([...before, '演示·办公室 own.line x y']);
  });

  it('does not fill the trail when a script tries everything', async () => {
    api.clock.set('2019-06-10T09:30:00+08:00');
    const before = (await refusals()).length;
    const county = api.browser();
    await county.signIn('county-a');
    for (let no = 0; no < 60; no += 1) {
      const unitId = `unit-${no}`;
      const body = { username: `x${no}`, name: 'x', unitId, roles: ['drafter'], password: 'Probe-4711-xy' };
      await county.send('POST', '/api/staff', body);
      await county.send('PATCH', `/api/staff/${someone.slice(0, -2)}${no + 10}`, {});
      api.clock.set(`2019-06-10T09:30:00.${String(no + 100)}+08:00`);
    }
    for (let no = 0; no < 60; no += 1) await county.send('POST', `/api/delegations/${no}/revoke`, {});
    expect((await refusals()).length - before).toBeLessThanOrEqual(30);
  });
});
