import type { Channel, ChannelKind } from '../contract.ts';

/** How each kind of carrier takes a new version and a withdrawal. Practice of the bureau, not law; one total table. */

interface Way {
  /**
   * A new version: `replace` – the same place carries it and the old one goes with that; `remove` – the old posting
   * stays unless it is taken down; `repeat` – what was printed or broadcast stays, the new version is carried again.
   */
  readonly newVersion: 'replace' | 'remove' | 'repeat';
  readonly post: string;
  readonly repost: string;
  readonly takeDown: string;
}

const printed = (where: string): Way => ({
  newVersion: 'repeat',
  post: `联系${where}刊播。`,
  repost: `联系${where}重新刊播修改后的内容，并注明更正。`,
  takeDown: `已经刊播的不能收回，请联系${where}刊播更正或者撤销声明。`,
});

const online = (what: string): Way => ({
  newVersion: 'remove',
  post: `发布${what}。`,
  repost: `发布修改后的${what}。`,
  takeDown: `删除原${what}，并核对公众已看不到。`,
});

const posted = (where: string): Way => ({
  newVersion: 'replace',
  post: `打印张贴稿，张贴在${where}。`,
  repost: `打印新版张贴稿，撤换${where}上的旧版。`,
  takeDown: `从${where}取下，并回传取下后的照片。`,
});

export const channelWays: Readonly<Record<ChannelKind, Way>> = {
  website: {
    newVersion: 'replace',
    post: '在门户网站公开。',
    repost: '在门户网站公开新版。',
    takeDown: '核对网页、附件、检索、订阅和站点地图中已不再出现。',
  },
  wechat: online('公众号文章'),
  weibo: online('微博'),
  'notice-board': posted('政务公开栏'),
  'service-hall': posted('办事大厅'),
  gazette: printed('政府公报编辑部门'),
  newspaper: printed('报社'),
  radio: printed('电台'),
  television: printed('电视台'),
  'press-conference': {
    newVersion: 'repeat',
    post: '在新闻发布会上发布。',
    repost: '以适当方式向到会媒体说明修改的内容。',
    takeDown: '告知到会媒体该信息已撤下及理由。',
  },
  interview: {
    newVersion: 'repeat',
    post: '在访谈中发布。',
    repost: '在访谈页面注明修改的内容。',
    takeDown: '联系访谈承办方下架或者注明已撤下。',
  },
  'credit-site': {
    newVersion: 'replace',
    post: '向信用平台报送。',
    repost: '向信用平台报送更新后的内容。',
    takeDown: '向信用平台申请撤回已报送的内容。',
  },
  other: {
    newVersion: 'replace',
    post: '联系载体发布。',
    repost: '联系载体更新内容。',
    takeDown: '联系载体撤下，并核对公众已看不到。',
  },
};

/** Working days for the hand-over where the pack names none. The plan sets no figure; these are defaults. */
export function postWorkingDays(channel: Channel): number {
  return channel.postWorkingDays ?? (channel.path === 'A' ? 1 : 5);
}

/** Working days for the proof where the pack names none: a default as well. */
export function proofWorkingDays(channel: Channel): number {
  return channel.proofWorkingDays ?? 5;
}

/** A withdrawal suffers no delay: everything else is taken down by the next working day. A default. */
export const takeDownWorkingDays = 1;

/** Is an address alone enough to look at? */
export function addressProves(channel: Channel): boolean {
  return channel.proof.every(each => each === 'address');
}

export const proofWords: Readonly<Record<Channel['proof'][number], string>> = {
  address: '网址',
  photograph: '照片',
  'paper-original': '原件',
  recording: '录音录像',
  receipt: '回执',
};

/** Ids of the carriers that a plan names by its own words, in the order of the pack; the portal is never among them. */
export function channelsNamed(channels: readonly Channel[], words: readonly string[]): string[] {
  const named = new Set(words);
  return channels
    .filter(each => each.kind !== 'website')
    .filter(each => [each.id, each.name, ...each.aliases].some(name => named.has(name)))
    .map(each => each.id);
}
