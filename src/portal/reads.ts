import type { PublicChannels } from '../contexts/channels/contract.ts';
import type { InclusionProof } from '../contexts/log/contract.ts';
import type { PublicLeaf } from '../contexts/plan/service/public-views.ts';
import type { QuarterStatistics } from '../contexts/reports/contract.ts';
import type { SearchAnswer, SearchQuery } from '../contexts/search/contract.ts';
import type { Calendar } from '../law/working-days.ts';
import type { DatasetReads } from './rooms/datasets/reads.ts';
import type { EnforcementReads } from './rooms/enforcement/reads.ts';
import type { InspectionReads } from './rooms/inspections/reads.ts';
import type { DutyRoom } from './rooms/ledger.tsx';
import type { LogAct, LogRoom } from './rooms/log.tsx';
import type { NormativeReads } from './rooms/normative-reads.ts';
import type { PowerReads } from './rooms/powers/reads.ts';
import type { PreviewReads } from './rooms/preview-reads.ts';
import type { ProjectReads } from './rooms/projects/reads.ts';
import type { RegisterReads } from './rooms/registers/reads.ts';
import type {
  DutyCounts,
  LedgerView,
  ListEntry,
  ListPage,
  PackageLinks,
  PublicDuty,
  PublicItem,
  Tombstone,
} from './view.ts';

/** Everything the portal asks of the rest of the product. All of it is public by construction: an implementation
 *  reads released versions only. `main/portal-reads.ts` is the one that reads the database. */
export interface PortalReads {
  item(path: string): Promise<PublicItem | null>;
  tombstone(path: string): Promise<Tombstone | null>;
  /** The canonical record of a released version, byte for byte what the log vouches for. */
  record(path: string, versionNo: number): Promise<string | null>;
  list(columnIds: readonly string[], page: number, size: number): Promise<ListPage>;
  latest(size: number): Promise<readonly ListEntry[]>;
  adjacent(item: PublicItem): Promise<{ previous: ListEntry | null; next: ListEntry | null }>;
  related(item: PublicItem): Promise<readonly ListEntry[]>;
  /** The policy and the interpretations that belong with an item, itself left out. */
  packageOf(item: PublicItem): Promise<PackageLinks>;
  /** Where else an item is shown, with its proofs; absent where no channels are kept. */
  channelsOf?(item: PublicItem): Promise<PublicChannels | null>;
  /** Address of the document with an index number. */
  pathOfIndexNo(indexNo: string): Promise<string | null>;
  /** Where what stood at an address of an old site (path with query) is now; absent where nothing was taken over. */
  movedTo?(
    asked: string,
    host: string,
  ): Promise<{ readonly path: string; readonly isWithdrawn: boolean } | null>;
  publicItemCount(): Promise<number>;
  sitemapItems(part: number, size: number): Promise<readonly { path: string; releasedAt: string }[]>;
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** Names of units by id, for the filters of the search. */
  unitNames?(): Promise<ReadonlyMap<string, string>>;
  ledger(): Promise<LedgerView | null>;
  /** What the plan in force promises; empty where there is none. */
  leaves(): Promise<readonly PublicLeaf[]>;
  dutiesOf(leafIds: readonly string[]): Promise<{ duties: readonly PublicDuty[]; counts: DutyCounts }>;
  allDuties(): Promise<readonly PublicDuty[]>;
  duty(id: string): Promise<DutyRoom | null>;
  log(): Promise<LogRoom>;
  actsOf(
    documentId: string,
  ): Promise<{ title: string; path: string; acts: readonly (LogAct & { proof: InclusionProof })[] } | null>;
  /** How documents stand, and the consolidated list of normative ones; absent where there is no register. */
  readonly normative?: NormativeReads;
  /** Power lists, guides and certificates; absent where the pack keeps none. */
  readonly powers?: PowerReads;
  /** Registers, from released files; absent where none are kept. */
  readonly registers?: RegisterReads;
  /** Enforcement decisions as released; absent where the pack releases none. */
  readonly enforcement?: EnforcementReads;
  /** Random inspection; absent where the pack has none. */
  readonly inspections?: InspectionReads;
  /** Projects in stages; absent where the pack has no kinds of them. */
  readonly projects?: ProjectReads;
  /** Attachments shown in the page; absent where files are only downloaded. */
  readonly previews?: PreviewReads;
  /** Data sets, from released files; absent where none are kept. */
  readonly datasets?: DatasetReads;
  /** Requests for information by quarter, the latest first; of one year, or of this and the last; null for a year that is none. */
  requestStatistics(year: number | null): Promise<readonly QuarterStatistics[] | null>;
  calendar(): Promise<Calendar>;
  today(): string;
}
