import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { type Json, type Officer, staffOf } from './officer.ts';
import {
  answerOf,
  Citizen,
  codesOf,
  fieldValue,
  organisation,
  type Page,
  person,
  picture,
  problemsOf,
  residentId,
} from './online-request-citizen.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';

/** A citizen at the portal, from outside, under a base path and without a script. */

const base = '/bm/mz';
const today = '2026-03-02';
const proof = { 'identity-proof': { name: '证件.png', bytes: picture } };

let pack: PackFolder;
let product: RunningProduct;
let staff: (username: string) => Promise<Officer>;
let filing: Officer;

beforeAll(async () => {
  pack = await quietPack();
  const env = {
    GONGKAI_TODAY: today,
    GONGKAI_PACK: pack.folder,
    GONGKAI_BASE_PATH: base,
  };
  product = await startProduct({ env });
  staff = staffOf(product.url + base);
  filing = await staff('filing');
});
afterAll(async () => {
  await product?.stop();
  await pack?.remove();
});

const citizen = (): Citizen => new Citizen(product.url, base);

/** The case as the office sees it, by what was asked for. */
async function caseOf(subject: string): Promise<Json> {
  const { requests } = await filing.done('GET', `/api/requests?q=${encodeURIComponent(subject)}`);
  expect(requests.map((each: Json) => each.subject)).toEqual([subject]);
  return filing.done('GET', `/api/requests/${requests[0].id}`);
}

const command = (of: Json, name: string, body: object): Promise<Json> =>
  filing.done('POST', `/api/requests/${of.id}/${name}`, body);

describe('the pages of requests (条例 arts 12, 27–31, 43)', () => {
  it.each([
    ['/requests/', '五种渠道', '第20个工作日前'],
    ['/requests/form', '政府信息公开申请表', '统一社会信用代码'],
    ['/requests/apply', '先查一查', '以个人名义申请'],
    ['/requests/apply?who=person', '居民身份证', '防止机器批量提交'],
    ['/requests/apply?who=organisation', '组织类型', '防止机器批量提交'],
    ['/requests/correction', '申请更正本人信息', '第四十一条'],
    ['/requests/correction?who=person', '应当怎样写', '防止机器批量提交'],
    ['/requests/correction?who=organisation', '组织类型', '证据材料'],
    ['/requests/status', '查询申请进度', '查询密码'],
  ])('%s stands whole, with every address under the base path', async (path, ...words) => {
    const page = await citizen().get(path);
    expect(page.status).toBe(200);
    for (const each of words) expect(page.html).toContain(each);
    expect(page.html).not.toContain('用途：');
    const inner = [...page.html.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)].map(found => found[1]!);
    expect(inner.filter(address => !address.startsWith(`${base}/`))).toEqual([]);
  });

  it('are for nobody to keep where somebody fills something in, and in no index', async () => {
    for (const path of [
      '/requests/apply?who=person',
      '/requests/correction?who=person',
      '/requests/status',
      '/requests/receipt',
    ]) {
      const page = await citizen().get(path);
      expect(page.headers.get('cache-control'), path).toBe('no-store');
      expect(page.html, path).toContain('<meta name="robots" content="noindex, nofollow"');
    }
    const robots = (await citizen().get('/robots.txt')).html;
    expect(robots).toContain(`Disallow: ${base}/requests/status`);
    for (const path of ['/sitemap.xml', '/sitemap-1.xml', '/feed.xml'])
      expect((await citizen().get(path)).html, path).not.toContain('/requests/status');
  });

  it('change nothing, however often they are asked for', async () => {
    const before = (await filing.done('GET', '/api/requests')).count;
    for (let no = 0; no < 20; no += 1) await citizen().get('/requests/apply?who=person&subject=x');
    expect((await filing.done('GET', '/api/requests')).count).toBe(before);
  });
});

describe('an application over the internet (条例 arts 29, 31)', () => {
  it('of a person waits to be confirmed; the receipt says so and is shown in this browser only', async () => {
    const visitor = citizen();
    const values = { ...person, subject: '甲区养老补贴标准' };
    const page = await visitor.upload('/requests/apply', await visitor.filledForm(values), proof);
    expect([page.status, page.path]).toEqual([200, `${base}/requests/receipt`]);
    for (const words of [
      '还没有确认收到',
      '双方确认之日为收到申请之日',
      '一般在1个工作日内',
      '甲区养老补贴标准',
    ])
      expect(page.html).toContain(words);
    const cookie = visitor.given.find(each => each.startsWith('gongkai_receipt='));
    expect(cookie).toMatch(/Max-Age=900/);
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(cookie).toContain(`Path=${base}/requests/receipt`);
    const { code, secret } = codesOf(page.html);
    const elsewhere = await citizen().get('/requests/receipt');
    expect(elsewhere.status).toBe(410);
    expect(elsewhere.html).not.toContain(code);
    const found = await caseOf('甲区养老补贴标准');
    expect(found).toMatchObject({
      via: 'internet',
      state: 'awaiting-confirmation',
      number: null,
      receivedOn: null,
    });
    expect(JSON.stringify(found)).not.toContain(residentId());
    expect(JSON.stringify(found)).not.toContain(secret);
    expect(found.papers).toMatchObject([{ kind: 'identity-proof', sealed: true, forApplicant: false }]);
  });

  it('of an organisation is taken in with what it is', async () => {
    await citizen().applied({ ...organisation, subject: '乙市社会组织数量' });
    expect(await caseOf('乙市社会组织数量')).toMatchObject({
      applicantKind: 'business',
      wish: { carrier: 'paper', supply: 'post' },
    });
  });

  it('with a wrong identity number and an empty subject says both, and loses nothing', async () => {
    const visitor = citizen();
    const form = await visitor.filledForm({ ...person, identityNo: '522422198001010010', subject: ' ' });
    const page = await visitor.upload('/requests/apply', form, proof);
    expect(page.status).toBe(400);
    expect(problemsOf(page.html)).toEqual([
      'identityNo：公民身份号码不正确（校验码不符），请对照证件核对。',
      'subject：请写明所需政府信息的名称，或者便于查询的特征。',
    ]);
    for (const name of ['name', 'identityNo', 'phone', 'description', 'token', 'answer'])
      expect(fieldValue(page.html, name), name).toBe(form[name]);
    expect(page.html).toContain('已上传：证件.png');
    for (const each of ['identityNo', 'subject'])
      expect(page.html).toMatch(new RegExp(`id="field-${each}"[^>]*aria-invalid="true"`));
    const kept = fieldValue(page.html, 'kept-identity-proof')!;
    const fixed = { ...form, identityNo: residentId(2), subject: '补齐的名称', 'kept-identity-proof': kept };
    const done = await visitor.upload('/requests/apply', fixed);
    expect(codesOf(done.html).code).toMatch(/^[0-9A-Z-]{16,}$/);
    expect((await caseOf('补齐的名称')).papers).toHaveLength(1);
  });

  it('sent twice by an impatient finger is one case with one receipt', async () => {
    const visitor = citizen();
    const form = await visitor.filledForm({ ...person, subject: '双击提交的申请' });
    const pages = await Promise.all([1, 2, 3].map(() => visitor.upload('/requests/apply', form, proof)));
    pages.push(await visitor.upload('/requests/apply', form, proof));
    expect(new Set(pages.map(page => codesOf(page.html).code)).size).toBe(1);
    await caseOf('双击提交的申请');
  });

  it('whose page was lost keeps all that was typed and asks anew', async () => {
    const visitor = citizen();
    const page = await visitor.upload('/requests/apply', { ...person, answer: '5' }, proof);
    expect([page.status, problemsOf(page.html)]).toEqual([
      400,
      ['answer：本页已经失效，所填内容都还在。请回答新的题目后重新提交。'],
    ]);
    expect(fieldValue(page.html, 'subject')).toBe(person['subject']);
    expect(page.html).toContain('已上传：证件.png');
    const again = {
      ...person,
      subject: '失效后重新提交',
      token: fieldValue(page.html, 'token')!,
      answer: answerOf(page.html),
      'kept-identity-proof': fieldValue(page.html, 'kept-identity-proof')!,
    };
    expect(codesOf((await visitor.upload('/requests/apply', again)).html).code).not.toBe('');
  });

  it('carries what somebody typed as text, never as markup', async () => {
    const visitor = citizen();
    const attack = '"><script>alert(1)</script>';
    const form = await visitor.filledForm({ ...person, name: attack, description: attack, phone: '' });
    const page = await visitor.upload('/requests/apply', form, proof);
    expect(page.html).not.toContain('<script>alert');
    expect([fieldValue(page.html, 'name'), fieldValue(page.html, 'description')]).toEqual([attack, attack]);
  });
});

describe('files that can not be proof', () => {
  /** A form with a file of any size, as it streams from a slow telephone. */
  async function streamed(fields: Readonly<Record<string, string>>, bytes: number): Promise<Page> {
    const boundary = 'gongkai-test-boundary';
    const head = Object.entries(fields)
      .map(
        ([name, value]) =>
          `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      )
      .join('');
    const file = `--${boundary}\r\ncontent-disposition: form-data; name="identity-proof"; filename="big.pdf"\r\n\r\n%PDF-1.7\n`;
    const tail = `\r\n--${boundary}--\r\n`;
    const chunk = Buffer.alloc(1024 * 1024, 0x20);
    return new Promise((resolve, reject) => {
      const sending = request(
        `${product.url}${base}/requests/apply`,
        {
          method: 'POST',
          headers: {
            accept: 'text/html',
            'content-type': `multipart/form-data; boundary=${boundary}`,
            'content-length': Buffer.byteLength(head + file + tail) + bytes,
          },
        },
        answer => {
          let html = '';
          answer.setEncoding('utf8').on('data', (part: string) => {
            html += part;
          });
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, html, headers: new Headers(), path: '' }),
          );
        },
      );
      sending.on('error', reject);
      sending.write(head + file);
      let left = bytes / chunk.length;
      const more = (): void => {
        while (left > 0) {
          left -= 1;
          if (!sending.write(chunk)) return void sending.once('drain', more);
        }
        sending.end(tail);
      };
      more();
    });
  }

  it('of 200 MB are told in Chinese what is wrong, and nothing that was typed is lost', async () => {
    const form = await citizen().filledForm({ ...person, subject: '附件过大的申请' });
    const page = await streamed(form, 200 * 1024 * 1024);
    expect(page.status).toBe(413);
    expect(problemsOf(page.html)[0]).toContain('身份证明的文件超过10 MB');
    expect(fieldValue(page.html, 'subject')).toBe('附件过大的申请');
    expect(fieldValue(page.html, 'answer')).toBe(form['answer']);
  });

  it('such as an encrypted ZIP are refused by type, whatever they are called', async () => {
    const visitor = citizen();
    const zip = Buffer.concat([Buffer.from('504b03041400090008000000', 'hex'), Buffer.alloc(200, 7)]);
    for (const name of ['证件.zip', '证件.pdf', '证件.png']) {
      const form = await visitor.filledForm(person);
      const page = await visitor.upload('/requests/apply', form, { 'identity-proof': { name, bytes: zip } });
      expect([page.status, problemsOf(page.html).length], name).toEqual([400, 1]);
      expect(problemsOf(page.html)[0]).toMatch(/^identity-proof：身份证明只接收照片（JPEG、PNG）或者PDF文件/);
    }
  });

  it('are missing: the form says so', async () => {
    const visitor = citizen();
    const page = await visitor.upload('/requests/apply', await visitor.filledForm(person));
    expect(problemsOf(page.html)).toEqual([
      'identity-proof：请上传身份证明（照片或者PDF）。不便上传的，可以邮寄或者当面提交申请。',
    ]);
  });
});

describe('looking after one’s own case (条例 art 30; lesson 14)', () => {
  it('shows the stages, the clock and what it rests on, with the name masked and no identity number', async () => {
    const visitor = citizen();
    const { code, secret } = await visitor.applied({ ...person, subject: '查询进度的申请' });
    const page = await visitor.look(code, secret);
    expect([page.status, page.path]).toEqual([200, `${base}/requests/status/case`]);
    for (const words of ['欧阳**', '等待双方确认收到', '《政府信息公开条例》第三十一条', '查询进度的申请'])
      expect(page.html).toContain(words);
    for (const hidden of [residentId(), person['phone']!, person['name']!, secret])
      expect(page.html).not.toContain(hidden);
    const cookie = visitor.given.find(each => each.startsWith('gongkai_request='));
    expect(cookie).toContain(`Path=${base}/requests/status;`);
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    // After the end nothing is shown any more.
    await visitor.post('/requests/status/leave', {});
    const gone = await visitor.get('/requests/status/case');
    expect(gone.path).toBe(`${base}/requests/status?note=over`);
  });

  it('runs from confirmation over a correction to withdrawal', async () => {
    const visitor = citizen();
    const { code, secret } = await visitor.applied({ ...person, subject: '需要补正的申请' });
    let found = await caseOf('需要补正的申请');
    found = await command(found, 'confirm-receipt', { on: today });
    let page = await visitor.look(code, secret);
    expect(page.html).toContain(found.number);
    expect(page.html).toContain('2026年3月30日');
    expect(page.html).toContain('接收回执');
    await command(found, 'request-correction', {
      on: today,
      matters: '没有写明补贴的年度和区县。',
      guidance: '请写明年度和区县名称。',
      correctBy: '2026-03-16',
    });
    page = await visitor.get('/requests/status/case');
    for (const words of ['请在2026年3月16日前补正', '没有写明补贴的年度和区县。', '请写明年度和区县名称。'])
      expect(page.html).toContain(words);

    page = await visitor.get('/requests/status/correct');
    const act = fieldValue(page.html, 'act')!;
    expect(fieldValue(page.html, 'subject')).toBe('需要补正的申请');
    page = await visitor.post('/requests/status/correct', { act, subject: '', description: '写了很多' });
    expect([page.status, problemsOf(page.html).length]).toEqual([409, 1]);
    expect(fieldValue(page.html, 'description')).toBe('写了很多');
    const corrected = { act, subject: '2018年甲县养老补贴', description: '2018年', documentNo: '' };
    const twice = await Promise.all([1, 2].map(() => visitor.post('/requests/status/correct', corrected)));
    for (const each of twice) expect(each.html).toContain('补正已经收到，答复期限重新计算。');
    expect(await caseOf('2018年甲县养老补贴')).toMatchObject({
      state: 'running',
      subject: '2018年甲县养老补贴',
    });

    // Without a form of ours nothing happens, whoever sends it.
    page = await visitor.post('/requests/status/withdraw', { note: '从别处来' });
    expect(page.path).toContain('note=over');
    page = await visitor.get('/requests/status/withdraw');
    expect(page.html).toContain('不能恢复');
    page = await visitor.post('/requests/status/withdraw', {
      act: fieldValue(page.html, 'act')!,
      note: '已经找到',
    });
    expect(page.html).toContain('申请已经撤回。');
    expect(await caseOf('2018年甲县养老补贴')).toMatchObject({ state: 'withdrawn' });
    page = await visitor.get('/requests/status/withdraw');
    expect(page.html).toContain('现在不能撤回');
  });

  it('lets the applicant download what is for the applicant, and nothing else', async () => {
    const visitor = citizen();
    const { code, secret } = await visitor.applied({ ...person, subject: '下载文书的申请' });
    const found = await command(await caseOf('下载文书的申请'), 'confirm-receipt', { on: today });
    const page = await visitor.look(code, secret);
    const links = [...page.html.matchAll(/href="([^"]*\/requests\/status\/paper\/[^"]*)"/g)].map(
      link => link[1]!,
    );
    expect(links.length).toBeGreaterThan(0);
    const letter = await visitor.get(links[0]!.slice(base.length));
    expect(letter.status).toBe(200);
    expect(letter.headers.get('content-disposition')).toMatch(/^attachment; filename\*?=/);
    expect(letter.headers.get('cache-control')).toBe('no-store');
    const own = found.papers.find((paper: Json) => paper.kind === 'identity-proof');
    expect((await visitor.get(`/requests/status/paper/${own.id}`)).status).toBe(404);
    expect((await citizen().get(links[0]!.slice(base.length))).path).toContain('note=over');
    const other = citizen();
    await other.look(
      ...(Object.values(await other.applied({ ...person, subject: '另一件申请' })) as [string, string]),
    );
    expect((await other.get(links[0]!.slice(base.length))).status).toBe(404);
  });
});

describe('guessing at codes', () => {
  const main = (page: Page): string =>
    page.html.slice(page.html.indexOf('<main'), page.html.indexOf('</main')).replace(/ value="[^"]*"/g, '');

  it('answers a wrong secret, a wrong code and nonsense word for word alike', async () => {
    const visitor = citizen();
    const { code, secret } = await visitor.applied({ ...person, subject: '被猜测的申请' });
    const pages = [
      await citizen().look(code, 'AAAAAAAA'),
      await citizen().look('AAAA-BBBB-CCCC-DDDD', secret),
      await citizen().look("' or 1=1 --", '%'),
    ];
    expect(pages.map(page => page.status)).toEqual([403, 403, 403]);
    expect(new Set(pages.map(main)).size).toBe(1);
    expect(main(pages[0]!)).toContain('查询码或者查询密码不正确');
    for (const page of pages) expect(page.html).not.toContain('被猜测的申请');
    const empty = await citizen().look('', '');
    expect([empty.status, problemsOf(empty.html)]).toEqual([
      400,
      ['code：请填写查询码。', 'secret：请填写查询密码。'],
    ]);
  });

  it('is stopped after ten tries on a code, in plain words with a time, also for who has the secret', async () => {
    const { code, secret } = await citizen().applied({ ...person, subject: '连续猜测的申请' });
    const statuses: number[] = [];
    for (let no = 0; no < 11; no += 1) statuses.push((await citizen().look(code, `WRONG${no}`)).status);
    expect(statuses).toEqual([...Array(10).fill(403), 429]);
    const page = await citizen().look(code, secret);
    expect(page.status).toBe(429);
    expect(problemsOf(page.html)[0]).toMatch(/请约\d+分钟后再查，或者拨打/);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
