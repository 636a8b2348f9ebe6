import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Text recognition by tesseract, where the machine has it with simplified Chinese; otherwise a person has to look. */

export interface Recognition {
  /** Lines of a page, 1-based; null when there was no time left or nothing came of it. */
  pdfPage(bytes: Uint8Array, no: number): Promise<string[] | null>;
  /** Lines of a picture. */
  picture(bytes: Uint8Array): Promise<string[] | null>;
}

const run = promisify(execFile);
const pageMs = 20_000;
/** For one file; pages beyond are left to a person. */
const fileMs = 60_000;
/** Pixels across a page of A4: 200 dots per inch. */
const pageWidth = 1_654;

const installed = new Map<string, Promise<boolean>>();

/** Asked once per process. */
function isInstalled(program: string): Promise<boolean> {
  const known = installed.get(program);
  if (known !== undefined) return known;
  const asked = run(program, ['--list-langs'], { timeout: 5_000 }).then(
    ({ stdout, stderr }) => /^chi_sim$/m.test(`${stdout}\n${stderr}`),
    () => false,
  );
  installed.set(program, asked);
  return asked;
}

/** Spaces that the program puts between Chinese characters are none. */
function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map(line =>
      line.replace(/(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])/g, '').trim(),
    )
    .filter(line => line !== '');
}

async function recognise(program: string, image: Uint8Array, timeoutMs: number): Promise<string[] | null> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-ocr-'));
  try {
    const path = join(folder, 'page');
    await writeFile(path, image, { mode: 0o600 });
    const { stdout } = await run(program, [path, 'stdout', '-l', 'chi_sim', '--psm', '6'], {
      timeout: timeoutMs,
      maxBuffer: 16 * 1024 * 1024,
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    });
    return linesOf(stdout);
  } catch {
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The recognition for one file; null where the program or its Chinese is not installed. */
export async function textRecognition(program = 'tesseract'): Promise<Recognition | null> {
  if (!(await isInstalled(program))) return null;
  const until = performance.now() + fileMs;
  const left = (): number => Math.min(pageMs, until - performance.now());
  return {
    async pdfPage(bytes, no) {
      if (left() < 1_000) return null;
      const { renderPageAsImage } = await import('unpdf');
      const image = await renderPageAsImage(new Uint8Array(bytes), no, {
        canvasImport: () => import('@napi-rs/canvas'),
        width: pageWidth,
      }).catch(() => null);
      return image === null || left() < 1_000 ? null : recognise(program, new Uint8Array(image), left());
    },
    async picture(bytes) {
      return left() < 1_000 ? null : recognise(program, bytes, left());
    },
  };
}
