import { plainPunctuation } from './punctuation.ts';

/** Carriers a plan names, and the words that name them. */
const words: readonly (readonly [string, RegExp])[] = [
  ['网站', /网站|门户|官网/],
  ['微信', /微信|政务新媒体|新媒体/],
  ['微博', /微博|政务新媒体|新媒体/],
  ['公开栏', /公开栏|公示栏|公告栏|信息栏|宣传栏/],
  ['新闻发布会', /新闻发布会|发布会/],
  ['在线访谈', /在线访谈|在线交流/],
  ['报刊', /报刊|报纸|日报|晚报/],
  ['广播', /广播/],
  ['电视', /电视/],
  ['听证座谈', /听证|座谈/],
  ['信用平台', /信用信息公示系统|信用中国|信用平台|信用网站/],
  ['政府公报', /公报/],
  ['办事大厅', /办事大厅|政务大厅|政务服务大厅|政务服务中心|便民服务中心/],
  [
    '其他',
    /网络问政|音频视频|网络征集|媒体沟通|信息公示平台|一网通办|网上办理|信箱|宣传、网信|查阅点|档案馆|图书馆|客户端|短信|抖音/,
  ],
];

/** Channels a text names, in the order of the vocabulary. A credit site is no website of the bureau. */
export function readChannels(text: string): string[] {
  const plain = plainPunctuation(text);
  const own = plain.replace(/[“"]?信用中国[^,。;]{0,16}网站|信用网站/g, '信用平台');
  return words.filter(([, pattern]) => pattern.test(own)).map(([channel]) => channel);
}
