import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { actorOf, codes, done, productBench } from '../channels.fixture.ts';
import { matrixPack, outletUpdateBody } from '../contract.ts';

/** Websites and accounts on the whole product, and a page of ours kept as it was answered. */

const start = '2019-06-20T09:00:00+08:00';
const clock = fixedClock(start);
const db = await testDatabase();
const outlet = { kind: 'wechat', name: '测试公众号', owner: 'welfare', updates: [{ rule: 'media' }] };
const matrixOfTest = matrixPack.parse({
  rules: { media: { name: '更新', days: 14, warnDays: 3, basis: '检查指标' } },
  outlets: [
    { ...outlet, id: 'own', openedOn: '2019-06-01' },
    { ...outlet, id: 'unknown', owner: 'finance' },
    { ...outlet, id: 'closed', closedOn: '2019-06-01' },
    {
      ...outlet,
      id: 'portal',
      kind: 'website',
      owner: 'info-centre',
      channel: 'website',
      openedOn: '2019-06-01',
    },
  ],
});
let asked: string[] = [];
let answers: Readonly<Record<string, readonly [status: number, type: string, body: string]>> = {};
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const [status, type, body] = answers[request.url ?? ''] ?? [404, 'text/plain', ''];
  response.writeHead(status, { 'content-type': type }).end(body);
});
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  server.close();
});
const lookAt = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const bench = await productBench(db, clock, { lookAt, matrix: matrixOfTest });
const { matrix, files } = bench.product;

const keeper = actorOf('welfare', { 'item.read': 'own-unit', 'outlet.record': 'own-unit' });
const reader = actorOf('welfare', { 'item.read': 'own-unit' });
const centre = actorOf('info-centre', { 'item.read': 'every-unit', 'outlet.record': 'every-unit' });
const update = (over: Record<string, unknown> = {}) =>
  outletUpdateBody.parse({
    ...{ rule: 'media', updatedOn: '2019-06-18', words: '发布通知', address: 'https://mp.example.cn/1' },
    ...over,
  });
const rows = async () =>
  (await matrix.listOutlets(centre, {})).map(each => [each.id, each.state, each.dueOn]);
const auditLines = () =>
  db.kysely.selectFrom('audit_event').select('command').where('command', '=', 'outlet.record').execute();

const reminders = async (caseId: string) => {
  const found = await db.kysely
    .selectFrom('sent_reminder')
    .select('due_on')
    .where('case_id', '=', caseId)
    .orderBy('due_on')
    .execute();
  return found.map(each => each.due_on);
};

beforeEach(() => clock.set(start));

describe('国办秘函〔2019〕19号: when an account was last updated', () => {
  it('counts from the opening, says where nothing is known, and remembers what is cancelled', async () => {
    expect(await rows()).toEqual([
      ['own', 'late', '2019-06-15'],
      ['unknown', 'no-record', null],
      ['closed', 'closed', null],
      ['portal', 'late', '2019-06-15'],
    ]);
  });

  it('reminds the unit of what is late or unknown, once for each day due', async () => {
    expect(await matrix.remindLate()).toBe(3);
    clock.set('2019-06-21T09:00:00+08:00');
    expect(await matrix.remindLate()).toBe(0);
    clock.set('2019-07-01T09:00:00+08:00');
    // What has no due day is brought up again in the next month.
    expect(await matrix.remindLate()).toBe(1);
  });

  it('sees by itself what was released on the portal', async () => {
    await bench.released([]);
    const { clocks, dueOn } = await matrix.getOutlet(centre, 'portal');
    expect(dueOn).toBe('2019-07-04');
    expect(clocks[0]?.last).toMatchObject({ isDerived: true, path: expect.stringMatching(/^\//) });
  });
});

describe('an update that is told', () => {
  it('moves the due day, is in the audit, and is kept once however often it is sent', async () => {
    const before = (await auditLines()).length;
    const [one, two] = await Promise.all([1, 2].map(() => matrix.recordUpdate(keeper, 'own', update())));
    expect(done(one!)).toEqual(done(two!));
    const view = await matrix.getOutlet(keeper, 'own');
    expect([view.state, view.dueOn, view.updates.length]).toEqual(['on-time', '2019-07-02', 1]);
    expect((await auditLines()).length).toBe(before + 1);
    done(await matrix.recordUpdate(keeper, 'own', update({ updatedOn: '2019-06-03' })));
    expect((await matrix.getOutlet(keeper, 'own')).dueOn).toBe('2019-07-02');
  });

  it('is late again the day after its due day, and reminded of that day', async () => {
    clock.set('2019-07-03T09:00:00+08:00');
    expect((await matrix.getOutlet(keeper, 'own')).state).toBe('late');
    const told = await reminders('own/media');
    await matrix.remindLate();
    await matrix.remindLate();
    expect(await reminders('own/media')).toEqual([...told, '2019-07-02']);
  });

  it('is refused where it shows nothing or the account is cancelled', async () => {
    expect(codes(await matrix.recordUpdate(keeper, 'own', update({ address: null })))).toEqual([
      'update-without-proof',
    ]);
    expect(codes(await matrix.recordUpdate(keeper, 'closed', update()))).toEqual(['outlet-closed']);
    const file = { digest: 'f'.repeat(64), name: '截图.png' };
    await expect(matrix.recordUpdate(keeper, 'own', update({ file }))).rejects.toMatchObject({
      code: 'bad-input',
    });
    await expect(
      matrix.recordUpdate(keeper, 'own', update({ updatedOn: '2019-02-30' })),
    ).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('is for the unit that keeps the account; others are told why', async () => {
    expect((await matrix.listOutlets(keeper, {})).map(each => each.id)).toEqual(['own', 'closed']);
    await expect(matrix.recordUpdate(keeper, 'unknown', update())).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(matrix.recordUpdate(reader, 'own', update())).rejects.toMatchObject({ code: 'not-allowed' });
    const { permissions } = await matrix.getOutlet(reader, 'own');
    expect(permissions['outlet.record']).toMatchObject({ allowed: false, reasons: [{ code: 'no-grant' }] });
    expect((await matrix.getOutlet(keeper, 'closed')).permissions['outlet.record']).toMatchObject({
      allowed: false,
      reasons: [{ code: 'outlet-closed' }],
    });
    done(await matrix.recordUpdate(centre, 'unknown', update()));
  });
});

describe('a page of ours kept as evidence', () => {
  let id = '';
  let path = '';
  beforeAll(async () => {
    id = await bench.released([]);
    path = (await bench.product.publications.getItem(bench.people.officer, id)).path ?? '';
  });

  async function bytesOf(digest: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of await (await files.open(digest)).open()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  it('holds the page and what belongs to it under the public address, and says what it could not get', async () => {
    const html =
      '<link rel="stylesheet" href="/bm/minzheng/a.css"><main><a href="/bm/minzheng/files/x.pdf">附件</a></main>';
    answers = { [path]: [200, 'text/html', html], '/a.css': [200, 'text/css', 'p{}'] };
    const kept = await matrix.capture(bench.people.officer, id);
    expect([kept.kept, kept.missing]).toEqual([3, ['/files/x.pdf']]);
    expect(kept.claim).toContain('不能证明公众看到的内容');
    const pages: string[] = [];
    const source = [new Uint8Array(await bytesOf(kept.file.digest))];
    for await (const record of new WARCParser(source, { parseHttp: true })) {
      const body = Buffer.from(await record.readFully(false)).toString();
      if (record.warcType === 'response')
        pages.push(`${record.httpHeaders?.statusCode} ${record.warcTargetURI} ${body}`);
    }
    const base = 'https://www.example.gov.cn/bm/minzheng';
    expect(pages).toEqual([
      `200 ${base}${path} ${html}`,
      `200 ${base}/a.css p{}`,
      `404 ${base}/files/x.pdf `,
    ]);
  });

  it('that is not public is not kept, nor is it for who may not add evidence', async () => {
    answers = {};
    await expect(matrix.capture(bench.people.officer, id)).rejects.toMatchObject({ code: 'portal-silent' });
    asked = [];
    await expect(matrix.capture(bench.people.drafter, id)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(asked).toEqual([]);
  });
});
