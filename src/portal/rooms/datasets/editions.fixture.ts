import type { PublishedEdition } from '../../../contexts/datasets/contract.ts';
import type { DatasetReads, PublicEdition } from './reads.ts';

/** A synthetic data set: three counties, two classes, a sum, a standard and a remark. */

const about: PublishedEdition['dataset'] = {
  id: 'allowance',
  title: '城乡最低生活保障',
  description: '各地城乡低保的人数和标准。',
  definition: '人数为季末在保人数。',
  source: '各县民政局填报',
  ownerUnit: '社会救助科',
  periodicity: 'quarter',
  regions: true,
  classes: [
    { id: 'urban', name: '城市' },
    { id: 'rural', name: '农村' },
  ],
  measures: [
    { id: 'persons', name: '保障人数', unit: '人', rule: 'sum' },
    { id: 'pay-standard', name: '低保标准', unit: '元/人·月', rule: 'standard' },
    { id: 'remark', name: '备注', unit: '', rule: 'text' },
  ],
};

const places = [
  { region: null, regionName: '全市合计' },
  { region: '520502', regionName: '甲区' },
  { region: '520521', regionName: '乙县' },
  { region: '520523', regionName: '丙县' },
] as const;

const rows = (base: number): PublishedEdition['rows'] =>
  places.flatMap(({ region, regionName }, at) =>
    [null, 'urban', 'rural'].map(kind => {
      // 丙县: few persons in towns, hidden with the figure from which they could be computed.
      const isHidden = region === '520523' && kind !== null;
      const many =
        (region === null ? 6000 : at * 1000) + base + (kind === null ? 0 : kind === 'urban' ? -400 : -600);
      return {
        region,
        regionName,
        class: kind,
        values: {
          persons: isHidden ? null : many,
          'pay-standard': region === null || kind === null ? null : kind === 'urban' ? 550 : 330.5,
          remark: region === '520521' && kind === null ? '=1+1，含“五保”' : null,
        },
        suppressed: isHidden ? ['persons'] : [],
      };
    }),
  );

export function edition(period: string, over: Partial<PublishedEdition> = {}): PublishedEdition {
  const [year, no] = period.split('Q');
  return {
    format: 'gongkai-data/1',
    dataset: about,
    period,
    periodWords: `${year}年第${'一二三四'[Number(no) - 1]}季度`,
    revision: 1,
    revisionReason: null,
    compiledOn: `${year}-07-05`,
    rows: rows(Number(no) * 10),
    notes: ['演示数据。'],
    ...over,
  };
}

export function publicEdition(
  published: PublishedEdition,
  over: Partial<Omit<PublicEdition, 'edition'>> = {},
): PublicEdition {
  const mark = `${published.period}r${published.revision}`;
  const digest = Buffer.from(mark.padEnd(32, 'x')).toString('hex');
  const size = JSON.stringify(published).length;
  return {
    documentId: `00000000-0000-4000-8000-${Buffer.from(published.period).toString('hex').padEnd(12, '0').slice(0, 12)}`,
    path: `/a/b/2019/07/${published.period.toLowerCase()}.html`,
    columnId: 'b',
    versionNo: published.revision,
    releasedAt: `2019-0${published.revision}-10T01:00:00.000Z`,
    digest,
    standing: 'live',
    files: [{ fileDigest: digest, name: 'data.json', mediaType: 'application/json', size }],
    edition: published,
    ...over,
  };
}

/** Two quarters, the later one corrected once, and one that was withdrawn. */
export const someEditions: readonly PublicEdition[] = [
  publicEdition(edition('2018Q4'), { standing: 'withdrawn' }),
  publicEdition(edition('2019Q1')),
  publicEdition(edition('2019Q2'), { standing: 'earlier' }),
  publicEdition(edition('2019Q2', { revision: 2, revisionReason: '乙县漏报一个乡镇。', rows: rows(75) })),
];

export function datasetReadsOf(editions: readonly PublicEdition[]): DatasetReads {
  return {
    editions: async () => editions,
    bytes: async digest => {
      const found = editions.find(each => each.digest === digest && each.standing === 'live');
      if (found === undefined) throw new Error('bytes that are not public were asked for');
      return Buffer.from(JSON.stringify(found.edition));
    },
    xlsx: async sheets => Buffer.from(JSON.stringify(sheets)),
  };
}
