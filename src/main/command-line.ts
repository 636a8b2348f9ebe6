import { AppError, faults } from '../platform/app-error.ts';
import type { Command, CommandIo } from './command.ts';

/** Every command and the file that holds it. A command's file is read only when it is called, so that a
 *  calculator answers without loading the server. */
const commands: Record<string, () => Promise<{ default: Command }>> = {
  workday: () => import('./commands/workday.ts'),
  clock: () => import('./commands/clock.ts'),
  fee: () => import('./commands/fee.ts'),
  'annual-report': () => import('./commands/annual-report.ts'),
  plan: () => import('./commands/plan.ts'),
  check: () => import('./commands/check.ts'),
  log: () => import('./commands/log.ts'),
  pack: () => import('./commands/pack.ts'),
  calendar: () => import('./commands/calendar.ts'),
  user: () => import('./commands/user.ts'),
  carrier: () => import('./commands/carrier.ts'),
  import: () => import('./commands/import.ts'),
  seed: () => import('./commands/seed.ts'),
  site: () => import('./commands/site.ts'),
  draw: () => import('./commands/draw.ts'),
  exchange: () => import('./commands/exchange.ts'),
  archive: () => import('./commands/archive.ts'),
  export: () => import('./commands/export.ts'),
  reindex: () => import('./commands/reindex.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
};

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function printError(error: { code: string; message: string; advice: string; problems?: unknown }): void {
  process.stderr.write(`${JSON.stringify({ error })}\n`);
}

async function help(): Promise<number> {
  process.stdout.write('公开 Gongkai\n\n用法： ./gongkai <命令> [参数] [--json]\n\n');
  for (const load of Object.values(commands)) {
    const { default: command } = await load();
    for (const line of command.usage) process.stdout.write(`  ./gongkai ${line}\n`);
    process.stdout.write(`      ${command.summary}\n`);
  }
  return 0;
}

async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  const [name, ...args] = argv.filter(word => word !== '--json');
  if (name === undefined || name === 'help' || name === '--help') return help();
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (load === undefined) throw new AppError('unknown-command', { detail: `没有“${name}”这个命令。` });
    const { default: command } = await load();
    const io: CommandIo = {
      args,
      json,
      env: process.env,
      readStdin,
      print: (value, words) =>
        process.stdout.write(`${json || words === undefined ? JSON.stringify(value) : words}\n`),
      note: text => process.stderr.write(`${text}\n`),
    };
    return await command.run(io);
  } catch (error) {
    if (error instanceof AppError) {
      const problems = error.problems.length > 0 ? { problems: error.problems } : {};
      printError({ code: error.code, message: error.message, advice: error.advice, ...problems });
      return faults[error.code].status === 409 ? 1 : 2;
    }
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
