import type { PageFrame } from './layout.tsx';
import type { Portal } from './portal.ts';
import type { PortalReads } from './reads.ts';

/** What every page gets beside its content: site, columns, tags. */

export type FrameParts = Omit<PageFrame, 'site' | 'roots' | 'tags'> & { tags?: PageFrame['tags'] };

/** The frame of a page of this portal. */
export function frameOf(portal: Portal, parts: FrameParts): PageFrame {
  return { tags: {}, ...parts, site: portal.site, roots: portal.tree.roots };
}

/** What the pages of registers, powers and enforcement decisions are made from. */
export function registerRooms(portal: Portal, registers: NonNullable<PortalReads['registers']>) {
  return { site: portal.site, registers, frameOf: (parts: FrameParts) => frameOf(portal, parts) };
}

export function powerRooms(portal: Portal, powers: NonNullable<PortalReads['powers']>) {
  return { site: portal.site, powers, frameOf: (parts: FrameParts) => frameOf(portal, parts) };
}

export function areaRooms(portal: Portal) {
  return {
    ...{ site: portal.site, reads: portal.reads, columns: portal.columns },
    nodes: [...portal.tree.byId.values()],
    frameOf: (parts: FrameParts) => frameOf(portal, parts),
  };
}

export function inspectionRooms(portal: Portal, inspections: NonNullable<PortalReads['inspections']>) {
  return { site: portal.site, inspections, frameOf: (parts: FrameParts) => frameOf(portal, parts) };
}

export function projectRooms(portal: Portal, projects: NonNullable<PortalReads['projects']>) {
  return { site: portal.site, projects, frameOf: (parts: FrameParts) => frameOf(portal, parts) };
}

export function enforcementRooms(portal: Portal, enforcement: NonNullable<PortalReads['enforcement']>) {
  return { site: portal.site, enforcement, frameOf: (parts: FrameParts) => frameOf(portal, parts) };
}
