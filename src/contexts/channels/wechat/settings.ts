import { z } from 'zod';

/**
 * How this installation reaches its official account. Secrets never come from the pack. What is marked [unverified]
 * rests on sources that were not confirmed, so it can be set.
 */
export const wechatSettings = z.strictObject({
  appId: z.string().min(1, '请填写公众号的AppID。'),
  secret: z.string().min(1, '请填写公众号的AppSecret。'),
  /** The token entered in the developer settings of the account (服务器配置), for signatures of what WeChat calls. */
  callbackToken: z
    .string()
    .regex(/^[A-Za-z0-9]{3,32}$/, '令牌（Token）为3至32位字母或数字，须与公众平台服务器配置一致。')
    .optional(),
  api: z
    .string()
    .regex(/^https?:\/\/[^/]+$/, '写作 https://api.weixin.qq.com 的形式，末尾不加斜线。')
    .default('https://api.weixin.qq.com'),
  /** Shown under the title; empty: the organ's name if it is short enough. */
  author: z.string().default(''),
  limits: z
    .strictObject({
      /** Characters [unverified]. */
      title: z.number().int().positive().default(64),
      /** Characters [unverified: sources say 8 to 16]. */
      author: z.number().int().positive().default(8),
      /** Characters [unverified: sources say 120 to 128]. */
      digest: z.number().int().positive().default(120),
      /** The text stays below both: characters of its HTML, and bytes. */
      bodyCharacters: z.number().int().positive().default(20_000),
      bodyBytes: z.number().int().positive().default(1_000_000),
      /** Bytes below which a picture in the text stays. */
      inlinePictureBytes: z.number().int().positive().default(1_000_000),
      /** Bytes below which a cover stays. */
      coverBytes: z.number().int().positive().default(10_000_000),
    })
    .prefault({}),
  /**
   * Minutes after which a publication that may have been asked for before a crash counts as never asked for, if neither
   * an article nor a missing draft shows it.
   */
  graceMinutes: z.number().int().positive().default(30),
  /** Words on the page of an article that is gone [unverified]. */
  deletedWords: z
    .array(z.string().min(1))
    .default(['该内容已被发布者删除', '此内容因违规无法查看', '该内容暂时无法查看']),
});
export type WechatSettings = z.infer<typeof wechatSettings>;
