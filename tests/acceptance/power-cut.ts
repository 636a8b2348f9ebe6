import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findPostmaster } from '../../src/platform/database/postmaster.ts';
import { freePort, type RunningProduct, startProduct } from '../support/start-product.ts';
import { gongkai } from './command.ts';
import { behindTheBack } from './database.ts';
import { chain, notice, signerOf } from './item-path.ts';
import { type Answer, type Json, Officer, saying } from './officer.ts';
import { quietPack } from './quiet-pack.ts';

/**
 * Ends the product with SIGKILL under writes, again and again, and asks after each time: is every write there that was
 * acknowledged, is any release half done, does the log verify? Every second time its PostgreSQL is killed with it.
 */

export interface PowerCutReport {
  readonly rounds: number;
  /** Writes the server acknowledged, by kind. */
  readonly acknowledged: Readonly<Record<string, number>>;
  /** Everything that was not as it must be, in words. Empty: all is well. */
  readonly problems: readonly string[];
  /** From start to `/readyz`, for each restart, in milliseconds. */
  readonly restartMs: readonly number[];
}

/** Without one of each of these a run says nothing. */
export const writeKinds = ['draft made', 'draft saved', 'signature', 'release', 'upload'] as const;

interface Known {
  /** Revision and summary last acknowledged, by item. */
  readonly drafts: Map<string, { revision: number; summary: string }>;
  readonly signatures: Map<string, Set<string>>;
  readonly released: Map<string, { path: string; word: string }>;
  readonly withdrawn: Map<string, string>;
  readonly files: Set<string>;
}

const signInAll = async (url: string): Promise<Map<string, Officer>> => {
  const names = ['welfare', 'finance', ...chain.map(signerOf)];
  const officers = await Promise.all(names.map(name => new Officer(url, name).signIn()));
  return new Map(officers.map(officer => [officer.username, officer]));
};

/** The server is gone, or is going: no answer, or one that says the write was not done. */
function isAway(answer: Answer | undefined): boolean {
  return answer === undefined || answer.status === 503;
}

class Writers {
  readonly officers: Map<string, Officer>;
  readonly known: Known;
  readonly counts: Record<string, number>;
  readonly problems: string[];
  stopped = false;

  constructor(
    officers: Map<string, Officer>,
    known: Known,
    counts: Record<string, number>,
    problems: string[],
  ) {
    this.officers = officers;
    this.known = known;
    this.counts = counts;
    this.problems = problems;
  }

  /** The body of an acknowledged write; nothing once the server is away. */
  async write(
    who: string,
    kind: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Json | undefined> {
    if (this.stopped) return undefined;
    const answer = await this.officers
      .get(who)!
      .send(method, path, { body })
      .catch(() => undefined);
    if (isAway(answer)) {
      this.stopped = true;
      return undefined;
    }
    if (answer!.status >= 300) {
      this.problems.push(`${kind}: ${saying(answer!)}`);
      this.stopped = true;
      return undefined;
    }
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    return answer!.body;
  }

  /** Writes a draft and saves it again and again. */
  async drafting(): Promise<void> {
    while (!this.stopped) {
      let item = await this.write(
        'finance',
        'draft made',
        'POST',
        '/api/items',
        notice({ title: '断电试验草稿' }),
      );
      for (let no = 1; item !== undefined && no <= 10; no += 1) {
        this.known.drafts.set(item.id, { revision: item.revision, summary: item.summary });
        item = await this.write('finance', 'draft saved', 'PATCH', `/api/items/${item.id}`, {
          revision: item.revision,
          summary: `第${no}次保存 ${randomBytes(4).toString('hex')}`,
        });
      }
    }
  }

  /** Takes items through the chain to the public, every third of them down again. */
  async releasing(): Promise<void> {
    for (let no = 0; !this.stopped; no += 1) {
      const word = `编号${randomBytes(5).toString('hex')}`;
      const body = notice({ title: `断电试验通知${word}`, bodyHtml: `<p>请各单位做好${word}检查工作。</p>` });
      const drafted = await this.write('welfare', 'draft made', 'POST', '/api/items', body);
      if (drafted === undefined) return;
      const { id, path } = drafted;
      const item = await this.write('welfare', 'submission', 'POST', `/api/items/${id}/submit`);
      if (item === undefined) return;
      const { digest } = item;
      for (const step of chain) {
        const signed = await this.write(signerOf(step), 'signature', 'POST', `/api/items/${id}/sign`, {
          step,
          digest,
        });
        if (signed === undefined) return;
        this.known.signatures.set(id, (this.known.signatures.get(id) ?? new Set()).add(step));
      }
      if (
        (await this.write('filing', 'release', 'POST', `/api/items/${id}/release`, { digest })) === undefined
      )
        return;
      this.known.released.set(id, { path, word });
      if (no % 3 !== 2) continue;
      // From here on it may be either until the answer is there.
      this.known.released.delete(id);
      const reason = { kind: 'published-in-error', reason: '断电试验，予以撤下' };
      if (
        (await this.write('filing', 'withdrawal', 'POST', `/api/items/${id}/withdraw`, reason)) === undefined
      )
        return;
      this.known.withdrawn.set(id, path);
    }
  }

  async uploading(): Promise<void> {
    while (!this.stopped) {
      const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(40_000)]);
      const form = new FormData();
      form.append('file', new Blob([bytes]), '附件.pdf');
      const file = await this.write('finance', 'upload', 'POST', '/api/files', form);
      if (file !== undefined) this.known.files.add(file.digest);
    }
  }
}

/** Rows that must agree with each other whatever happened; each query answers what does not. */
const consistency: Readonly<Record<string, string>> = {
  'a live document whose version is not released': `select d.id from document d left join version v on v.document_id = d.id and v.no = d.live_version
     where d.live_version is not null and v.state is distinct from 'released'`,
  'a released version that is not live': `select v.document_id as id from version v join document d on d.id = v.document_id
     where v.state = 'released' and d.live_version is distinct from v.no`,
  'a live document without its search entry, or the other way round': `select coalesce(d.id::text, s.subject_id) as id from (select id from document where live_version is not null) d
     full join (select subject_id from search_entry where subject_kind = 'document') s on s.subject_id = d.id::text
     where d.id is null or s.subject_id is null`,
  'a release without its entry in the log, or the other way round': `select coalesce(v.id::text, e.id) as id from
       (select document_id as id, count(*) from version where state in ('released', 'superseded', 'withdrawn') group by 1) v
     full join (select subject_id as id, count(*) from log_entry where kind = 'released' group by 1) e on e.id = v.id::text
     where v.count is distinct from e.count`,
  'a withdrawal without its entry in the log, or the other way round': `select coalesce(w.id::text, e.id) as id from (select document_id as id from withdrawal) w
     full join (select subject_id as id from log_entry where kind = 'withdrawn') e on e.id = w.id::text
     where w.id is null or e.id is null`,
  'an index number without a release': `select id from document where index_no is not null and first_released_at is null`,
  'a signature without its line in the audit trail': `select s.document_id as id from signature s where not exists (select from audit_event a
       where a.subject_id = s.document_id::text and a.outcome = 'done' and a.command like 'item.sign-%' and a.staff_id = s.staff_id)`,
};

async function rowsThatDisagree(folder: string): Promise<string[]> {
  return behindTheBack(folder, async client => {
    const problems: string[] = [];
    for (const [what, query] of Object.entries(consistency))
      for (const { id } of (await client.query(query)).rows) problems.push(`${what}: ${id}`);
    return problems;
  });
}

async function lostWrites(officers: Map<string, Officer>, known: Known): Promise<string[]> {
  const problems: string[] = [];
  const filing = officers.get('filing')!;
  const itemOf = (id: string) => filing.get(`/api/items/${id}`);
  for (const [id, { revision, summary }] of known.drafts) {
    const { status, body } = await itemOf(id);
    // A save after the last acknowledged one may have been done without its answer.
    const isThere = status === 200 && (body.revision > revision || body.summary === summary);
    if (!isThere || body.revision > revision + 1)
      problems.push(`draft ${id} revision ${revision}: ${status} ${body.revision}`);
  }
  for (const [id, steps] of known.signatures) {
    const { body } = await itemOf(id);
    const there = new Set((body.signatures ?? []).map((each: Json) => each.step));
    for (const step of steps) if (!there.has(step)) problems.push(`signature ${step} of ${id} is lost`);
  }
  for (const [id, { path, word }] of known.released) {
    const page = await filing.get(path);
    if (page.status !== 200 || !page.body.includes(word)) problems.push(`page of ${id}: ${page.status}`);
    const found = await filing.get(`/api/public/search?q=${encodeURIComponent(word)}`);
    if (!found.body.hits?.some((hit: Json) => hit.path === path)) problems.push(`search does not find ${id}`);
    if (!(await filing.get('/sitemap-1.xml')).body.includes(path)) problems.push(`sitemap lacks ${id}`);
  }
  for (const [id, path] of known.withdrawn) {
    const { status } = await filing.get(path);
    if (status !== 410) problems.push(`withdrawn ${id}: ${status}`);
  }
  for (const digest of known.files) {
    const bytes = await fetchedFile(filing, digest);
    if (bytes !== digest) problems.push(`file ${digest}: ${bytes}`);
  }
  return problems;
}

async function fetchedFile(officer: Officer, digest: string): Promise<string> {
  const { status, bytes } = await officer.bytes(`/api/files/${digest}/x.pdf`);
  return status === 200 ? createHash('sha256').update(bytes).digest('hex') : String(status);
}

async function killAll(product: RunningProduct, withDatabase: boolean): Promise<void> {
  if (withDatabase) {
    const found = await findPostmaster(join(product.folder, 'postgres'));
    if (found !== undefined) process.kill(found.pid, 'SIGKILL');
  }
  await product.kill9();
}

async function logProblems(folder: string, packFolder: string, url: string): Promise<string[]> {
  const env = { GONGKAI_DATA: folder, GONGKAI_PACK: packFolder };
  const ran = await Promise.all([
    gongkai(['log', 'verify', '--json'], { env }),
    gongkai(['log', 'verify', '--url', url, '--json'], { env }),
  ]);
  return ran.flatMap(each => (each.code === 0 ? [] : [`log verify: ${each.stdout}${each.stderr}`]));
}

/** `say` is told of each round. Moments are chosen at random; what is acknowledged decides what must be there. */
export async function powerCuts(
  rounds: number,
  folder: string,
  say: (text: string) => void = () => {},
): Promise<PowerCutReport> {
  const pack = await quietPack();
  const port = await freePort();
  const env = { GONGKAI_PACK: pack.folder, PORT: String(port), GONGKAI_TODAY: '2019-06-03' };
  const known: Known = {
    drafts: new Map(),
    signatures: new Map(),
    released: new Map(),
    withdrawn: new Map(),
    files: new Set(),
  };
  const [counts, problems, restartMs]: [Record<string, number>, string[], number[]] = [{}, [], []];
  let product = await startProduct({ env, folder });
  try {
    let officers = await signInAll(product.url);
    for (let round = 1; round <= rounds; round += 1) {
      const writers = new Writers(officers, known, counts, problems);
      const writing = Promise.all([writers.drafting(), writers.releasing(), writers.uploading()]);
      // On a slow machine the last round goes on until every kind of write was acknowledged once, or it would prove little.
      const isEnough = () => problems.length > 0 || writeKinds.every(kind => (counts[kind] ?? 0) > 0);
      await pause(100 + Math.random() * 1900);
      for (let waited = 0; round === rounds && !isEnough() && waited < 60_000; waited += 20) await pause(20);
      await killAll(product, round % 2 === 0);
      await writing;
      const began = performance.now();
      product = await startProduct({ env, folder });
      restartMs.push(performance.now() - began);
      // Sessions are rows: whoever was signed in still is.
      const stillIn = (await officers.get('filing')!.get('/api/session')).status;
      if (stillIn !== 200) problems.push(`round ${round}: the session is lost (${stillIn})`);
      officers = round % 10 === 0 ? await signInAll(product.url) : officers;
      problems.push(...(await lostWrites(officers, known)), ...(await rowsThatDisagree(folder)));
      if (round % 10 === 0 || round === rounds)
        problems.push(...(await logProblems(folder, pack.folder, product.url)));
      for (const each of [known.drafts, known.signatures]) each.clear();
      say(`round ${round}: ${JSON.stringify(counts)}, problems ${problems.length}`);
    }
  } finally {
    await product.stop().catch(() => {});
    await pack.remove();
  }
  return { rounds, acknowledged: counts, problems, restartMs };
}
