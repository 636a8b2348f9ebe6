import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Carrier } from '../contexts/channels/carrier.ts';
import type { Channel } from '../contexts/channels/contract.ts';
import { createUnconfiguredWechat, createWechatCarrier } from '../contexts/channels/wechat/carrier.ts';
import { keepPublishEvents, type PublishEvents } from '../contexts/channels/wechat/publish-events.ts';
import { wechatSettings } from '../contexts/channels/wechat/settings.ts';
import { createUnconfiguredWeibo, createWeiboCarrier } from '../contexts/channels/weibo/carrier.ts';
import { weiboSettings } from '../contexts/channels/weibo/settings.ts';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { OpenData } from '../platform/data-folder.ts';
import { openSealedBox, type SealedBox } from '../platform/sealed-box.ts';
import type { Pack } from './pack/load.ts';

/**
 * The carriers with an interface of their own. Their settings hold secrets: they come from the environment or from a
 * sealed file in the data folder (`./gongkai carrier seal`), never from the pack.
 */

export const carrierSettings = z.strictObject({
  wechat: wechatSettings.optional(),
  weibo: weiboSettings.optional(),
});
export type CarrierSettings = z.infer<typeof carrierSettings>;

/** Name of the sealed file in the data folder. */
export const carrierFile = 'carriers.sealed';
const context = 'carrier-settings';

export function sealSettings(box: SealedBox, settings: unknown): Uint8Array {
  return box.seal(Buffer.from(JSON.stringify(settings), 'utf8'), context);
}

/** What the sealed file says; nothing if there is none. Fault: `sealed-unreadable`. */
async function sealedSettings(folder: string, box: SealedBox): Promise<Record<string, unknown>> {
  const sealed = await readFile(join(folder, carrierFile)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (sealed === undefined) return {};
  return JSON.parse(Buffer.from(box.open(sealed, context)).toString('utf8')) as Record<string, unknown>;
}

/** Variables of the environment and the settings they stand for. */
const variables = {
  GONGKAI_WECHAT_APPID: ['wechat', 'appId'],
  GONGKAI_WECHAT_SECRET: ['wechat', 'secret'],
  GONGKAI_WECHAT_CALLBACK_TOKEN: ['wechat', 'callbackToken'],
  GONGKAI_WECHAT_API: ['wechat', 'api'],
  GONGKAI_WEIBO_TOKEN: ['weibo', 'accessToken'],
  GONGKAI_WEIBO_DOMAIN: ['weibo', 'boundDomain'],
  GONGKAI_WEIBO_RIP: ['weibo', 'rip'],
  GONGKAI_WEIBO_API: ['weibo', 'api'],
  GONGKAI_WEIBO_POST_ADDRESS: ['weibo', 'postAddress'],
} as const;

function withEnvironment(kept: Record<string, unknown>, env: NodeJS.ProcessEnv): Record<string, unknown> {
  const all: Record<string, unknown> = { ...kept };
  for (const [variable, [carrier, name]] of Object.entries(variables)) {
    const value = env[variable];
    if (value !== undefined && value !== '') all[carrier] = { ...(all[carrier] as object), [name]: value };
  }
  return all;
}

/** Checked settings. Fault: `bad-input` with everything that is wrong and the variable that sets it; never a value. */
export function checkedSettings(given: unknown): CarrierSettings {
  const read = carrierSettings.safeParse(given);
  if (read.success) return read.data;
  const named = new Map(Object.entries(variables).map(([variable, path]) => [path.join('.'), variable]));
  const problems = read.error.issues.map(issue => {
    const where = issue.path.join('.');
    const variable = named.get(where);
    const words = issue.code === 'invalid_type' ? '缺少这一项，或者类型不符。' : issue.message;
    return { where: variable === undefined ? where : `${where}（${variable}）`, message: words };
  });
  throw new AppError('bad-input', { detail: '公众号或微博的接口设置不完整。', problems });
}

export async function readCarrierSettings(
  folder: string,
  box: SealedBox,
  env: NodeJS.ProcessEnv,
): Promise<CarrierSettings> {
  return checkedSettings(withEnvironment(await sealedSettings(folder, box), env));
}

export interface Carriers {
  /** By channel id; the first channel of a kind in the pack has the account. */
  readonly carriers: ReadonlyMap<string, Carrier>;
  /** Channels whose account is not set up: previews, and what a person does by hand. */
  readonly byHand: ReadonlyMap<string, Carrier>;
  /** Where WeChat tells us of finished jobs; null where no token for it is set. */
  readonly wechatCallback: { readonly token: string; readonly events: PublishEvents } | null;
}

export async function openCarriers(parts: {
  readonly data: OpenData;
  readonly pack: Pack;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
}): Promise<Carriers> {
  const { data: db, pack, clock, env } = parts;
  const box = await openSealedBox(db.folder);
  const { wechat, weibo } = await readCarrierSettings(db.folder, box, env);
  const bureau = pack.organisation.units.find(unit => unit.kind === 'bureau');
  const house = { siteName: bureau?.name ?? pack.site.name, mainColour: pack.site.colours.main };
  const idOf = (kind: Channel['kind']) => pack.channels.channels.find(each => each.kind === kind)?.id;
  const carriers = new Map<string, Carrier>();
  const byHand = new Map<string, Carrier>();
  const [wechatId, weiboId] = [idOf('wechat'), idOf('weibo')];
  if (wechatId !== undefined && wechat !== undefined)
    carriers.set(wechatId, createWechatCarrier({ db, box, clock, settings: wechat, house }));
  else if (wechatId !== undefined) byHand.set(wechatId, createUnconfiguredWechat(house));
  if (weiboId !== undefined && weibo !== undefined)
    carriers.set(weiboId, createWeiboCarrier({ db, settings: weibo }));
  else if (weiboId !== undefined) byHand.set(weiboId, createUnconfiguredWeibo());
  return {
    carriers,
    byHand,
    wechatCallback:
      wechat?.callbackToken === undefined
        ? null
        : { token: wechat.callbackToken, events: keepPublishEvents(db, wechat.appId) },
  };
}
