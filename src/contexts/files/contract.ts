import { z } from 'zod';

export type { FileNotice, FileReading, HiddenBy, ReadPart } from './contract/reading.ts';

/** What the server answers to an upload. */
export const uploadedFile = z.object({
  digest: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
});
export type UploadedFile = z.infer<typeof uploadedFile>;

/** Media types taken, with the endings they may carry. Decided by content, not by name. */
export const acceptedTypes: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  /** Only what draws: with scripts, links or outside references it is refused. */
  'image/svg+xml': ['svg'],
  'text/html': ['html', 'htm'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
  /** Data of an edition; it must parse. */
  'application/json': ['json'],
  'application/zip': ['zip'],
};
/** The accepted types as people name them. */
export const acceptedTypeWords =
  'PDF、DOCX、XLSX、TXT、CSV、JSON、HTML、ZIP 或图片（JPEG、PNG、WebP、GIF、SVG）';
/** Bytes. */
export const maximumFileSize = 50 * 1024 * 1024;
