import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { decisionContent } from '../../src/contexts/enforcement/contract.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { behindTheBack } from './database.ts';
import { chain, notice, submitted } from './item-path.ts';
import { type Answer, type Json, type Officer, saying, staffOf, visit } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';

/** docs/authorisation.md, cell by cell: what the page says is what the server does. */

const page = readFileSync(fileURLToPath(new URL('../../docs/authorisation.md', import.meta.url)), 'utf8');

interface Row {
  readonly command: string;
  readonly cells: ReadonlyMap<string, 'every' | 'own' | '–'>;
}

/** The table under “Commands”. */
function matrixOf(text: string): Row[] {
  const lines = text
    .slice(text.indexOf('## Commands'))
    .split('\n')
    .filter(line => line.startsWith('| '));
  const cellsOf = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim().replaceAll('`', ''));
  const roles = cellsOf(lines[0] ?? '').slice(2);
  return lines
    .slice(1)
    .filter(line => line.startsWith('| `'))
    .map(line => {
      const [command = '', , ...reaches] = cellsOf(line);
      const cells = roles.map((role, at) => [role, reaches[at] as 'every' | 'own' | '–'] as const);
      return { command: command.replace(' †', ''), cells: new Map(cells) };
    });
}

const matrix = matrixOf(page);
const roles = [...(matrix[0]?.cells.keys() ?? [])];
/** The demo account that has this role and no other. */
const accounts: Readonly<Record<string, string>> = { drafter: 'finance', 'county-officer': 'county-dafang' };

/** A unit whose things are tried, and the things themselves. */
interface Things {
  readonly unit: string;
  readonly item: string;
  readonly duty: string;
  readonly plan: string;
  readonly request: string;
  readonly channelTask: string;
  readonly activity: string;
  /** A service guide that says nothing yet. */
  readonly guide: string;
  /** An enforcement decision that was recorded. */
  readonly decision: string;
  /** A stage of a project that was recorded. */
  readonly stage: string;
  /** A random inspection that is planned. */
  readonly inspection: string;
  /** A statistical table under way, of which the unit fills a part; a data set of its own where it has one. */
  readonly edition: string;
  readonly staffId: string;
}

interface Cell {
  readonly officer: Officer;
  readonly role: string;
  /** Of the officer's own unit, or of another. */
  readonly things: Things;
  readonly isOwn: boolean;
}

type Probe = (cell: Cell) => Promise<Answer>;

const anyDigest = '0'.repeat(64);
const posted = { channel: '公告栏', postedOn: '2019-06-03', words: '在一楼大厅张贴' };
/** Without anything that shows it, so that it is never kept. */
const anUpdate = { rule: 'news', updatedOn: '2019-06-03', words: '发布通知' };
let unique = 0;

const onItem =
  (command: string, body?: Record<string, unknown>): Probe =>
  ({ officer, things }) =>
    officer.post(`/api/items/${things.item}/${command}`, body);

const onDuty =
  (command: string, body?: Record<string, unknown>): Probe =>
  ({ officer, things }) =>
    officer.post(`/api/duties/${things.duty}/${command}`, body);

const onTask =
  (command: string, body?: Record<string, unknown>): Probe =>
  ({ officer, things }) =>
    officer.post(`/api/channel-tasks/${things.channelTask}/${command}`, body);

const onEdition =
  (command: string): Probe =>
  ({ officer, things }) =>
    officer.post(`/api/datasets/editions/${things.edition}/${command}`, {});

const onRequest =
  (command: string, body?: Record<string, unknown>): Probe =>
  ({ officer, things }) =>
    officer.post(`/api/requests/${things.request}/${command}`, body);

/** There is one report a year, the bureau's, and the disclosure office answers for it: its drafters have it as their own. */
const onReport =
  (act: (officer: Officer) => Promise<Answer>): Probe =>
  async ({ officer, role, isOwn }) =>
    act(role === 'drafter' && isOwn ? await staff('info-centre') : officer);

function ownReplyStep(role: string): string {
  const steps = ['legality', 'secrecy', 'approval'];
  const signs = (step: string) =>
    matrix.find(row => row.command === `request.sign-${step}`)?.cells.get(role) !== '–';
  return steps.find(signs) ?? 'legality';
}

const signReply = (step: string) => onRequest('sign-reply', { step, digest: anyDigest });

const sign = (step: string) => onItem('sign', { step, digest: anyDigest });

/** A role that signs a step returns at that step. */
function ownStep(role: string): string {
  return (
    chain.find(step => matrix.find(row => row.command === `item.sign-${step}`)?.cells.get(role) !== '–') ??
    'statistics'
  );
}

function delegationFrom({ isOwn, officer }: Cell): Promise<string> {
  return behindTheBack(product.folder, async client => {
    const { rows } = await client.query(
      `insert into delegation (from_staff_id, to_staff_id, from_on, until_on, reason, created_at)
       select f.id, t.id, '2019-07-01', '2019-07-02', '休假', now() from staff f, staff t
       where f.username = $1 and t.username = 'assistance' returning id`,
      [isOwn ? officer.username : 'welfare'],
    );
    return rows[0].id;
  });
}

const probes: Readonly<Record<string, Probe>> = {
  'unit.read': ({ officer }) => officer.get('/api/units'),
  'staff.read': ({ officer }) => officer.get('/api/staff'),
  'staff.create': ({ officer, things }) => {
    unique += 1;
    const body = { name: '演示·新人', unitId: things.unit, roles: ['drafter'], password: 'Probe-4711-xyz' };
    return officer.post('/api/staff', { ...body, username: `probe-${unique}` });
  },
  'staff.change': ({ officer, things }) => officer.patch(`/api/staff/${things.staffId}`, { post: '科员' }),
  'staff.disable': ({ officer, things }) => officer.post(`/api/staff/${things.staffId}/disable`),
  'delegation.create': async ({ officer }) => {
    const toStaffId = (await staff('assistance')).session.staffId;
    return officer.post('/api/delegations', {
      toStaffId,
      fromOn: '2019-06-02',
      untilOn: '2019-06-01',
      reason: '休假',
    });
  },
  'delegation.revoke': async cell =>
    cell.officer.post(`/api/delegations/${await delegationFrom(cell)}/revoke`),
  'audit.read': ({ officer }) => officer.get('/api/audit'),
  'calendar.read': ({ officer }) => officer.get('/api/calendar'),
  'calendar.import': ({ officer }) =>
    officer.post('/api/calendar/notices', {
      year: 2004,
      title: '关于2004年放假的通知',
      source: '测试',
      holidays: [],
    }),
  'plan.read': ({ officer, things }) => officer.get(`/api/plans/${things.plan}`),
  'plan.import': ({ officer, things }) => officer.post('/api/plans', planOf(things.unit)),
  'plan.edit': ({ officer, things }) =>
    officer.patch(`/api/plans/${things.plan}`, { revision: 999, title: '改' }),
  'plan.confirm': ({ officer, things }) => officer.post(`/api/plans/${things.plan}/confirm`),
  'duty.read': ({ officer, things }) => officer.get(`/api/duties/${things.duty}`),
  'duty.prove': onDuty('proofs', { elements: [9999], words: '见公告栏', provedOn: '2019-06-03' }),
  'duty.raise': ({ officer, things }) =>
    officer.post('/api/duty-events', {
      leafId: '3.2.2',
      unitId: things.unit,
      occurredOn: '2019-06-03',
      words: '测试事项',
      elements: [9999],
    }),
  'duty.ask-not-applicable': onDuty('ask-not-applicable', { reason: '本年度没有此类事项' }),
  'duty.approve-not-applicable': onDuty('approve-not-applicable'),
  'duty.refuse-not-applicable': onDuty('refuse-not-applicable', { reason: '本年度有此类事项' }),
  'item.read': ({ officer, things }) => officer.get(`/api/items/${things.item}`),
  'item.draft': ({ officer, things }) => officer.post('/api/items', notice({ ownerUnitId: things.unit })),
  'item.submit': onItem('submit'),
  'item.recall': onItem('recall'),
  'item.sign-statistics': sign('statistics'),
  'item.sign-legality': sign('legality'),
  'item.sign-secrecy': sign('secrecy'),
  'item.sign-approval': sign('approval'),
  'item.sign-filing': sign('filing'),
  'item.return': cell =>
    onItem('return', { step: ownStep(cell.role), digest: anyDigest, reasons: ['请核对数据'] })(cell),
  'item.skip-step': onItem('skip', { step: 'statistics', digest: anyDigest, reason: '不含统计数据' }),
  'item.release': onItem('release', { digest: anyDigest }),
  'item.unschedule': onItem('unschedule'),
  'item.amend': onItem('amend'),
  'item.withdraw': onItem('withdraw', { kind: 'published-in-error', reason: '数据有误，予以撤下' }),
  'item.import': ({ officer }) => officer.get('/api/imports'),
  'item.discard': onItem('discard'),
  'package.confirm': ({ officer, things }) =>
    officer.post(`/api/packages/${things.item}/members/${things.item}/confirm`, {
      policyDigest: anyDigest,
      digest: anyDigest,
    }),
  'package.exempt': ({ officer, things }) =>
    officer.post(`/api/packages/${things.item}/exempt`, { reason: '内部议事规则，不涉及群众办事' }),
  'gate.override': onItem('override', { digest: anyDigest, rule: 'resident-id', reason: '已经当事人同意' }),
  'evidence.add': onDuty('evidence', posted),
  'channel.post': onTask('post', { postedOn: '2019-12-31' }),
  'channel.confirm': onTask('confirm', { words: '收到原件' }),
  'channel.retry': onTask('retry'),
  'channel.activity': ({ officer, things }) =>
    officer.post(`/api/channel-activities/${things.activity}/hold`),
  'outlet.record': ({ officer, things }) =>
    officer.post(`/api/outlets/probe-${things.unit}/updates`, anUpdate),
  'site.check': ({ officer }) => officer.post('/api/site-checks', {}),
  'request.read': ({ officer, things }) => officer.get(`/api/requests/${things.request}`),
  'request.read-identity': onRequest('look'),
  'request.register': onRequest('confirm-receipt', { on: '2019-06-03' }),
  'request.assign': onRequest('assign', { unitId: 'finance', dueOn: '2019-01-02' }),
  'request.handle': onRequest('record-search', { where: '档案', words: '低保', finding: '没有检索到' }),
  'request.ask-extension': onRequest('ask-extension', { workingDays: 5, reason: '需要逐项核对' }),
  'request.approve-extension': onRequest('approve-extension'),
  'request.refuse-extension': onRequest('refuse-extension', { reason: '可以按期答复' }),
  'request.sign-legality': signReply('legality'),
  'request.sign-secrecy': signReply('secrecy'),
  'request.sign-approval': signReply('approval'),
  'request.return-reply': cell =>
    onRequest('return-reply', { step: ownReplyStep(cell.role), digest: anyDigest, reasons: ['请核对'] })(
      cell,
    ),
  'request.deliver': onRequest('deliver', { way: 'electronic', on: '2019-06-03' }),
  'request.archive': onRequest('archive'),
  'request.record-dispute': onRequest('add-dispute', {
    kind: 'reconsideration',
    filedOn: '2019-06-03',
    organ: '某市人民政府',
  }),
  'request.charge-fee': onRequest('notify-fee', { on: '2019-06-03', units: 40 }),
  'power.edit': ({ officer, things }) => {
    unique += 1;
    const body = {
      sort: 'licence',
      code: `PROBE-${unique}`,
      name: '测试事项',
      unitId: things.unit,
      content: {},
    };
    return officer.post('/api/powers/records', body);
  },
  'power.propose': ({ officer, things }) =>
    officer.post(`/api/powers/lists/guide:${things.guide}/propose`, {}),
  'enforcement.edit': ({ officer, things }) => {
    unique += 1;
    const body = { ...someDecision, unitId: things.unit, documentNo: `测试罚〔2019〕${unique}号` };
    return officer.post('/api/enforcement/decisions', body);
  },
  'enforcement.propose': ({ officer, things }) =>
    officer.post(`/api/enforcement/decisions/${things.decision}/propose`, {}),
  'enforcement.exchange': ({ officer, things }) =>
    officer.post('/api/enforcement/exchange', { kind: 'licence', organ: things.unit }),
  'inspection.edit': ({ officer, things }) => {
    unique += 1;
    const body = { name: `测试检查员${unique}`, certificate: `PROBE-${unique}`, unitId: things.unit };
    return officer.post('/api/inspections/inspectors', body);
  },
  'inspection.draw': ({ officer, things }) =>
    officer.post(`/api/inspections/${things.inspection}/commit`, {}),
  'inspection.record': ({ officer, things }) =>
    officer.put(
      `/api/inspections/${things.inspection}/results/00000000-0000-0000-0000-000000000000`,
      aResult,
    ),
  'inspection.propose': ({ officer, things }) =>
    officer.post(`/api/inspections/${things.inspection}/propose`, { part: 'announcement' }),
  'project.edit': ({ officer, things }) => {
    unique += 1;
    return officer.post('/api/projects', { ...aProject, code: `PROBE-${unique}`, unitId: things.unit });
  },
  'project.propose': ({ officer, things }) =>
    officer.post(`/api/projects/stages/${things.stage}/propose`, {}),
  'register.edit': ({ officer, things }) => {
    unique += 1;
    const body = { ...someEntry, values: { name: `测试${unique}` } };
    return officer.post(`/api/registers/probe-${things.unit}/entries`, body);
  },
  'register.propose': ({ officer, things }) =>
    officer.post(`/api/registers/probe-${things.unit}/propose`, {}),
  'dataset.fill': ({ officer, things }) =>
    officer.post(`/api/datasets/editions/${things.edition}/submit`, { part: 'owner' }),
  'dataset.consolidate': onEdition('consolidate'),
  'dataset.propose': onEdition('propose'),
  'report.read': onReport(officer => officer.get('/api/annual-reports/2019')),
  'report.edit': onReport(officer => officer.put('/api/annual-reports/2019', { revision: 999 })),
  'report.draft-item': onReport(officer => officer.post('/api/annual-reports/2019/draft-item')),
};
/** What concerns oneself or the whole bureau: there is no thing of another unit to try it on. */
const withoutThing = new Set([
  'unit.read',
  'delegation.create',
  'audit.read',
  'calendar.read',
  'calendar.import',
  'site.check',
]);

let pack: PackFolder;
let product: RunningProduct;
let staff: (username: string) => Promise<Officer>;
const thingsOf = new Map<string, Things>();
const otherUnit = 'welfare';

function planOf(unitId: string): Record<string, unknown> {
  return { unitId, year: 2019, title: '测试方案', startsOn: '2019-06-01', leaves: [] };
}

const someRequest = {
  via: 'in-person',
  submittedOn: '2019-06-03',
  applicant: { kind: 'natural-person', name: '测试申请人' },
  wish: { subject: '低保标准制定依据' },
};

/** Things of a unit. What only an officer of the unit could make is made elsewhere and handed over by the back door. */
async function makeThings(unit: string): Promise<Things> {
  const [maker, planner, administrator, clerk] = await Promise.all(
    ['social-affairs', 'plan-manager', 'administrator', 'filing'].map(staff),
  );
  const { id: item } = await submitted(maker!);
  const plan = await planner!.done('POST', '/api/plans', planOf(unit));
  unique += 1;
  const person = {
    username: `thing-${unique}`,
    name: '演示·某人',
    unitId: unit,
    roles: ['drafter'],
    password: 'Probe-4711-xyz',
  };
  const { id: staffId } = await administrator!.done('POST', '/api/staff', person);
  const duty = await behindTheBack(product.folder, async client => {
    await client.query('update document set owner_unit_id = $1 where id = $2', [unit, item]);
    const { rows } = await client.query(
      `insert into duty (plan_id, leaf_id, unit_id, period, trigger_words, trigger_on, due_on, provisional, explanation, required, created_at)
       select plan_id, leaf_id, $1, 'probe', trigger_words, trigger_on, due_on, provisional, explanation, required, created_at
       from duty order by id limit 1 returning id`,
      [unit],
    );
    return rows[0].id as string;
  });
  const { channelTask, activity, guide, decision, inspection, stage } = await channelThings(
    unit,
    item,
    staffId,
  );
  const edition = await editionOf(unit);
  const { id: request } = await clerk!.done('POST', '/api/requests', someRequest);
  await clerk!.done('POST', `/api/requests/${request}/assign`, { unitId: unit, dueOn: '2019-06-05' });
  return {
    unit,
    item,
    duty,
    plan: plan.id,
    request,
    channelTask,
    activity,
    guide,
    decision,
    inspection,
    stage,
    edition,
    staffId,
  };
}

const setsOf: Readonly<Record<string, string>> = { finance: 'three-expenses', [otherUnit]: 'care-homes' };

function editionOf(unit: string): Promise<string> {
  return behindTheBack(product.folder, async client => {
    unique += 1;
    const { rows } = await client.query(
      `with e as (
         insert into dataset_edition (id, dataset_id, period, revision, revision_reason, state, owner_unit_id, created_at, changed_at)
         values (gen_random_uuid(), $1, '2019-05', $2, '测试', 'collecting', $3, now(), now()) returning id
       ), p as (insert into dataset_part (edition_id, part, unit_id) select id, 'owner', $4 from e)
       select id from e`,
      [setsOf[unit] ?? 'three-expenses', 100 + unique, setsOf[unit] === undefined ? 'finance' : unit, unit],
    );
    return rows[0].id as string;
  });
}

/** A task of a notice board and a press conference that lies ahead. */
function channelThings(unit: string, item: string, staffId: string) {
  return behindTheBack(product.folder, async client => {
    const task = await client.query(
      `insert into channel_task (kind, document_id, version_no, channel, state, unit_id, owner_unit_id, title, path, words,
         due_on, is_automatic, created_at, changed_at)
       values ('post', $1, 1, 'notice-board', 'to-do', $2, $2, '通知', '/x.html', '张贴', '2019-06-10', false, now(), now())
       returning id`,
      [item, unit],
    );
    const activity = await client.query(
      `insert into channel_activity (kind, state, unit_id, title, held_at, place, speakers, changed_by, created_at, changed_at)
       values ('interview', 'planned', $1, '访谈', '2019-12-31', '演播室', '负责人', $2, now(), now()) returning id`,
      [unit, staffId],
    );
    const guide = await client.query(
      `insert into power_record (id, sort, code, name, unit_id, content, state, revision, changed_by, changed_by_name, changed_at, created_at)
       values (gen_random_uuid(), 'guide', 'PROBE-' || $1, '测试指南', $1, '{}', 'current', 1, $2, '', now(), now()) returning id`,
      [unit, staffId],
    );
    unique += 1;
    const content = decisionContent.parse({ ...someDecision, unitId: unit });
    const decision = await client.query(
      `insert into enforcement_decision (id, kind, unit_id, document_no, decided_on, content, revision, state, changed_by, changed_by_name, changed_at, created_at)
       values (gen_random_uuid(), 'award', $1, $2, '2019-06-03', $3, 1, 'recorded', $4, '', now(), now()) returning id`,
      [unit, `PROBE-${unique}`, JSON.stringify(content), staffId],
    );
    const inspection = await client.query(
      `insert into inspection_task (id, title, year, month, item_code, unit_id, share_percent, inspectors_per_object, state, changed_by, changed_by_name, changed_at, created_at)
       values (gen_random_uuid(), '测试抽查', 2019, 6, 'PROBE', $1, 5, 2, 'planned', $2, '', now(), now()) returning id`,
      [unit, staffId],
    );
    const project = await client.query(
      `insert into project (id, kind, code, title, unit_id, content, revision, changed_by, changed_by_name, changed_at, created_at)
       values (gen_random_uuid(), 'county-fund', $1, '测试项目', $2, $3, 1, $4, '', now(), now()) returning id`,
      [`PROBE-STAGE-${unique}`, unit, JSON.stringify({ ...aProject, unitId: unit }), staffId],
    );
    const stage = await client.query(
      `insert into project_stage (id, project_id, no, stage, happened_on, content, revision, state, changed_by, changed_by_name, changed_at)
       values (gen_random_uuid(), $1, 1, 'approval', '2019-06-03', $2, 1, 'recorded', $3, '', now()) returning id`,
      [project.rows[0].id, JSON.stringify({ ...aStage, documents: [], note: '' }), staffId],
    );
    return {
      stage: stage.rows[0].id as string,
      inspection: inspection.rows[0].id as string,
      decision: decision.rows[0].id as string,
      channelTask: task.rows[0].id as string,
      activity: activity.rows[0].id as string,
      guide: guide.rows[0].id as string,
    };
  });
}

/** An account and a register of its own for every unit, `probe-` and the unit, so that each has one to be tried on. */
async function giveEveryUnitAnAccount(): Promise<void> {
  const { units } = parse(readFileSync(join(pack.folder, 'organisation.yaml'), 'utf8'));
  const file = join(pack.folder, 'matrix.yaml');
  const shipped = parse(readFileSync(file, 'utf8'));
  const outlets = units.map(({ id }: Json) => ({
    id: `probe-${id}`,
    kind: 'weibo',
    name: '测试账号',
    owner: id,
    updates: [{ rule: 'news' }],
  }));
  await writeFile(file, stringify({ ...shipped, outlets }));
  const registers = units.map(({ id }: Json) => ({
    ...{ id: `probe-${id}`, title: `测试名录${id}`, description: '测试名录。', noun: '单位', owner: id },
    ...{ serves: [{ leaf: '3.7', elements: [5] }], column: 'notices', source: '测试', byCounty: false },
    cadence: { workingDays: 20, basis: '测试依据', setBy: 'default' },
    fields: [{ id: 'name', name: '名称', kind: 'text', required: true }],
  }));
  await writeFile(join(pack.folder, 'registers.yaml'), stringify({ registers }));
}

beforeAll(async () => {
  pack = await quietPack();
  await giveEveryUnitAnAccount();
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-06-03', GONGKAI_PACK: pack.folder } });
  staff = staffOf(product.url);
  const officers = await Promise.all(roles.map(role => staff(accounts[role] ?? role)));
  for (const unit of new Set([otherUnit, ...officers.map(each => each.session.unitId)]))
    thingsOf.set(unit, await makeThings(unit));
});
afterAll(async () => {
  await product?.stop();
  await pack?.remove();
});

function sees(answer: Answer, unit: string): boolean {
  return answer.body.some((person: Json) => person.unitId === unit);
}

function expectAllowed(answer: Answer, command: string): void {
  // 404 and 400 would say nothing about permission: the probe itself would be wrong.
  expect([200, 201, 202, 409, 422], `${command}: ${saying(answer)}`).toContain(answer.status);
}

function expectDenied(answer: Answer, command: string): void {
  // Somebody else's delegation is not even shown to exist.
  const denials = command === 'delegation.revoke' ? [403, 404] : [403];
  expect(denials, `${command}: ${saying(answer)}`).toContain(answer.status);
  if (answer.status === 403)
    expect(answer.body).toMatchObject({ code: 'not-allowed', advice: expect.any(String) });
}

describe('docs/authorisation.md (GB/T 22239-2019 8.1.4.2)', () => {
  it('has a probe for every command', () => {
    expect(roles.length).toBe(12);
    expect(matrix.map(row => row.command).sort()).toEqual(Object.keys(probes).sort());
  });

  it('has an account for every role that holds this role alone', async () => {
    for (const role of roles) {
      const { session } = await staff(accounts[role] ?? role);
      expect(session.roles.map((each: Json) => each.id)).toEqual([role]);
    }
  });

  describe.each(roles)('%s', role => {
    it.each(
      matrix.filter(row => row.command in probes).map(row => [row.command, row.cells.get(role)!] as const),
    )('%s on things of the own unit and of another: %s', async (command, reach) => {
      const officer = await staff(accounts[role] ?? role);
      const probe = probes[command]!;
      const own = { officer, role, things: thingsOf.get(officer.session.unitId)!, isOwn: true };
      const other = { officer, role, things: thingsOf.get(otherUnit)!, isOwn: false };
      expect(own.things.unit).not.toBe(otherUnit);
      const onOwn = await probe(own);
      if (reach === '–') expectDenied(onOwn, command);
      else expectAllowed(onOwn, command);
      if (withoutThing.has(command)) return;
      const onOther = await probe(other);
      if (reach === 'every') expectAllowed(onOther, command);
      else if (command !== 'staff.read') expectDenied(onOther, command);
      else if (reach === 'own') expect(sees(onOther, otherUnit)).toBe(false);
      if (command === 'staff.read' && reach === 'every') expect(sees(onOther, otherUnit)).toBe(true);
    });
  });
});

interface Endpoint {
  readonly method: string;
  readonly path: string;
}

/** Every endpoint of the staff API, with ids that name nothing. */
async function staffEndpoints(): Promise<Endpoint[]> {
  const { body } = await visit(product.url, '/api/openapi.json');
  return Object.entries(body.paths as Record<string, object>)
    .filter(([path]) => path.startsWith('/api/') && !/^\/api\/(?:public|open)\//.test(path))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map(method => ({
        method: method.toUpperCase(),
        path: path
          .replace('{digest}', anyDigest)
          .replace('{year}', '2019')
          .replaceAll(/\{\w+\}/g, '00000000-0000-0000-0000-000000000000'),
      })),
    )
    .filter(({ method, path }) => !(method === 'POST' && path === '/api/session'));
}

const someActivity = {
  kind: 'interview',
  title: '访谈',
  heldAt: '2019-06-03T09:00:00+08:00',
  place: '演播室',
  speakers: '负责人',
};

const someCellAddress = { region: null, class: null, measure: 'x' };
const someCell = { ...someCellAddress, value: 1 };
const somePower = { code: 'PROBE-1', name: '测试事项', unitId: 'finance', content: {} };

const aTask = {
  ...{ title: '测试抽查', year: 2019, month: 6, itemCode: 'PROBE', unitId: 'finance', sharePercent: 5 },
};
const aProject = {
  ...{ kind: 'county-fund', code: 'PROBE', title: '测试项目', unitId: 'finance', areaId: '' },
  ...{ description: '', funding: '', planned: { amount: 1, unit: '万元' } },
};
const aStage = { stage: 'approval', on: '2019-06-03', values: { grantee: '测试单位' } };
const aResult = { checkedOn: '2019-06-03', result: 'none-found' };
const someDecision = {
  kind: 'award',
  unitId: 'finance',
  documentNo: '测试奖〔2019〕1号',
  title: '测试决定',
  matter: '慈善表彰',
  partyKind: 'person',
  partyName: '测试人员',
  basis: '测试依据',
  conclusion: '予以表彰。',
  decidedOn: '2019-06-03',
};

const someEntry = { region: null, values: { name: '测试单位' }, reason: '测试录入' };

const bodyless = new Set(['GET', 'HEAD', 'DELETE']);

/** A body that passes no schema is refused before the door is reached; so the smallest that passes each is sent. */
const bodies: readonly (readonly [RegExp, unknown])[] = [
  [/\/datasets\/[^/]+\/editions$/, { period: '2019-05' }],
  [/\/datasets\/editions\/[^/]+\/cells$/, { part: 'owner', revision: 0, cells: [someCell] }],
  [/\/datasets\/editions\/[^/]+\/submit$/, { part: 'owner' }],
  [/\/datasets\/editions\/[^/]+\/return$/, { part: 'owner', reason: '请核对' }],
  [/\/datasets\/editions\/[^/]+\/explain$/, { code: 'cell-missing', cell: someCellAddress, words: '' }],
  [/\/datasets\/editions\/[^/]+\/(consolidate|propose)$/, {}],
  [/\/datasets\/editions\/[^/]+\/(reopen|revise)$/, { reason: '数据有误' }],
  [/\/api\/requests$/, someRequest],
  [/\/api\/requests\/[^/]+\/papers$/, { upload: anyDigest, kind: 'other', title: '材料' }],
  [/\/papers\/[^/]+\/redact$/, {}],
  [/\/api\/files\/[^/]+\/redact$/, { of: '名册.docx' }],
  [/\/mask$/, { revision: 1 }],
  [/confirm-receipt$|\/requests\/[^/]+\/withdraw$/, { on: '2019-06-03' }],
  [/\/split$/, { parts: [{ subject: '第一件' }, { subject: '第二件' }] }],
  [
    /request-correction$/,
    { on: '2019-06-03', matters: '请写明年度', guidance: '参照目录填写', correctBy: '2019-06-20' },
  ],
  [/\/correct$/, { on: '2019-06-03', subject: '低保标准' }],
  [/\/assign$/, { unitId: 'finance', dueOn: '2019-06-05' }],
  [/finish-assignment$/, { finding: '可以公开该信息' }],
  [/record-search$/, { where: '档案', words: '低保', finding: '没有检索到' }],
  [/\/consult$/, { kind: 'organ', party: '财政局', information: '资金发放明细', on: '2019-06-03' }],
  [/ask-cooperation$/, { organ: '财政局', matters: '请协助查找有关材料', answerBy: '2019-06-10' }],
  [/record-answer$/, { consultationId: anyDigest, on: '2019-06-03', agrees: true }],
  [/(ask|record)-reasons$/, { on: '2019-06-03', note: '请说明理由' }],
  [/\/delay$/, { on: '2019-06-03', until: '2019-08-01', reason: '数量较多，难以按期' }],
  [/ask-extension$/, { workingDays: 5, reason: '需要逐项核对' }],
  [/refuse-extension$/, { reason: '可以按期答复' }],
  [/approve-extension$|recall-reply$|submit-reply$|\/archive$|\/close$/, {}],
  [/notify-fee$/, { on: '2019-06-03', units: 40 }],
  [/record-payment$/, { on: '2019-06-03', receiptNo: '1' }],
  [/draft-reply$/, { revision: 1, outcome: 'disclosed', says: {} }],
  [/sign-reply$/, { step: 'legality', digest: anyDigest }],
  [/return-reply$/, { step: 'legality', digest: anyDigest, reasons: ['核对'] }],
  [/\/deliver$/, { way: 'electronic', on: '2019-06-03' }],
  [/record-signing$/, { signedOn: '2019-06-03' }],
  [/add-dispute$/, { kind: 'reconsideration', filedOn: '2019-06-03', organ: '市人民政府' }],
  [/decide-dispute$/, { disputeId: anyDigest, result: 'upheld', decidedOn: '2019-06-03' }],
  [
    /\/rehandle$/,
    { disputeId: anyDigest, orderedOn: '2019-06-03', countsAsNew: false, note: '责令重新处理' },
  ],
  [/propose-publication$/, { columnId: 'openness', title: '低保标准' }],
  [/\/packages\/[^/]+\/members$/, { form: 'text' }],
  [/\/members\/[^/]+\/confirm$/, { policyDigest: anyDigest, digest: anyDigest }],
  [/\/api\/clean-ups$/, { year: 2019 }],
  [/\/clean-ups\/[^/]+\/decide$/, { revision: 1, documentId: anyDigest, decision: 'keep' }],
  [/\/clean-ups\/[^/]+\/draft$/, { columnId: 'notices' }],
  [/\/api\/gazette-notes$/, { documentIds: [anyDigest], gazette: '市人民政府公报' }],
  [/\/gazette-notes\/[^/]+\/move$/, { command: 'hand-over', revision: 1, on: '2019-06-03' }],
  [/\/revoke-exemption$/, { reason: '经复核应当解读' }],
  [/\/exempt$/, { reason: '内部议事规则，不涉及群众办事' }],
  [/\/packages\/[^/]+\/sign$/, { step: 'statistics', digests: {} }],
  [/\/packages\/[^/]+\/return$/, { step: 'statistics', digests: {}, reasons: ['核对'] }],
  [/\/packages\/[^/]+\/release$/, { digests: {} }],
  [/\/packages\/[^/]+\/amend$/, { interpretations: [] }],
  [/\/sign$/, { step: 'statistics', digest: anyDigest }],
  [/\/return$/, { step: 'statistics', digest: anyDigest, reasons: ['核对'] }],
  [/\/skip$/, { step: 'statistics', digest: anyDigest, reason: '不含统计数据' }],
  [/\/override$/, { digest: anyDigest, rule: 'resident-id', reason: '已经同意的' }],
  [/\/release$/, { digest: anyDigest }],
  [/\/withdraw$/, { kind: 'repealed', reason: '文件已经废止' }],
  [/\/api\/items$/, notice()],
  [/\/api\/items\/[^/]+$/, { revision: 1 }],
  [/\/api\/plans$/, planOf('bureau')],
  [/\/api\/plans\/[^/]+$/, { revision: 1 }],
  [/\/proofs$/, { elements: [1], words: '见公告栏', provedOn: '2019-06-03' }],
  [/\/ask-not-applicable$/, { reason: '没有此类事项' }],
  [/\/refuse-not-applicable$/, { reason: '本年度有此类事项' }],
  [/\/channel-tasks\/[^/]+\/post$/, { postedOn: '2019-06-03' }],
  [/\/channel-tasks\/[^/]+\/confirm$/, { words: '收到原件' }],
  [
    /\/channel-tasks\/[^/]+\/evidence$/,
    { postedOn: '2019-06-03', file: { digest: anyDigest, name: '公开栏.jpg' } },
  ],
  [/\/channel-activities$/, someActivity],
  [
    /\/channel-activities\/[^/]+$/,
    { ...someActivity, expectedQuestions: [], questions: [], minutes: '', media: [], revision: 1 },
  ],
  [/\/channel-activities\/[^/]+\/cancel$/, { reason: '改期举行' }],
  [/\/channel-activities\/[^/]+\/draft$/, { kind: 'news', columnId: 'openness' }],
  [
    /\/list-sheets$/,
    {
      title: '公示名单',
      programme: 'other',
      place: '某村',
      from: '2019-06-03',
      contact: '电话',
      file: { name: '名单.csv', base64: 'YSxiCjEsMgo=' },
    },
  ],
  [/\/outlets\/[^/]+\/updates$/, anUpdate],
  [/\/evidence$/, posted],
  [/\/duty-events$/, { leafId: '3.2.2', unitId: 'finance', occurredOn: '2019-06-03', words: '测试' }],
  [
    /\/api\/staff$/,
    { username: 'nobody', name: '某人', unitId: 'finance', roles: ['drafter'], password: 'Probe-4711-xyz' },
  ],
  [/\/api\/staff\/[^/]+$/, { post: '科员' }],
  [
    /\/api\/delegations$/,
    { toStaffId: anyDigest, fromOn: '2019-06-03', untilOn: '2019-06-04', reason: '休假' },
  ],
  [/\/annual-reports\/2019$/, { revision: 0 }],
  [/\/enforcement\/decisions$/, someDecision],
  [/\/enforcement\/decisions\/[^/]+$/, { revision: 1, content: someDecision }],
  [
    /\/enforcement\/decisions\/[^/]+\/outcome$/,
    { revision: 1, outcome: 'revoked', on: '2019-06-03', reason: '上级机关撤销' },
  ],
  [/\/enforcement\/decisions\/[^/]+\/propose$/, {}],
  [/\/requests\/[^/]+\/decide-retention$/, { decision: 'destroy', reason: '保管期限届满' }],
  [/\/requests\/[^/]+\/note-same$/, { number: '测试〔2019〕1号' }],
  [/\/requests\/[^/]+\/classify$/, { subjectClass: '' }],
  [/\/requests\/[^/]+\/ask-cooperation$/, { organ: '某局', matters: '核对有关信息', answerBy: '2019-06-10' }],
  [/\/requests\/opening$/, { no: 0, firstYear: 2019, carried: {}, reason: '旧台账的未办结申请' }],
  [/\/enforcement\/matters\/propose$/, {}],
  [/\/enforcement\/exchange$/, { kind: 'licence', organ: 'bureau' }],
  [/\/enforcement\/exchange\/[^/]+\/receipt$/, { on: '2019-06-03' }],
  [
    /\/enforcement\/exchange\/[^/]+\/receipt-file$/,
    { on: '2019-06-03', file: { name: '回执.csv', base64: 'YSxiCjEsMgo=' } },
  ],
  [/\/inspections$/, aTask],
  [
    /\/inspections\/objects\/import$/,
    {
      pool: 'care-homes',
      unitId: 'finance',
      file: { name: '名录.csv', base64: Buffer.from('名称\n测试院\n').toString('base64') },
    },
  ],
  [/\/inspections\/[^/]+\/draw$/, {}],
  [/\/inspections\/objects(\/[^/]+)?$/, { pool: 'homes', name: '测试院', unitId: 'finance' }],
  [/\/inspections\/inspectors(\/[^/]+)?$/, { name: '测试员', certificate: '测试', unitId: 'finance' }],
  [/\/inspections\/[^/]+\/results\/[^/]+$/, aResult],
  [/\/inspections\/[^/]+\/void$/, { reason: '名录库有变动' }],
  [/\/inspections\/[^/]+\/hand-over$/, { site: 'enterprise', on: '2019-06-03' }],
  [/\/inspections\/[^/]+\/propose$/, { part: 'draw' }],
  [/\/inspections\/plans\/[^/]+\/propose$/, {}],
  [/\/inspections\/[^/]+$/, aTask],
  [/\/projects$/, aProject],
  [/\/projects\/stages\/[^/]+\/propose$/, {}],
  [/\/projects\/stages\/[^/]+$/, { revision: 1, content: aStage }],
  [/\/projects\/[^/]+\/stages$/, aStage],
  [/\/projects\/[^/]+$/, { revision: 1, content: aProject }],
  [/\/registers\/entries\/[^/]+$/, { ...someEntry, revision: 1 }],
  [/\/registers\/entries\/[^/]+\/(remove|restore)$/, { revision: 1, reason: '重复登记' }],
  [/\/registers\/entries\/[^/]+\/events$/, { revision: 1, kind: 'changed', on: '2019-06-03' }],
  [/\/registers\/imports\/[^/]+\/mapping$/, { fields: [] }],
  [/\/registers\/imports\/[^/]+\/rows\/[^/]+$/, { cells: null }],
  [/\/registers\/[^/]+\/unchanged$/, { words: '与登记台账逐条核对' }],
  [/\/registers\/[^/]+\/entries$/, someEntry],
  [/\/registers\/[^/]+\/propose$/, {}],
  [/\/powers\/lists\/[^/]+\/propose$/, {}],
  [/\/powers\/records$/, { ...somePower, sort: 'licence' }],
  [/\/powers\/records\/[^/]+$/, { ...somePower, revision: 1 }],
  [/\/powers\/records\/[^/]+\/remove$/, { revision: 1, reason: '上级决定取消' }],
  [/\/powers\/records\/[^/]+\/restore$/, { revision: 1 }],
  [/\/notices$/, { year: 2004, title: '通知', source: '测试' }],
  [/\/password$/, { current: 'a', next: 'b' }],
  [/\/second-factor$/, { start: true }],
];

function bodyFor(path: string): unknown {
  return bodies.find(([pattern]) => pattern.test(path))?.[1];
}

describe('the door of the staff API', () => {
  it('is closed to everybody who is not signed in', async () => {
    const endpoints = await staffEndpoints();
    expect(endpoints.length).toBeGreaterThan(40);
    for (const { method, path } of endpoints) {
      const body = bodyless.has(method) ? undefined : bodyFor(path);
      const answer = await fetch(product.url + path, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      expect(answer.status, `${method} ${path}`).toBe(401);
      expect(await answer.json()).toMatchObject({
        code: 'not-signed-in',
        message: expect.stringMatching(/[一-鿿]/),
      });
    }
  });

  it('takes no write that does not carry the token of the page', async () => {
    const officer = await staff('administrator');
    for (const { method, path } of await staffEndpoints()) {
      if (method === 'GET' || method === 'HEAD') continue;
      const body = method === 'DELETE' ? undefined : (bodyFor(path) ?? {});
      const answer = await officer.send(method, path, { body, headers: { 'x-csrf-token': 'guessed' } });
      expect(answer.status, `${method} ${path}`).toBe(403);
      expect(answer.body.code, `${method} ${path}`).toBe('csrf-failed');
    }
  });
});

describe('delegation during leave', () => {
  it('lets the delegate sign in the name of who is away, and do nothing else of theirs', async () => {
    const [secrecy, deputy, maker] = (await Promise.all(
      ['secrecy', 'office', 'social-affairs'].map(staff),
    )) as [Officer, Officer, Officer];
    const item = await submitted(maker);
    for (const step of ['statistics', 'legality'] as const)
      await (await staff(step)).done('POST', `/api/items/${item.id}/sign`, { step, digest: item.digest });
    const act = { step: 'secrecy', digest: item.digest };
    expect((await deputy.post(`/api/items/${item.id}/sign`, act)).status).toBe(403);
    const leave = {
      toStaffId: deputy.session.staffId,
      fromOn: '2019-06-03',
      untilOn: '2019-06-05',
      reason: '休假',
    };
    const { id } = await secrecy.done('POST', '/api/delegations', leave);
    expect((await deputy.post(`/api/items/${item.id}/release`, { digest: item.digest })).status).toBe(403);
    await secrecy.done('POST', `/api/delegations/${id}/revoke`);
    expect((await deputy.post(`/api/items/${item.id}/sign`, act)).status).toBe(403);
    await secrecy.done('POST', '/api/delegations', leave);
    const view = await deputy.done('POST', `/api/items/${item.id}/sign`, act);
    expect(view.signatures.at(-1)).toMatchObject({
      step: 'secrecy',
      staffName: deputy.session.name,
      onBehalfOf: secrecy.session.name,
    });
    const again = await secrecy.post(`/api/items/${item.id}/sign`, { step: 'approval', digest: item.digest });
    expect(again.status).toBe(403);
  });
});
