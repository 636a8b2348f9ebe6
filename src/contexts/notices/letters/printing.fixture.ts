import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Poppler and an office suite, as the tests of printing use them. */

const fontFolder = dirname(
  fileURLToPath(
    import.meta.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
  ),
);

export async function run(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  const options = { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(program, args, options).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      throw new Error(
        `${program} is missing. On Debian: apt-get install poppler-utils libreoffice-writer-nogui unzip`,
      );
    },
  );
  return stdout;
}

/** DOCX files as PDF in `target`, by an office suite that has our font and no other; `folder` is its home. */
export async function openInOffice(folder: string, target: string, files: readonly string[]): Promise<void> {
  const fonts = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fontFolder}</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>`;
  await writeFile(join(folder, 'fonts.conf'), fonts);
  const home = `-env:UserInstallation=file://${folder}/office-home`;
  const args = ['--headless', home, '--convert-to', 'pdf', '--outdir', target, ...files];
  await run('soffice', args, { FONTCONFIG_FILE: join(folder, 'fonts.conf'), HOME: folder });
}

export type Colour = 'red' | 'grey' | 'black';

const isOf: Readonly<Record<Colour, (red: number, green: number, blue: number) => boolean>> = {
  red: (red, green, blue) => red > 200 && green < 80 && blue < 80,
  grey: (red, green, blue) => Math.abs(red - 154) < 8 && red === green && green === blue,
  black: (red, green, blue) => red < 60 && green < 60 && blue < 60,
};

interface Row {
  readonly y: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/**
 * A page, or a part of its height, as dots without shades, so that a colour is what was drawn; all lengths in
 * millimetres from the upper left corner of the page.
 */
export async function lookAt(
  folder: string,
  file: string,
  page: number,
  { dpi = 120, from: above = 0, to: below = 297 } = {},
) {
  const target = join(folder, 'looked-at');
  const dots = (millimetres: number) => Math.round((millimetres / 25.4) * dpi);
  const part = [
    '-x',
    '0',
    '-y',
    String(dots(above)),
    '-W',
    String(dots(210)),
    '-H',
    String(dots(below - above)),
  ];
  const only = ['-singlefile', '-f', String(page), '-l', String(page), ...part];
  await run('pdftoppm', ['-r', String(dpi), '-aa', 'no', '-aaVector', 'no', ...only, file, target]);
  const image = await readFile(`${target}.ppm`);
  const [header, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(
    image.subarray(0, 40).toString('latin1'),
  )!;
  const points = image.subarray(header.length);
  const across = Number(width);
  const millimetres = (count: number) => (count / dpi) * 25.4;
  const heightOf = (y: number) => above + millimetres(y);

  /** The first dot, the last and how many, for each row that has any. */
  const rowsOf = (colour: Colour): Row[] =>
    Array.from({ length: Number(height) }, (_, y) => {
      let [first, last, count] = [-1, -1, 0];
      for (let x = 0, at = y * across * 3; x < across; x += 1, at += 3)
        if (isOf[colour](points[at]!, points[at + 1]!, points[at + 2]!)) {
          if (first < 0) first = x;
          last = x;
          count += 1;
        }
      return { y, first, last, count };
    }).filter(row => row.count > 0);
  const seen = new Map<Colour, Row[]>();
  const rows = (colour: Colour): Row[] => {
    const found = seen.get(colour) ?? rowsOf(colour);
    seen.set(colour, found);
    return found;
  };

  return {
    /** The box around all dots of a colour between two heights; nothing where there are none. */
    boxOf(colour: Colour, from = 0, to = 297) {
      const inside = rows(colour).filter(({ y }) => heightOf(y) >= from && heightOf(y) < to);
      if (inside.length === 0) return undefined;
      return {
        top: heightOf(inside[0]!.y),
        bottom: heightOf(inside.at(-1)!.y + 1),
        left: millimetres(Math.min(...inside.map(row => row.first))),
        right: millimetres(Math.max(...inside.map(row => row.last)) + 1),
      };
    },
    /** Lines drawn without a gap over at least 150 mm: where, from where to where, how thick. */
    linesOf(colour: Colour) {
      const lines: { top: number; bottom: number; left: number; right: number }[] = [];
      for (const { y, first, last, count } of rows(colour)) {
        if (count < last - first || millimetres(count) < 150) continue;
        const [top, bottom] = [heightOf(y), heightOf(y + 1)];
        const open = lines.at(-1);
        if (open !== undefined && Math.abs(open.bottom - top) < 0.01) open.bottom = bottom;
        else lines.push({ top, bottom, left: millimetres(first), right: millimetres(last + 1) });
      }
      return lines;
    },
  };
}
