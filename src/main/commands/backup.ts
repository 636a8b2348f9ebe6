import { AppError } from '../../platform/app-error.ts';
import { writeBackup } from '../../platform/backup/write-backup.ts';
import { connectData } from '../../platform/data-folder.ts';
import type { Command } from '../command.ts';
import { keptFiles } from '../kept-files.ts';
import { namedArguments } from './command-arguments.ts';

const usage = 'backup FILE [--json]';

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** Writes everything there is into one file, while the server runs or not. */
const command: Command = {
  summary: '备份数据库、附件和密钥到一个文件；服务运行时也可以执行。备份含有密钥，请按涉密介质的要求保管。',
  usage: [usage],
  async run(io) {
    const [file, ...more] = namedArguments(io.args, []).rest;
    if (file === undefined || more.length > 0)
      throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
    const data = await connectData(io.env);
    try {
      const { pool, folder } = data;
      let told = 0;
      const note = (done: number, all: number) => {
        const tenth = Math.floor((done / all) * 10);
        if (tenth > told) io.note(`已备份 ${tenth * 10}%`);
        told = Math.max(told, tenth);
      };
      const at = new Date();
      const { tables, files, bytes } = await writeBackup({ pool, folder, kept: keptFiles, at, note }, file);
      io.print(
        { file, at: at.toISOString(), tables, files, bytes },
        `已备份到 ${file}：${tables} 张表，${files} 个附件，共 ${megabytes(bytes)}。文件中含有密钥，请妥善保管。`,
      );
      return 0;
    } finally {
      await data.close();
    }
  },
};

export default command;
