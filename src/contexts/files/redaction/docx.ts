/**
 * A Word file rebuilt from the parts that are known: text masked across runs, changes accepted, and nothing carried
 * along (comments, properties, embedded files, links to elsewhere) that a reader of the page does not see.
 */
import { posix } from 'node:path';
import { AppError } from '../../../platform/app-error.ts';
import { cleanPart, hiddenStyles } from './docx/clean.ts';
import { learnUnits, maskAttributes, maskUnits, textUnits } from './docx/texts.ts';
import type { Masker } from './masker.ts';
import type { Parts } from './package.ts';
import { cleanPicture } from './pictures.ts';
import { type Relation, readRelations, relationsPart, relationsXml, reportDropped } from './relations.ts';
import {
  attributeOf,
  childElements,
  type Document,
  descendants,
  dropUnseenNodes,
  type Element,
  nameOf,
  parseXml,
  remove,
  unwrap,
  xmlBytes,
} from './xml.ts';

/** Relationships that are followed, with the words for the part they lead to. */
const followed: Readonly<Record<string, string>> = {
  officeDocument: '正文',
  styles: '样式',
  numbering: '编号',
  fontTable: '字体',
  theme: '主题',
  settings: '设置',
  footnotes: '脚注',
  endnotes: '尾注',
  header: '页眉',
  footer: '页脚',
  chart: '图表',
  diagramData: '图示',
  diagramLayout: '图示',
  diagramQuickStyle: '图示',
  diagramColors: '图示',
  diagramDrawing: '图示',
};
const keptSettings =
  /^(?:zoom|defaultTabStop|characterSpacingControl|compat|evenAndOddHeaders|footnotePr|endnotePr|themeFontLang|clrSchemeMapping|decimalSymbol|listSeparator|drawingGrid\w+|displayBackgroundShape|mathPr|autoHyphenation|mirrorMargins|gutterAtTop|bordersDoNotSurround\w+)$/;

interface OpenPart {
  readonly name: string;
  readonly kind: string;
  readonly document: Document;
  readonly relations: Relation[];
}

interface Opened {
  readonly parts: OpenPart[];
  readonly pictures: Map<string, Buffer>;
}

function referredIds(document: Document): Set<string> {
  const ids = new Set<string>();
  for (const element of descendants(document)) {
    const { attributes } = element;
    for (let i = 0; i < attributes.length; i += 1) {
      const each = attributes.item(i)!;
      if (each.name.includes(':') && !each.name.startsWith('xmlns')) ids.add(each.value);
    }
  }
  return ids;
}

/** The element that shows what a dropped relationship led to: a whole drawing, not only its address. */
function dropReference(document: Document, id: string): void {
  for (const element of descendants(document)) {
    const { attributes } = element;
    let refers = false;
    for (let i = 0; i < attributes.length; i += 1) {
      const each = attributes.item(i)!;
      if (each.value === id && each.name.includes(':') && !each.name.startsWith('xmlns')) refers = true;
    }
    if (!refers) continue;
    if (nameOf(element) === 'hyperlink') {
      unwrap(element);
      continue;
    }
    let shown: Element = element;
    while (
      !/^(?:drawing|pict|object|externalData|attachedTemplate|hlinkClick|hlinkHover)$/.test(nameOf(shown)) &&
      shown.parentNode?.nodeType === 1 &&
      !/^(?:r|p|body|chartSpace)$/.test(nameOf(shown.parentNode as Element))
    )
      shown = shown.parentNode as Element;
    remove(shown);
  }
}

async function takePicture(
  parts: Parts,
  relation: Relation,
  into: Opened,
  masker: Masker,
  where: string,
): Promise<boolean> {
  const bytes = relation.part === undefined ? undefined : parts.get(relation.part);
  if (relation.part === undefined || bytes === undefined) {
    masker.removed('outside-link', '链接到外部的图片', where);
    return false;
  }
  if (into.pictures.has(relation.part)) return true;
  const clean = await cleanPicture(bytes).catch(() => undefined);
  if (clean === undefined) {
    masker.removed('picture', '矢量图或损坏的图片（系统无法检查其中的文字）', where);
    return false;
  }
  for (const told of clean.told) masker.removed('picture-metadata', told, `${where}中的图片`);
  masker.unseen(`${where}中的图片“${posix.basename(relation.part)}”`, '系统不识别图片中的文字，请人工查看。');
  into.pictures.set(relation.part, clean.bytes);
  return true;
}

/** Reads a part and all it leads to, cleaned; relationships that are not known or not used any more are left behind. */
async function openPart(
  parts: Parts,
  name: string,
  kind: string,
  into: Opened,
  masker: Masker,
  styles: ReadonlySet<string>,
): Promise<void> {
  const bytes = parts.get(name);
  if (bytes === undefined || into.parts.some(each => each.name === name)) return;
  const document = parseXml(bytes);
  const where = followed[kind] ?? '附带内容';
  dropUnseenNodes(document);
  if (kind === 'settings') {
    for (const each of childElements(document.documentElement!))
      if (!keptSettings.test(nameOf(each))) remove(each);
  } else cleanPart(document, masker, where, styles);
  const kept: Relation[] = [];
  const open: OpenPart = { name, kind, document, relations: kept };
  into.parts.push(open);
  const isHeld = (relation: Relation) =>
    !/^(?:styles|numbering|fontTable|theme|settings|footnotes|endnotes)$/.test(relation.kind);
  for (const relation of kind === 'settings' || kind === 'fontTable' ? [] : readRelations(parts, name)) {
    if (isHeld(relation) && !referredIds(document).has(relation.id)) {
      reportUnused(masker, relation, where);
      continue;
    }
    const follows = relation.part !== undefined && Object.hasOwn(followed, relation.kind);
    if (relation.kind === 'image' ? await takePicture(parts, relation, into, masker, where) : follows)
      kept.push(relation);
    else {
      if (relation.kind !== 'image') reportDropped(masker, relation, where);
      dropReference(document, relation.id);
    }
    if (follows) await openPart(parts, relation.part!, relation.kind, into, masker, styles);
  }
  if (kind === 'fontTable')
    for (const each of descendants(document)) if (/^embed/.test(nameOf(each))) remove(each);
}

/** Comments hang on no mark in the text; a picture of deleted text hangs on none any more. */
function reportUnused(masker: Masker, relation: Relation, where: string): void {
  if (relation.kind === 'image') masker.removed('picture', '已不显示的图片', where);
  else if (!Object.hasOwn(followed, relation.kind)) reportDropped(masker, relation, where);
}

/** Notes whose mark in the text has gone are gone too. */
function dropLooseNotes(opened: Opened): void {
  const body = opened.parts.filter(each => each.kind !== 'footnotes' && each.kind !== 'endnotes');
  for (const [kind, reference] of [
    ['footnotes', 'footnoteReference'],
    ['endnotes', 'endnoteReference'],
  ] as const) {
    const used = new Set(
      body.flatMap(part =>
        descendants(part.document)
          .filter(each => nameOf(each) === reference)
          .map(each => attributeOf(each, 'id')),
      ),
    );
    for (const part of opened.parts.filter(each => each.kind === kind))
      for (const note of childElements(part.document.documentElement!)) {
        const isSeparator = /eparator|ontinuation/.test(attributeOf(note, 'type') ?? '');
        if (!isSeparator && !used.has(attributeOf(note, 'id'))) remove(note);
      }
  }
}

/** Cached values of a chart are text and numbers like any others. */
function maskChart(document: Document, masker: Masker): void {
  for (const each of descendants(document)) {
    if (nameOf(each) === 'f') remove(each);
    if (nameOf(each) !== 'v') continue;
    const text = each.textContent ?? '';
    const masked = masker.line('图表', text);
    if (masked !== text) each.textContent = masked;
  }
}

function contentTypes(parts: Parts, kept: ReadonlySet<string>): Buffer {
  const document = parseXml(parts.get('[Content_Types].xml')!);
  const endings = new Set(
    [...kept, 'a.rels', 'a.xml'].map(name => posix.extname(name).slice(1).toLowerCase()),
  );
  for (const each of childElements(document.documentElement!)) {
    const part = attributeOf(each, 'PartName');
    if (
      part !== undefined
        ? !kept.has(part.slice(1))
        : !endings.has((attributeOf(each, 'Extension') ?? '').toLowerCase())
    )
      remove(each);
  }
  return xmlBytes(document);
}

/** The parts of the redacted copy. Faults: `unreadable-file`, `too-large`. */
export async function redactDocx(parts: Parts, masker: Masker): Promise<Parts> {
  const root = readRelations(parts, '');
  const main = root.find(each => each.kind === 'officeDocument');
  if (main?.part === undefined || !parts.has(main.part))
    throw new AppError('unreadable-file', {
      detail: '文件中没有正文，系统无法读取。请用 Word 或 WPS 另存后重新上传。',
    });
  for (const each of root) if (each !== main) reportDropped(masker, each, '文件');
  const styleSheet = readRelations(parts, main.part).find(each => each.kind === 'styles')?.part;
  const styles =
    styleSheet !== undefined && parts.has(styleSheet)
      ? hiddenStyles(parseXml(parts.get(styleSheet)!))
      : new Set<string>();
  const opened: Opened = { parts: [], pictures: new Map() };
  await openPart(parts, main.part, 'officeDocument', opened, masker, styles);
  dropLooseNotes(opened);
  const texts = opened.parts
    .filter(part => part.kind !== 'styles' && part.kind !== 'settings')
    .map(part => textUnits(part.document, followed[part.kind] ?? '正文', masker));
  for (const units of texts) learnUnits(units, masker);
  for (const units of texts) maskUnits(units, masker);
  const copy: Parts = new Map();
  for (const part of opened.parts) {
    if (part.kind === 'chart') maskChart(part.document, masker);
    maskAttributes(part.document, masker, followed[part.kind] ?? '正文');
    copy.set(part.name, xmlBytes(part.document));
    if (part.relations.length > 0)
      copy.set(relationsPart(part.name), relationsXml(part.name, part.relations));
  }
  for (const [name, bytes] of opened.pictures) copy.set(name, bytes);
  copy.set('_rels/.rels', relationsXml('', [main]));
  copy.set('[Content_Types].xml', contentTypes(parts, new Set(copy.keys())));
  return copy;
}
