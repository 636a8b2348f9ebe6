import { addDays, type Day, daysBetween, parseDay } from '../../../law/day.ts';
import type { Fault, PageFacts } from './page-faults.ts';

/** What is wrong with the site as a whole: what does not answer, what is empty, what has not been updated. */

/** What an address answered. */
export interface SeenAddress {
  /** Path on the portal; the whole address of somebody else's page. */
  readonly address: string;
  /** 0: no answer. */
  readonly status: number;
  readonly silence: 'timeout' | 'unreachable' | null;
  /** Where it leads on; null where it does not. */
  readonly leadsTo: string | null;
  readonly tookMs: number;
  /** It is a page, and was read. */
  readonly isPage: boolean;
  readonly isTooLarge: boolean;
}

export interface SiteColumn {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly types: readonly string[];
  readonly staleAfterDays: number | null;
}

export interface SeenSite {
  /** The home page and the first page of each column. */
  readonly pages: readonly PageFacts[];
  /** Which pages name an address; of very many the first. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  readonly addresses: ReadonlyMap<string, SeenAddress>;
  readonly columns: readonly SiteColumn[];
  /** Addresses of withdrawn items: they answer 410. */
  readonly withdrawn: readonly string[];
}

/** 首页 without a new item for two weeks. */
export const homeDays = 14;
const slowMs = 3000;

function statusWords(seen: SeenAddress): string {
  if (seen.silence === 'timeout') return '在限定的时间内没有打开';
  return seen.silence === 'unreachable' ? '没有答复' : `状态${seen.status}`;
}

/** Redirects that never arrive: the addresses that lead back to themselves. */
export function redirectLoops(addresses: ReadonlyMap<string, SeenAddress>): string[] {
  return [...addresses.keys()].filter(start => {
    const passed = new Set<string>();
    let at: string | null | undefined = start;
    while (at != null && !passed.has(at)) {
      passed.add(at);
      at = addresses.get(at)?.leadsTo;
    }
    return at === start;
  });
}

function linkFaults({ named, addresses }: SeenSite): Fault[] {
  const loops = new Set(redirectLoops(addresses));
  return [...addresses.values()].flatMap(seen => {
    const { address } = seen;
    // The public log leads to tombstones on purpose.
    const isStone = seen.status === 410;
    const from = (named.get(address) ?? []).filter(page => !isStone || !page.startsWith('/log/'));
    if (isStone && from.length === 0) return [];
    const places = from.length === 0 ? [address] : from;
    if (loops.has(address))
      return places.map(page => ({
        rule: 'redirect-loop' as const,
        subject: address,
        page,
        words: `${address} 反复跳转，打不开。`,
      }));
    if (seen.status >= 200 && seen.status < 400) return [];
    const isOutside = !address.startsWith('/');
    const rule = isOutside ? 'outside-link' : address.startsWith('/files/') ? 'attachment-dead' : 'dead-link';
    return places.map(page => ({
      rule: rule as Fault['rule'],
      subject: address,
      page,
      words: `${address} 不能打开（${statusWords(seen)}）。`,
    }));
  });
}

function newestDay(page: PageFacts, today: Day): Day | null {
  const days = page.listDays.flatMap(each => parseDay(each) ?? []).filter(each => each <= today);
  return days.reduce<Day | null>((newest, each) => (newest === null || each > newest ? each : newest), null);
}

function homeFaults(home: PageFacts | undefined, today: Day): Fault[] {
  if (home === undefined) return [];
  const newest = newestDay(home, today);
  const fault = (words: string): Fault[] => [{ rule: 'home-stale', subject: '首页', page: '/', words }];
  if (newest === null) return fault('首页没有带发布日期的信息。');
  const days = daysBetween(newest, today);
  return days <= homeDays ? [] : fault(`首页最近一条信息发布于${newest}，已有${days}天没有更新。`);
}

const saysNothing = /暂无信息|暂无内容|暂无数据|正在建设中|栏目建设中|尚未发布/;

/** A column whose page offers nothing: no entry, no page of its own, and says so or is blank. */
export function isEmptyColumn(page: PageFacts): boolean {
  if (page.links.some(link => link.isContent)) return false;
  return saysNothing.test(page.mainText) || page.mainText.trim().length < 20;
}

function columnFaults(column: SiteColumn, page: PageFacts | undefined, today: Day): Fault[] {
  if (page === undefined) return [];
  const { path, name, staleAfterDays } = column;
  if (isEmptyColumn(page))
    return [{ rule: 'column-empty', subject: path, page: path, words: `“${name}”栏目没有内容。` }];
  const newest = newestDay(page, today);
  if (staleAfterDays === null || newest === null || addDays(newest, staleAfterDays) >= today) return [];
  const days = daysBetween(newest, today);
  return [
    {
      rule: 'column-stale',
      subject: path,
      page: path,
      words: `“${name}”栏目最近一条信息发布于${newest}，已有${days}天没有更新（应不超过${staleAfterDays}天）。`,
    },
  ];
}

function sizeFaults({ addresses }: SeenSite): Fault[] {
  return [...addresses.values()].flatMap(seen => {
    const faults: Fault[] = [];
    const { address } = seen;
    if (seen.isTooLarge)
      faults.push({
        rule: 'page-too-large',
        subject: address,
        page: address,
        words: `${address} 过大，没有读完。`,
      });
    if (seen.isPage && seen.tookMs > slowMs)
      faults.push({
        rule: 'page-slow',
        subject: address,
        page: address,
        words: `${address} 用了${(seen.tookMs / 1000).toFixed(1)}秒才打开。`,
      });
    return faults;
  });
}

/** What the site shows as a whole on a day. */
export function siteFaults(site: SeenSite, today: Day): Fault[] {
  const byPath = new Map(site.pages.map(page => [page.path, page]));
  const home = site.addresses.get('/');
  if (home !== undefined && (home.status === 0 || home.status >= 400))
    return [
      { rule: 'site-unreachable', subject: '/', page: '/', words: `首页不能打开（${statusWords(home)}）。` },
    ];
  const withdrawn = new Set(site.withdrawn);
  const stillThere = site.withdrawn.flatMap(path => {
    const seen = site.addresses.get(path);
    return seen === undefined || seen.status === 410 || seen.status === 0
      ? []
      : [
          {
            rule: 'withdrawn-open' as const,
            subject: path,
            page: path,
            words: `${path} 已经撤下，应当答复410，现在的状态是${seen.status}。`,
          },
        ];
  });
  const others = new Map(
    [...site.addresses].filter(([path]) => !withdrawn.has(path) || site.named.has(path)),
  );
  return [
    ...homeFaults(byPath.get('/'), today),
    ...site.columns.flatMap(column => columnFaults(column, byPath.get(column.path), today)),
    ...stillThere,
    ...linkFaults({ ...site, addresses: others }),
    ...sizeFaults(site),
  ];
}
