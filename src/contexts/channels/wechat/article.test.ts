import { describe, expect, it } from 'vitest';
import type { Posting } from '../carrier.ts';
import { articleOf, cut, draftOf, withPictures } from './article.ts';
import { wechatSettings } from './settings.ts';

const settings = wechatSettings.parse({ appId: 'wx', secret: 's' });
const source = `/files/${'a'.repeat(64)}/照片&1.jpg`;
const picture = {
  fileDigest: 'a'.repeat(64),
  mediaType: 'image/jpeg',
  source,
  read: async () => new Uint8Array(),
};

function posting(bodyHtml: string, change: Partial<Posting> = {}): Posting {
  return {
    taskId: 't',
    documentId: 'd',
    versionNo: 1,
    title: '关于提高低保标准的通知',
    summary: '摘要。',
    bodyHtml,
    author: '市民政局',
    publicUrl: 'https://mzj.example.gov.cn/items/1',
    pictures: [picture],
    cover: null,
    ...change,
  };
}

const html = (body: string): string => articleOf(posting(body), settings).html;

describe('the body as WeChat keeps it', () => {
  it.each([
    [
      'scripts and what embeds go with their content',
      '<p>甲<script>x()</script><iframe src="/x">丙</iframe></p>',
      /^<p[^>]*>甲<\/p>$/,
    ],
    [
      'handlers and classes go, alignment stays as a style',
      '<p class="align-center x" onclick="x()">甲</p>',
      /^<p style="[^"]*text-align:center">甲<\/p>$/,
    ],
    [
      'pictures of other hosts go',
      '<p>甲<img src="https://other.example.com/1.png" alt=""></p>',
      /^<p[^>]*>甲<\/p>$/,
    ],
    ['boxes fall away around what they hold', '<div><section><p>甲</p></section></div>', /^<p[^>]*>甲<\/p>$/],
    ['loose text becomes a paragraph', '甲<strong>乙</strong>', /^<p>甲<strong>乙<\/strong><\/p>$/],
    [
      'links to other articles of the platform stay',
      '<p><a href="https://mp.weixin.qq.com/s/1">甲</a></p>',
      /<a href="https:\/\/mp\.weixin\.qq\.com\/s\/1">甲<\/a>/,
    ],
    ['a scheme that runs is no link', '<p><a href="javascript:x()">甲</a></p>', /^<p[^>]*>甲<\/p>$/],
    [
      'a caption stands above its table',
      '<table><caption>表一</caption><tr><td colspan="2">甲</td></tr></table>',
      /^<p style="text-align:center"><strong>表一<\/strong><\/p><table[^>]*><tbody><tr><td colspan="2" style="[^"]*">甲<\/td>/,
    ],
    [
      'a table within a table becomes text',
      '<table><tr><td>甲<table><tr><td>乙</td><td>丙</td></tr></table></td></tr></table>',
      /^(?!.*<table.*<table).*甲乙 丙 <\/td>/s,
    ],
  ])('%s', (_, body, expected) => {
    expect(html(body)).toMatch(expected);
  });

  it('numbers the addresses that it cannot link to and lists each once at the end', () => {
    const body = html(
      '<p><a href="https://a.example.com/?x=1&amp;y=2">甲</a>和<a href="https://b.example.com/">乙</a>、<a href="https://a.example.com/?x=1&amp;y=2">甲</a></p>',
    );
    expect(body).toContain('甲[1]和乙[2]、甲[1]');
    expect(body).toContain('<p>[1] https://a.example.com/?x=1&amp;y=2</p><p>[2] https://b.example.com/</p>');
    expect(body).not.toContain('<a ');
  });

  it('replaces the address of each picture by WeChat’s own', () => {
    const article = articleOf(
      posting(`<p><img src="${source.replace('&', '&amp;')}" alt="大厅"></p>`),
      settings,
    );
    expect(article.pictures.map(each => each.source)).toEqual([source]);
    const draft = draftOf(article, {
      publicUrl: 'https://x',
      coverId: 'c',
      addressOf: () => 'https://mmbiz.qpic.cn/1?a=1&b=2',
    });
    expect(draft.content).toContain('src="https://mmbiz.qpic.cn/1?a=1&amp;b=2" alt="大厅"');
    expect(withPictures(article.html, each => each)).toBe(article.html);
  });

  it('drops the styles before it drops a word, and then whole blocks', () => {
    const cell = `<tr>${'<td>三十九</td>'.repeat(4)}</tr>`;
    const styledTooLong = articleOf(posting(`<table>${cell.repeat(200)}</table>`), settings);
    expect(styledTooLong.isAbridged).toBe(false);
    expect(styledTooLong.html).not.toContain('border:1px');
    const tooLong = articleOf(
      posting(`<p>开头。</p><table>${cell.repeat(900)}</table><p>结尾。</p>`),
      settings,
    );
    expect(tooLong.isAbridged).toBe(true);
    expect(tooLong.html).toMatch(/开头。.*此处表格请点击文末“阅读原文”查看.*结尾。.*节选/s);
    expect(tooLong.html.length).toBeLessThan(20_000);
    expect(tooLong.problems.map(each => each.code)).toContain('wechat-abridged');
  });

  it('gives the summary where not even the first block fits', () => {
    const article = articleOf(posting(`<p>${'长'.repeat(30_000)}</p>`), settings);
    expect(article.html).toMatch(/^<p>摘要。<\/p><p[^>]*>（篇幅所限/);
  });

  it('leaves room for the longer addresses of the pictures', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ ...picture, source: `/files/${at}` }));
    const images = many.map(each => `<p><img src="${each.source}" alt=""></p>`).join('');
    const article = articleOf(posting(images, { pictures: many }), settings);
    const sent = draftOf(article, {
      publicUrl: '',
      coverId: '',
      addressOf: () => `https://mmbiz.qpic.cn/${'x'.repeat(300)}`,
    });
    expect(sent.content.length).toBeLessThan(20_000);
  });

  it('counts characters, not halves of them', () => {
    expect(cut('𠀀𠀁𠀂', 3)).toBe('𠀀𠀁𠀂');
    expect(cut('𠀀𠀁𠀂𠀃', 3)).toBe('𠀀𠀁…');
  });
});
