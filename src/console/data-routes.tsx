import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  channelTaskFilters,
  editionFilters,
  enforcementFilters,
  exchangeFilters,
  inspectionFilters,
  inspectionPoolFilters,
  outletFilters,
  powerFilters,
  powerSortFilter,
  projectFilters,
  registerFilters,
  searchBy,
  siteCheckFilters,
} from './filters.ts';
import { getParentRoute } from './root-routes.tsx';

/** Screens of what goes out beside articles: lists, data, registers, decisions; and of the places where it is shown. */

const channels = createRoute({
  getParentRoute,
  path: '/channels',
  validateSearch: searchBy(channelTaskFilters),
  component: lazyRouteComponent(() => import('./rooms/channels/tasks.tsx'), 'ChannelTasks'),
});
const channelTask = createRoute({
  getParentRoute,
  path: '/channels/tasks/$id',
  component: lazyRouteComponent(() => import('./rooms/channels/task.tsx'), 'ChannelTask'),
});
const activities = createRoute({
  getParentRoute,
  path: '/channels/activities',
  component: lazyRouteComponent(() => import('./rooms/channels/activities.tsx'), 'Activities'),
});
const newActivity = createRoute({
  getParentRoute,
  path: '/channels/activities/new',
  component: lazyRouteComponent(() => import('./rooms/channels/activity.tsx'), 'NewActivity'),
});
const activity = createRoute({
  getParentRoute,
  path: '/channels/activities/$id',
  component: lazyRouteComponent(() => import('./rooms/channels/activity.tsx'), 'Activity'),
});
const listSheet = createRoute({
  getParentRoute,
  path: '/channels/list-sheet',
  component: lazyRouteComponent(() => import('./rooms/channels/list-sheet.tsx'), 'ListSheet'),
});
const outlets = createRoute({
  getParentRoute,
  path: '/matrix',
  validateSearch: searchBy(outletFilters),
  component: lazyRouteComponent(() => import('./rooms/matrix/outlets.tsx'), 'Outlets'),
});
const outletRoom = createRoute({
  getParentRoute,
  path: '/matrix/$id',
  component: lazyRouteComponent(() => import('./rooms/matrix/outlet.tsx'), 'OutletRoom'),
});
const siteCheck = createRoute({
  getParentRoute,
  path: '/site-check',
  validateSearch: searchBy(siteCheckFilters),
  component: lazyRouteComponent(() => import('./rooms/matrix/site-check.tsx'), 'SiteCheck'),
});
const registers = createRoute({
  getParentRoute,
  path: '/registers',
  component: lazyRouteComponent(() => import('./rooms/registers/registers.tsx'), 'Registers'),
});
const register = createRoute({
  getParentRoute,
  path: '/registers/$id',
  validateSearch: searchBy(registerFilters),
  component: lazyRouteComponent(() => import('./rooms/registers/register.tsx'), 'Register'),
});
const newRegisterEntry = createRoute({
  getParentRoute,
  path: '/registers/$id/new',
  component: lazyRouteComponent(() => import('./rooms/registers/entry.tsx'), 'NewRegisterEntry'),
});
const registerEntry = createRoute({
  getParentRoute,
  path: '/registers/entries/$id',
  component: lazyRouteComponent(() => import('./rooms/registers/entry.tsx'), 'RegisterEntry'),
});
const registerImport = createRoute({
  getParentRoute,
  path: '/registers/imports/$id',
  component: lazyRouteComponent(() => import('./rooms/registers/import.tsx'), 'RegisterImport'),
});
const powers = createRoute({
  getParentRoute,
  path: '/powers',
  validateSearch: searchBy(powerFilters),
  component: lazyRouteComponent(() => import('./rooms/powers/powers.tsx'), 'Powers'),
});
const newPowerRecord = createRoute({
  getParentRoute,
  path: '/powers/new',
  validateSearch: searchBy(powerSortFilter),
  component: lazyRouteComponent(() => import('./rooms/powers/record.tsx'), 'NewPowerRecord'),
});
const powerRecord = createRoute({
  getParentRoute,
  path: '/powers/records/$id',
  component: lazyRouteComponent(() => import('./rooms/powers/record.tsx'), 'PowerRecord'),
});
const enforcement = createRoute({
  getParentRoute,
  path: '/enforcement',
  validateSearch: searchBy(enforcementFilters),
  component: lazyRouteComponent(() => import('./rooms/enforcement/enforcement.tsx'), 'EnforcementDecisions'),
});
const creditExchange = createRoute({
  getParentRoute,
  path: '/enforcement/exchange',
  validateSearch: searchBy(exchangeFilters),
  component: lazyRouteComponent(() => import('./rooms/enforcement/exchange.tsx'), 'CreditExchange'),
});
const newDecision = createRoute({
  getParentRoute,
  path: '/enforcement/new',
  component: lazyRouteComponent(() => import('./rooms/enforcement/decision.tsx'), 'NewEnforcementDecision'),
});
const decision = createRoute({
  getParentRoute,
  path: '/enforcement/$id',
  component: lazyRouteComponent(() => import('./rooms/enforcement/decision.tsx'), 'EnforcementDecision'),
});
const inspections = createRoute({
  getParentRoute,
  path: '/inspections',
  validateSearch: searchBy(inspectionFilters),
  component: lazyRouteComponent(() => import('./rooms/inspections/inspections.tsx'), 'Inspections'),
});
const inspectionPools = createRoute({
  getParentRoute,
  path: '/inspections/pools',
  validateSearch: searchBy(inspectionPoolFilters),
  component: lazyRouteComponent(() => import('./rooms/inspections/pools.tsx'), 'InspectionPools'),
});
const inspection = createRoute({
  getParentRoute,
  path: '/inspections/$id',
  component: lazyRouteComponent(() => import('./rooms/inspections/task.tsx'), 'InspectionTask'),
});
const projects = createRoute({
  getParentRoute,
  path: '/projects',
  validateSearch: searchBy(projectFilters),
  component: lazyRouteComponent(() => import('./rooms/projects/projects.tsx'), 'Projects'),
});
const newProject = createRoute({
  getParentRoute,
  path: '/projects/new',
  component: lazyRouteComponent(() => import('./rooms/projects/project.tsx'), 'NewProject'),
});
const project = createRoute({
  getParentRoute,
  path: '/projects/$id',
  component: lazyRouteComponent(() => import('./rooms/projects/project.tsx'), 'Project'),
});
const datasets = createRoute({
  getParentRoute,
  path: '/datasets',
  validateSearch: searchBy(editionFilters),
  component: lazyRouteComponent(() => import('./rooms/datasets/datasets.tsx'), 'Datasets'),
});
const dataset = createRoute({
  getParentRoute,
  path: '/datasets/$id',
  component: lazyRouteComponent(() => import('./rooms/datasets/edition.tsx'), 'Edition'),
});

export const dataRoutes = [
  channels,
  channelTask,
  activities,
  newActivity,
  activity,
  listSheet,
  outlets,
  outletRoom,
  siteCheck,
  registers,
  register,
  newRegisterEntry,
  registerEntry,
  registerImport,
  powers,
  newPowerRecord,
  powerRecord,
  enforcement,
  creditExchange,
  newDecision,
  decision,
  inspections,
  inspectionPools,
  inspection,
  projects,
  newProject,
  project,
  datasets,
  dataset,
] as const;
