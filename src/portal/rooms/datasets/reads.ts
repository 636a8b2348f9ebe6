import type { PublishedEdition } from '../../../contexts/datasets/contract.ts';

/** An edition as the public may know it: the released data.json and the item that carries it. */
export interface PublicEdition {
  readonly documentId: string;
  /** Of the item, the official page. */
  readonly path: string;
  readonly columnId: string;
  readonly versionNo: number;
  /** ISO 8601. */
  readonly releasedAt: string;
  /** SHA-256 of data.json: what the signatures and the public log vouch for. */
  readonly digest: string;
  /** `live`: shown now; `earlier`: a later version is shown; `withdrawn`: nothing of it may be shown. */
  readonly standing: 'live' | 'earlier' | 'withdrawn';
  /** The signed files of the item. */
  readonly files: readonly { fileDigest: string; name: string; mediaType: string; size: number }[];
  readonly edition: PublishedEdition;
}

export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface DatasetReads {
  /** Every edition that is or was public, the oldest release first. */
  editions(): Promise<readonly PublicEdition[]>;
  /** The bytes of a live edition's data.json, as they were signed. */
  bytes(digest: string): Promise<Buffer>;
  xlsx(sheets: readonly WorkbookSheet[]): Promise<Buffer>;
}
