import { randomUUID } from 'node:crypto';
import { publishedCalendar } from '../../law/published-calendar.ts';
import { socialCreditCheckCharacter } from '../../law/social-credit-code.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import type { FileReading } from '../files/contract.ts';
import { recordAudit } from '../log/service.ts';
import type {
  Actor,
  CataloguePack,
  CommandName,
  DraftBody,
  ItemMetadata,
  PublicationEvent,
  Reach,
  ReviewPack,
} from './contract.ts';
import { draftBody, itemMetadata } from './contract.ts';
import type { MetDuty, PublicationPorts } from './ports.ts';
import { gate } from './rules/gate/gate.ts';
import { createPublications } from './service.ts';

/** A small synthetic bureau for the tests of this context. */

export const reviewPack: ReviewPack = {
  steps: [
    step('statistics', '统计审查', 'item.sign-statistics', 1),
    step('legality', '合法性审查', 'item.sign-legality', 1),
    step('secrecy', '保密审查', 'item.sign-secrecy', 2),
    step('approval', '领导审批', 'item.sign-approval', 3),
    { ...step('filing', '备案', 'item.sign-filing', 4), givesFilingNo: true },
  ],
  filingNoPattern: '{yyyy}-{seq:4}',
};

function step(id: string, name: string, command: string, group: number) {
  return { id, name, command, group, limitWorkingDays: 2, basis: '本机关规定', givesFilingNo: false };
}

function column(id: string, segment: string, parent?: string) {
  return {
    id,
    name: id,
    description: '',
    keywords: [],
    types: [],
    segment,
    leaves: [],
    article20: [],
    kinds: [],
    ...(parent === undefined ? {} : { parent }),
  };
}

export const cataloguePack: CataloguePack = {
  columns: [
    column('openness', 'zfxxgk'),
    column('statutory', 'fdzdgknr', 'openness'),
    column('notices', 'tzgg'),
    { ...column('only-news', 'gzdt'), kinds: ['news'] },
  ],
  topics: ['民政、扶贫、救灾'],
  genres: ['通知'],
  indexNumberPattern: '{uscc}/{yyyy}-{seq:5}',
  documentNumberPrefixes: [],
};

export function creditCode(first17 = '11522400009660001'): string {
  return first17 + socialCreditCheckCharacter(first17);
}

export type Grants = Partial<Record<CommandName, Reach>>;

export function actorWith(grants: Grants, over: Partial<Actor> = {}): Actor {
  const staffId = over.staffId ?? randomUUID();
  return {
    staffId,
    name: '测试人员',
    unitId: 'office',
    roles: [],
    actsFor: [],
    requestId: 'r',
    ...over,
    grants,
  };
}

const everywhere = (commands: readonly CommandName[]): Grants =>
  Object.fromEntries(commands.map(command => [command, 'every-unit']));

/** One person per duty of the chain. */
export function staff() {
  const signer = (command: CommandName, name: string) =>
    actorWith(everywhere(['item.read', 'item.return', command]), { name });
  return {
    drafter: actorWith(
      {
        'item.read': 'own-unit',
        'item.draft': 'own-unit',
        'item.submit': 'own-unit',
        'item.recall': 'own-unit',
        'item.amend': 'own-unit',
        'item.discard': 'own-unit',
        'package.confirm': 'own-unit',
      },
      { name: '起草人', unitId: 'finance' },
    ),
    statistics: signer('item.sign-statistics', '统计审查人'),
    legality: signer('item.sign-legality', '合法性审查人'),
    secrecy: signer('item.sign-secrecy', '保密审查人'),
    approval: signer('item.sign-approval', '审批人'),
    filing: signer('item.sign-filing', '备案人'),
    publisher: actorWith(everywhere(['item.read', 'item.release', 'item.unschedule', 'item.withdraw']), {
      name: '发布人',
    }),
    chief: actorWith(everywhere(['item.read', 'item.skip-step', 'gate.override', 'package.exempt']), {
      name: '主任',
    }),
  };
}
export type Staff = ReturnType<typeof staff>;

export const goodMetadata: ItemMetadata = itemMetadata.parse({
  issuer: '某市民政局',
  source: '某市民政局',
  writtenOn: '2019-06-03',
});

export function draft(over: Partial<DraftBody> = {}): DraftBody {
  return draftBody.parse({
    kind: 'notice',
    columnId: 'statutory',
    title: '关于公布2019年社会救助标准的通知',
    bodyHtml: '<p>各县（市、区）民政局：</p><p>现将有关标准公布如下。</p>',
    metadata: { writtenOn: '2019-06-03' },
    ...over,
  });
}

export interface Bench {
  readonly ports: PublicationPorts;
  readonly publications: ReturnType<typeof createPublications>;
  readonly events: PublicationEvent[];
  readonly people: Staff;
  readonly duties: Map<string, MetDuty>;
  readonly texts: Map<string, string | null>;
}

function readingOf(text: string): FileReading {
  return { parts: text.split('\n').map((line, i) => ({ where: `第${i + 1}行`, text: line })), notices: [] };
}

/** The service on a real database with the log's own audit; reactions are kept in a list. */
export function bench(database: Database, clock: Clock, over: Partial<PublicationPorts> = {}): Bench {
  const events: PublicationEvent[] = [];
  const people = staff();
  const duties = new Map<string, MetDuty>();
  const texts = new Map<string, string | null>();
  const names = new Map(Object.values(people).map(each => [each.staffId, each.name]));
  const ports: PublicationPorts = {
    database,
    clock,
    newId: randomUUID,
    recordAudit,
    react: async (_, event) => {
      events.push(event);
    },
    unitNames: async ids => new Map(ids.map(id => [id, `单位${id}`])),
    staffNames: async ids => new Map(ids.flatMap(id => (names.has(id) ? [[id, names.get(id)!]] : []))),
    duties: async ids => new Map(ids.flatMap(id => (duties.has(id) ? [[id, duties.get(id)!]] : []))),
    logEntries: async () => [],
    examine: async input =>
      gate({
        ...input,
        attachments: input.attachments.map(({ name, fileDigest }) => {
          const text = texts.get(fileDigest) ?? null;
          return { name, reading: text === null ? null : readingOf(text) };
        }),
      }),
    calendar: () => publishedCalendar,
    pack: { review: reviewPack, catalogue: cataloguePack },
    organName: '某市民政局',
    creditCodeOf: () => creditCode(),
    ...over,
  };
  return { ports, publications: createPublications(ports), events, people, duties, texts };
}

/** The units the items of these tests belong to. */
export async function seedUnits(database: Database): Promise<void> {
  await database.kysely
    .insertInto('unit')
    .values(
      ['finance', 'office', 'relief'].map(id => ({ id, kind: 'section', name: id, short_name: id }) as never),
    )
    .execute();
}

export async function seedFile(
  database: Database,
  digest: string,
  mediaType = 'application/pdf',
): Promise<void> {
  await database.kysely
    .insertInto('file')
    .values({
      digest,
      size: 10,
      media_type: mediaType,
      stored_at: new Date(0),
      text_content: null,
      stored_by: null,
    })
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

/** The value of a use case that must have gone well. */
export function done<T>(
  result: { ok: true; value: T } | { ok: false; reasons: readonly { message: string }[] },
): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.reasons.map(each => each.message).join(' ')}`);
}

export function codes(result: { ok: boolean; reasons?: readonly { code: string }[] }): string[] {
  return (result.reasons ?? []).map(each => each.code);
}

/** A draft that stands before its reviewers. */
export async function submitted({ publications, people }: Bench, over: Partial<DraftBody> = {}) {
  const { id, path } = done(await publications.createDraft(people.drafter, draft(over)));
  done(await publications.submit(people.drafter, id));
  const { digest } = await publications.getItem(people.drafter, id);
  return { id, path, digest };
}

export async function signAll(
  { publications, people }: Bench,
  id: string,
  digest: string,
  until = 5,
): Promise<void> {
  const chain = ['statistics', 'legality', 'secrecy', 'approval', 'filing'] as const;
  for (const each of chain.slice(0, until))
    done(await publications.sign(people[each], id, { step: each, digest }));
}

/** A draft that every reviewer has signed. */
export async function approved(on: Bench, over: Partial<DraftBody> = {}) {
  const item = await submitted(on, over);
  await signAll(on, item.id, item.digest);
  return item;
}

export async function released(on: Bench, over: Partial<DraftBody> = {}) {
  const item = await approved(on, over);
  done(await on.publications.release(on.people.publisher, item.id, { digest: item.digest }));
  return item;
}
