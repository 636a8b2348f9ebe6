import type { Column } from '../contexts/publications/contract.ts';
import type { ColumnTree } from './columns.ts';
import type { PortalReads } from './reads.ts';
import type { Redirects } from './redirects.ts';
import type { RequestDesk } from './rooms/requests/desk.ts';
import type { Site } from './view.ts';

/** What every public page is made from. */
export interface Portal {
  readonly site: Site;
  readonly reads: PortalReads;
  readonly tree: ColumnTree;
  readonly columns: readonly Column[];
  /** What the pages about requests for information say; null where there are none. */
  readonly desk: RequestDesk | null;
  /** Addresses of an old site that the pack leads elsewhere. */
  readonly redirects: Redirects;
}
