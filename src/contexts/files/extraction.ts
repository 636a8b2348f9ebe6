/** The text of a stored file, for the gate and the search. */
import { AppError } from '../../platform/app-error.ts';
import { readOfficeFile } from '../../platform/office-text/read-office-file.ts';

/** Characters kept; a longer text is cut, because a table of a hundred thousand rows is data and no text. */
const longestText = 2_000_000;

async function pdfText(bytes: Uint8Array): Promise<string> {
  const unpdf = await import('unpdf');
  try {
    const document = await unpdf.getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    const { text } = await unpdf.extractText(document, { mergePages: false });
    return text.join('\n');
  } catch (cause) {
    throw new AppError('unreadable-file', {
      detail: 'PDF 文件已损坏或设有密码，系统无法读取其中的文字。请重新导出后上传。',
      cause,
    });
  }
}

const officeEndings: Readonly<Record<string, string>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

/** The text in a file of an accepted type; empty for pictures. Faults: `unreadable-file`, `too-large`. */
export async function extractText(bytes: Uint8Array, mediaType: string): Promise<string> {
  const ending = officeEndings[mediaType];
  let text = '';
  if (mediaType === 'application/pdf') text = await pdfText(bytes);
  else if (ending !== undefined) text = (await readOfficeFile(bytes, `file.${ending}`)).lines.join('\n');
  // PostgreSQL's text holds every character but this one.
  return text.replaceAll('\u0000', '').slice(0, longestText);
}
