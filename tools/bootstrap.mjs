// The first step of `npm start` and `npm test`. Plain JavaScript without dependencies, because it runs on whatever Node
// the machine has: it sees to it that the locked dependencies are installed and hands over to the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const pinnedNode = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const logs = join(root, '.cache');

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 20)) return;
  stop(`需要 Node.js 20.20 或更高版本，当前是 ${process.versions.node}。请升级 Node.js 后重试。`);
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * Is what npm says it installed (its hidden lockfile, written last) what package-lock.json asks for? Packages for other
 * platforms are optional: absent, and on another platform than the one that made the lockfile perhaps not in it.
 */
function isInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const found = readPackages(join(modules, '.package-lock.json'));
  const same = (one, other) => one.version === other.version && one.integrity === other.integrity;
  return (
    existsSync(pinnedNode) &&
    Object.entries(found).every(([path, entry]) =>
      path in wanted ? same(wanted[path], entry) : entry.optional === true,
    ) &&
    Object.entries(wanted).every(([path, entry]) => path === '' || path in found || entry.optional === true)
  );
}

function install() {
  mkdirSync(logs, { recursive: true });
  const logFile = join(logs, 'install.log');
  const log = openSync(logFile, 'w');
  const began = Date.now();
  process.stderr.write('正在安装依赖（首次约需一分钟）……');
  // Not `npm ci`: it refuses a lockfile made where the registry lacks a package for some other platform. This installs what
  // the lockfile says and leaves it as it is; the check afterwards is ours.
  const words = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  ];
  words.push('--no-progress', '--loglevel=error');
  const underNpm = process.env.npm_execpath?.endsWith('.js') && existsSync(process.env.npm_execpath);
  const [program, ...args] = underNpm
    ? [process.execPath, process.env.npm_execpath, ...words]
    : ['npm', ...words];
  const run = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', log, log],
    shell: !underNpm && process.platform === 'win32',
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', PUPPETEER_SKIP_DOWNLOAD: '1' },
  });
  closeSync(log);
  if (run.status !== 0) {
    const said = readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n');
    stop(`未能完成。\n${said || run.error}\n请检查网络和 npm 镜像设置后重试；完整记录在 ${logFile}。`);
  }
  if (!existsSync(pinnedNode)) {
    stop(`未能完成。\n没有适用于本机（${process.platform}-${process.arch}）的 Node.js 24 运行环境。`);
  }
  if (!isInstalled()) {
    stop('未能完成。\n安装的依赖与 package-lock.json 不一致。请删除 node_modules 后重试。');
  }
  process.stderr.write(`完成，用时 ${Math.round((Date.now() - began) / 1000)} 秒。\n`);
}

function filesBelow(folder, keep) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .filter(keep);
}

/** Everything the staff console is built from: its own files, the contracts, the law they name, the libraries. */
function consoleDigest() {
  const isContract = path => /[\\/]contexts[\\/][^\\/]+[\\/]contract(\.ts$|[\\/])/.test(path);
  const files = [
    ...filesBelow(join(root, 'src/console'), () => true),
    ...filesBelow(join(root, 'src/contexts'), isContract),
    ...filesBelow(join(root, 'src/law'), path => !path.endsWith('.test.ts')),
    join(root, 'package-lock.json'),
  ];
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

function buildConsole() {
  const config = 'src/console/vite.config.ts';
  if (!existsSync(join(root, config))) return;
  const stamp = join(root, 'dist/console/.built-from');
  const digest = consoleDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  process.stderr.write('正在构建工作台……');
  const began = Date.now();
  const vite = join(modules, 'vite/bin/vite.js');
  // Built aside and moved in whole: a server that starts meanwhile reads the old console or the new one, never half.
  const aside = join(root, `dist/console-${process.pid}`);
  const args = [vite, 'build', '--config', config, '--logLevel', 'warn', '--outDir', aside, '--emptyOutDir'];
  const run = spawnSync(pinnedNode, args, { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) stop(`未能完成。\n${run.stdout}${run.stderr}${run.error ?? ''}`);
  writeFileSync(join(aside, '.built-from'), digest);
  const place = join(root, 'dist/console');
  try {
    rmSync(place, { recursive: true, force: true });
    renameSync(aside, place);
  } catch (error) {
    // Another start built the same console meanwhile and was first to move it in.
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) throw error;
    rmSync(aside, { recursive: true, force: true });
  }
  process.stderr.write(`完成，用时 ${Math.round((Date.now() - began) / 1000)} 秒。\n`);
}

/**
 * Becomes the program where this Node can (no idle process in between), otherwise runs it and passes signals on. npm
 * hands a SIGTERM only to its shell, which tells nobody; so under npm the end of the shell is a SIGTERM for the program.
 */
function become(args) {
  const underNpm = process.env.npm_lifecycle_event !== undefined;
  const command = [
    pinnedNode,
    '--disable-warning=ExperimentalWarning',
    `--import=${pathToFileURL(join(root, 'tools/load-tsx.mjs'))}`,
    ...args,
  ];
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    const setpriv = '/usr/bin/setpriv';
    if (underNpm && existsSync(setpriv)) command.unshift(setpriv, '--pdeathsig', 'TERM', '--');
    process.removeAllListeners('warning');
    process.execve(command[0], command, process.env);
  }
  const child = spawn(command[0], command.slice(1), {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C at a terminal reaches the child without us.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  const parent = process.ppid;
  if (underNpm) setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref();
  child.on('error', error => stop(`无法启动：${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

refuseOldNode();
const mode = process.argv[2];
if (mode !== 'start' && mode !== 'test' && mode !== 'check') {
  stop('用法：node tools/bootstrap.mjs start|test|check');
}
if (!isInstalled()) install();
if (mode === 'start') {
  buildConsole();
  become([join(root, 'src/main/server.ts'), ...process.argv.slice(3)]);
} else {
  // The tests start the product many times; it should find its console.
  if (mode === 'test') buildConsole();
  become([join(root, 'tools/run-checks.ts'), mode, ...process.argv.slice(3)]);
}
