import type { TaskKind } from '../contract.ts';

/** What a picture proves, said honestly. */

export interface ClaimFacts {
  readonly kind: TaskKind;
  readonly isPicture: boolean;
  readonly addedBy: string | null;
  /** Civil day, Asia/Shanghai. */
  readonly addedOn: string;
}

export function proofClaim({ isPicture, addedBy, addedOn }: ClaimFacts): string {
  const what = isPicture ? '照片' : '扫描件';
  const who = addedBy ?? '工作人员';
  return `${what}由${who}于${addedOn}上传；系统证明该文件自上传后未被改动，不证明${what}的内容、拍摄时间和地点。`;
}

/** The same for the public: without a name. */
export function publicClaim(addedOn: string): string {
  return `照片由本机关工作人员于${addedOn}上传；展示的是去除拍摄位置和设备信息的副本，原件由本机关留存。系统证明原件自上传后未被改动，不证明照片的内容。`;
}

/** What a page kept from our own server proves. `at` is an instant in ISO form. */
export function captureClaim(kept: {
  readonly at: string;
  /** Beside the page itself. */
  readonly files: number;
  readonly isTombstone: boolean;
  readonly digest: string;
}): string {
  const { at, files, isTombstone, digest } = kept;
  const what = isTombstone ? '撤下后的页面（状态410）' : `页面及其附件、图片、样式等${files}个文件`;
  const when = `${at.slice(0, 19).replace('T', ' ')}（世界协调时）`;
  return `本机关于${when}从本机网站取得的${what}，SHA-256为${digest}；系统证明该文件自留存后未被改动，不能证明公众看到的内容。`;
}
