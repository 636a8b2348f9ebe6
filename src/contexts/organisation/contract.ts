import { z } from 'zod';
import { type CommandName, commandName } from './contract/commands.ts';

export * from './contract/commands.ts';

/** Who acts, and what they may do. Words on the wire for the staff API, the console and the pack. */

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期应写作 2019-06-10 的形式。');

/** A citation as it travels: instrument, article, paragraph, item. */
export const citation = z.object({
  instrument: z.string(),
  article: z.number().optional(),
  paragraph: z.number().optional(),
  item: z.number().optional(),
  /** A named part of a text without articles, e.g. 一（一）. */
  part: z.string().optional(),
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

/** 公开属性： proactive 主动公开， on-request 依申请公开， withheld 不予公开 (条例 art 13). */
export const disclosureAttribute = z.enum(['proactive', 'on-request', 'withheld']);
export type DisclosureAttribute = z.infer<typeof disclosureAttribute>;

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
      /** The unit whose staff hold this post, where there is one: the demo account of the role sits there. */
      unit: z.string().optional(),
      /** Kinds of unit whose staff hold this role as a matter of course (drafting officers, county officers). */
      unitKinds: z.array(unitKind).optional(),
      grants: z.partialRecord(commandName, reach),
    }),
  ),
  /** How passwords age, where the bureau has figures of its own; `rules/sign-in.ts` has the defaults. */
  passwords: z
    .strictObject({
      /** So many of the last passwords are not taken again, the present one among them; 0: any may be. */
      history: z.int().min(0).max(24).optional(),
      /** After so many days a password must be changed; 0: never. */
      maxAgeDays: z.int().min(0).max(3650).optional(),
    })
    .optional(),
});
export type OrganisationPack = z.infer<typeof organisationPack>;

// ---- wire ----

export const signInBody = z.strictObject({
  username: z.string().min(1),
  password: z.string().min(1),
  code: z.string().optional(),
});

/** PUT /api/session/password */
export const passwordBody = z.strictObject({
  current: z.string().min(1, '请填写当前密码。'),
  next: z.string().min(1, '请填写新密码。'),
});

/** POST /api/session/second-factor: `start` answers `secondFactorStart`; a code proves the binding and answers the
 *  session. */
export const secondFactorBody = z.union([
  z.strictObject({ start: z.literal(true) }),
  z.strictObject({ code: z.string().min(1, '请输入六位动态口令。') }),
]);
export const secondFactorStart = z.object({
  /** Base32, for typing by hand. */
  secret: z.string(),
  /** otpauth:// address; the console draws it as a QR code. */
  uri: z.string(),
});
export type SecondFactorStart = z.infer<typeof secondFactorStart>;

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
  /** The password is too old: only changing it is open. */
  mustChangePassword: z.boolean(),
  /** The day from which the password must be changed; null where it does not age. */
  passwordExpiresOn: day.nullable(),
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
    .regex(/^[a-z][a-z0-9.-]{1,31}$/, '用户名以小写字母开头，只含小写字母、数字、点和连字符。'),
  name: z.string().min(1, '请填写姓名。'),
  unitId: z.string(),
  post: z.string().default(''),
  roles: z.array(z.string()).min(1, '请至少选择一个角色。'),
  password: z.string(),
});
export const staffChange = staffBody
  .omit({ username: true, password: true })
  // Without defaults: in zod 4 a default inside an optional field would blank what the change does not name.
  .extend({ post: z.string(), password: z.string() })
  .partial();
export type StaffBody = z.infer<typeof staffBody>;
export type StaffChange = z.infer<typeof staffChange>;

export const roleView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  secondFactor: z.boolean(),
  grants: z.partialRecord(commandName, reach),
});
export type RoleView = z.infer<typeof roleView>;

/** A person one can delegate to: GET /api/colleagues. */
export const colleague = z.object({
  id: z.string(),
  name: z.string(),
  unitId: z.string(),
  unitName: z.string(),
  post: z.string(),
});
export type Colleague = z.infer<typeof colleague>;

export const delegationView = z.object({
  id: z.string(),
  fromStaffId: z.string(),
  fromName: z.string(),
  toStaffId: z.string(),
  toName: z.string(),
  fromOn: day,
  untilOn: day,
  reason: z.string(),
  revokedAt: z.string().nullable(),
  state: z.enum(['upcoming', 'active', 'ended', 'revoked']),
  permissions: z.record(z.string(), permission),
});
export type DelegationView = z.infer<typeof delegationView>;

export const delegationBody = z.strictObject({
  toStaffId: z.string(),
  fromOn: day,
  untilOn: day,
  reason: z.string().min(1, '请写明委托事由。'),
});
export type DelegationBody = z.infer<typeof delegationBody>;

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
