import type { Clock } from '../../../src/platform/clock.ts';
import {
  asJson,
  asPage,
  type Call,
  type DoubleServer,
  fieldsOf,
  type Reply,
  serveDouble,
  typeOfPicture,
} from './double-server.ts';

/** A microblog on a port of one's own, as far as we use it: one call that posts, pages that show the posts. */

export interface Post {
  readonly id: string;
  readonly text: string;
  readonly picture: Uint8Array | undefined;
  isDeleted: boolean;
}

export interface WeiboDouble extends DoubleServer {
  readonly posts: Post[];
  /** The next `times` calls are answered with the code. */
  fail(code: number, times?: number): void;
}

export interface WeiboDoubleOptions {
  readonly clock: Clock;
  readonly port?: number;
  readonly token?: string;
  readonly boundDomain: string;
  /** The authorisation ends then. */
  readonly tokenEndsAt?: Date;
}

const sharePath = '/2/statuses/share.json';
const longestText = 140;
/** What an address counts, as a short link [unverified]. */
const addressCounts = 10;

function countOf(text: string): number {
  const addresses = text.match(/https?:\/\/\S+/g) ?? [];
  return [...text.replace(/https?:\/\/\S+/g, '')].length + addresses.length * addressCounts;
}

export async function startWeiboDouble(options: WeiboDoubleOptions): Promise<WeiboDouble> {
  const { clock, boundDomain, token = 'weibo-token' } = options;
  const posts: Post[] = [];
  const failures: { code: number; times: number }[] = [];

  const refused = (code: number, error: string): Reply =>
    asJson({ request: sharePath, error_code: code, error }, 400);

  function faultOf(
    fields: { get(name: string): unknown },
    picture: Uint8Array | undefined,
  ): [number, string] | undefined {
    const injected = failures.find(each => each.times > 0);
    if (injected !== undefined) {
      injected.times -= 1;
      return [injected.code, 'double says so'];
    }
    const status = String(fields.get('status') ?? '');
    if (fields.get('access_token') !== token) return [21332, 'invalid_access_token'];
    if (options.tokenEndsAt !== undefined && clock.now() >= options.tokenEndsAt)
      return [21327, 'expired_token'];
    if (status === '' || !fields.get('rip')) return [10016, 'miss required parameter'];
    if (/#[^#]+#/.test(status)) return [10017, 'topics are not allowed'];
    const hosts = (status.match(/https?:\/\/[^\s]+/g) ?? []).map(address => new URL(address).hostname);
    if (!hosts.some(host => host === boundDomain || host.endsWith(`.${boundDomain}`)))
      return [10017, 'appkey not bind domain!'];
    if (countOf(status) > longestText) return [20012, 'text too long'];
    if (picture !== undefined && (typeOfPicture(picture) === 'other' || picture.length >= 5_242_880))
      return [10008, 'unsupported image'];
    if (posts.at(-1)?.text === status) return [20019, 'repeat content'];
    return undefined;
  }

  async function share(call: Call): Promise<Reply> {
    const fields = await fieldsOf(call);
    const file = fields.get('pic');
    const picture = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : undefined;
    const fault = faultOf(fields, picture);
    if (fault !== undefined) return refused(...fault);
    const id = `${4_400_000_000_000_000 + posts.length}`;
    posts.push({ id, text: String(fields.get('status')), picture, isDeleted: false });
    return asJson({
      created_at: 'Mon Jun 03 09:00:00 +0800 2019',
      id: Number(id),
      mid: id,
      idstr: id,
      text: String(fields.get('status')),
      user: { id: 1, screen_name: '替身' },
    });
  }

  function page(call: Call): Reply {
    const [, kind, id] = call.path.split('/');
    if (kind === 'picture') {
      const picture = posts.find(post => post.id === id)?.picture;
      return picture === undefined ? asPage('', 404) : { status: 200, type: 'image/*', body: picture };
    }
    const shown = (post: Post): string =>
      `<p>${post.isDeleted ? '（已删除）' : post.text}</p>${post.picture === undefined ? '' : `<img src="/picture/${post.id}" alt="配图" style="max-width:100%">`}`;
    if (kind !== 'status') return asPage(`<h1>微博替身</h1>${posts.map(shown).join('<hr>')}`);
    const post = posts.find(each => each.id === id);
    return post === undefined || post.isDeleted ? asPage('微博不存在或暂无查看权限') : asPage(shown(post));
  }

  const double = await serveDouble(
    async call => (call.path === sharePath ? share(call) : page(call)),
    options.port ?? 0,
  );
  return { ...double, posts, fail: (code, times = 1) => void failures.push({ code, times }) };
}
