import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { behindTheBack } from './database.ts';
import { chain, notice, released, signerOf, submitted } from './item-path.ts';
import { type Json, Officer, requestKey, saying, staffOf } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';

/** Who sees and does what beyond the cells of the matrix: other units' things, accounts that are out, old passwords. */

let pack: PackFolder;
let product: RunningProduct;
let staff: (username: string) => Promise<Officer>;

beforeAll(async () => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-06-03', GONGKAI_PACK: pack.folder } });
  staff = staffOf(product.url);
});
afterAll(async () => {
  await product?.stop();
  await pack?.remove();
});

const password = 'Probe-4711-xyz';
let made = 0;

/** A person who is no demo account, with roles that ask for no second factor. */
async function newcomer(
  roles: readonly string[],
  unitId: string,
): Promise<Officer & { readonly id: string }> {
  made += 1;
  const username = `person-${made}`;
  const administrator = await staff('administrator');
  const body = { username, name: '演示·新人', unitId, roles, password };
  const { id } = await administrator.done('POST', '/api/staff', body);
  return Object.assign(await new Officer(product.url, username).signIn(password), { id: id as string });
}

async function setStaff(username: string, assignment: string): Promise<void> {
  await behindTheBack(product.folder, client =>
    client.query(`update staff set ${assignment} where username = $1`, [username]),
  );
}

describe('what belongs to another unit', () => {
  it('is neither listed nor shown to a county, whichever question is asked', async () => {
    const [county, maker, neighbour] = (await Promise.all(
      ['county-dafang', 'social-affairs', 'county-qianxi'].map(staff),
    )) as [Officer, Officer, Officer];
    const open = await submitted(maker, notice({ title: '市局科室的未发布草稿' }));
    const theirs = await submitted(neighbour, notice({ title: '邻县的未发布草稿' }));
    const live = await released(staff, maker, notice({ title: '市局已发布的通知' }));
    for (const { id } of [open, theirs, live]) {
      for (const path of [`/api/items/${id}`, `/api/items/${id}/difference`]) {
        const { status, body } = await county.get(path);
        expect([403, 404], `${path}: ${status}`).toContain(status);
        expect(JSON.stringify(body)).not.toMatch(/未发布草稿|市局已发布/);
      }
    }
    for (const path of ['/api/items', '/api/items?q=草稿', '/api/my/queue', '/api/duties', '/api/plans']) {
      const { status, body } = await county.get(encodeURI(path));
      expect(status, path).toBe(200);
      expect(JSON.stringify(body), path).not.toMatch(/未发布草稿|county-qianxi/);
    }
  });
});

describe('an account that is shut', () => {
  it('is out in the middle of its work, and what it began stays for others', async () => {
    const person = await newcomer(['drafter'], 'welfare');
    const item = await submitted(person);
    const administrator = await staff('administrator');
    await administrator.done('POST', `/api/staff/${person.id}/disable`);
    const act = await person.post(`/api/items/${item.id}/recall`);
    expect([act.status, act.body.code]).toEqual([401, 'not-signed-in']);
    await expect(new Officer(product.url, person.username).signIn(password)).rejects.toThrow(
      'sign-in-failed',
    );
    expect((await (await staff('welfare')).get(`/api/items/${item.id}`)).status).toBe(200);
    await administrator.done('POST', `/api/staff/${person.id}/enable`);
    await new Officer(product.url, person.username).signIn(password);
  });

  it('lends its rights to nobody: what it delegated ends with it', async () => {
    const [secrecy, deputy, maker, administrator] = (await Promise.all(
      ['secrecy', 'office', 'social-affairs', 'administrator'].map(staff),
    )) as [Officer, Officer, Officer, Officer];
    const leave = { fromOn: '2019-06-03', untilOn: '2019-06-05', reason: '休假' };
    await secrecy.done('POST', '/api/delegations', { ...leave, toStaffId: deputy.session.staffId });
    const item = await submitted(maker);
    for (const step of chain.slice(0, chain.indexOf('secrecy')))
      await (await staff(signerOf(step))).done('POST', `/api/items/${item.id}/sign`, {
        step,
        digest: item.digest,
      });
    const sign = () => deputy.post(`/api/items/${item.id}/sign`, { step: 'secrecy', digest: item.digest });
    await administrator.done('POST', `/api/staff/${secrecy.session.staffId}/disable`);
    const refused = await sign();
    expect([refused.status, refused.body.code]).toEqual([403, 'not-allowed']);
    await administrator.done('POST', `/api/staff/${secrecy.session.staffId}/enable`);
    const done = await sign();
    expect(done.status, saying(done)).toBe(200);
  });
});

describe('GB/T 22239-2019 8.1.4.1: passwords and second factors', () => {
  it('a password of ninety days opens nothing but the change of it', async () => {
    const person = await newcomer(['drafter'], 'welfare');
    await setStaff(person.username, `password_changed_at = password_changed_at - interval '90 days'`);
    for (const path of ['/api/items', '/api/duties', '/api/my/messages', '/api/units', '/api/my/queue']) {
      const { status, body } = await person.get(path);
      expect([status, body.code, body.advice], path).toEqual([
        403,
        'password-expired',
        expect.stringContaining('新密码'),
      ]);
    }
    expect((await person.get('/api/session')).body.mustChangePassword).toBe(true);
    const change = { current: password, next: 'Another-4711-xyz' };
    const changed = await person.send('PUT', '/api/session/password', { body: change });
    expect([changed.status, changed.body.mustChangePassword]).toEqual([200, false]);
    expect((await person.get('/api/items')).status).toBe(200);
  });

  it('secrets are sealed under a key that only the owner of the data folder reads', async () => {
    expect((await stat(join(product.folder, 'sealing-key'))).mode & 0o777).toBe(0o600);
    const person = await newcomer(['drafter'], 'welfare');
    const { secret } = await person.done('POST', '/api/session/second-factor', { start: true });
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const dump = await behindTheBack(product.folder, async client => {
      const { rows } = await client.query(`select row_to_json(s) as row from staff s where username = $1`, [
        person.username,
      ]);
      return JSON.stringify(rows);
    });
    expect(dump).toContain('sealed:');
    expect(dump).not.toContain(secret);
  });
});

describe('GB/T 22239-2019 8.1.4.3: who tried what they may not', () => {
  it('is read in the audit trail: who, which command, on what; once for many attempts', async () => {
    const county = await staff('county-dafang');
    const { staffId } = (await staff('welfare')).session;
    for (let i = 0; i < 4; i += 1)
      expect((await county.post(`/api/staff/${staffId}/disable`, undefined, requestKey())).status).toBe(403);
    expect((await county.get('/api/staff')).status).toBe(403);
    const { body } = await (await staff('auditor')).get(`/api/audit?subjectId=${staffId}`);
    const lines = body.rows.filter((row: Json) => row.outcome === 'refused');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      staffName: county.session.name,
      command: 'staff.disable',
      subjectKind: 'staff',
      subjectId: staffId,
    });
  });
});

describe('an upload that is sent again', () => {
  it('is answered as the first time, and refused where the key is used for another file', async () => {
    const officer = await staff('welfare');
    const key = requestKey();
    const send = (text: string) => {
      const form = new FormData();
      form.append('file', new Blob([`%PDF-1.4\n${text}\n%%EOF`]), '附件.pdf');
      return officer.send('POST', '/api/files', { body: form, headers: key });
    };
    const [first, second] = [await send('一'), await send('一')];
    expect([first.status, second.status], saying(first)).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect([first, second].map(each => each.headers.get('idempotent-replay'))).toEqual([null, 'true']);
    const other = await send('二');
    expect([other.status, other.body.code]).toEqual([422, 'request-key-reused']);
  });
});
