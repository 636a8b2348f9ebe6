import { addWorkdays } from '../../../law/working-days.ts';
import type { Channel } from '../contract.ts';
import { type ChannelPorts, type Trx, todayOf } from '../ports.ts';
import { postWorkingDays, takeDownWorkingDays } from '../rules/channel-ways.ts';
import {
  type Intent,
  intentOfLapse,
  intentOfRelease,
  intentOfWithdrawal,
  type KnownTask,
  type WantedTask,
} from '../rules/intent.ts';
import { cancelTasks, insertTask, lockTasksOf, type NewTask, type StoredTask } from '../store/tasks.ts';

/** Tasks made in the transaction of their cause: a release or a withdrawal that is undone leaves none. */

export interface ReleasedFor {
  readonly documentId: string;
  readonly versionNo: number;
  readonly ownerUnitId: string;
  readonly title: string;
  readonly path: string;
  readonly channels: readonly string[];
}

export interface WithdrawnFor {
  readonly documentId: string;
  readonly versionNo: number;
  readonly ownerUnitId: string;
  readonly title: string;
  readonly path: string;
  readonly attachments: readonly { readonly fileDigest: string; readonly name: string }[];
}

export interface LapsedFor {
  readonly documentId: string;
  readonly ownerUnitId: string;
  readonly title: string;
  readonly path: string;
  /** 废止 or 失效. */
  readonly lapsed: string;
}

/** The page is told of the change within a second; a look before that would see the old one. */
const firstLookMs = 5000;

function knownOf(task: StoredTask): KnownTask {
  return {
    id: task.id,
    kind: task.kind,
    versionNo: task.version_no,
    channel: task.channel,
    state: task.state,
    hasProgress: task.lease !== null || Object.keys(task.progress).length > 0,
  };
}

export function intentCases(ports: ChannelPorts) {
  const { clock, carriers } = ports;
  const channels: ReadonlyMap<string, Channel> = new Map(ports.channels.map(each => [each.id, each]));

  function rowOf(about: ReleasedFor | WithdrawnFor, wanted: WantedTask): NewTask {
    const { kind, channel, versionNo, words } = wanted;
    const isPortal = channel.kind === 'website';
    const today = todayOf(clock);
    const days = kind === 'post' ? postWorkingDays(channel) : takeDownWorkingDays;
    const { due, provisional } = addWorkdays(ports.calendar(), today, days);
    const at = clock.now();
    return {
      ...{ kind, versionNo, words, at },
      documentId: about.documentId,
      channel: channel.id,
      // The tombstone stands in the same transaction; what is left is to see that it does.
      state: isPortal ? 'posted' : 'to-do',
      unitId: channel.unit ?? about.ownerUnitId,
      ownerUnitId: about.ownerUnitId,
      title: about.title,
      path: about.path,
      files:
        'attachments' in about ? about.attachments.map(({ fileDigest, name }) => ({ fileDigest, name })) : [],
      dueOn: due,
      dueProvisional: provisional,
      isAutomatic: isPortal || carriers.has(channel.id),
      ...(isPortal
        ? { notBefore: new Date(at.getTime() + firstLookMs), postedOn: today, proofDueOn: due }
        : {}),
    };
  }

  async function carryOut(trx: Trx, about: ReleasedFor | WithdrawnFor, intent: Intent): Promise<void> {
    await cancelTasks(trx, intent.cancel, clock.now());
    for (const wanted of intent.create) {
      const task = rowOf(about, wanted);
      const id = await insertTask(trx, task);
      if (id === undefined || task.isAutomatic) continue;
      const verb = wanted.kind === 'post' ? '待发布' : '待撤下';
      await ports.tell(trx, {
        unitId: task.unitId,
        command: 'channel.post',
        kind: `channel-${wanted.kind}`,
        title: `“${wanted.channel.name}”${verb}：${about.title}`,
        body: `${wanted.words}期限为${task.dueOn}。`,
        link: `/console/channels/tasks/${id}`,
      });
    }
  }

  /** What a release asks of the channels chosen for it. */
  async function openTasks(trx: Trx, item: ReleasedFor): Promise<void> {
    const known = (await lockTasksOf(trx, item.documentId)).map(knownOf);
    const chosen = item.channels.flatMap(id => channels.get(id) ?? []);
    if (chosen.length === 0 && known.length === 0) return;
    await carryOut(trx, item, intentOfRelease({ versionNo: item.versionNo, chosen, known, channels }));
  }

  /** What a withdrawal asks of every channel that may show it. */
  async function openTakeDowns(trx: Trx, item: WithdrawnFor): Promise<void> {
    const known = (await lockTasksOf(trx, item.documentId)).map(knownOf);
    await carryOut(trx, item, intentOfWithdrawal({ versionNo: item.versionNo, known, channels }));
  }

  /** What the end of a document's validity asks of every channel that may show it as if it were in force. */
  async function openLapses(trx: Trx, about: LapsedFor): Promise<void> {
    const known = (await lockTasksOf(trx, about.documentId)).map(knownOf);
    const versionNo = Math.max(0, ...known.map(each => each.versionNo));
    const intent = intentOfLapse({ lapsed: about.lapsed, known, channels });
    await carryOut(trx, { ...about, versionNo, attachments: [] }, intent);
  }

  return { openTasks, openTakeDowns, openLapses };
}
