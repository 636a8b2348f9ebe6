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
};
/** Bytes. */
export const maximumFileSize = 50 * 1024 * 1024;
