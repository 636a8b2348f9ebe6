import type { Reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type {
  ProjectChange,
  ProjectContent,
  ProjectPage,
  ProjectQuery,
  ProjectView,
  StageChange,
  StageContent,
} from '../contract.ts';
import type { ProjectPorts, Result } from '../ports.ts';
import { decideChange, projectFaults } from '../rules/faults.ts';
import {
  findProject,
  insertProject,
  listProjects,
  type StoredProject,
  updateProject,
} from '../store/projects.ts';
import { findStage, insertStage, type StoredStage, stagesOf, updateStage } from '../store/stages.ts';
import { demand, faultsOf, kindOf, rowOf, viewOf } from './views.ts';

/** Projects and their stages: recorded and corrected. */

const refused = (reasons: readonly Reason[]) => ({ ok: false as const, reasons });

const taken = (code: string) =>
  refused([
    {
      code: 'code-taken',
      message: `项目编号“${code}”已经登记，请核对，不要重复登记。`,
      basis: [],
      where: 'code',
    },
  ]);

/** Fault: `not-found`. */
export async function loadedProject(db: Queries, id: string, lock = false): Promise<StoredProject> {
  const project = await findProject(db, id, lock);
  if (project === undefined) throw new AppError('not-found', { detail: '没有这个项目。' });
  return project;
}

/** Fault: `not-found`. */
export async function loadedStage(db: Queries, id: string, lock = false): Promise<StoredStage> {
  const stage = await findStage(db, id, lock);
  if (stage === undefined) throw new AppError('not-found', { detail: '没有这条阶段记录。' });
  return stage;
}

function demandSeen(seen: number, kept: { readonly revision: number; readonly changedByName: string }) {
  if (seen !== kept.revision)
    throw new AppError('edited-meanwhile', {
      detail: `该内容已由${kept.changedByName}保存为第${kept.revision}稿。`,
      problems: [{ where: 'revision', message: `${kept.revision}` }],
    });
}

export function recordCases(ports: ProjectPorts) {
  const { database, clock, pack } = ports;
  const byOf = (actor: Actor) => ({ staffId: actor.staffId, name: actor.name, at: clock.now() });

  async function demandUnit(id: string): Promise<void> {
    if (!(await ports.unitNames()).has(id))
      throw new AppError('bad-input', { detail: '没有这个责任单位，请重新选择。' });
  }

  const audit = (trx: Queries, actor: Actor, id: string, detail: Readonly<Record<string, unknown>>) =>
    ports.recordAudit(trx, {
      ...{ at: clock.now(), actor, command: 'project.edit', subjectId: id, detail },
      ...{ subjectKind: 'project', outcome: 'done' },
    });

  async function isUnderReview(actor: Actor, { itemId, state }: StoredStage): Promise<boolean> {
    if (itemId === null || (state !== 'proposed' && state !== 'recorded')) return false;
    return (await ports.itemStanding(actor, itemId)) === 'under-review';
  }

  async function list(actor: Actor, query: ProjectQuery): Promise<ProjectPage> {
    demand(ports, actor, 'item.read');
    const units = await ports.unitNames();
    const { rows, count } = await listProjects(database.kysely, query);
    const stages = Map.groupBy(
      await stagesOf(
        database.kysely,
        rows.map(({ id }) => id),
      ),
      each => each.projectId,
    );
    return {
      rows: rows.map(project => rowOf(ports, project, stages.get(project.id) ?? [], units)),
      count,
      kinds: pack.kinds,
      permissions: { 'project.edit': ports.may(actor, 'project.edit', actor.unitId) },
    };
  }

  /** Fault: `not-found`. */
  async function get(actor: Actor, id: string): Promise<ProjectView> {
    demand(ports, actor, 'item.read');
    const project = await loadedProject(database.kysely, id);
    const stages = await stagesOf(database.kysely, [id]);
    const underReview = new Set<string>();
    for (const stage of stages) if (await isUnderReview(actor, stage)) underReview.add(stage.id);
    return viewOf(ports, actor, project, { units: await ports.unitNames(), stages, underReview });
  }

  /** Refused with every fault by field. Faults: `bad-input`, `not-allowed`. */
  async function create(actor: Actor, content: ProjectContent): Promise<Result<{ readonly id: string }>> {
    demand(ports, actor, 'project.edit', content.unitId);
    await demandUnit(content.unitId);
    const faults = projectFaults(content, kindOf(ports, content.kind));
    if (faults.length > 0) return refused(faults);
    return transaction(database, async (trx): Promise<Result<{ readonly id: string }>> => {
      const id = ports.newId();
      if (!(await insertProject(trx, { id, content, by: byOf(actor) }))) return taken(content.code);
      await audit(trx, actor, id, { act: 'record', code: content.code });
      return { ok: true, value: { id } };
    });
  }

  /** The facts of the project; stages that are public keep what they said. */
  async function change(
    actor: Actor,
    id: string,
    { revision, content }: ProjectChange,
  ): Promise<Result<null>> {
    demand(ports, actor, 'project.edit', content.unitId);
    await demandUnit(content.unitId);
    return transaction(database, async (trx): Promise<Result<null>> => {
      const project = await loadedProject(trx, id, true);
      demand(ports, actor, 'project.edit', project.unitId);
      demandSeen(revision, project);
      const stages = await stagesOf(trx, [id]);
      const faults = projectFaults(content, kindOf(ports, content.kind));
      if (content.kind !== project.kind && stages.length > 0)
        faults.push({
          ...{ code: 'kind-fixed', message: '已经登记了阶段，不能再改项目类别。', basis: [], where: 'kind' },
        });
      if (faults.length > 0) return refused(faults);
      if (!(await updateProject(trx, { id, content, by: byOf(actor) }))) return taken(content.code);
      await audit(trx, actor, id, { act: 'change', revision: revision + 1 });
      return { ok: true, value: null };
    });
  }

  /** What has happened in the life of a project. Refused with every fault by field. */
  async function recordStage(
    actor: Actor,
    projectId: string,
    content: StageContent,
  ): Promise<Result<{ readonly id: string }>> {
    return transaction(database, async (trx): Promise<Result<{ readonly id: string }>> => {
      const project = await loadedProject(trx, projectId, true);
      demand(ports, actor, 'project.edit', project.unitId);
      const faults = faultsOf(ports, project, content, await stagesOf(trx, [projectId]));
      if (faults.length > 0) return refused(faults);
      const id = ports.newId();
      await insertStage(trx, { id, projectId, content, by: byOf(actor) });
      await audit(trx, actor, projectId, { act: 'record-stage', stage: content.stage, on: content.on });
      return { ok: true, value: { id } };
    });
  }

  async function changeStage(
    actor: Actor,
    id: string,
    { revision, content }: StageChange,
  ): Promise<Result<{ readonly projectId: string }>> {
    const before = await loadedStage(database.kysely, id);
    const underReview = await isUnderReview(actor, before);
    return transaction(database, async (trx): Promise<Result<{ readonly projectId: string }>> => {
      const { projectId } = before;
      const project = await loadedProject(trx, projectId, true);
      demand(ports, actor, 'project.edit', project.unitId);
      const stage = await loadedStage(trx, id, true);
      demandSeen(revision, stage);
      const allowed = decideChange({ state: stage.state, isUnderReview: underReview });
      const others = (await stagesOf(trx, [projectId])).filter(each => each.id !== id);
      const reasons = [...(allowed.ok ? [] : allowed.reasons), ...faultsOf(ports, project, content, others)];
      if (reasons.length > 0) return refused(reasons);
      await updateStage(trx, { id, content, by: byOf(actor) });
      await audit(trx, actor, projectId, { act: 'change-stage', stage: content.stage });
      return { ok: true, value: { projectId } };
    });
  }

  return { list, get, create, change, recordStage, changeStage };
}
