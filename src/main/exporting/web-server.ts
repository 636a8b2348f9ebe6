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
        try_files $uri $uri/index.html $uri/index.json =404;
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
