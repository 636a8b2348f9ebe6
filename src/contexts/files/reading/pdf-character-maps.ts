/**
 * Character maps for PDF files whose Chinese font lies on the machine that made them (older Founder, Foxit and Word
 * exports): without them such a page has no text. Adobe's own tables are not needed to read: what they number in one
 * order, is numbered here by Unicode, in both steps.
 */

const head = '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n';
const tail = 'endcmap\nend\nend\n';
const hex = (code: number, digits: number): string => `<${code.toString(16).padStart(digits, '0')}>`;

/** Two bytes that are the character itself. */
const byUnicode = `${head}1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n1 begincidrange\n<0000> <ffff> 0\nendcidrange\n${tail}`;
const toUnicode = `${head}1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n1 beginbfrange\n<0000> <ffff> <0000>\nendbfrange\n${tail}`;

/** GBK: one byte below 0x81, two from there on. */
function byGbk(): string {
  const decoder = new TextDecoder('gb18030');
  const lines: string[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      const code = character.charCodeAt(0);
      if (character.length === 1 && code !== 0xfffd) lines.push(`${hex(lead * 256 + trail, 4)} ${code}`);
    }
  return `${head}2 begincodespacerange\n<00> <80>\n<8140> <fefe>\nendcodespacerange\n1 begincidrange\n<20> <7e> 32\nendcidrange\n${lines.length} begincidchar\n${lines.join('\n')}\nendcidchar\n${tail}`;
}

/** What pdf.js asks for the tables it does not bring along. One per document. */
export class CharacterMaps {
  #isByUnicode = false;

  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const text = kind === 'cMapUrl' ? this.#map(filename.replace(/\.bcmap$/, '')) : undefined;
    if (text === undefined) throw new Error(`no ${filename}`);
    return Buffer.from(text);
  }

  #map(name: string): string | undefined {
    if (/^UniGB-(?:UCS2|UTF16)-[HV]$/.test(name)) {
      this.#isByUnicode = true;
      return byUnicode;
    }
    if (/^(?:GBK|GBKp|GBK2K|GB|GBpc)(?:-EUC)?-[HV]$/.test(name)) {
      this.#isByUnicode = true;
      return byGbk();
    }
    // A font with Adobe's own numbers would be read as other characters: better no text than a wrong one.
    return name === 'Adobe-GB1-UCS2' && this.#isByUnicode ? toUnicode : undefined;
  }
}
