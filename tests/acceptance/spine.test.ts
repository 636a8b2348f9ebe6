import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { gongkai } from './command.ts';
import { chain, signed, signerOf } from './item-path.ts';
import { type Answer, type Json, type Officer, reasonCodes, staffOf, visit } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';
import { residentId, workbook } from './sample-files.ts';

/**
 * The one path that everything hangs on, through HTTP alone: duty → draft → gate → five reviews → release → portal,
 * search, feed, log, duty met → amendment → withdrawal with a tombstone everywhere. The steps follow each other.
 */

let pack: PackFolder;
let product: RunningProduct;
let staff: (username: string) => Promise<Officer>;
let finance: Officer;
let filing: Officer;

beforeAll(async () => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-06-03', GONGKAI_PACK: pack.folder } });
  staff = staffOf(product.url);
  [finance, filing] = await Promise.all([staff('finance'), staff('filing')]);
});
afterAll(async () => {
  await product?.stop();
  await pack?.remove();
});

const citizen = (path: string, headers?: Record<string, string>): Promise<Answer> =>
  visit(product.url, path, headers);

/** Asks again until the answer is as wished, at most for `waitMs`; the last answer. */
async function until<T>(ask: () => Promise<T>, isThere: (value: T) => boolean, waitMs = 10_000): Promise<T> {
  const end = Date.now() + waitMs;
  for (;;) {
    const value = await ask();
    if (isThere(value) || Date.now() > end) return value;
    await pause(50);
  }
}

async function sealedLog(): Promise<void> {
  const { log } = await finance.done('GET', `/api/items/${item.id}`);
  const last = log.at(-1).entryId;
  const proof = await until(
    () => citizen(`/api/public/log/entries/${last}`),
    answer => answer.body.leafIndex !== null,
  );
  expect(proof.body).toMatchObject({
    entryId: last,
    leafIndex: expect.any(Number),
    checkpoint: expect.any(String),
  });
}

async function verifiedFromOutside(): Promise<Json> {
  const ran = await gongkai(['log', 'verify', '--url', product.url, '--json']);
  expect([ran.code, ran.json().problems], ran.stderr).toEqual([0, []]);
  return ran.json();
}

let duty: Json;
let item: Json;
let file: Json;
const table = `<p>三公经费支出情况如下。</p><table><caption>2018年度三公经费决算表</caption><tbody>
  <tr><th scope="col">项目</th><th scope="col">金额（万元）</th></tr><tr><td>公务接待费</td><td>3.20</td></tr>
  <tr><td>公务用车运行维护费</td><td>11.75</td></tr></tbody></table>`;
const title = '毕节市民政局2018年度三公经费决算公开';

async function readDuty(): Promise<Json> {
  return finance.done('GET', `/api/duties/${duty.id}`);
}

describe('the spine, from duty to tombstone', () => {
  it('shows the finance section the yearly duty that is open', async () => {
    const { rows } = await finance.done('GET', '/api/duties?unit=finance&leaf=3.2.2');
    duty = rows.find((row: Json) => row.required > 1);
    expect(duty).toMatchObject({ unitId: 'finance', covered: 0, metOn: null });
    duty = await readDuty();
    expect(duty.explanation.steps.length).toBeGreaterThan(0);
  });

  it('takes an uploaded workbook and a draft with a table that meets the duty', async () => {
    file = (
      await finance.upload(
        '三公经费决算表.xlsx',
        await workbook([
          ['公务接待费', 3.2],
          ['合计', 14.95],
        ]),
      )
    ).body;
    expect(file).toMatchObject({
      name: '三公经费决算表.xlsx',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const elements = duty.elements.filter((each: Json) => each.required).map((each: Json) => each.no);
    item = await finance.done('POST', '/api/items', {
      kind: 'budget-report',
      columnId: 'funds-three-expenses',
      title,
      summary: '公开2018年度三公经费决算情况。',
      bodyHtml: `${table}<p>联系人证件号：${residentId()}</p><p>详见附件。</p>`,
      metadata: { writtenOn: '2019-06-03' },
      attachments: [{ fileDigest: file.digest, name: file.name }],
      meets: [{ dutyId: duty.id, elements }],
    });
    expect(item).toMatchObject({ state: 'draft', versionNo: 1, indexNo: null });
    expect(item.bodyHtml).toContain('<td>11.75</td>');
  });

  it('keeps the draft, its file and its record from the public', async () => {
    expect((await citizen(item.path)).status).toBe(404);
    expect((await citizen(`/files/${file.digest}/${encodeURIComponent(file.name)}`)).status).toBe(404);
    expect((await citizen(item.path.replace('.html', '/v1.json'))).status).toBe(404);
  });

  it('blocks a resident identity number with a right check digit, and shows it masked', async () => {
    const refused = await finance.post(`/api/items/${item.id}/submit`);
    expect(refused.status).toBe(409);
    expect(reasonCodes(refused).filter(code => code.startsWith('gate-'))).toHaveLength(1);
    const { gate, state } = await finance.done('GET', `/api/items/${item.id}`);
    expect(state).toBe('draft');
    expect(gate.verdict).toBe('block');
    expect(JSON.stringify([gate, refused.body])).not.toContain(residentId());
  });

  it('blocks it in a cell of the attachment as well', async () => {
    const bad = (await finance.upload('名单.xlsx', await workbook([['证件', residentId()]]))).body;
    const attachments = [{ fileDigest: bad.digest, name: bad.name }];
    const changed = await finance.done('PATCH', `/api/items/${item.id}`, {
      revision: item.revision,
      bodyHtml: `${table}<p>详见附件。</p>`,
      attachments,
    });
    const refused = await finance.post(`/api/items/${item.id}/submit`);
    expect(refused.status).toBe(409);
    expect(JSON.stringify(refused.body)).toContain('名单.xlsx');
    item = await finance.done('PATCH', `/api/items/${item.id}`, {
      revision: changed.revision,
      attachments: [{ fileDigest: file.digest, name: file.name }],
    });
  });

  it('goes to the reviewers once it is mended', async () => {
    item = await finance.done('POST', `/api/items/${item.id}/submit`);
    expect(item).toMatchObject({ state: 'in-review', gate: { verdict: 'pass' } });
    expect(item.waitingFor.map((each: Json) => each.step)).toEqual(['statistics']);
  });

  it('is signed by five people, each on the digest they saw', async () => {
    const { digest } = item;
    item = await signed(staff, item);
    expect(item.state).toBe('approved');
    expect(item.signatures.map((each: Json) => [each.step, each.digest, each.current])).toEqual(
      chain.map(step => [step, digest, true]),
    );
    expect(new Set(item.signatures.map((each: Json) => each.staffName)).size).toBe(chain.length);
    expect(item.signatures.at(-1).filingNo).toBe('2019-0001');
  });

  it('is on page, search, feeds, sitemap and column in the moment the release is answered', async () => {
    item = await filing.done('POST', `/api/items/${item.id}/release`, { digest: item.digest });
    expect(item).toMatchObject({
      state: 'released',
      liveVersion: 1,
      indexNo: expect.stringMatching(/\/2019-00001$/),
    });
    const page = await citizen(item.path);
    expect(page.status).toBe(200);
    expect(page.body).toMatch(new RegExp(`<h1 data-record-title[^>]*>${title}</h1>`));
    expect(page.body).toContain('<td>11.75</td>');
    expect(page.body).toContain(item.indexNo);
    for (const path of ['/feed.xml', '/sitemap-1.xml', `${item.path.replace(/\d{4}\/.*$/, '')}`])
      expect((await citizen(path)).body, path).toContain(item.path);
    const found = await citizen(`/api/public/search?q=${encodeURIComponent('三公')}`);
    // The item, and by itself what its attachment says.
    expect(new Set(found.body.hits.map((hit: Json) => hit.path))).toEqual(new Set([item.path]));
    expect((await citizen(`/search?q=${encodeURIComponent('接待')}`)).body).toContain(item.path);
  });

  it('serves the attachment by its digest and the record whose digest the log holds', async () => {
    const address = `${product.url}/files/${file.digest}/${encodeURIComponent(file.name)}`;
    const bytes = Buffer.from(await (await fetch(address)).arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.digest);
    const record = await (await fetch(product.url + item.path.replace('.html', '/v1.json'))).text();
    const proof = await citizen(`/api/public/log/entries/${item.log[0].entryId}`);
    expect(JSON.parse(proof.body.body)).toMatchObject({
      kind: 'released',
      path: item.path,
      title,
      version: 1,
      recordDigest: createHash('sha256').update(record).digest('hex'),
      attachments: [{ digest: file.digest, name: file.name }],
    });
    expect(record).not.toContain('演示·');
  });

  it('is recorded in the log, then sealed under a signed checkpoint', async () => {
    await sealedLog();
    expect((await citizen('/log/checkpoint')).body).toMatch(/^mzj\.demo\.invalid\/log\n\d+\n/);
  });

  it('has met the duty, with the release as its proof, in a leaf of its own', async () => {
    const met = await readDuty();
    expect(met).toMatchObject({ state: 'met', metOn: '2019-06-03', covered: met.required });
    expect(met.proofs).toMatchObject([
      { kind: 'release', documentId: item.id, versionNo: 1, path: item.path, voidedOn: null },
    ]);
    const log = (await citizen('/log/')).body;
    expect(log).toContain('完成公开事项 3.2.2');
  });

  it('is proved by the verifier from outside', async () => {
    const { checked, size } = await verifiedFromOutside();
    expect(size).toBeGreaterThan(1);
    expect(checked).toBeGreaterThan(size);
  });

  it('is amended by a second version; the first stays until the second is released', async () => {
    let next = await finance.done('POST', `/api/items/${item.id}/amend`);
    expect(next).toMatchObject({ versionNo: 2, state: 'draft', liveVersion: 1 });
    next = await finance.done('PATCH', `/api/items/${item.id}`, {
      revision: next.revision,
      bodyHtml: `${table.replace('11.75', '12.05')}<p>更正公务用车运行维护费。</p>`,
    });
    next = await finance.done('POST', `/api/items/${item.id}/submit`);
    expect(next.signatures.filter((each: Json) => each.current)).toEqual([]);
    const difference = await (await staff('statistics')).done('GET', `/api/items/${item.id}/difference`);
    expect(difference.against).toMatchObject({ versionNo: 1 });
    expect(JSON.stringify(difference.blocks)).toContain('12.05');
    next = await signed(staff, next);
    expect((await citizen(item.path)).body).toContain('11.75');
    next = await filing.done('POST', `/api/items/${item.id}/release`, { digest: next.digest });
    expect(next).toMatchObject({
      state: 'released',
      versionNo: 2,
      liveVersion: 2,
      indexNo: item.indexNo,
      path: item.path,
    });
    item = next;
    const page = (await citizen(item.path)).body;
    expect(page).toContain('12.05');
    expect(page).not.toContain('11.75');
    expect((await citizen(item.path.replace('.html', '/v1.json'))).status).toBe(200);
    expect((await citizen(`/log/item/${item.id}`)).body).toContain('第 2 版');
    await sealedLog();
    await verifiedFromOutside();
  });

  it('is withdrawn as published in error, with a reason for the public', async () => {
    const short = await filing.post(`/api/items/${item.id}/withdraw`, {
      kind: 'published-in-error',
      reason: '错',
    });
    expect(short.status).toBe(400);
    const reason = '决算数据经复核有误，予以撤下。';
    item = await filing.done('POST', `/api/items/${item.id}/withdraw`, {
      kind: 'published-in-error',
      reason,
    });
    expect(item).toMatchObject({
      state: 'withdrawn',
      liveVersion: null,
      withdrawal: { kind: 'published-in-error', reason },
    });
    const stone = await citizen(item.path);
    expect(stone.status).toBe(410);
    expect(stone.body).toContain(reason);
    expect(stone.body).not.toContain('12.05');
  });

  it('is gone from attachment, records, search, feeds, sitemap and column', async () => {
    const address = `/files/${file.digest}/${encodeURIComponent(file.name)}`;
    expect((await citizen(address)).status).toBe(410);
    for (const no of [1, 2]) {
      const { status } = await citizen(item.path.replace('.html', `/v${no}.json`));
      expect([404, 410]).toContain(status);
    }
    expect((await citizen(`/api/public/search?q=${encodeURIComponent('三公')}`)).body.count).toBe(0);
    const column = item.path.replace(/\d{4}\/.*$/, '');
    for (const path of ['/', '/feed.xml', `${column}feed.xml`, '/sitemap-1.xml', column])
      expect((await citizen(path)).body, path).not.toContain(item.path);
  });

  it('leaves the duty open again, with the proof kept and marked void', async () => {
    const open = await readDuty();
    expect(open).toMatchObject({ metOn: null, covered: 0 });
    expect(['not-yet-due', 'due', 'late']).toContain(open.state);
    expect(open.proofs.length).toBeGreaterThan(0);
    for (const proof of open.proofs) expect(proof).toMatchObject({ voidedOn: '2019-06-03', kind: 'release' });
  });

  it('is still proved by the verifier, from outside and from inside', async () => {
    await sealedLog();
    await verifiedFromOutside();
    const env = { GONGKAI_DATA: product.folder, GONGKAI_PACK: pack.folder };
    const inside = await gongkai(['log', 'verify', '--json'], { env });
    expect([inside.code, inside.json().problems]).toEqual([0, []]);
  });

  it('told every step to the audit trail, with who did it', async () => {
    const { rows } = await (await staff('auditor')).done('GET', `/api/audit?subjectId=${item.id}&size=200`);
    const done = rows
      .filter((row: Json) => row.outcome === 'done')
      .map((row: Json) => row.command)
      .reverse();
    const signatures = chain.map(step => `item.sign-${step}`);
    const version = [...signatures, 'item.release'];
    expect(done.filter((command: string) => command !== 'item.draft')).toEqual([
      'item.submit',
      ...version,
      'item.amend',
      'item.submit',
      ...version,
      'item.withdraw',
    ]);
    const signers = rows
      .filter((row: Json) => signatures.includes(row.command))
      .map((row: Json) => row.staffName);
    const names = await Promise.all(chain.map(async step => (await staff(signerOf(step))).session.name));
    expect(new Set(signers)).toEqual(new Set(names));
    expect(rows.filter((row: Json) => row.outcome === 'refused').map((row: Json) => row.command)).toEqual([
      'item.submit',
      'item.submit',
    ]);
  });
});
