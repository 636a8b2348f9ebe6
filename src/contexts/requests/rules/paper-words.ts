/** What each paper of a file is called. Letters carry the names of notices/letters. */
const words: Readonly<Record<string, string>> = {
  application: '申请材料',
  'identity-proof': '身份证明',
  'correction-statement': '补正内容',
  mandate: '授权委托材料',
  evidence: '证据材料',
  'letter-in': '来函、来件',
  supplied: '拟提供的政府信息',
  'delivery-proof': '送达凭证',
  other: '其他材料',
  archive: '归档文件',
  'registration-form': '申请登记表',
  receipt: '接收回执',
  'correction-notice': '补正告知书',
  'reasons-request': '说明理由告知书',
  'extension-notice': '延期答复告知书',
  'third-party-consultation': '征求第三方意见书',
  'consultation-notice': '征求意见告知书',
  'third-party-disclosure-notice': '向第三方告知公开决定',
  'organ-consultation': '征求共同制作机关意见书',
  'opinion-confirmation': '征求意见确认函',
  'cooperation-letter': '协办函',
  'fee-notice': '收费通知书',
  'disclosure-reply': '予以公开答复书',
  'partial-reply': '部分公开答复书',
  refusal: '不予公开答复书',
  'not-held': '无法提供答复书',
  'not-handled': '不予处理答复书',
  'records-correction': '政府信息更正答复书',
  'delivery-record': '送达回证',
};

export function paperWords(kind: string): string {
  return words[kind] ?? '材料';
}
