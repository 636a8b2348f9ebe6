import type { RequestsPack } from '../../../contexts/requests/contract.ts';

/** What the public pages about requests say of this bureau. */
export interface RequestDesk {
  readonly office: RequestsPack['office'];
  /** Null: no fee is charged. */
  readonly fee: RequestsPack['fee'];
  readonly relief: RequestsPack['relief'];
}

/** Addresses of the pages, without the base path. */
export const requestPaths = {
  guide: '/requests/',
  form: '/requests/form',
  statistics: '/requests/statistics',
  apply: '/requests/apply',
  correction: '/requests/correction',
  receipt: '/requests/receipt',
  status: '/requests/status',
  case: '/requests/status/case',
  correct: '/requests/status/correct',
  withdraw: '/requests/status/withdraw',
  leave: '/requests/status/leave',
} as const;

export function paperPath(id: string): string {
  return `/requests/status/paper/${encodeURIComponent(id)}`;
}
