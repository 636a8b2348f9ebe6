import { citationWords, cite } from '../../../../law/citation.ts';
import type { FileNotice, FileReading } from '../../../files/contract.ts';
import type { Finding } from '../../contract.ts';

/** What goes out with a file besides its text: hidden parts, scripts, the place of a picture, pages nobody could read. */

interface NoticeRule {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly advice: string;
}

const rules: Readonly<Record<FileNotice['kind'], NoticeRule>> = {
  'scanned-page': {
    rule: 'attachment-not-read',
    severity: 'warn',
    advice:
      '这里是扫描件或图片，系统没有读到文字。请人工核对其中没有身份证号、手机号、银行卡号和不应公开的内容。',
  },
  cut: {
    rule: 'attachment-not-read',
    severity: 'warn',
    advice: '文件过长，系统没有读完。请人工核对其余部分，或者拆分后重新上传。',
  },
  'place-in-picture': {
    rule: 'place-in-picture',
    severity: 'block',
    advice: '图片中带有拍摄地点的坐标，会随图片一同公开。请去除图片的位置信息后重新上传。',
  },
  'hidden-content': {
    rule: 'hidden-content',
    severity: 'warn',
    advice: '文件中有读者不易看到、但会一同公开的内容。请删除后重新上传，或者确认可以公开。',
  },
  macro: {
    rule: 'file-with-code',
    severity: 'block',
    advice: '文件中带有宏程序，不得公开。请另存为不含宏的格式后重新上传。',
  },
  script: {
    rule: 'file-with-code',
    severity: 'block',
    advice: '文件中带有脚本，不得公开。请去除脚本，或者另存为 PDF、图片后重新上传。',
  },
  'embedded-file': {
    rule: 'embedded-file',
    severity: 'warn',
    advice: '文件中嵌有其他文件，会一同公开。请删除，或者确认可以公开。',
  },
  'outside-link': {
    rule: 'file-fetches-elsewhere',
    severity: 'warn',
    advice: '打开文件时会从其他地方取内容。请断开链接，把内容保存在文件内。',
  },
};

const basis = [citationWords(cite('政府信息公开条例', 17)), citationWords(cite('个人信息保护法', 25))];

function hasText({ parts }: FileReading): boolean {
  return parts.some(part => part.text.trim() !== '');
}

/** `where` names the file as the finding shall name it. */
export function fileNoticeFindings(where: string, reading: FileReading | null): Finding[] {
  const found = (reading?.notices ?? []).map(notice => ({
    ...rules[notice.kind],
    where: `${where}${notice.where}`,
    excerpt: notice.words,
    basis: [...basis],
    overridable: true,
  }));
  if (found.some(each => each.rule === 'attachment-not-read')) return found;
  if (reading !== null && (hasText(reading) || found.length > 0)) return found;
  const advice = '系统没有读到该附件中的文字，请人工核对其中没有身份证号、手机号、银行卡号和不应公开的内容。';
  const unread = { rule: 'attachment-not-read', severity: 'warn', where, excerpt: '', advice } as const;
  return [...found, { ...unread, basis: [...basis], overridable: true }];
}

/** Characters that turn the direction of writing: `gpj.exe` can be made to look like another name. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Names and titles as they are, before unseen marks are left out. */
export function directionMarkFindings(
  names: readonly { readonly where: string; readonly text: string }[],
): Finding[] {
  return names
    .filter(({ text }) => turning.test(text))
    .map(({ where, text }) => ({
      rule: 'direction-mark',
      severity: 'block',
      where,
      excerpt: text.replace(new RegExp(turning, 'g'), '□'),
      advice: '名称中有改变文字方向的隐藏字符，显示出来的名称与实际不同。请重新输入名称。',
      basis: [citationWords(cite('政府信息公开条例', 6))],
      overridable: false,
    }));
}
