import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeArchive } from '../samples/plans/make-archive.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { gongkai } from './command.ts';
import { expectProblem } from './expect-problem.ts';
import { approved, drafted, notice, released } from './item-path.ts';
import { type Answer, type Json, Officer, requestKey, saying, staffOf, visit } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';
import { workbook } from './sample-files.ts';

/** What offices, machines and networks really send: each gets clear words in Chinese, and nothing is lost. */

const samples = fileURLToPath(new URL('../samples/plans/', import.meta.url));

let pack: PackFolder;
let product: RunningProduct;
let staff: (username: string) => Promise<Officer>;
let drafter: Officer;

beforeAll(async () => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-06-03', GONGKAI_PACK: pack.folder } });
  staff = staffOf(product.url);
  drafter = await staff('welfare');
});
afterAll(async () => {
  await product?.stop();
  await pack?.remove();
});

/** A pack with one thing wrong; what the check and the start say of it. */
async function brokenPack(
  file: string,
  change: (text: string) => string,
): Promise<{ check: Json; start: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-broken-'));
  try {
    await cp(pack.folder, folder, { recursive: true });
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    const changed = change(text);
    expect(changed).not.toBe(text);
    await writeFile(path, changed);
    const check = await gongkai(['pack', 'check', folder, '--json']);
    expect(check.code).toBe(1);
    const data = join(folder, 'data');
    const start = await startProduct({ env: { GONGKAI_PACK: folder }, folder: data }).then(
      async started => {
        await started.stop();
        return 'it started';
      },
      (error: Error) => error.message,
    );
    // Refused before anything was touched.
    expect(await readdir(data).catch(() => [])).toEqual([]);
    return { check: check.json(), start };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a pack with errors', () => {
  it.each<[string, string, (text: string) => string, RegExp]>([
    ['broken YAML', 'review.yaml', text => text.replace('steps:', 'steps: [\n'), /^review\.yaml:\d+$/],
    [
      'an organisation that goes in a circle',
      'organisation.yaml',
      text =>
        text
          .replace(/( {2}- id: office\n(?: {4}.*\n)*? {4}parent: )bureau/, '$1info-centre')
          .replace(/( {2}- id: info-centre\n[\s\S]*?\n {4}parent: )bureau/, '$1office'),
      /^organisation\.yaml:\d+$/,
    ],
    [
      'a unit that is nowhere',
      'plan-2019.yaml',
      text => text.replace('owners: [finance, party-building]', 'owners: [finance, moon-office]'),
      /^plan-2019\.yaml:\d+$/,
    ],
    ['a key nobody knows', 'site.yaml', text => `${text}\nsponsors: 拼错了\n`, /^site\.yaml/],
  ])('with %s is refused, with file, line and remedy', async (_words, file, change, where) => {
    const { check, start } = await brokenPack(file, change);
    expect(check.ok).toBe(false);
    expect(check.problems.length).toBeGreaterThan(0);
    for (const problem of check.problems) {
      expect(problem.where).toMatch(where);
      expect(problem.message).toMatch(/[一-鿿]/);
    }
    expect(start).toContain('the product ended (1)');
    expect(start).toContain(check.problems[0].where);
    expect(start).not.toMatch(/^\s+at /m);
  });
});

describe('units that nobody knows', () => {
  it('an event of a unit that does not exist is refused by its field', async () => {
    const body = { leafId: '3.2.2', unitId: 'moon-office', occurredOn: '2019-06-03', words: '测试' };
    const answer = await (await staff('plan-manager')).post('/api/duty-events', body);
    expectProblem(answer, 400, 'bad-input');
    expect(answer.body.problems).toMatchObject([{ where: 'unitId' }]);
  });

  it('a plan of a unit that does not exist is refused, a plan that names one is kept with a warning', async () => {
    const planner = await staff('plan-manager');
    const plan = { year: 2019, title: '测试方案', startsOn: '2019-06-01', leaves: [] as object[] };
    expectProblem(await planner.post('/api/plans', { ...plan, unitId: 'moon-office' }), 400, 'bad-input');
    const leaf = { id: '1.1', path: ['主动公开'], title: '测试条目', lead: ['月球科'], elements: [] };
    const kept = await planner.done('POST', '/api/plans', { ...plan, leaves: [leaf] });
    expect(JSON.stringify(kept.warnings)).toContain('月球科');
  });

  it('somebody in a unit that does not exist is not made', async () => {
    const person = {
      username: 'moon',
      name: '演示·月',
      unitId: 'moon-office',
      roles: ['drafter'],
      password: 'Probe-4711-xyz',
    };
    const answer = await (await staff('administrator')).post('/api/staff', person);
    expectProblem(answer, 400, 'bad-input');
  });
});

describe('plans as they come', () => {
  const parse = async (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Answer> =>
    (await staff('plan-manager')).upload(name, bytes, '/api/plans/parse');

  it('in GB18030 is read like the same in UTF-8', async () => {
    const [old, now] = await Promise.all(
      ['outline-gb18030.txt', 'outline.txt'].map(async name =>
        parse(name, new Uint8Array(await readFile(join(samples, name)))),
      ),
    );
    expect(old?.status).toBe(200);
    expect(old?.body.leaves).toEqual(now?.body.leaves);
    expect(old?.body.leaves.length).toBeGreaterThan(3);
  });

  it('without any numbering is read with a warning and nothing invented', async () => {
    const text = '关于做好工作的方案\n各科室要认真做好信息公开工作。\n请财务科抓好落实。\n';
    const answer = await parse('plan.txt', new TextEncoder().encode(text));
    expect(answer.status, saying(answer)).toBe(200);
    expect(answer.body.leaves).toEqual([]);
    expect(answer.body.warnings.length).toBeGreaterThan(0);
    expect(answer.body.warnings[0].message).toMatch(/[一-鿿]/);
  });

  it('a ZIP renamed to DOCX is refused, as attachment and as plan', async () => {
    const zip = new Uint8Array(makeArchive([{ name: 'readme.txt', content: '不是文档' }]));
    expectProblem(await drafter.upload('方案.docx', zip), 415, 'wrong-type');
    const plan = await parse('方案.docx', zip);
    expect([415, 422], saying(plan)).toContain(plan.status);
    expect(plan.body.message).toMatch(/[一-鿿]/);
    expectProblem(
      await drafter.upload('方案.docx', new Uint8Array([80, 75, 3, 4, 9, 9, 9])),
      422,
      'unreadable-file',
    );
  });

  it('a DOCX that unfolds to half a gigabyte is refused without being unfolded', {
    timeout: 120_000,
  }, async () => {
    const types =
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
    const bomb = new Uint8Array(
      makeArchive([
        { name: '[Content_Types].xml', content: types },
        { name: 'word/document.xml', content: Buffer.alloc(512 * 1024 * 1024, 0x20) },
      ]),
    );
    expect(bomb.length).toBeLessThan(5 * 1024 * 1024);
    const before = await residentBytes();
    const answers = [await parse('方案.docx', bomb), await drafter.upload('附件.docx', bomb)];
    for (const answer of answers) {
      expect([413, 415, 422], saying(answer)).toContain(answer.status);
      expect(answer.body.message).toMatch(/[一-鿿]/);
    }
    expect((await residentBytes()) - before).toBeLessThan(300 * 1024 * 1024);
  });
});

async function residentBytes(): Promise<number> {
  const { body } = await visit(product.url, '/metrics');
  return Number(/^process_resident_memory_bytes (\d+)/m.exec(body)?.[1]);
}

/** Sends a body of this many bytes; the answer may come while it is still being sent. */
function sendLarge(
  path: string,
  bytes: number,
  headers: Record<string, string>,
  head: string,
  tail: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const filler = Buffer.alloc(1024 * 1024, 'a');
    const size = bytes + head.length + tail.length;
    const outgoing = request(product.url + path, {
      method: 'POST',
      headers: { ...headers, 'content-length': size },
    });
    let answered = false;
    outgoing.on('response', incoming => {
      answered = true;
      incoming.resume();
      incoming.on('end', () => resolve(incoming.statusCode ?? 0));
    });
    outgoing.on('error', error => answered || reject(error));
    outgoing.write(head);
    let left = bytes;
    const more = () => {
      while (left > 0 && !answered) {
        const chunk = filler.subarray(0, Math.min(filler.length, left));
        left -= chunk.length;
        if (!outgoing.write(chunk)) return void outgoing.once('drain', more);
      }
      if (!answered) outgoing.end(tail);
    };
    more();
  });
}

describe('too much at once', () => {
  it('a paste of 80 MiB is refused and the draft stays as it was', { timeout: 60_000 }, async () => {
    const item = await drafted(drafter);
    const answer = await drafter.patch(`/api/items/${item.id}`, {
      revision: item.revision,
      bodyHtml: 'a'.repeat(80 * 1024 * 1024),
    });
    expectProblem(answer, 413, 'too-large');
    expect(await drafter.done('GET', `/api/items/${item.id}`)).toMatchObject({
      revision: item.revision,
      bodyHtml: item.bodyHtml,
    });
  });

  it('an upload of 80 MiB is refused and leaves nothing behind', { timeout: 60_000 }, async () => {
    const before = await readdir(join(product.folder, 'files', 'incoming')).catch(() => []);
    const answer = await drafter.upload('大文件.pdf', new Uint8Array(80 * 1024 * 1024));
    expectProblem(answer, 413, 'too-large');
    expect(await readdir(join(product.folder, 'files', 'incoming'))).toEqual(before);
  });

  it('whoever is not signed in can not make the server take 80 MiB in', { timeout: 60_000 }, async () => {
    const before = await residentBytes();
    const headers = { 'content-type': 'application/json' };
    // To a stranger the server answers and hangs up; who is still writing may see the broken line before the answer.
    const outcome = await sendLarge('/api/items', 80 * 1024 * 1024, headers, '{"title":"', '"}').catch(
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect([401, 413, 'EPIPE', 'ECONNRESET']).toContain(outcome);
    expect((await residentBytes()) - before).toBeLessThan(120 * 1024 * 1024);
  });
});

describe('names as offices give them', () => {
  it('an attachment with a hundred characters, brackets and a percent sign in its name is served under it', async () => {
    const name = `关于100%落实〔2019〕12号文件（${'各县区民政局'.repeat(14)}）.xlsx`;
    const file = (await drafter.upload(name, await workbook([['甲', 1]]))).body;
    expect(file.name).toBe(name);
    const attachments = [{ fileDigest: file.digest, name: file.name }];
    const item = await released(staff, drafter, notice({ title: '附件名称很长的通知', attachments }));
    const [, address = ''] = /href="(\/files\/[^"]+)"/.exec((await visit(product.url, item.path)).body) ?? [];
    const answer = await fetch(product.url + address);
    expect(answer.status, address).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('各县区民政局'));
  });
});

describe('HTML with scripts', () => {
  const attack = `<p onclick="alert(1)">正文</p><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">链接</a>
    <iframe src="https://example.org"></iframe><svg onload=alert(1)><style>p{}</style><p style="background:url(javascript:1)">完</p>`;

  it('in a draft is stripped before it is kept, and nothing of it reaches the page', async () => {
    const item = await released(
      staff,
      drafter,
      notice({ bodyHtml: attack, title: '<script>alert(1)</script>标题' }),
    );
    expect(item.bodyHtml).toContain('正文');
    const page = (await visit(product.url, item.path)).body as string;
    const body = page.slice(page.indexOf('<!--record-body-->'), page.indexOf('<!--/record-body-->'));
    for (const text of [item.bodyHtml, body])
      expect(text).not.toMatch(/<script|onclick|onerror|onload|javascript:|<iframe|<svg|<style/i);
    expect(page).not.toContain('<script>alert(1)</script>');
    const found = await visit(product.url, `/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(found.body).not.toContain('<script>alert(1)');
  });

  it('in a plan is read as text', async () => {
    const html = `<h1>实施方案</h1><p>一、总体要求</p><p>（一）公开信息。<script>alert(1)</script>（责任科室：财务科）</p>`;
    const answer = await (await staff('plan-manager')).upload(
      'plan.html',
      new TextEncoder().encode(html),
      '/api/plans/parse',
    );
    expect(answer.status, saying(answer)).toBe(200);
    expect(JSON.stringify(answer.body)).not.toContain('alert(1)');
  });
});

describe('the same thing sent twice', () => {
  const count = async (title: string) =>
    (await drafter.done('GET', `/api/items?q=${encodeURIComponent(title)}`)).count;

  it('with the same key is done once and answered twice, one after the other and at once', async () => {
    const one = requestKey();
    const [first, second] = [
      await drafter.post('/api/items', notice({ title: '双击提交的通知' }), one),
      await drafter.post('/api/items', notice({ title: '双击提交的通知' }), one),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replay')).toBe('true');
    expect(await count('双击提交')).toBe(1);
    const other = requestKey();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => drafter.post('/api/items', notice({ title: '同时提交的通知' }), other)),
    );
    expect(new Set(answers.map(each => each.body.id)).size, answers.map(saying).join(' | ')).toBe(1);
    expect(await count('同时提交')).toBe(1);
  });

  it('with the same key and other content is refused', async () => {
    const key = requestKey();
    await drafter.post('/api/items', notice({ title: '甲通知' }), key);
    expectProblem(
      await drafter.post('/api/items', notice({ title: '乙通知' }), key),
      422,
      'request-key-reused',
    );
    expect(await count('乙通知')).toBe(0);
  });

  it('without a key is done once where it is an act: submission, signature, release, withdrawal', async () => {
    const { id } = await drafted(drafter);
    const twice = async (officer: Officer, path: string, body?: unknown) => {
      const answers = await Promise.all([officer.post(path, body), officer.post(path, body)]);
      expect(answers.map(each => each.status).sort(), answers.map(saying).join(' | ')).toEqual([200, 409]);
      return answers.find(each => each.status === 200)!.body;
    };
    let item = await twice(drafter, `/api/items/${id}/submit`);
    item = await twice(await staff('statistics'), `/api/items/${id}/sign`, {
      step: 'statistics',
      digest: item.digest,
    });
    expect(item.signatures).toHaveLength(1);
    const { id: ready, digest } = await approved(staff, drafter);
    const filing = await staff('filing');
    const live = await twice(filing, `/api/items/${ready}/release`, { digest });
    expect(live.log).toHaveLength(1);
    const gone = await twice(filing, `/api/items/${ready}/withdraw`, {
      kind: 'repealed',
      reason: '文件已经废止',
    });
    expect(gone.log).toHaveLength(2);
  });

  it('a release repeated with its key after the answer was lost is answered, not repeated', async () => {
    const { id, digest } = await approved(staff, drafter);
    const filing = await staff('filing');
    const key = requestKey();
    const [first, again] = [
      await filing.post(`/api/items/${id}/release`, { digest }, key),
      await filing.post(`/api/items/${id}/release`, { digest }, key),
    ];
    expect([first.status, again.status, again.body.log.length]).toEqual([200, 200, 1]);
  });
});

describe('two officers at once on one item', () => {
  it('the second is told who was quicker, and nothing of the first is lost', async () => {
    const administrator = await staff('administrator');
    const person = {
      username: 'second-officer',
      name: '演示·同事',
      unitId: 'welfare',
      roles: ['drafter'],
      password: 'Probe-4711-xyz',
    };
    await administrator.done('POST', '/api/staff', person);
    const colleague = await new Officer(product.url, 'second-officer').signIn('Probe-4711-xyz');
    const { id, revision } = await drafted(drafter);
    const [mine, theirs] = await Promise.all([
      drafter.patch(`/api/items/${id}`, { revision, summary: '我的摘要' }),
      colleague.patch(`/api/items/${id}`, { revision, summary: '同事的摘要' }),
    ]);
    const [won, lost] = mine.status === 200 ? [mine, theirs] : [theirs, mine];
    expect(won.status).toBe(200);
    expectProblem(lost, 409, 'edited-meanwhile');
    expect(lost.body.message).toContain(mine.status === 200 ? drafter.session.name : '演示·同事');
    expect(lost.body.problems).toEqual([{ where: 'revision', message: String(won.body.revision) }]);
    const now = await drafter.done('GET', `/api/items/${id}`);
    expect(now).toMatchObject({ summary: won.body.summary, revision: revision + 1 });
    expect(now.drafters).toHaveLength(mine.status === 200 ? 1 : 2);
  });

  it('an edit and a submission at once end in one of the two orders, never between', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, revision } = await drafted(drafter);
      const [edited, sent] = await Promise.all([
        drafter.patch(`/api/items/${id}`, { revision, summary: '最后一刻的修改' }),
        drafter.post(`/api/items/${id}/submit`),
      ]);
      expect(sent.status, saying(sent)).toBe(200);
      const now = await drafter.done('GET', `/api/items/${id}`);
      expect(now.state).toBe('in-review');
      expect(now.summary).toBe(edited.status === 200 ? '最后一刻的修改' : '');
    }
  });
});

describe('what is no request at all', () => {
  it('is refused in Chinese, never with a trace', async () => {
    const broken = await fetch(`${product.url}/api/session`, {
      method: 'POST',
      body: '{"username":',
      headers: { 'content-type': 'application/json' },
    });
    expect([broken.status, ((await broken.json()) as Json).code]).toEqual([400, 'bad-json']);
    const strange = await drafter.post('/api/items', notice({ surprise: 1 }));
    expectProblem(strange, 400, 'bad-input');
    expectProblem(await drafter.get('/api/items/not-an-id'), 404, 'not-found');
    expectProblem(await drafter.get('/api/items/%00'), 404, 'not-found');
    for (const path of [
      '/search?page=x',
      '/%ff',
      '/index-number?no=%27',
      '/tzgg/index_99999.html',
      '/log/item/x',
      `/files/${'a'.repeat(4000)}/x.pdf`,
    ]) {
      const page = await visit(product.url, path, { accept: 'text/html' });
      expect([400, 404], path).toContain(page.status);
      expect(page.body, path).toMatch(/<html lang="zh-CN">/);
      expect(page.body).not.toMatch(/\bat .*\.ts:\d/);
    }
  });

  it('a text with a NUL or half a character is kept clean or refused, never a fault of ours', async () => {
    for (const title of ['含有\u0000的标题', '半个字\ud83d的标题']) {
      const answer = await drafter.post('/api/items', notice({ title }));
      expect([201, 400], saying(answer)).toContain(answer.status);
    }
  });
});
