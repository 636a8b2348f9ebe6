import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { acceptedTypes } from '../contexts/files/contract.ts';
import { recognise, redactInThread } from '../contexts/files/service.ts';
import type { LetterKind } from '../contexts/notices/letters.ts';
import {
  composeLetter,
  letterDocx,
  letterForOutcome,
  letterKinds,
  letterPdf,
  letterTemplate,
} from '../contexts/notices/letters.ts';
import type { Notices } from '../contexts/notices/service.ts';
import type { Actor } from '../contexts/organisation/contract.ts';
import { draftBody } from '../contexts/publications/contract.ts';
import { checkTexts } from '../contexts/publications/rules/gate/gate.ts';
import { placedLines } from '../contexts/publications/rules/gate/text-place.ts';
import { wellFormed } from '../contexts/publications/sanitise.ts';
import type { Publications } from '../contexts/publications/service.ts';
import type { LetterOrder, RequestPorts, StaffMessage } from '../contexts/requests/ports.ts';
import { cite } from '../law/citation.ts';
import { reason, refuse } from '../law/refusal.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { keptSecret } from '../platform/secret-file.ts';
import type { Pack } from './pack/load.ts';

/** What the requests for information ask of the other contexts. */

const lookupKeyFile = 'lookup-key';
const lookupMark = 'gongkai-lookup-key-1:';

/**
 * Keyed digests under a key of the data folder: the same applicant is found again, and who has only the database learns
 * nothing. Several nodes on one database need the same file.
 */
export async function openKeyedDigest(folder: string): Promise<(text: string) => string> {
  const path = join(folder, lookupKeyFile);
  const text = await keptSecret(path, () => `${lookupMark}${randomBytes(32).toString('base64')}`);
  if (!text.startsWith(lookupMark))
    throw new AppError('data-folder-unusable', {
      detail: `检索密钥文件 ${path} 已损坏，请从备份恢复该文件。`,
    });
  const key = Buffer.from(text.slice(lookupMark.length), 'base64');
  return value => createHmac('sha256', key).update(value, 'utf8').digest('hex');
}

/** The text to check; null for pictures, scans and damaged files, at which a person has to look. */
function textReader(readText: RequestSources['readText']): RequestPorts['textOf'] {
  return async (bytes, mediaType) => {
    try {
      const text = await readText(bytes, mediaType);
      return text.trim() === '' ? null : text;
    } catch (error) {
      // A password is the applicant's or the officer's own mistake and is told at once.
      if (error instanceof AppError) throw error;
      return null;
    }
  };
}

/** Papers of a case are what can be read and printed years later, and shown safely to either side. */
const paperTypes: ReadonlySet<string> = new Set(
  ['pdf', 'docx', 'xlsx', 'png', 'jpg'].map(
    ending => Object.entries(acceptedTypes).find(([, endings]) => endings.includes(ending))?.[0] ?? '',
  ),
);

async function recognisePaper(bytes: Uint8Array, name: string): ReturnType<typeof recognise> {
  const seen = await recognise(bytes, name);
  if (paperTypes.has(seen.mediaType)) return seen;
  throw new AppError('wrong-type', {
    detail: '只能上传 PDF、DOCX、XLSX、PNG 或 JPEG 文件；这个文件的内容不属于其中任何一种。',
  });
}

function check(text: string): readonly string[] {
  const { findings } = checkTexts(placedLines('材料', wellFormed(text), '行'));
  return findings
    .filter(each => each.severity === 'block')
    .map(({ where, excerpt, advice }) => `${where}“${excerpt}”。${advice}`);
}

/** The unit and those above it, nearest first. */
function unitsUpwards(pack: Pack, unitId: string): string[] {
  const parentOf = new Map(pack.organisation.units.map(each => [each.id, each.parent]));
  const upwards: string[] = [];
  for (let id: string | undefined = unitId; id !== undefined; id = parentOf.get(id)) upwards.push(id);
  return upwards;
}

/** Writes a letter in the words of the pack, under the letterhead of the office that handles the case. */
function letterWriter(pack: Pack, organ: string, writes: () => boolean): NonNullable<RequestPorts['letter']> {
  const { name, phone, address } = pack.requests.office;
  return async (order: LetterOrder) => {
    if (!writes()) return null;
    const kind = order.kind as LetterKind;
    if (!Object.hasOwn(letterKinds[kind]?.forms ?? {}, order.form))
      return refuse([
        reason('unknown-letter', `没有“${order.kind}”文书的“${order.form}”情形。`, cite('本机关规定')),
      ]);
    const template = letterTemplate(pack.letters, kind, order.form, unitsUpwards(pack, order.unitId));
    const composed = composeLetter(template, {
      organ,
      number: order.number,
      addressee: order.addressee,
      addresseeIs: order.addresseeIs,
      signedOn: order.signedOn,
      contact: { office: name, phone, ...(address === '' ? {} : { address }) },
      attachments: order.attachments,
      fill: order.fill,
    });
    if (!composed.ok) return composed;
    const [docx, pdf] = await Promise.all([letterDocx(composed.letter), letterPdf(composed.letter)]);
    return { ok: true, letter: { title: letterKinds[kind].words, docx, pdf } };
  };
}

export interface RequestSources {
  readonly pack: Pack;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly publications: Pick<Publications, 'createDraft'>;
  /** What a reader of these bytes sees. Faults: those of reading. */
  readonly readText: (bytes: Uint8Array, mediaType: string) => Promise<string>;
  readonly organName: string;
  /** Asked before each letter; nothing unless told. A story told in bulk writes few of them. */
  readonly writesLetters?: (() => boolean) | undefined;
}

function audience({ command, unitId, everybody }: StaffMessage) {
  return everybody === true ? { command, ownerUnitId: unitId } : { command, unitId };
}

export function requestPorts(
  sources: RequestSources,
): Pick<
  RequestPorts,
  | 'newId'
  | 'randomBytes'
  | 'recognise'
  | 'redact'
  | 'textOf'
  | 'check'
  | 'letter'
  | 'letterFor'
  | 'draftItem'
  | 'tell'
  | 'remindOnce'
> {
  const { pack, clock, notices, publications, organName } = sources;
  const message = (each: StaffMessage) => {
    const { kind, title, body, link } = each;
    return { ...audience(each), kind, title, body, link, at: clock.now() };
  };
  return {
    newId: randomUUID,
    randomBytes: size => randomBytes(size),
    recognise: recognisePaper,
    redact: (file, order) => redactInThread({ ...file, order }),
    textOf: textReader(sources.readText),
    check,
    letter: letterWriter(pack, organName, sources.writesLetters ?? (() => true)),
    letterFor: (outcome, ground) => letterForOutcome(outcome, ground ?? undefined),
    draftItem: async (actor: Actor, { columnId, title, unitId }) => {
      const column = pack.catalogue.columns.find(each => each.id === columnId);
      const kind = column?.kinds[0] ?? 'notice';
      const body = draftBody.parse({ kind, columnId, title, ownerUnitId: unitId });
      const drafted = await publications.createDraft(actor, body);
      return drafted.ok ? { ok: true, id: drafted.value.id } : drafted;
    },
    tell: async (trx, each) => {
      await notices.tell(trx, message(each));
    },
    remindOnce: async (trx, cause, messages) => {
      const first = await notices.remindOnce(trx, { caseKind: 'request', ...cause, at: clock.now() });
      if (first) for (const each of messages) await notices.tell(trx, message(each));
      return first;
    },
  };
}
