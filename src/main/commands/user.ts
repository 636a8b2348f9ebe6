import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { recordAudit } from '../../contexts/log/service.ts';
import { type OrganisationPack, staffBody } from '../../contexts/organisation/contract.ts';
import { createOrganisation } from '../../contexts/organisation/service.ts';
import { AppError, type InputProblem } from '../../platform/app-error.ts';
import { systemClock } from '../../platform/clock.ts';
import { connectData } from '../../platform/data-folder.ts';
import { openSealedBox } from '../../platform/sealed-box.ts';
import type { Command, CommandIo } from '../command.ts';
import { configFrom } from '../config.ts';
import { packFolder } from '../pack/folder.ts';
import { loadPack } from '../pack/load.ts';
import { badInput, namedArguments } from './command-arguments.ts';

const usage = 'user add 用户名 --name 姓名 --unit 单位 --role 角色[,角色] [--post 职务]';

/** Asks on a terminal without showing what is typed; the prompt goes to stderr, so that stdout stays clean. */
async function askPassword(): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write('密码（输入时不显示）： ');
  const password = await new Promise<string>(resolve => lines.question('', resolve));
  lines.close();
  process.stderr.write('\n');
  return password;
}

/** On a terminal the password is asked for; otherwise it is the first line of stdin. Never an argument. */
async function readPassword(io: CommandIo): Promise<string> {
  const asks = process.stdin.isTTY === true && io.env === process.env;
  const text = asks ? await askPassword() : await io.readStdin();
  const password = text.split(/\r?\n/)[0] ?? '';
  if (password !== '') return password;
  throw badInput({ where: 'stdin', message: '没有读到密码。请在标准输入的第一行给出密码。' });
}

function wordsOf(named: Readonly<Record<string, string>>, pack: OrganisationPack): InputProblem[] {
  const problems: InputProblem[] = [];
  for (const name of ['name', 'unit', 'role'])
    if (named[name] === undefined) problems.push({ where: `--${name}`, message: `缺少 --${name}。` });
  for (const role of (named['role'] ?? '').split(',').filter(each => each !== ''))
    if (!Object.hasOwn(pack.roles, role)) {
      const known = Object.keys(pack.roles).join('、');
      problems.push({ where: '--role', message: `没有角色“${role}”。机构包中的角色有：${known}。` });
    }
  return problems;
}

/** A unit by its id or by any of its names. */
function unitOf(
  text: string,
  organisation: ReturnType<typeof createOrganisation>,
  pack: OrganisationPack,
): string {
  if (pack.units.some(unit => unit.id === text)) return text;
  const { units } = organisation.resolveUnits([text]);
  if (units.length === 1) return units[0]!;
  throw badInput({ where: '--unit', message: `“${text}”不是机构包中某一个单位的编号或名称，请核对。` });
}

async function add(io: CommandIo, args: readonly string[]): Promise<number> {
  const { named, rest } = namedArguments(args, ['name', 'unit', 'role', 'post']);
  const [username, ...more] = rest;
  if (username === undefined || more.length > 0)
    throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
  const config = configFrom(io.env);
  const pack = (await loadPack(packFolder(config.pack))).organisation;
  const problems = wordsOf(named, pack);
  if (problems.length > 0) throw badInput(...problems);
  const password = await readPassword(io);
  const data = await connectData(io.env);
  try {
    const clock = systemClock(io.env);
    const box = await openSealedBox(data.folder);
    const organisation = createOrganisation({ db: data, clock, recordAudit, pack, box, demo: config.demo });
    await organisation.syncUnits();
    const roles = named['role']!.split(',').filter(each => each !== '');
    const body = staffBody.safeParse({
      username,
      name: named['name'],
      unitId: unitOf(named['unit']!, organisation, pack),
      post: named['post'] ?? '',
      roles,
      password,
    });
    if (!body.success)
      throw badInput(...body.error.issues.map(({ path, message }) => ({ where: path.join('.'), message })));
    const made = await organisation.staff.createFromCommandLine(body.data);
    if (!made.ok) {
      const reasons = made.reasons.map(({ code, message }) => ({ where: code, message }));
      throw new AppError('refused', {
        detail: reasons.map(each => each.message).join(''),
        problems: reasons,
      });
    }
    const secondFactor = roles.some(role => pack.roles[role]?.secondFactor === true);
    const advice = secondFactor
      ? '首次登录后须先用身份验证器（TOTP）绑定动态口令。'
      : '建议登录后在“我的账号”中绑定动态口令。';
    io.print({ id: made.value, username, roles, secondFactor }, `已建立账号 ${username}。${advice}`);
    return 0;
  } finally {
    await data.close();
  }
}

const command: Command = {
  summary: '建立人员账号；密码从终端询问或从标准输入读取。',
  usage: [usage],
  async run(io) {
    const [action, ...args] = io.args;
    if (action !== 'add') throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
    return add(io, args);
  },
};

export default command;
