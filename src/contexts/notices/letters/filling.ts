/** Values into sentences, so that no mark is doubled, no quotation is nested wrongly and no line is left open. */

const closing = '。；，、：！？';

/** Only strokes, crosses or dots: what people type to be filled in later. */
const filler = /^[\s×xX✕_＿\-—–…⋯.·。*＊?？/]*$/u;

/** True for a value that says nothing. */
export function saysNothing(value: string): boolean {
  return filler.test(value);
}

/** Without control characters and doubled spaces; line ends stay. */
export function tidyText(value: string): string {
  return value
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\p{Cc}\p{Cf}]/gu, char => (char === '\n' ? char : ''))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n[ \n]*/g, '\n')
    .trim();
}

/** Without marks at its end that the sentence around it sets. */
export function bare(value: string): string {
  let end = value.length;
  while (end > 0 && closing.includes(value[end - 1]!)) end -= 1;
  return value.slice(0, end).trimEnd();
}

/** “…” inside “…” becomes ‘…’ (GB/T 15834 4.8.3.3). */
function innerQuotes(value: string): string {
  return value.replaceAll('“', '‘').replaceAll('”', '’');
}

/** True where nothing of the sentence follows but a closing mark: there a value may run on in new paragraphs. */
function isLast(after: string): boolean {
  return [...after].every(char => closing.includes(char));
}

/** One paragraph of a template with its values; several where a value at its end has several lines. */
export function fillParagraph(template: string, textOf: (name: string) => string): string[] {
  let text = '';
  let at = 0;
  for (const found of template.matchAll(/\{([^{}]*)\}/g)) {
    text += template.slice(at, found.index);
    at = found.index + found[0].length;
    const after = template.slice(at);
    let value = tidyText(textOf(found[1]!));
    if (!isLast(after)) value = value.replaceAll('\n', ' ');
    if (closing.includes(after[0] ?? '\0')) value = bare(value);
    if (text.endsWith('“') && after.startsWith('”')) value = innerQuotes(bare(value));
    text += value;
  }
  const lines = (text + template.slice(at)).split('\n');
  return lines.map(line => (/[。！？：；…]$|[。！？…][”’）]$/.test(line) ? line : `${line}。`));
}

/** Items below each other: 1.…； 2.…。 A single one needs no number. */
export function fillList(items: readonly string[]): string[] {
  const texts = items.map(item => bare(tidyText(item).replaceAll('\n', ' ')));
  const numbered = texts.length === 1 ? texts : texts.map((text, i) => `${i + 1}.${text}`);
  return numbered.map((text, i) => `${text}${i === numbered.length - 1 ? '。' : '；'}`);
}
