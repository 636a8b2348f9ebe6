import type { FailureRow, FailureTable } from '../carrier-parts/failure.ts';

/**
 * Every error code of the official-account interface that we know: what it means, whether it passes by itself, who must
 * do what. WeChat answers HTTP 200 with `errcode`; a code not listed here is `unknown`.
 */

const row =
  (remedy: FailureRow['remedy'], verified: boolean) =>
  (meaning: string, advice: string): FailureRow => ({ meaning, remedy, advice, verified });
const soon = row('soon', true);
const person = row('person', true);
const told = row('person', false);

const secretAdvice =
  '请系统管理员在微信公众平台“设置与开发—基本配置”核对AppID和AppSecret，用 ./gongkai carrier seal 重新保存并重启后重试。';
const pictureAdvice = '请责任科室在稿件中更换这张图片（JPG或PNG格式），重新审核发布后再推送。';
const contentAdvice = '请责任科室修改稿件，重新审核发布后再推送。';
const draftAdvice = '请信息中心登录公众平台查看草稿箱；草稿已不在的，在本页点“重试”，系统会重新建立草稿。';
const programAdvice =
  '请将本条提示和代码告诉系统管理员；在解决之前，可由信息中心在公众平台手工发布并填回地址。';

export const wechatFailures: FailureTable = {
  '-1': soon('微信系统繁忙', '系统会稍后自动重试，不需要处理。'),
  '40001': person('AppSecret不正确，或者接口凭证已失效且换新后仍被拒绝', secretAdvice),
  '40004': person('微信不接受这种媒体文件类型', pictureAdvice),
  '40005': person('微信不接受这种图片格式', pictureAdvice),
  '40006': person('图片的大小不符合微信的要求', pictureAdvice),
  '40007': person('微信找不到这份素材或草稿，可能已被人在公众平台删除', draftAdvice),
  '40009': person('图片超过微信规定的大小', pictureAdvice),
  '40013': person('AppID不正确', secretAdvice),
  '40014': person('接口凭证不正确，换新后仍被拒绝', secretAdvice),
  '40125': person('AppSecret不正确', secretAdvice),
  '40164': person(
    '本服务器的IP地址不在公众号的IP白名单内',
    '请系统管理员登录公众平台“设置与开发—基本配置—IP白名单”，加入本服务器的出口IP地址，然后重试。',
  ),
  '41001': person('请求中缺少接口凭证', programAdvice),
  '41005': person('请求中缺少媒体文件', programAdvice),
  '41006': person('请求中缺少素材编号', programAdvice),
  '42001': person('接口凭证已过期，换新后仍被拒绝', secretAdvice),
  '43002': person('微信要求以POST方式调用', programAdvice),
  '44003': person('图文内容为空', contentAdvice),
  '45001': person('媒体文件超过微信规定的大小', pictureAdvice),
  '45002': person('正文超过微信规定的长度', contentAdvice),
  '45003': person('标题超过微信规定的长度', contentAdvice),
  '45004': person('摘要超过微信规定的长度', contentAdvice),
  '45005': person('“阅读原文”的链接超过微信规定的长度', programAdvice),
  '45008': person('图文内容超过微信规定的大小', contentAdvice),
  '45009': {
    meaning: '今天的接口调用次数已用完',
    remedy: 'tomorrow',
    advice: '系统会在次日零时过后自动继续；急需发布的，可由信息中心在公众平台手工发布并填回地址。',
    verified: true,
  },
  '47001': person('微信认为请求的格式不正确', programAdvice),
  '48001': person(
    '公众号没有发布接口的权限',
    '自2025年7月起，个人主体账号、未认证的企业主体账号和不支持认证的账号不再有发布接口。请信息中心在公众平台完成或续办“微信认证”并确认接口权限后重试；在此之前请手工发布并填回地址。',
  ),
  '53503': person(
    '草稿没有通过微信的发布检查',
    '请信息中心登录公众平台打开该草稿，按提示查明原因，由责任科室修改稿件并重新审核发布后再推送。',
  ),
  '53504': person(
    '微信要求到公众平台官网操作这份草稿',
    '请信息中心登录公众平台核对草稿与稿件一致后手工发布，再填回地址。',
  ),
  '53505': person(
    '微信要求先在公众平台手工保存这份草稿',
    '请信息中心登录公众平台打开该草稿，核对后保存一次，再回到本页点“重试”。',
  ),
  '45110': told('作者名超过微信规定的长度', '请系统管理员在接口设置中把作者名改短后重试。'),
  '53600': told('微信找不到这篇文章，可能已被删除', '请信息中心登录公众平台“内容与互动—发表记录”核对。'),
  unreachable: soon(
    '连接不上微信服务器，或者没有等到答复',
    '系统会稍后自动重试；多次出现的，请系统管理员检查网络。',
  ),
  unreadable: soon(
    '微信服务器的答复无法识别',
    '系统会稍后自动重试；多次出现的，请系统管理员检查网络和代理设置。',
  ),
  unknown: told('微信返回了没有收录的错误代码', programAdvice),
};

/** The token was refused: a new one may be accepted. */
export const tokenCodes: ReadonlySet<string> = new Set(['40001', '40014', '42001']);

/** There is no such article (any more) [unverified: which of the two is answered]. */
export const goneCodes: ReadonlySet<string> = new Set(['40007', '53600']);
