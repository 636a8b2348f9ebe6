import {
  type ProjectContent,
  projectContent,
  type StageContent,
  stageContent,
} from '../contexts/projects/contract.ts';
import type { Projects } from '../contexts/projects/service.ts';
import { socialCreditCheckCharacter } from '../law/social-credit-code.ts';
import type { EnforcementStory } from './demo-enforcement.ts';
import { instantOf } from './demo-story.ts';
import type { Pack } from './pack/load.ts';

/** A dozen projects in different stages, one of them late. None is real. */

export interface ProjectStory extends Omit<EnforcementStory, 'enforcement'> {
  readonly projects: Projects;
}

type Values = StageContent['values'];

interface ToldStage {
  readonly stage: string;
  readonly on: string;
  /** Day of its release; absent: only recorded. */
  readonly out?: string;
  readonly values?: Values;
  readonly documents?: readonly string[];
}

interface Told {
  readonly content: Partial<ProjectContent> & Pick<ProjectContent, 'kind' | 'code' | 'title'>;
  readonly wan: number;
  readonly stages: readonly ToldStage[];
}

/** A code of the right form with its check character, of a division that is none. */
const supplierStem = '91599999PRJ000001';
const supplier = {
  supplier: '演示供应商有限公司',
  'supplier-code': supplierStem + socialCreditCheckCharacter(supplierStem),
};
const wan = (amount: number) => ({ amount, unit: '万元' as const });

const tender = (on: string, no: number, out?: string): ToldStage => ({
  ...{ stage: 'tender', on, documents: ['采购文件'], ...(out === undefined ? {} : { out }) },
  values: { number: `演采公告〔2019〕${no}号`, method: '公开招标' },
});
const award = (on: string, amount: number, out?: string): ToldStage => ({
  ...{ stage: 'award', on, values: { ...supplier, amount: wan(amount) } },
  ...(out === undefined ? {} : { out }),
});
const contract = (on: string, no: number, amount: number, name: string, out?: string): ToldStage => ({
  ...{ stage: 'contract', on, documents: [name], ...(out === undefined ? {} : { out }) },
  values: { ...supplier, number: `演合同2019-${no}`, amount: wan(amount) },
});
const grant = (on: string, amount: number | null, out?: string): ToldStage => ({
  ...{ stage: 'approval', on, ...(out === undefined ? {} : { out }) },
  values: {
    grantee: '演示社会服务机构',
    ...(amount === null ? {} : { granted: wan(amount) }),
  },
});
const progress = (on: string, amount: number, out?: string): ToldStage => ({
  ...{ stage: 'progress', on, ...(out === undefined ? {} : { out }) },
  values: { paid: wan(amount), progress: '按计划实施（演示）。' },
});

const told: readonly Told[] = [
  {
    content: { kind: 'procurement', code: '演采2019-1', title: '演示养老机构护理床采购', areaId: 'elderly' },
    wan: 50,
    stages: [
      tender('2019-04-08', 1, '2019-04-10'),
      award('2019-05-14', 48.5, '2019-05-15'),
      contract('2019-05-27', 1, 48.5, '采购合同', '2019-05-28'),
      { stage: 'payment', on: '2019-06-10', values: { paid: wan(20) } },
    ],
  },
  {
    // No contract within thirty days of the award.
    content: { kind: 'procurement', code: '演采2019-2', title: '演示殡葬设施维修采购', areaId: 'funeral' },
    wan: 30,
    stages: [tender('2019-04-15', 2), award('2019-05-07', 29, '2019-05-08')],
  },
  {
    content: { kind: 'procurement', code: '演采2019-3', title: '演示救助物资采购', areaId: 'rescue' },
    wan: 12,
    stages: [tender('2019-06-11', 3, '2019-06-12')],
  },
  {
    content: { kind: 'procurement', code: '演采2019-4', title: '演示慈善信息系统采购', areaId: 'welfare' },
    wan: 80,
    stages: [tender('2019-06-14', 4)],
  },
  {
    content: { kind: 'construction', code: '演建2019-1', title: '演示敬老院改造工程', areaId: 'elderly' },
    wan: 600,
    stages: [
      {
        ...{ stage: 'approval', on: '2019-03-04', out: '2019-03-06' },
        values: { sort: '审批', number: '演发改〔2019〕1号' },
      },
      tender('2019-03-18', 5),
      award('2019-04-22', 580),
      contract('2019-05-20', 2, 580, '施工合同', '2019-05-21'),
    ],
  },
  {
    content: { kind: 'construction', code: '演建2019-2', title: '演示公益性公墓建设', areaId: 'funeral' },
    wan: 300,
    stages: [{ stage: 'approval', on: '2019-06-12', values: { sort: '备案', number: '演备〔2019〕2号' } }],
  },
  {
    content: { kind: 'lottery-fund', code: '演彩2019-1', title: '演示社区日间照料项目', areaId: 'elderly' },
    wan: 100,
    stages: [grant('2019-02-18', 100, '2019-02-20'), progress('2019-05-21', 60, '2019-05-22')],
  },
  {
    content: { kind: 'lottery-fund', code: '演彩2019-2', title: '演示残疾人康复项目', areaId: 'disabled' },
    wan: 40,
    stages: [grant('2019-06-05', 40)],
  },
  {
    content: { kind: 'child-welfare', code: '演童2019-1', title: '演示留守儿童之家建设项目' },
    wan: 20,
    stages: [grant('2019-03-11', null, '2019-03-12')],
  },
  {
    content: { kind: 'child-welfare', code: '演童2019-2', title: '演示困境儿童关爱服务项目' },
    wan: 15,
    stages: [grant('2019-06-10', null)],
  },
  {
    content: { kind: 'county-fund', code: '演县2019-1', title: '演示县级老年食堂补助项目' },
    wan: 25,
    stages: [grant('2019-03-18', null, '2019-03-19')],
  },
  {
    content: { kind: 'central-fund', code: '演央2019-1', title: '演示社会组织服务示范项目' },
    wan: 35,
    stages: [grant('2019-04-16', null, '2019-04-17')],
  },
];

async function record(story: ProjectStory, unitId: string, { content, wan: planned }: Told): Promise<string> {
  const officer = story.whoMay('project.edit', unitId);
  const whole = projectContent.parse({
    ...{ unitId, funding: '演示资金', description: '演示项目，内容为虚构。', planned: wan(planned) },
    ...content,
  });
  return story.steps.once(
    `project:${content.code}`,
    async () => story.done(await story.projects.create(officer, whole), content.code).id,
  );
}

async function tell(story: ProjectStory, unitId: string, each: Told, stage: ToldStage): Promise<void> {
  const { projects, clock, steps, done } = story;
  const officer = story.whoMay('project.edit', unitId);
  const projectId = await record(story, unitId, each);
  const act = `project:${each.content.code}:${stage.stage}`;
  const { out, ...rest } = stage;
  const id = await steps.once(
    `${act}:record`,
    async () => done(await projects.recordStage(officer, projectId, stageContent.parse(rest)), act).id,
  );
  if (out === undefined) return;
  clock.tick(600);
  const drafter = story.whoMay('project.propose', unitId);
  const itemId = await steps.once(
    `${act}:propose`,
    async () => done(await projects.propose(drafter, id, { meets: [] }), act).itemId,
  );
  clock.tick(3600);
  await story.release({ id: itemId, act, drafter, unitId });
}

/** The scenes of the projects of the finance section; none where the pack has no such unit or no such kind. */
export function projectScenes(
  story: ProjectStory,
  pack: Pick<Pack, 'organisation' | 'projects'>,
): { readonly at: Date; readonly tell: () => Promise<void> }[] {
  const unitId = 'finance';
  if (!pack.organisation.units.some(({ id }) => id === unitId)) return [];
  return told
    .filter(({ content }) => pack.projects.kinds.some(({ id }) => id === content.kind))
    .flatMap(each =>
      each.stages.map(stage => {
        const at = instantOf(`${stage.out ?? stage.on} 09:00`);
        return {
          at,
          tell: async () => {
            if (story.clock.set(at)) await tell(story, unitId, each, stage);
          },
        };
      }),
    );
}
