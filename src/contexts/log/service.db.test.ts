import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { AppError } from '../../platform/app-error.ts';
import { transaction } from '../../platform/database/database.ts';
import { makeHttpServer } from '../../platform/http/kit.ts';
import type { PublicAct } from './contract.ts';
import { leafHash, rootFromInclusion } from './merkle.ts';
import { logRoutes } from './routes.ts';
import { createLog, recordAudit } from './service.ts';
import { signerFromSeed } from './signed-note.ts';
import { verifyRows } from './verify/rows.ts';
import { type Fetch, verifySite } from './verify/site.ts';

const database = await testDatabase();
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const signer = signerFromSeed('gongkai.local/log', Buffer.alloc(32, 7));
const newLog = () => createLog({ database, clock, signer });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const documentId = '00000000-0000-4000-8000-000000000001';

/** As a superuser could: the triggers that keep these tables append-only are switched off. */
async function behindTheTriggers(statement: ReturnType<typeof sql>): Promise<void> {
  await transaction(database, async trx => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await statement.execute(trx);
  });
}

interface Published {
  record: string;
  readonly act: Extract<PublicAct, { kind: 'released' }>;
}

function published(version: number, body = '<p>城乡低保标准</p>', path = '/zwgk/2019/06/a.html'): Published {
  const attachment = { digest: sha256('附件'), name: '附件 1.xlsx' };
  const record = JSON.stringify({ bodyHtml: body, title: '低保<标准> & 办法', version });
  const act = {
    kind: 'released' as const,
    at: clock.now().toISOString(),
    organ: '毕节市民政局',
    path,
    indexNo: `11520500/2019-0000${version}`,
    version,
    title: '低保<标准> & 办法',
    recordDigest: sha256(record),
    attachments: [attachment],
    replacesVersion: version > 1 ? version - 1 : null,
  };
  return { record, act };
}

function withdrawal(version: number): PublicAct {
  const { organ, path, indexNo, title, at } = published(version).act;
  const reason = '发布有误,已经更正。';
  return {
    kind: 'withdrawn',
    at,
    organ,
    path,
    indexNo,
    version,
    title,
    withdrawalKind: 'published-in-error',
    reason,
  };
}

const dutyMet = (period: string): PublicAct => ({
  kind: 'duty-met',
  at: clock.now().toISOString(),
  organ: '毕节市民政局',
  leaf: '3.4.1',
  period,
  dueOn: '2019-06-10',
  metOn: '2019-06-03',
});

async function record(...acts: PublicAct[]): Promise<string[]> {
  const log = newLog();
  return transaction(database, async trx => {
    const ids: string[] = [];
    for (const act of acts)
      ids.push(await log.recordPublicAct(trx, act, { kind: 'document', id: documentId }, clock.now()));
    return ids;
  });
}

async function audit(command: string): Promise<void> {
  const event = { at: clock.now(), actor: null, command, subjectKind: 'document', subjectId: documentId };
  await transaction(database, trx =>
    recordAudit(trx, { ...event, outcome: 'done', detail: { 文号: '1', a: 2.5 } }),
  );
}

beforeEach(async () => {
  clock.set('2019-06-03T09:00:00+08:00');
  await behindTheTriggers(
    sql`truncate audit_event, log_entry, log_leaf, log_checkpoint, audit_seal restart identity`,
  );
});

const keys = `${signer.verifierKey}\n`;

async function rowProblems(records: Record<number, string> = {}, verifyFile = async () => true) {
  const recordOf = async (_: string, version: number) => records[version];
  return verifyRows({ queries: database.kysely, keys, recordOf, verifyFile });
}

describe('sealing', () => {
  it('signs a checkpoint of the empty log first, and then nothing until something is recorded', async () => {
    const log = newLog();
    expect(await log.seal()).toEqual({ size: 0, added: 0 });
    const note = await log.checkpoint();
    expect(await log.seal()).toEqual({ size: 0, added: 0 });
    expect(await log.checkpoint()).toBe(note);
    expect((await rowProblems()).problems).toEqual([]);
  });

  it('gives every act a leaf in the order recorded, together with the audit rows so far', async () => {
    const log = newLog();
    await audit('item.release');
    const ids = await record(published(1).act, dutyMet('2019'));
    expect(await log.seal()).toEqual({ size: 3, added: 3 });
    const entries = await log.entriesOf('document', documentId);
    expect(entries.map(e => [e.id, e.leafIndex])).toEqual(ids.map((id, i) => [id, i]));
    const [seal] = await log.entriesOf('audit', '1-1');
    expect(JSON.parse(seal!.body)).toMatchObject({ kind: 'audit-sealed', firstId: 1, lastId: 1, rows: 1 });
  });

  it('lets audit rows wait for a public act, but not longer than ten minutes', async () => {
    const log = newLog();
    await audit('item.draft');
    expect(await log.seal()).toMatchObject({ added: 0 });
    clock.set('2019-06-03T09:10:01+08:00');
    expect(await log.seal()).toMatchObject({ added: 1 });
    expect(await log.seal()).toMatchObject({ added: 0 });
  });

  it('proves each act under the newest checkpoint across several tiles, and an unsealed one not yet', async () => {
    const log = newLog();
    const ids = await record(...Array.from({ length: 300 }, (_, i) => dutyMet(`${i}`)));
    await log.seal();
    ids.push(...(await record(...Array.from({ length: 400 }, (_, i) => dutyMet(`b${i}`)))));
    await log.seal();
    for (const nth of [0, 255, 256, 299, 300, 511, 512, 699]) {
      const proof = await log.inclusionProof(ids[nth]!);
      const path = proof.path.map(hash => Buffer.from(hash, 'base64'));
      const root = rootFromInclusion(
        leafHash(Buffer.from(proof.body)),
        proof.leafIndex!,
        proof.treeSize!,
        path,
      );
      expect([proof.treeSize, root?.toString('base64')]).toEqual([700, proof.root]);
      expect(proof.checkpoint).toContain(proof.root);
    }
    const [late] = await record(dutyMet('late'));
    expect(await log.inclusionProof(late!)).toMatchObject({ leafIndex: null, path: [], checkpoint: null });
  });

  it('knows no proof of an act that was never recorded', async () => {
    await expect(newLog().inclusionProof('no-id')).rejects.toMatchObject({ code: 'not-found' });
    await expect(newLog().inclusionProof(documentId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('gives no leaf twice when several servers seal at once', async () => {
    const logs = [newLog(), newLog(), newLog()];
    for (let round = 0; round < 3; round += 1) {
      await record(...Array.from({ length: 5 }, (_, i) => dutyMet(`${round}-${i}`)));
      await Promise.all(logs.map(log => log.seal()));
    }
    const result = await rowProblems();
    expect([result.size, result.problems]).toEqual([15, []]);
  });

  it('leaves an audit row whose transaction is still open to a later seal', async () => {
    const log = newLog();
    await audit('first');
    let finish = () => {};
    let begun = () => {};
    const hasBegun = new Promise<void>(resolve => {
      begun = resolve;
    });
    const open = transaction(database, async trx => {
      const event = { at: clock.now(), actor: null, command: 'slow', subjectKind: 'x', subjectId: 'y' };
      await recordAudit(trx, { ...event, outcome: 'done' });
      begun();
      await new Promise<void>(resolve => {
        finish = resolve;
      });
    });
    await hasBegun;
    await record(dutyMet('2019'));
    const sealed = await log.seal().finally(() => finish());
    await open;
    expect(sealed).toEqual({ size: 1, added: 1 });
    await record(dutyMet('2020'));
    expect(await log.seal()).toEqual({ size: 3, added: 2 });
    expect((await rowProblems()).problems).toEqual([]);
  });

  it('sums up its newest acts, sealed or not, for its page', async () => {
    const log = newLog();
    expect(await log.summary(5)).toMatchObject({ size: 0, checkpoint: '', sealedAt: null, entries: [] });
    await record(dutyMet('2018'), dutyMet('2019'));
    await log.seal();
    await record(dutyMet('2020'));
    const { size, root, checkpoint, sealedAt, entries } = await log.summary(2);
    expect([size, sealedAt]).toEqual([2, '2019-06-03T01:00:00.000Z']);
    expect(checkpoint).toContain(root);
    expect(entries.map(entry => entry.leafIndex)).toEqual([null, 1]);
  });

  it('refuses a public act that no leaf can hold', async () => {
    const { act } = published(1);
    const attachments = Array.from({ length: 500 }, (_, i) => ({
      digest: sha256(`${i}`),
      name: '长'.repeat(40),
    }));
    await expect(record({ ...act, attachments })).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('the database', () => {
  it.each(['audit_event', 'log_entry', 'log_leaf', 'log_checkpoint', 'audit_seal'])(
    'refuses to delete from %s',
    async table => {
      await audit('x');
      await record(published(1).act);
      await newLog().seal();
      await expect(sql`delete from ${sql.table(table)}`.execute(database.kysely)).rejects.toMatchObject({
        code: 'GK001',
      });
    },
  );
});

describe('log verify on the rows', () => {
  async function someHistory() {
    const log = newLog();
    for (const command of ['a', 'b', 'c']) await audit(command);
    const [one, two] = [published(1), published(2)];
    await record(one.act, dutyMet('2019'));
    await log.seal();
    await audit('d');
    await record(two.act);
    await log.seal();
    return { 1: one.record, 2: two.record };
  }
  const kinds = async (records: Record<number, string>, verifyFile = async () => true) =>
    (await rowProblems(records, verifyFile)).problems.map(problem => problem.kind);

  it('finds nothing in an untouched log and counts what it looked at', async () => {
    const records = await someHistory();
    expect(await rowProblems(records)).toMatchObject({ size: 5, checked: 5 + 4 + 2, problems: [] });
  });

  it('detects an edited audit row', async () => {
    const records = await someHistory();
    await behindTheTriggers(sql`update audit_event set staff_name = '他人' where command = 'b'`);
    expect(await kinds(records)).toEqual(['audit-row-edited']);
  });

  it('detects a deleted audit row', async () => {
    const records = await someHistory();
    await behindTheTriggers(sql`delete from audit_event where command = 'b'`);
    expect(await kinds(records)).toEqual(['audit-row-deleted']);
  });

  it('detects a public act whose body was edited, and one edited together with its hashes', async () => {
    const records = await someHistory();
    await behindTheTriggers(
      sql`update log_entry set body = replace(body, '3.4.1', '3.4.2') where kind = 'duty-met'`,
    );
    expect(await kinds(records)).toEqual(['entry-edited', 'root-mismatch', 'root-mismatch']);
    const { rows } = await sql<{ body: string }>`select body from log_entry where kind = 'duty-met'`.execute(
      database.kysely,
    );
    const hash = leafHash(Buffer.from(rows[0]!.body)).toString('hex');
    await behindTheTriggers(sql`update log_entry set leaf_hash = ${hash} where kind = 'duty-met'`);
    await behindTheTriggers(
      sql`update log_leaf set leaf_hash = ${hash} where entry_id in (select id from log_entry where kind = 'duty-met')`,
    );
    expect(await kinds(records)).toEqual(['root-mismatch', 'root-mismatch']);
  });

  it('detects a deleted public act, in the middle and at the end', async () => {
    const records = await someHistory();
    await behindTheTriggers(sql`delete from log_entry where kind = 'duty-met'`);
    expect(await kinds(records)).toContain('entry-missing');
    await behindTheTriggers(sql`delete from log_leaf where leaf_index = 4`);
    expect(await kinds(records)).toContain('leaf-missing');
  });

  it('detects a checkpoint that was removed, edited, or signed by another key', async () => {
    const records = await someHistory();
    await behindTheTriggers(sql`update log_checkpoint set root_hash = 'ab' where tree_size = 3`);
    expect(await kinds(records)).toEqual(['checkpoint-edited']);
    await behindTheTriggers(sql`delete from log_checkpoint where tree_size = 5`);
    expect(await kinds(records)).toContain('checkpoint-missing');
    const stranger = signerFromSeed('gongkai.local/log', Buffer.alloc(32, 9));
    const result = await verifyRows({
      queries: database.kysely,
      keys: stranger.verifierKey,
      recordOf: async (_, version) => records[version as 1 | 2],
      verifyFile: async () => true,
    });
    expect(result.problems.map(p => p.kind)).toContain('checkpoint-signature');
  });

  it('detects an edited or missing version row and a replaced attachment', async () => {
    const records = await someHistory();
    expect(await kinds({ ...records, 2: records[2].replace('低保', '高保') })).toEqual(['record-changed']);
    expect(await kinds({ 1: records[1] })).toEqual(['record-missing']);
    expect(await kinds(records, async () => false)).toEqual(['attachment-changed', 'attachment-changed']);
  });

  it('detects a seal that was taken out of the seal table', async () => {
    const records = await someHistory();
    await behindTheTriggers(sql`delete from audit_seal where last_id = 4`);
    expect(await kinds(records)).toEqual(['audit-seal-edited']);
  });
});

describe('log verify on a site', () => {
  interface Site {
    pages: Map<string, { status: number; html: string }>;
    records: Map<string, string>;
    files: Map<string, string>;
    fetch: Fetch;
  }

  async function site(): Promise<Site> {
    const app = await makeHttpServer({ logger: false });
    const parts = { pages: new Map(), records: new Map(), files: new Map() } as Omit<Site, 'fetch'>;
    const authorise = async () => {
      throw new AppError('not-signed-in');
    };
    logRoutes(app, { log: newLog(), authorise });
    app.get('/files/:digest/:name', async (request, reply) => {
      const { digest } = request.params as { digest: string };
      const bytes = parts.files.get(digest);
      return bytes === undefined ? reply.status(410).send('') : reply.send(bytes);
    });
    app.get('/*', async (request, reply) => {
      const recordText = parts.records.get(request.url);
      if (recordText !== undefined) return reply.type('application/json').send(recordText);
      const page = parts.pages.get(request.url);
      return reply.status(page?.status ?? 404).send(page?.html ?? '');
    });
    const fetch: Fetch = async path => {
      const answer = await app.inject({ method: 'GET', url: path });
      return { status: answer.statusCode, bytes: answer.rawPayload };
    };
    return { ...parts, fetch };
  }

  function serve(to: Site, { act, record: text }: Published): void {
    const { bodyHtml } = JSON.parse(text) as { bodyHtml: string };
    const html = `<main><h1 data-record-title="true">低保&lt;标准> &amp; 办法</h1><article data-record><!--record-body-->${bodyHtml}<!--/record-body--></article></main>`;
    to.pages.set(act.path, { status: 200, html });
    to.records.set(`${act.path.replace('.html', '')}/v${act.version}.json`, text);
    to.files.set(sha256('附件'), '附件');
  }

  async function servedSite(): Promise<Site> {
    const running = await site();
    const [one, two] = [published(1), published(2, '<p>修订后的标准</p>')];
    await record(one.act);
    await newLog().seal();
    await record(two.act);
    await audit('item.release');
    await newLog().seal();
    serve(running, one);
    serve(running, two);
    return running;
  }

  const problemsOf = async (running: Site) =>
    (await verifySite({ fetch: running.fetch, keys })).problems.map(problem => problem.kind);

  it('finds nothing on an honest site, and says when the key was taken on trust', async () => {
    const running = await servedSite();
    const given = await verifySite({ fetch: running.fetch, keys });
    expect(given).toMatchObject({ size: 3, problems: [], notes: [] });
    const trusted = await verifySite({ fetch: running.fetch });
    expect(trusted).toMatchObject({ size: 3, problems: [] });
    expect(trusted.notes[0]).toContain('首次信任');
  });

  it('detects an edited page, body or title', async () => {
    const running = await servedSite();
    const page = running.pages.get('/zwgk/2019/06/a.html')!;
    const { html } = page;
    page.html = html.replace('修订后', '修改后');
    expect(await problemsOf(running)).toEqual(['page-changed']);
    page.html = html.replace('&amp;', '和');
    expect(await problemsOf(running)).toEqual(['title-changed']);
    page.html = `${html}<!--record-body--><p>另加的话</p><!--/record-body-->`;
    expect(await problemsOf(running)).toEqual(['page-changed']);
    page.html = html;
    expect(await problemsOf(running)).toEqual([]);
  });

  it('detects a replaced and a missing attachment', async () => {
    const running = await servedSite();
    running.files.set(sha256('附件'), '另一个附件');
    expect(await problemsOf(running)).toEqual(['attachment-changed']);
    running.files.clear();
    expect(await problemsOf(running)).toEqual(['attachment-missing']);
  });

  it('detects an edited or missing record', async () => {
    const running = await servedSite();
    const path = '/zwgk/2019/06/a/v2.json';
    running.records.set(path, running.records.get(path)!.replace('修订后', '修改后'));
    expect(await problemsOf(running)).toEqual(['record-changed']);
    running.records.delete(path);
    expect(await problemsOf(running)).toEqual(['record-missing']);
  });

  it('wants 410 from a withdrawn page and its attachments gone', async () => {
    const running = await servedSite();
    await record(withdrawal(2));
    await newLog().seal();
    expect(await problemsOf(running)).toEqual(['withdrawn-page-served', 'withdrawn-attachment-served']);
    running.pages.set('/zwgk/2019/06/a.html', { status: 410, html: '已撤下' });
    running.files.clear();
    expect(await problemsOf(running)).toEqual([]);
  });

  it('detects a forged checkpoint and a bundle that was changed', async () => {
    const running = await servedSite();
    const forged: Fetch = async path => {
      const answer = await running.fetch(path);
      const isBundle = path.includes('/entries/');
      const text = Buffer.from(answer.bytes).toString('latin1');
      return isBundle
        ? { ...answer, bytes: Buffer.from(text.replace('"version":1', '"version":7'), 'latin1') }
        : answer;
    };
    const changed = await verifySite({ fetch: forged, keys });
    expect(changed.problems.map(p => p.kind)).toContain('root-mismatch');
    expect(changed.problems.map(p => p.kind)).toContain('tile-mismatch');
    const stranger = signerFromSeed('gongkai.local/log', Buffer.alloc(32, 9));
    const other = await verifySite({ fetch: running.fetch, keys: stranger.verifierKey });
    expect(other.problems.map(p => p.kind)).toEqual(['checkpoint-signature']);
  });

  it('detects a history that no longer continues a checkpoint kept from before', async () => {
    const running = await servedSite();
    const { checkpoint } = await verifySite({ fetch: running.fetch, keys });
    await record(dutyMet('2020'));
    await newLog().seal();
    const grown = await verifySite({ fetch: running.fetch, keys, previous: checkpoint });
    expect([grown.size, grown.problems]).toEqual([4, []]);
    await behindTheTriggers(sql`truncate log_entry, log_leaf, log_checkpoint, audit_seal`);
    await record(...['a', 'b', 'c', 'd', 'e'].map(dutyMet));
    await newLog().seal();
    const rewritten = await verifySite({ fetch: running.fetch, keys, previous: checkpoint });
    expect(rewritten.problems.map(p => p.kind)).toEqual(['history-rewritten']);
  });

  it('looks a second time before it reports, because somebody may be publishing', async () => {
    const running = await servedSite();
    const three = published(3, '<p>第三版</p>');
    serve(running, three);
    await record(three.act);
    const settle = async () => {
      await newLog().seal();
    };
    expect((await verifySite({ fetch: running.fetch, keys, settle })).problems).toEqual([]);
  });

  it('serves checkpoint, key and tiles as the format says, and other paths not at all', async () => {
    const { fetch } = await servedSite();
    const statusOf = async (path: string) => (await fetch(path)).status;
    expect(Buffer.from((await fetch('/log/key')).bytes).toString()).toBe(keys);
    expect((await fetch('/log/tile/0/000.p/3')).bytes.length).toBe(96);
    expect(await statusOf('/log/tile/0/000')).toBe(404);
    expect(await statusOf('/log/tile/0/000.p/4')).toBe(404);
    expect(await statusOf('/log/tile/7/../key')).toBe(404);
    expect(await statusOf('/api/audit')).toBe(401);
  });
});

describe('the audit trail', () => {
  it('is listed newest first, by pages, filtered by subject, person and command', async () => {
    const log = newLog();
    for (const command of ['a', 'b', 'c', 'b']) await audit(command);
    const first = await log.listAudit({ size: 3 });
    expect(first.map(row => row.command)).toEqual(['b', 'c', 'b']);
    const rest = await log.listAudit({ size: 3, before: first.at(-1)!.id });
    expect(rest.map(row => row.command)).toEqual(['a']);
    expect(await log.listAudit({ size: 9, command: 'b', subjectId: documentId })).toHaveLength(2);
    expect(await log.listAudit({ size: 9, staff: '某人' })).toEqual([]);
  });
});
