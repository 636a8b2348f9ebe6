import { kindWords } from '../contexts/enforcement/contract.ts';
import { bringCopy } from '../contexts/log/copy.ts';
import type { CommandName } from '../contexts/organisation/contract.ts';
import { addDays, dayOf } from '../law/day.ts';
import { transaction } from '../platform/database/database.ts';
import { forgetChangesBefore, recordChange } from '../portal/store.ts';
import type { Product } from './compose.ts';
import type { Work } from './jobs.ts';

/** Changes of pages are read by every node within a second; a day is ample. */
const keepChangesMs = 24 * 3_600_000;

/** Reminds whoever may sign of a step that is due today or has run late: once for each, however often it is called. */
async function remindOfSteps({ publications, notices, data, clock }: Product): Promise<void> {
  for (const step of await publications.stepsDue(dayOf(clock.today()))) {
    const kind = step.late ? 'step-late' : 'step-due';
    const caseId = `${step.documentId}/${step.versionNo}/${step.step}`;
    const at = clock.now();
    const message = {
      command: step.command as CommandName,
      ownerUnitId: step.ownerUnitId,
      kind,
      title: step.late ? `“${step.stepName}”环节已超过期限` : `“${step.stepName}”环节今日到期`,
      body: `《${step.title}》等待${step.stepName}，期限为${step.dueOn}。`,
      link: `/console/review/${step.documentId}`,
      at,
    };
    const cause = { caseKind: 'item-step', caseId, kind, dueOn: step.dueOn, at };
    await transaction(data, trx => notices.remindOnce(trx, cause, message));
  }
}

/** Reminds the unit of a normative document that is past its review or whose term ends soon: once for each day it names. */
async function remindOfNormativeDocuments({ publications, notices, data, clock }: Product): Promise<void> {
  for (const due of await publications.normative.normativeDue()) {
    const isReview = due.kind === 'review';
    const at = clock.now();
    const kind = isReview ? 'normative-review' : 'normative-expiry';
    const message = {
      command: 'item.draft' as const,
      ownerUnitId: due.unitId,
      kind,
      title: isReview ? '规范性文件到期应当清理' : '规范性文件有效期即将届满',
      body: isReview
        ? `《${due.title}》应于${due.dueOn}前审查清理，请研究提出继续有效、修改或者废止的意见。`
        : `《${due.title}》将于${due.dueOn}失效。需要继续施行的，请及时重新制定并公布。`,
      link: `/console/normative/${due.documentId}`,
      at,
    };
    const cause = { caseKind: 'normative', caseId: due.documentId, kind, dueOn: due.dueOn, at };
    await transaction(data, trx => notices.remindOnce(trx, cause, message));
  }
}

/** How many days ahead an enforcement decision that is due is named. */
const enforcementAhead = 2;
const enforcementWords = { publish: '公示', withdraw: '撤下', 'period-end': '公示期届满' } as const;

/** Reminds the unit of a decision that must be out, or down: once before the day and once after it. */
async function remindOfEnforcement({ enforcement, notices, data, clock }: Product): Promise<void> {
  for (const due of await enforcement.due(addDays(dayOf(clock.today()), enforcementAhead))) {
    const at = clock.now();
    const kind = `enforcement-${due.kind}${due.isLate ? '-late' : ''}`;
    const message = {
      command: 'enforcement.edit' as const,
      ownerUnitId: due.unitId,
      kind,
      title: `执法决定${enforcementWords[due.kind]}${due.isLate ? '已超过期限' : '即将到期'}`,
      body: `《${due.title}》${due.words}，期限为${due.dueOn}。`,
      link: `/console/enforcement/${due.id}`,
      at,
    };
    const cause = { caseKind: 'enforcement', caseId: due.id, kind, dueOn: due.dueOn, at };
    await transaction(data, trx => notices.remindOnce(trx, cause, message));
  }
}

/** Reminds who reports to the credit sites, once for each organ, table and first limit, and once more after it. */
async function remindOfExchange({ enforcement, notices, data, clock }: Product): Promise<void> {
  const soon = addDays(dayOf(clock.today()), enforcementAhead);
  for (const { organ, kind, waiting } of await enforcement.waitingEverywhere()) {
    const first = waiting[0];
    if (first === undefined || first.dueOn > soon) continue;
    const at = clock.now();
    const notice = `credit-exchange${first.isLate ? '-late' : ''}`;
    const message = {
      ...{ command: 'enforcement.exchange' as const, ownerUnitId: organ.id, kind: notice, at },
      title: `信用信息报送${first.isLate ? '已超过期限' : '即将到期'}`,
      body: `${organ.name}有${waiting.length}件${kindWords[kind]}决定的变化还没有报送信用网站，最早的期限为${first.dueOn}。`,
      link: `/console/enforcement/exchange?kind=${kind}&organ=${organ.id}`,
    };
    const cause = {
      caseKind: 'credit-exchange',
      caseId: `${organ.id}:${kind}`,
      kind: notice,
      dueOn: first.dueOn,
      at,
    };
    await transaction(data, trx => notices.remindOnce(trx, cause, message));
  }
}

/** Reminds the unit of an inspection whose results must be out: once before the day and once after it. */
async function remindOfInspections({ inspections, notices, data, clock }: Product): Promise<void> {
  for (const due of await inspections.due(addDays(dayOf(clock.today()), enforcementAhead))) {
    const at = clock.now();
    const kind = `inspection-results${due.isLate ? '-late' : ''}`;
    const message = {
      ...{ command: 'inspection.record' as const, ownerUnitId: due.unitId, kind, at },
      title: `抽查结果公开${due.isLate ? '已超过期限' : '即将到期'}`,
      body: `“${due.title}”有${due.count}个检查结果还没有公开，最早的期限为${due.dueOn}。`,
      link: `/console/inspections/${due.id}`,
    };
    const cause = { caseKind: 'inspection', caseId: due.id, kind, dueOn: due.dueOn, at };
    await transaction(data, trx => notices.remindOnce(trx, cause, message));
  }
}

/** How many days ahead a stage of a project that is to be announced is named. */
const projectsAhead = 2;

/** Reminds the unit of a stage that must be announced: once before the day and once after it. */
async function remindOfProjects({ projects, notices, data, clock }: Product): Promise<void> {
  for (const due of await projects.due(addDays(dayOf(clock.today()), projectsAhead))) {
    const at = clock.now();
    const kind = `project-stage${due.isLate ? '-late' : ''}`;
    const message = {
      command: 'project.edit' as const,
      ownerUnitId: due.unitId,
      kind,
      title: `项目阶段公开${due.isLate ? '已超过期限' : '即将到期'}`,
      body: `“${due.title}”应当公开，期限为${due.dueOn}。`,
      link: `/console/projects/${due.projectId}`,
      at,
    };
    const cause = { caseKind: 'project', caseId: due.id, kind, dueOn: due.dueOn, at };
    await transaction(data, trx => notices.remindOnce(trx, cause, message));
  }
}

/** The work, done by the services. */
export function workOf(product: Product, logCopy: string): Work {
  const { log, publications, plan, requests, organisation, calendar, clock, kysely } = product;
  return {
    sealLog: async () => {
      const { added } = await log.seal();
      if (added > 0) await recordChange(kysely, ['log'], clock.now());
      await bringCopy(kysely, logCopy);
    },
    releaseDue: async () => {
      await calendar.refresh();
      await publications.releaseDue();
    },
    carry: async () => {
      const next = await product.channels.deliverAll();
      await product.channels.checkWithdrawals();
      return next === null ? null : Math.max(0, next.getTime() - clock.now().getTime());
    },
    sweep: async () => {
      await plan.sweep(clock.today());
      await publications.sweepValidity();
      await remindOfSteps(product);
      await remindOfNormativeDocuments(product);
      await remindOfEnforcement(product);
      await remindOfExchange(product);
      await remindOfProjects(product);
      await remindOfInspections(product);
      await requests.sweep();
      await product.channels.sweep();
      await product.matrix.remindLate();
      await product.registers.remindLate();
      await product.matrix.askDaily();
    },
    checkSite: async () => {
      await product.matrix.runWaiting();
    },
    tidyUp: async () => {
      await organisation.forgetOldAnswers();
      await product.online.tidyUp();
      await requests.forgetOldUploads();
      await product.gateThread.forgetOldReadings(clock.now());
      await forgetChangesBefore(kysely, new Date(clock.now().getTime() - keepChangesMs));
    },
  };
}
