import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { extractText } from '../../contexts/files/extraction.ts';
import type { Verdict } from '../../contexts/publications/contract.ts';
import { checkTexts } from '../../contexts/publications/rules/gate/gate.ts';
import { type PlacedText, placedLines } from '../../contexts/publications/rules/gate/text-place.ts';
import { wellFormed } from '../../contexts/publications/sanitise.ts';
import { AppError } from '../../platform/app-error.ts';
import { checkFileSize, readOfficeFile } from '../../platform/office-text/read-office-file.ts';
import type { Command } from '../command.ts';

const codes: Record<string, string> = {
  ENOENT: '没有这个文件',
  EACCES: '没有读取这个文件的权限',
  EISDIR: '这是一个文件夹',
};

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    checkFileSize((await stat(path)).size);
    return await readFile(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = codes[(error as NodeJS.ErrnoException).code ?? ''] ?? '文件打不开';
    throw new AppError('bad-input', { detail: `${reason}：${path}。请检查路径。`, cause: error });
  }
}

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}

/** The lines of a file with their places. The kind of file is decided by its content. */
async function linesOf(path: string): Promise<PlacedText[]> {
  const name = basename(path);
  const bytes = await readBytes(path);
  if (!isPdf(bytes)) {
    const { lines } = await readOfficeFile(bytes, name);
    return placedLines(name, wellFormed(lines.join('\n')), '行');
  }
  const text = await extractText(bytes, 'application/pdf');
  if (text.trim() === '') {
    const detail = `${name} 中没有可以读取的文字（可能是扫描件）。请先作文字识别，或人工核对。`;
    throw new AppError('unreadable-file', { detail });
  }
  return placedLines(name, wellFormed(text), '行');
}

const verdictWords: Readonly<Record<Verdict['verdict'], string>> = {
  block: '不能发布：有必须处理的问题。',
  warn: '可以发布，但请核对下列各处。',
  pass: '没有发现问题。',
};

function words({ verdict, findings }: Verdict): string {
  const lines = findings.map(({ severity, where, excerpt, advice }) => {
    const mark = severity === 'block' ? '阻断' : '提示';
    return `[${mark}] ${where}：${excerpt}\n        ${advice}`;
  });
  return [verdictWords[verdict], ...lines].join('\n');
}

const command: Command = {
  summary: '发布前检查文件（TXT、HTML、DOCX、XLSX、PDF）中的身份证号、手机号、银行卡号、涉密标志和人员名单。',
  usage: ['check FILE… [--json]'],
  async run(io) {
    if (io.args.length === 0)
      throw new AppError('bad-input', { detail: '用法：./gongkai check FILE… [--json],至少给出一个文件。' });
    const places: PlacedText[] = [];
    for (const path of io.args) places.push(...(await linesOf(path)));
    const found = checkTexts(places);
    const findings = found.findings.map(({ rule, severity, where, excerpt, advice, basis }) => ({
      rule,
      severity,
      where,
      excerpt,
      advice,
      basis,
    }));
    io.print({ verdict: found.verdict, findings }, words(found));
    return found.verdict === 'block' ? 1 : 0;
  },
};

export default command;
