import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectPorts } from '../../main/project-ports.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { actorWith, creditCode } from '../publications/items.fixture.ts';
import { structuredBench } from '../publications/structured.fixture.ts';
import { projectsPack } from './contract/pack.ts';
import { type ProjectContent, projectContent, type StageContent, stageContent } from './contract.ts';
import { createProjects } from './service.ts';

/** Projects of the shipped kinds on a real database with real publications and files. For tests. */

const shipped = join(import.meta.dirname, '../../../packs/bijie-civil-affairs/projects.yaml');

/** The shipped kinds, all in the one column that the test catalogue has for them. */
export const testPack = projectsPack.parse(
  (({ kinds, ...rest }) => ({
    ...rest,
    kinds: kinds.map((kind: object) => ({ ...kind, column: 'statutory' })),
  }))(parse(readFileSync(shipped, 'utf8'), { maxAliasCount: 100 })),
);

export const procurement = testPack.kinds.find(({ id }) => id === 'procurement')!;

export const supplierCode = creditCode('51520500MJR123456');

export const officer = actorWith(
  {
    'item.read': 'every-unit',
    'item.draft': 'own-unit',
    'item.amend': 'own-unit',
    'project.edit': 'own-unit',
    'project.propose': 'own-unit',
  },
  { name: '项目人员', unitId: 'office' },
);

export function purchase(over: Partial<ProjectContent> = {}): ProjectContent {
  return projectContent.parse({
    kind: 'procurement',
    code: 'CG-2019-01',
    title: '养老机构床位采购',
    unitId: 'office',
    areaId: 'elderly',
    description: '采购护理床（测试）。',
    funding: '市级财政',
    planned: { amount: 50, unit: '万元' },
    ...over,
  });
}

export const stageOf = (stage: string, on: string, over: Partial<StageContent> = {}): StageContent =>
  stageContent.parse({ stage, on, ...over });

const supplier = { supplier: '演示供应商有限公司', 'supplier-code': supplierCode };

/** The life of one purchase, in its order. */
export const purchaseLife: Readonly<Record<string, StageContent>> = {
  plan: stageOf('plan', '2019-04-01'),
  tender: stageOf('tender', '2019-04-08', {
    values: { number: '毕采公告〔2019〕1号', method: '公开招标' },
    documents: ['采购文件'],
  }),
  award: stageOf('award', '2019-04-29', {
    values: { ...supplier, amount: { amount: 48.5, unit: '万元' } },
  }),
  contract: stageOf('contract', '2019-05-30', {
    values: { ...supplier, number: 'HT-2019-01', amount: { amount: 485_000, unit: '元' } },
    documents: ['采购合同'],
  }),
  payment: stageOf('payment', '2019-06-03', { values: { paid: { amount: 20, unit: '万元' } } }),
  acceptance: stageOf('acceptance', '2019-06-03', { values: { result: '合格' } }),
};

export async function projectsBench(database: Database, clock: Clock) {
  const { made, ...rest } = await structuredBench(database, clock, { projects: testPack }, (base, sources) =>
    createProjects({ ...base, ...projectPorts(sources) }),
  );
  return { projects: made, ...rest };
}
