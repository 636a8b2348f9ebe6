/** What the double makes of a draft: the checks and the cleaning that the platform does. */

export interface DraftFields {
  readonly title?: string;
  readonly author?: string;
  readonly digest?: string;
  readonly content?: string;
  readonly content_source_url?: string;
  readonly thumb_media_id?: string;
}

export interface KeptArticle {
  readonly title: string;
  readonly author: string;
  readonly digest: string;
  readonly content: string;
  readonly content_source_url: string;
  readonly thumb_media_id: string;
}

const longest = { title: 64, author: 16, digest: 128, sourceUrl: 1024, characters: 20_000, bytes: 1_048_576 };

/** Error code of an article that is refused; 0 if it is taken. */
export function articleFault(article: DraftFields, hasCover: (id: string) => boolean): number {
  const length = (text: string | undefined): number => [...(text ?? '')].length;
  const content = article.content ?? '';
  if (content === '') return 44003;
  if (length(article.title) === 0 || length(article.title) > longest.title) return 45003;
  if (length(article.author) > longest.author) return 45110;
  if (length(article.digest) > longest.digest) return 45004;
  if ((article.content_source_url ?? '').length > longest.sourceUrl) return 45005;
  if (length(content) >= longest.characters || Buffer.byteLength(content) >= longest.bytes) return 45002;
  return hasCover(article.thumb_media_id ?? '') ? 0 : 40007;
}

/** Scripts go; pictures of other hosts go without a word; an empty digest becomes the first 54 characters. */
export function keptArticle(article: DraftFields, ownHost: string): KeptArticle {
  const content = (article.content ?? '')
    .replace(/<script[\s\S]*?<\/script>/gi, '')
    .replace(/\son\w+="[^"]*"/gi, '')
    .replace(/<img\b[^>]*>/gi, tag => (tag.includes(`src="${ownHost}/mmbiz/`) ? tag : ''));
  const text = content.replace(/<[^>]*>/g, '').trim();
  const digest = article.digest ?? '';
  return {
    title: article.title ?? '',
    author: article.author ?? '',
    digest: digest === '' ? [...text].slice(0, 54).join('') : digest,
    content,
    content_source_url: article.content_source_url ?? '',
    thumb_media_id: article.thumb_media_id ?? '',
  };
}

/** The message PUBLISHJOBFINISH. */
export function finishedXml(job: {
  readonly publishId: string;
  readonly status: number;
  readonly article?: { readonly id: string; readonly url: string } | undefined;
  readonly places: readonly number[];
}): string {
  const detail =
    job.article === undefined
      ? ''
      : `<article_id><![CDATA[${job.article.id}]]></article_id><article_detail><count>1</count><item><idx>1</idx><article_url><![CDATA[${job.article.url}]]></article_url></item></article_detail>`;
  const places = job.places.map(place => `<fail_idx>${place}</fail_idx>`).join('');
  return `<xml><ToUserName><![CDATA[gh_double]]></ToUserName><FromUserName><![CDATA[system]]></FromUserName><CreateTime>1559520000</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[PUBLISHJOBFINISH]]></Event><PublishEventInfo><publish_id>${job.publishId}</publish_id><publish_status>${job.status}</publish_status>${detail}${places}</PublishEventInfo></xml>`;
}
