/** Relationships of an office package: only what is known to be harmless stays, everything else is left behind. */
import { posix } from 'node:path';
import type { Masker } from './masker.ts';
import type { Parts } from './package.ts';
import { attributeOf, childElements, parseXml } from './xml.ts';

export interface Relation {
  readonly id: string;
  /** Last word of the type: `image`, `footnotes`. */
  readonly kind: string;
  readonly type: string;
  /** Name of the part it leads to; nothing if it leads outside. */
  readonly part: string | undefined;
}

/** Name of the part that lists the relationships of a part; '' is the package. */
export function relationsPart(part: string): string {
  return posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);
}

export function readRelations(parts: Parts, part: string): Relation[] {
  const bytes = parts.get(part === '' ? '_rels/.rels' : relationsPart(part));
  if (bytes === undefined) return [];
  return childElements(parseXml(bytes).documentElement!).map(each => {
    const target = attributeOf(each, 'Target') ?? '';
    const type = attributeOf(each, 'Type') ?? '';
    const inside = target.startsWith('/')
      ? target.slice(1)
      : posix.join(posix.dirname(part === '' ? 'x' : part), target);
    return {
      id: attributeOf(each, 'Id') ?? '',
      kind: type.replace(/^.*\//, ''),
      type,
      part: attributeOf(each, 'TargetMode') === 'External' ? undefined : inside,
    };
  });
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

export function relationsXml(part: string, relations: readonly Relation[]): Buffer {
  const folder = posix.dirname(part === '' ? 'x' : part);
  const lines = relations.map(
    ({ id, type, part: to }) =>
      `<Relationship Id="${escaped(id)}" Type="${escaped(type)}" Target="${escaped(posix.relative(folder, to ?? ''))}"/>`,
  );
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join('')}</Relationships>`,
  );
}

const dropped: Readonly<Record<string, readonly [kind: string, words: string]>> = {
  comments: ['comment', '批注'],
  commentsExtended: ['comment', '批注'],
  commentsIds: ['comment', '批注'],
  commentsExtensible: ['comment', '批注'],
  threadedComment: ['comment', '批注'],
  person: ['comment', '批注人名册'],
  people: ['comment', '批注人名册'],
  'core-properties': ['property', '文档属性（作者、修改人、时间）'],
  'extended-properties': ['property', '文档属性（单位、主管、编辑时间）'],
  'custom-properties': ['property', '自定义文档属性'],
  thumbnail: ['thumbnail', '缩略图'],
  oleObject: ['embedded-file', '嵌入的对象'],
  package: ['embedded-file', '嵌入的文件'],
  aFChunk: ['embedded-file', '嵌入的文件'],
  subDocument: ['outside-link', '子文档'],
  control: ['macro', '控件'],
  activeXControlBinary: ['macro', '控件'],
  vbaProject: ['macro', '宏'],
  printerSettings: ['property', '打印机设置'],
  customXml: ['property', '附带的数据'],
  externalLink: ['outside-link', '外部链接及其缓存的数据'],
  attachedTemplate: ['outside-link', '模板的位置'],
  hyperlink: ['outside-link', '外部链接'],
  connections: ['outside-link', '数据连接'],
  queryTable: ['outside-link', '数据连接'],
  pivotTable: ['cached-data', '数据透视表'],
  pivotCacheDefinition: ['cached-data', '数据透视表的缓存'],
  sheetMetadata: ['cached-data', '工作表的附加数据'],
  calcChain: ['cached-data', '计算顺序'],
  glossaryDocument: ['property', '词条库'],
  font: ['property', '内嵌字体'],
};
/** Left behind without a word: they hold nothing of the content. */
const silent: ReadonlySet<string> = new Set([
  'calcChain',
  'font',
  'webSettings',
  'stylesWithEffects',
  'sheetMetadata',
]);

/** Reports what a relationship led to that the copy does not have. */
export function reportDropped(masker: Masker, relation: Relation, where: string): void {
  if (silent.has(relation.kind)) return;
  const [kind, words] = dropped[relation.kind] ?? ['embedded-file', `附带的内容（${relation.kind}）`];
  masker.removed(kind, words, where);
}
