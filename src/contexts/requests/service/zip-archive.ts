/** A ZIP whose entries are stored as they are. The same content gives the same bytes whenever it is packed. */
import { ZipFile } from 'yazl';

export interface ZipEntry {
  /** Path inside the archive, with forward slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1980-01-01, the first day a ZIP can name: no entry says when it was packed. */
const noDate = new Date(1980, 0, 1);

/** The archive's bytes. */
export async function zipArchive(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes } of entries)
    zip.addBuffer(Buffer.from(bytes), name, {
      compress: false,
      mtime: noDate,
      forceDosTimestamp: true,
      mode: 0o100644,
    });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
