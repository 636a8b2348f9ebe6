import { z } from 'zod';

/** Who acts, and what they may do. Words on the wire for the staff API, the console and the pack. */

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期应写作 2019-06-10 的形式。');

/** A citation as it travels: instrument, article, paragraph, item. */
export const citation = z.object({
  instrument: z.string(),
  article: z.number().optional(),
  paragraph: z.number().optional(),
  item: z.number().optional(),
  note: z.string().optional(),
});

/** One reason why the rules say no. */
export const reason = z.object({
  code: z.string(),
  message: z.string(),
  basis: z.array(citation).default([]),
});
export type Reason = z.infer<typeof reason>;

/** What the server tells of a command on a thing: allowed, or every reason why not. */
export const permission = z.object({ allowed: z.boolean(), reasons: z.array(reason) });
export type Permission = z.infer<typeof permission>;

/** 公开属性: proactive 主动公开, on-request 依申请公开, withheld 不予公开 (条例 art 13). */
export const disclosureAttribute = z.enum(['proactive', 'on-request', 'withheld']);
export type DisclosureAttribute = z.infer<typeof disclosureAttribute>;

/** Every command of the product that needs a permission. One list: roles in the pack grant from it. */
export const commandNames = [
  'unit.read',
  'staff.read',
  'staff.create',
  'staff.change',
  'staff.disable',
  'delegation.create',
  'delegation.revoke',
  'audit.read',
  'calendar.read',
  'calendar.import',
  'plan.read',
  'plan.import',
  'plan.edit',
  'plan.confirm',
  'duty.read',
  'duty.prove',
  'duty.raise',
  'duty.ask-not-applicable',
  'duty.approve-not-applicable',
  'item.read',
  'item.draft',
  'item.submit',
  'item.recall',
  'item.sign-statistics',
  'item.sign-legality',
  'item.sign-secrecy',
  'item.sign-approval',
  'item.sign-filing',
  'item.return',
  'item.skip-step',
  'item.release',
  'item.unschedule',
  'item.amend',
  'item.withdraw',
  'item.discard',
  'gate.override',
  'evidence.add',
] as const;
export const commandName = z.enum(commandNames);
export type CommandName = z.infer<typeof commandName>;

/** How far a permission reaches: things of one's own unit, or of every unit. */
export const reach = z.enum(['own-unit', 'every-unit']);
export type Reach = z.infer<typeof reach>;

export const unitKind = z.enum(['bureau', 'leader', 'section', 'direct-unit', 'county']);

export const unit = z.object({
  id: z.string(),
  kind: unitKind,
  name: z.string(),
  shortName: z.string(),
  aliases: z.array(z.string()),
  parentId: z.string().nullable(),
  regionCode: z.string().nullable(),
  isStatutoryRegion: z.boolean().nullable(),
  creditCode: z.string().nullable(),
  position: z.number(),
  active: z.boolean(),
});
export type Unit = z.infer<typeof unit>;

// ---- pack ----

/** organisation.yaml */
export const organisationPack = z.strictObject({
  units: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9-]*$/, '编号只用小写字母、数字和连字符。'),
      kind: unitKind,
      name: z.string().min(1),
      shortName: z.string().optional(),
      aliases: z.array(z.string()).default([]),
      parent: z.string().optional(),
      regionCode: z.string().optional(),
      isStatutoryRegion: z.boolean().optional(),
      creditCode: z.string().optional(),
    }),
  ),
  /** Names that stand for several units, e.g. 局机关各科室 → every section. */
  groups: z.array(
    z.strictObject({
      names: z.array(z.string()).min(1),
      kinds: z.array(unitKind).default([]),
      units: z.array(z.string()).default([]),
    }),
  ),
  roles: z.record(
    z.string(),
    z.strictObject({
      name: z.string(),
      description: z.string().default(''),
      secondFactor: z.boolean().default(false),
      grants: z.partialRecord(commandName, reach),
    }),
  ),
});
export type OrganisationPack = z.infer<typeof organisationPack>;

// ---- wire ----

export const signInBody = z.strictObject({
  username: z.string().min(1),
  password: z.string().min(1),
  code: z.string().optional(),
});

export const sessionView = z.object({
  staffId: z.string(),
  username: z.string(),
  name: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  roles: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Command → reach. A command that is absent is denied. */
  grants: z.partialRecord(commandName, reach),
  csrfToken: z.string(),
  /** The role wants a second factor and the account has none yet: only enrolment is open. */
  mustEnrolSecondFactor: z.boolean(),
  hasSecondFactor: z.boolean(),
  today: day,
  bureauName: z.string(),
  isDemo: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;

export const staffView = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  post: z.string(),
  roles: z.array(z.string()),
  hasSecondFactor: z.boolean(),
  lockedUntil: z.string().nullable(),
  disabled: z.boolean(),
  permissions: z.record(z.string(), permission),
});
export type StaffView = z.infer<typeof staffView>;

export const staffBody = z.strictObject({
  username: z
    .string()
    .regex(/^[a-z][a-z0-9.-]{1,31}$/, '用户名以小写字母开头,只含小写字母、数字、点和连字符。'),
  name: z.string().min(1, '请填写姓名。'),
  unitId: z.string(),
  post: z.string().default(''),
  roles: z.array(z.string()).min(1, '请至少选择一个角色。'),
  password: z.string(),
});
export const staffChange = staffBody
  .omit({ username: true, password: true })
  .extend({ password: z.string().optional() })
  .partial();

export const delegationBody = z.strictObject({
  toStaffId: z.string(),
  fromOn: day,
  untilOn: day,
  reason: z.string().min(1, '请写明委托事由。'),
});

/** Who is acting, as services see it. Built by the session, never by the caller. */
export interface Actor {
  readonly staffId: string;
  readonly name: string;
  readonly unitId: string;
  readonly roles: readonly string[];
  readonly grants: Readonly<Partial<Record<CommandName, Reach>>>;
  /** Staff who delegated to this person today: their grants count for signing, recorded as "on behalf of". */
  readonly actsFor: readonly {
    readonly staffId: string;
    readonly name: string;
    readonly unitId: string;
    readonly grants: Readonly<Partial<Record<CommandName, Reach>>>;
  }[];
  readonly requestId: string;
}
