import { cp, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../platform/app-error.ts';
import type { Command, CommandIo } from '../command.ts';
import { readPack } from '../pack/load.ts';
import type { PackProblem } from '../pack/source.ts';

const starter = join(dirname(fileURLToPath(import.meta.url)), '..', 'pack', 'starter');

function lines(problems: readonly PackProblem[]): string {
  return problems.map(each => `  ${each.where}  ${each.message}`).join('\n');
}

async function check(io: CommandIo, folder: string): Promise<number> {
  const { pack, problems, warnings } = await readPack(folder);
  const leaves = pack?.plans.at(-1)?.leaves ?? [];
  const counts = pack && {
    units: pack.organisation.units.length,
    roles: Object.keys(pack.organisation.roles).length,
    leaves: leaves.length,
    elements: leaves.reduce((sum, leaf) => sum + leaf.elements.length, 0),
    columns: pack.catalogue.columns.length,
    demoItems: pack.demo?.items.length ?? 0,
  };
  const words = [
    problems.length === 0 ? '机构包没有错误。' : `机构包有${problems.length}处错误:\n${lines(problems)}`,
    ...(counts
      ? [`机构${counts.units}个，条目${counts.leaves}个，要素${counts.elements}个，栏目${counts.columns}个。`]
      : []),
    ...(warnings.length > 0 ? [`另有${warnings.length}处提醒（不影响运行）:\n${lines(warnings)}`] : []),
  ];
  io.print(
    { ok: problems.length === 0, ...(counts ? { counts } : {}), problems, warnings },
    words.join('\n'),
  );
  return problems.length === 0 ? 0 : 1;
}

async function init(io: CommandIo, folder: string): Promise<number> {
  const target = resolve(folder);
  const there = await readdir(target).catch(() => []);
  if (there.length > 0)
    throw new AppError('bad-input', { detail: `目录 ${folder} 不是空的，没有写入任何文件。请换一个目录。` });
  await mkdir(target, { recursive: true });
  await cp(starter, target, { recursive: true });
  const files = (await readdir(target)).sort();
  io.print(
    { folder: target, files },
    `已在 ${folder} 生成一个小的机构包：${files.join('、')}。\n` +
      `按文件中的说明改成本单位的内容，运行 ./gongkai pack check ${folder} 检查，再以 GONGKAI_PACK=${folder} 启动。`,
  );
  return 0;
}

const command: Command = {
  summary: '检查或新建机构包（机构、方案、栏目、审查链、载体、站点）。',
  usage: ['pack check 目录', 'pack init 目录'],
  async run(io) {
    const [action, folder, ...rest] = io.args;
    if (folder === undefined || rest.length > 0 || (action !== 'check' && action !== 'init'))
      throw new AppError('bad-input', {
        detail: '用法： ./gongkai pack check 目录，或 ./gongkai pack init 目录。',
      });
    return action === 'check' ? check(io, folder) : init(io, folder);
  },
};
export default command;
