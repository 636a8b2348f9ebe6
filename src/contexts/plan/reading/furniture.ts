import { plainPunctuation } from './punctuation.ts';

/** Lines a government page puts around its content. Matched on a whole line in plain punctuation without spaces. */
const around: readonly RegExp[] = [
  /^(您?(现在的|当前的?|所在的?)?位置|当前位置|您所在位置):/,
  /^(字号|字体|视力保护色|打印|关闭|收藏|分享|扫一扫|返回顶部|网站地图|联系我们|无障碍|长者模式|关怀版)/,
  /^(浏览|阅读|点击)(次数|量)?:/,
  /^(来源|信息来源|发布时间|发布日期|发布机构|索引号|主题分类|责任编辑|编辑|审核|作者|文章来源|信息类别|有效性)\s*:/,
  /^首页(>|»|›|-|\|)/,
  /^触碰右侧展开$/,
  /\[?我要打印\]?|\(我要打印\)/,
];

/** Lines that end the content: what stands after them belongs to the page. */
const endings: readonly RegExp[] = [
  /^(上一[篇条页]|下一[篇条页])(:|$)/,
  /^(相关(信息|阅读|文章|链接|文档|新闻|解读|稿件)|附件下载|友情链接|推荐阅读)(:|$)/,
  /^(主办单位|承办单位|技术支持|版权所有|网站标识码)(:|$)|^(copyright|©)|ICP备|公网安备/i,
  /^\(此件(主动公开|公开发布|依申请公开|不予公开)\)$/,
  /^(抄送|抄报|印发)(:|$)/,
];

/** Page numbers: — 3 —, - 3 -, 第3页共5页, 3/5. */
const pageNumber = /^([-—–_·~]+\d{1,4}[-—–_·~]+|第\d{1,4}页(共\d{1,4}页)?|\d{1,3}\/\d{1,3})$/;

const dateOnly =
  /^(\d{4}|[二〇零○Ｏ一三四五六七八九]{4})年(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日$/;

export type LineRole = 'text' | 'furniture' | 'end' | 'date';

/** Tells a line of the content from what the page or the paper puts around it. */
export function lineRole(text: string): LineRole {
  const line = plainPunctuation(text).replace(/\s/g, '');
  if (line === '' || pageNumber.test(line)) return 'furniture';
  if (line.length > 120) return 'text';
  if (endings.some(pattern => pattern.test(line))) return 'end';
  if (around.some(pattern => pattern.test(line))) return 'furniture';
  return dateOnly.test(line) ? 'date' : 'text';
}

/** A line that could be the signature above a date: a name of an organ, nothing else. */
export function looksLikeSignature(text: string): boolean {
  const line = plainPunctuation(text).replace(/\s/g, '');
  return (
    line.length <= 40 &&
    /(局|厅|委|部|署|院|室|府|会|中心|小组|处|司|办)(\(印章\)|\(盖章\))?$/.test(line) &&
    !/[。,;:]/.test(line)
  );
}

const titleEnd =
  /(方案|要点|清单|分工表|任务表|分解表|计划|安排|通知|意见|细则|台账|措施|规定|办法|一览表|汇总表)(\((试行|征求意见稿|稿|草案)\))?$/;

/** A line that could be a document's title: short, no sentence, ends as titles do. */
export function looksLikeTitle(text: string): boolean {
  const line = plainPunctuation(text).replace(/\s/g, '');
  return line.length >= 4 && line.length <= 80 && titleEnd.test(line) && !/[。;:!?]/.test(line);
}
