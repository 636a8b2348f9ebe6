import { addressOf } from '../../layout.tsx';
import type { Site } from '../../view.ts';
import { collectionOf } from './collection.ts';
import { datasetEntry, datasetList } from './open-interface.ts';
import type { PublicEdition } from './reads.ts';

/** Examples for the description of the open interface: made by the functions that answer, over one small edition. */

const example: PublicEdition = {
  documentId: '00000000-0000-4000-8000-000000000001',
  path: '/sjfb/2019/04/00000000.html',
  columnId: 'data',
  versionNo: 1,
  releasedAt: '2019-04-10T01:00:00.000Z',
  digest: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  standing: 'live',
  files: [],
  edition: {
    format: 'gongkai-data/1',
    dataset: {
      id: 'low-income-allowance',
      title: '城乡最低生活保障（示例）',
      description: '各地城乡低保的人数和标准。',
      definition: '人数为季末在保人数。',
      source: '各县（市、区）民政局填报',
      ownerUnit: '社会救助科',
      periodicity: 'quarter',
      regions: true,
      classes: [],
      measures: [{ id: 'persons', name: '保障人数', unit: '人', rule: 'sum' }],
    },
    period: '2019Q1',
    periodWords: '2019年第一季度',
    revision: 1,
    revisionReason: null,
    compiledOn: '2019-04-05',
    rows: [
      { region: null, regionName: '全市合计', class: null, values: { persons: 1200 }, suppressed: [] },
      {
        region: '520521',
        regionName: '大方县',
        class: null,
        values: { persons: null },
        suppressed: ['persons'],
      },
    ],
    notes: [],
  },
};

export interface InterfaceExample {
  readonly description: string;
  /** Example of each parameter of the path. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly answer: unknown;
}

/** By path of the interface, parameters as OpenAPI writes them. */
export function interfaceExamples(site: Site): Readonly<Record<string, InterfaceExample>> {
  const { sets } = collectionOf([example]);
  const [set] = sets;
  const { id } = example.edition.dataset;
  return {
    '/api/open/datasets': {
      description: '列出已公开的数据集，每个数据集给出最近一期和各期数量。无需账号，可以跨域读取。',
      parameters: {},
      answer: datasetList(site, sets),
    },
    '/api/open/datasets/{id}': {
      description: '一个数据集的口径、指标和各期；每期给出签署文件的 SHA-256、正式发布页和公开日志中的记录。',
      parameters: { id },
      answer: set === undefined ? null : datasetEntry(site, set),
    },
    '/api/open/datasets/{id}/{period}': {
      description:
        '一期数据。期别写作 2019（年）、2019Q1（季度）或 2019-05（月）；null 为未统计，列入 suppressed 的为人数过少不公开。',
      parameters: { id, period: example.edition.period },
      answer: example.edition,
    },
    '/api/open/contracting/{file}': {
      description:
        '采购和建设项目各阶段的开放合同数据（OCDS 1.1 发布包）：releases.json 为全部项目，项目编号加 .json 为一个项目。撤下的阶段不在其中。',
      parameters: { file: 'releases.json' },
      answer: {
        ...{ uri: addressOf(site, '/api/open/contracting/releases.json'), version: '1.1' },
        ...{ publisher: { name: site.bureau }, extensions: [], releases: [] },
      },
    },
  };
}
