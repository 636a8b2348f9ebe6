import { Readable } from 'node:stream';
import type { ChannelPorts, PostedItem, SeenPage } from '../contexts/channels/ports.ts';
import type { Files } from '../contexts/files/service.ts';
import type { Notices } from '../contexts/notices/service.ts';
import type { Plan } from '../contexts/plan/service/create-plan.ts';
import { draftBody } from '../contexts/publications/contract.ts';
import type { PublicItem } from '../contexts/publications/public-reads.ts';
import { personalNumberFindings } from '../contexts/publications/rules/gate/personal-numbers.ts';
import type { Publications } from '../contexts/publications/service.ts';
import { type Clock, shanghaiDay } from '../platform/clock.ts';

/** What the channels ask of the other contexts and of the portal. */

export interface ChannelSources {
  readonly clock: Clock;
  readonly notices: Notices;
  readonly plan: Plan;
  readonly publications: Pick<Publications, 'open' | 'getItem' | 'createDraft'>;
  readonly files: Files;
  /** Scheme, host and base path under which the public reaches the portal, without a slash at the end. */
  readonly siteAddress: string;
  /** Where the portal is looked at after a withdrawal, in the same form; nothing while it does not answer yet. */
  readonly lookAt: () => string | undefined;
}

const lookTimeoutMs = 10_000;
/** Bytes of a page that is looked through. */
const mostRead = 8 * 1024 * 1024;

function publicItemOf(item: PublicItem): PostedItem {
  return {
    documentId: item.id,
    versionNo: item.versionNo,
    title: item.title,
    summary: item.summary,
    bodyHtml: item.bodyHtml,
    issuer: item.metadata.issuer,
    documentNo: item.metadata.documentNo,
    author: item.metadata.author,
    indexNo: item.indexNo,
    path: item.path,
    ownerUnitId: item.ownerUnitId,
    releasedOn: shanghaiDay(item.releasedAt),
    channels: [],
    duties: [],
    writtenOn: item.metadata.writtenOn,
    attachments: item.attachments.map(({ fileDigest, name }) => ({ fileDigest, name })),
  };
}

async function textOf(response: Response): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer());
  return bytes.subarray(0, mostRead).toString('utf8');
}

/** Asks past caches of ours and of others: what is seen is what stands there now. */
async function seenAt(address: string): Promise<SeenPage | null> {
  try {
    const response = await fetch(address, {
      headers: { 'cache-control': 'no-cache', accept: '*/*' },
      redirect: 'manual',
      signal: AbortSignal.timeout(lookTimeoutMs),
    });
    return { status: response.status, text: await textOf(response) };
  } catch {
    // Nobody answers: nothing is known.
    return null;
  }
}

export function channelPorts(
  sources: ChannelSources,
): Pick<
  ChannelPorts,
  | 'tell'
  | 'remindOnce'
  | 'itemFor'
  | 'publicVersion'
  | 'liveItem'
  | 'channelWordsOf'
  | 'personalNumbersIn'
  | 'readFile'
  | 'mediaTypeOf'
  | 'keepFile'
  | 'keepEvidence'
  | 'draftItem'
  | 'publicAddress'
  | 'look'
> {
  const { clock, notices, plan, publications, files, siteAddress, lookAt } = sources;
  const { open } = publications;
  return {
    tell: async (trx, message) => {
      await notices.tell(trx, { ...message, at: clock.now() });
    },
    remindOnce: (trx, cause, message) =>
      notices.remindOnce(trx, { caseKind: 'channel-task', ...cause }, { ...message, at: cause.at }),
    itemFor: async (actor, documentId) => {
      const item = await publications.getItem(actor, documentId);
      const { metadata } = item;
      return {
        documentId: item.id,
        versionNo: item.versionNo,
        title: item.title,
        summary: item.summary,
        bodyHtml: item.bodyHtml,
        issuer: metadata.issuer,
        documentNo: metadata.documentNo,
        author: metadata.author,
        indexNo: item.indexNo ?? '',
        path: item.path,
        ownerUnitId: item.ownerUnitId,
        releasedOn: null,
        channels: item.channels,
        duties: item.meets.map(each => each.dutyId),
        writtenOn: metadata.writtenOn,
        attachments: item.attachments,
      };
    },
    publicVersion: async (documentId, versionNo) => {
      const found = await open.version(documentId, versionNo);
      return found === null ? null : publicItemOf(found);
    },
    liveItem: async documentId => {
      const found = await open.byId(documentId);
      return found === null ? null : publicItemOf(found);
    },
    channelWordsOf: async dutyIds =>
      [...(await plan.dutyTitles(dutyIds)).values()].flatMap(duty => duty.channels),
    personalNumbersIn: text =>
      text
        .split('\n')
        .flatMap((line, at) =>
          personalNumberFindings([{ where: at === 0 ? '表头' : `第${at}行`, text: line }]),
        )
        .map(({ where, excerpt, advice }) => `${where}“${excerpt}”。${advice}`),
    readFile: async digest => {
      const chunks: Buffer[] = [];
      for await (const chunk of await (await files.open(digest)).open()) chunks.push(chunk as Buffer);
      return new Uint8Array(Buffer.concat(chunks));
    },
    mediaTypeOf: async digest => (await files.find(digest))?.mediaType ?? null,
    keepFile: async (bytes, name, actor) =>
      (await files.takeUpload(Readable.from([Buffer.from(bytes)]), name, actor)).digest,
    keepEvidence: (trx, actor, evidence) => {
      const { documentId, ...rest } = evidence;
      return plan.keepEvidence(trx, actor, { subjectKind: 'item', subjectId: documentId, ...rest });
    },
    draftItem: async (actor, { unitId, ...draft }) => {
      const drafted = await publications.createDraft(
        actor,
        draftBody.parse({ ...draft, ownerUnitId: unitId }),
      );
      return drafted.ok ? { ok: true, value: { id: drafted.value.id } } : drafted;
    },
    publicAddress: path => `${siteAddress}${path}`,
    look: async path => {
      const base = lookAt();
      return base === undefined ? null : seenAt(`${base}${path}`);
    },
  };
}
