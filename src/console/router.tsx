import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { dataRoutes } from './data-routes.tsx';
import {
  auditFilters,
  dutyFilters,
  gazetteFilters,
  importFilters,
  itemFilters,
  leafFilter,
  newItemSearch,
  normativeFilters,
  packageFilters,
  requestFilters,
  retentionFilters,
  searchBy,
  staffFilters,
  yearFilter,
} from './filters.ts';
import { Waiting } from './parts/loaded.tsx';
import { ProblemNotice } from './parts/problem.tsx';
import { mount } from './path.ts';
import { getParentRoute, inside, root, signIn } from './root-routes.tsx';

/** Every screen and what may stand in its address. Rooms are loaded when first entered. */

const desk = createRoute({
  getParentRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./rooms/desk/desk.tsx'), 'Desk'),
});
const messages = createRoute({
  getParentRoute,
  path: '/messages',
  component: lazyRouteComponent(() => import('./rooms/desk/messages.tsx'), 'Messages'),
});
const account = createRoute({
  getParentRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./rooms/entrance/account.tsx'), 'Account'),
});
const board = createRoute({
  getParentRoute,
  path: '/board',
  validateSearch: searchBy(yearFilter),
  component: lazyRouteComponent(() => import('./rooms/ledger/board.tsx'), 'Board'),
});
const duties = createRoute({
  getParentRoute,
  path: '/duties',
  validateSearch: searchBy(dutyFilters),
  component: lazyRouteComponent(() => import('./rooms/ledger/duties.tsx'), 'Duties'),
});
const duty = createRoute({
  getParentRoute,
  path: '/duties/$id',
  component: lazyRouteComponent(() => import('./rooms/ledger/duty.tsx'), 'Duty'),
});
const plans = createRoute({
  getParentRoute,
  path: '/plans',
  component: lazyRouteComponent(() => import('./rooms/plans/plans.tsx'), 'Plans'),
});
const planImport = createRoute({
  getParentRoute,
  path: '/plans/import',
  component: lazyRouteComponent(() => import('./rooms/plans/plan-import.tsx'), 'PlanImport'),
});
const plan = createRoute({
  getParentRoute,
  path: '/plans/$id',
  validateSearch: searchBy(leafFilter),
  component: lazyRouteComponent(() => import('./rooms/plans/plan.tsx'), 'Plan'),
});
const items = createRoute({
  getParentRoute,
  path: '/items',
  validateSearch: searchBy(itemFilters),
  component: lazyRouteComponent(() => import('./rooms/items/items.tsx'), 'Items'),
});
const newItem = createRoute({
  getParentRoute,
  path: '/items/new',
  validateSearch: searchBy(newItemSearch),
  component: lazyRouteComponent(() => import('./rooms/editor/new-item.tsx'), 'NewItem'),
});
const item = createRoute({
  getParentRoute,
  path: '/items/$id',
  component: lazyRouteComponent(() => import('./rooms/items/item.tsx'), 'Item'),
});
const editItem = createRoute({
  getParentRoute,
  path: '/items/$id/edit',
  component: lazyRouteComponent(() => import('./rooms/editor/edit-item.tsx'), 'EditItem'),
});
const packages = createRoute({
  getParentRoute,
  path: '/packages',
  validateSearch: searchBy(packageFilters),
  component: lazyRouteComponent(() => import('./rooms/packages/packages.tsx'), 'Packages'),
});
const onePackage = createRoute({
  getParentRoute,
  path: '/packages/$id',
  component: lazyRouteComponent(() => import('./rooms/packages/package.tsx'), 'Package'),
});
const reviewQueue = createRoute({
  getParentRoute,
  path: '/review',
  component: lazyRouteComponent(() => import('./rooms/review/queue.tsx'), 'ReviewQueue'),
});
const review = createRoute({
  getParentRoute,
  path: '/review/$id',
  component: lazyRouteComponent(() => import('./rooms/review/review.tsx'), 'Review'),
});
const release = createRoute({
  getParentRoute,
  path: '/release',
  component: lazyRouteComponent(() => import('./rooms/release/release.tsx'), 'Release'),
});
const normativeDocuments = createRoute({
  getParentRoute,
  path: '/normative',
  validateSearch: searchBy(normativeFilters),
  component: lazyRouteComponent(
    () => import('./rooms/normative/normative-documents.tsx'),
    'NormativeDocuments',
  ),
});
const cleanUps = createRoute({
  getParentRoute,
  path: '/normative/clean-ups',
  component: lazyRouteComponent(() => import('./rooms/normative/clean-ups.tsx'), 'CleanUps'),
});
const cleanUp = createRoute({
  getParentRoute,
  path: '/normative/clean-ups/$id',
  component: lazyRouteComponent(() => import('./rooms/normative/clean-up.tsx'), 'CleanUp'),
});
const normativeDocument = createRoute({
  getParentRoute,
  path: '/normative/$id',
  component: lazyRouteComponent(
    () => import('./rooms/normative/normative-document.tsx'),
    'NormativeDocument',
  ),
});
const gazetteNotes = createRoute({
  getParentRoute,
  path: '/gazette',
  validateSearch: searchBy(gazetteFilters),
  component: lazyRouteComponent(() => import('./rooms/normative/gazette-notes.tsx'), 'GazetteNotes'),
});
const requests = createRoute({
  getParentRoute,
  path: '/requests',
  validateSearch: searchBy(requestFilters),
  component: lazyRouteComponent(() => import('./rooms/requests/requests.tsx'), 'Requests'),
});
const newRequest = createRoute({
  getParentRoute,
  path: '/requests/new',
  component: lazyRouteComponent(() => import('./rooms/requests/new-request.tsx'), 'NewRequest'),
});
const requestLoad = createRoute({
  getParentRoute,
  path: '/requests/load',
  component: lazyRouteComponent(() => import('./rooms/requests/request-load.tsx'), 'RequestLoad'),
});
const requestRetention = createRoute({
  getParentRoute,
  path: '/requests/retention',
  validateSearch: searchBy(retentionFilters),
  component: lazyRouteComponent(() => import('./rooms/requests/retention.tsx'), 'RequestRetention'),
});
const requestOpening = createRoute({
  getParentRoute,
  path: '/requests/opening',
  component: lazyRouteComponent(() => import('./rooms/requests/opening.tsx'), 'RequestOpening'),
});
const request = createRoute({
  getParentRoute,
  path: '/requests/$id',
  component: lazyRouteComponent(() => import('./rooms/requests/request.tsx'), 'Request'),
});
const reports = createRoute({
  getParentRoute,
  path: '/reports',
  component: lazyRouteComponent(() => import('./rooms/reports/reports.tsx'), 'Reports'),
});
const annualReport = createRoute({
  getParentRoute,
  path: '/reports/$year',
  component: lazyRouteComponent(() => import('./rooms/reports/report.tsx'), 'AnnualReport'),
});
const staff = createRoute({
  getParentRoute,
  path: '/staff',
  validateSearch: searchBy(staffFilters),
  component: lazyRouteComponent(() => import('./rooms/people/staff.tsx'), 'Staff'),
});
const newStaff = createRoute({
  getParentRoute,
  path: '/staff/new',
  component: lazyRouteComponent(() => import('./rooms/people/new-staff.tsx'), 'NewStaff'),
});
const staffMember = createRoute({
  getParentRoute,
  path: '/staff/$id',
  component: lazyRouteComponent(() => import('./rooms/people/staff-member.tsx'), 'StaffMember'),
});
const delegations = createRoute({
  getParentRoute,
  path: '/delegations',
  component: lazyRouteComponent(() => import('./rooms/people/delegations.tsx'), 'Delegations'),
});
const calendar = createRoute({
  getParentRoute,
  path: '/calendar',
  validateSearch: searchBy(yearFilter),
  component: lazyRouteComponent(() => import('./rooms/calendar/calendar.tsx'), 'Calendar'),
});
const calendarImport = createRoute({
  getParentRoute,
  path: '/calendar/import',
  component: lazyRouteComponent(() => import('./rooms/calendar/notice-import.tsx'), 'NoticeImport'),
});
const imports = createRoute({
  getParentRoute,
  path: '/imports',
  component: lazyRouteComponent(() => import('./rooms/imports/imports.tsx'), 'Imports'),
});
const importReport = createRoute({
  getParentRoute,
  path: '/imports/$id',
  validateSearch: searchBy(importFilters),
  component: lazyRouteComponent(() => import('./rooms/imports/import-report.tsx'), 'ImportReport'),
});
const audit = createRoute({
  getParentRoute,
  path: '/audit',
  validateSearch: searchBy(auditFilters),
  component: lazyRouteComponent(() => import('./rooms/audit/audit.tsx'), 'Audit'),
});

const routeTree = root.addChildren([
  signIn,
  inside.addChildren([
    desk,
    messages,
    account,
    board,
    duties,
    duty,
    plans,
    planImport,
    plan,
    items,
    newItem,
    item,
    editItem,
    packages,
    onePackage,
    reviewQueue,
    review,
    release,
    normativeDocuments,
    normativeDocument,
    cleanUps,
    cleanUp,
    gazetteNotes,
    reports,
    annualReport,
    requests,
    newRequest,
    requestLoad,
    requestRetention,
    requestOpening,
    request,
    staff,
    newStaff,
    staffMember,
    delegations,
    calendar,
    calendarImport,
    imports,
    importReport,
    audit,
    ...dataRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: mount,
  // Filters are plain words in the address: `leaf=3.10` stays the leaf 3.10 and does not become the number 3.1.
  parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: search => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(search))
      if (value !== undefined && value !== '') query.set(key, String(value));
    const text = query.toString();
    return text === '' ? '' : `?${text}`;
  },
  defaultPendingComponent: Waiting,
  defaultPendingMs: 300,
  defaultErrorComponent: ({ error, reset }) => <ProblemNotice error={error} onRetry={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
