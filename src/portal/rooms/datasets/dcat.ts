import { createHash } from 'node:crypto';
import { href } from '../../layout.tsx';
import type { Site } from '../../view.ts';
import type { DatasetRoom } from './collection.ts';
import { flatCsv } from './flat-files.ts';

/** The catalogue as DCAT 3 in JSON-LD, with what DCAT-AP requires of catalogues, data sets and distributions. */

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Frequencies of the EU vocabulary that DCAT-AP takes. */
const frequencies = { month: 'MONTHLY', quarter: 'QUARTERLY', year: 'ANNUAL' } as const;

/** First and last day of a period. */
export function spanOf(period: string): { readonly from: string; readonly until: string } {
  const year = Number(period.slice(0, 4));
  const quarter = Number(/Q(\d)$/.exec(period)?.[1] ?? 0);
  const month = Number(/-(\d\d)$/.exec(period)?.[1] ?? 0);
  const first = quarter > 0 ? quarter * 3 - 2 : Math.max(1, month);
  const last = quarter > 0 ? quarter * 3 : month > 0 ? month : 12;
  const days = last === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : 0;
  const end = days > 0 ? days : [4, 6, 9, 11].includes(last) ? 30 : 31;
  const two = (n: number): string => String(n).padStart(2, '0');
  return { from: `${year}-${two(first)}-01`, until: `${year}-${two(last)}-${end}` };
}

const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

const typed = (value: string | number, type: string) => ({ '@value': String(value), '@type': `xsd:${type}` });
const words = (value: string) => ({ '@value': value, '@language': 'zh' });

interface File {
  readonly path: string;
  readonly title: string;
  readonly mediaType: string;
  /** Null for what is packed anew each time it is asked for. */
  readonly sum: { readonly size: number; readonly sha256: string } | null;
}

function madeFile(path: string, title: string, mediaType: string, body: string): File {
  const bytes = Buffer.from(body);
  return {
    path,
    title,
    mediaType,
    sum: { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
  };
}

/** Files of a data set: all periods in one CSV and in one workbook with its dictionary, and the signed files of the latest. */
function filesOf(room: DatasetRoom): File[] {
  const editions = [...room.periods].reverse().map(({ current }) => current);
  const { current } = room.periods[0]!;
  const all = madeFile(
    `/data/${room.id}/${room.id}-all.csv`,
    `${room.about.title}（全部各期）`,
    'text/csv',
    flatCsv(room.about, editions),
  );
  const workbook: File = {
    path: `/data/${room.id}/${room.id}-all.xlsx`,
    title: `${room.about.title}（全部各期的工作簿，附字段说明）`,
    mediaType: xlsxType,
    sum: null,
  };
  const signed = current.files.map(({ fileDigest, name, mediaType, size }) => ({
    path: `/files/${fileDigest}/${encodeURIComponent(name)}`,
    title: `${room.about.title}（${current.edition.periodWords}）：${name}`,
    mediaType: mediaType.split(';')[0]!,
    sum: { size, sha256: fileDigest },
  }));
  return [all, workbook, ...signed];
}

function summed({ sum }: File): Record<string, unknown> {
  if (sum === null) return {};
  return {
    'dcat:byteSize': typed(sum.size, 'nonNegativeInteger'),
    'spdx:checksum': {
      '@type': 'spdx:Checksum',
      'spdx:algorithm': { '@id': 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256' },
      'spdx:checksumValue': typed(sum.sha256, 'hexBinary'),
    },
  };
}

function distribution(site: Site, page: string, file: File, modified: string): unknown {
  const address = site.origin + href(site, file.path);
  return {
    '@id': address,
    '@type': 'dcat:Distribution',
    'dct:title': words(file.title),
    'dcat:accessURL': { '@id': page },
    'dcat:downloadURL': { '@id': address },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${file.mediaType}` },
    'dct:modified': typed(modified, 'dateTime'),
    ...summed(file),
    ...licence(site),
  };
}

function licence(site: Site): Record<string, unknown> {
  const address = site.openData?.licenceUrl ?? '';
  return address === '' ? {} : { 'dct:license': { '@id': address } };
}

function publisher(site: Site): unknown {
  return {
    '@id': `${site.origin}${href(site, '/')}`,
    '@type': 'foaf:Agent',
    'foaf:name': words(site.bureau),
  };
}

function datasetNode(site: Site, room: DatasetRoom, area: string): unknown {
  const page = `${site.origin}${href(site, `/data/${room.id}/`)}`;
  const { about, periods } = room;
  const releases = periods.flatMap(({ revisions }) => revisions.map(({ releasedAt }) => releasedAt)).sort();
  return {
    '@id': page,
    '@type': 'dcat:Dataset',
    'dct:identifier': room.id,
    'dct:title': words(about.title),
    'dct:description': words(`${about.description}统计口径：${about.definition}`),
    'dct:publisher': publisher(site),
    'dct:creator': { '@type': 'foaf:Agent', 'foaf:name': words(about.ownerUnit) },
    'dct:provenance': { '@type': 'dct:ProvenanceStatement', 'dct:description': words(about.source) },
    'dct:issued': typed(releases[0]!, 'dateTime'),
    'dct:modified': typed(room.updatedAt, 'dateTime'),
    'dct:language': { '@id': 'http://publications.europa.eu/resource/authority/language/ZHO' },
    'dct:accrualPeriodicity': {
      '@id': `http://publications.europa.eu/resource/authority/frequency/${frequencies[about.periodicity]}`,
    },
    'dct:temporal': {
      '@type': 'dct:PeriodOfTime',
      'dcat:startDate': typed(spanOf(periods.at(-1)!.period).from, 'date'),
      'dcat:endDate': typed(spanOf(periods[0]!.period).until, 'date'),
    },
    'dcat:keyword': [area, ...about.measures.map(({ name }) => name)].filter(word => word !== '').map(words),
    'dcat:landingPage': { '@id': page },
    'dcat:contactPoint': {
      '@type': 'vcard:Organization',
      'vcard:fn': words(site.bureau),
      ...(site.phone === '' ? {} : { 'vcard:tel': site.phone }),
    },
    'dcat:distribution': filesOf(room).map(file => distribution(site, page, file, room.updatedAt)),
    ...licence(site),
  };
}

/** The whole catalogue; `areaOf` names the area of a column. */
export function dcatCatalogue(
  site: Site,
  sets: readonly DatasetRoom[],
  areaOf: (columnId: string) => string,
): unknown {
  const address = `${site.origin}${href(site, '/data/')}`;
  const modified = sets
    .map(({ updatedAt }) => updatedAt)
    .sort()
    .at(-1);
  return {
    '@context': context,
    '@id': address,
    '@type': 'dcat:Catalog',
    'dct:title': words(`${site.name}数据目录`),
    'dct:description': words(`${site.bureau}公开的统计数据集。`),
    'dct:publisher': publisher(site),
    'dct:language': { '@id': 'http://publications.europa.eu/resource/authority/language/ZHO' },
    'foaf:homepage': { '@id': address },
    ...(modified === undefined ? {} : { 'dct:modified': typed(modified, 'dateTime') }),
    ...licence(site),
    'dcat:dataset': sets.map(room => datasetNode(site, room, areaOf(room.columnId))),
  };
}
