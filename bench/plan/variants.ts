/**
 * The same plan typed and saved in other ways: does the reader still find the same?
 *
 *     npm exec -- node bench/plan/variants.ts
 */
import { Document, Packer, Paragraph } from 'docx';
import iconv from 'iconv-lite';
import { readPlan } from '../../src/contexts/plan/reading/read-plan.ts';
import { readOfficeFile } from '../../src/platform/office-text/read-office-file.ts';
import { benchPlan, scores } from './accuracy.ts';

const widen = (text: string): string =>
  text.replace(/[(),:;.]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

const cut = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap(line => (line === '' ? [''] : (line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])))
    .join('\n');

const escaped = (line: string): string => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const page = (text: string): string =>
  `<!doctype html><html><body><div>${text
    .split('\n')
    .map(line => `<p>${escaped(line)}</p>`)
    .join('')}</div></body></html>`;

async function word(text: string): Promise<Buffer> {
  const children = text.split('\n').map(line => new Paragraph(line));
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

const plan = benchPlan();
const text = plan.text;
const variants: [string, string, Buffer][] = [
  ['as it is', 'plan.txt', Buffer.from(text)],
  ['full-width punctuation', 'plan.txt', Buffer.from(widen(text))],
  ['GB18030', 'plan.txt', iconv.encode(text, 'gb18030')],
  ['UTF-16', 'plan.txt', iconv.encode(text, 'utf-16le', { addBOM: true })],
  ['no empty lines', 'plan.txt', Buffer.from(text.replace(/\n\s*\n+/g, '\n'))],
  ['lines cut at 40', 'plan.txt', Buffer.from(cut(text, 40))],
  ['full-width, cut at 28', 'plan.txt', Buffer.from(cut(widen(text), 28))],
  ['web page', 'plan.html', Buffer.from(page(text))],
  [
    'web page, line breaks',
    'plan.html',
    Buffer.from(`<html><body>${escaped(text).split('\n').join('<br>')}</body></html>`),
  ],
  ['Word', 'plan.docx', await word(text)],
];

process.stdout.write(`${plan.file}; precision/recall\n\n`);
for (const [name, file, bytes] of variants) {
  const reading = readPlan(await readOfficeFile(bytes, file));
  const figures = scores(plan.expected, reading.leaves).map(
    row => `${row.what} ${row.precision.toFixed(2)}/${row.recall.toFixed(2)}`,
  );
  process.stdout.write(`${name.padEnd(24)}${figures.join('  ')}\n`);
}
