import { cite } from '../../../law/citation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { CommandName, VersionState } from '../contract.ts';

/**
 * What may happen to a version: the whole table of states and commands. A command that is not open says why and what
 * to do instead. Nothing but this table moves a version.
 */

export const itemCommands = [
  'change',
  'submit',
  'recall',
  'sign',
  'return',
  'skip',
  'override',
  'release',
  'publish-scheduled',
  'unschedule',
  'amend',
  'withdraw',
  'discard',
] as const;
export type ItemCommand = (typeof itemCommands)[number];

export const versionStates = [
  'draft',
  'in-review',
  'returned',
  'approved',
  'scheduled',
  'released',
  'superseded',
  'withdrawn',
  'discarded',
] as const satisfies readonly VersionState[];

/** The permission behind each command; signing takes the one of its step, publishing on schedule is the clock's. */
export const commandPermissions: Readonly<
  Record<Exclude<ItemCommand, 'sign' | 'publish-scheduled'>, CommandName>
> = {
  change: 'item.draft',
  submit: 'item.submit',
  recall: 'item.recall',
  return: 'item.return',
  skip: 'item.skip-step',
  override: 'gate.override',
  release: 'item.release',
  unschedule: 'item.unschedule',
  amend: 'item.amend',
  withdraw: 'item.withdraw',
  discard: 'item.discard',
};

/** The states a command may lead to; the first is the plain outcome. Absent: refused. */
type Moves = Partial<Record<ItemCommand, readonly VersionState[]>>;

/**
 * `sign` and `skip` lead to `approved` when the chain is complete; `release` to `scheduled` when the planned instant
 * lies ahead; `publish-scheduled` back to a person when the version is no longer what was approved. `amend` leaves
 * the live version as it is and makes a new draft beside it.
 */
export const moves: Readonly<Record<VersionState, Moves>> = {
  draft: { change: ['draft'], submit: ['in-review'], override: ['draft'], discard: ['discarded'] },
  returned: { change: ['returned'], submit: ['in-review'], override: ['returned'], discard: ['discarded'] },
  'in-review': {
    sign: ['in-review', 'approved'],
    skip: ['in-review', 'approved'],
    return: ['returned'],
    recall: ['draft'],
    override: ['in-review'],
  },
  approved: { release: ['released', 'scheduled'], recall: ['draft'], override: ['approved'] },
  scheduled: { 'publish-scheduled': ['released', 'approved', 'returned'], unschedule: ['approved'] },
  released: { amend: ['released'], withdraw: ['withdrawn'] },
  superseded: {},
  withdrawn: {},
  discarded: {},
};

const stateWords: Readonly<Record<VersionState, string>> = {
  draft: '草稿',
  'in-review': '审查中',
  returned: '已退回',
  approved: '已审定、待发布',
  scheduled: '已定时、待发布',
  released: '已发布',
  superseded: '已被新版本代替',
  withdrawn: '已撤下',
  discarded: '已作废',
};

export function wordsOfState(state: VersionState): string {
  return stateWords[state];
}

const commandWords: Readonly<Record<ItemCommand, string>> = {
  change: '修改',
  submit: '提交审查',
  recall: '撤回',
  sign: '签署',
  return: '退回',
  skip: '跳过环节',
  override: '对检查发现作例外处理',
  release: '发布',
  'publish-scheduled': '定时发布',
  unschedule: '取消定时发布',
  amend: '修订',
  withdraw: '撤下',
  discard: '作废',
};

/** What to do instead, by state; said after the words of the refusal. */
const adviceByState: Readonly<Record<VersionState, string>> = {
  draft: '请先完成编写并提交审查。',
  returned: '请按退回理由修改后重新提交审查。',
  'in-review': '请等待审查完成；确需改动的，由起草人先撤回。',
  approved: '可以发布；确需改动的，由起草人先撤回，修改后重新审查。',
  scheduled: '请先取消定时发布。',
  released: '如需改动，请使用“修订”形成新版本；如需下线，请使用“撤下”。',
  superseded: '请在现行版本上操作。',
  withdrawn: '撤下的信息不再变动；如需重新公开，请另行起草。',
  discarded: '作废的草稿不再变动；如有需要，请另行起草。',
};

/** Why a command is not open in a state. */
export function refusalIn(state: VersionState, command: ItemCommand): Reason {
  const message = `该信息${stateWords[state]}，不能${commandWords[command]}。${adviceByState[state]}`;
  return reason(`not-in-${state}`, message, cite('政府信息公开条例', 17));
}

/** May this command act in this state? */
export function isOpen(state: VersionState, command: ItemCommand): boolean {
  return moves[state][command] !== undefined;
}

/**
 * The state after a command. `outcome` names one of the states the table allows; without it the plain outcome is
 * taken. Throws if the table does not know the outcome: that is a bug, never an answer to a person.
 */
export function nextState(
  state: VersionState,
  command: ItemCommand,
  outcome?: VersionState,
): Decision<{ state: VersionState }> {
  const open = moves[state][command];
  const plain = open?.[0];
  if (open === undefined || plain === undefined) return refuse([refusalIn(state, command)]);
  if (outcome !== undefined && !open.includes(outcome))
    throw new Error(`table of moves: ${state} ${command} never leads to ${outcome}`);
  return { ok: true, state: outcome ?? plain };
}
