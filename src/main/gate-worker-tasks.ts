import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FilePreview } from '../contexts/files/contract/preview.ts';
import type { FileReading } from '../contexts/files/contract.ts';
import { visibleText } from '../contexts/files/extraction.ts';
import { makePreview, type PreviewTask } from '../contexts/files/preview/kept-previews.ts';
import { type KeptReadings, keptReadings } from '../contexts/files/reading/kept-readings.ts';
import { readWhole } from '../contexts/files/reading/read-whole.ts';
import type { Verdict } from '../contexts/publications/contract.ts';
import { type GateInput, gate } from '../contexts/publications/rules/gate/gate.ts';
import { AppError } from '../platform/app-error.ts';

/** Reading files and judging items: what the gate's thread is asked for, and how it answers. */

/** A stored file, and the folder in which its reading is kept. */
export interface StoredFileTask {
  readonly digest: string;
  readonly path: string;
  readonly mediaType: string;
  readonly folder: string;
}

export type GateTask =
  /** Reads a file and keeps the reading; answers nothing. */
  | ({ readonly kind: 'read' } & StoredFileTask)
  /** The text that a reader of a stored file sees. */
  | ({ readonly kind: 'stored-text' } & StoredFileTask)
  /** What visitors are shown of a stored file; kept. */
  | ({ readonly kind: 'preview' } & StoredFileTask & PreviewTask)
  /** The text that a reader of these bytes sees. */
  | { readonly kind: 'text'; readonly bytes: Uint8Array; readonly mediaType: string }
  /** The verdict on an item whose attachments were read before; null: they could not be. */
  | {
      readonly kind: 'judge';
      readonly input: Omit<GateInput, 'attachments'>;
      readonly attachments: readonly { readonly name: string; readonly file: StoredFileTask | null }[];
    };

export type GateAnswer = Verdict | FilePreview | string | undefined;

/** Characters of readings that stay in memory: what was just read is judged next. */
const mostRemembered = 8_000_000;
/** Whoever waits for the reading goes on before it is packed and written. */
const keepAfterMs = 50;

class Readings {
  readonly #kept = new Map<string, KeptReadings>();
  readonly #recent = new Map<string, { reading: FileReading; characters: number }>();
  #characters = 0;

  #in(folder: string): KeptReadings {
    const known = this.#kept.get(folder) ?? keptReadings(folder);
    this.#kept.set(folder, known);
    return known;
  }

  #remember(digest: string, reading: FileReading): void {
    const characters = reading.parts.reduce((sum, part) => sum + part.text.length, 0);
    this.#recent.set(digest, { reading, characters });
    this.#characters += characters;
    for (const [oldest, { characters: size }] of this.#recent) {
      if (this.#characters <= mostRemembered || this.#recent.size === 1) break;
      this.#recent.delete(oldest);
      this.#characters -= size;
    }
  }

  /** The reading, made if it is not there. Faults: those of reading. */
  async of({ digest, path, mediaType, folder }: StoredFileTask): Promise<FileReading> {
    const recent = this.#recent.get(digest);
    if (recent !== undefined) return recent.reading;
    const kept = this.#in(folder);
    const known = await kept.find(digest);
    if (known !== undefined) {
      this.#remember(digest, known);
      return known;
    }
    try {
      const reading = await readWhole(await readFile(path), mediaType, '');
      this.#remember(digest, reading);
      // Judged first; a reading that is not kept is made again.
      setTimeout(() => void kept.keep(digest, reading).catch(() => {}), keepAfterMs);
      return reading;
    } catch (error) {
      if (error instanceof AppError) await kept.keepFault(digest, error);
      throw error;
    }
  }
}

/** Verdicts that stay in memory: what is submitted is judged again at its release, most often on the same facts. */
const mostVerdicts = 256;

/** Verdicts by everything they were given on: the item, what the gate knows that day, and the bytes of every file. */
class Verdicts {
  readonly #given = new Map<string, Verdict>();

  /** `made` is asked only where nothing at all has changed since. */
  async of(task: Extract<GateTask, { kind: 'judge' }>, made: () => Promise<Verdict>): Promise<Verdict> {
    const files = task.attachments.map(({ name, file }) => [name, file?.digest ?? null]);
    const key = createHash('sha256')
      .update(JSON.stringify([task.input, files]))
      .digest('base64');
    const known = this.#given.get(key);
    if (known !== undefined) return known;
    const verdict = await made();
    if (this.#given.size >= mostVerdicts) this.#given.delete(this.#given.keys().next().value!);
    this.#given.set(key, verdict);
    return verdict;
  }
}

/** One task after the other, with a memory of what was read. */
export function gateTasks(): (task: GateTask) => Promise<GateAnswer> {
  const readings = new Readings();
  const verdicts = new Verdicts();
  /** Null where the file itself cannot be read. */
  const readable = (file: StoredFileTask): Promise<FileReading | null> =>
    readings.of(file).catch(error => {
      if (error instanceof AppError) return null;
      throw error;
    });
  return async task => {
    switch (task.kind) {
      case 'read':
        await readings.of(task);
        return undefined;
      case 'stored-text':
        return visibleText(await readings.of(task));
      case 'preview':
        return makePreview(task, () => readings.of(task));
      case 'text':
        return visibleText(await readWhole(task.bytes, task.mediaType, ''));
      case 'judge':
        return verdicts.of(task, async () => {
          const attachments: GateInput['attachments'][number][] = [];
          for (const { name, file } of task.attachments)
            attachments.push({ name, reading: file === null ? null : await readable(file) });
          return gate({ ...task.input, attachments });
        });
    }
  };
}
