/** What a Word part carries besides the text a reader sees: taken out of its tree, before anything is masked. */
import type { Masker } from '../masker.ts';
import {
  attributeOf,
  childElements,
  descendants,
  type Element,
  type Node,
  nameOf,
  remove,
  unwrap,
} from '../xml.ts';

/** Records of changes that stand beside the text as it is now. */
const changeRecords =
  /^(?:\w+Change|del|moveFrom|cellDel|(?:customXml)?(?:Ins|Del|MoveFrom|MoveTo)Range(?:Start|End)|moveFromRange(?:Start|End)|moveToRange(?:Start|End)|numberingChange|rPrChange)$/;
/** Only carry what stands in them. */
const wrappers: ReadonlySet<string> = new Set(['ins', 'moveTo', 'smartTag', 'customXml', 'cellIns']);
const commentMarks: ReadonlySet<string> = new Set([
  'commentRangeStart',
  'commentRangeEnd',
  'commentReference',
  'annotationRef',
]);
const plainJunk: ReadonlySet<string> = new Set([
  'proofErr',
  'permStart',
  'permEnd',
  'ffData',
  'lastRenderedPageBreak',
  'extLst',
]);
const objects: ReadonlySet<string> = new Set([
  'object',
  'control',
  'altChunk',
  'subDoc',
  'OLEObject',
  'contentPart',
]);
/** Fields that compute from the document alone. Others fetch from outside or carry data in their code. */
const harmlessField =
  /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|TOC|REF|PAGEREF|NOTEREF|SEQ|STYLEREF|EQ|SYMBOL|INDEX|XE|TC)\b/i;

function isOn(property: Element): boolean {
  return !/^(?:0|false|off)$/i.test(attributeOf(property, 'val') ?? '1');
}

function parentName(element: Element): string {
  return element.parentNode?.nodeType === 1 ? nameOf(element.parentNode as Element) : '';
}

/** Accepts every tracked change: what was deleted is dropped, what was inserted stays (as Word's “accept all”). */
function acceptChanges(root: Node, masker: Masker, where: string): void {
  let changes = 0;
  for (const each of descendants(root)) {
    const name = nameOf(each);
    if (name === 'del' && parentName(each) === 'trPr') {
      changes += 1;
      remove(each.parentNode!.parentNode!);
    } else if (name === 'cellDel') {
      changes += 1;
      remove(each.parentNode!.parentNode!);
    } else if (name === 'ins' && /^(?:trPr|rPr)$/.test(parentName(each))) remove(each);
    else if (changeRecords.test(name)) {
      changes += 1;
      remove(each);
    } else if (name === 'ins' || name === 'moveTo') changes += 1;
  }
  if (changes > 0) masker.removed('tracked-change', '修订记录（已按接受修订处理）', where);
  for (const each of descendants(root)) if (wrappers.has(nameOf(each))) unwrap(each);
}

/** Content controls keep what is shown; the bound data, the choices and the hints behind them go. */
function openControls(root: Node): void {
  for (const each of descendants(root)) {
    if (nameOf(each) !== 'sdt') continue;
    for (const child of childElements(each)) {
      if (nameOf(child) === 'sdtContent') unwrap(child);
      else remove(child);
    }
    unwrap(each);
  }
}

function runOf(element: Element): Element {
  return parentName(element) === 'r' ? (element.parentNode as Element) : element;
}

function dropComments(root: Node, masker: Masker, where: string): void {
  for (const each of descendants(root)) {
    if (!commentMarks.has(nameOf(each))) continue;
    if (nameOf(each) === 'commentReference') {
      masker.removed('comment', '批注', where);
      remove(runOf(each));
    } else remove(each);
  }
}

/** Styles whose text is hidden, with those that are based on them. */
export function hiddenStyles(styles: Node): Set<string> {
  const all = descendants(styles).filter(each => nameOf(each) === 'style');
  const hidden = new Set<string>();
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const style of all) {
      const id = attributeOf(style, 'styleId') ?? '';
      const inside = descendants(style);
      const own = inside.find(each => nameOf(each) === 'vanish' && parentName(each) === 'rPr');
      const basis = inside.find(each => nameOf(each) === 'basedOn');
      const isHidden =
        own === undefined ? basis !== undefined && hidden.has(attributeOf(basis, 'val') ?? '') : isOn(own);
      if (isHidden) hidden.add(id);
    }
  }
  return hidden;
}

function isHiddenRun(run: Element, styles: ReadonlySet<string>): boolean {
  const properties = childElements(run).find(each => nameOf(each) === 'rPr');
  const own = properties === undefined ? [] : childElements(properties);
  const vanish = own.find(each => nameOf(each) === 'vanish' || nameOf(each) === 'specVanish');
  if (vanish !== undefined) return isOn(vanish);
  const style = own.find(each => nameOf(each) === 'rStyle');
  if (style !== undefined && styles.has(attributeOf(style, 'val') ?? '')) return true;
  let paragraph: Node | null = run.parentNode;
  while (paragraph !== null && !(paragraph.nodeType === 1 && nameOf(paragraph as Element) === 'p'))
    paragraph = paragraph.parentNode;
  if (paragraph === null) return false;
  const pStyle = descendants(paragraph).find(each => nameOf(each) === 'pStyle');
  return pStyle !== undefined && styles.has(attributeOf(pStyle, 'val') ?? '');
}

/** Hidden text and hidden table rows: dropped, or by choice shown, so that a reader sees what goes out. */
function openHidden(root: Node, masker: Masker, where: string, styles: ReadonlySet<string>): void {
  const drops = masker.order.hidden === 'remove';
  for (const each of descendants(root)) {
    const name = nameOf(each);
    const isRow = name === 'hidden' && parentName(each) === 'trPr' && isOn(each);
    const isRun = name === 'r' && isHiddenRun(each, styles);
    if (!isRow && !isRun) continue;
    masker.removed('hidden', drops ? '隐藏文字' : '隐藏文字（已改为显示）', where);
    const whole = isRow ? (each.parentNode!.parentNode as Element) : each;
    if (drops) remove(whole);
  }
  for (const each of descendants(root)) {
    if (
      /^(?:vanish|specVanish)$/.test(nameOf(each)) ||
      (nameOf(each) === 'hidden' && parentName(each) === 'trPr')
    )
      remove(each);
  }
}

/** Fields keep what they show; a code that could fetch or carry something is cut off. */
function cutFields(root: Node, masker: Masker, where: string): void {
  interface Open {
    code: string;
    readonly marks: Element[];
    inCode: boolean;
  }
  const open: Open[] = [];
  const close = (field: Open) => {
    if (harmlessField.test(field.code)) return;
    for (const mark of field.marks) remove(mark);
    if (!/^\s*(?:FORM|DATE|TIME|AUTHOR|FILENAME|CREATEDATE|SAVEDATE|MERGEFIELD)/i.test(field.code))
      masker.removed('outside-link', '域代码（保留显示的文字）', where);
  };
  for (const each of descendants(root)) {
    const name = nameOf(each);
    const field = open.at(-1);
    if (name === 'fldSimple') {
      if (!harmlessField.test(attributeOf(each, 'instr') ?? '')) unwrap(each);
    } else if (name === 'fldChar') {
      const type = attributeOf(each, 'fldCharType');
      if (type === 'begin') open.push({ code: '', marks: [each], inCode: true });
      else field?.marks.push(each);
      if (type === 'separate' && field !== undefined) field.inCode = false;
      if (type === 'end' && field !== undefined) close(open.pop()!);
    } else if (name === 'instrText' || name === 'delInstrText') {
      if (field === undefined) remove(each);
      else {
        field.marks.push(each);
        field.code += each.textContent ?? '';
      }
    } else if (name === 't' && field?.inCode === true) field.marks.push(each);
  }
  for (const field of open) close({ ...field, code: '' });
}

/** Attributes that tell who edited when, or an address that nothing may lead to. */
const tellingAttribute = /^(?:rsid\w*|paraId|textId|author|initials|date|dateUtc|editId|anchorId)$/;

function stripAttributes(element: Element): void {
  const { attributes } = element;
  for (let i = attributes.length - 1; i >= 0; i -= 1) {
    const each = attributes.item(i)!;
    const name = each.localName ?? each.name.replace(/^.*:/, '');
    if (tellingAttribute.test(name) && !each.name.startsWith('xmlns')) element.removeAttributeNode(each);
  }
}

/** Everything above, in the order in which one uncovers the next. */
export function cleanPart(root: Node, masker: Masker, where: string, styles: ReadonlySet<string>): void {
  acceptChanges(root, masker, where);
  openControls(root);
  dropComments(root, masker, where);
  openHidden(root, masker, where, styles);
  cutFields(root, masker, where);
  for (const each of descendants(root)) {
    const name = nameOf(each);
    if (objects.has(name)) {
      masker.removed('embedded-file', '嵌入的对象', where);
      remove(each);
    } else if (plainJunk.has(name)) remove(each);
    else stripAttributes(each);
  }
}
