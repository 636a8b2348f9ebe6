import type { Archive } from '../../../platform/office-text/archive.ts';
import { readStyles } from '../../../platform/office-text/docx.ts';
import { ListCounter, readNumbering } from '../../../platform/office-text/docx-numbering.ts';
import type { Unseen } from '../../../platform/office-text/docx-pieces.ts';
import { readStory, type StoryText } from '../../../platform/office-text/docx-story.ts';
import { XmlCursor } from '../../../platform/office-text/xml-cursor.ts';
import type { HiddenBy } from '../contract/reading.ts';
import { type ReadInside, readAsAnyXml, readPackageRest, relationsOf } from './office-package.ts';
import type { ReadingBuilder } from './reading-builder.ts';

/** Everything a DOCX holds: body, headers, notes, comments, struck-out and hidden text, properties, embedded files. */

const hiddenAs: Readonly<Record<Unseen, HiddenBy>> = {
  deleted: 'tracked-change',
  hidden: 'hidden-text',
  instruction: 'hidden-text',
  fallback: 'hidden-text',
};
const unseenWords: Readonly<Record<Unseen, string>> = {
  deleted: '（修订中已删除的文字）',
  hidden: '（隐藏文字）',
  instruction: '（域代码）',
  fallback: '（图形的旧版副本）',
};

interface StoryKind {
  readonly words: string;
  readonly hidden?: HiddenBy;
  /** Comments and notes are numbered by themselves. */
  readonly isNumbered?: boolean;
}

const storyKinds: readonly (readonly [RegExp, StoryKind])[] = [
  [/\/header\d*\.xml$/, { words: '页眉' }],
  [/\/footer\d*\.xml$/, { words: '页脚' }],
  [/\/footnotes\.xml$/, { words: '脚注', isNumbered: true }],
  [/\/endnotes\.xml$/, { words: '尾注', isNumbered: true }],
  [/\/comments\.xml$/, { words: '批注', hidden: 'comment', isNumbered: true }],
  [/\/glossary\/document\.xml$/, { words: '自动图文集', hidden: 'cached-data' }],
];

function placeWords({ place, note }: StoryText, kind: StoryKind): string {
  if (kind.isNumbered === true) return `${kind.words}${note?.no ?? ''}`;
  if ('paragraph' in place) return `${kind.words}第${place.paragraph}段`;
  return `${kind.words}表格${place.table}第${place.row}行`;
}

function addStory(texts: readonly StoryText[], kind: StoryKind, out: ReadingBuilder): void {
  const authors = new Set<string>();
  for (const each of texts) {
    const where = placeWords(each, kind);
    if (each.unseen === undefined) out.add(where, each.text, kind.hidden);
    else out.add(where + unseenWords[each.unseen], each.text, hiddenAs[each.unseen]);
    if (each.note !== undefined && each.note.author !== '') authors.add(each.note.author);
  }
  for (const author of authors) out.add(`${kind.words}作者`, author, 'property');
}

/** Variables and the source of a mail merge: settings in which whole lists travel unseen. */
function readSettings(xml: string, out: ReadingBuilder): void {
  const at = new XmlCursor(xml);
  while (at.next()) {
    if (at.kind !== 'open') continue;
    if (at.name === 'docVar') out.add('文档变量', at.attribute('w:val') ?? '', 'property');
    if (/^(connectString|query|dataSource|addressFieldName|mailSubject)$/.test(at.name))
      out.add('邮件合并设置', at.attribute('w:val') ?? '', 'property');
  }
}

/** Reads a DOCX. Faults: `unreadable-file` for broken markup, those of the archive. */
export async function readWordFile(
  archive: Archive,
  out: ReadingBuilder,
  readInside: ReadInside,
): Promise<void> {
  const package_ = await relationsOf(archive, '');
  const main =
    package_.find(each => each.type === 'officeDocument' && archive.names.has(each.target))?.target ??
    'word/document.xml';
  const handled = new Set<string>([main]);
  const styles = readStyles(await archive.read('word/styles.xml'));
  const numbering = readNumbering(await archive.read('word/numbering.xml'));
  const revisers = new Set<string>();
  const descriptions = new Set<string>();
  const read = async (part: string, kind: StoryKind): Promise<void> => {
    handled.add(part);
    const xml = (await archive.read(part)) ?? '';
    const story = readStory(xml, styles, new ListCounter(numbering));
    addStory(story.texts, kind, out);
    // Markup under names we do not know: better said twice than not read.
    if (story.texts.length === 0 && story.descriptions.length === 0) readAsAnyXml(part, xml, out);
    for (const name of story.revisers) revisers.add(name);
    for (const text of story.descriptions) descriptions.add(text);
  };
  await read(main, { words: '正文' });
  for (const [pattern, kind] of storyKinds)
    for (const part of archive.names) if (pattern.test(part) && !handled.has(part)) await read(part, kind);
  for (const name of revisers) out.add('修订者', name, 'property');
  for (const text of descriptions) out.add('图片或表格的替代文字', text, 'property');
  const settings = await archive.read('word/settings.xml');
  if (settings !== undefined) readSettings(settings, out);
  handled.add('word/settings.xml');
  await readPackageRest({ archive, out, handled, readInside });
  out.tellHidden();
}
