import { Readable } from 'node:stream';
import type { Enforcement } from '../contexts/enforcement/service.ts';
import type { Files } from '../contexts/files/service.ts';
import type { Actor } from '../contexts/organisation/contract.ts';
import type { Organisation } from '../contexts/organisation/service.ts';
import type { ItemRow } from '../contexts/publications/contract.ts';
import type { Publications } from '../contexts/publications/service.ts';
import type { DraftedItem, ItemDraft, ReportPorts } from '../contexts/reports/ports.ts';
import type { Calendar } from '../law/working-days.ts';
import { AppError } from '../platform/app-error.ts';
import type { Pack } from './pack/load.ts';

/** What the reports ask of the other contexts. */

export interface ReportSources {
  readonly pack: Pack;
  readonly organisation: Pick<Organisation, 'may'>;
  readonly publications: Publications;
  readonly files: Pick<Files, 'takeUpload'>;
  readonly requests: Pick<
    ReportPorts,
    'countedRequests' | 'openingBalance' | 'disputes' | 'handledRequests' | 'feesPaidIn'
  >;
  /** Decisions of the year by the name of the organ that made them. */
  readonly enforcement: Pick<Enforcement, 'decidedBy'>;
  calendar(): Calendar;
}

const stateWords: Readonly<Record<ItemRow['state'], string>> = {
  draft: '草稿',
  'in-review': '审查中',
  returned: '已退回',
  approved: '审查完毕',
  scheduled: '定时发布',
  released: '已发布',
  superseded: '已被新版替代',
  withdrawn: '已撤下',
  discarded: '已作废',
};

function isEditable(state: ItemRow['state']): boolean {
  return state === 'draft' || state === 'returned';
}

function draftedItem({ id, state }: Pick<ItemRow, 'id' | 'state'>): DraftedItem {
  return {
    id,
    stateWords: stateWords[state],
    isEditable: isEditable(state),
    isEnded: state === 'withdrawn' || state === 'discarded',
  };
}

/** The bureau's column of annual reports, where the pack has one. */
function annualReportColumn(pack: Pack): string | undefined {
  return pack.catalogue.columns.find(column => column.kinds.includes('annual-report'))?.id;
}

/** Null for an item that is gone or that the person may not see; other faults are passed on. */
async function seen<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch((error: unknown) => {
    if (error instanceof AppError && (error.code === 'not-found' || error.code === 'not-allowed'))
      return null;
    throw error;
  });
}

export function reportPorts(
  sources: ReportSources,
): Pick<
  ReportPorts,
  | 'organ'
  | 'may'
  | 'calendar'
  | 'countedRequests'
  | 'openingBalance'
  | 'disputes'
  | 'handledRequests'
  | 'feesPaidIn'
  | 'normativeDocuments'
  | 'enforcementDecisions'
  | 'itemOf'
  | 'openItemTitled'
  | 'draftItem'
> {
  const { pack, publications, files, requests } = sources;
  const bureau = pack.organisation.units.find(unit => unit.kind === 'bureau');
  const columnId = annualReportColumn(pack);
  const { officeUnit } = pack.requests;

  const takeFile = async (actor: Actor, { name, bytes }: ItemDraft['files'][number]) => {
    const taken = await files.takeUpload(Readable.from([bytes]), name, actor);
    return { fileDigest: taken.digest, name: taken.name };
  };

  return {
    organ: { id: bureau?.id ?? officeUnit, name: bureau?.name ?? '', officeUnitId: officeUnit },
    may: sources.organisation.may,
    calendar: sources.calendar,
    countedRequests: requests.countedRequests,
    openingBalance: requests.openingBalance,
    disputes: requests.disputes,
    handledRequests: requests.handledRequests,
    feesPaidIn: requests.feesPaidIn,
    normativeDocuments: () => publications.open.normativeDocuments(),
    enforcementDecisions: year => sources.enforcement.decidedBy(bureau?.name ?? '', year),
    itemOf: async (actor, id) => {
      const item = await seen(publications.getItem(actor, id));
      return item === null ? null : draftedItem(item);
    },
    openItemTitled: async (actor, title) => {
      const query = { kind: 'annual-report', q: title, page: 1, size: 20 };
      const found = await seen(publications.listItems(actor, query));
      return found?.items.find(item => item.title === title && isEditable(item.state))?.id ?? null;
    },
    draftItem: async (actor, draft, openItemId) => {
      if (columnId === undefined)
        throw new AppError('bad-input', {
          detail: '机构包的栏目中没有发布年度报告的栏目，请先在目录中设置。',
        });
      const attachments = await Promise.all(draft.files.map(each => takeFile(actor, each)));
      const { title, summary, bodyHtml, writtenOn } = draft;
      const content = { columnId, title, summary, bodyHtml, attachments, metadata: { writtenOn } };
      if (openItemId === null)
        return publications.createDraft(actor, {
          ...content,
          kind: 'annual-report',
          ownerUnitId: officeUnit,
          meets: [],
          releaseAt: null,
          channels: [],
        });
      const { revision } = await publications.getItem(actor, openItemId);
      const changed = await publications.changeDraft(actor, openItemId, { ...content, revision });
      return changed.ok ? { ok: true, value: { id: openItemId } } : changed;
    },
  };
}
