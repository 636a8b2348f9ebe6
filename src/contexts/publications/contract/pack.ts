import { z } from 'zod';
import { itemKind } from './item-kind.ts';

/** What a bureau's pack says of its items: review.yaml, catalogue.yaml, site.yaml. */

export const reviewStep = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The permission that lets one sign, e.g. item.sign-legality. */
  command: z.string(),
  /** Steps of one group may be signed in any order; groups follow each other. */
  group: z.number().int(),
  limitWorkingDays: z.number().int().positive(),
  basis: z.string(),
  /** The last step gives the item its filing number. */
  givesFilingNo: z.boolean().default(false),
});
export type ReviewStep = z.infer<typeof reviewStep>;

/** review.yaml */
export const reviewPack = z.strictObject({
  steps: z.array(reviewStep).min(1),
  filingNoPattern: z.string().default('{yyyy}-{seq:4}'),
});
export type ReviewPack = z.infer<typeof reviewPack>;

/** catalogue.yaml: portal columns and which leaves of the plan they serve. */
export const column = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string(),
  description: z.string(),
  keywords: z.array(z.string()).default([]),
  /** Column types of the site META tag ColumnType, e.g. 政策文件. */
  types: z.array(z.string()).default([]),
  parent: z.string().optional(),
  /** Path segment below the parent's. */
  segment: z.string(),
  leaves: z.array(z.string()).default([]),
  /** Statutory contents: item of article 20 it serves, 1–15. */
  article20: z.array(z.number().int()).default([]),
  /** One of the ten key areas. */
  area: z.string().optional(),
  kinds: z.array(itemKind).default([]),
  /** Days after which an unchanged column counts as stale (检查指标). */
  staleAfterDays: z.number().int().optional(),
});
export type Column = z.infer<typeof column>;
export const cataloguePack = z.strictObject({
  columns: z.array(column),
  topics: z.array(z.string()),
  genres: z.array(z.string()),
  indexNumberPattern: z.string().default('{uscc}/{yyyy}-{seq:5}'),
  documentNumberPrefixes: z.array(z.string()).default([]),
  /** Of normative documents: how often they are reviewed, when the end of a term is told of, whose gazette prints them. */
  normative: z
    .strictObject({
      reviewIntervalYears: z.number().int().min(1).max(10).optional(),
      expiryNoticeDays: z.number().int().min(1).max(365).optional(),
      gazette: z.string().optional(),
    })
    .optional(),
});
export type CataloguePack = z.infer<typeof cataloguePack>;

const link = z.strictObject({ name: z.string().min(1), url: z.string().min(1) });
const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, '颜色写作 #RRGGBB 的形式。');

/** site.yaml: name, head, foot and colours of the portal. Empty text: not known yet; `pack check` warns of it. */
export const sitePack = z.strictObject({
  name: z.string().min(1),
  description: z.string().min(1),
  /** Host without scheme; META tag SiteDomain. */
  domain: z.string().default(''),
  /** 网站标识码 (standards of the State Council office): never invented. */
  idCode: z
    .string()
    .regex(
      /^(bm\d{8}|\d{10}|N\d{9})?$/,
      '网站标识码为十位（bm加八位数字、十位数字或N加九位数字）；未取得时留空。',
    )
    .default(''),
  /** Path under which the portal lies on the site it is a column of, e.g. /bm/bjsmzj; empty: the root. */
  basePath: z
    .string()
    .regex(/^(\/[a-z0-9-]+)*$/, '路径写作 /bm/minzheng 的形式，末尾不加斜线；放在根目录时留空。')
    .default(''),
  /** The site this portal is a column of; first step of the breadcrumb. */
  parentSite: link.nullable().default(null),
  headerLinks: z.array(link).default([]),
  friendLinks: z.array(link).default([]),
  colours: z.strictObject({ main: colour, accent: colour }).default({ main: '#1c4f9c', accent: '#b3261e' }),
  /** 主办单位 and 承办单位. */
  sponsor: z.string(),
  organiser: z.string().default(''),
  address: z.string().default(''),
  phone: z.string().default(''),
  fax: z.string().default(''),
  postcode: z.string().default(''),
  email: z.string().default(''),
  officeHours: z.string().default(''),
  /** ICP备案号， 公安备案号 and the identifier of the 党政机关网站标识. */
  icp: z.string().default(''),
  police: z.string().default(''),
  partyOrgan: z.string().default(''),
  /** Shows the list of what is due and absent to everyone. */
  publicLateList: z.boolean().default(false),
  /** What the data catalogue says of the bureau's data. */
  openData: z
    .strictObject({
      /** Name and address of the licence under which data may be used; empty: not stated. */
      licenceName: z.string().default(''),
      licenceUrl: z.string().default(''),
      /** Column and row, counted from 1, of each region on the schematic map; absent: in rows as they come. */
      tiles: z
        .record(z.string(), z.tuple([z.number().int().min(1).max(8), z.number().int().min(1).max(20)]))
        .default({}),
    })
    .default({ licenceName: '', licenceUrl: '', tiles: {} }),
});
export type SitePack = z.infer<typeof sitePack>;
