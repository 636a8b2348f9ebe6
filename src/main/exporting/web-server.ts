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

export function nginxSettings(folder: string): string {
  return `# Written by ./gongkai export. Include inside "http { }"; then "nginx -s reload" after each export that withdrew something.
map $uri $gongkai_gone {
    default 0;
    include ${folder}/gone.map;
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
        text/html html; text/css css; text/javascript js; image/svg+xml svg; image/png png; image/jpeg jpg jpeg;
        application/xml xml; application/json json; application/ld+json jsonld; text/csv csv; text/plain txt;
        application/pdf pdf;
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx;
        application/vnd.openxmlformats-officedocument.wordprocessingml.document docx;
    }
    default_type application/octet-stream;
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
