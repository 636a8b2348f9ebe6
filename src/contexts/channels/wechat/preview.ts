import type { Posting, PostingPreview } from '../carrier.ts';
import { escaped, phonePage } from '../carrier-parts/phone-page.ts';
import { previewPicture } from '../carrier-parts/pictures.ts';
import { articleOf, withPictures } from './article.ts';
import { type House, makeDefaultCover } from './cover.ts';
import type { WechatSettings } from './settings.ts';

/** The article as it will stand on a telephone, made of what would be sent. Nothing leaves the house. */

const style = `
.cover{display:block;width:100%;aspect-ratio:2.35;object-fit:cover}
.article{padding:16px}
.article h1{font-size:22px;line-height:1.4;margin:0 0 10px}
.article .by{font-size:14px;color:#767676;margin:0 0 20px}
.article .by span{color:#4a5f8c}
.article .source{margin-top:24px;font-size:15px;color:#4a5f8c}
.card{display:flex;gap:12px;align-items:center;margin:0;padding:12px 16px;background:#f7f7f7;border-bottom:8px solid #ededed;font-size:14px;color:#595959}
`;

type Problem = PostingPreview['problems'][number];

async function picturesOf(posting: Posting, used: Posting['pictures'], problems: Problem[]) {
  const addresses = new Map<string, string>();
  for (const [at, picture] of used.entries()) {
    const address = await previewPicture(picture);
    if (address !== undefined) addresses.set(picture.source, address);
    else
      problems.push({
        code: 'wechat-picture-unreadable',
        advice: `正文第${at + 1}张图片无法读取，不能上传到公众号。请更换图片（JPG或PNG格式）。`,
        blocks: true,
      });
  }
  const chosen = posting.cover ?? posting.pictures[0];
  const cover = chosen === undefined ? undefined : await previewPicture(chosen);
  if (chosen !== undefined && cover === undefined)
    problems.push({
      code: 'wechat-picture-unreadable',
      advice: '封面图片无法读取，不能上传到公众号。请更换图片（JPG或PNG格式）。',
      blocks: true,
    });
  return { addresses, cover, hasOwnCover: chosen !== undefined };
}

export async function wechatPreview(
  posting: Posting,
  settings: WechatSettings,
  house: House,
  more: readonly Problem[],
): Promise<PostingPreview> {
  const article = articleOf(posting, settings);
  const problems: Problem[] = [...more, ...article.problems];
  const { addresses, cover, hasOwnCover } = await picturesOf(posting, article.pictures, problems);
  let shownCover = cover;
  if (!hasOwnCover) {
    const made = await makeDefaultCover(house);
    shownCover = `data:${made.mediaType};base64,${Buffer.from(made.bytes).toString('base64')}`;
    problems.push({
      code: 'wechat-default-cover',
      advice: '稿件没有图片，封面用单位名称和主色生成。需要专门封面的，请在稿件中添加图片。',
      blocks: false,
    });
  }
  const digest = article.digest === '' ? '（没有摘要，微信会取正文开头54字）' : escaped(article.digest);
  const author = article.author === '' ? '' : `${escaped(article.author)}　`;
  const image = shownCover === undefined ? '' : `<img class="cover" src="${shownCover}" alt="封面">`;
  const screen = `${image}<p class="card">${digest}</p>
<article class="article">
<h1>${escaped(article.title)}</h1>
<p class="by">${author}<span>${escaped(house.siteName)}</span></p>
${withPictures(article.html, source => addresses.get(source) ?? '')}
<p class="source">阅读原文：${escaped(posting.publicUrl)}</p>
</article>`;
  return { html: phonePage({ title: article.title, screen, style, problems }), problems };
}
