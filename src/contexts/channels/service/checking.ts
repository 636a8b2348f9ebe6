import { transaction } from '../../../platform/database/database.ts';
import { type ChannelPorts, todayOf } from '../ports.ts';
import { judgePortal, portalQuestions } from '../rules/portal-check.ts';
import { progressOfPosting } from '../store/deliveries.ts';
import { insertCheck, takeDownsToCheck } from '../store/proofs.ts';
import { changeTask, lockTask, type StoredTask } from '../store/tasks.ts';
import { bareItem, postingOf } from './delivering.ts';

/** After a withdrawal every channel that a machine can look at is looked at, until it is gone everywhere. */

export interface Look {
  readonly result: 'gone' | 'present' | 'unknown';
  readonly findings: readonly string[];
}

const againMs = 10 * 60_000;
/** A take-down by a person may have happened behind a look; these may still be decided by one. */
const checkedStates: ReadonlySet<string> = new Set(['to-do', 'in-progress', 'posted', 'stuck']);

export function checkingCases(ports: ChannelPorts) {
  const { database, clock, carriers } = ports;
  const portals = ports.channels.filter(each => each.kind === 'website').map(each => each.id);

  async function lookAtPortal(task: StoredTask): Promise<Look> {
    const { path, title, files } = task;
    const live = await ports.liveItem(task.document_id);
    if (live !== null) return { result: 'present', findings: ['该信息又处于公开状态。'] };
    const parts = (await ports.look('/sitemap.xml'))?.text.match(/\/sitemap-\d+\.xml/g) ?? [];
    const questions = portalQuestions({ path, title, files, sitemaps: parts.length });
    const seen = [];
    for (const question of questions) seen.push({ question, page: await ports.look(question.path) });
    return judgePortal(seen, path);
  }

  async function lookAtCarrier(task: StoredTask): Promise<Look> {
    const carrier = carriers.get(task.channel);
    if (carrier === undefined) return { result: 'unknown', findings: ['没有设置该渠道的接口，请人工核对。'] };
    const progress =
      Object.keys(task.progress).length > 0 ? task.progress : await progressOfPosting(database.kysely, task);
    const posting = await postingOf(ports, bareItem(ports, task), task.id);
    const seen = await carrier.look(posting, progress).catch(() => 'unknown' as const);
    switch (seen) {
      case 'absent':
        return { result: 'gone', findings: ['通过该平台的接口核对，已经看不到。'] };
      case 'present':
        return { result: 'present', findings: ['通过该平台的接口核对，仍然可以看到。'] };
      default:
        return { result: 'unknown', findings: ['该平台暂时没有给出结果。'] };
    }
  }

  async function record(id: string, { result, findings }: Look): Promise<void> {
    await transaction(database, async trx => {
      const task = await lockTask(trx, id);
      if (task === undefined || !checkedStates.has(task.state)) return;
      const at = clock.now();
      await insertCheck(trx, { taskId: id, result, findings, at });
      const again = new Date(at.getTime() + againMs);
      if (result === 'gone')
        await changeTask(trx, id, { state: 'proven', at, code: null, advice: null, notBefore: null });
      else if (result === 'present')
        await changeTask(trx, id, {
          ...{ state: 'stuck', at, notBefore: again, code: 'still-there' },
          advice: `撤下后仍能看到：${findings.join('')}请清除缓存或者到该平台后台删除，系统会继续核对。`,
        });
      else await changeTask(trx, id, { state: task.state, at, notBefore: again, advice: findings.join('') });
      await ports.recordAudit(trx, {
        at,
        actor: null,
        command: 'channel.check',
        subjectKind: 'channel-task',
        subjectId: id,
        outcome: 'done',
        detail: { channel: task.channel, result, findings },
      });
      if (result === 'present') await alarm(trx, task, findings, at);
    });
  }

  /** Once a day for each place that still shows it. */
  async function alarm(
    trx: Parameters<ChannelPorts['tell']>[0],
    task: StoredTask,
    findings: readonly string[],
    at: Date,
  ): Promise<void> {
    const cause = { caseId: task.id, kind: 'withdrawal-stuck', dueOn: todayOf(clock), at };
    await ports.remindOnce(trx, cause, {
      unitId: task.unit_id,
      command: 'channel.retry',
      kind: 'withdrawal-stuck',
      title: `已撤下的信息仍能看到：${task.title}`,
      body: findings.join(''),
      link: `/console/channels/tasks/${task.id}`,
    });
  }

  /** Looks at every place that should no longer show something. Answers how many looks were taken. */
  async function checkWithdrawals(): Promise<number> {
    const tasks = await takeDownsToCheck(database.kysely, portals, [...carriers.keys()], clock.now());
    for (const task of tasks) {
      const look = portals.includes(task.channel) ? await lookAtPortal(task) : await lookAtCarrier(task);
      await record(task.id, look);
    }
    return tasks.length;
  }

  return { checkWithdrawals };
}
