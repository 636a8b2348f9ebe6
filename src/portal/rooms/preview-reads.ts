import type { FilePreview } from '../../contexts/files/contract/preview.ts';

/** What the portal asks of the previews of attachments. */
export interface PreviewReads {
  standing(digest: string, name: string): Promise<'public' | 'withdrawn' | 'unknown'>;
  /** Null where the file's type has none. */
  preview(digest: string): Promise<FilePreview | null>;
  /** WebP of a page, from 1. */
  picture(digest: string, no: number): Promise<Buffer | undefined>;
}
