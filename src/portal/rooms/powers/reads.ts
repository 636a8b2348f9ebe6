import type { ReleasedEntry, ReleasedList } from '../../../contexts/powers/contract.ts';

/** What the portal asks of power lists, guides and certificates: released files of items that are public now. */

export interface PublicPowerList {
  /** The released data.json: what the signatures and the log vouch for. */
  readonly released: ReleasedList;
  readonly documentId: string;
  readonly path: string;
  readonly indexNo: string;
  readonly versionNo: number;
  /** ISO 8601 instant. */
  readonly releasedAt: string;
  readonly attachments: readonly {
    readonly fileDigest: string;
    readonly name: string;
    readonly size: number;
  }[];
}

export interface PowerReads {
  /** Every list and guide that is public, lists in the order of their kinds, guides by code. */
  all(): Promise<readonly PublicPowerList[]>;
  versions(documentId: string): Promise<readonly { readonly no: number; readonly releasedAt: string }[]>;
  /** Columns in which they are released: their pages change with these. */
  readonly columnIds: readonly string[];
  /** Of a column, the pages of ours that belong to it. */
  doorsOf(columnId: string): readonly { readonly path: string; readonly name: string }[];
  /** Public guides that hold elements of a leaf. */
  guidesOf(leafId: string): Promise<readonly { readonly path: string; readonly name: string }[]>;
}

export interface Filter {
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  readonly unit?: string | undefined;
}

/** What an address asks for; an empty choice is no choice, what is too long is cut. */
export function powerFilterOf(query: unknown): Filter {
  const given = (query ?? {}) as Readonly<Record<string, unknown>>;
  const text = (key: string) => {
    const value = given[key];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined;
  };
  return { q: text('q'), kind: text('kind'), unit: text('unit') };
}

/** Every word of the question stands in the name, the code, the unit or what is written of the entry. */
export function matches(entry: ReleasedEntry, { q, unit }: Filter): boolean {
  if (unit !== undefined && entry.unitName !== unit) return false;
  if (q === undefined) return true;
  const text =
    `${entry.code}\n${entry.name}\n${entry.unitName}\n${JSON.stringify(entry.content)}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
