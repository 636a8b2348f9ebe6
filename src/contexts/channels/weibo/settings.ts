import { z } from 'zod';

/** How this installation posts on its microblog. What is marked [unverified] can be set. */
export const weiboSettings = z.strictObject({
  accessToken: z.string().min(1, '请填写微博的授权凭证（access_token）。'),
  /** The app's safe domain: the text must hold an address on it. */
  boundDomain: z.string().regex(/^[a-z0-9.-]+$/i, '只写域名，例如 mzj.example.gov.cn。'),
  /** Public address from which the office posts. */
  rip: z.string().regex(/^[0-9a-f.:]+$/i, '填写操作人员所在网络的公网IP地址。'),
  api: z
    .string()
    .regex(/^https?:\/\/[^/]+$/, '写作 https://api.weibo.com 的形式，末尾不加斜线。')
    .default('https://api.weibo.com'),
  status: z
    .strictObject({
      limit: z.number().int().positive().default(140),
      /** How much an ASCII character counts [unverified: perhaps 0.5]; 1 stays within any rule. */
      asciiCounts: z.number().positive().max(1).default(1),
      /** How much an address counts: its length, or that of a short link [unverified]. */
      addressCounts: z.union([z.literal('full'), z.number().int().positive()]).default('full'),
    })
    .prefault({}),
  /** Bytes below which a picture stays. */
  pictureBytes: z.number().int().positive().default(5_000_000),
  /** Where a post is seen [unverified]; `{id}` is its number. */
  postAddress: z.string().includes('{id}').default('https://m.weibo.cn/status/{id}'),
  /** Who renews the authorisation. */
  renewedBy: z.string().min(1).default('信息中心'),
  /** Words on the page of a post that is gone [unverified]. */
  deletedWords: z.array(z.string().min(1)).default(['微博不存在', '该微博已被作者删除', '暂无查看权限']),
});
export type WeiboSettings = z.infer<typeof weiboSettings>;
