import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Transaction } from 'kysely';
import { createCalendar } from '../contexts/calendar/service.ts';
import type { Carrier } from '../contexts/channels/carrier.ts';
import { createMatrix } from '../contexts/channels/service/matrix.ts';
import { createChannels } from '../contexts/channels/service.ts';
import { createFiles } from '../contexts/files/service.ts';
import { createLog, recordAudit as recordAuditRow } from '../contexts/log/service.ts';
import { openSigner } from '../contexts/log/signer.ts';
import { createNotices } from '../contexts/notices/service.ts';
import type { AuditEntry } from '../contexts/organisation/audit-port.ts';
import { markingAudit } from '../contexts/organisation/idempotency.ts';
import { notingRefusals } from '../contexts/organisation/refusal-audit.ts';
import { createOrganisation } from '../contexts/organisation/service.ts';
import { createPlan } from '../contexts/plan/service/create-plan.ts';
import { htmlText } from '../contexts/publications/sanitise.ts';
import { createPublications } from '../contexts/publications/service.ts';
import { createReports } from '../contexts/reports/service.ts';
import { createRequests } from '../contexts/requests/service.ts';
import { createSearch } from '../contexts/search/service.ts';
import type { Calendar } from '../law/working-days.ts';
import { folderBlobStore } from '../platform/blob-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { OpenData } from '../platform/data-folder.ts';
import type { Schema } from '../platform/database/schema.ts';
import { openSealedBox } from '../platform/sealed-box.ts';
import { recordChange } from '../portal/store.ts';
import { channelPorts } from './channel-ports.ts';
import { gateWork } from './gate-work.ts';
import { keepCalendar } from './kept-calendar.ts';
import { matrixPorts } from './matrix-ports.ts';
import { onlineRequests } from './online-requests.ts';
import type { Pack } from './pack/load.ts';
import { react, recordDutyMet } from './reactions.ts';
import { reportPorts } from './report-ports.ts';
import { openKeyedDigest, requestPorts } from './request-ports.ts';
import { areasOf, searchParts } from './search-parts.ts';
import { createStructured } from './structured-contexts.ts';

type Trx = Transaction<Schema>;

/** Every service of the product over one database, one pack and one clock. */
export type Product = Awaited<ReturnType<typeof compose>>;

export interface Surroundings {
  readonly data: OpenData;
  readonly pack: Pack;
  readonly clock: Clock;
  readonly demo: boolean;
  /** Name of the public log: host and path, e.g. `www.example.gov.cn/log`. */
  readonly logOrigin: string;
  /** Laid over every line of the audit trail before it is written; nothing unless told. */
  readonly audited?: (entry: AuditEntry) => AuditEntry;
  /** Asked before each letter on a request is written; every letter is unless told. */
  readonly writesLetters?: () => boolean;
  /** Scheme, host and base path under which the public reaches the portal, without a slash at the end. */
  readonly siteAddress?: string;
  /** Where the portal is looked at after a withdrawal, in the same form. */
  readonly lookAt?: () => string | undefined;
  /** Carriers with an interface of their own, by channel id; none unless told. */
  readonly carriers?: ReadonlyMap<string, Carrier>;
  /** Carriers whose account is not set up: they show how a posting would look, and a person posts it. */
  readonly carriersByHand?: ReadonlyMap<string, Carrier>;
  /** Has the worker take up the waiting check of the website; nothing unless told. */
  readonly askToCheckSite?: () => Promise<void>;
}

/** The code in front of index numbers: the unit's own, or that of the organ it belongs to. */
function creditCodes(pack: Pack): (unitId: string) => string | null {
  const units = new Map(pack.organisation.units.map(unit => [unit.id, unit]));
  const bureau = pack.organisation.units.find(unit => unit.kind === 'bureau');
  return unitId => units.get(unitId)?.creditCode ?? bureau?.creditCode ?? null;
}

/** The organ that answers to the public: a county bureau for itself, the bureau for its sections. */
function organs(pack: Pack): (unitId: string) => string {
  const units = new Map(pack.organisation.units.map(unit => [unit.id, unit]));
  const bureau = pack.organisation.units.find(unit => unit.kind === 'bureau');
  return unitId => {
    const unit = units.get(unitId);
    return unit?.kind === 'county' ? unit.name : (bureau?.name ?? '');
  };
}

function columnsOf(pack: Pack) {
  const { columns } = pack.catalogue;
  const titles = new Map(pack.plans.flatMap(plan => plan.leaves.map(leaf => [leaf.id, leaf.title] as const)));
  return {
    columns: new Map(columns.map(column => [column.id, column.area ?? null])),
    catalogue: columns.map(({ id, name, leaves }) => ({
      id,
      name,
      leaves: leaves.flatMap(leaf => {
        const title = titles.get(leaf);
        return title === undefined ? [] : [{ id: leaf, title }];
      }),
    })),
  };
}

export async function compose(surroundings: Surroundings) {
  const { data, pack, clock, demo, logOrigin, audited, writesLetters } = surroundings;
  const { kysely } = data;
  const recordAudit = notingRefusals(
    markingAudit((trx, entry) => recordAuditRow(trx, audited?.(entry) ?? entry)),
  );
  const box = await openSealedBox(data.folder);
  const organisation = createOrganisation({
    db: data,
    clock,
    recordAudit,
    pack: pack.organisation,
    box,
    demo,
  });
  const notices = createNotices({
    db: data,
    clock,
    // With the queries given: within a transaction a second connection could wait for ever on a full pool.
    staffWhoMay: (command, ownerUnitId, queries) => organisation.staffWhoMay(command, ownerUnitId, queries),
    staffOfUnitWhoMay: (command, unitId, queries) => organisation.staffOfUnitWhoMay(command, unitId, queries),
  });
  const tellUnit = (
    trx: Trx,
    message: { unitId: string; kind: string; title: string; body: string; link: string },
  ) => notices.tell(trx, { ...message, command: 'duty.prove', at: clock.now() });
  const keep = (calendar: Calendar) => keepCalendar(data.folder, calendar);
  const calendar = createCalendar({ db: data, clock, recordAudit, tell: tellUnit, keep });
  await organisation.syncUnits();
  await organisation.sealClearSecrets();
  await calendar.open();

  const log = createLog({
    database: data,
    clock,
    signer: await openSigner(join(data.folder, 'log-key'), logOrigin),
  });
  const search = createSearch({
    database: data,
    columnAndBelow: id => publications.open.columnAndBelow(id),
    areaOfColumn: areasOf(pack.catalogue.columns),
    synonyms: pack.searchWords.synonyms,
  });
  const blobs = folderBlobStore(join(data.folder, 'files'));
  const gateThread = gateWork({
    folder: data.folder,
    locate: async digest => {
      const [file, path] = await Promise.all([files.find(digest), blobs.path(digest)]);
      return file === undefined || path === undefined
        ? undefined
        : { digest, path, mediaType: file.mediaType };
    },
  });
  const files = createFiles({ database: data, clock, blobs, read: gateThread.storedText });
  const partsOf = searchParts({ blobs, readText: gateThread.storedText });
  const units = async () => (await organisation.units()).filter(unit => unit.active);

  const plan = createPlan({
    database: data,
    clock,
    calendar: () => calendar.current(),
    // Whatever changes the ledger is audited, so this is where its pages learn of it, in the same transaction.
    recordAudit: async (trx, line) => {
      await recordAudit(trx, line);
      if (line.outcome === 'done') await recordChange(trx, ['ledger'], line.at);
    },
    dutyMet: (trx, duty) =>
      recordDutyMet(trx, duty, clock.now(), { recordPublicAct: log.recordPublicAct, organOf: organs(pack) }),
    may: organisation.may,
    units,
    resolveUnits: organisation.resolveUnits,
    ...columnsOf(pack),
    remindOnce: (trx, cause) => notices.remindOnce(trx, cause),
    tell: async (trx, message) => {
      await tellUnit(trx, message);
    },
    tellStaff: async (trx, message) => {
      await notices.tell(trx, { ...message, at: clock.now() });
    },
    itemOf: async (actor, id) => {
      const { ownerUnitId, liveVersion } = await publications.getItem(actor, id);
      return { unitId: ownerUnitId, isLive: liveVersion !== null };
    },
    hasFile: async digest => (await files.find(digest)) !== undefined,
    pathsOf: ids => publications.open.pathsOf(ids),
    staffNames: ids => organisation.staffNames(ids),
    movedDeadlines: dutyId => calendar.moved({ caseKind: 'duty', caseId: dutyId }),
    lateListIsPublic: pack.site.publicLateList,
  });
  calendar.addClock({
    kind: 'duty',
    recompute: async (trx, current, progress) =>
      (await plan.recompute(trx, current, progress)).map(moved => ({ ...moved, caseId: moved.dutyId })),
  });

  const publications = createPublications({
    database: data,
    clock,
    newId: randomUUID,
    recordAudit: (trx, entry) => recordAudit(trx as Trx, entry),
    react: (trx, event) =>
      react(trx, event, {
        organOf: organs(pack),
        today: () => clock.today(),
        recordPublicAct: log.recordPublicAct,
        recordPublicActs: log.recordPublicActs,
        indexThing: search.indexThing,
        indexThings: search.indexThings,
        forgetThing: search.forget,
        textOf: htmlText,
        partsOf,
        fulfil: plan.fulfil,
        voidProofs: plan.voidProofs,
        recordDigest: record => createHash('sha256').update(record).digest('hex'),
        openChannelTasks: channels.openTasks,
        openTakeDowns: channels.openTakeDowns,
        openLapses: channels.openLapses,
        structured: [datasets, powers, registers, enforcement, inspections, projects],
      }),
    unitNames: ids => organisation.unitNames(ids),
    staffNames: ids => organisation.staffNames(ids),
    duties: ids => plan.dutyTitles(ids),
    logEntries: async documentId =>
      (await log.entriesOf('document', documentId)).map(entry => ({
        entryId: entry.id,
        kind: entry.kind,
        recordedAt: entry.recordedAt.toISOString(),
        leafIndex: entry.leafIndex,
      })),
    examine: gateThread.examine,
    deadLinks: () => matrix.deadLinks(),
    readAhead: gateThread.readAhead,
    writeInBulk: search.writeInBulk,
    takeFile: async (path, name, actor) => {
      const file = await files.takeUpload(createReadStream(path), name, actor);
      return { fileDigest: file.digest, name: file.name, mediaType: file.mediaType, size: file.size };
    },
    calendar: () => calendar.current(),
    pack: {
      review: pack.review,
      catalogue: pack.catalogue,
      gate: pack.gate,
      channelIds: pack.channels.channels.filter(each => each.kind !== 'website').map(each => each.id),
    },
    publicAddress: path => `${surroundings.siteAddress ?? ''}${path}`,
    organName: pack.organisation.units.find(unit => unit.kind === 'bureau')?.name ?? '',
    creditCodeOf: creditCodes(pack),
  });

  const channelSources = channelPorts({
    ...{ clock, notices, plan, publications, files },
    siteAddress: surroundings.siteAddress ?? '',
    lookAt: surroundings.lookAt ?? (() => undefined),
  });
  const channels = createChannels({
    database: data,
    clock,
    newId: randomUUID,
    calendar: () => calendar.current(),
    channels: pack.channels.channels,
    carriers: surroundings.carriers ?? new Map<string, Carrier>(),
    byHand: surroundings.carriersByHand ?? new Map<string, Carrier>(),
    pageChanged: (trx, documentId) => recordChange(trx, [`item:${documentId}`], clock.now()),
    organName: pack.organisation.units.find(unit => unit.kind === 'bureau')?.name ?? '',
    recordAudit: (trx, entry) => recordAudit(trx as Trx, entry),
    may: organisation.may,
    unitNames: ids => organisation.unitNames(ids),
    staffNames: ids => organisation.staffNames(ids),
    ...channelSources,
  });

  const matrix = createMatrix({
    database: data,
    clock,
    may: organisation.may,
    recordAudit: (trx, entry) => recordAudit(trx as Trx, entry),
    unitNames: ids => organisation.unitNames(ids),
    staffNames: ids => organisation.staffNames(ids),
    itemFor: channelSources.itemFor,
    wake: surroundings.askToCheckSite ?? (async () => {}),
    ...matrixPorts({
      ...{ pack, notices, plan, publications, files },
      siteAddress: surroundings.siteAddress ?? '',
      lookAt: surroundings.lookAt ?? (() => undefined),
    }),
  });

  const { datasets, registers, powers, enforcement, inspections, projects } = createStructured({
    ...{ data, clock, pack, organisation, plan, publications, files, notices, box, demo },
    calendar: () => calendar.current(),
    recordAudit: (trx, entry) => recordAudit(trx as Trx, entry),
  });

  const requests = createRequests({
    database: data,
    clock,
    pack: pack.requests,
    calendar: () => calendar.current(),
    box,
    blobs,
    keyedDigest: await openKeyedDigest(data.folder),
    recordAudit: (trx, entry) => recordAudit(trx as Trx, entry),
    unitNames: async () => new Map((await organisation.units()).map(unit => [unit.id, unit.name])),
    ...requestPorts({
      pack,
      clock,
      notices,
      publications,
      readText: gateThread.text,
      organName: pack.organisation.units.find(unit => unit.kind === 'bureau')?.name ?? '',
      writesLetters,
    }),
  });
  calendar.addClock({ kind: 'request', recompute: requests.recompute });
  const online = onlineRequests({ database: data, clock, box, requests });

  const reports = createReports({
    database: data,
    clock,
    recordAudit: (trx, entry) => recordAudit(trx as Trx, entry),
    ...reportPorts({
      pack,
      organisation,
      publications,
      files,
      calendar: () => calendar.current(),
      requests,
      enforcement,
    }),
  });

  return {
    box,
    organisation,
    notices,
    calendar,
    log,
    search,
    partsOf,
    files,
    blobs,
    gateThread,
    plan,
    publications,
    channels,
    matrix,
    datasets,
    powers,
    registers,
    enforcement,
    inspections,
    projects,
    requests,
    online,
    reports,
    kysely,
    clock,
    pack,
    data,
  };
}
