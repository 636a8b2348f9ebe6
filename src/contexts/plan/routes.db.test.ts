import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { AppError } from '../../platform/app-error.ts';
import { makeHttpServer } from '../../platform/http/kit.ts';
import type { Actor } from '../organisation/contract.ts';
import { emptyLedger, leafOf, leaves, ledgerOn, organisation, people } from './ledger.fixture.ts';
import { planRoutes } from './routes.ts';

const db = await testDatabase();
const clock = fixedClock('2019-05-27T09:00:00+08:00');
const { plan, ports } = await ledgerOn(db, clock);
const app = await makeHttpServer({ logger: false });

/** Signing in belongs to another context: here a header names the person. */
function actorOf(request: { headers: Record<string, unknown> }): Actor {
  const who = people[request.headers['x-person'] as keyof typeof people];
  if (who === undefined) throw new AppError('not-signed-in');
  return who;
}
planRoutes(app, {
  plan,
  actorOf,
  authorise: (request, command) => {
    const actor = actorOf(request);
    if (!ports.may(actor, command).allowed) throw new AppError('not-allowed');
    return actor;
  },
});
afterAll(() => app.close());
beforeEach(() => emptyLedger(db));

type Person = keyof typeof people | 'nobody';

async function call(person: Person, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) {
  const headers = { 'x-person': person };
  const reply = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: reply.statusCode, body: reply.json() };
}

async function upload(name: string, bytes: Buffer | string) {
  const boundary = 'test-boundary';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  const payload = Buffer.concat([
    Buffer.from(head),
    Buffer.from(bytes),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const reply = await app.inject({
    method: 'POST',
    url: '/api/plans/parse',
    headers: { 'x-person': 'manager', 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  });
  return { status: reply.statusCode, body: reply.json() };
}

const newPlan = (given: object = {}) => ({
  year: 2019,
  title: '云溪市民政局2019年政务公开工作实施方案',
  startsOn: '2019-05-26',
  leaves,
  ...given,
});

const text = `云溪市民政局2019年政务公开工作实施方案
一、主要任务
(一)社会救助信息。按季度公开低保对象人数。(责任科室:救助科)
(二)三公经费信息。公开三公经费。(责任科室:财务科、党建办)`;

describe('POST /api/plans/parse', () => {
  it('answers leaves with owners, and stores nothing', async () => {
    const { status, body } = await upload('plan.txt', text);
    expect(status).toBe(200);
    const found = body.leaves.map((leaf: { id: string; owners: string[]; cadence: string }) => [
      leaf.id,
      leaf.owners,
      leaf.cadence,
    ]);
    expect(found).toEqual([
      ['1.1', ['assistance'], 'quarterly'],
      ['1.2', ['finance', 'party-building'], 'on-event'],
    ]);
    expect(body.sourceText).toContain('主要任务');
    expect((await call('manager', 'GET', '/api/plans')).body.rows).toEqual([]);
  });

  it('reads a plan in which a number stands twice', async () => {
    const { status, body } = await upload('plan.txt', text.replace('(二)', '(一)'));
    expect([status, body.leaves.map((leaf: { id: string }) => leaf.id)]).toEqual([200, ['1.1', '1.1.2']]);
  });

  it('reads a plan in GB18030 and says that it guessed', async () => {
    const { status, body } = await upload('plan.txt', iconv.encode(text, 'gb18030'));
    expect([status, body.leaves.length]).toEqual([200, 2]);
    expect(body.warnings.length).toBeGreaterThan(0);
  });

  it('says of a text without numbering that it has none', async () => {
    const { status, body } = await upload('plan.txt', '各单位要做好公开工作。\n请认真落实。');
    expect([status, body.leaves]).toEqual([200, []]);
    expect(body.warnings[0].message).toMatch(/编号|序号|条目/);
  });

  it('refuses what is no office file, and a request without a file', async () => {
    const zip = await upload('plan.docx', Buffer.from('PK\u0003\u0004 not a document'));
    expect(zip.status).toBeGreaterThanOrEqual(400);
    expect(zip.status).toBeLessThan(500);
    expect((await call('manager', 'POST', '/api/plans/parse', {})).body.code).toBe('bad-input');
  });
});

describe('Plans over HTTP', () => {
  it('draft, correct, confirm', async () => {
    const made = await call('manager', 'POST', '/api/plans', newPlan());
    expect([made.status, made.body.state, made.body.leaves.length]).toEqual([201, 'draft', 4]);
    const address = `/api/plans/${made.body.id}`;
    const corrected = await call('manager', 'PATCH', address, { revision: 1, title: '改' });
    expect([corrected.body.title, corrected.body.revision]).toEqual(['改', 2]);
    const stale = await call('manager', 'PATCH', address, { revision: 1, title: '晚了' });
    expect([stale.status, stale.body.code]).toEqual([409, 'edited-meanwhile']);
    const preview = await call('manager', 'GET', `${address}/preview`);
    expect([preview.status, preview.body.created, preview.body.revision]).toEqual([200, 13, 2]);
    const confirmed = await call('manager', 'POST', `${address}/confirm`);
    expect([confirmed.status, confirmed.body.state]).toEqual([200, 'confirmed']);
    const again = await call('manager', 'POST', `${address}/confirm`);
    expect([again.status, again.body.code, again.body.reasons[0].code]).toEqual([
      409,
      'refused',
      'plan-not-draft',
    ]);
  });

  it('a broken body is refused with every problem', async () => {
    const { status, body } = await call('manager', 'POST', '/api/plans', {
      year: 19,
      title: '',
      startsOn: 'gestern',
      leaves: [],
    });
    expect([status, body.code, body.problems.length]).toEqual([400, 'bad-input', 3]);
  });

  it('who is not signed in, has no right, or asks for what is not there', async () => {
    expect((await call('nobody', 'GET', '/api/plans')).status).toBe(401);
    expect((await call('finance', 'POST', '/api/plans', newPlan())).status).toBe(403);
    expect((await call('manager', 'GET', '/api/plans/none')).status).toBe(404);
    expect((await call('manager', 'GET', `/api/duties/${people.east.staffId}`)).status).toBe(404);
  });

  it("a county imports and confirms its own plan, whose duties are the county's", async () => {
    const own = [
      leafOf({ id: '1.1', owners: [], lead: ['本局'], cadence: 'annual', deadline: { kind: 'year-end' } }),
    ];
    const made = await call('east', 'POST', '/api/plans', newPlan({ leaves: own }));
    expect([made.body.unitId, made.body.warnings.length]).toEqual(['county-east', 1]);
    const refused = await call('east', 'POST', `/api/plans/${made.body.id}/confirm`);
    expect(refused.body.reasons.map((each: { code: string }) => each.code)).toEqual(['owner-missing']);
    const named = [{ ...own[0], owners: ['county-east'] }];
    await call('east', 'PATCH', `/api/plans/${made.body.id}`, { revision: 1, leaves: named });
    await call('east', 'POST', `/api/plans/${made.body.id}/confirm`);
    const { body } = await call('east', 'GET', '/api/my/duties');
    expect(body.rows.map((row: { leafId: string; dueOn: string }) => [row.leafId, row.dueOn])).toEqual([
      ['1.1', '2019-12-31'],
    ]);
  });
});

describe('Duties over HTTP', () => {
  beforeEach(async () => {
    const made = await call('manager', 'POST', '/api/plans', newPlan());
    await call('manager', 'POST', `/api/plans/${made.body.id}/confirm`);
  });

  it('list, detail, proof, not applicable', async () => {
    const list = await call('east', 'GET', '/api/duties?leaf=5.3');
    const [row] = list.body.rows;
    const detail = await call('east', 'GET', `/api/duties/${row.id}`);
    expect(detail.body.permissions['duty.prove']).toEqual({ allowed: true, reasons: [] });
    expect(detail.body.explanation.steps.length).toBeGreaterThan(0);
    const proof = { elements: [1], words: '方案已印发', provedOn: '2019-05-27' };
    const proved = await call('east', 'POST', `/api/duties/${row.id}/proofs`, proof);
    expect([proved.status, proved.body.state]).toEqual([200, 'met']);
    const asked = await call('manager', 'POST', `/api/duties/${row.id}/ask-not-applicable`, {
      reason: '已经完成的事项',
    });
    expect(asked.body.reasons[0].code).toBe('duty-met');
  });

  it('a request is refused with a reason, and evidence is added with a file or an address', async () => {
    const [row] = (await call('finance', 'GET', '/api/my/duties')).body.rows;
    const address = `/api/duties/${row.id}`;
    await call('finance', 'POST', `${address}/ask-not-applicable`, { reason: '本年度无此项支出' });
    const silent = await call('manager', 'POST', `${address}/refuse-not-applicable`, { reason: '  ' });
    expect([silent.status, silent.body.problems[0].where]).toEqual([400, 'reason']);
    const body = { reason: '本年度有公务接待支出' };
    const refused = await call('manager', 'POST', `${address}/refuse-not-applicable`, body);
    expect([refused.status, refused.body.notApplicableRefused.reason]).toEqual([200, body.reason]);
    const evidence = {
      channel: '微博',
      postedOn: '2019-05-27',
      words: '官方微博发布',
    };
    const bare = await call('finance', 'POST', `${address}/evidence`, evidence);
    expect([bare.status, bare.body.reasons[0].code]).toEqual([409, 'evidence-missing']);
    const script = await call('finance', 'POST', `${address}/evidence`, {
      ...evidence,
      address: 'javascript:alert(1)',
    });
    expect([script.status, script.body.problems[0].where]).toEqual([400, 'address']);
    const full = { ...evidence, address: 'https://weibo.example.cn/1' };
    expect((await call('finance', 'POST', `${address}/evidence`, full)).status).toBe(201);
    const list = await call('finance', 'GET', `${address}/evidence`);
    expect(list.body.rows.map((each: { channel: string }) => each.channel)).toEqual(['微博']);
    expect((await call('east', 'POST', `${address}/evidence`, full)).status).toBe(403);
    expect((await call('nobody', 'GET', `${address}/evidence`)).status).toBe(401);
  });

  it('an event, and the board after it', async () => {
    const raised = await call('manager', 'POST', '/api/duty-events', {
      leafId: '2.1',
      unitId: 'office',
      occurredOn: '2019-05-20',
      words: '印发通知',
    });
    expect(raised.body.dutyIds).toHaveLength(1);
    const board = await call('manager', 'GET', '/api/board?year=2019');
    expect(board.body.total.total).toBe(14);
    expect(board.body.byCounty).toHaveLength(
      organisation.units.filter(unit => unit.kind === 'county').length,
    );
  });

  it('reading writes nothing', async () => {
    const size = async () =>
      (
        await db.kysely
          .selectFrom('audit_event')
          .select(({ fn }) => fn.countAll().as('n'))
          .execute()
      )[0]?.n;
    const before = await size();
    for (const url of ['/api/plans', '/api/duties', '/api/board', '/api/my/duties'])
      expect((await call('manager', 'GET', url)).status).toBe(200);
    expect(await size()).toBe(before);
  });
});

describe('The sample plans of the repository', () => {
  it.each(['outline.txt'])(
    '%s can be imported and confirmed once a person has named the owners',
    async name => {
      const bytes = await readFile(new URL(`../../../tests/samples/plans/${name}`, import.meta.url));
      const { body } = await upload(name, bytes);
      const complete = body.leaves.map((leaf: object) => ({ ...leaf, owners: ['office'] }));
      const made = await call('manager', 'POST', '/api/plans', newPlan({ leaves: complete }));
      const confirmed = await call('manager', 'POST', `/api/plans/${made.body.id}/confirm`);
      expect(confirmed.body.state).toBe('confirmed');
    },
  );
});
