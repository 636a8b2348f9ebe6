import type { Day } from '../../../law/day.ts';
import { limitWords } from '../../../law/explanation.ts';
import type { Decision, Reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import type { Actor, CommandName, Permission } from '../../organisation/contract.ts';
import type {
  ProjectKind,
  ProjectRow,
  ProjectView,
  ReleasedStage,
  StageContent,
  StageKind,
  StageView,
} from '../contract.ts';
import type { ProjectPorts } from '../ports.ts';
import { dueStages, publishDeadline, standingOf } from '../rules/clocks.ts';
import { decideChange, decidePropose, stageFaults, yuanIn, yuanOf } from '../rules/faults.ts';
import type { StoredProject } from '../store/projects.ts';
import type { StoredStage } from '../store/stages.ts';

/** What staff see of a project, and what the public may see of a stage. */

/** Fault `not-allowed` with every reason. */
export function demand(
  { may }: Pick<ProjectPorts, 'may'>,
  actor: Actor,
  command: CommandName,
  unitId?: string,
): void {
  const { allowed, reasons } = may(actor, command, unitId);
  if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

const sent = (reasons: readonly Reason[]): Permission['reasons'] =>
  reasons.map(each => ({ ...each, basis: [...each.basis] }));

function joined(permission: Permission, decision: Decision<object>): Permission {
  const reasons = [...permission.reasons, ...(decision.ok ? [] : sent(decision.reasons))];
  return { allowed: reasons.length === 0, reasons };
}

export function kindOf({ pack }: Pick<ProjectPorts, 'pack'>, id: string): ProjectKind | undefined {
  return pack.kinds.find(each => each.id === id);
}

/** The kind of a project that was kept; a pack that lost one cannot be worked with. Fault: `not-found`. */
export function keptKind(ports: Pick<ProjectPorts, 'pack'>, { kind }: StoredProject): ProjectKind {
  const found = kindOf(ports, kind);
  if (found === undefined)
    throw new AppError('not-found', { detail: `机构包中没有“${kind}”这类项目，请在 projects.yaml 中补上。` });
  return found;
}

export const stageKindOf = (
  kind: ProjectKind,
  { stage }: Pick<StageContent, 'stage'>,
): StageKind | undefined => kind.stages.find(each => each.id === stage);

export const plannedYuan = ({ content }: StoredProject): number =>
  content.planned === null ? 0 : yuanOf(content.planned);

function clockOf(ports: ProjectPorts, kind: ProjectKind, { content, releasedOn }: StoredStage) {
  const stage = stageKindOf(kind, content) ?? kind.stages[0]!;
  const explanation = publishDeadline(stage, content.on as Day, ports.calendar());
  return {
    explanation,
    metOn: releasedOn,
    standing: standingOf(explanation.dueOn, releasedOn, ports.clock.today()),
  };
}

function headOf(ports: ProjectPorts, project: StoredProject, stages: readonly StoredStage[]) {
  const { id, kind, code, title, unitId } = project;
  const paid = stages.map(({ content }) => yuanIn(content, 'paid')).filter(each => each !== null);
  return {
    ...{ id, kind, code, title, unitId, plannedYuan: plannedYuan(project) },
    kindName: kindOf(ports, kind)?.name ?? kind,
    paidYuan: paid.length === 0 ? null : Math.max(...paid),
  };
}

export function rowOf(
  ports: ProjectPorts,
  project: StoredProject,
  stages: readonly StoredStage[],
  units: ReadonlyMap<string, string>,
): ProjectRow {
  const kind = kindOf(ports, project.kind);
  const last = stages.at(-1);
  const late =
    kind === undefined
      ? 0
      : stages.filter(each => clockOf(ports, kind, each).standing === 'late').length +
        dueOf(ports, kind, stages).filter(each => each.isLate).length;
  return {
    ...headOf(ports, project, stages),
    unitName: units.get(project.unitId) ?? project.unitId,
    lastStage: last === undefined || kind === undefined ? '' : (stageKindOf(kind, last.content)?.name ?? ''),
    recorded: stages.length,
    shown: stages.filter(each => each.state === 'public').length,
    late,
  };
}

function dueOf({ calendar, clock }: ProjectPorts, kind: ProjectKind, stages: readonly StoredStage[]) {
  const done = stages.map(({ content }) => ({ stage: content.stage, on: content.on }));
  return dueStages(kind, done, { calendar: calendar(), today: clock.today() });
}

/** Everything that is wrong with the stage among the others of its project. */
export function faultsOf(
  ports: ProjectPorts,
  project: StoredProject,
  content: StageContent,
  others: readonly StoredStage[],
): Reason[] {
  return stageFaults({
    ...{ content, others, kind: keptKind(ports, project) },
    plannedYuan: plannedYuan(project),
    today: ports.clock.today(),
  });
}

interface Around {
  readonly units: ReadonlyMap<string, string>;
  readonly stages: readonly StoredStage[];
  /** Ids of stages whose items stand before the reviewers. */
  readonly underReview: ReadonlySet<string>;
}

function stageViewOf(
  ports: ProjectPorts,
  actor: Actor,
  {
    project,
    stage,
    stages,
    isUnderReview,
  }: {
    readonly project: StoredProject;
    readonly stage: StoredStage;
    readonly stages: readonly StoredStage[];
    readonly isUnderReview: boolean;
  },
): StageView {
  const { id, no, content, revision, state, itemId, path, withdrawnReason, changedByName } = stage;
  const kind = keptKind(ports, project);
  const { explanation, metOn, standing } = clockOf(ports, kind, stage);
  const others = stages.filter(each => each.id !== id);
  const proposal = decidePropose({ state, isUnderReview, faults: faultsOf(ports, project, content, others) });
  return {
    ...{ id, no, content, revision, state, itemId, path, withdrawnReason, changedByName },
    name: stageKindOf(kind, content)?.name ?? content.stage,
    publish: { explanation: ports.explained(explanation), metOn, standing },
    permissions: {
      edit: joined(ports.may(actor, 'project.edit', project.unitId), decideChange({ state, isUnderReview })),
      propose: joined(ports.may(actor, 'project.propose', project.unitId), proposal),
    },
  };
}

export function viewOf(
  ports: ProjectPorts,
  actor: Actor,
  project: StoredProject,
  { units, stages, underReview }: Around,
): ProjectView {
  const kind = keptKind(ports, project);
  return {
    ...headOf(ports, project, stages),
    unitName: units.get(project.unitId) ?? project.unitId,
    revision: project.revision,
    content: project.content,
    schema: kind,
    stages: stages.map(stage =>
      stageViewOf(ports, actor, { project, stage, stages, isUnderReview: underReview.has(stage.id) }),
    ),
    due: dueOf(ports, kind, stages).map(({ explanation, ...each }) => ({
      ...each,
      explanation: ports.explained(explanation),
    })),
    changedByName: project.changedByName,
    changedAt: project.changedAt.toISOString(),
    permissions: { edit: ports.may(actor, 'project.edit', project.unitId) },
  };
}

/** What the public may see of a stage: its data.json. */
export function releasedOf(
  ports: ProjectPorts,
  project: StoredProject,
  stage: StoredStage,
  units: ReadonlyMap<string, string>,
): ReleasedStage {
  const { id, kind: kindId, code, title, unitId, content } = project;
  const kind = keptKind(ports, project);
  const own = stageKindOf(kind, stage.content) ?? kind.stages[0]!;
  const organ = ports.organOf(unitId);
  const { dueOn, limit } = publishDeadline(own, stage.content.on as Day, ports.calendar());
  return {
    format: 'gongkai-project-stage/1',
    project: {
      ...{ id, code, title, kind: kindId, kindName: kind.name },
      ...{ areaId: content.areaId, area: kind.areas.find(each => each.id === content.areaId)?.name ?? '' },
      ...{ description: content.description, funding: content.funding, plannedYuan: plannedYuan(project) },
      ...{ organ: organ.name, organCode: organ.code, unitName: units.get(unitId) ?? unitId },
    },
    stage: {
      ...{ id: stage.id, no: stage.no, stage: own.id, name: own.name, type: own.type, on: stage.content.on },
      fields: own.fields.flatMap(field => {
        const value = stage.content.values[field.id];
        if (value === undefined || value === '') return [];
        const words = typeof value === 'string' ? value : `${value.amount}${value.unit}`;
        return [
          {
            ...{ id: field.id, name: field.name, kind: field.kind, value: words },
            yuan: typeof value === 'string' ? null : yuanOf(value),
          },
        ];
      }),
      ...{ documents: stage.content.documents, note: stage.content.note },
      ...((stage.content.files ?? []).length === 0 ? {} : { files: stage.content.files }),
      ...{ publishBy: dueOn, limitWords: limitWords(limit) },
    },
  };
}

/** A stage that is to be public, or is late. */
export interface DuePublication {
  readonly id: string;
  readonly projectId: string;
  readonly unitId: string;
  readonly title: string;
  readonly dueOn: string;
  readonly isLate: boolean;
}

export function duePublication(
  ports: ProjectPorts,
  project: StoredProject,
  stage: StoredStage,
): DuePublication | null {
  const kind = kindOf(ports, project.kind);
  if (kind === undefined || stage.releasedOn !== null) return null;
  const { dueOn } = clockOf(ports, kind, stage).explanation;
  const name = stageKindOf(kind, stage.content)?.name ?? stage.content.stage;
  return {
    ...{ id: stage.id, projectId: project.id, unitId: project.unitId, title: `${project.title}：${name}` },
    ...{ dueOn, isLate: ports.clock.today() > dueOn },
  };
}
