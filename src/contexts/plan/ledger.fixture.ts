import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { publishedCalendar } from '../../law/published-calendar.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Database, transaction } from '../../platform/database/database.ts';
import { recordAudit } from '../log/service.ts';
import type { Actor, OrganisationPack } from '../organisation/contract.ts';
import { type Grants, may } from '../organisation/rules/permission.ts';
import { unitResolver } from '../organisation/rules/unit-names.ts';
import { dutyQuery, type NewPlanBody, type PlanLeaf, planLeaf } from './contract.ts';
import type { PlanPorts, ProvableItem, SettledDuty, StaffMessage, UnitMessage } from './ports.ts';
import { createPlan } from './service/create-plan.ts';

/** A small bureau with two sections and two counties, for the tests of the ledger. */
export const organisation = {
  units: [
    { id: 'bureau', kind: 'bureau', name: '云溪市民政局', aliases: [] },
    { id: 'office', kind: 'section', name: '办公室', aliases: [], parent: 'bureau' },
    { id: 'finance', kind: 'section', name: '财务科', aliases: [], parent: 'bureau' },
    { id: 'party-building', kind: 'section', name: '党建办', aliases: [], parent: 'bureau' },
    { id: 'assistance', kind: 'section', name: '社会救助科', aliases: ['救助科'], parent: 'bureau' },
    { id: 'county-east', kind: 'county', name: '东溪县民政局', aliases: [], parent: 'bureau' },
    { id: 'county-west', kind: 'county', name: '西溪县民政局', aliases: [], parent: 'bureau' },
  ],
  groups: [
    { names: ['局机关各科室'], kinds: ['section'], units: [] },
    { names: ['各县民政局'], kinds: ['county'], units: [] },
  ],
  roles: {},
} satisfies OrganisationPack;

export function leafOf(given: Partial<PlanLeaf> & Pick<PlanLeaf, 'id'>): PlanLeaf {
  return planLeaf.parse({
    path: ['重点领域', '民政资金', `事项${given.id}`],
    title: `事项${given.id}`,
    lead: ['办公室'],
    owners: ['office'],
    elements: [{ name: '内容', form: 'text' }],
    ...given,
  });
}

/** Three leaves: yearly funds of two owners with monthly figures, quarterly figures with counties, county plans. */
export const leaves: PlanLeaf[] = [
  leafOf({
    id: '3.2',
    title: '三公经费信息',
    column: 'funds',
    lead: ['财务科', '党建办'],
    owners: ['finance', 'party-building'],
    cadence: 'annual',
    deadline: { kind: 'calendar-days', days: 20, from: 'approved-by-finance' },
    setBy: 'plan',
    elements: [
      { name: '三公经费', form: 'table', breakdown: null, figures: ['公务接待费'] },
      { name: '增减变化原因', form: 'text', breakdown: null, figures: [] },
    ],
  }),
  leafOf({
    id: '3.4',
    title: '城乡低保信息',
    lead: ['社会救助科'],
    owners: ['assistance'],
    cadence: 'quarterly',
    deadline: { kind: 'working-days', days: 20, from: 'period-end' },
    setBy: 'law',
    perCounty: true,
    elements: [{ name: '救助对象总人数', form: 'table', breakdown: 'county', figures: ['人数'] }],
  }),
  leafOf({
    id: '5.3',
    title: '县级具体实施方案',
    lead: ['各县民政局'],
    owners: [],
    cadence: 'annual',
    deadline: { kind: 'month-day', monthDay: '06-10', yearOffset: 0 },
    setBy: 'plan',
    perCounty: true,
  }),
  leafOf({
    id: '2.1',
    title: '重点工作信息',
    lead: ['局机关各科室'],
    owners: ['office'],
    cadence: 'on-event',
    setBy: 'law',
  }),
];

const managerGrants: Grants = {
  'plan.read': 'every-unit',
  'plan.import': 'every-unit',
  'plan.edit': 'every-unit',
  'plan.confirm': 'every-unit',
  'duty.read': 'every-unit',
  'duty.prove': 'every-unit',
  'duty.raise': 'every-unit',
  'duty.ask-not-applicable': 'every-unit',
  'duty.approve-not-applicable': 'every-unit',
  'duty.refuse-not-applicable': 'every-unit',
  'evidence.add': 'every-unit',
};
const sectionGrants: Grants = {
  'plan.read': 'every-unit',
  'duty.read': 'every-unit',
  'duty.prove': 'own-unit',
  'duty.raise': 'own-unit',
  'duty.ask-not-applicable': 'own-unit',
  'evidence.add': 'own-unit',
};
const countyGrants: Grants = {
  'plan.read': 'own-unit',
  'plan.import': 'own-unit',
  'plan.edit': 'own-unit',
  'plan.confirm': 'own-unit',
  'duty.read': 'own-unit',
  'duty.prove': 'own-unit',
};

function actor(no: number, unitId: string, grants: Grants): Actor {
  const staffId = `00000000-0000-4000-8000-00000000000${no}`;
  return { staffId, name: `演示${no}`, unitId, roles: [], grants, actsFor: [], requestId: 'test' };
}

export const people = {
  manager: actor(1, 'office', managerGrants),
  secondManager: actor(2, 'office', managerGrants),
  finance: actor(3, 'finance', sectionGrants),
  east: actor(4, 'county-east', countyGrants),
};

/** Items that evidence may belong to: one on the portal, one that is not. */
export const items = new Map<string, ProvableItem>([
  ['00000000-0000-4000-9000-000000000001', { unitId: 'finance', isLive: true }],
  ['00000000-0000-4000-9000-000000000002', { unitId: 'finance', isLive: false }],
]);
/** The one file that has been uploaded. */
export const knownFile = 'a'.repeat(64);

export interface Ledger {
  readonly plan: ReturnType<typeof createPlan>;
  readonly ports: PlanPorts;
  readonly told: UnitMessage[];
  readonly toldStaff: StaffMessage[];
  readonly met: SettledDuty[];
}

async function insertUnits(db: Database): Promise<void> {
  const rows = organisation.units.map((unit, position) => ({
    id: unit.id,
    kind: unit.kind,
    name: unit.name,
    short_name: unit.name,
    parent_id: 'parent' in unit ? unit.parent : null,
    position,
  }));
  await db.kysely.insertInto('unit').values(rows).execute();
}

/** The ledger on a real database: real rights, names, calendar and audit; messages and public acts are collected. */
export async function ledgerOn(db: Database, clock: Clock): Promise<Ledger> {
  await insertUnits(db);
  const told: UnitMessage[] = [];
  const toldStaff: StaffMessage[] = [];
  const met: SettledDuty[] = [];
  const ports: PlanPorts = {
    database: db,
    clock,
    calendar: () => publishedCalendar,
    recordAudit,
    dutyMet: async (_trx, duty) => void met.push(duty),
    may,
    units: () => organisation.units.map(unit => ({ ...unit, shortName: unit.name.replace('民政局', '') })),
    resolveUnits: unitResolver(organisation),
    columns: new Map([
      ['funds', '民政资金'],
      ['news', null],
    ]),
    catalogue: [
      { id: 'funds', name: '民政资金', leaves: [{ id: '3.2', title: '三公经费信息' }] },
      { id: 'news', name: '工作动态', leaves: [{ id: '2.1', title: '重点工作信息' }] },
    ],
    remindOnce: async (trx, cause) => {
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('sent_reminder')
        .values({
          case_kind: cause.caseKind,
          case_id: cause.caseId,
          kind: cause.kind,
          due_on: cause.dueOn,
          sent_at: cause.at,
        })
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    tell: async (_trx, message) => void told.push(message),
    tellStaff: async (_trx, message) => void toldStaff.push(message),
    itemOf: async (_actor, id) => {
      const item = items.get(id);
      if (item === undefined) throw new AppError('not-found');
      return item;
    },
    hasFile: async digest => digest === knownFile,
    pathsOf: async ids => new Map(ids.map(id => [id, `/gk/${id}.html`])),
    staffNames: async ids => new Map(ids.map(id => [id, `演示${id.at(-1)}`])),
    movedDeadlines: async () => [],
    lateListIsPublic: true,
  };
  return { plan: createPlan(ports), ports, told, toldStaff, met };
}

/** Empties what a test wrote; units stay. */
export async function emptyLedger(db: Database): Promise<void> {
  await sql`truncate evidence, duty_proof, duty, element, obligation, plan, sent_reminder`.execute(db.kysely);
}

export function planBody(given: Partial<NewPlanBody> = {}): NewPlanBody {
  return {
    year: 2019,
    title: '云溪市民政局2019年政务公开工作实施方案',
    startsOn: '2019-05-26',
    sourceName: 'plan.txt',
    sourceDigest: 'd',
    sourceText: '一、……',
    leaves,
    warnings: [],
    ...given,
  };
}

export const query = (given: Record<string, string> = {}) => dutyQuery.parse({ size: 200, ...given });

export const codes = (result: { ok: boolean; reasons?: readonly { code: string }[] }) =>
  result.ok ? [] : (result.reasons ?? []).map(each => each.code);

/** The steps that tests of the ledger have in common. */
export function stepsOn(db: Database, clock: Clock, plan: Ledger['plan']) {
  return {
    /** A plan, confirmed; answers its id. */
    async confirmed(given: Partial<NewPlanBody> = {}): Promise<string> {
      const id = await plan.createDraft(people.manager, planBody(given));
      const result = await plan.confirmPlan(people.manager, id);
      if (!result.ok) throw new Error(result.reasons.map(each => each.message).join());
      return id;
    },
    async dutyOf(leaf: string, unit: string, period?: string) {
      const { rows } = await plan.listDuties(people.manager, query({ leaf, unit }));
      const found = rows.find(row => period === undefined || row.period === period);
      if (found === undefined) throw new Error(`no duty ${leaf} ${unit} ${period}`);
      return found;
    },
    /** What a release does to the ledger. */
    release(dutyId: string, elements: number[], documentId: string = randomUUID()) {
      const logEntryId = randomUUID();
      const on = clock.today();
      return transaction(db, trx =>
        plan.fulfil(trx, { dutyId, elements, documentId, versionNo: 1, logEntryId, on }),
      );
    },
  };
}
