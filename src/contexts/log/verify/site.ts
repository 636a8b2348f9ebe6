/**
 * Verification from outside: fetches the log and everything it vouches for over HTTP and hashes it again.
 * It believes nothing but the verifier key.
 */
import type { PublicAct, Verification } from '../contract.ts';
import {
  isProblem,
  type Problem,
  publicStateOf,
  type ReleasedAct,
  readAct,
  type WithdrawnAct,
} from './acts.ts';
import { pageProblems, readRecord } from './page.ts';
import {
  digestOf,
  GrowingTree,
  hashLeaf,
  parseVerifierKey,
  pathOfTile,
  type ReadCheckpoint,
  readBundle,
  readCheckpoint,
  type VerifierKey,
} from './tree.ts';

/** Fetches an address below the site's; status 0 when nothing answers. */
export type Fetch = (path: string) => Promise<{ readonly status: number; readonly bytes: Uint8Array }>;

export interface SiteVerificationOptions {
  readonly fetch: Fetch;
  /** Verifier keys, one a line; absent: the site's own word (/log/key). */
  readonly keys?: string;
  /** A checkpoint kept from before: the log must still start with that tree. */
  readonly previous?: string;
  /** Waits before a second look at whatever seemed wrong, so that a release in the meantime is no alarm. */
  readonly settle?: () => Promise<void>;
}

export interface SiteVerification extends Verification {
  readonly notes: readonly string[];
  /** The checkpoint, to keep for the next time. */
  readonly checkpoint: string;
}

/** Works through a list with a few fetches at a time; answers in the list's order. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i]!);
  };
  await Promise.all(Array.from({ length: Math.min(8, items.length) }, worker));
  return results;
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

interface FetchedLog {
  readonly checkpoint: ReadCheckpoint;
  readonly note: string;
  readonly acts: readonly PublicAct[];
  readonly problems: readonly Problem[];
  readonly checked: number;
}

const nothing = { origin: '', size: 0, root: Buffer.alloc(32), isSigned: false };

async function readLog(
  fetch: Fetch,
  keys: readonly VerifierKey[],
  previous: string | undefined,
): Promise<FetchedLog> {
  const { status, bytes } = await fetch('/log/checkpoint');
  const note = textOf(bytes);
  const checkpoint = status === 200 ? readCheckpoint(note, keys) : undefined;
  if (checkpoint === undefined) {
    const message = `无法取得检查点（状态 ${status}），或其格式不正确。`;
    const problems = [{ kind: 'checkpoint-unreadable', where: '/log/checkpoint', message }];
    return { checkpoint: nothing, note, acts: [], problems, checked: 0 };
  }
  const problems: Problem[] = [];
  if (!checkpoint.isSigned)
    problems.push({
      kind: 'checkpoint-signature',
      where: '/log/checkpoint',
      message: '检查点没有所给公钥的有效签名。',
    });
  const tree = await readTree(fetch, checkpoint, keys, previous);
  return {
    checkpoint,
    note,
    acts: tree.acts,
    problems: [...problems, ...tree.problems],
    checked: tree.checked,
  };
}

async function readTree(
  fetch: Fetch,
  checkpoint: ReadCheckpoint,
  keys: readonly VerifierKey[],
  previous: string | undefined,
): Promise<Pick<FetchedLog, 'acts' | 'problems' | 'checked'>> {
  const problems: Problem[] = [];
  const acts: PublicAct[] = [];
  const tree = new GrowingTree();
  const levels: Buffer[][] = [[]];
  const before = previous === undefined ? undefined : readCheckpoint(previous, keys);
  const isKept = () => before?.size !== tree.size || before.root.equals(tree.root());
  let keptHolds = isKept();
  const bundles = await inParallel(tilesOf('entries', checkpoint.size), path => fetch(`/log/${path}`));
  for (const [i, { status, bytes }] of bundles.entries()) {
    const entries = status === 200 ? readBundle(bytes) : undefined;
    const expected = Math.min(256, checkpoint.size - i * 256);
    if (entries?.length !== expected) {
      const where = `/log/tile/entries/${i}`;
      problems.push({
        kind: 'bundle-unreadable',
        where,
        message: `第 ${i} 个条目包缺失或残缺（状态 ${status}）。`,
      });
      break;
    }
    for (const entry of entries) {
      const act = readAct(textOf(entry), `第 ${tree.size} 号条目`);
      if (isProblem(act)) problems.push(act);
      else acts.push(act);
      const leaf = hashLeaf(entry);
      levels[0]!.push(leaf);
      tree.append(leaf);
      keptHolds &&= isKept();
    }
  }
  if (tree.size === checkpoint.size && !tree.root().equals(checkpoint.root))
    problems.push({
      kind: 'root-mismatch',
      where: '/log/checkpoint',
      message: '由全部条目重算的树根与检查点不一致：有条目被修改、删除或调换。',
    });
  if (previous !== undefined && (before === undefined || before.size > tree.size || !keptHolds))
    problems.push({
      kind: 'history-rewritten',
      where: '/log/checkpoint',
      message: '现在的日志不是以前保存的检查点的延续：历史条目被改写或删除。',
    });
  problems.push(...(await tileProblems(fetch, levels[0]!, checkpoint.size)));
  return { acts, problems, checked: tree.size };
}

function tilesOf(level: number | 'entries', count: number): string[] {
  return Array.from({ length: Math.ceil(count / 256) }, (_, i) =>
    pathOfTile(level, i, Math.min(256, count - i * 256)),
  );
}

/** Hash tiles serve other people's proofs; each must be what the entries say. */
async function tileProblems(fetch: Fetch, leaves: readonly Buffer[], size: number): Promise<Problem[]> {
  const problems: Problem[] = [];
  if (leaves.length !== size) return problems;
  for (let level = 0, hashes = leaves; hashes.length > 0; level += 1) {
    const tiles = hashes;
    const served = await inParallel(tilesOf(level, tiles.length), async path => ({
      path,
      ...(await fetch(`/log/${path}`)),
    }));
    for (const [i, { path, status, bytes }] of served.entries())
      if (status !== 200 || !Buffer.concat(tiles.slice(i * 256, (i + 1) * 256)).equals(bytes))
        problems.push({ kind: 'tile-mismatch', where: `/log/${path}`, message: '树片与条目不一致或缺失。' });
    hashes = Array.from({ length: Math.floor(tiles.length / 256) }, (_, i) => {
      const tree = new GrowingTree();
      for (const hash of tiles.slice(i * 256, (i + 1) * 256)) tree.append(hash);
      return tree.root();
    });
  }
  return problems;
}

const fileAddress = (file: { digest: string; name: string }) =>
  `/files/${file.digest}/${encodeURIComponent(file.name)}`;

async function attachmentProblems(fetch: Fetch, act: ReleasedAct): Promise<Problem[]> {
  const found = await inParallel(act.attachments, async file => {
    const where = fileAddress(file);
    const { status, bytes } = await fetch(where);
    if (status !== 200)
      return [
        { kind: 'attachment-missing', where, message: `附件“${file.name}”不能取得（状态 ${status}）。` },
      ];
    if (digestOf(bytes) === file.digest) return [];
    return [{ kind: 'attachment-changed', where, message: `附件“${file.name}”与日志记载的摘要不符。` }];
  });
  return found.flat();
}

/** Record, page and attachments of a live release against the digest in the log. */
async function releaseProblems(fetch: Fetch, act: ReleasedAct): Promise<Problem[]> {
  const problems = await attachmentProblems(fetch, act);
  const where = `${act.path.replace(/\.html$/, '')}/v${act.version}.json`;
  const record = await fetch(where);
  if (record.status !== 200)
    return [
      ...problems,
      {
        kind: 'record-missing',
        where,
        message: `《${act.title}》的公开记录不能取得（状态 ${record.status}）。`,
      },
    ];
  if (digestOf(record.bytes) !== act.recordDigest)
    return [
      ...problems,
      { kind: 'record-changed', where, message: `《${act.title}》的公开记录与日志记载的摘要不符。` },
    ];
  const page = await fetch(act.path);
  if (page.status !== 200)
    return [
      ...problems,
      {
        kind: 'page-missing',
        where: act.path,
        message: `《${act.title}》的页面不能打开（状态 ${page.status}）。`,
      },
    ];
  return [...problems, ...pageProblems(textOf(page.bytes), readRecord(textOf(record.bytes)), act)];
}

/** A withdrawn page must answer 410; its files 410 or 404, unless another live item carries them. */
async function withdrawalProblems(
  fetch: Fetch,
  withdrawn: { act: WithdrawnAct; releases: readonly ReleasedAct[] },
  stillPublic: ReadonlySet<string>,
): Promise<Problem[]> {
  const { act, releases } = withdrawn;
  const problems: Problem[] = [];
  const { status } = await fetch(act.path);
  if (status !== 410)
    problems.push({
      kind: 'withdrawn-page-served',
      where: act.path,
      message: `《${act.title}》已撤下，其页面应答 410，实际为 ${status}。`,
    });
  const files = new Set(releases.flatMap(release => release.attachments.map(fileAddress)));
  for (const where of files) {
    if (stillPublic.has(where)) continue;
    const answer = await fetch(where);
    if (answer.status !== 410 && answer.status !== 404)
      problems.push({
        kind: 'withdrawn-attachment-served',
        where,
        message: `已撤下信息的附件仍可访问（状态 ${answer.status}）。`,
      });
  }
  return problems;
}

async function look(fetch: Fetch, keys: readonly VerifierKey[], previous: string | undefined) {
  const log = await readLog(fetch, keys, previous);
  const { live, withdrawn } = publicStateOf(log.acts);
  const stillPublic = new Set(live.flatMap(act => act.attachments.map(fileAddress)));
  const content = [
    ...(await inParallel(live, act => releaseProblems(fetch, act))),
    ...(await inParallel(withdrawn, item => withdrawalProblems(fetch, item, stillPublic))),
  ].flat();
  const checked = log.checked + live.length + withdrawn.length + stillPublic.size;
  return { log, checked, problems: [...log.problems, ...content] };
}

async function keysFor({
  fetch,
  keys,
}: Pick<SiteVerificationOptions, 'fetch' | 'keys'>): Promise<{ keys: VerifierKey[]; notes: string[] }> {
  const read = (text: string) =>
    text
      .split('\n')
      .map(parseVerifierKey)
      .filter(key => key !== undefined);
  if (keys !== undefined) return { keys: read(keys), notes: [] };
  const notes = ['公钥取自网站本身（首次信任）。要真正独立核验，请用 --key 给出从别处得到的公钥。'];
  return { keys: read(textOf((await fetch('/log/key')).bytes)), notes };
}

/** The acts of a site's log in their order, each entry hashed into the signed tree; without the pages and files. */
export async function readSiteLog(
  options: Pick<SiteVerificationOptions, 'fetch' | 'keys'>,
): Promise<{ acts: readonly PublicAct[]; problems: readonly Problem[]; notes: readonly string[] }> {
  const { keys, notes } = await keysFor(options);
  const { acts, problems } = await readLog(options.fetch, keys, undefined);
  return { acts, problems, notes };
}

/**
 * Verifies a running site. `checked` counts entries, live and withdrawn items and attachments. Problems are looked
 * at twice, `settle` apart, because somebody may release or withdraw between two fetches.
 */
export async function verifySite(options: SiteVerificationOptions): Promise<SiteVerification> {
  const { fetch, previous } = options;
  const { keys, notes } = await keysFor(options);
  let seen = await look(fetch, keys, previous);
  if (seen.problems.length > 0 && options.settle !== undefined) {
    await options.settle();
    seen = await look(fetch, keys, previous);
  }
  const { log, checked, problems } = seen;
  const { size, root } = log.checkpoint;
  return { size, root: root.toString('base64'), checked, problems, notes, checkpoint: log.note };
}
