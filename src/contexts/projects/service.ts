import type { Day } from '../../law/day.ts';
import { type ReleasedStage, releasedStage } from './contract.ts';
import type { ProjectPorts } from './ports.ts';
import { type PackageHead, releasePackage } from './rules/contracting.ts';
import { type LifeStep, lifeOf } from './rules/life.ts';
import { publishingCases } from './service/publishing.ts';
import { recordCases } from './service/records.ts';
import { type DuePublication, duePublication, kindOf } from './service/views.ts';
import { findProject } from './store/projects.ts';
import { type PublicStage, publicStages, unpublishedStages } from './store/stages.ts';

export type { PackageHead } from './rules/contracting.ts';
export type { LifeStep } from './rules/life.ts';
export type { PublicStage } from './store/stages.ts';

/** The only door to projects. */
export type Projects = ReturnType<typeof createProjects>;

/** A project of which at least one stage is public. */
export interface PublicProject {
  readonly id: string;
  /** As its latest public stage says it. */
  readonly about: ReleasedStage['project'];
  /** In the order of its life. */
  readonly stages: readonly PublicStage[];
  readonly life: readonly LifeStep[];
  readonly isContracting: boolean;
}

export function createProjects(ports: ProjectPorts) {
  const { database, clock } = ports;

  function publicProject(id: string, stages: readonly PublicStage[]): PublicProject {
    const about = stages.reduce((a, b) => (b.releasedAt >= a.releasedAt ? b : a)).released.project;
    const kind = kindOf(ports, about.kind);
    const around = { calendar: ports.calendar(), today: clock.today() };
    return {
      ...{ id, about, stages, isContracting: kind?.isContracting ?? false },
      life: kind === undefined ? [] : lifeOf(kind, stages, around),
    };
  }

  /** The latest to change first. */
  async function all(): Promise<PublicProject[]> {
    const byProject = Map.groupBy(
      await publicStages(database.kysely, null),
      each => each.released.project.id,
    );
    const last = ({ stages }: PublicProject) => Math.max(...stages.map(each => each.releasedAt.getTime()));
    return [...byProject]
      .map(([id, stages]) => publicProject(id, stages))
      .sort((a, b) => last(b) - last(a) || (a.id < b.id ? -1 : 1));
  }

  /** Each stage as its released file says it; null where nothing of the project is public. */
  async function one(id: string): Promise<PublicProject | null> {
    const rows = await publicStages(database.kysely, id);
    const read = await Promise.all(
      rows.map(async row => {
        const bytes = await ports.readFile(row.dataDigest);
        if (bytes === null) return [];
        return [{ ...row, released: releasedStage.parse(JSON.parse(new TextDecoder().decode(bytes))) }];
      }),
    );
    const stages = read.flat();
    return stages.length === 0 ? null : publicProject(id, stages);
  }

  /**
   * Contracting data (OCDS 1.1) of every process that has a public stage, or of one; null where that one has none.
   * `addressOf` makes the address of an item from its path.
   */
  async function contracting(
    head: PackageHead,
    addressOf: (path: string) => string,
    id: string | null,
  ): Promise<object | null> {
    const found = id === null ? await all() : [await one(id)].flatMap(each => each ?? []);
    const processes = found.filter(each => each.isContracting);
    if (id !== null && processes.length === 0) return null;
    return releasePackage(
      head,
      ports.pack.ocidPrefix,
      processes.map(({ stages }) =>
        stages.map(({ released, path, releasedAt }) => ({
          ...{ released, url: addressOf(path), releasedAt: releasedAt.toISOString() },
          fileUrl: ({ digest, name }) => addressOf(`/files/${digest}/${encodeURIComponent(name)}`),
        })),
      ),
    );
  }

  /** Stages that are to be public by this day, or are late. */
  async function due(until: Day): Promise<DuePublication[]> {
    const found: DuePublication[] = [];
    for (const stage of await unpublishedStages(database.kysely)) {
      const project = await findProject(database.kysely, stage.projectId);
      const each = project === undefined ? null : duePublication(ports, project, stage);
      if (each !== null && each.dueOn <= until) found.push(each);
    }
    return found;
  }

  return { ...recordCases(ports), ...publishingCases(ports), due, open: { all, one, contracting } };
}
