import { randomBytes } from 'node:crypto';

/** Chance is asked for a page at a time: a call for eight bytes costs more than all the rest of an id. */
function pagedRandom(): (size: number) => Buffer {
  let page = Buffer.alloc(0);
  return size => {
    if (page.length < size) page = randomBytes(1024);
    const bytes = page.subarray(0, size);
    page = page.subarray(size);
    return bytes;
  };
}

/**
 * Makes ids for log entries: UUIDs of version 7 (RFC 9562), which sort by the machine's time and, within a
 * process, by order. Identity only: the instant of the act is in its body.
 */
export function timeOrderedIds(
  now: () => number,
  random: (size: number) => Buffer = pagedRandom(),
): () => string {
  let [lastMs, counter] = [0, 0];
  return () => {
    const ms = now();
    if (ms > lastMs) [lastMs, counter] = [ms, 0];
    else counter += 1;
    if (counter > 0xfff) [lastMs, counter] = [lastMs + 1, 0];
    const bytes = Buffer.concat([Buffer.alloc(8), random(8)]);
    bytes.writeUIntBE(lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | counter, 6);
    bytes[8] = 0x80 | (bytes[8]! & 0x3f);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
}

/** The smallest id that could have been made `ms` milliseconds before the given one. */
export function idBefore(id: string, ms: number): string {
  const madeAt = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  const hex = Math.max(0, madeAt - ms)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Before every id. */
export const firstId = '00000000-0000-0000-0000-000000000000';
