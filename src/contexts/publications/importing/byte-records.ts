import { createReadStream } from 'node:fs';

/** A large file cut into records without ever holding more than one: lines, or rows whose quoted cells hold breaks. */

/** Bytes of one record at most: a body of 4 MiB, escaped, with its fields. */
export const longestRecord = 16 * 1024 * 1024;

export interface ByteRecord {
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** Null: longer than a record may be; it was passed over. */
  readonly bytes: Buffer | null;
  /** Bytes of the source up to its end. */
  readonly until: number;
}

const [newline, quote] = [0x0a, 0x22];

/**
 * Where the record at the start of the buffer ends (after its newline); -1: not yet. In GB18030 as in UTF-8 neither a
 * newline nor a quote is ever a part of another character.
 */
class RecordEnd {
  readonly #quoted: boolean;
  #at = 0;
  #inQuotes = false;

  constructor(quoted: boolean) {
    this.#quoted = quoted;
  }

  in(buffer: Buffer): number {
    if (!this.#quoted) {
      const end = buffer.indexOf(newline, this.#at);
      this.#at = end === -1 ? buffer.length : 0;
      return end === -1 ? -1 : end + 1;
    }
    for (; this.#at < buffer.length; this.#at += 1) {
      const byte = buffer[this.#at];
      if (byte === quote) this.#inQuotes = !this.#inQuotes;
      else if (byte === newline && !this.#inQuotes) {
        const end = this.#at + 1;
        this.#at = 0;
        return end;
      }
    }
    return -1;
  }

  again(): void {
    this.#at = 0;
    this.#inQuotes = false;
  }
}

function linesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}

/**
 * The records of a file. A line that is too long is passed over; where a quote was never closed, only its own line is,
 * and reading goes on with the next one. Blank records are left out.
 */
export async function* byteRecords(
  path: string,
  { quoted, longest = longestRecord }: { readonly quoted: boolean; readonly longest?: number },
): AsyncGenerator<ByteRecord> {
  const end = new RecordEnd(quoted);
  let buffer: Buffer = Buffer.alloc(0);
  let [line, until] = [1, 0];
  /** Passing over the rest of a line that is too long. */
  let isPassing = false;
  const takeOff = (length: number): Buffer => {
    const bytes = buffer.subarray(0, length);
    buffer = buffer.subarray(length);
    until += length;
    end.again();
    return bytes;
  };
  function* whole(isLast: boolean): Generator<ByteRecord> {
    while (buffer.length > 0) {
      const first = isPassing ? buffer.indexOf(newline) + 1 || -1 : end.in(buffer);
      const length = first === -1 && isLast ? buffer.length : first;
      if (isPassing) {
        takeOff(length === -1 ? buffer.length : length);
        if (length === -1) return;
        isPassing = false;
        line += 1;
        continue;
      }
      if (length !== -1 && length <= longest) {
        const at = line;
        const bytes = takeOff(length);
        line += linesIn(bytes);
        if (bytes.some(byte => byte > 0x20)) yield { line: at, bytes, until };
        continue;
      }
      if (length === -1 && buffer.length <= longest) return;
      const rest = buffer.indexOf(newline);
      const passed = rest === -1 ? buffer.length : rest + 1;
      takeOff(passed);
      yield { line, bytes: null, until };
      isPassing = rest === -1;
      if (rest !== -1) line += 1;
    }
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    buffer = buffer.length === 0 ? (chunk as Buffer) : Buffer.concat([buffer, chunk as Buffer]);
    yield* whole(false);
  }
  yield* whole(true);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

/** UTF-8, else GB18030, which holds GB2312 and GBK; nothing if it is neither. A byte order mark falls away. */
export function decodedRecord(bytes: Uint8Array): string | undefined {
  for (const decoder of [utf8, gb18030]) {
    try {
      return decoder.decode(bytes);
    } catch {
      // The next one.
    }
  }
  return undefined;
}
