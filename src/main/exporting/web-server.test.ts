import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goneMap, importedMap, movedMap, nginxSettings } from './web-server.ts';

/** The settings as nginx itself reads them. */

const rows = [
  { host: 'old.example.cn', address: '/xw/show.jsp?id=1', path: '/a.html' },
  { host: 'old.example.cn', address: '/xw/show.jsp?id=2', path: '/gone.html' },
  { host: 'other.example.cn', address: '/xw/show.jsp?id=1', path: '/b.html' },
  { host: 'old.example.cn', address: '/tzgg/index.html', path: '/新/c.html' },
  { host: 'old.example.cn', address: '/TZGG/index.html', path: '/b.html' },
  { host: '', address: '/%E6%97%A7/$1.html', path: '/a.html' },
  { host: 'old.example.cn', address: '/live.html', path: '/b.html' },
];

describe('the map of imported addresses', () => {
  it('has each once, by host and for any host, with folders for their first pages', () => {
    const text = importedMap(rows, '/xxgk');
    expect(text).toContain('"old.example.cn|/xw/show.jsp?id=1" "/xxgk/a.html";');
    expect(text).toContain('"|/xw/show.jsp?id=1" "/xxgk/a.html";');
    expect(text).toContain('"other.example.cn|/xxgk/xw/show.jsp?id=1" "/xxgk/b.html";');
    expect(text).toContain('"old.example.cn|/tzgg/" "/xxgk/%E6%96%B0/c.html";');
    expect(text).toContain('"|/%E6%97%A7/$1.html" "/xxgk/a.html";');
    const keys = [...text.matchAll(/^"([^"]*)"/gm)].map(each => each[1]!.toLowerCase());
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const nginx = '/usr/sbin/nginx';
const hasNginx = spawnSync(nginx, ['-v']).status === 0;
if (!hasNginx) console.warn('nginx is not installed: its settings are not tried (apt-get install nginx).');

describe.skipIf(!hasNginx)('nginx with these settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-nginx-'));
  let port = 0;
  let server: ChildProcess;

  async function asked(path: string, host = 'old.example.cn') {
    const sent = request({ host: '127.0.0.1', port, path, headers: { host } });
    sent.end();
    const [answer] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
    answer.resume();
    await once(answer, 'end');
    const location = answer.headers.location;
    return [answer.statusCode, location === undefined ? '' : new URL(location, 'http://x').pathname];
  }

  beforeAll(async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
    probe.close();
    await once(probe, 'close');
    mkdirSync(join(folder, 'site'));
    for (const name of ['a.html', 'b.html', 'live.html', 'gone.html', '404.html'])
      writeFileSync(join(folder, 'site', name), name);
    const gone = {
      path: '/gone.html',
      file: 'gone.html',
      status: 410,
      sha256: '',
      size: 1,
      tags: [],
    } as const;
    writeFileSync(join(folder, 'gone.map'), goneMap([gone], ''));
    const moved = [{ from: '/table.html', path: '/b.html', status: 301 } as const];
    for (const status of [301, 308] as const)
      writeFileSync(join(folder, `moved-${status}.map`), movedMap(moved, status, ''));
    writeFileSync(join(folder, 'imported.map'), importedMap(rows, ''));
    const settings = nginxSettings(folder).replace('listen 8080;', `listen 127.0.0.1:${port};`);
    writeFileSync(join(folder, 'site.conf'), settings);
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map(name => `${name}_temp_path ${folder}/${name};`)
      .join(' ');
    // The folder is ours alone; a server started by root would read it as nobody.
    const user = process.getuid?.() === 0 ? 'user root; ' : '';
    const main = `${user}daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events {} http { access_log off; ${paths} include ${folder}/site.conf; }`;
    writeFileSync(join(folder, 'main.conf'), main);
    server = spawn(nginx, ['-c', join(folder, 'main.conf'), '-p', folder], { stdio: 'inherit' });
    for (let tries = 0; tries < 100; tries += 1) {
      if (
        await asked('/a.html').then(
          () => true,
          () => false,
        )
      )
        return;
      await pause(50);
    }
  });
  afterAll(async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  it('leads imported addresses on as the portal does, live pages first', async () => {
    expect(await asked('/xw/show.jsp?id=1')).toEqual([301, '/a.html']);
    expect(await asked('/xw/show.jsp?id=1', 'other.example.cn')).toEqual([301, '/b.html']);
    expect(await asked('/xw/show.jsp?id=1', 'new.example.cn')).toEqual([301, '/a.html']);
    expect(await asked('/tzgg/?from=weixin')).toEqual([301, '/%E6%96%B0/c.html']);
    expect(await asked('/%e6%97%a7/$1.html')).toEqual([301, '/a.html']);
    expect(await asked('/live.html')).toEqual([200, '']);
    expect(await asked('/xw/show.jsp?id=3')).toEqual([404, '']);
    expect(await asked('/table.html')).toEqual([301, '/b.html']);
    expect(await asked('/gone.html')).toEqual([410, '']);
  });
});
