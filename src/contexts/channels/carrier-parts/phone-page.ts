import type { PostingPreview } from '../carrier.ts';

/** A preview as a page of its own: a telephone, 375 px wide, and what the carrier would refuse or change. */

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** CSS pixels: the width at which most readers see the posting. */
const phoneWidth = 375;

const pageStyle = `
*{box-sizing:border-box}
body{margin:0;background:#ededed;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;color:#1a1a1a}
main{width:${phoneWidth}px;max-width:100%;margin:0 auto;background:#fff;min-height:667px;overflow-wrap:anywhere}
.note{width:${phoneWidth}px;max-width:100%;margin:0 auto;padding:8px 12px;background:#fff7e0;font-size:14px;color:#5c3c00}
.note ul{margin:4px 0 0;padding-left:1.2em}
.note strong{color:#a8071a}
main img{max-width:100%;height:auto}
`;

/** Nothing is fetched and nothing runs in a preview: its pictures are in the page. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

export function phonePage(page: {
  readonly title: string;
  /** HTML between the edges of the telephone. */
  readonly screen: string;
  readonly style: string;
  readonly problems: PostingPreview['problems'];
}): string {
  const notes = page.problems
    .map(({ advice, blocks }) => `<li>${blocks ? '<strong>不能发出：</strong>' : ''}${escaped(advice)}</li>`)
    .join('');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="robots" content="noindex">
<title>预览：${escaped(page.title)}</title>
<style>${pageStyle}${page.style}</style>
</head>
<body>
<aside class="note" aria-label="预览说明">预览，尚未发出。${notes === '' ? '' : `<ul>${notes}</ul>`}</aside>
<main>${page.screen}</main>
</body>
</html>
`;
}
