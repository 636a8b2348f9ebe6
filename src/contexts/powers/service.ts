import { AppError } from '../../platform/app-error.ts';
import type { Queries } from '../../platform/database/database.ts';
import type { Actor } from '../organisation/contract.ts';
import type { FieldValue, Flow, RecordView, ReleasedList } from './contract.ts';
import type { PowerPorts } from './ports.ts';
import { flowSvg } from './rendering/flow-svg.ts';
import { flowFaults } from './rules/flow.ts';
import { editionCases } from './service/editions.ts';
import { guideSubject } from './service/facts.ts';
import { recordCases } from './service/records.ts';
import { releasedFiles } from './service/views.ts';
import { editionsOf, markReleased, markWithdrawn } from './store/editions.ts';

/** The only door to power and responsibility lists, service guides and certificates kept. */
export type Powers = ReturnType<typeof createPowers>;

/** A released list as its item carries it; the bytes are still to be asked for. */
export interface ReleasedAs {
  readonly subject: string;
  readonly itemId: string;
  readonly dataDigest: string;
}

export function createPowers(ports: PowerPorts) {
  const { database } = ports;
  const released = releasedFiles(ports);
  const records = recordCases(ports);
  const editions = editionCases(ports, released);

  /** An entry with what it lacks; of a guide also where its publication stands. */
  async function getRecord(actor: Actor, id: string): Promise<RecordView> {
    const record = await records.get(actor, id);
    const subject = record.sort === 'guide' ? await editions.view(actor, guideSubject(id)) : null;
    return { ...record, content: record.content as Record<string, FieldValue>, subject } as RecordView;
  }

  /** The chart of a stored procedure. Faults: `not-found`, also where it cannot be drawn yet. */
  async function chart(actor: Actor, id: string): Promise<string> {
    const { content, code, name } = await records.get(actor, id);
    const flow = content['flow'] as Flow | undefined;
    if (flow === undefined || flowFaults(flow).length > 0)
      throw new AppError('not-found', { detail: '流程还不完整，补全后才能画出流程图。' });
    return flowSvg(flow, `${name}流程图`, code);
  }

  return {
    ...records,
    ...editions,
    getRecord,
    chart,
    markReleased: (
      trx: Queries,
      event: {
        readonly documentId: string;
        readonly path: string;
        readonly attachments: readonly { readonly fileDigest: string }[];
        readonly releasedAt: Date;
      },
    ) =>
      markReleased(trx, {
        documentId: event.documentId,
        path: event.path,
        digests: event.attachments.map(each => each.fileDigest),
        at: event.releasedAt,
      }),
    markWithdrawn: (
      trx: Queries,
      event: { readonly documentId: string; readonly reason: string; readonly withdrawnAt: Date },
    ) => markWithdrawn(trx, { ...event, at: event.withdrawnAt }),
    open: {
      /** What is marked as public; the item itself says whether it still is. */
      released: async (): Promise<readonly ReleasedAs[]> =>
        (await editionsOf(database.kysely, null)).filter(edition => edition.state === 'released'),
      /** A released data.json by its digest. */
      list: (digest: string): Promise<ReleasedList | null> => released(digest),
    },
  };
}
