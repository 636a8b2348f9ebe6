import type { NormativeRow } from '../../contexts/publications/contract.ts';
import { href, type PageFrame, renderPage } from '../layout.tsx';
import type { RenderedPage } from '../page-store.ts';
import type { PortalReads } from '../reads.ts';
import type { Site } from '../view.ts';
import { validityWords } from '../words.ts';
import { filterKeys, type NormativeFilter, NormativePage } from './normative.tsx';
import type { RegisterSheet } from './normative-reads.ts';

export type { NormativeFilter } from './normative.tsx';

interface Rooms {
  readonly site: Site;
  readonly reads: PortalReads;
}

/** What an address asks for; an empty choice is no choice, what is too long is cut. */
export function normativeFilterOf(query: unknown): NormativeFilter {
  const given = (query ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    filterKeys.flatMap(key => {
      const value = given[key];
      return typeof value === 'string' && value !== '' ? [[key, value.slice(0, 200)]] : [];
    }),
  );
}

async function found({ reads }: Rooms, filter: NormativeFilter) {
  if (reads.normative === undefined) return null;
  const { normative } = reads;
  const all = await normative.consolidated();
  const rows = all.filter(row => normative.matches(row, { ...filter, page: 1, size: 50 }));
  return { all, rows, normative };
}

export async function normativePage(
  rooms: Rooms,
  filter: NormativeFilter,
  frameOf: (parts: Pick<PageFrame, 'title' | 'path' | 'crumbs'>) => PageFrame,
): Promise<RenderedPage | null> {
  const answer = await found(rooms, filter);
  if (answer === null) return null;
  const frame = frameOf({
    title: '行政规范性文件',
    path: '/normative/',
    crumbs: [{ name: '行政规范性文件' }],
  });
  const { all, rows } = answer;
  const body = renderPage(frame, <NormativePage site={rooms.site} room={{ all, rows, filter }} />);
  return { body, tags: ['normative', 'day'] };
}

const heads = [
  '序号',
  '文件名称',
  '发文字号',
  '发文机关',
  '责任单位',
  '成文日期',
  '公开日期',
  '施行日期',
  '失效日期',
  '有效性',
  '自何日起',
  '依据',
  '索引号',
  '网址',
];

function sheetOf(site: Site, rows: readonly NormativeRow[]): RegisterSheet {
  return {
    name: '行政规范性文件',
    heads,
    rows: rows.map((row, at) => [
      at + 1,
      row.title,
      row.documentNo,
      row.issuer,
      row.unitName,
      row.madeOn,
      row.releasedOn,
      row.effectiveOn ?? '',
      row.expiresOn ?? '',
      validityWords[row.validity],
      row.since ?? '',
      row.causeWords,
      row.indexNo,
      site.origin + href(site, row.path),
    ]),
  };
}

export const listFormats = ['csv', 'xlsx', 'json'] as const;

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
} as const;

/** The list as a file, narrowed as the page is. */
export async function normativeFile(
  rooms: Rooms,
  filter: NormativeFilter,
  format: (typeof listFormats)[number],
): Promise<{ readonly mediaType: string; readonly body: string | Buffer } | null> {
  const answer = await found(rooms, filter);
  if (answer === null) return null;
  const { rows, normative } = answer;
  const mediaType = mediaTypes[format];
  if (format === 'json') {
    const documents = rows.map(({ unitId: _, isLive: __, reviewedOn: ___, reviewDueOn: ____, ...row }) => ({
      ...row,
      url: rooms.site.origin + href(rooms.site, row.path),
    }));
    return { mediaType, body: JSON.stringify({ documents }) };
  }
  const sheet = sheetOf(rooms.site, rows);
  return { mediaType, body: format === 'csv' ? normative.csv(sheet) : await normative.xlsx(sheet) };
}
