import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PlanReading } from '../../contexts/plan/reading/plan-reading.ts';
import { readPlan } from '../../contexts/plan/reading/read-plan.ts';
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
    const { size } = await stat(path);
    checkFileSize(size);
    return await readFile(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = codes[(error as NodeJS.ErrnoException).code ?? ''] ?? '文件打不开';
    throw new AppError('bad-input', { detail: `${reason}:${path}。请检查路径。`, cause: error });
  }
}

function words(reading: PlanReading): string {
  const lines = [reading.title || '(没有找到标题)', `共 ${reading.leaves.length} 项`, ''];
  for (const leaf of reading.leaves) {
    const helpers = leaf.cooperating.length > 0 ? `;配合：${leaf.cooperating.join('、')}` : '';
    const limits = leaf.limits.length > 0 ? `;时限：${leaf.limits.map(limit => limit.raw).join('、')}` : '';
    lines.push(
      `${leaf.id}  ${leaf.title}`,
      `    责任：${leaf.lead.join('、') || '未写明'}${helpers}${limits}`,
    );
  }
  if (reading.warnings.length > 0) lines.push('', `请核对 ${reading.warnings.length} 处：`);
  for (const warning of reading.warnings) lines.push(`  ${warning.where}:${warning.message}`);
  return lines.join('\n');
}

const command: Command = {
  summary: '读取政务公开工作方案（TXT、DOCX、HTML、XLSX），列出任务、责任单位、时限和载体。',
  usage: ['plan parse FILE [--json]'],
  async run(io) {
    const [action, path, ...more] = io.args;
    if (action !== 'parse' || path === undefined || more.length > 0) {
      throw new AppError('bad-input', {
        detail: '用法:./gongkai plan parse FILE [--json],每次读取一个文件。',
      });
    }
    const reading = readPlan(await readOfficeFile(await readBytes(path), basename(path)));
    io.print(reading, words(reading));
    return 0;
  },
};

export default command;
