import type { Transaction } from 'kysely';
import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Schema } from '../../../platform/database/schema.ts';
import type {
  Actor,
  CommandName,
  Permission,
  Reason,
  StaffBody,
  StaffChange,
  StaffView,
} from '../contract.ts';
import { hashPassword } from '../password-hash.ts';
import { may } from '../rules/permission.ts';
import { isLocked, passwordReasons } from '../rules/sign-in.ts';
import { roleReasons } from '../rules/staff.ts';
import { endSessionsOf } from '../store/sessions.ts';
import {
  changeStaff,
  insertStaff,
  listStaff,
  lockStaff,
  type StaffChanges,
  type StaffListRow,
  type StaffRow,
  staffById,
} from '../store/staff.ts';
import { unitExists } from '../store/units.ts';
import type { OrganisationParts } from './parts.ts';
import { replacePassword } from './passwords.ts';
import { lockStateOf } from './sign-in.ts';

type Trx = Transaction<Schema>;

/** The rules said no, or the value. */
export type Answer<T> = { ok: true; value: T } | { ok: false; reasons: Reason[] };

/** What an administrator does to an account apart from changing its facts. */
export const accountActs = ['disable', 'enable', 'unlock', 'reset-second-factor'] as const;
export type AccountAct = (typeof accountActs)[number];

export const actCommands = {
  disable: 'staff.disable',
  enable: 'staff.disable',
  unlock: 'staff.change',
  'reset-second-factor': 'staff.change',
} as const satisfies Record<AccountAct, CommandName>;

function demand(actor: Actor, command: CommandName, unitId: string): void {
  const { allowed, reasons } = may(actor, command, unitId);
  if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

/** One's own roles, and whether one may sign in, are for somebody else to decide. */
function selfReasons(actor: Actor, staffId: string, what: string): Reason[] {
  if (actor.staffId !== staffId) return [];
  return [{ code: 'own-account', message: `不能对本人的账号${what}，请由其他管理员办理。`, basis: [] }];
}

function withReasons(permission: Permission, reasons: readonly Reason[]): Permission {
  return permission.allowed && reasons.length > 0 ? { allowed: false, reasons: [...reasons] } : permission;
}

export function makeStaff(parts: OrganisationParts) {
  const { db, clock, recordAudit, randomBytes, pack } = parts;

  const assignmentReasons = (actor: Actor, command: CommandName, wanted: readonly string[]): Reason[] =>
    roleReasons({
      roles: pack.roles,
      wanted,
      giver: { grants: actor.grants, reach: actor.grants[command] ?? 'own-unit' },
    });

  /** An account with wider rights is not for the administrator of one unit: a new password would hand them over. */
  const widerReasons = (actor: Actor, command: CommandName, row: StaffRow): Reason[] =>
    actor.grants[command] === 'every-unit' ? [] : assignmentReasons(actor, command, row.roles);

  const permissionsOn = (actor: Actor, row: StaffRow): Record<string, Permission> => {
    const on = (command: CommandName, more: readonly Reason[] = []) =>
      withReasons(may(actor, command, row.unit_id), [...more, ...widerReasons(actor, command, row)]);
    return {
      'staff.change': on('staff.change'),
      'staff.disable': on('staff.disable', selfReasons(actor, row.id, '停用')),
      'staff.enable': on('staff.disable'),
      'staff.unlock': on('staff.change'),
      'staff.reset-second-factor': on('staff.change'),
    };
  };

  const viewOf = (row: StaffListRow, actor: Actor): StaffView => ({
    id: row.id,
    username: row.username,
    name: row.name,
    unitId: row.unit_id,
    unitName: row.unit_name,
    post: row.post,
    roles: row.roles,
    hasSecondFactor: row.totp_secret !== null,
    lockedUntil: isLocked(lockStateOf(row), clock.now().getTime()) ? row.locked_until!.toISOString() : null,
    disabled: row.disabled_at !== null,
    permissions: permissionsOn(actor, row),
  });

  const audit = (trx: Trx, actor: Actor | null, command: string, subjectId: string, detail: object) =>
    recordAudit(trx, {
      at: clock.now(),
      actor,
      command,
      subjectKind: 'staff',
      subjectId,
      outcome: 'done',
      detail: { ...detail },
    });

  const passwordProblems = (password: string, username: string) =>
    passwordReasons(password, username).map(({ message }) => ({ where: 'password', message }));

  const demandUnit = async (trx: Trx, unitId: string) => {
    if (await unitExists(trx, unitId)) return;
    const message = '没有这个单位，或单位已停用，请从列表中选择。';
    throw new AppError('bad-input', { problems: [{ where: 'unitId', message }] });
  };

  const view = async (actor: Actor, id: string): Promise<StaffView> => {
    const row = await staffById(db.kysely, id);
    if (row === undefined) throw new AppError('not-found');
    return viewOf(row, actor);
  };

  /** Accounts the actor may see: of every unit, or of their own. */
  const list = async (actor: Actor): Promise<StaffView[]> => {
    demand(actor, 'staff.read', actor.unitId);
    const all = actor.grants['staff.read'] === 'every-unit';
    const rows = await listStaff(db.kysely, all ? {} : { unitId: actor.unitId });
    return rows.filter(row => parts.demo || !row.is_demo).map(row => viewOf(row, actor));
  };

  /** Everything against an account that is about to be made; the answer is the new id. */
  const make = async (
    actor: Actor | null,
    body: StaffBody,
    giver: Parameters<typeof roleReasons>[0]['giver'],
  ): Promise<Answer<string>> => {
    const problems = passwordProblems(body.password, body.username);
    if (problems.length > 0) throw new AppError('bad-input', { problems });
    const reasons = roleReasons({ roles: pack.roles, wanted: body.roles, giver });
    if (reasons.length > 0) return { ok: false, reasons };
    const { username, name, post, unitId, password } = body;
    const roles = [...new Set(body.roles)];
    const password_hash = await hashPassword(password, parts.passwordCost, randomBytes);
    const id = await transaction(db, async trx => {
      await demandUnit(trx, unitId);
      const facts = { username, name, post, roles, unit_id: unitId };
      const made = await insertStaff(trx, {
        ...facts,
        password_hash,
        is_demo: false,
        created_at: clock.now(),
      });
      if (made !== undefined) await audit(trx, actor, 'staff.create', made, facts);
      return made;
    });
    if (id !== undefined) return { ok: true, value: id };
    const message = `用户名“${username}”已有人使用，请换一个。`;
    return { ok: false, reasons: [{ code: 'username-taken', message, basis: [] }] };
  };

  const create = async (actor: Actor, body: StaffBody): Promise<Answer<StaffView>> => {
    demand(actor, 'staff.create', body.unitId);
    const giver = { grants: actor.grants, reach: actor.grants['staff.create'] ?? ('own-unit' as const) };
    const made = await make(actor, body, giver);
    return made.ok ? { ok: true, value: await view(actor, made.value) } : made;
  };

  /** For the command line, where whoever holds the data folder makes the first account; returns its id. */
  const createFromCommandLine = (body: StaffBody): Promise<Answer<string>> =>
    make(null, body, { grants: {}, reach: 'every-unit' });

  const load = async (trx: Trx, actor: Actor, command: CommandName, id: string): Promise<StaffRow> => {
    const row = await lockStaff(trx, id);
    if (row === undefined) throw new AppError('not-found');
    demand(actor, command, row.unit_id);
    return row;
  };

  const changeReasons = (actor: Actor, row: StaffRow, body: StaffChange): Reason[] => {
    const wider = widerReasons(actor, 'staff.change', row);
    if (body.roles === undefined || sameRoles(body.roles, row.roles)) return wider;
    const self = selfReasons(actor, row.id, '调整角色');
    return [...self, ...assignmentReasons(actor, 'staff.change', body.roles), ...wider];
  };

  /** Whoever knew the password before is out. */
  const givePassword = async (trx: Trx, row: StaffRow, password: string): Promise<void> => {
    const against = await replacePassword(parts, trx, row, password);
    const problems = against.map(({ message }) => ({ where: 'password', message }));
    if (problems.length > 0) throw new AppError('bad-input', { problems });
    await endSessionsOf(trx, row.id, clock.now());
  };

  const change = async (actor: Actor, id: string, body: StaffChange): Promise<Answer<StaffView>> => {
    const { password } = body;
    const reasons = await transaction(db, async trx => {
      const row = await load(trx, actor, 'staff.change', id);
      const problems = password === undefined ? [] : passwordProblems(password, row.username);
      if (problems.length > 0) throw new AppError('bad-input', { problems });
      if (body.unitId !== undefined && body.unitId !== row.unit_id) {
        demand(actor, 'staff.change', body.unitId);
        await demandUnit(trx, body.unitId);
      }
      const against = changeReasons(actor, row, body);
      if (against.length > 0) return against;
      if (password !== undefined) await givePassword(trx, row, password);
      await changeStaff(trx, id, changesOf(body));
      const { password: _, ...facts } = body;
      await audit(trx, actor, 'staff.change', id, { ...facts, passwordChanged: password !== undefined });
      return [];
    });
    return reasons.length > 0 ? { ok: false, reasons } : { ok: true, value: await view(actor, id) };
  };

  /** Disable, enable, unlock, or take away the second factor of a lost telephone; the first and last end sessions. */
  const act = async (actor: Actor, id: string, what: AccountAct): Promise<Answer<StaffView>> => {
    const reasons = await transaction(db, async trx => {
      const row = await load(trx, actor, actCommands[what], id);
      const self = what === 'disable' ? selfReasons(actor, id, '停用') : [];
      const against = [...self, ...widerReasons(actor, actCommands[what], row)];
      if (against.length > 0) return against;
      await changeStaff(trx, id, changesOfAct(what, clock.now()));
      if (what === 'disable' || what === 'reset-second-factor') await endSessionsOf(trx, id, clock.now());
      await audit(trx, actor, `staff.${what}`, id, {});
      return [];
    });
    return reasons.length > 0 ? { ok: false, reasons } : { ok: true, value: await view(actor, id) };
  };

  return { list, create, createFromCommandLine, change, act };
}

function sameRoles(a: readonly string[], b: readonly string[]): boolean {
  return [...new Set(a)].sort().join() === [...new Set(b)].sort().join();
}

function changesOf(body: StaffChange): StaffChanges {
  return {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.post === undefined ? {} : { post: body.post }),
    ...(body.unitId === undefined ? {} : { unit_id: body.unitId }),
    ...(body.roles === undefined ? {} : { roles: [...new Set(body.roles)] }),
  };
}

function changesOfAct(what: AccountAct, now: Date): StaffChanges {
  const unlocked = { failed_count: 0, locked_until: null };
  if (what === 'disable') return { disabled_at: now };
  if (what === 'enable') return { disabled_at: null, ...unlocked };
  if (what === 'unlock') return unlocked;
  return { totp_secret: null, totp_pending: null, totp_last_step: null };
}
