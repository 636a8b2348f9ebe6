import { crc32 } from 'node:zlib';

/** A ZIP whose entries are stored as they are (APPNOTE 6.3: method 0, names in UTF-8, bit 11). */

export interface ZipEntry {
  /** Path inside the archive, with forward slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const utf8Names = 0x0800;
/** 1980-01-01: the same content gives the same bytes whenever it is packed. */
const noDate = 0x21;

interface Placed extends ZipEntry {
  readonly offset: number;
  readonly crc: number;
}

function localHeader({ name, bytes, crc }: Placed): Buffer {
  const path = Buffer.from(name, 'utf8');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(utf8Names, 6);
  header.writeUInt16LE(noDate, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt32LE(bytes.length, 22);
  header.writeUInt16LE(path.length, 26);
  return Buffer.concat([header, path]);
}

function directoryEntry({ name, bytes, crc, offset }: Placed): Buffer {
  const path = Buffer.from(name, 'utf8');
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(utf8Names, 8);
  header.writeUInt16LE(noDate, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(bytes.length, 20);
  header.writeUInt32LE(bytes.length, 24);
  header.writeUInt16LE(path.length, 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, path]);
}

/** The archive's bytes. Throws a `RangeError` above 4 GiB or 65 535 entries, which the format without ZIP64 can not say. */
export function zipArchive(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const placed: Placed[] = [];
  let offset = 0;
  for (const entry of entries) {
    const each: Placed = { ...entry, offset, crc: crc32(entry.bytes) };
    const header = localHeader(each);
    parts.push(header, Buffer.from(entry.bytes));
    offset += header.length + entry.bytes.length;
    placed.push(each);
  }
  const directory = Buffer.concat(placed.map(directoryEntry));
  if (offset + directory.length > 0xffff_fffe || entries.length > 0xffff)
    throw new RangeError('the archive is too large for a ZIP without ZIP64');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
