import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { calendarView, movedDeadline } from '../contexts/calendar/contract.ts';
import {
  activityList,
  activityView,
  channelList,
  itemChannels,
  outletRow,
  outletView,
  previewView,
  type SiteCheckList,
  siteCheckList,
  siteCheckView,
  taskPage,
  taskRow,
  taskView,
} from '../contexts/channels/contract.ts';
import { datasetList, editionPage, editionView } from '../contexts/datasets/contract.ts';
import {
  decisionPage,
  decisionView,
  exchangeView,
  matterListView,
  yearStatistics,
} from '../contexts/enforcement/contract.ts';
import {
  taskPage as inspectionPage,
  taskView as inspectionView,
  inspectorPage,
  objectPage,
} from '../contexts/inspections/contract.ts';
import { auditRow } from '../contexts/log/contract.ts';
import { messageView } from '../contexts/notices/contract.ts';
import {
  colleague,
  delegationView,
  roleView,
  sessionView,
  staffView,
  unit,
} from '../contexts/organisation/contract.ts';
import {
  board,
  dutyDetail,
  dutyView,
  evidenceList,
  planPreview,
  planSummary,
  planView,
} from '../contexts/plan/contract.ts';
import { powersOverview, recordPage, recordView } from '../contexts/powers/contract.ts';
import { projectPage, projectView } from '../contexts/projects/contract.ts';
import {
  catalogueView,
  cleanUpList,
  cleanUpView,
  differenceView,
  gazettePage,
  importList,
  importReport,
  itemPage,
  itemView,
  myQueue,
  normativePage,
  normativeView,
  packagePage,
  packageView,
} from '../contexts/publications/contract.ts';
import {
  entryPage,
  entryView,
  importView,
  registerList,
  registerView,
} from '../contexts/registers/contract.ts';
import { annualReportList, annualReportView } from '../contexts/reports/contract.ts';
import {
  openingView,
  repliesToSign,
  replyCatalogue,
  requestLoad,
  requestPage,
  requestView,
  retentionPage,
} from '../contexts/requests/contract.ts';
import { searchAnswer } from '../contexts/search/contract.ts';
import { get } from './api.ts';
import type {
  AuditFilters,
  ChannelTaskFilters,
  DutyFilters,
  EditionFilters,
  EnforcementFilters,
  ExchangeFilters,
  GazetteFilters,
  ImportFilters,
  InspectionFilters,
  InspectionPoolFilters,
  ItemFilters,
  NormativeFilters,
  OutletFilters,
  PackageFilters,
  PowerFilters,
  ProjectFilters,
  RegisterFilters,
  RequestFilters,
  SiteCheckFilters,
} from './filters.ts';
import { pageOf, rowsOf } from './wire.ts';

/** Everything the console reads, one line an endpoint: key, address and the schema of its answer. */

function read<Schema extends z.ZodType>(key: readonly unknown[], endpoint: string, schema: Schema) {
  return queryOptions({ queryKey: key, queryFn: ({ signal }) => get(endpoint, schema, signal) });
}

export function queryText(filters: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filters)) {
    if (value !== undefined && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Settled for the length of a visit: units, roles, catalogue. */
const settled = { staleTime: 10 * 60_000 };

export const queries = {
  session: () => ({ ...read(['session'], 'session', sessionView), staleTime: 60_000, retry: false }),
  units: () => ({ ...read(['units'], 'units', z.array(unit)), ...settled }),
  roles: () => ({ ...read(['roles'], 'roles', z.array(roleView)), ...settled }),
  catalogue: () => ({ ...read(['catalogue'], 'catalogue', catalogueView), ...settled }),
  staff: () => read(['staff'], 'staff', z.array(staffView)),
  colleagues: () => ({ ...read(['colleagues'], 'colleagues', z.array(colleague)), ...settled }),
  delegations: () => read(['delegations'], 'delegations', z.array(delegationView)),
  messages: () => read(['my', 'messages'], 'my/messages', z.array(messageView)),
  myDuties: () => read(['my', 'duties'], 'my/duties', rowsOf(dutyView)),
  myQueue: () => read(['my', 'queue'], 'my/queue', myQueue),
  board: (year?: number) => read(['board', year], `board${queryText({ year })}`, board),
  duties: (filters: DutyFilters & { size?: number }) => ({
    ...read(['duties', filters], `duties${queryText(filters)}`, pageOf(dutyView)),
    placeholderData: keepPreviousData,
  }),
  duty: (id: string) => read(['duty', id], `duties/${id}`, dutyDetail),
  plans: () => read(['plans'], 'plans', rowsOf(planSummary)),
  plan: (id: string) => read(['plan', id], `plans/${id}`, planView),
  planPreview: (id: string, revision: number) =>
    read(['plan', id, 'preview', revision], `plans/${id}/preview`, planPreview),
  items: (filters: ItemFilters & { size?: number }) => ({
    ...read(['items', filters], `items${queryText(filters)}`, itemPage),
    placeholderData: keepPreviousData,
  }),
  packages: (filters: PackageFilters & { size?: number }) => ({
    ...read(['packages', filters], `packages${queryText(filters)}`, packagePage),
    placeholderData: keepPreviousData,
  }),
  package: (id: string) => read(['package', id], `packages/${id}`, packageView),
  item: (id: string) => read(['item', id], `items/${id}`, itemView),
  itemEvidence: (id: string) => read(['item', id, 'evidence'], `items/${id}/evidence`, evidenceList),
  channels: () => ({ ...read(['channels'], 'channels', channelList), ...settled }),
  channelTasks: (filters: ChannelTaskFilters & { size?: number }) => ({
    ...read(['channel-tasks', filters], `channel-tasks${queryText(filters)}`, taskPage),
    placeholderData: keepPreviousData,
  }),
  channelTask: (id: string) => read(['channel-task', id], `channel-tasks/${id}`, taskView),
  myChannelTasks: () => read(['my', 'channel-tasks'], 'my/channel-tasks', rowsOf(taskRow)),
  itemChannels: (id: string) => read(['item', id, 'channels'], `items/${id}/channels`, itemChannels),
  channelPreview: (id: string, channel: string) =>
    read(['item', id, 'preview', channel], `items/${id}/channels/${channel}/preview`, previewView),
  activities: () => read(['activities'], 'channel-activities', activityList),
  activity: (id: string) => read(['activity', id], `channel-activities/${id}`, activityView),
  outlets: (filters: OutletFilters) => ({
    ...read(['outlets', filters], `outlets${queryText(filters)}`, rowsOf(outletRow)),
    placeholderData: keepPreviousData,
  }),
  outlet: (id: string) => read(['outlet', id], `outlets/${id}`, outletView),
  /** While one is under way its pages move on; one a day begins by itself. */
  siteChecks: () => ({
    ...read(['site-checks'], 'site-checks', siteCheckList),
    refetchInterval: (query: { readonly state: { readonly data?: SiteCheckList | undefined } }) =>
      query.state.data?.rows.some(each => each.state === 'waiting' || each.state === 'running') === true
        ? 1000
        : 30_000,
  }),
  /** `newest` is the last check that came to its end: with a newer one the findings are read anew. */
  siteFindings: (filters: SiteCheckFilters, newest: string | undefined) => ({
    ...read(
      ['site-checks', 'findings', filters, newest],
      `site-checks/findings${queryText(filters)}`,
      siteCheckView,
    ),
    placeholderData: keepPreviousData,
  }),
  difference: (id: string) => read(['item', id, 'difference'], `items/${id}/difference`, differenceView),
  normativeDocuments: (filters: NormativeFilters & { size?: number }) => ({
    ...read(['normative', filters], `normative-documents${queryText(filters)}`, normativePage),
    placeholderData: keepPreviousData,
  }),
  normativeDocument: (id: string) =>
    read(['normative', 'one', id], `normative-documents/${id}`, normativeView),
  powerLists: () => read(['powers', 'lists'], 'powers', powersOverview),
  powerRecords: (filters: PowerFilters & { size?: number }) => ({
    ...read(['powers', filters], `powers/records${queryText(filters)}`, recordPage),
    placeholderData: keepPreviousData,
  }),
  registers: () => read(['registers'], 'registers', registerList),
  register: (id: string) => read(['registers', id], `registers/${id}`, registerView),
  registerEntries: (id: string, filters: RegisterFilters & { size?: number }) => ({
    ...read(['registers', id, filters], `registers/${id}/entries${queryText(filters)}`, entryPage),
    placeholderData: keepPreviousData,
  }),
  registerEntry: (id: string) => read(['registers', 'entry', id], `registers/entries/${id}`, entryView),
  registerImport: (id: string) => read(['registers', 'import', id], `registers/imports/${id}`, importView),
  powerRecord: (id: string) => read(['powers', 'record', id], `powers/records/${id}`, recordView),
  decisions: (filters: EnforcementFilters & { size?: number }) => ({
    ...read(['enforcement', filters], `enforcement/decisions${queryText(filters)}`, decisionPage),
    placeholderData: keepPreviousData,
  }),
  enforcementMatters: () => read(['enforcement', 'matters'], 'enforcement/matters', matterListView),
  creditExchange: (filters: ExchangeFilters) =>
    read(['enforcement', 'exchange', filters], `enforcement/exchange${queryText(filters)}`, exchangeView),
  decision: (id: string) => read(['enforcement', 'one', id], `enforcement/decisions/${id}`, decisionView),
  inspections: (filters: InspectionFilters) => ({
    ...read(['inspections', filters], `inspections${queryText(filters)}`, inspectionPage),
    placeholderData: keepPreviousData,
  }),
  inspection: (id: string) => read(['inspections', 'one', id], `inspections/${id}`, inspectionView),
  inspectionObjects: (filters: InspectionPoolFilters & { size?: number }) => ({
    ...read(['inspections', 'objects', filters], `inspections/objects${queryText(filters)}`, objectPage),
    placeholderData: keepPreviousData,
  }),
  inspectors: () => read(['inspections', 'inspectors'], 'inspections/inspectors', inspectorPage),
  projects: (filters: ProjectFilters & { size?: number }) => ({
    ...read(['projects', filters], `projects${queryText(filters)}`, projectPage),
    placeholderData: keepPreviousData,
  }),
  project: (id: string) => read(['projects', 'one', id], `projects/${id}`, projectView),
  enforcementYear: (year: number) =>
    read(['enforcement', 'year', year], `enforcement/statistics/${year}`, yearStatistics),
  cleanUps: () => read(['clean-ups'], 'clean-ups', cleanUpList),
  cleanUp: (id: string) => read(['clean-up', id], `clean-ups/${id}`, cleanUpView),
  gazetteNotes: (filters: GazetteFilters & { size?: number }) => ({
    ...read(['gazette', filters], `gazette-notes${queryText(filters)}`, gazettePage),
    placeholderData: keepPreviousData,
  }),
  requests: (filters: RequestFilters & { size?: number }) => ({
    ...read(['requests', filters], `requests${queryText(filters)}`, requestPage),
    placeholderData: keepPreviousData,
  }),
  requestRetention: (filters: { page: number; size: number }) =>
    read(['requests', 'retention', filters], `requests/retention${queryText(filters)}`, retentionPage),
  requestOpening: () => read(['requests', 'opening'], 'requests/opening', openingView),
  request: (id: string) => read(['request', id], `requests/${id}`, requestView),
  repliesToSign: () => read(['requests', 'replies-to-sign'], 'requests/replies-to-sign', repliesToSign),
  /** What everybody finds on the public pages. */
  publicSearch: (q: string) => read(['public-search', q], `public/search${queryText({ q })}`, searchAnswer),
  requestLoad: () => read(['requests', 'load'], 'requests/load', requestLoad),
  replyCatalogue: () => ({
    ...read(['requests', 'replies'], 'requests/reply-catalogue', replyCatalogue),
    ...settled,
  }),
  datasets: () => ({
    ...read(['datasets', 'sets'], 'datasets', datasetList),
    select: (answer: z.output<typeof datasetList>) => answer.rows,
  }),
  editions: (filters: EditionFilters & { size?: number }) => ({
    ...read(['datasets', 'editions', filters], `datasets/editions${queryText(filters)}`, editionPage),
    placeholderData: keepPreviousData,
  }),
  edition: (id: string) => read(['datasets', 'edition', id], `datasets/editions/${id}`, editionView),
  annualReports: () => ({
    ...read(['annual-reports'], 'annual-reports', annualReportList),
    select: (answer: z.output<typeof annualReportList>) => answer.rows,
  }),
  annualReport: (year: string) =>
    read(['annual-report', year], `annual-reports/${encodeURIComponent(year)}`, annualReportView),
  calendar: (year: number) => read(['calendar', year], `calendar?year=${year}`, calendarView),
  moved: () => read(['calendar', 'moved'], 'calendar/moved', z.array(movedDeadline)),
  /** While one is under way its pages move on. */
  imports: () => ({ ...read(['imports'], 'imports', importList), refetchInterval: 5000 }),
  importReport: (id: string, filters: ImportFilters) => ({
    ...read(['import', id, filters], `imports/${id}${queryText({ ...filters, size: 50 })}`, importReport),
    placeholderData: keepPreviousData,
    refetchInterval: 5000,
  }),
  audit: (filters: AuditFilters) => ({
    ...read(
      ['audit', filters],
      `audit${queryText({ ...filters, size: 50 })}`,
      z.object({ rows: z.array(auditRow) }),
    ),
    placeholderData: keepPreviousData,
  }),
} as const;
