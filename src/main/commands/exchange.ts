import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ExchangeKind, exchangeKinds } from '../../contexts/enforcement/contract.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Command, CommandIo } from '../command.ts';
import type { Product } from '../compose.ts';
import { actingAs } from '../importing/acting-staff.ts';
import { withProduct } from '../importing/opened-product.ts';
import { badInput, dayArgument, namedArguments, refusedBy } from './command-arguments.ts';

const usage = [
  'exchange credit --kind licence|penalty --out 文件夹 --by 用户名 [--organ 单位] [--json]',
  'exchange receipt 批次 文件.csv|文件.xlsx --on 日期 --by 用户名 [--number 回执编号] [--organ 单位] [--json]',
];

function asked(named: Readonly<Record<string, string>>, name: string, words: string): string {
  const value = named[name];
  if (value === undefined) throw badInput({ where: `--${name}`, message: `请用 --${name} 写明${words}。` });
  return value;
}

function organIn({ pack }: Product, text: string | undefined): string {
  const organs = pack.organisation.units.filter(unit => unit.kind === 'bureau' || unit.kind === 'county');
  const found = text === undefined ? organs[0] : organs.find(unit => unit.id === text || unit.name === text);
  if (found !== undefined) return found.id;
  throw badInput({ where: '--organ', message: `“${text}”不是机构包中的执法机关，请写单位的编号或者全称。` });
}

/** Makes the next file of what changed and writes it, as XLSX and CSV, into a folder. */
async function credit(io: CommandIo, args: readonly string[], product: Product): Promise<number> {
  const { named } = namedArguments(args, ['kind', 'out', 'by', 'organ']);
  const kind = exchangeKinds.find(each => each === named['kind']);
  if (kind === undefined)
    throw badInput({ where: '--kind', message: '--kind 应为 licence（行政许可）或者 penalty（行政处罚）。' });
  const out = asked(named, 'out', '文件放到哪个文件夹');
  const actor = await actingAs(product, asked(named, 'by', '由谁报送（用户名）'));
  const organ = organIn(product, named['organ']);
  const { enforcement } = product;
  // Before anything is made: a batch whose file cannot be written would count as reported.
  await mkdir(out, { recursive: true }).catch(cause => {
    throw new AppError('bad-input', { detail: `不能写入文件夹 ${out}。请检查路径和权限。`, cause });
  });
  const made = await enforcement.makeBatch(actor, { kind, organ });
  if (!made.ok) throw refusedBy(made.reasons);
  const { id, name, rows, held } = made.value;
  const { batches, waiting } = await enforcement.exchange(actor, { kind, organ });
  const batch = batches.find(each => each.id === id);
  const parts = [
    ...((batch?.reported ?? 0) > 0 ? (['report'] as const) : []),
    ...((batch?.withdrawn ?? 0) > 0 ? (['withdrawn'] as const) : []),
  ];
  const files: string[] = [];
  for (const part of parts)
    for (const form of ['xlsx', 'csv'] as const) {
      const file = await enforcement.batchFile(actor, id, { part, form });
      await writeFile(join(out, file.name), file.bytes);
      files.push(file.name);
    }
  const faults = waiting.map(({ documentNo, faults: of }) => ({
    documentNo,
    problems: of.map(each => each.message),
  }));
  io.print(
    { batch: name, rows, held, files, faults },
    [
      `已生成批次“${name}”，${rows}件：${files.join('、')}。请提交信用网站，收到回执后用 exchange receipt 登记。`,
      ...(held === 0 ? [] : [`另有${held}件有问题，没有写入：`]),
      ...faults.map(each => `  ${each.documentNo}  ${each.problems.join('')}`),
    ].join('\n'),
  );
  return 0;
}

function kindOf(batch: string): ExchangeKind {
  return batch.startsWith('行政处罚') ? 'penalty' : 'licence';
}

async function receipt(io: CommandIo, args: readonly string[], product: Product): Promise<number> {
  const { named, rest } = namedArguments(args, ['on', 'by', 'number', 'organ']);
  const [name, path, ...more] = rest;
  if (name === undefined || path === undefined || more.length > 0)
    throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage[1]}` });
  const actor = await actingAs(product, asked(named, 'by', '由谁登记（用户名）'));
  const { enforcement } = product;
  const query = { kind: kindOf(name), organ: organIn(product, named['organ']) };
  const batch = (await enforcement.exchange(actor, query)).batches.find(each => each.name === name);
  if (batch === undefined)
    throw badInput({ where: '批次', message: `没有批次“${name}”，请核对，如“行政许可-2019-001”。` });
  const bytes = await readFile(path).catch(cause => {
    throw new AppError('not-found', { cause, detail: `找不到文件 ${path}，或者文件无法读取。` });
  });
  const file = { name: basename(path), base64: bytes.toString('base64') };
  const on = dayArgument('--on', named['on']);
  const taken = await enforcement.importReceipt(actor, batch.id, { on, number: named['number'] ?? '', file });
  if (!taken.ok) throw refusedBy(taken.reasons);
  const now = (await enforcement.exchange(actor, query)).batches.find(each => each.name === name);
  const { accepted = 0, rejected = [] } = now ?? {};
  io.print(
    { batch: name, accepted, rejected },
    [
      `已登记批次“${name}”的回执：已入库${accepted}件，未通过${rejected.length}件。`,
      ...rejected.map(each => `  ${each.documentNo}  ${each.words}`),
    ].join('\n'),
  );
  return 0;
}

/** Files for the credit sites (双公示) and their receipts, for a machine that does it daily. */
const command: Command = {
  summary: '双公示：生成报送信用网站的文件（只写新增、变更和撤下的决定），登记信用网站的回执。',
  usage,
  run(io) {
    const [action, ...args] = io.args;
    if (action !== 'credit' && action !== 'receipt')
      throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage[0]}` });
    return withProduct(io, product =>
      action === 'credit' ? credit(io, args, product) : receipt(io, args, product),
    );
  },
};

export default command;
