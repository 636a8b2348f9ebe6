/**
 * Addresses of an old site that the pack leads elsewhere: pure. What an import took over knows its way itself
 * (`reads.movedTo`); this is for all the rest: columns, pages of functions, articles that were entered anew.
 */

/** One row of redirects.yaml. Paths begin with `/`, decoded, without the base path. */
export type Redirect = {
  readonly from: string;
  /** 301, or 308 where a program must ask again in the same way. */
  readonly status: 301 | 308;
} & ({ readonly to: string } | { readonly indexNo: string });

export interface Redirection {
  readonly status: 301 | 308;
  /** Path without the base path, as it stands in an address. */
  readonly path: string;
}

export interface Redirects {
  readonly rows: readonly Redirect[];
  find(path: string): Redirect | undefined;
}

/** The way of each address, chains walked to their end: a visitor is sent on once. The pack's check refused circles. */
export function redirectsOf(rows: readonly Redirect[]): Redirects {
  const byPath = new Map(rows.map(row => [row.from, row]));
  const ended = rows.map(row => {
    let at: Redirect = row;
    for (let steps = 0; 'to' in at && steps < rows.length; steps += 1) {
      const next = byPath.get(at.to);
      if (next === undefined) break;
      at = next;
    }
    return { ...at, from: row.from, status: row.status };
  });
  const settled = new Map(ended.map(row => [row.from, row]));
  return { rows: ended, find: path => settled.get(path) };
}

/** `from` of the members of each circle, each circle once, in the order of the table. */
export function circlesOf(rows: readonly Redirect[]): string[][] {
  const next = new Map(rows.map(row => [row.from, 'to' in row ? row.to : undefined]));
  const told = new Set<string>();
  return rows.flatMap(({ from }) => {
    const trail: string[] = [];
    let at: string | undefined = from;
    while (at !== undefined && next.has(at) && !trail.includes(at)) {
      trail.push(at);
      at = next.get(at);
    }
    if (at !== from || told.has(from)) return [];
    for (const each of trail) told.add(each);
    return [trail];
  });
}

/** Where a row leads now; null while no public item has its index number. */
export async function targetOf(
  row: Redirect,
  pathOfIndexNo: (indexNo: string) => Promise<string | null>,
): Promise<Redirection | null> {
  const path = 'to' in row ? row.to : await pathOfIndexNo(row.indexNo);
  return path === null ? null : { status: row.status, path: encodeURI(path) };
}
