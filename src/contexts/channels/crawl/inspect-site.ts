import type { Day } from '../../../law/day.ts';
import { type HttpGet, HttpSilence, headerOf, httpGet, mediaTypeOf } from '../../../platform/http-get.ts';
import type { IndicatorView } from '../contract.ts';
import { type Fault, type PageFacts, pageFaults } from '../rules/page-faults.ts';
import { type SeenAddress, type SiteColumn, siteFaults } from '../rules/site-faults.ts';
import { type Finding, foldFaults, indicatorsOf } from '../rules/site-findings.ts';
import { hostOf, resolveAddress, type SiteBase, sitemapPaths } from './addresses.ts';
import { type CrawlLimits, type CrawlStep, goThrough, usualLimits } from './crawl.ts';
import { readPage } from './read-page.ts';

/** Looks through our own website as a visitor would, from its sitemap and its links, and says what is wrong with it. */

export interface Inspection {
  readonly site: SiteBase;
  readonly columns: readonly SiteColumn[];
  /** Addresses of withdrawn items. */
  readonly withdrawn: readonly string[];
  readonly today: Day;
  /** Hosts of others whose pages may be asked for. */
  readonly outsideHosts: readonly string[];
  readonly limits?: Partial<CrawlLimits>;
  readonly get?: HttpGet;
  progress?(done: number, known: number): void | Promise<void>;
}

export interface InspectionResult {
  readonly findings: readonly Finding[];
  readonly indicators: readonly IndicatorView[];
  /** Pages that were read. */
  readonly pages: number;
  /** Addresses that were asked for. */
  readonly addresses: number;
  readonly isComplete: boolean;
  /** Addresses that gave an answer. */
  readonly looked: ReadonlySet<string>;
}

/** Pages that are told to name one address. */
const mostNaming = 200;
const mostOutside = 300;
/** Rooms of the staff and what asks for input are tried, not read. */
const unread = /^\/(console|api)(\/|$)/;

function isPage(path: string, status: number, type: string): boolean {
  return status === 200 && type === 'text/html' && !path.includes('?') && !unread.test(path);
}

function isSitemap(path: string): boolean {
  return /^\/sitemap(-\d+)?\.xml$/.test(path);
}

function leadsTo(site: SiteBase, step: CrawlStep): string | null {
  const { answer, path } = step;
  if (answer === null || answer.status < 300 || answer.status >= 400) return null;
  const found = resolveAddress(site, headerOf(answer, 'location'), path);
  return found?.kind === 'inside' ? found.path : null;
}

class Notes {
  /** The home page and the columns; of the others only what they name is kept. */
  readonly pages: PageFacts[] = [];
  readonly named = new Map<string, string[]>();
  readonly outside = new Set<string>();
  readonly faults: Fault[] = [];
  readonly addresses = new Map<string, SeenAddress>();
  readonly #inspection: Inspection;
  readonly #columns: ReadonlySet<string>;

  constructor(inspection: Inspection) {
    this.#inspection = inspection;
    this.#columns = new Set(inspection.columns.map(each => each.path));
  }

  /** Notes an answer; tells which paths it names. */
  take(step: CrawlStep): readonly string[] {
    const { site } = this.#inspection;
    const { path, answer, silence } = step;
    const onward = leadsTo(site, step);
    const type = answer === null ? '' : mediaTypeOf(answer);
    const wasRead = answer !== null && isPage(path, answer.status, type);
    this.addresses.set(path, {
      address: path,
      status: answer?.status ?? 0,
      silence,
      leadsTo: onward,
      tookMs: answer?.tookMs ?? 0,
      isPage: wasRead,
      isTooLarge: wasRead && answer.isCut,
    });
    if (onward !== null) return [onward];
    if (answer?.status !== 200) return [];
    const text = () => answer.body.toString('utf8');
    if (isSitemap(path)) return sitemapPaths(site, text());
    return wasRead ? this.#page(readPage(site, path, text()), answer.isCut) : [];
  }

  #page(facts: PageFacts, isCut: boolean): readonly string[] {
    const host = hostOf(this.#inspection.site);
    // Of a page that was not read to its end nothing is said to be missing.
    if (!isCut) this.faults.push(...pageFaults(facts, { columns: this.#columns, host }));
    if (facts.path === '/' || this.#columns.has(facts.path)) this.pages.push(facts);
    for (const { to, isInside } of facts.links) {
      this.#name(to, facts.path);
      if (!isInside) this.outside.add(to);
    }
    for (const source of facts.resources) this.#name(source, facts.path);
    return [...facts.links.filter(each => each.isInside).map(each => each.to), ...facts.resources];
  }

  #name(address: string, page: string): void {
    const from = this.named.get(address);
    if (from === undefined) this.named.set(address, [page]);
    else if (from.length < mostNaming && from.at(-1) !== page) from.push(page);
  }
}

async function tryOutside(
  notes: Notes,
  inspection: Inspection,
  get: HttpGet,
  limits: CrawlLimits,
): Promise<void> {
  const hosts = new Set(inspection.outsideHosts);
  if (hosts.size === 0) return;
  const addresses = [...notes.outside]
    .filter(each => hosts.has(new URL(each).hostname))
    .slice(0, mostOutside);
  for (const address of addresses) {
    const seen = { address, leadsTo: null, isPage: false, isTooLarge: false };
    try {
      const { timeoutMs } = limits;
      const answer = await get(address, { timeoutMs, mostBytes: 0, wantsBody: () => false });
      notes.addresses.set(address, { ...seen, status: answer.status, silence: null, tookMs: answer.tookMs });
    } catch (error) {
      if (!(error instanceof HttpSilence)) throw error;
      notes.addresses.set(address, { ...seen, status: 0, silence: error.kind, tookMs: 0 });
    }
  }
}

export async function inspectSite(inspection: Inspection): Promise<InspectionResult> {
  const { site, columns, withdrawn, today, get = httpGet, progress } = inspection;
  const limits = { ...usualLimits, ...inspection.limits };
  const notes = new Notes(inspection);
  const end = await goThrough({
    ...{ get, limits, fetchBase: site.fetchBase },
    seeds: ['/', '/sitemap.xml', ...withdrawn],
    wantsBody: (path, status, type) => isPage(path, status, type) || (status === 200 && isSitemap(path)),
    take: step => notes.take(step),
    ...(progress === undefined ? {} : { progress: (done: number, known: number) => progress(done, known) }),
  });
  await tryOutside(notes, inspection, get, limits);
  const { pages, named, addresses } = notes;
  const ofSite = siteFaults({ pages, named, addresses, columns, withdrawn }, today);
  const isDown = ofSite.some(each => each.rule === 'site-unreachable');
  const findings = foldFaults(isDown ? ofSite : [...notes.faults, ...ofSite]);
  const seen = [...addresses.values()];
  const looked = seen.filter(each => each.status > 0).map(each => each.address);
  return {
    findings,
    indicators: indicatorsOf(findings, columns),
    pages: seen.filter(each => each.isPage).length,
    addresses: end.done,
    isComplete: end.isComplete && !isDown,
    looked: new Set(looked),
  };
}
