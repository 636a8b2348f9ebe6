import type { getDocumentProxy } from 'unpdf';
import { AppError } from '../../../platform/app-error.ts';
import { CharacterMaps } from './pdf-character-maps.ts';

/** Opening a PDF for reading: nothing in it is run, nothing is fetched. */

export type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

export function unreadable(cause: unknown): AppError {
  const isLocked = (cause as { name?: string } | undefined)?.name === 'PasswordException';
  return new AppError('unreadable-file', {
    detail: isLocked
      ? 'PDF 文件设有打开密码，系统无法读取。请取消密码后重新上传。'
      : 'PDF 文件已损坏，系统无法读取其中的文字。请重新导出后上传。',
    cause,
  });
}

/** Close with `loadingTask.destroy()`. Fault: `unreadable-file` when it is damaged or locked. */
export async function openPdf(bytes: Uint8Array, over: Record<string, unknown> = {}): Promise<PdfDocument> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    // A copy: the reader takes the buffer for itself.
    return await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      cMapUrl: 'maps/',
      cMapPacked: false,
      useWorkerFetch: false,
      BinaryDataFactory: CharacterMaps,
      ...over,
    } as never);
  } catch (cause) {
    throw unreadable(cause);
  }
}
