import type { Archive } from '../../../platform/office-text/archive.ts';
import { XmlCursor } from '../../../platform/office-text/xml-cursor.ts';
import { unreadPicture } from './picture-file.ts';
import type { ReadingBuilder } from './reading-builder.ts';

/** What DOCX and XLSX have in common: properties, relations, embedded files, pictures, macros, and parts nobody expects. */

export interface Relation {
  readonly id: string;
  /** Last step of the type's address: `hyperlink`, `comments`. */
  readonly type: string;
  /** Name of the part inside, or address outside. */
  readonly target: string;
  readonly isExternal: boolean;
}

function folderOf(part: string): string {
  return part.includes('/') ? part.slice(0, part.lastIndexOf('/') + 1) : '';
}

/** `xl/worksheets/` + `../comments1.xml` → `xl/comments1.xml`. */
function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = folder.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function relationsIn(xml: string, folder: string): Relation[] {
  const found: Relation[] = [];
  const at = new XmlCursor(xml);
  while (at.next()) {
    if (at.kind !== 'open' || at.name !== 'Relationship') continue;
    const isExternal = at.attribute('TargetMode') === 'External';
    const target = at.attribute('Target') ?? '';
    found.push({
      id: at.attribute('Id') ?? '',
      type: (at.attribute('Type') ?? '').split('/').at(-1) ?? '',
      target: isExternal ? target : resolved(folder, target),
      isExternal,
    });
  }
  return found;
}

/** The relations of a part; of the package itself for ''. */
export async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const folder = folderOf(part);
  const xml = await archive.read(`${folder}_rels/${part.slice(folder.length)}.rels`);
  return xml === undefined ? [] : relationsIn(xml, folder);
}

const propertyWords: Readonly<Record<string, string>> = {
  title: '标题',
  subject: '主题',
  creator: '作者',
  lastModifiedBy: '最后修改者',
  description: '备注',
  keywords: '关键词',
  category: '类别',
  contentStatus: '状态',
  Company: '单位',
  Manager: '经理',
  Template: '模板',
  HyperlinkBase: '超链接基础',
};
/** Counts, versions and dates that say nothing about persons. */
const plainProperties: ReadonlySet<string> = new Set(
  'created modified revision Application AppVersion TotalTime Pages Words Characters CharactersWithSpaces Lines Paragraphs DocSecurity ScaleCrop LinksUpToDate SharedDoc HyperlinksChanged i4 bool lastPrinted version'.split(
    ' ',
  ),
);

/** Every text in an XML part with the element it stands in. */
export function* elementTexts(xml: string): Generator<{ name: string; text: string }> {
  const at = new XmlCursor(xml);
  const names: string[] = [];
  while (at.next()) {
    if (at.kind === 'open') {
      if (!at.empty) names.push(at.name);
    } else if (at.kind === 'close') names.pop();
    else {
      const text = at.text.trim();
      if (text !== '') yield { name: names.at(-1) ?? '', text };
    }
  }
}

function readProperties(xml: string, out: ReadingBuilder): void {
  const at = new XmlCursor(xml);
  const names: string[] = [];
  let custom = '';
  while (at.next()) {
    if (at.kind === 'open') {
      if (at.name === 'property') custom = at.attribute('name') ?? '';
      if (!at.empty) names.push(at.name);
    } else if (at.kind === 'close') {
      if (names.pop() === 'property') custom = '';
    } else {
      const name = names.at(-1) ?? '';
      if (plainProperties.has(name) && custom === '') continue;
      out.add(
        `文档属性“${custom === '' ? (propertyWords[name] ?? name) : custom}”`,
        at.text.trim(),
        'property',
      );
    }
  }
}

/** Attributes of parts that are read only as a whole, in which programs keep texts. */
const textAttributes = [
  'v',
  'val',
  'descr',
  'title',
  'name',
  'displayName',
  'author',
  'caption',
  'text',
  'connection',
  'command',
  'formula',
  'uniqueName',
];
/** Something people would read or look up by: Chinese, or six digits and more. */
const telling = /[\u3400-\u9fff]|\d{6}|[\w.-]+@\w/;

function readAnyXml(part: string, xml: string, out: ReadingBuilder): void {
  const at = new XmlCursor(xml);
  const where = `文件部件“${part}”`;
  let line: string[] = [];
  const flush = (): void => {
    out.add(where, line.join('\t'), 'cached-data');
    line = [];
  };
  while (at.next() && !out.isFull) {
    if (at.kind === 'text') {
      const text = at.text.trim();
      if (text !== '') line.push(text);
    } else if (at.kind === 'open' && at.attributes !== '') {
      for (const name of textAttributes) {
        const value = at.attribute(name);
        if (value !== undefined && telling.test(value)) line.push(value.trim());
      }
    }
    // A record of a cache is a row of what it was made from; elsewhere a paragraph or a string.
    const ends =
      at.kind === 'close' &&
      (at.depth <= 1 || /^(r|row|si|p|pt|record|person|sharedItems|cacheField)$/.test(at.name));
    if (ends && line.length > 0) flush();
  }
  flush();
}

/** Layout, fonts, formats: no text of anybody. */
const withoutText =
  /(?:^|\/)(?:\[Content_Types\]|styles|stylesWithEffects|theme\d*|themeOverride\d*|fontTable|webSettings|calcChain|numbering|metadata|colors\d*|style\d*|layout\d*|quickStyle\d*|commentsIds|commentsExtended|commentsExtensible|tableStyles|presProps|viewProps)\.xml$/i;
const harmlessBinary = /printerSettings\d*\.bin$|\.odttf$|\.fntdata$|\.rels$|\.ttf$|mimetype$/i;
const picture = /\.(?:png|jpe?g|gif|webp|bmp|tiff?|emf|wmf|svg|heic)$/i;

const externalWords: Readonly<Record<string, string>> = {
  attachedTemplate: '模板',
  image: '图片',
  oleObject: '链接的对象',
  externalLinkPath: '另一个工作簿',
  externalLink: '另一个工作簿',
  frame: '网页',
  subDocument: '子文档',
};

async function readRelations(archive: Archive, name: string, out: ReadingBuilder): Promise<void> {
  const xml = await archive.read(name);
  for (const { type, target, isExternal } of xml === undefined ? [] : relationsIn(xml, '')) {
    if (!isExternal) continue;
    let shown = target;
    try {
      shown = decodeURI(target);
    } catch {
      // As it is written.
    }
    out.add(type === 'hyperlink' ? '超链接地址' : '外部引用地址', shown, 'property');
    if (type === 'hyperlink') continue;
    out.notice(
      'outside-link',
      '文件',
      `文件打开时会从外部读取${externalWords[type] ?? '内容'}。请断开链接或把内容嵌入文件后另存。`,
    );
  }
}

/** Reads a file that lies in another one; given by whoever can read any file. */
export type ReadInside = (bytes: Uint8Array, name: string, out: ReadingBuilder) => Promise<void>;

interface Rest {
  readonly archive: Archive;
  readonly out: ReadingBuilder;
  /** Parts that were read already. */
  readonly handled: ReadonlySet<string>;
  readonly readInside: ReadInside;
}

async function readEmbedded({ archive, out, readInside }: Rest, name: string): Promise<void> {
  const short = name.split('/').at(-1) ?? name;
  out.notice(
    'embedded-file',
    `内嵌文件“${short}”`,
    '文件中嵌有另一个文件，会随它一起公开。请确认需要公开，否则删除后另存。',
  );
  const bytes = await archive.bytes(name);
  if (bytes !== undefined) await readInside(bytes, short, out.within(`内嵌文件“${short}”`, true));
}

/** Smaller ones are bullets and lines. Unit: bytes. */
const smallestPicture = 2_048;

/** Pictures without words for the gate: whether they hold any can only be seen. */
async function readPictures({ archive, out, readInside }: Rest, names: readonly string[]): Promise<void> {
  for (const name of names.slice(0, 500)) {
    const bytes = await archive.bytes(name);
    const short = name.split('/').at(-1) ?? name;
    if (bytes === undefined || bytes.length < smallestPicture) continue;
    const inside = out.withinPicture(`图片“${short}”`);
    if (/\.(?:jpe?g|png|webp|gif|svg)$/i.test(short)) await readInside(bytes, short, inside);
    else inside.notice('scanned-page', '图片', unreadPicture);
  }
}

async function readRest(rest: Rest, name: string): Promise<void> {
  const { archive, out } = rest;
  if (name.endsWith('.rels')) await readRelations(archive, name, out);
  else if (/^docProps\/(?:core|app|custom)\.xml$/i.test(name) || /core-?properties/i.test(name))
    readProperties((await archive.read(name)) ?? '', out);
  else if (/vbaProject\.bin$|vbaData\.xml$|\/macrosheets\//i.test(name))
    out.notice('macro', '文件', '文件含有宏。请另存为不含宏的格式后重新上传。');
  else if (/\/activeX\//i.test(name) || /\/ctrlProps\//i.test(name))
    out.notice('script', '文件', '文件含有控件。请删除控件后另存。');
  else if (/\/embeddings\/|oleObject\d*\.bin$/i.test(name)) await readEmbedded(rest, name);
  else if (/thumbnail\.\w+$/i.test(name))
    out.notice(
      'hidden-content',
      '文件',
      '文件带有首页缩略图，可能与现在的内容不同。请在保存时去掉“保存预览图片”。',
    );
  else if (/\.(?:xml|vml)$/i.test(name)) {
    if (!withoutText.test(name)) readAnyXml(name, (await archive.read(name)) ?? '', out);
  } else if (/\.(?:docx|xlsx|pdf|zip|html?|txt|mht|rtf)$/i.test(name)) await readEmbedded(rest, name);
  else if (!harmlessBinary.test(name))
    out.notice(
      'embedded-file',
      `文件部件“${name}”`,
      '文件中有系统不能读取的部件。请另存后重新上传，或人工核对。',
    );
}

/** Reads every part that was not read yet, so that nothing goes out unread. */
export async function readPackageRest(rest: Rest): Promise<void> {
  const { archive, handled } = rest;
  const left = [...archive.names].filter(name => !handled.has(name));
  const pictures = left.filter(name => picture.test(name) && !/thumbnail\.\w+$/i.test(name));
  await readPictures(rest, pictures);
  for (const name of left) if (!pictures.includes(name)) await readRest(rest, name);
}

/** All text of a part that the proper reader found empty: written by a program with names of its own. */
export function readAsAnyXml(part: string, xml: string, out: ReadingBuilder): void {
  readAnyXml(part, xml, out);
}
