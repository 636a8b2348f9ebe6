import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ProjectsPack, projectsPack } from '../../contexts/projects/contract/pack.ts';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, readSource } from './source.ts';

/** projects.yaml: kinds of projects and their stages. A pack without it keeps none. */

const file = 'projects.yaml';

interface ProjectsReading {
  readonly value: ProjectsPack | undefined;
  readonly findings: Findings;
}

type Path = readonly (string | number)[];
interface Fault {
  readonly path: Path;
  readonly message: string;
}

function twice(ids: readonly string[], path: (at: number) => Path): Fault[] {
  return ids.flatMap((id, at) =>
    ids.indexOf(id) === at ? [] : [{ path: path(at), message: `编号“${id}”重复，请改用不同的编号。` }],
  );
}

function stageFaults({ stages }: ProjectsPack['kinds'][number], kindAt: number): Fault[] {
  return stages.flatMap((stage, at) => {
    const path: Path = ['kinds', kindAt, 'stages', at];
    const before = new Set(stages.slice(0, at).map(each => each.id));
    const needed = [...stage.needs, ...(stage.signedAfter === undefined ? [] : [stage.signedAfter])];
    return [
      ...needed
        .filter(id => !before.has(id))
        .map(id => ({ path, message: `“${stage.name}”之前没有编号为“${id}”的阶段，请核对顺序和编号。` })),
      ...stage.fields.flatMap(field =>
        field.kind === 'choice' && field.choices.length === 0
          ? [{ path, message: `“${field.name}”没有可选的内容，请写明 choices。` }]
          : [],
      ),
      ...twice(
        stage.fields.map(field => field.id),
        fieldAt => [...path, 'fields', fieldAt, 'id'],
      ),
    ];
  });
}

function faultsOf({ kinds }: ProjectsPack, catalogue: CataloguePack | undefined): Fault[] {
  const columns = catalogue && new Set(catalogue.columns.map(each => each.id));
  return [
    ...twice(
      kinds.map(kind => kind.id),
      at => ['kinds', at, 'id'],
    ),
    ...kinds.flatMap((kind, at) => [
      ...(columns?.has(kind.column) === false
        ? [
            {
              path: ['kinds', at, 'column'],
              message: `栏目“${kind.column}”不在 catalogue.yaml 中，请改为已有栏目的编号。`,
            },
          ]
        : []),
      ...twice(
        kind.stages.map(stage => stage.id),
        stageAt => ['kinds', at, 'stages', stageAt, 'id'],
      ),
      ...stageFaults(kind, at),
    ]),
  ];
}

export async function readProjects(
  folder: string,
  catalogue: CataloguePack | undefined,
): Promise<ProjectsReading> {
  if (!existsSync(join(folder, file)))
    return { value: projectsPack.parse({}), findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, projectsPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  const found = faultsOf(value, catalogue).map(({ path, message }) => ({ where: source.at(path), message }));
  return { value, findings: { problems: [...problems, ...found], warnings: [] } };
}
