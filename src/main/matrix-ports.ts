import type { MatrixPorts } from '../contexts/channels/matrix-ports.ts';
import type { Files } from '../contexts/files/service.ts';
import type { Notices } from '../contexts/notices/service.ts';
import type { Plan } from '../contexts/plan/service/create-plan.ts';
import type { Column } from '../contexts/publications/contract.ts';
import type { Publications } from '../contexts/publications/service.ts';
import { shanghaiDay } from '../platform/clock.ts';
import { httpGet } from '../platform/http-get.ts';
import { sheetCsv, sheetXlsx } from '../platform/sheets.ts';
import { columnTree } from '../portal/columns.ts';
import type { Pack } from './pack/load.ts';

/** What the matrix of websites and accounts asks of the pack, the other contexts and the portal. */

export interface MatrixSources {
  readonly pack: Pack;
  readonly notices: Notices;
  readonly plan: Plan;
  readonly publications: Pick<Publications, 'open'>;
  readonly files: Files;
  /** Scheme, host and base path under which the public reaches the portal, without a slash at the end. */
  readonly siteAddress: string;
  readonly lookAt: () => string | undefined;
}

/** The columns of the portal as a visitor meets them. */
export function siteColumns(columns: readonly Column[]) {
  const { byId } = columnTree(columns);
  return columns.map(({ id, name, types, staleAfterDays }) => ({
    ...{ id, name, types, staleAfterDays: staleAfterDays ?? null },
    path: byId.get(id)?.path ?? '/',
  }));
}

const mostAtOnce = 500;

/** Addresses of withdrawn items, from `/`. */
export async function withdrawnPaths({ open }: Pick<Publications, 'open'>): Promise<string[]> {
  const paths: string[] = [];
  let after: string | null = null;
  for (;;) {
    const page = await open.tombstonePage(after, mostAtOnce);
    paths.push(...page.map(each => each.path));
    const last = page.at(-1);
    if (last === undefined || page.length < mostAtOnce) return paths;
    after = last.id;
  }
}

export function matrixPorts(
  sources: MatrixSources,
): Pick<
  MatrixPorts,
  | 'pack'
  | 'portalChannels'
  | 'columns'
  | 'remindOnce'
  | 'hasFile'
  | 'lastRelease'
  | 'withdrawnPaths'
  | 'site'
  | 'siteUnit'
  | 'get'
  | 'csv'
  | 'xlsx'
  | 'keepMade'
  | 'keepEvidence'
> {
  const { pack, notices, plan, publications, files, siteAddress, lookAt } = sources;
  const { open } = publications;
  const portals = pack.channels.channels.filter(each => each.kind === 'website');
  const bureau = pack.organisation.units.find(each => each.kind === 'bureau');
  return {
    pack: pack.matrix,
    portalChannels: new Set(portals.map(each => each.id)),
    columns: siteColumns(pack.catalogue.columns),
    siteUnit: portals.find(each => each.unit !== undefined)?.unit ?? bureau?.id ?? '',
    remindOnce: (trx, cause, message) =>
      notices.remindOnce(trx, { caseKind: 'outlet', ...cause }, { ...message, at: cause.at }),
    hasFile: async digest => (await files.find(digest)) !== undefined,
    lastRelease: async columns => {
      const below = columns.flatMap(each => open.columnAndBelow(each));
      const [last] = await open.latest(1, below.length === 0 ? null : below);
      return last === undefined
        ? null
        : { on: shanghaiDay(last.releasedAt), title: last.title, path: last.path };
    },
    withdrawnPaths: () => withdrawnPaths(publications),
    site: () => {
      const fetchBase = lookAt();
      return fetchBase === undefined || siteAddress === '' ? null : { publicBase: siteAddress, fetchBase };
    },
    get: httpGet,
    csv: sheetCsv,
    xlsx: sheetXlsx,
    keepMade: (bytes, mediaType, actor) => files.keepMade(bytes, mediaType, actor),
    keepEvidence: (trx, actor, evidence) => {
      const { documentId, ...rest } = evidence;
      return plan.keepEvidence(trx, actor, { subjectKind: 'item', subjectId: documentId, ...rest });
    },
  };
}
