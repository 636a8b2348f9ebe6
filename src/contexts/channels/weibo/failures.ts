import type { FailureRow, FailureTable } from '../carrier-parts/failure.ts';

/** Every error code of the microblog's interface that we know. It answers HTTP 400 with `error_code`. */

const row =
  (remedy: FailureRow['remedy'], verified: boolean) =>
  (meaning: string, advice: string): FailureRow => ({ meaning, remedy, advice, verified });
const soon = row('soon', true);
const person = row('person', true);
const told = row('person', false);

const permissionAdvice =
  '请信息中心登录微博开放平台核对应用状态和接口权限后重试；在此之前请手工发布并填回地址。';
const programAdvice = '请将本条提示和代码告诉系统管理员；在解决之前请手工发布并填回地址。';
const contentAdvice = '请责任科室修改稿件，重新审核发布后再推送。';
const duplicateAdvice =
  '可能上次已经发出。请登录微博核对：已发出的填回地址；没有发出的，隔一段时间再点“重试”。';

export const weiboFailures: FailureTable = {
  '10001': soon('微博系统错误', '系统会稍后自动重试，不需要处理。'),
  '10002': soon('微博服务暂停', '系统会稍后自动重试，不需要处理。'),
  '10004': person('本服务器的IP地址受到微博限制', permissionAdvice),
  '10005': person('应用没有这个接口的权限', permissionAdvice),
  '10006': person('缺少应用标识（appkey）', programAdvice),
  '10008': person('参数不正确', programAdvice),
  '10012': person('微博认为请求不合法', programAdvice),
  '10013': person('微博账号不合法', permissionAdvice),
  '10014': person('应用的接口权限不足', permissionAdvice),
  '10016': person('缺少必填的参数', programAdvice),
  '10017': person(
    '参数的值不合法，通常是文字中没有应用安全域名下的网址',
    '请系统管理员核对微博开放平台“安全域名”与接口设置中的域名、本网站域名三者一致后重试。',
  ),
  '20012': told('文字超过微博规定的长度', '请系统管理员在接口设置中调整字数的计算方法后重试。'),
  '20016': told('发布得过于频繁', '请隔一段时间再点“重试”。'),
  '20017': told('微博认为与刚发布的内容相似', duplicateAdvice),
  '20019': told('微博认为与刚发布的内容相同', duplicateAdvice),
  '20021': told('微博认为内容不适合发布', contentAdvice),
  '21327': told('微博授权已过期', '请重新授权后由系统管理员保存新的授权凭证并重启，然后重试。'),
  unreachable: soon(
    '连接不上微博服务器，或者没有等到答复',
    '系统会稍后自动重试；多次出现的，请系统管理员检查网络。',
  ),
  unreadable: soon(
    '微博服务器的答复无法识别',
    '系统会稍后自动重试；多次出现的，请系统管理员检查网络和代理设置。',
  ),
  unknown: told('微博返回了没有收录的错误代码', programAdvice),
};

/** The authorisation has run out: only whoever holds the account can renew it. */
export const expiredCodes: ReadonlySet<string> = new Set(['21327']);
