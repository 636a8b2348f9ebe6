import { contentSecurityPolicy } from '../../portal/fast-path.ts';
import type { ManifestRow } from './site-folder.ts';

/** Settings for nginx: the exported files under the headers of the portal, 410 for what was withdrawn. */

/** `map` entries: addresses whose file is a tombstone. */
export function goneMap(rows: Iterable<ManifestRow>, basePath: string): string {
  const lines = [...rows]
    .filter(({ status }) => status === 410)
    .map(({ path }) => `${basePath}${path} 1;`)
    .sort();
  return `# Written by ./gongkai export: addresses of withdrawn items.\n${lines.join('\n')}${lines.length > 0 ? '\n' : ''}`;
}

/** An old address and where it leads, both without the base path; the target as it stands in an address. */
export interface MovedRow {
  readonly from: string;
  readonly path: string;
  readonly status: 301 | 308;
}

/** A target of nginx and of Apache: a dollar would begin a variable. The pack's check has refused quotes. */
const plainTarget = (basePath: string, path: string): string => `${basePath}${path}`.replaceAll('$', '%24');

/** Each old address once, inside and beside the base path; what a row names in full goes before. */
function addressesOf(rows: readonly MovedRow[], basePath: string): MovedRow[] {
  const all = [...rows, ...rows.map(row => ({ ...row, from: `${basePath}${row.from}` }))];
  const byFrom = new Map(all.toReversed().map(row => [row.from, row]));
  return [...byFrom.values()].map(row => ({ ...row, path: plainTarget(basePath, row.path) })).toReversed();
}

/** `map` entries for nginx: addresses that answer 301 or 308, each with where it leads. */
export function movedMap(rows: readonly MovedRow[], status: 301 | 308, basePath: string): string {
  const lines = addressesOf(rows, basePath).flatMap(row =>
    row.status === status ? [`"${row.from}" "${row.path}";\n`] : [],
  );
  return `# Written by ./gongkai export: old addresses that answer ${status}.\n${lines.join('')}`;
}

/** Where what stood at an address of an old site is now, as an import recorded it. */
export interface ImportedRow {
  /** Lower case; empty where the source told none. */
  readonly host: string;
  /** `/path?query`, percent-encoded as a URL is. */
  readonly address: string;
  /** Path without the base path. */
  readonly path: string;
}

const firstPage = /\/index\.s?html?(?=$)/;
const quoted = (text: string): string => text.replaceAll(/["\\]/g, String.raw`\$&`);

/**
 * `map` entries for nginx: `host|address` and, for whoever asks under another host, `|address`; the first page of a folder under
 * the folder, too. nginx compares without regard to case and refuses what stands there twice: of addresses that differ in
 * case alone the first is led on, as of several hosts the first by name.
 */
export function importedMap(rows: Iterable<ImportedRow>, basePath: string): string {
  const lines = new Map<string, string>();
  const add = (key: string, target: string) => {
    const known = key.toLowerCase();
    if (!lines.has(known)) lines.set(known, `"${quoted(key)}" "${quoted(target)}";\n`);
  };
  const all = [...rows];
  const addressesIn = ({ address }: ImportedRow) =>
    basePath === '' ? [address] : [address, `${basePath}${address}`];
  const keysOf = (row: ImportedRow, address: string) => [
    ...(row.host === '' ? [] : [`${row.host}|${address}`]),
    `|${address}`,
  ];
  // What an import named goes before what is concluded from it.
  for (const isConcluded of [false, true])
    for (const row of all)
      for (const address of addressesIn(row)) {
        const asked = isConcluded ? address.replace(firstPage, '/') : address;
        if (isConcluded && asked === address) continue;
        for (const key of keysOf(row, asked)) add(key, plainTarget(basePath, encodeURI(row.path)));
      }
  return `# Written by ./gongkai export: addresses of the old site whose articles were imported.\n${[...lines.values()].join('')}`;
}

const inPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The same for Apache (mod_alias takes the query along itself). */
export function apacheRedirects(rows: readonly MovedRow[], basePath: string): string {
  const lines = addressesOf(rows, basePath).map(
    ({ from, path, status }) => `RedirectMatch ${status} "^${inPattern(from)}$" "${path}"\n`,
  );
  return `# Written by ./gongkai export. Include inside "<VirtualHost>".\n${lines.join('')}`;
}

export function nginxSettings(folder: string): string {
  return `# Written by ./gongkai export. Include inside "http { }"; then "nginx -s reload" after each export that withdrew something.
# Room for the addresses of a whole old site; before the first map, or nginx has chosen by itself.
map_hash_max_size 1048576;
map_hash_bucket_size 1024;
map $uri $gongkai_gone {
    default 0;
    include ${folder}/gone.map;
}
map $uri $gongkai_moved_301 {
    default "";
    include ${folder}/moved-301.map;
}
map $uri $gongkai_moved_308 {
    default "";
    include ${folder}/moved-308.map;
}
# What an import took over: the whole address under its host, under any host, then both without the query.
map $request_uri $gongkai_asked {
    default $request_uri;
    "~^(?<gongkai_path>[^?]*)" $gongkai_path;
}
map "$host|$request_uri" $gongkai_imported_1 {
    default "";
    include ${folder}/imported.map;
}
map "|$request_uri" $gongkai_imported_2 {
    default "";
    include ${folder}/imported.map;
}
map "$host|$gongkai_asked" $gongkai_imported_3 {
    default "";
    include ${folder}/imported.map;
}
map "|$gongkai_asked" $gongkai_imported_4 {
    default "";
    include ${folder}/imported.map;
}
server {
    listen 8080;
    root ${folder}/site;
    gzip_static on;
    # brotli_static on;   # where the module is installed
    charset utf-8;
    index index.html;
    error_page 404 /404.html;
    error_page 410 @gone;
    add_header Content-Security-Policy "${contentSecurityPolicy}" always;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy same-origin always;
    add_header Cache-Control "public, max-age=0, must-revalidate" always;
    types {
        text/html html; text/css css; text/javascript js; image/svg+xml svg; image/png png; image/jpeg jpg jpeg; image/webp webp;
        application/xml xml; application/json json; application/ld+json jsonld; text/csv csv; text/plain txt;
        application/pdf pdf;
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx;
        application/vnd.openxmlformats-officedocument.wordprocessingml.document docx;
    }
    default_type application/octet-stream;
    if ($gongkai_moved_301) { return 301 $gongkai_moved_301$is_args$args; }
    if ($gongkai_moved_308) { return 308 $gongkai_moved_308$is_args$args; }
    location / {
        if ($gongkai_gone) { return 410; }
        try_files $uri $uri/index.html $uri/index.json @imported;
    }
    location @imported {
        if ($gongkai_imported_1) { return 301 $gongkai_imported_1; }
        if ($gongkai_imported_2) { return 301 $gongkai_imported_2; }
        if ($gongkai_imported_3) { return 301 $gongkai_imported_3; }
        if ($gongkai_imported_4) { return 301 $gongkai_imported_4; }
        return 404;
    }
    location = /log/checkpoint { default_type text/plain; }
    location = /log/key { default_type text/plain; }
    location @gone {
        default_type text/html;
        try_files $uri =410;
    }
}
`;
}
