import type { z } from 'zod';
import type {
  auditFilters,
  channelTaskFilters,
  dutyFilters,
  editionFilters,
  enforcementFilters,
  exchangeFilters,
  gazetteFilters,
  importFilters,
  inspectionFilters,
  inspectionPoolFilters,
  itemFilters,
  normativeFilters,
  outletFilters,
  packageFilters,
  powerFilters,
  projectFilters,
  registerFilters,
  requestFilters,
  siteCheckFilters,
} from './filters.ts';

/**
 * The one builder of addresses inside the console. Every screen has an address; lists carry their filters in it.
 * Paths start with `/` and are relative to the console's mount point; `hrefOf` makes them absolute.
 */

/** Mount point of the console without a slash at the end, e.g. `/console`. The server names it in the page's `<base>`,
 *  so that one build serves under any path. */
export const mount = new URL('.', document.baseURI).pathname.replace(/\/$/, '');
/** Where the public site begins, without a slash at the end. */
const site = mount.replace(/\/console$/, '');

function withSearch(
  path: string,
  search: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

type DutyFilters = z.input<typeof dutyFilters>;
type EditionFilters = z.input<typeof editionFilters>;
type ItemFilters = z.input<typeof itemFilters>;
type PackageFilters = z.input<typeof packageFilters>;
type RequestFilters = z.input<typeof requestFilters>;
type ChannelTaskFilters = z.input<typeof channelTaskFilters>;
type OutletFilters = z.input<typeof outletFilters>;
type SiteCheckFilters = z.input<typeof siteCheckFilters>;
type NormativeFilters = z.input<typeof normativeFilters>;
type PowerFilters = z.input<typeof powerFilters>;
type ProjectFilters = z.input<typeof projectFilters>;
type RegisterFilters = z.input<typeof registerFilters>;
type ExchangeFilters = z.input<typeof exchangeFilters>;
type EnforcementFilters = z.input<typeof enforcementFilters>;
type InspectionFilters = z.input<typeof inspectionFilters>;
type InspectionPoolFilters = z.input<typeof inspectionPoolFilters>;
type GazetteFilters = z.input<typeof gazetteFilters>;
type ImportFilters = z.input<typeof importFilters>;
type AuditFilters = z.input<typeof auditFilters>;

export const path = {
  signIn: (back?: string) => withSearch('/sign-in', { back }),
  account: () => '/account',
  desk: () => '/',
  messages: () => '/messages',
  board: (year?: number) => withSearch('/board', { year }),
  duties: (filters: DutyFilters = {}) => withSearch('/duties', filters as Record<string, string>),
  duty: (id: string) => `/duties/${id}`,
  /** The place on a duty's page where its date is explained. */
  dutyClock: (id: string) => `/duties/${id}#clock`,
  plans: () => '/plans',
  planImport: () => '/plans/import',
  plan: (id: string, leaf?: string) => withSearch(`/plans/${id}`, { leaf }),
  items: (filters: ItemFilters = {}) => withSearch('/items', filters as Record<string, string>),
  newItem: (from: { duty?: string; kind?: string; column?: string } = {}) => withSearch('/items/new', from),
  item: (id: string) => `/items/${id}`,
  editItem: (id: string) => `/items/${id}/edit`,
  packages: (filters: PackageFilters = {}) => withSearch('/packages', filters as Record<string, string>),
  /** By the id of the policy document. */
  package: (policyId: string) => `/packages/${policyId}`,
  channels: (filters: ChannelTaskFilters = {}) => withSearch('/channels', filters as Record<string, string>),
  channelTask: (id: string) => `/channels/tasks/${id}`,
  activities: () => '/channels/activities',
  newActivity: () => '/channels/activities/new',
  activity: (id: string) => `/channels/activities/${id}`,
  listSheet: () => '/channels/list-sheet',
  outlets: (filters: OutletFilters = {}) => withSearch('/matrix', filters as Record<string, string>),
  outlet: (id: string) => `/matrix/${id}`,
  siteCheck: (filters: SiteCheckFilters = {}) => withSearch('/site-check', filters as Record<string, string>),
  reviewQueue: () => '/review',
  review: (id: string) => `/review/${id}`,
  release: () => '/release',
  normativeDocuments: (filters: NormativeFilters = {}) =>
    withSearch('/normative', filters as Record<string, string>),
  normativeDocument: (id: string) => `/normative/${id}`,
  powers: (filters: PowerFilters = {}) => withSearch('/powers', filters as Record<string, string>),
  newPowerRecord: (from: { sort?: string | undefined } = {}) => withSearch('/powers/new', from),
  registers: () => '/registers',
  register: (id: string, filters: RegisterFilters = {}) =>
    withSearch(`/registers/${id}`, filters as Record<string, string>),
  newRegisterEntry: (id: string) => `/registers/${id}/new`,
  registerEntry: (id: string) => `/registers/entries/${id}`,
  registerImport: (id: string) => `/registers/imports/${id}`,
  powerRecord: (id: string) => `/powers/records/${id}`,
  enforcement: (filters: EnforcementFilters = {}) =>
    withSearch('/enforcement', filters as Record<string, string>),
  inspections: (filters: InspectionFilters = {}) =>
    withSearch('/inspections', filters as Record<string, string>),
  inspectionPools: (filters: InspectionPoolFilters = {}) =>
    withSearch('/inspections/pools', filters as Record<string, string>),
  inspection: (id: string) => `/inspections/${id}`,
  projects: (filters: ProjectFilters = {}) => withSearch('/projects', filters as Record<string, string>),
  newProject: () => '/projects/new',
  project: (id: string) => `/projects/${id}`,
  creditExchange: (filters: ExchangeFilters = {}) =>
    withSearch('/enforcement/exchange', filters as Record<string, string>),
  newDecision: () => '/enforcement/new',
  decision: (id: string) => `/enforcement/${id}`,
  cleanUps: () => '/normative/clean-ups',
  cleanUp: (id: string) => `/normative/clean-ups/${id}`,
  gazetteNotes: (filters: GazetteFilters = {}) => withSearch('/gazette', filters as Record<string, string>),
  requests: (filters: RequestFilters = {}) => withSearch('/requests', filters as Record<string, string>),
  requestRetention: (filters: { page?: number | undefined } = {}) =>
    withSearch('/requests/retention', filters as Record<string, string>),
  requestOpening: () => '/requests/opening',
  newRequest: () => '/requests/new',
  requestLoad: () => '/requests/load',
  request: (id: string) => `/requests/${id}`,
  /** The place on a request's page where its date is explained. */
  requestClock: (id: string) => `/requests/${id}#clock`,
  datasets: (filters: EditionFilters = {}) => withSearch('/datasets', filters as Record<string, string>),
  dataset: (id: string) => `/datasets/${id}`,
  annualReports: () => '/reports',
  annualReport: (year: number) => `/reports/${year}`,
  staff: (filters: { unit?: string | undefined; q?: string | undefined } = {}) =>
    withSearch('/staff', filters),
  newStaff: () => '/staff/new',
  staffMember: (id: string) => `/staff/${id}`,
  delegations: () => '/delegations',
  calendar: (year?: number) => withSearch('/calendar', { year }),
  calendarImport: () => '/calendar/import',
  imports: () => '/imports',
  importReport: (id: string, filters: ImportFilters = {}) =>
    withSearch(`/imports/${id}`, filters as Record<string, string>),
  audit: (filters: AuditFilters = {}) => withSearch('/audit', filters as Record<string, string>),
} as const;

/** Absolute address of a console path. */
export function hrefOf(consolePath: string): string {
  return `${mount}${consolePath}`;
}

/** Absolute address of a public page, from the path the server gave. */
export function publicHref(publicPath: string): string {
  return `${site}/${publicPath.replace(/^\//, '')}`;
}

/** Absolute address of an API endpoint, e.g. `apiHref('items/1')`. */
export function apiHref(endpoint: string): string {
  return `${site}/api/${endpoint}`;
}

/** The console path behind a link the server put into a message; nothing if it leads elsewhere. */
export function consolePathOf(link: string): string | undefined {
  const inside = [mount, '/console'].find(start => link === start || link.startsWith(`${start}/`));
  if (inside !== undefined) return link.slice(inside.length) || '/';
  return undefined;
}
