import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { ProposePlanBody, ReleasedPlan } from '../contract.ts';
import type { InspectionPorts, Result } from '../ports.ts';
import { planSheet, taskJson } from '../rendering/files.ts';
import { planHtml } from '../rendering/html.ts';
import { decideProposePlan } from '../rules/tasks.ts';
import { listPlans, writePlan } from '../store/plans.ts';
import { listTasks } from '../store/tasks.ts';
import { demand } from './acting.ts';
import { itemFor, shownItem } from './draft-item.ts';

/** The list of items and the plan of a year go out together as one item (ADR 19). */

export function planPublishingCases(ports: InspectionPorts) {
  const { database, clock, pack } = ports;

  async function planOf(year: number, unitId: string): Promise<ReleasedPlan> {
    const tasks = (await listTasks(database.kysely, { year })).filter(({ state }) => state !== 'void');
    const nameOf = (code: string) => pack.items.find(each => each.code === code)?.name ?? code;
    return {
      format: 'gongkai-inspection-plan/1',
      ...{ year, organ: ports.organOf(unitId), items: pack.items.map(each => shownItem(pack, each)) },
      tasks: tasks
        .map(({ id, title, month, itemCode, unitId: owner, sharePercent, inspectorsPerObject }) => ({
          ...{ id, title, month, itemCode, itemName: nameOf(itemCode), organ: ports.organOf(owner) },
          ...{ sharePercent, inspectorsPerObject },
        }))
        .sort((a, b) => a.month - b.month || (a.id < b.id ? -1 : 1)),
    };
  }

  /** Puts list and plan of a year into a draft item. Refused with everything that stands against it. Fault: `not-allowed`. */
  async function proposePlan(
    actor: Actor,
    year: number,
    { meets }: ProposePlanBody,
  ): Promise<Result<{ readonly itemId: string; readonly path: string }>> {
    const kept = (await listPlans(database.kysely)).find(each => each.year === year);
    const unitId = kept?.unitId ?? actor.unitId;
    demand(ports, actor, 'inspection.propose', unitId);
    const title = `${year}年度随机抽查事项清单和抽查计划`;
    const { column } = pack;
    const item = column === undefined ? null : await itemFor(ports, actor, { kept, columnId: column, title });
    const data = await planOf(year, unitId);
    const allowed = decideProposePlan({
      ...{ hasColumn: column !== undefined, isUnderReview: item?.isUnderReview === true },
      tasks: data.tasks.length,
    });
    const act = {
      ...{ at: clock.now(), actor, command: 'inspection.propose' as const },
      ...{ subjectKind: 'inspection-plan', subjectId: String(year) },
    };
    if (!allowed.ok || column === undefined || item === null) {
      const reasons = allowed.ok ? [] : allowed.reasons;
      const detail = { reasons: reasons.map(({ code }) => code) };
      await transaction(database, trx => ports.recordAudit(trx, { ...act, outcome: 'refused', detail }));
      return { ok: false, reasons };
    }
    const sheet = planSheet(data);
    const proposed = await ports.propose(actor, {
      ...{ itemId: item.itemId, ownerUnitId: unitId, columnId: column, title },
      summary: `${data.organ}公布随机抽查事项清单（${data.items.length}项）和${year}年度抽查计划（${data.tasks.length}次）。`,
      ...{
        bodyHtml: planHtml(data),
        writtenOn: clock.today(),
        keywords: ['双随机、一公开', '抽查计划'],
        meets,
      },
      files: [
        { name: 'data.json', bytes: taskJson(data) },
        { name: `${sheet.name}.csv`, bytes: new TextEncoder().encode(ports.csv(sheet)) },
        { name: `${sheet.name}.xlsx`, bytes: await ports.xlsx(sheet) },
      ],
    });
    if (!proposed.ok) return proposed;
    const { itemId, path, digests } = proposed.value;
    await transaction(database, async trx => {
      await writePlan(trx, { year, unitId, itemId, path, dataDigest: digests[0]!, data });
      await ports.recordAudit(trx, { ...act, outcome: 'done', detail: { itemId } });
    });
    return { ok: true, value: { itemId, path } };
  }

  return { proposePlan };
}
