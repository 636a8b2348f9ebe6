import { transaction } from '../../../platform/database/database.ts';
import type { ChannelPorts } from '../ports.ts';
import { lateness } from '../rules/lateness.ts';
import { lateTasks } from '../store/tasks.ts';

/** What is due and absent is found, not reported: late hand-overs and missing proof, told once for each day due. */
export function sweepingCases(ports: ChannelPorts) {
  const { database, clock } = ports;

  async function sweep(): Promise<number> {
    const today = clock.today();
    const tasks = await lateTasks(database.kysely, today);
    let told = 0;
    for (const task of tasks) {
      const facts = { state: task.state, dueOn: task.due_on, proofDueOn: task.proof_due_on };
      const late = lateness(facts, today);
      if (late === null) continue;
      const channel = ports.channels.find(each => each.id === task.channel)?.name ?? task.channel;
      const verb = task.kind === 'post' ? '发布' : '撤下';
      const isProof = late === 'proof';
      const dueOn = isProof ? (task.proof_due_on ?? task.due_on) : task.due_on;
      const kind = isProof ? 'channel-proof-late' : 'channel-late';
      const first = await transaction(database, trx =>
        ports.remindOnce(
          trx,
          { caseId: task.id, kind, dueOn, at: clock.now() },
          {
            unitId: task.unit_id,
            command: 'channel.post',
            kind,
            title: isProof
              ? `“${channel}”缺少凭证：${task.title}`
              : `“${channel}”逾期未${verb}：${task.title}`,
            body: isProof
              ? `已登记${verb}，凭证应于${dueOn}前送回，至今没有收到。请拍照或者扫描后上传。`
              : `应于${dueOn}前${verb}，至今没有登记。${task.words}`,
            link: `/console/channels/tasks/${task.id}`,
          },
        ),
      );
      if (first) told += 1;
    }
    return told;
  }

  return { sweep };
}
