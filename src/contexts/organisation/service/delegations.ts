import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor, Colleague, DelegationBody, DelegationView, Permission } from '../contract.ts';
import { delegationReasons, delegationState } from '../rules/delegation.ts';
import { may, wantsSecondFactor } from '../rules/permission.ts';
import {
  type DelegationRow,
  delegationById,
  insertDelegation,
  listDelegations,
  revokeDelegation,
} from '../store/delegations.ts';
import { listStaff, lockStaff, staffById } from '../store/staff.ts';
import type { OrganisationParts } from './parts.ts';
import type { Answer } from './staff.ts';

function spanOf(row: DelegationRow) {
  return { fromOn: row.from_on, untilOn: row.until_on, revoked: row.revoked_at !== null };
}

export function makeDelegations(parts: OrganisationParts) {
  const { db, clock, recordAudit, pack } = parts;

  const revocation = (actor: Actor, row: DelegationRow): Permission => {
    const state = delegationState(spanOf(row), clock.today());
    if (state === 'revoked' || state === 'ended') {
      const message = state === 'revoked' ? '委托已经撤销。' : '委托期限已满，无需撤销。';
      return { allowed: false, reasons: [{ code: `delegation-${state}`, message, basis: [] }] };
    }
    if (row.from_staff_id === actor.staffId) return may(actor, 'delegation.revoke', actor.unitId);
    if (actor.grants['delegation.revoke'] === 'every-unit') return { allowed: true, reasons: [] };
    const message = '只有委托人本人或系统管理员可以撤销委托。';
    return { allowed: false, reasons: [{ code: 'not-the-giver', message, basis: [] }] };
  };

  const viewOf = (row: DelegationRow, actor: Actor): DelegationView => ({
    id: row.id,
    fromStaffId: row.from_staff_id,
    fromName: row.from_name,
    toStaffId: row.to_staff_id,
    toName: row.to_name,
    fromOn: row.from_on,
    untilOn: row.until_on,
    reason: row.reason,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    state: delegationState(spanOf(row), clock.today()),
    permissions: { 'delegation.revoke': revocation(actor, row) },
  });

  const view = async (actor: Actor, id: string): Promise<DelegationView> => {
    const row = await delegationById(db.kysely, id);
    if (row === undefined) throw new AppError('not-found');
    return viewOf(row, actor);
  };

  /** One's own, given and received; all of them for who may revoke anybody's. */
  const list = async (actor: Actor): Promise<DelegationView[]> => {
    const all = actor.grants['delegation.revoke'] === 'every-unit';
    const rows = await listDelegations(db.kysely, all ? {} : { concerning: actor.staffId });
    return rows.map(row => viewOf(row, actor));
  };

  /** Whom one can delegate to: everybody who may sign in, but oneself. */
  const colleagues = async (actor: Actor): Promise<Colleague[]> => {
    const rows = await listStaff(db.kysely);
    return rows
      .filter(row => row.disabled_at === null && row.id !== actor.staffId && (parts.demo || !row.is_demo))
      .map(row => ({
        id: row.id,
        name: row.name,
        unitId: row.unit_id,
        unitName: row.unit_name,
        post: row.post,
      }));
  };

  const audit = (
    trx: Parameters<typeof recordAudit>[0],
    actor: Actor,
    command: string,
    subjectId: string,
    detail: object,
  ) =>
    recordAudit(trx, {
      at: clock.now(),
      actor,
      command,
      subjectKind: 'delegation',
      subjectId,
      outcome: 'done',
      detail: { ...detail },
    });

  const create = async (actor: Actor, body: DelegationBody): Promise<Answer<DelegationView>> => {
    const { allowed, reasons: denied } = may(actor, 'delegation.create', actor.unitId);
    if (!allowed) throw new AppError('not-allowed', { detail: denied.map(each => each.message).join('') });
    const made = await transaction(db, async trx => {
      // The giver's row is locked, so that two delegations made at once can not overlap unseen.
      await lockStaff(trx, actor.staffId);
      const to = await staffById(trx, body.toStaffId);
      const reasons = delegationReasons({
        fromStaffId: actor.staffId,
        toStaffId: body.toStaffId,
        fromOn: body.fromOn,
        untilOn: body.untilOn,
        today: clock.today(),
        to: to && {
          disabled: to.disabled_at !== null || (to.is_demo && !parts.demo),
          hasSecondFactor: to.totp_secret !== null,
          isDemo: to.is_demo,
        },
        secondFactorWanted: wantsSecondFactor(pack.roles, actor.roles),
        existing: (await listDelegations(trx, { from: actor.staffId })).map(spanOf),
      });
      if (reasons.length > 0) return { ok: false as const, reasons };
      const id = await insertDelegation(trx, {
        from_staff_id: actor.staffId,
        to_staff_id: body.toStaffId,
        from_on: body.fromOn,
        until_on: body.untilOn,
        reason: body.reason,
        created_at: clock.now(),
      });
      await audit(trx, actor, 'delegation.create', id, body);
      return { ok: true as const, value: id };
    });
    return made.ok ? { ok: true, value: await view(actor, made.value) } : made;
  };

  const revoke = async (actor: Actor, id: string): Promise<Answer<DelegationView>> => {
    const refused = await transaction(db, async trx => {
      const row = await delegationById(trx, id);
      const visible =
        row !== undefined &&
        (actor.grants['delegation.revoke'] === 'every-unit' ||
          [row.from_staff_id, row.to_staff_id].includes(actor.staffId));
      if (!visible) throw new AppError('not-found');
      const { allowed, reasons: denied } = may(actor, 'delegation.revoke', actor.unitId);
      // To the one who received it the answer is who may: the giver.
      if (!allowed && row.from_staff_id === actor.staffId)
        throw new AppError('not-allowed', { detail: denied.map(each => each.message).join('') });
      const permission = revocation(actor, row);
      if (!permission.allowed) return permission.reasons;
      if (await revokeDelegation(trx, id, clock.now())) await audit(trx, actor, 'delegation.revoke', id, {});
      return [];
    });
    return refused.length > 0 ? { ok: false, reasons: refused } : { ok: true, value: await view(actor, id) };
  };

  return { list, colleagues, create, revoke };
}
