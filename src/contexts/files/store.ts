/** All SQL of the files. A row says that the bytes are stored; the bytes themselves are in the blob store. */
import { sql } from 'kysely';
import type { Queries } from '../../platform/database/database.ts';

export interface StoredFile {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  /** Extracted text; null until somebody asked for it. */
  readonly textContent: string | null;
}

export async function insertFile(
  queries: Queries,
  file: Omit<StoredFile, 'textContent'>,
  storedAt: Date,
  storedBy: string | null,
): Promise<void> {
  await sql`insert into file (digest, size, media_type, stored_at, stored_by)
    values (${file.digest}, ${file.size}, ${file.mediaType}, ${storedAt}, ${storedBy})
    on conflict (digest) do nothing`.execute(queries);
}

export async function findFile(queries: Queries, digest: string): Promise<StoredFile | undefined> {
  const { rows } = await sql<StoredFile>`
    select digest, size, media_type as "mediaType", text_content as "textContent"
    from file where digest = ${digest}`.execute(queries);
  return rows[0];
}

export async function keepText(queries: Queries, digest: string, text: string): Promise<void> {
  await sql`update file set text_content = ${text} where digest = ${digest}`.execute(queries);
}

/** Remembers that a copy was made; the same copy of the same file twice is one. */
export async function insertRedaction(
  queries: Queries,
  made: { copy: string; source: string; report: unknown; at: Date; by: string },
): Promise<void> {
  await sql`insert into file_redaction (copy_digest, source_digest, report, made_at, made_by)
    values (${made.copy}, ${made.source}, ${JSON.stringify(made.report)}, ${made.at}, ${made.by})
    on conflict (copy_digest, source_digest) do update
      set report = excluded.report, made_at = excluded.made_at, made_by = excluded.made_by`.execute(queries);
}
