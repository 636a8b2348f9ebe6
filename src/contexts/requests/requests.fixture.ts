import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedCalendar } from '../../law/published-calendar.ts';
import { residentCheckDigit } from '../../law/resident-id.ts';
import type { Calendar } from '../../law/working-days.ts';
import { folderBlobStore } from '../../platform/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { openSealedBox } from '../../platform/sealed-box.ts';
import { recognise, redactInThread } from '../files/service.ts';
import { recordAudit } from '../log/service.ts';
import type { Actor, CommandName } from '../organisation/contract.ts';
import { commandNames } from '../organisation/contract.ts';
import { type IntakeBody, intakeBody, type RequestsPack, requestsPack } from './contract.ts';
import type { RequestPorts, StaffMessage } from './ports.ts';
import { createRequests } from './service.ts';

/** A small synthetic bureau for the tests of this context. */

export const pack: RequestsPack = requestsPack.parse({
  officeUnit: 'office',
  registerNumberPattern: '测公申〔{yyyy}〕{seq:1}号',
  noticeNumberPattern: '测公告〔{yyyy}〕{seq:1}号',
  replyNumberPattern: '测公复〔{yyyy}〕{seq:1}号',
  replySteps: [
    { id: 'legality', name: '合法性审查', command: 'request.sign-legality', group: 1, limitWorkingDays: 2 },
    { id: 'secrecy', name: '保密审查', command: 'request.sign-secrecy', group: 1, limitWorkingDays: 2 },
    { id: 'approval', name: '审批', command: 'request.sign-approval', group: 2, limitWorkingDays: 1 },
  ],
  relief: {
    reconsiderationOrgan: '某市人民政府',
    court: '某市某区人民法院',
    onlineReconsideration: 'https://fuyi.demo.invalid/',
  },
  office: { name: '某市民政局办公室', address: '测试地址', hours: '工作日', phone: '0000-0000000' },
});

export function actorWith(commands: readonly CommandName[], over: Partial<Actor> = {}): Actor {
  return {
    staffId: randomUUID(),
    name: '测试人员',
    unitId: 'office',
    roles: [],
    actsFor: [],
    requestId: 'r',
    grants: Object.fromEntries(commands.map(command => [command, 'every-unit'])),
    ...over,
  };
}

const requestCommandNames = commandNames.filter(name => name.startsWith('request.'));

export function staff() {
  const signer = (step: 'legality' | 'secrecy' | 'approval', name: string) =>
    actorWith(['request.read', `request.sign-${step}`, 'request.return-reply'], { name, unitId: 'leaders' });
  return {
    /** 公开机构经办人 */
    clerk: actorWith(
      [
        'request.read',
        'request.read-identity',
        'request.register',
        'request.assign',
        'request.handle',
        'request.ask-extension',
        'request.deliver',
        'request.archive',
        'request.record-dispute',
        'request.charge-fee',
      ],
      { name: '经办人' },
    ),
    head: actorWith(
      ['request.read', 'request.read-identity', 'request.approve-extension', 'request.refuse-extension'],
      { name: '负责人' },
    ),
    section: actorWith([], {
      name: '科室人员',
      unitId: 'relief',
      grants: {
        'request.read': 'own-unit',
        'request.read-identity': 'own-unit',
        'request.handle': 'own-unit',
        'request.ask-extension': 'own-unit',
      },
    }),
    legality: signer('legality', '法规审查人'),
    secrecy: signer('secrecy', '保密审查人'),
    approval: signer('approval', '分管领导'),
    /** Every grant there is; for what does not turn on who may. */
    anybody: actorWith(requestCommandNames, { name: '全权人员' }),
    nobody: actorWith([], { name: '无权人员' }),
  };
}

/** A valid resident identity number of nobody: an unused order code of a synthetic region. */
export function residentId(serial = 1): string {
  const first17 = `52242219800101${`${serial}`.padStart(3, '0')}`;
  return first17 + residentCheckDigit(first17);
}

export function application(over: Partial<IntakeBody> = {}): IntakeBody {
  return intakeBody.parse({
    via: 'in-person',
    submittedOn: '2026-03-02',
    applicant: {
      kind: 'natural-person',
      name: '测试申请人甲',
      identityDocument: 'resident-id',
      identityNo: residentId(),
      phone: '00000000000',
      address: '测试地址',
    },
    wish: { subject: '2025年度社会救助资金发放情况' },
    ...over,
  });
}

export interface Bench {
  readonly ports: RequestPorts;
  readonly requests: ReturnType<typeof createRequests>;
  readonly people: ReturnType<typeof staff>;
  readonly told: StaffMessage[];
  readonly reminded: Set<string>;
  calendar: Calendar;
}

/** The service on a real database with real sealing, files and audit; no letters unless given. */
export async function bench(
  database: Database,
  clock: Clock,
  over: Partial<RequestPorts> = {},
): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-requests-'));
  const told: StaffMessage[] = [];
  const reminded = new Set<string>();
  const state = { calendar: publishedCalendar };
  const ports: RequestPorts = {
    database,
    clock,
    pack,
    calendar: () => state.calendar,
    newId: randomUUID,
    randomBytes: size => randomBytes(size),
    box: await openSealedBox(folder),
    keyedDigest: text => createHmac('sha256', 'test').update(text).digest('hex'),
    blobs: folderBlobStore(join(folder, 'files')),
    recognise,
    redact: (file, order) => redactInThread({ ...file, order }),
    textOf: async bytes => Buffer.from(bytes).toString('latin1'),
    check: text => (/\d{17}[\dX]/.test(text) ? ['公民身份号码没有遮盖。'] : []),
    recordAudit,
    unitNames: async () => new Map(['office', 'relief', 'leaders'].map(id => [id, `单位${id}`])),
    tell: async (_, message) => {
      told.push(message);
    },
    remindOnce: async (_, cause, messages) => {
      const key = `${cause.caseId}/${cause.kind}/${cause.dueOn}`;
      if (reminded.has(key)) return false;
      reminded.add(key);
      told.push(...messages);
      return true;
    },
    ...over,
  };
  const requests = createRequests(ports);
  return {
    ports,
    requests,
    people: staff(),
    told,
    reminded,
    get calendar() {
      return state.calendar;
    },
    set calendar(calendar) {
      state.calendar = calendar;
    },
  };
}

export async function seedUnits(database: Database): Promise<void> {
  await database.kysely
    .insertInto('unit')
    .values(
      ['office', 'relief', 'leaders'].map(
        id => ({ id, kind: 'section', name: `单位${id}`, short_name: id }) as never,
      ),
    )
    .execute();
}

export function done<T>(
  result: { ok: true; value: T } | { ok: false; reasons: readonly { message: string }[] },
): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.reasons.map(each => each.message).join(' ')}`);
}

export function codes(result: { ok: boolean; reasons?: readonly { code: string }[] }): string[] {
  return (result.reasons ?? []).map(each => each.code);
}

/** One PDF's worth of bytes. */
export function pdf(text = 'nothing'): Buffer {
  return Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`, 'latin1');
}

export async function* stream(...chunks: Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks;
}

/** A reply to be drafted, complete in what the law wants said. */
export function reply(over: Record<string, unknown> = {}) {
  return {
    outcome: 'disclosed' as const,
    ground: null,
    says: { article: '《政府信息公开条例》第三十六条第（二）项', information: '随信提供。' },
    publicInterest: '',
    supplied: [],
    ...over,
  };
}

/** Drafts, submits and signs a reply to its approval; answers the view. */
export async function approved(
  { requests, people }: Bench,
  id: string,
  over: Record<string, unknown> = {},
  drafter = people.clerk,
) {
  const { revision } = await requests.view(people.clerk, id);
  done(await requests.perform(drafter, id, 'draft-reply', { ...reply(over), revision }));
  done(await requests.perform(drafter, id, 'submit-reply', {}));
  const { reply: drafted } = await requests.view(people.clerk, id);
  const { digest } = drafted!;
  for (const step of ['legality', 'secrecy', 'approval'] as const)
    done(await requests.perform(people[step], id, 'sign-reply', { step, digest, note: '' }));
  return requests.view(people.clerk, id);
}
