import type { ImportFinding } from '../../contexts/publications/contract/importing.ts';
import { openSource, readColumnTable } from '../../contexts/publications/importing/open-source.ts';
import type { ImportCommand, ImportOutcome } from '../../contexts/publications/service.ts';
import { AppError, type InputProblem } from '../../platform/app-error.ts';
import type { Command, CommandIo } from '../command.ts';
import type { Product } from '../compose.ts';
import { actingAs } from '../importing/acting-staff.ts';
import { withProduct } from '../importing/opened-product.ts';
import { importProgress } from '../importing/progress.ts';
import { findingWords, outcomeWords, writeReport } from '../importing/report.ts';
import { badInput, namedArguments, refusedBy } from './command-arguments.ts';

const usage =
  'import items 文件.jsonl|文件.csv|文件夹 --by 用户名 --decision 决定 [--origin 原网站名] [--columns 对照表.yaml] [--unit 单位] [--files 文件夹] [--report 报告] [--dry-run] [--json]';
const names = ['by', 'decision', 'origin', 'columns', 'unit', 'files', 'report'];
/** Findings that are printed; all of them are in the report and in the console. */
const shownFindings = 20;
const jsonFindings = 1000;

function unitIn({ organisation, pack }: Product, text: string): string {
  if (pack.organisation.units.some(unit => unit.id === text)) return text;
  const { units } = organisation.resolveUnits([text]);
  if (units.length === 1) return units[0]!;
  throw badInput({ where: '--unit', message: `“${text}”不是机构包中某一个单位的编号或名称，请核对。` });
}

async function* all(findings: readonly ImportFinding[]): AsyncGenerator<ImportFinding> {
  yield* findings;
}

async function firstOf(findings: AsyncIterable<ImportFinding>, most: number): Promise<ImportFinding[]> {
  const first: ImportFinding[] = [];
  for await (const each of findings) {
    if (first.length === most) break;
    first.push(each);
  }
  return first;
}

interface Asked {
  readonly path: string;
  readonly named: Readonly<Record<string, string>>;
  readonly isTrial: boolean;
}

function asked(io: CommandIo): Asked {
  const isTrial = io.args.includes('--dry-run');
  const [what, ...args] = io.args.filter(word => word !== '--dry-run');
  const { named, rest } = namedArguments(args, names);
  const [path, ...more] = rest;
  if (what !== 'items' || path === undefined || more.length > 0)
    throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
  const problems: InputProblem[] = [];
  if (named['by'] === undefined)
    problems.push({
      where: '--by',
      message: '请用 --by 写明由谁组织迁入（有“迁入原网站信息”权限的用户名）。',
    });
  if (named['decision'] === undefined)
    problems.push({
      where: '--decision',
      message: '请用 --decision 写明作出迁移决定的文件或会议纪要，如“毕民办发〔2026〕5号”。',
    });
  if (problems.length > 0) throw badInput(...problems);
  return { path, named, isTrial };
}

async function run(io: CommandIo, product: Product, { path, named, isTrial }: Asked): Promise<number> {
  const { publications, log } = product;
  const actor = await actingAs(product, named['by']!);
  const table = await readColumnTable(named['columns']);
  const command: ImportCommand = {
    source: await openSource(path, table, named['files']),
    origin: named['origin'] ?? '原网站',
    decision: named['decision']!,
    table,
    ...(named['unit'] === undefined ? {} : { ownerUnitId: unitIn(product, named['unit']) }),
  };
  const startedAt = performance.now();
  const progress = importProgress(product, io.note, () => performance.now());
  const tried: ImportFinding[] = [];
  const done = isTrial
    ? await publications.tryImport(
        actor,
        command,
        finding => tried.push(finding),
        at => void progress(at),
      )
    : await publications.importItems(actor, command, { progress });
  if (!done.ok) throw refusedBy(done.reasons);
  if (!isTrial) await log.seal();
  const seconds = (performance.now() - startedAt) / 1000;
  const { runId } = done.value;
  const findings = () => (runId === null ? all(tried) : publications.findingsOf(runId));
  await tell(io, { ...command, path, isTrial, report: named['report'] }, done.value, seconds, findings);
  return 0;
}

interface Told {
  readonly path: string;
  readonly origin: string;
  readonly decision: string;
  readonly isTrial: boolean;
  readonly report: string | undefined;
}

async function tell(
  io: CommandIo,
  { path, origin, decision, isTrial, report }: Told,
  outcome: ImportOutcome,
  seconds: number,
  findings: () => AsyncIterable<ImportFinding>,
): Promise<void> {
  const value = {
    source: path,
    origin,
    decision,
    dryRun: isTrial,
    ...outcome,
    seconds: Number(seconds.toFixed(2)),
  };
  const lines = [outcomeWords(outcome, isTrial)];
  if (outcome.wasFinished) lines.unshift('同一来源已经迁入过，本次没有改动。');
  else if (outcome.resumedAt !== null) lines.unshift(`已从第 ${outcome.resumedAt + 1} 条继续。`);
  if (isTrial) lines.unshift('试运行：没有写入任何内容；附件只核对了是否存在，没有检查其内容。');
  const files =
    report === undefined ? [] : await writeReport(report, { words: lines.join('\n'), value }, findings());
  const shown = await firstOf(findings(), io.json ? jsonFindings : shownFindings + 1);
  for (const finding of shown.slice(0, shownFindings)) lines.push(`  ${findingWords(finding)}`);
  if (shown.length > shownFindings) lines.push('  其余见报告（--report）或控制台“迁入记录”。');
  if (files.length > 0) lines.push(`报告已写入 ${files.join('、')}。`);
  io.print({ ...value, findings: shown, reports: files }, lines.join('\n'));
}

/** Takes over the articles of an old site, on a named decision; a call that was cut off goes on where it stopped. */
const command: Command = {
  summary:
    '依本机关的决定迁入原网站的信息；发布前检查未通过的转为草稿。中断后用同一条命令继续，重复执行不会重复迁入。',
  usage: [usage],
  run(io) {
    const what = asked(io);
    return withProduct(io, product => run(io, product, what));
  },
};

export default command;
