import { z } from 'zod';
import { day, permission } from '../../organisation/contract.ts';

/** The check of our own website: what was found, in the words of the national indicators. */

/** 单项否决, 扣分指标, or what only good practice asks. */
export const findingLevel = z.enum(['veto', 'deduct', 'advice']);
export type FindingLevel = z.infer<typeof findingLevel>;

export const findingLevelWords: Readonly<Record<FindingLevel, string>> = {
  veto: '单项否决',
  deduct: '扣分指标',
  advice: '建议改进',
};

export const siteFindingView = z.object({
  rule: z.string(),
  /** What the rule is called. */
  name: z.string(),
  level: findingLevel,
  /** The national indicator it belongs to. */
  indicator: z.string(),
  /** What it is about: an address, a column, a tag. */
  subject: z.string(),
  words: z.string(),
  /** How many pages show it. */
  pages: z.number(),
  /** The first of them; paths on the portal. */
  samples: z.array(z.string()),
  advice: z.string(),
  /** Who mends it. */
  who: z.string(),
  sinceAt: z.string(),
  isCarried: z.boolean(),
});
export type SiteFindingView = z.infer<typeof siteFindingView>;

/** One national indicator and how far this check can speak of it. */
export const indicatorView = z.object({
  name: z.string(),
  level: findingLevel,
  result: z.enum(['hit', 'clear', 'not-checked']),
  words: z.string(),
});
export type IndicatorView = z.infer<typeof indicatorView>;

export const siteCheckState = z.enum(['waiting', 'running', 'done', 'failed']);
export type SiteCheckState = z.infer<typeof siteCheckState>;

export const siteCheckRow = z.object({
  id: z.string(),
  cause: z.enum(['button', 'daily']),
  state: siteCheckState,
  askedBy: z.string().nullable(),
  onDay: day,
  pagesDone: z.number(),
  pagesKnown: z.number(),
  links: z.number(),
  isComplete: z.boolean().nullable(),
  failure: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  findings: z.number(),
});
export type SiteCheckRow = z.infer<typeof siteCheckRow>;

/** GET /api/site-checks: the newest first. */
export const siteCheckList = z.object({
  rows: z.array(siteCheckRow),
  permissions: z.record(z.string(), permission),
});
export type SiteCheckList = z.infer<typeof siteCheckList>;

export const siteCheckQuery = z.object({
  /** Absent: the newest that came to its end. */
  check: z.string().optional(),
  level: findingLevel.optional(),
  rule: z.string().optional(),
});
export type SiteCheckQuery = z.infer<typeof siteCheckQuery>;

/** GET /api/site-checks/findings, also as .csv and .xlsx */
export const siteCheckView = z.object({
  check: siteCheckRow.nullable(),
  indicators: z.array(indicatorView),
  findings: z.array(siteFindingView),
});
export type SiteCheckView = z.infer<typeof siteCheckView>;

/** POST /api/items/:id/capture: the page is kept as a WARC. */
export const captureView = z.object({
  evidenceId: z.string(),
  file: z.object({ digest: z.string(), name: z.string(), size: z.number() }),
  /** Addresses that were kept, and those that did not answer. */
  kept: z.number(),
  missing: z.array(z.string()),
  claim: z.string(),
});
export type CaptureView = z.infer<typeof captureView>;
