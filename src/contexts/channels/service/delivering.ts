import type { Day } from '../../../law/day.ts';
import { addWorkdays } from '../../../law/working-days.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Carrier, CarrierStep, Posting, PostingPicture } from '../carrier.ts';
import type { Channel } from '../contract.ts';
import type { ChannelPorts, PostedItem } from '../ports.ts';
import { addressProves, proofWorkingDays } from '../rules/channel-ways.ts';
import { afterStep, failedStep } from '../rules/delivery.ts';
import { claimNext, nextStepAt, progressOfPosting, recordStep } from '../store/deliveries.ts';
import type { StoredTask } from '../store/tasks.ts';

/**
 * Carriers with an interface of their own, one step at a time, outside of any transaction: claim with a lease, let the
 * carrier take its step, write down what came of it. Whoever dies in between leaves the progress last written down, and
 * the step is taken again from there when the lease has run out.
 */

/** Longer than any step may take; a step that takes longer is taken again by somebody else and its answer not written. */
export const leaseMs = 5 * 60_000;
const mostInOneRun = 200;
/** More than any posting has steps; one that never comes to an end goes on a minute later. */
const mostRounds = 20;

/** Addresses of pictures as the bodies of items name them. */
const pictureAddress = /\ssrc="(\/files\/([0-9a-f]{64})\/[^"]*)"/g;

export async function postingOf(ports: ChannelPorts, item: PostedItem, taskId: string): Promise<Posting> {
  const found = [...item.bodyHtml.matchAll(pictureAddress)].map(([, source, fileDigest]) => ({
    source: source!,
    fileDigest: fileDigest!,
  }));
  const pictures: PostingPicture[] = [];
  for (const { source, fileDigest } of found) {
    const mediaType = await ports.mediaTypeOf(fileDigest);
    if (mediaType === null || pictures.some(each => each.source === source)) continue;
    pictures.push({ fileDigest, mediaType, source, read: () => ports.readFile(fileDigest) });
  }
  return {
    taskId,
    documentId: item.documentId,
    versionNo: item.versionNo,
    title: item.title,
    summary: item.summary,
    bodyHtml: item.bodyHtml,
    author: item.author === '' ? item.issuer : item.author,
    publicUrl: ports.publicAddress(item.path),
    pictures,
    cover: pictures[0] ?? null,
  };
}

/** What can still be said of something that is no longer public: enough to find it and take it down. */
export function bareItem(ports: ChannelPorts, task: StoredTask): PostedItem {
  return {
    documentId: task.document_id,
    versionNo: task.version_no,
    title: task.title,
    summary: '',
    bodyHtml: '',
    issuer: ports.organName,
    documentNo: '',
    author: '',
    indexNo: '',
    path: task.path,
    ownerUnitId: task.owner_unit_id,
    releasedOn: null,
    channels: [],
    duties: [],
    writtenOn: null,
    attachments: [],
  };
}

export function deliveringCases(ports: ChannelPorts) {
  const { database, clock, carriers } = ports;
  const channels: ReadonlyMap<string, Channel> = new Map(ports.channels.map(each => [each.id, each]));

  async function stepOf(task: StoredTask, carrier: Carrier, now: Date): Promise<CarrierStep> {
    const isPost = task.kind === 'post';
    const progress =
      isPost || Object.keys(task.progress).length > 0
        ? task.progress
        : await progressOfPosting(database.kysely, task);
    const found = isPost ? await ports.publicVersion(task.document_id, task.version_no) : null;
    if (isPost && found === null) {
      const advice = '该版本已不再公开，没有发布到该渠道。';
      return { kind: 'needs-person', progress, code: 'no-longer-public', advice };
    }
    try {
      const posting = await postingOf(ports, found ?? bareItem(ports, task), task.id);
      return await (isPost
        ? carrier.deliver(posting, progress, now)
        : carrier.takeDown(posting, progress, now));
    } catch (error) {
      const words = String(error).replaceAll(/(token|secret|code)=[^&\s]+/gi, '$1=…');
      process.stderr.write(`carrier ${task.channel}, task ${task.id}: ${words}\n`);
      return failedStep(progress, now);
    }
  }

  /** A posting is proven later, by the day the proof is due; a take-down, when somebody has looked. */
  function dates(task: StoredTask, channel: Channel, step: CarrierStep, now: Date) {
    if (step.kind !== 'done') return { postedOn: null, proofDueOn: null };
    const postedOn = shanghaiDay(now) as Day;
    const days = task.kind === 'post' ? proofWorkingDays(channel) : 1;
    return { postedOn, proofDueOn: addWorkdays(ports.calendar(), postedOn, days).due };
  }

  async function record(task: StoredTask, lease: string, channel: Channel, step: CarrierStep, now: Date) {
    const facts = {
      kind: task.kind,
      steps: task.steps,
      failures: task.failures,
      addressProves: addressProves(channel),
      nowMs: now.getTime(),
    };
    const after = afterStep(facts, step);
    await transaction(database, async trx => {
      const now = clock.now();
      const more = { at: now, ...dates(task, channel, step, now) };
      const recorded = await recordStep(trx, task, lease, after, more);
      if (recorded === undefined) return;
      await ports.recordAudit(trx, {
        at: now,
        actor: null,
        command: task.kind === 'post' ? 'channel.deliver' : 'channel.take-down',
        subjectKind: 'channel-task',
        subjectId: task.id,
        outcome: 'done',
        detail: { channel: task.channel, step: step.kind, state: recorded.state, code: after.code },
      });
      if (recorded.state === 'proven') await ports.pageChanged(trx, recorded.document_id);
      if (recorded.state === 'stuck') await tellStuck(trx, recorded, channel);
    });
  }

  async function tellStuck(
    trx: Parameters<ChannelPorts['tell']>[0],
    task: StoredTask,
    channel: Channel,
  ): Promise<void> {
    await ports.tell(trx, {
      unitId: task.unit_id,
      command: 'channel.retry',
      kind: 'channel-stuck',
      title: `“${channel.name}”${task.kind === 'post' ? '发布' : '撤下'}受阻：${task.title}`,
      body: task.advice ?? '请查看任务中的说明。',
      link: `/console/channels/tasks/${task.id}`,
    });
  }

  /** One step of every automatic task whose time has come. Answers how many steps were taken. */
  async function deliverDue(now: Date = clock.now()): Promise<number> {
    const tried: string[] = [];
    while (tried.length < mostInOneRun) {
      const lease = ports.newId();
      const task = await claimNext(database.kysely, {
        now,
        until: new Date(now.getTime() + leaseMs),
        lease,
        channels: [...carriers.keys()],
        except: tried,
      });
      if (task === undefined) break;
      tried.push(task.id);
      const [carrier, channel] = [carriers.get(task.channel), channels.get(task.channel)];
      if (carrier === undefined || channel === undefined) continue;
      await record(task, lease, channel, await stepOf(task, carrier, now), now);
    }
    return tried.length;
  }

  /**
   * Every step that can be taken now, also those that only become due by the one before: a posting takes several. Answers
   * when the next has to be taken, if one waits for its instant.
   */
  async function deliverAll(): Promise<Date | null> {
    for (let round = 0; round < mostRounds && (await deliverDue()) > 0; round += 1) {
      // Each round is one step of every task.
    }
    return nextStepAt(database.kysely, [...carriers.keys()]);
  }

  return { deliverDue, deliverAll };
}
