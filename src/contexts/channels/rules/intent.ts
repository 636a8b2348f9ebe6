import type { Channel, TaskKind, TaskState } from '../contract.ts';
import { channelWays } from './channel-ways.ts';

/** What a release, a new version and a withdrawal ask of the channels. Pure: tasks in, tasks out. */

export interface KnownTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly versionNo: number;
  readonly channel: string;
  readonly state: TaskState;
  /** The carrier has been spoken to: something may be out there although nobody has said so. */
  readonly hasProgress: boolean;
}

export interface WantedTask {
  readonly kind: TaskKind;
  readonly versionNo: number;
  readonly channel: Channel;
  readonly words: string;
}

export interface Intent {
  readonly create: readonly WantedTask[];
  /** Ids of tasks that are no longer wanted. */
  readonly cancel: readonly string[];
}

const openStates: ReadonlySet<TaskState> = new Set(['to-do', 'in-progress', 'stuck']);

export function isOpen(state: TaskState): boolean {
  return openStates.has(state);
}

function mayBeOut(task: KnownTask): boolean {
  return task.state === 'posted' || task.state === 'proven' || task.hasProgress;
}

/** The newest posting of each channel that may be out. */
function newestOut(tasks: readonly KnownTask[]): Map<string, KnownTask> {
  const newest = new Map<string, KnownTask>();
  for (const task of tasks) {
    const known = newest.get(task.channel);
    if (task.kind !== 'post' || !mayBeOut(task)) continue;
    if (known === undefined || known.versionNo < task.versionNo) newest.set(task.channel, task);
  }
  return newest;
}

function isAlreadyWanted(tasks: readonly KnownTask[], { channel, versionNo }: KnownTask): boolean {
  return tasks.some(
    each => each.kind === 'take-down' && each.channel === channel && each.versionNo === versionNo,
  );
}

function takeDown(channel: Channel, versionNo: number): WantedTask {
  return { kind: 'take-down', versionNo, channel, words: channelWays[channel.kind].takeDown };
}

/** What a release of `versionNo` on the chosen channels asks, given the tasks of earlier versions. */
export function intentOfRelease(given: {
  readonly versionNo: number;
  readonly chosen: readonly Channel[];
  readonly known: readonly KnownTask[];
  readonly channels: ReadonlyMap<string, Channel>;
}): Intent {
  const { versionNo, chosen, known, channels } = given;
  const out = newestOut(known);
  const posts = chosen.map((channel): WantedTask => {
    const { post, repost } = channelWays[channel.kind];
    return { kind: 'post', versionNo, channel, words: out.has(channel.id) ? repost : post };
  });
  const isChosen = (id: string) => chosen.some(each => each.id === id);
  const removals = [...out.values()].flatMap(task => {
    const channel = channels.get(task.channel);
    if (channel === undefined || isAlreadyWanted(known, task)) return [];
    const goesByItself = isChosen(task.channel) && channelWays[channel.kind].newVersion !== 'remove';
    return goesByItself ? [] : [takeDown(channel, task.versionNo)];
  });
  const cancel = known.filter(each => each.kind === 'post' && isOpen(each.state)).map(each => each.id);
  return { create: [...posts, ...removals], cancel };
}

/** What a withdrawal asks: the portal is looked at, every other carrier that may show it takes it down. */
export function intentOfWithdrawal(given: {
  readonly versionNo: number;
  readonly known: readonly KnownTask[];
  readonly channels: ReadonlyMap<string, Channel>;
}): Intent {
  const { versionNo, known, channels } = given;
  const portal = [...channels.values()].filter(each => each.kind === 'website').slice(0, 1);
  const removals = [...newestOut(known).values()].flatMap(task => {
    const channel = channels.get(task.channel);
    if (channel === undefined || isAlreadyWanted(known, task)) return [];
    return [takeDown(channel, task.versionNo)];
  });
  const cancel = known.filter(each => each.kind === 'post' && isOpen(each.state)).map(each => each.id);
  return { create: [...portal.map(each => takeDown(each, versionNo)), ...removals], cancel };
}

/**
 * What the end of a document's validity asks: the portal's pages carry the banner by themselves, a copy elsewhere cannot.
 * It comes down, or – on paper – says so where it hangs.
 */
export function intentOfLapse(given: {
  readonly lapsed: string;
  readonly known: readonly KnownTask[];
  readonly channels: ReadonlyMap<string, Channel>;
}): Intent {
  const { lapsed, known, channels } = given;
  const create = [...newestOut(known).values()].flatMap(task => {
    const channel = channels.get(task.channel);
    if (channel === undefined || channel.kind === 'website' || isAlreadyWanted(known, task)) return [];
    const words = `该文件已${lapsed}：请撤下，或在原处显著位置注明“已${lapsed}”。`;
    return [{ ...takeDown(channel, task.versionNo), words }];
  });
  const cancel = known.filter(each => each.kind === 'post' && isOpen(each.state) && !each.hasProgress);
  return { create, cancel: cancel.map(each => each.id) };
}
