/** What the log says is public now, computed from its acts alone. */
import { type PublicAct, publicAct, type Verification } from '../contract.ts';
import { canonicalJson } from './tree.ts';

export type Problem = Verification['problems'][number];
/** Acts after which a version is public. */
export type ReleasedAct = Extract<PublicAct, { kind: 'released' | 'imported' }>;
export type WithdrawnAct = Extract<PublicAct, { kind: 'withdrawn' }>;

/** Reads one entry; a problem if it is not canonical JSON of an act this verifier knows. */
export function readAct(body: string, where: string): PublicAct | Problem {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { kind: 'entry-unreadable', where, message: '日志条目不是有效的 JSON。' };
  }
  if (canonicalJson(value) !== body)
    return { kind: 'entry-not-canonical', where, message: '日志条目不是规范形式的 JSON。' };
  const act = publicAct.safeParse(value);
  if (act.success) return act.data;
  return {
    kind: 'entry-unknown',
    where,
    message: '日志条目的种类或字段不在本程序所知范围内，请升级后再核验。',
  };
}

export function isProblem(value: PublicAct | Problem): value is Problem {
  return 'message' in value;
}

export function makesPublic(act: PublicAct): act is ReleasedAct {
  return act.kind === 'released' || act.kind === 'imported';
}

export interface PublicState {
  /** The newest release of each address that no later withdrawal ended. */
  readonly live: readonly ReleasedAct[];
  /** Withdrawn addresses, with every release that stood there before. */
  readonly withdrawn: readonly { readonly act: WithdrawnAct; readonly releases: readonly ReleasedAct[] }[];
}

/**
 * Releases whose rows a restored backup does not have, as the log says itself. A release of the same address and version
 * after the restore is another one, and stands.
 */
export function lostReleases(acts: readonly PublicAct[]): ReadonlySet<PublicAct> {
  const lost = new Set<PublicAct>();
  const before: ReleasedAct[] = [];
  for (const act of acts) {
    if (makesPublic(act)) before.push(act);
    if (act.kind !== 'restored') continue;
    const named = new Set(act.lost.map(({ path, version }) => `${path} ${version}`));
    for (const each of before) if (named.has(`${each.path} ${each.version}`)) lost.add(each);
  }
  return lost;
}

/** Version numbers decide what is newest: several servers may record in an order of their own. */
export function publicStateOf(acts: readonly PublicAct[]): PublicState {
  const releases = new Map<string, ReleasedAct[]>();
  const withdrawals = new Map<string, WithdrawnAct>();
  const lost = lostReleases(acts);
  for (const act of acts) {
    if (makesPublic(act) && !lost.has(act)) releases.set(act.path, [...(releases.get(act.path) ?? []), act]);
    if (act.kind === 'withdrawn' && act.version >= (withdrawals.get(act.path)?.version ?? 0))
      withdrawals.set(act.path, act);
  }
  const live: ReleasedAct[] = [];
  const withdrawn: { act: WithdrawnAct; releases: ReleasedAct[] }[] = [];
  for (const [path, list] of releases) {
    const newest = list.reduce((a, b) => (b.version > a.version ? b : a));
    const end = withdrawals.get(path);
    if (end === undefined || end.version < newest.version) live.push(newest);
    else withdrawn.push({ act: end, releases: list });
  }
  for (const [path, act] of withdrawals) if (!releases.has(path)) withdrawn.push({ act, releases: [] });
  return { live, withdrawn };
}
