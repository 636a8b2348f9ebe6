import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/database/database.ts';
import type { SealedBox } from '../../../platform/sealed-box.ts';
import type { Carrier, Posting, Progress } from '../carrier.ts';
import { keepAttempts } from '../carrier-parts/attempts.ts';
import { type Fetch, lookAtPage, type Seen } from '../carrier-parts/call.ts';
import { openWechatApi, type WechatApi } from './api.ts';
import type { House } from './cover.ts';
import { deliverStep, textOf, type WechatParts } from './delivery.ts';
import { goneCodes } from './failures.ts';
import { wechatPreview } from './preview.ts';
import { keepPublishEvents } from './publish-events.ts';
import { type WechatSettings, wechatSettings } from './settings.ts';
import { keepTokens } from './tokens.ts';
import { takeDownStep } from './withdrawal.ts';

/** The official account as the channels see it. */

async function look(
  api: WechatApi,
  send: Fetch,
  settings: WechatSettings,
  progress: Progress,
): Promise<Seen> {
  const articleId = textOf(progress, 'articleId');
  const address = textOf(progress, 'address');
  if (articleId !== undefined) {
    const article = await api.getArticle(articleId);
    if (article.ok && article.value.news_item.length > 0)
      return article.value.news_item.every(item => item.is_deleted === true) ? 'absent' : 'present';
    if (!article.ok && goneCodes.has(article.code)) return 'absent';
  }
  if (address !== undefined) return lookAtPage(send, address, settings.deletedWords);
  // Without a number and an address, nothing of it can have come out, unless its outcome is still open.
  const isOpen = textOf(progress, 'publishId') !== undefined || textOf(progress, 'draftId') !== undefined;
  return articleId === undefined && !isOpen && progress['published'] !== true ? 'absent' : 'unknown';
}

export function createWechatCarrier(parts: {
  readonly db: Database;
  readonly box: SealedBox;
  readonly clock: Clock;
  readonly settings: WechatSettings;
  readonly house: House;
  readonly send?: Fetch;
}): Carrier {
  const { db, settings, house, send = fetch } = parts;
  const tokens = keepTokens({ ...parts, send });
  const api = openWechatApi({ settings, tokens, send });
  const own: WechatParts = {
    settings,
    api,
    house,
    attempts: keepAttempts(db, 'wechat'),
    events: keepPublishEvents(db, settings.appId),
  };
  return {
    preview: posting => wechatPreview(posting, settings, house, []),
    deliver: (posting, progress, now) => deliverStep({ ...own, posting, progress, now }),
    takeDown: (posting, progress, now) => takeDownStep({ ...own, posting, progress, now }),
    look: (_posting, progress) => look(api, send, settings, progress),
  };
}

/** Before the account is set up: everything can be looked at, a person posts by hand. */
export function createUnconfiguredWechat(house: House): Carrier {
  const settings = wechatSettings.parse({ appId: '-', secret: '-' });
  const advice =
    '尚未配置公众号接口。请信息中心在公众平台手工发布后填回文章地址；需要自动推送的，请系统管理员按运行手册“公众号和微博”一节配置。';
  const byHand = (posting: Posting, progress: Progress, words: string) => ({
    kind: 'needs-person' as const,
    progress,
    code: 'wechat-not-configured',
    advice: `${words}原文地址：${posting.publicUrl}`,
  });
  return {
    preview: posting =>
      wechatPreview(posting, settings, house, [{ code: 'wechat-not-configured', advice, blocks: false }]),
    deliver: async (posting, progress) => byHand(posting, progress, advice),
    takeDown: async (posting, progress) =>
      byHand(posting, progress, '公众号接口没有配置。请信息中心登录公众平台删除这篇文章并确认。'),
    look: async () => 'unknown',
  };
}
