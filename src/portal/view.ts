import type {
  ImportMark,
  InterpretationForm,
  ItemKind,
  ItemMetadata,
} from '../contexts/publications/contract.ts';

/** What the portal shows, already chosen for the public. Rooms take these and nothing else, so that no page can
 *  print what a citizen may not see. Instants are ISO 8601 texts; days are civil days in Asia/Shanghai. */

export interface Site {
  readonly name: string;
  readonly bureau: string;
  readonly basePath: string;
  /** Scheme and host under which the portal is reached, without a slash at the end. */
  readonly origin: string;
  readonly domain: string;
  readonly idCode: string;
  readonly isDemo: boolean;
  readonly description: string;
  /** Home of the site this column is part of, shown first in the breadcrumb. */
  readonly parentSite: { readonly name: string; readonly url: string } | null;
  readonly sponsor: string;
  readonly organiser: string;
  readonly address: string;
  readonly phone: string;
  readonly postcode: string;
  readonly officeHours: string;
  readonly email: string;
  readonly icp: string;
  readonly police: string;
  readonly openData?: OpenDataWords;
  readonly assets: { readonly style: string; readonly script: string };
  /** Links of the site this one is part of, above the head and in the foot. */
  readonly headerLinks?: readonly SiteLink[];
  readonly friendLinks?: readonly SiteLink[];
  /** Head and foot of the site this one is part of, as HTML that the pack's check has looked through. */
  readonly surround?: { readonly header: string; readonly footer: string };
  /** Other sites made from the same content: of the main portal its branches, of a branch none. */
  readonly siblings?: readonly SiteLink[];
  /** Of a site that shows a part of the main portal's content. */
  readonly branch?: Branch;
}

export interface SiteLink {
  readonly name: string;
  readonly url: string;
}

export interface Branch {
  /** Where the rooms lie that this site has not: the main portal, as the beginning of a link. */
  readonly main: string;
  /** Where style, script and files lie on this site's host. */
  readonly assets: string;
  /** Does this site answer at that path (without base path) itself? */
  owns(path: string): boolean;
}

/** Empty texts: not stated. */
export interface OpenDataWords {
  readonly licenceName: string;
  readonly licenceUrl: string;
  /** Column and row, from 1, of a region on the schematic map. */
  readonly tiles: Readonly<Record<string, readonly [number, number]>>;
}

export interface ColumnNode {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly types: readonly string[];
  /** Starts and ends with a slash, without the base path. */
  readonly path: string;
  readonly area: string | null;
  readonly parent: ColumnNode | null;
  readonly children: readonly ColumnNode[];
}

export interface ListEntry {
  readonly documentId: string;
  readonly path: string;
  readonly title: string;
  readonly releasedAt: string;
  readonly documentNo: string;
  readonly unitName: string;
  readonly columnId: string;
  readonly kind: ItemKind;
  readonly summary: string;
  /** Of a normative document that no longer stands as it was. */
  readonly validity?: 'amended' | 'repealed' | 'expired';
}

export interface ListPage {
  readonly entries: readonly ListEntry[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
}

export interface PublicItem {
  readonly documentId: string;
  readonly versionNo: number;
  readonly kind: ItemKind;
  readonly columnId: string;
  readonly path: string;
  readonly indexNo: string;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly metadata: ItemMetadata;
  readonly attachments: readonly { fileDigest: string; name: string; mediaType: string; size: number }[];
  readonly unitName: string;
  readonly firstReleasedAt: string;
  readonly releasedAt: string;
  readonly recordDigest: string;
  /** Taken over from an old site without our review; absent or null for everything else. */
  readonly imported?: ImportMark | null;
  readonly versions: readonly { no: number; releasedAt: string }[];
}

/** The other live members of the package an item belongs to. */
export interface PackageLinks {
  readonly interpretations: readonly {
    readonly path: string;
    readonly title: string;
    readonly form: InterpretationForm | null;
  }[];
  readonly interprets: {
    readonly path: string;
    readonly title: string;
    readonly documentNo: string;
  } | null;
}

export interface Tombstone {
  readonly documentId: string;
  readonly path: string;
  readonly title: string;
  readonly indexNo: string;
  readonly columnId: string;
  readonly kind: 'published-in-error' | 'replaced' | 'repealed';
  readonly reason: string;
  readonly unitName: string;
  readonly withdrawnAt: string;
  readonly replacedBy: { readonly path: string; readonly title: string } | null;
}

export interface DutyCounts {
  readonly total: number;
  readonly met: number;
  readonly late: number;
  readonly open: number;
}

export interface PublicDuty {
  readonly id: string;
  readonly leafId: string;
  readonly title: string;
  readonly area: string | null;
  readonly unitName: string;
  readonly periodWords: string;
  readonly dueOn: string;
  readonly provisional: boolean;
  readonly state: 'not-yet-due' | 'due' | 'late' | 'met' | 'met-late' | 'not-applicable';
  readonly metOn: string | null;
  readonly covered: number;
  readonly required: number;
}

export interface LedgerView {
  readonly planTitle: string;
  readonly year: number;
  readonly today: string;
  readonly total: DutyCounts;
  readonly byArea: readonly { key: string; name: string; counts: DutyCounts }[];
  readonly byUnit: readonly { key: string; name: string; counts: DutyCounts }[];
  /** Due and absent; empty when the pack keeps the list inside. */
  readonly late: readonly PublicDuty[];
  readonly lateIsPublic: boolean;
}
