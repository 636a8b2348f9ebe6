import { text as readAll } from 'node:stream/consumers';
import { z } from 'zod';
import { publishedEdition } from '../contexts/datasets/contract.ts';
import {
  decisionLines,
  type ReleasedDecision,
  type ReleasedMatters,
  releasedDecision,
  releasedMatters,
} from '../contexts/enforcement/contract.ts';
import { releasedAnnouncement, releasedDraw, releasedResults } from '../contexts/inspections/contract.ts';
import { releasedList } from '../contexts/powers/contract.ts';
import { type ReleasedStage, releasedStage } from '../contexts/projects/contract.ts';
import { releasedRegister } from '../contexts/registers/contract.ts';
import type { SearchablePart } from '../contexts/search/contract.ts';
import type { BlobStore } from '../platform/blob-store.ts';

/**
 * What the search finds within an item: texts of its attachments, and the data set, list or register that its data.json
 * carries (ADR 19), entry by entry. Read from the released bytes alone; never through the database, because a second
 * connection within the transaction of a release could wait for ever on a full pool.
 */

/** Characters of an attachment that are indexed. */
const attachmentLength = 20_000;
/** Characters of an entry. */
const entryLength = 4_000;
/** Entries of one register or list; what follows is found on the pages of the register. */
const mostEntries = 5_000;
/** Files without sentences for people. */
const wordless = /^(?:(?:image|audio|video)\/|application\/json)/;
const longestData = 20_000_000;
/** The gate has read the file before its release; one that must be read again keeps a release no longer than this. */
const readingMs = 10_000;

interface PartSources {
  readonly blobs: Pick<BlobStore, 'path' | 'read'>;
  /** The text that a reader of the file sees. */
  readonly readText: (file: {
    readonly digest: string;
    readonly path: string;
    readonly mediaType: string;
  }) => Promise<string>;
}

/** The key area that each column stands for, by its id. */
export function areasOf(
  columns: readonly { readonly id: string; readonly area?: string | undefined }[],
): ReadonlyMap<string, string> {
  return new Map(columns.flatMap(({ id, area }) => (area === undefined ? [] : [[id, area] as const])));
}

/** What is needed of an item. */
interface PartItem {
  readonly documentId: string;
  readonly path: string;
  readonly attachments: readonly {
    readonly fileDigest: string;
    readonly name: string;
    readonly mediaType: string;
    readonly size: number;
  }[];
}

/** Words of any value of an entry; numbers and what is nested as well, signs of the notation not. */
function wordsIn(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(wordsIn).filter(Boolean).join(' ');
  if (typeof value === 'object' && value !== null)
    return Object.values(value).map(wordsIn).filter(Boolean).join(' ');
  return '';
}

function datasetParts(data: z.infer<typeof publishedEdition>): SearchablePart[] {
  const { dataset, period, periodWords, rows } = data;
  const { id, title, description, definition, source, measures, classes } = dataset;
  const regions = [...new Set(rows.map(row => row.regionName))];
  const words = [
    description,
    `统计口径：${definition}`,
    `来源：${source}`,
    `指标：${measures.map(each => each.name).join('、')}`,
    classes.length === 0 ? '' : `分类：${classes.map(each => each.name).join('、')}`,
    `地区：${regions.join('、')}`,
    `最近一期：${periodWords}`,
  ];
  const text = words.filter(Boolean).join('\n').slice(0, entryLength);
  const collection = `dataset/${id}`;
  return [{ kind: 'dataset', id: collection, collection, rank: period, path: `/data/${id}/`, title, text }];
}

function listParts(data: z.infer<typeof releasedList>): SearchablePart[] {
  const { sort } = data.list;
  const collection = `powers/${sort}`;
  const home = sort === 'guide' ? '/guides' : `/powers/${sort}`;
  return data.entries.slice(0, mostEntries).map(({ code, name, unitName, content }) => ({
    kind: sort === 'guide' ? 'service-guide' : 'power',
    id: `${collection}/${code}`,
    collection,
    path: `${home}/${code}.html`,
    title: name,
    text: [
      code,
      unitName,
      ...data.fields.map(field => {
        const words = wordsIn(content[field.id]);
        return words === '' ? '' : `${field.name}：${words}`;
      }),
    ]
      .filter(Boolean)
      .join('\n')
      .slice(0, entryLength),
  }));
}

function registerParts(data: z.infer<typeof releasedRegister>): SearchablePart[] {
  const { id, title, description, noun, source, fields } = data.register;
  const collection = `register/${id}`;
  const regions = new Map(data.regions.map(region => [region.code, region.name]));
  const whole: SearchablePart = {
    ...{ kind: 'register', id: collection, collection, path: `/registers/${id}/`, title },
    text: [description, `来源：${source}`, `共${data.entries.length}${noun}`].filter(Boolean).join('\n'),
  };
  const entries = data.entries.slice(0, mostEntries).map(({ no, region, values }): SearchablePart => {
    const shown = fields.flatMap(field => {
      const value = values[field.id];
      return value === undefined || value === '' ? [] : [`${field.name}：${value}${field.measure}`];
    });
    const place = region === null ? '' : (regions.get(region) ?? '');
    return {
      kind: 'register-entry',
      id: `${collection}/${no}`,
      collection,
      path: `/registers/${id}/${no}.html`,
      // The first field names the entry, like on its page.
      title: String(values[fields[0]?.id ?? ''] ?? '') || `${title}第${no}号`,
      text: [title, place, ...shown].filter(Boolean).join('\n').slice(0, entryLength),
    };
  });
  return [whole, ...entries];
}

function decisionParts(data: ReleasedDecision): SearchablePart[] {
  const collection = `decision/${data.id}`;
  const lines = decisionLines(data).map(([head, value]) => `${head}：${value}`);
  return [
    {
      ...{ kind: 'decision', id: collection, collection, rank: '1', path: `/enforcement/${data.id}.html` },
      title: `${data.title}（${data.documentNo}）`,
      text: lines.join('\n').slice(0, entryLength),
    },
  ];
}

function matterParts({ organ, matters }: ReleasedMatters): SearchablePart[] {
  const collection = 'enforcement-matters';
  const lines = matters.map(({ code, name, basis, unitName }) => `${code} ${name} ${basis} ${unitName}`);
  return [
    {
      ...{ kind: 'enforcement-matters', id: collection, collection, rank: '1', path: '/enforcement/matters' },
      title: '行政执法事项清单',
      text: [organ, ...lines].join('\n').slice(0, entryLength),
    },
  ];
}

/** The newest stage that is public stands for its project. */
function stageParts({ project, stage }: ReleasedStage): SearchablePart[] {
  const collection = `project/${project.id}`;
  const words = [
    `${project.kindName}　${project.area}　${project.code}`,
    project.description,
    `资金来源：${project.funding}`,
    `${project.organ}　${project.unitName}`,
    `最近公开：${stage.name}（${stage.on}）`,
    ...stage.fields.map(({ name, value }) => `${name}：${value}`),
  ];
  return [
    {
      ...{
        kind: 'project',
        id: collection,
        collection,
        rank: `${stage.on} ${String(stage.no).padStart(4, '0')}`,
      },
      path: `/projects/${project.id}.html`,
      title: project.title,
      text: words.join('\n').slice(0, entryLength),
    },
  ];
}

/** Announcement, draw and results are one inspection; what was last of them stands for it. */
function inspectionParts(
  data: z.infer<typeof releasedAnnouncement | typeof releasedDraw | typeof releasedResults>,
): SearchablePart[] {
  const { id, title, year, organ, item } = data.task;
  const objects =
    'results' in data
      ? data.results.map(each => `${each.objectName}：${each.resultWords}`)
      : data.lists.objects.map(each => each.name);
  const stages = {
    'gongkai-inspection-announcement/1': '1',
    'gongkai-inspection-draw/1': '2',
    'gongkai-inspection-results/1': '3',
  };
  const collection = `inspection/${id}`;
  return [
    {
      ...{ kind: 'inspection', id: collection, collection, rank: stages[data.format] },
      path: `/inspections/${id}/`,
      title,
      text: [`${year}年　${organ}`, item.category, item.name, item.poolName, ...objects]
        .join('\n')
        .slice(0, entryLength),
    },
  ];
}

const known = z.discriminatedUnion('format', [
  publishedEdition,
  releasedList,
  releasedRegister,
  releasedDecision,
  releasedMatters,
  releasedStage,
  releasedAnnouncement,
  releasedDraw,
  releasedResults,
]);

/** Parts of a data.json; nothing if it is none that is shown on pages of its own. */
export function dataParts(json: string): SearchablePart[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return undefined;
  }
  const { success, data } = known.safeParse(parsed);
  if (!success) return undefined;
  switch (data.format) {
    case 'gongkai-register/1':
      return registerParts(data);
    case 'gongkai-powers/1':
      return listParts(data);
    case 'gongkai-enforcement/1':
      return decisionParts(data);
    case 'gongkai-enforcement-matters/1':
      return matterParts(data);
    case 'gongkai-project-stage/1':
      return stageParts(data);
    case 'gongkai-inspection-announcement/1':
    case 'gongkai-inspection-draw/1':
    case 'gongkai-inspection-results/1':
      return inspectionParts(data);
    default:
      return datasetParts(data);
  }
}

/** Answers within the time, or with nothing: an attachment that cannot be read is no reason to hold a release up. */
async function withinTime(work: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>(resolve => {
    timer = setTimeout(resolve, readingMs, '');
  });
  return Promise.race([work.catch(() => ''), late]).finally(() => clearTimeout(timer));
}

export function searchParts({ blobs, readText }: PartSources) {
  async function structured(item: PartItem): Promise<SearchablePart[] | undefined> {
    const file = item.attachments.find(each => each.name.endsWith('.json') && each.size <= longestData);
    if (file === undefined) return undefined;
    const bytes = await blobs.read(file.fileDigest);
    return bytes === undefined ? undefined : dataParts(await readAll(bytes));
  }

  /** Everything that an item carries. Tables beside a data.json say the same once more and are left out. */
  return async function partsOf(item: PartItem): Promise<SearchablePart[]> {
    const carried = await structured(item);
    if (carried !== undefined)
      // One thing that several items carry has a row for each of them.
      return carried.map(part =>
        part.rank === undefined ? part : { ...part, id: `${part.id} ${item.documentId}` },
      );
    const parts: SearchablePart[] = [];
    const names = new Set(item.attachments.map(each => each.name));
    for (const { fileDigest, name, mediaType } of item.attachments) {
      // One table in two forms is one hit.
      if (wordless.test(mediaType) || (/\.csv$/i.test(name) && names.has(name.replace(/\.csv$/i, '.xlsx'))))
        continue;
      const path = await blobs.path(fileDigest);
      if (path === undefined) continue;
      const text = (await withinTime(readText({ digest: fileDigest, path, mediaType }))).trim();
      if (text === '') continue;
      parts.push({
        kind: 'attachment',
        id: `${item.documentId}/${fileDigest}`,
        collection: '',
        path: item.path,
        title: name,
        text: text.slice(0, attachmentLength),
        attachment: name,
      });
    }
    return parts;
  };
}
