import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { table3Of } from '../../law/annual-report-tables.ts';
import { addDays, type Day, dayOf } from '../../law/day.ts';
import { dueOf, numberOf, relive } from '../../law/request-clock/clerk.fixture.ts';
import type { RequestEvent } from '../../law/request-clock.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { type HttpServer, makeHttpServer } from '../../platform/http/kit.ts';
import type { Actor } from '../organisation/contract.ts';
import type { CountedRequest, RequestView } from './contract.ts';
import { application, type Bench, reply } from './requests.fixture.ts';
import { requestRoutes } from './routes.ts';
import { foldCase } from './rules/fold.ts';
import { derivedOf } from './service/perform.ts';
import { eventsOf } from './store/cases.ts';

/**
 * Random lives of cases, driven through the HTTP API on the real database. After every act: the clock is that of a clerk
 * who lives through every day, and what is kept beside the events is their fold. Now and then: the tables add up.
 */

export interface SettableClock extends Clock {
  set(instant: string): void;
}

export interface Seen {
  histories: number;
  accepted: number;
  refused: number;
  closed: number;
  commands: Set<string>;
}

function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The staff API of requests alone, with the person named in a header. */
export async function apiOf(on: Bench): Promise<HttpServer> {
  const app = await makeHttpServer({ logger: false });
  const actors = new Map<string, Actor>(Object.entries(on.people));
  const actorOf = (request: { headers: Record<string, unknown> }) => {
    const actor = actors.get(String(request.headers['x-test-actor']));
    if (actor === undefined) throw new AppError('not-signed-in');
    return actor;
  };
  requestRoutes(app, { requests: on.requests, actorOf, authorise: actorOf });
  await app.ready();
  return app;
}

/** What a person might do next, and the event of the clock it would be. */
interface Try {
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly who?: string;
  readonly event?: RequestEvent;
}

const likely = [
  'confirm-receipt',
  'confirm-receipt',
  'request-correction',
  'correct',
  'assign',
  'record-search',
  'ask-cooperation',
  'consult',
  'consult',
  'record-answer',
  'ask-reasons',
  'record-reasons',
  'delay',
  'ask-extension',
  'approve-extension',
  'approve-extension',
  'draft-reply',
  'submit-reply',
  'sign',
  'sign',
  'sign',
  'sign',
  'recall-reply',
  'deliver',
  'deliver',
  'withdraw',
  'close',
  'close',
  'add-dispute',
  'decide-dispute',
  'rehandle',
  'archive',
] as const;

function aTry(
  name: (typeof likely)[number],
  view: RequestView,
  { on, today }: { readonly on: Day; readonly today: Day },
  random: () => number,
): Try {
  const within = (days: number) => Math.floor(random() * days);
  const note = '随机办理';
  switch (name) {
    case 'confirm-receipt':
      return { command: name, body: { on, note }, event: { type: 'receipt-confirmed', on } };
    case 'request-correction': {
      const correctBy = addDays(on, within(20));
      const body = { on, matters: '请写明年度地区', guidance: '可以参照目录', correctBy };
      return { command: name, body, event: { type: 'correction-requested', on, correctBy } };
    }
    case 'correct': {
      const goodReason = random() < 0.5 ? '因病住院' : '';
      const body = { on, subject: '补正后的内容', goodReason };
      const event = { type: 'corrected', on, ...(goodReason === '' ? {} : { goodReason }) } as const;
      return { command: name, body, event };
    }
    case 'assign':
      return {
        command: name,
        body: { unitId: random() < 0.5 ? 'relief' : 'office', dueOn: addDays(on, within(9)) },
      };
    case 'record-search':
      return { command: name, body: { where: '档案', words: '关键词', finding: '没有检索到' } };
    case 'ask-cooperation':
      return {
        command: name,
        body: { organ: '某局（演示）', matters: '请协助查找有关材料', answerBy: addDays(on, within(9)) },
      };
    case 'consult': {
      const kind = random() < 0.6 ? 'third-party' : 'organ';
      const party = `对方${within(3)}`;
      const body = { kind, party, information: '所涉及的信息', on };
      return { command: name, body, event: { type: `${kind}-consulted`, on, party } as RequestEvent };
    }
    case 'record-answer': {
      const waiting = view.consultations.filter(each => each.answeredOn === null);
      const asked = waiting[within(waiting.length)];
      const body = { consultationId: asked?.id ?? 'nothing', on, agrees: random() < 0.7 };
      const type = `${asked?.kind ?? 'organ'}-answered`;
      return { command: name, body, event: { type, on, party: asked?.party ?? '' } as RequestEvent };
    }
    case 'ask-reasons':
      return { command: name, body: { on, note: '请说明理由' }, event: { type: 'reasons-requested', on } };
    case 'record-reasons':
      return { command: name, body: { on, note: '申请人的说明' }, event: { type: 'reasons-given', on } };
    case 'delay': {
      const until = addDays(on, within(90));
      return {
        command: name,
        body: { on, until, reason: '数量较多，难以按期' },
        event: { type: 'delayed', on, until },
      };
    }
    case 'ask-extension':
      return { command: name, body: { workingDays: 1 + within(23), reason: '需要逐项核对' } };
    case 'approve-extension': {
      const workingDays = view.extension?.workingDays ?? 0;
      return {
        command: name,
        who: 'head',
        body: {},
        event: { type: 'extended', on: today, workingDays, approvedBy: '负责人' },
      };
    }
    case 'draft-reply': {
      const outcome = random() < 0.7 ? 'disclosed' : 'not-responsible';
      const says = { article: '条款', information: '随信提供', reasons: '不属于本机关职责' };
      const publicInterest = '不公开会对公共利益造成重大影响';
      return {
        command: name,
        body: { ...reply({ outcome, says, publicInterest }), revision: view.revision },
      };
    }
    case 'sign': {
      const waiting = view.reply?.waitingFor ?? [];
      const step = waiting[within(waiting.length)]?.step ?? 'legality';
      const digest = view.reply?.digest ?? '0';
      if (random() < 0.1)
        return { command: 'return-reply', who: step, body: { step, digest, reasons: ['请修改'] } };
      return { command: 'sign-reply', who: step, body: { step, digest } };
    }
    case 'deliver': {
      if (random() < 0.5)
        return {
          command: name,
          body: { way: 'electronic', on },
          event: { type: 'replied', on, delivery: 'electronic' },
        };
      const body = { way: 'post', on, postedOn: on, trackingNo: 'XA1' };
      return { command: name, body, event: { type: 'replied', on, delivery: 'post', postedOn: on } };
    }
    case 'withdraw':
      return { command: name, body: { on, note }, event: { type: 'withdrawn', on } };
    case 'add-dispute':
      return { command: name, body: { kind: 'reconsideration', filedOn: on, organ: '某市人民政府' } };
    case 'decide-dispute': {
      const disputeId = view.disputes.findLast(each => each.result === 'pending')?.id ?? 'nothing';
      const result = random() < 0.3 ? 'upheld' : 'corrected';
      return { command: name, body: { disputeId, result, decidedOn: on } };
    }
    case 'rehandle': {
      const disputeId = view.disputes.at(-1)?.id ?? 'nothing';
      const body = { disputeId, orderedOn: on, countsAsNew: random() < 0.5, note: '责令重新处理' };
      return { command: name, body, event: { type: 'submitted', on, via: 'in-person' } };
    }
    default:
      return { command: name, body: {} };
  }
}

export function fail(words: string): never {
  throw new Error(words);
}

/** The third table of some years from what the register counts; I1 of every column and I4 between the years. */
export function checkTables(counted: ReadonlyMap<number, readonly CountedRequest[]>): void {
  const kinds = [
    'natural-person',
    'business',
    'research-institute',
    'public-benefit',
    'legal-service',
    'other-organisation',
  ];
  const tables = new Map(
    [...counted].map(([year, requests]) => {
      const cells = requests
        .filter(each => each.countsAsReceived)
        .flatMap(each => {
          const column = `c${kinds.indexOf(each.applicantKind) + 1}` as 'c1';
          const inYear = (day: string | null) => day !== null && Number(day.slice(0, 4)) === year;
          const came = inYear(each.receivedOn) ? 'r1' : 'r2';
          const went = inYear(each.closedOn) ? each.row : 'r4';
          return [came, went ?? fail(`${each.id} is closed without a row`)].map(row => ({
            row: row as 'r1',
            column,
            count: 1,
          }));
        });
      return [year, table3Of(cells)] as const;
    }),
  );
  for (const [year, table] of tables) {
    for (const column of ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'] as const) {
      const [came, went] = [table.r1[column] + table.r2[column], table.r3_7[column] + table.r4[column]];
      if (came !== went) fail(`I1 of ${year}.${column}: ${came} came, ${went} went`);
      const before = tables.get(year - 1);
      if (before !== undefined && before.r4[column] !== table.r2[column])
        fail(`I4 of ${year}.${column}: ${before.r4[column]} left, ${table.r2[column]} carried over`);
    }
  }
}

export class Histories {
  readonly #on: Bench;
  readonly #app: HttpServer;
  readonly #database: Database;
  readonly #clock: SettableClock;
  readonly seen: Seen = { histories: 0, accepted: 0, refused: 0, closed: 0, commands: new Set() };

  constructor(on: Bench, app: HttpServer, database: Database, clock: SettableClock) {
    this.#on = on;
    this.#app = app;
    this.#database = database;
    this.#clock = clock;
  }

  async #call(who: string, method: 'GET' | 'POST', url: string, payload?: object) {
    const headers = { 'x-test-actor': who };
    const answer = await this.#app.inject({
      method,
      url,
      headers,
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, body: answer.json() };
  }

  #at(day: Day): void {
    this.#clock.set(`${day}T09:00:00+08:00`);
  }

  /** What is kept beside the events is their fold, and the list says what the case says. */
  async #checkKept(id: string, words: string): Promise<void> {
    const folded = foldCase(await eventsOf(this.#database.kysely, id));
    const on = { calendar: this.#on.calendar, today: dayOf(this.#clock.today()), classes: [] };
    const { at: _, ...expected } = derivedOf(id, folded, on, new Date(0));
    const { rows } = await sql<Record<string, unknown>>`
      select id, number, matter, subject, document_no as "documentNo", via, applicant_kind as "applicantKind", revision,
        round, stage, state, lapses_on as "lapsesOn", lapsed_state as "lapsedState", submitted_on as "submittedOn",
        received_on as "receivedOn", due_on as "dueOn", provisional, unit_id as "unitId", officer_id as "officerId",
        officer_name as "officerName", outcome, ground, report_row as "reportRow", closed_on as "closedOn",
        matter_key as "matterKey", subject_class as "subjectClass", class_by as "classBy", keep_until as "keepUntil",
        destroyed_on as "destroyedOn"
      from request where id = ${id}::uuid`.execute(this.#database.kysely);
    if (!isDeepStrictEqual({ ...rows[0] }, expected))
      fail(`${words}: kept ${JSON.stringify(rows[0])}, folded ${JSON.stringify(expected)}`);
  }

  #checkClock(view: RequestView, events: readonly RequestEvent[], words: string): void {
    const clerk = relive(events);
    const due = dueOf(clerk, numberOf(events.at(-1)!.on));
    // A correction or a payment that lapsed since the last event ends the period; so does the clerk's on its next day.
    const expected = view.clock.state === 'deemed-abandoned' ? null : due;
    if (view.clock.dueOn !== expected)
      fail(`${words}: due ${view.clock.dueOn}, by the clerk ${expected}: ${JSON.stringify(events)}`);
    if (clerk.stage === 'done' && view.clock.late !== clerk.late)
      fail(`${words}: late ${view.clock.late}, by the clerk ${clerk.late}: ${JSON.stringify(events)}`);
  }

  /** One case from its submission to wherever chance takes it. */
  async live(seed: number, longest = 22): Promise<void> {
    const random = chance(seed);
    const within = (count: number) => Math.floor(random() * count);
    let today = addDays(dayOf('2024-10-01'), within(600));
    this.#at(today);
    const via = (['in-person', 'signed-mail', 'plain-mail', 'internet', 'fax'] as const)[within(5)]!;
    const taken = await this.#call(
      'clerk',
      'POST',
      '/api/requests',
      application({ via, submittedOn: today }),
    );
    if (taken.status !== 201) fail(`seed ${seed}: ${JSON.stringify(taken.body)}`);
    const { id } = taken.body as { id: string };
    let events: RequestEvent[] = [{ type: 'submitted', on: today, via }];
    let view = (await this.#call('clerk', 'GET', `/api/requests/${id}`)).body as RequestView;
    for (let no = 0; no < longest; no += 1) {
      today = addDays(today, within(random() < 0.15 ? 40 : 5));
      this.#at(today);
      const on = random() < 0.08 ? addDays(today, within(3) - 1) : today;
      const next = aTry(likely[within(likely.length)]!, view, { on, today }, random);
      const answer = await this.#call(
        next.who ?? 'anybody',
        'POST',
        `/api/requests/${id}/${next.command}`,
        next.body,
      );
      const words = `seed ${seed} step ${no} ${next.command} ${JSON.stringify(next.body)} on ${today}`;
      if (answer.status === 409 || answer.status === 400) this.seen.refused += 1;
      else if (answer.status !== 200) fail(`${words}: ${answer.status} ${JSON.stringify(answer.body)}`);
      if (answer.status === 200) {
        this.seen.accepted += 1;
        this.seen.commands.add(next.command);
        if (next.event !== undefined) {
          if (next.event.on > today) fail(`${words}: accepted on a day that has not come`);
          events = next.command === 'rehandle' ? [next.event] : [...events, next.event];
        }
        await this.#checkKept(id, words);
      }
      // A command answers the case; after a refusal it is read anew now and then, since time has passed.
      if (answer.status === 200) view = answer.body as RequestView;
      else if (random() < 0.3)
        view = (await this.#call('clerk', 'GET', `/api/requests/${id}`)).body as RequestView;
      else continue;
      this.#checkClock(view, events, words);
      if (view.stage === 'archived' && random() < 0.5) break;
    }
    if (view.closedOn !== null) this.seen.closed += 1;
    this.seen.histories += 1;
  }

  /** The identities over everything there is at this moment. */
  async checkTables(): Promise<void> {
    const years = [2024, 2025, 2026, 2027];
    const counted = await Promise.all(years.map(year => this.#on.requests.countedRequests(year)));
    checkTables(new Map(years.map((year, i) => [year, counted[i]!])));
  }
}
