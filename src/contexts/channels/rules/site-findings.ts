import type { FindingLevel, IndicatorView } from '../contract.ts';
import type { Fault } from './page-faults.ts';
import type { SiteColumn } from './site-faults.ts';
import { type SiteRuleId, siteRules } from './site-rules.ts';

/** Faults become findings: one for each thing that is wrong, however many pages show it; and what they mean together. */

export interface Finding {
  readonly rule: SiteRuleId;
  readonly subject: string;
  readonly pages: number;
  /** The first pages, the home page before others. */
  readonly samples: readonly string[];
  readonly words: string;
}

const mostSamples = 5;
const levels: readonly FindingLevel[] = ['veto', 'deduct', 'advice'];

function byPath(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

/** One finding for each rule and subject, the gravest first. */
export function foldFaults(faults: readonly Fault[]): Finding[] {
  const groups = new Map<string, Fault[]>();
  for (const fault of faults) {
    const key = `${fault.rule}\n${fault.subject}`;
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  const findings = [...groups.values()].map((group): Finding => {
    const { rule, subject, words } = group[0]!;
    const pages = [...new Set(group.map(each => each.page))].sort(byPath);
    return { rule, subject, words, pages: pages.length, samples: pages.slice(0, mostSamples) };
  });
  const order = Object.keys(siteRules);
  return findings.sort(
    (a, b) =>
      levels.indexOf(siteRules[a.rule].level) - levels.indexOf(siteRules[b.rule].level) ||
      order.indexOf(a.rule) - order.indexOf(b.rule) ||
      byPath(a.subject, b.subject),
  );
}

/** A finding of a check, with when it was first seen (milliseconds). */
export interface KeptFinding extends Finding {
  readonly sinceMs: number;
  readonly isCarried: boolean;
}

/**
 * What stands after a check: what it found, and of what was found before all that it did not get to look at. What it
 * looked at and did not find again is gone.
 */
export function standingFindings(
  found: readonly Finding[],
  before: readonly KeptFinding[],
  look: {
    readonly isComplete: boolean;
    /** Pages and addresses that gave an answer. */
    readonly looked: ReadonlySet<string>;
    readonly looksOutside: boolean;
    readonly nowMs: number;
  },
): KeptFinding[] {
  const keyOf = ({ rule, subject }: Finding) => `${rule}\n${subject}`;
  const since = new Map(before.map(each => [keyOf(each), each.sinceMs]));
  const now = found.map(each => ({
    ...each,
    sinceMs: since.get(keyOf(each)) ?? look.nowMs,
    isCarried: false,
  }));
  const isNamed = new Set(now.map(keyOf));
  const carried = before.filter(each => {
    if (isNamed.has(keyOf(each))) return false;
    if (each.rule === 'outside-link' && !look.looksOutside) return true;
    return !look.isComplete && !each.samples.some(page => look.looked.has(page));
  });
  return [...now, ...carried.map(each => ({ ...each, isCarried: true }))];
}

/** From how many on it is a veto. */
const limits = { recentColumns: 5, otherColumns: 10, emptyColumns: 5 } as const;
/** Columns of the first kind are those that the indicators give two weeks or half a year. */
const longestRecentDays = 183;

/** The national indicators, each with what this check can say of it. */
export function indicatorsOf(findings: readonly Finding[], columns: readonly SiteColumn[]): IndicatorView[] {
  const of = (rule: SiteRuleId) => findings.filter(each => each.rule === rule);
  const days = new Map(columns.map(each => [each.path, each.staleAfterDays]));
  const stale = of('column-stale');
  const recent = stale.filter(each => (days.get(each.subject) ?? 366) <= longestRecentDays).length;
  const [other, empty] = [stale.length - recent, of('column-empty').length];
  const down = of('site-unreachable').length > 0;
  const columnsHit =
    recent >= limits.recentColumns || other >= limits.otherColumns || empty >= limits.emptyColumns;
  const line = (name: string, result: IndicatorView['result'], words: string): IndicatorView => ({
    ...{ name, result, words },
    level: 'veto',
  });
  const judged = (isHit: boolean): IndicatorView['result'] =>
    down ? 'not-checked' : isHit ? 'hit' : 'clear';
  const deductions = findings.filter(each => siteRules[each.rule].level === 'deduct');
  return [
    line(
      '站点无法访问',
      down ? 'hit' : 'clear',
      `${down ? '本次首页不能打开。' : '本次首页能够打开。'}国家指标须连续监测一周、每天不少于20次，本项自查只核对一次。`,
    ),
    line('首页不更新', judged(of('home-stale').length > 0), of('home-stale')[0]?.words ?? '两周内有更新。'),
    line(
      '栏目不更新',
      judged(columnsHit),
      `动态、公告、政策文件类栏目逾期未更新${recent}个（达到${limits.recentColumns}个即否决），其他应更新栏目${other}个（${limits.otherColumns}个），空白栏目${empty}个（${limits.emptyColumns}个）。`,
    ),
    line(
      '安全、泄密事故等严重问题',
      of('withdrawn-open').length > 0 ? 'hit' : 'not-checked',
      of('withdrawn-open').length > 0
        ? `有${of('withdrawn-open').length}个撤下的网页仍能打开。`
        : '严重表述错误、泄密、攻击等须人工核查；发布前检查另有记录。',
    ),
    line('互动回应差', 'not-checked', '咨询和留言的办理期限另行计算，本项自查不涉及。'),
    line('服务不实用', 'not-checked', '办事指南要素的缺漏见“权责清单和指南”，本项自查不涉及。'),
    {
      name: '扣分指标',
      level: 'deduct',
      result: down ? 'not-checked' : deductions.length > 0 ? 'hit' : 'clear',
      words: `可用性、网站标识、网页标签等问题${deductions.length}项。分值以主管单位公布的为准。`,
    },
  ];
}
