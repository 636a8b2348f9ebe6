import type { Day } from '../../../law/day.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import type { Actor, Permission } from '../../organisation/contract.ts';
import type { Channel, ProofView, TaskRow, TaskView } from '../contract.ts';
import type { ChannelPorts } from '../ports.ts';
import { proofWords } from '../rules/channel-ways.ts';
import { proofClaim } from '../rules/claims.ts';
import { lateness } from '../rules/lateness.ts';
import { moveReasons, type TaskFacts } from '../rules/task-moves.ts';
import { checksOf, type ProofRow, proofsOf } from '../store/proofs.ts';
import type { StoredTask } from '../store/tasks.ts';
import { permissionOf } from './result.ts';

/** From stored rows to what the console shows. */

export function factsOf(task: StoredTask, now: Date): TaskFacts {
  return {
    kind: task.kind,
    state: task.state,
    isAutomatic: task.is_automatic,
    isLeased: task.leased_until !== null && task.leased_until > now,
  };
}

function rowOf(ports: ChannelPorts, task: StoredTask, units: ReadonlyMap<string, string>): TaskRow {
  const channel = ports.channels.find(each => each.id === task.channel);
  const late = lateness(
    { state: task.state, dueOn: task.due_on, proofDueOn: task.proof_due_on },
    ports.clock.today(),
  );
  return {
    id: task.id,
    kind: task.kind,
    documentId: task.document_id,
    versionNo: task.version_no,
    channel: task.channel,
    channelName: channel?.name ?? task.channel,
    channelKind: channel?.kind ?? 'other',
    title: task.title,
    words: task.words,
    state: task.state,
    unitId: task.unit_id,
    unitName: units.get(task.unit_id) ?? task.unit_id,
    dueOn: task.due_on,
    provisional: task.due_provisional,
    late,
    isAutomatic: task.is_automatic,
    postedOn: task.posted_on,
    proofDueOn: task.proof_due_on,
    advice: task.advice,
  };
}

export async function rowsOf(ports: ChannelPorts, tasks: readonly StoredTask[]): Promise<TaskRow[]> {
  const units = await ports.unitNames([...new Set(tasks.map(each => each.unit_id))]);
  return tasks.map(task => rowOf(ports, task, units));
}

function proofViewOf(task: StoredTask, row: ProofRow, names: ReadonlyMap<string, string>): ProofView {
  const addedBy = names.get(row.staff_id) ?? null;
  const isPicture = /\.(jpe?g|png)$/i.test(row.file_name);
  return {
    id: row.id,
    file: { digest: row.file_digest, name: row.file_name },
    publicDigest: row.public_digest,
    takenAtClaimed: row.taken_at_claimed,
    addedBy,
    addedAt: row.created_at.toISOString(),
    claim: proofClaim({
      kind: task.kind,
      isPicture,
      addedBy,
      addedOn: shanghaiDay(row.created_at) as Day,
    }),
  };
}

function permissionsOf(ports: ChannelPorts, actor: Actor, task: StoredTask): Record<string, Permission> {
  const facts = factsOf(task, ports.clock.now());
  const right = (command: 'channel.post' | 'channel.confirm' | 'channel.retry') =>
    ports.may(actor, command, task.unit_id);
  return {
    'channel.post': permissionOf(right('channel.post'), moveReasons(facts, 'post')),
    'channel.prove': permissionOf(right('channel.post'), moveReasons(facts, 'prove')),
    'channel.confirm': permissionOf(right('channel.confirm'), moveReasons(facts, 'prove')),
    'channel.retry': permissionOf(right('channel.retry'), moveReasons(facts, 'retry')),
  };
}

function wantedOf(channel: Channel | undefined, task: StoredTask): string[] {
  if (task.kind === 'take-down') return [];
  return (channel?.proof ?? []).map(each => proofWords[each]);
}

export async function viewOf(ports: ChannelPorts, actor: Actor, task: StoredTask): Promise<TaskView> {
  const { kysely } = ports.database;
  const [proofs, checks, units] = await Promise.all([
    proofsOf(kysely, [task.id]),
    checksOf(kysely, task.id),
    ports.unitNames([task.unit_id]),
  ]);
  const names = await ports.staffNames([...new Set(proofs.map(each => each.staff_id))]);
  const channel = ports.channels.find(each => each.id === task.channel);
  return {
    ...rowOf(ports, task, units),
    path: task.path,
    address: task.address,
    place: task.place,
    postedUntil: task.posted_until,
    note: task.note,
    proofWanted: wantedOf(channel, task),
    code: task.code,
    notBefore: task.not_before?.toISOString() ?? null,
    proofs: proofs.map(each => proofViewOf(task, each, names)),
    checks: checks.map(({ result, findings, checked_at }) => ({
      result: result as 'gone' | 'present' | 'unknown',
      findings: findings as string[],
      checkedAt: checked_at.toISOString(),
    })),
    permissions: permissionsOf(ports, actor, task),
  };
}
