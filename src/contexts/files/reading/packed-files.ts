import { AppError } from '../../../platform/app-error.ts';
import type { Archive } from '../../../platform/office-text/archive.ts';
import type { ReadInside } from './office-package.ts';
import type { ReadingBuilder } from './reading-builder.ts';

/** A ZIP: the names of what it holds, and everything inside. */

/** Marks that turn the direction of writing or do not show. */
const misleading = /[\p{Cc}\p{Cf}]/u;
/** Files the system of somebody's computer put in. */
const ofTheSystem = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

export async function readPackedFiles(
  archive: Archive,
  out: ReadingBuilder,
  readInside: ReadInside,
): Promise<void> {
  out.add('压缩包注释', archive.comment, 'comment');
  for (const name of archive.names) {
    const shown = name.replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
    out.add('压缩包内的文件名', shown);
    if (misleading.test(name))
      out.notice(
        'script',
        `压缩包内“${shown}”`,
        '文件名中有看不见的或改变文字方向的字符，可能冒充别的类型。请改名后重新打包。',
      );
    if (ofTheSystem.test(name)) continue;
    if (out.budget.files <= 0) {
      out.cut();
      return;
    }
    const bytes = await archive.bytes(name);
    if (bytes === undefined || bytes.length === 0) continue;
    const inside = out.within(`压缩包内“${shown}”`, false);
    await readInside(bytes, name.split('/').at(-1) ?? name, inside).catch(error => {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(error.code, {
        detail: `压缩包内“${shown}”：${error.detail ?? error.message}`,
        cause: error,
      });
    });
  }
}
