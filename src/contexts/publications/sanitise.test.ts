import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlBlocks, htmlText, imageDigests, imagesWithoutWords, sanitise } from './sanitise.ts';

const digest = 'a'.repeat(64);

describe('what a paste from Word or WPS becomes', () => {
  it('loses styles, classes, comments and Office elements, and keeps the text and its alignment', () => {
    const pasted = `<html><head><style>p.MsoNormal{mso-x:1}</style><xml><o:x>藏</o:x></xml></head><body><!--StartFragment-->
      <p class=MsoNormal align=center style='text-align:center;mso-line-height-rule:exactly'><b><span lang=EN-US
      style='font-size:22.0pt;font-family:方正小标宋'>关于公布标准的通知<o:p></o:p></span></b></p>
      <p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
      <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>1.<span>&nbsp;</span></span><![endif]>第一项</p>
      <!--EndFragment--></body></html>`;
    expect(sanitise(pasted).replace(/\s*\n\s*/g, '')).toBe(
      '<p class="align-center"><strong>关于公布标准的通知</strong></p><p>1.\u00a0第一项</p>',
    );
  });

  it('keeps tables with their spans and header scopes', () => {
    const pasted =
      '<table border=1 style="width:90%"><tr><th colspan="2" scope="col" style="text-align:right">甲</th></tr><tr><td rowspan=2 width=100>乙</td><td colspan="99999" onclick="x()">丙</td></tr></table>';
    expect(sanitise(pasted)).toBe(
      '<table><tbody><tr><th class="align-right" colspan="2" scope="col">甲</th></tr><tr><td rowspan="2">乙</td><td>丙</td></tr></tbody></table>',
    );
  });

  it('turns headings into those below the title of the page, boxes into paragraphs', () => {
    expect(sanitise('<h1>一</h1><h2>二</h2><h6>六</h6><div>行</div><div><p>内</p><div>层</div></div>')).toBe(
      '<h2>一</h2><h2>二</h2><h4>六</h4><p>行</p><p>内</p><p>层</p>',
    );
  });

  it('keeps lists with their numbering, and emphasis', () => {
    expect(
      sanitise('<ol start="3" type="a"><li>甲<ul><li><i>乙</i></li></ul></li></ol><p><b>丙</b><u>丁</u></p>'),
    ).toBe('<ol start="3"><li>甲<ul><li><em>乙</em></li></ul></li></ol><p><strong>丙</strong><u>丁</u></p>');
  });

  it('keeps pictures from our own files only', () => {
    const own = `<p><img src="/files/${digest}/a.png" alt="图" width="300"></p>`;
    expect(sanitise(own)).toBe(`<p><img src="/files/${digest}/a.png" alt="图" width="300" /></p>`);
    for (const src of [
      'file:///C:/Users/x/a.png',
      'data:image/png;base64,AAAA',
      'https://example.com/a.png',
      '//example.com/a.png',
      `/files/${digest}/../../secret`,
      `/files/${digest}/a.png?x=1`,
      '/files/short/a.png',
      'cid:1',
    ])
      expect(sanitise(`<p>文<img src="${src}">字</p>`), src).toBe('<p>文字</p>');
  });
});

describe('what never gets through', () => {
  const nasty: [string, string][] = [
    ['a script', '<p>文</p><script>alert(1)</script>'],
    ['a handler', '<p onclick="alert(1)" onmouseover=alert(1)>文</p>'],
    ['a script address', '<p><a href="javascript:alert(1)">文</a></p>'],
    ['one in disguise', '<p><a href=" jAvA&#x09;script:alert(1)">文</a></p>'],
    ['a file address', '<p><a href="file:///etc/passwd">文</a></p>'],
    ['a data address', '<p><a href="data:text/html,<script>alert(1)</script>">文</a></p>'],
    ['another host without scheme', '<p><a href="//evil.example">文</a></p>'],
    ['another host behind a backslash', '<p><a href="/\\evil.example">文</a></p>'],
    ['a picture with a handler', '<p>文<img src=x onerror=alert(1)></p>'],
    ['a drawing', '<p>文</p><svg onload=alert(1)><style><img src=x onerror=alert(1)></style></svg>'],
    ['a formula', '<p>文</p><math><mtext><table><mglyph><style><img src=x onerror=alert(1)>'],
    ['a frame', '<p>文</p><iframe srcdoc="<script>alert(1)</script>"></iframe>'],
    ['an object', '<p>文</p><object data="x"></object><embed src=x>'],
    ['a form', '<form action="//evil"><p>文</p></form>'],
    ['a meta refresh', '<meta http-equiv="refresh" content="0;url=//evil"><p>文</p>'],
    ['a base', '<base href="//evil/"><p>文</p>'],
    ['a template', '<p>文</p><template><script>alert(1)</script></template>'],
    ['a comment trick', '<p>文</p><!--><script>alert(1)</script>-->'],
    ['a noscript trick', '<p>文</p><noscript><p title="</noscript><img src=x onerror=alert(1)>">'],
    [
      'a style with an expression',
      '<p style="width:expression(alert(1));background:url(javascript:alert(1))">文</p>',
    ],
    ['an address of a style', '<p>文</p><link rel=stylesheet href=//evil.css>'],
    ['a broken tag', '<p>文</p><img src=x onerror=alert(1)//'],
  ];
  for (const [what, html] of nasty) {
    it(what, () => {
      const clean = sanitise(html);
      expect(clean).toContain('文');
      expect(clean).not.toMatch(/script|alert|on\w+=|evil|style|iframe|svg|math|file:|data:|meta|base/i);
    });
  }

  it('NUL, control characters and half characters, which no database or digest can hold', () => {
    expect(sanitise('<p>a\u0000b\ud800c\u0007d</p>')).toBe('<p>ab\ufffdcd</p>');
  });

  it('is stable: cleaning what is clean changes nothing', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<div>',
      '</div>',
      '<table><tr><td>',
      '</td></tr></table>',
      '<b>',
      '</b>',
      '<a href="/x">',
      '</a>',
      '<li>',
      '<ul>',
      '</ul>',
      '文',
      '&nbsp;',
      '<br>',
      '<h1>',
      '</h1>',
      '<img src=x>',
      '<script>',
      '</script>',
      '&lt;',
      '<span style="x">',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), pieces => {
        const once = sanitise(pieces.join(''));
        expect(sanitise(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});

describe('too much', () => {
  const refused = (html: string) => {
    try {
      sanitise(html);
      return 'taken';
    } catch (error) {
      return (error as { code?: string }).code ?? 'bug';
    }
  };

  it('an 80 MiB paste is refused clearly, and at once', () => {
    const started = performance.now();
    expect(refused('字'.repeat((80 * 1024 * 1024) / 3))).toBe('too-large');
    expect(performance.now() - started).toBeLessThan(2000);
  });
  it('a body above 4 MiB after cleaning is refused', () => {
    expect(refused(`<p>${'a'.repeat(5 * 1024 * 1024)}</p>`)).toBe('too-large');
    expect(refused(`<p>${'a'.repeat(3 * 1024 * 1024)}</p>`)).toBe('taken');
  });
  it('endless nesting is refused before it costs anything', () => {
    const started = performance.now();
    expect(refused('<div>'.repeat(1_000_000))).toBe('bad-input');
    expect(refused('<span>'.repeat(500))).toBe('bad-input');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('the text of a body', () => {
  it('has one block per line and one table row per line', () => {
    const html =
      '<h2>标题</h2><p>一<strong>二</strong><br />三</p><table><tbody><tr><th>姓名</th><th>金额</th></tr><tr><td><p>张*</p></td><td>3 00</td></tr></tbody></table><ul><li>项</li></ul>';
    expect(htmlText(html)).toBe('标题\n一二\n三\n姓名\t金额\n张*\t3 00\n项');
    expect(htmlBlocks('')).toEqual([]);
  });
  it('reads entities as characters, so that no number hides in them', () => {
    expect(htmlText('<p>138&#49;2345678 &lt;b&gt;</p>')).toBe('13812345678 <b>');
  });
  it('joins what inline markup parts, so that no number hides between tags', () => {
    expect(htmlText(sanitise('<p>138<b>1234</b><span>5678</span></p>'))).toBe('13812345678');
  });
  it('knows its pictures and those without words', () => {
    const html = sanitise(
      `<p><img src="/files/${digest}/a.png"><img src="/files/${digest}/a.png" alt="图"></p>`,
    );
    expect(imageDigests(html)).toEqual([digest]);
    expect(imagesWithoutWords(html)).toBe(1);
  });
});
