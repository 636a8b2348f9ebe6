import { describe, expect, it } from 'vitest';
import { canBeFile, fileOf, linksIn, pathOf, withLiveLinks } from './addresses.ts';
import { apacheRedirects, movedMap } from './web-server.ts';

const origin = 'https://mzj.demo.invalid';
const html = 'text/html; charset=utf-8';

describe('an address of the portal as a file', () => {
  it.each([
    ['/', html, 'index.html'],
    ['/zc/', html, 'zc/index.html'],
    ['/zc/2019/06/abc.html', html, 'zc/2019/06/abc.html'],
    ['/accessibility', html, 'accessibility/index.html'],
    ['/api/open/datasets', 'application/json', 'api/open/datasets/index.json'],
    ['/log/tile/0/000.p/88', 'application/octet-stream', 'log/tile/0/000.p/88'],
    ['/log/checkpoint', 'text/plain', 'log/checkpoint'],
    ['/data/a/a-2019Q1.csv-metadata.json', 'application/csvm+json', 'data/a/a-2019Q1.csv-metadata.json'],
    ['/files/0a/附件 1.pdf', 'application/pdf', 'files/0a/附件 1.pdf'],
  ])('%s', (path, type, file) => {
    expect(fileOf(path, type, '')).toBe(file);
    expect(fileOf(path, type, '/xxgk')).toBe(`xxgk/${file}`);
  });

  it('needs a name that a file system takes', () => {
    expect([canBeFile(`files/0a/${'附'.repeat(83)}`), canBeFile(`files/0a/${'附'.repeat(84)}`)]).toEqual([
      true,
      false,
    ]);
  });
});

describe('what a page names', () => {
  it.each([
    ['/zc/', '/zc/'],
    [`${origin}/zc/#top`, '/zc/'],
    ['/files/0a/%E9%99%84%E4%BB%B6.pdf', '/files/0a/附件.pdf'],
    ['/search?q=a', undefined],
    ['//other.cn/', undefined],
    ['https://other.cn/zc/', undefined],
    ['/a/../../etc/passwd', undefined],
    ['/a/%2e%2e/b', undefined],
    ['/%ff', undefined],
    ['mailto:a@b.cn', undefined],
  ])('%s', (address, path) => {
    expect(pathOf(address, origin, '')).toBe(path);
  });

  it('below a base path is only what stands there', () => {
    const page = '<a href="/xxgk/zc/">1</a><a href="/bsfw/">2</a><img src="/xxgk/files/0a/a.png">';
    expect(linksIn(`${page}<loc>${origin}/xxgk/</loc>`, origin, '/xxgk')).toEqual([
      '/zc/',
      '/files/0a/a.png',
      '/',
    ]);
  });
});

describe('old addresses in the settings of a web server', () => {
  it('stand there once each, inside and beside the base path; what is named in full goes before', () => {
    const rows = [
      { from: '/a.jsp', path: '/zc/', status: 301 },
      { from: '/xxgk/a.jsp', path: '/$1/', status: 301 },
    ] as const;
    expect(movedMap(rows, 301, '/xxgk').split('\n').slice(1, -1).sort()).toEqual([
      '"/a.jsp" "/xxgk/zc/";',
      '"/xxgk/a.jsp" "/xxgk/%241/";',
      '"/xxgk/xxgk/a.jsp" "/xxgk/%241/";',
    ]);
    expect(movedMap(rows, 308, '/xxgk').split('\n')).toHaveLength(2);
    expect(apacheRedirects(rows, '')).toContain('RedirectMatch 301 "^/a\\.jsp$" "/zc/"\n');
  });
});

describe('rooms of the running service', () => {
  it('are linked under its address, but not inside of what was signed', () => {
    const signed = '<!--record-body--><a href="/requests/apply">申请</a><!--/record-body-->';
    const page = `<form action="/search"><a href="/requests/apply?who=person">1</a><a href="/requests/">2</a>${signed}`;
    expect(withLiveLinks(page, 'https://s.cn', '')).toBe(
      `<form action="https://s.cn/search"><a href="https://s.cn/requests/apply?who=person">1</a><a href="/requests/">2</a>${signed}`,
    );
  });
});
