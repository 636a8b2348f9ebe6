import type { AttachmentView, ItemMetadata, ItemView } from '../../../contexts/publications/contract.ts';

/** What a drafter writes: everything under the signatures but the identity of the item. */
export interface DraftContent {
  readonly columnId: string;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly metadata: ItemMetadata;
  readonly attachments: readonly AttachmentView[];
  readonly meets: readonly { readonly dutyId: string; readonly elements: readonly number[] }[];
  readonly releaseAt: string | null;
  readonly channels: readonly string[];
}

export function contentOf(item: ItemView): DraftContent {
  return {
    columnId: item.columnId,
    title: item.title,
    summary: item.summary,
    bodyHtml: item.bodyHtml,
    metadata: item.metadata,
    attachments: item.attachments,
    meets: item.meets.map(({ dutyId, elements }) => ({ dutyId, elements })),
    releaseAt: item.releaseAt,
    channels: item.channels,
  };
}

/** The body of a PATCH. */
export function wireOf(content: DraftContent, revision: number) {
  return {
    ...content,
    revision,
    attachments: content.attachments.map(({ fileDigest, name }) => ({ fileDigest, name })),
  };
}

export type ContentField = keyof DraftContent;

export const contentWords: Readonly<Record<ContentField, string>> = {
  columnId: '栏目',
  title: '标题',
  summary: '摘要',
  bodyHtml: '正文',
  metadata: '信息属性',
  attachments: '附件',
  meets: '对应台账事项',
  releaseAt: '计划发布时间',
  channels: '发布渠道',
};

/** Instants are the same however they are written. */
function comparable(field: ContentField, content: DraftContent): string {
  const value = content[field];
  if (field === 'releaseAt' && typeof value === 'string') return String(Date.parse(value));
  return JSON.stringify(value);
}

/** The parts in which two versions of a draft differ, in the order of the form. */
export function differingFields(mine: DraftContent, theirs: DraftContent): ContentField[] {
  const fields = Object.keys(contentWords) as ContentField[];
  return fields.filter(field => comparable(field, mine) !== comparable(field, theirs));
}

/** Mine, with the chosen parts taken from theirs. */
export function mergeContent(
  mine: DraftContent,
  theirs: DraftContent,
  fromTheirs: ReadonlySet<ContentField>,
): DraftContent {
  const taken = Object.fromEntries([...fromTheirs].map(field => [field, theirs[field]]));
  return { ...mine, ...taken };
}

/** 毕民发[2019]12号 and its like, in the form of GB/T 9704: 毕民发〔2019〕12号. Nothing if it cannot be read as one. */
export function properDocumentNo(typed: string): string | undefined {
  const parts = /^\s*(.+?)\s*[〔[［(（【{]\s*(\d{4})\s*[〕\]］)）】}]\s*第?\s*0*(\d+)\s*号\s*$/.exec(typed);
  if (parts !== null) return `${parts[1]}〔${parts[2]}〕${parts[3]}号`;
  const order = /^\s*(.+?令)\s*第?\s*0*(\d+)\s*号\s*$/.exec(typed);
  return order === null ? undefined : `${order[1]}第${order[2]}号`;
}
