import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { excerpt, fail, type Outcome, pass, runLogged, type Step } from './step.ts';

/** Something the tests need of the machine, with the Debian package that brings it. */
interface Need {
  readonly what: string;
  readonly debianPackage: string;
  isThere(): boolean;
}

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, program)));
}

const needs: readonly Need[] = [
  {
    what: 'Chromium',
    debianPackage: 'chromium',
    isThere: () => onPath('chromium') || existsSync(process.env['CHROME_PATH'] ?? ''),
  },
  {
    what: 'a Chinese font',
    debianPackage: 'fonts-wqy-microhei',
    isThere: () => globSync('/usr/share/fonts/**/*{wqy,NotoSansCJK}*').length > 0,
  },
  { what: 'pdftotext', debianPackage: 'poppler-utils', isThere: () => onPath('pdftotext') },
  {
    what: 'LibreOffice Writer',
    debianPackage: 'libreoffice-writer-nogui',
    isThere: () => onPath('soffice'),
  },
  { what: 'unzip', debianPackage: 'unzip', isThere: () => onPath('unzip') },
  {
    what: 'PostgreSQL 15',
    debianPackage: 'postgresql-15',
    isThere: () => existsSync('/usr/lib/postgresql/15/bin/postgres'),
  },
  { what: 'nginx', debianPackage: 'nginx', isThere: () => existsSync('/usr/sbin/nginx') },
];

/** Debian's package would set up and start a server of its own, which nobody asked for. */
function refuseOwnCluster(): void {
  const file = '/etc/postgresql-common/createcluster.conf';
  if (existsSync(file)) return;
  mkdirSync('/etc/postgresql-common', { recursive: true });
  writeFileSync(file, 'create_main_cluster = false\n');
}

/** Nor is a service of a package started by its installation. Answers how to lift that again. */
function refuseServices(): () => void {
  const file = '/usr/sbin/policy-rc.d';
  if (existsSync(file)) return () => undefined;
  writeFileSync(file, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return () => rmSync(file, { force: true });
}

async function installMissing(): Promise<Outcome> {
  const missing = needs.filter(need => !need.isThere());
  if (missing.length === 0) return pass;
  const packages = missing.map(need => need.debianPackage);
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    return fail(`missing: ${missing.map(need => need.what).join(', ')}. On Debian: sudo ${command}`);
  }
  if (packages.includes('postgresql-15')) refuseOwnCluster();
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const lift = refuseServices();
  await runLogged('apt-update', ['apt-get', '-qq', 'update'], quiet);
  const ran = await runLogged(
    'apt-install',
    ['apt-get', '-qq', 'install', '-y', '--no-install-recommends', ...packages],
    quiet,
  ).finally(lift);
  const still = missing.filter(need => !need.isThere()).map(need => need.what);
  return still.length === 0 ? pass : fail(`could not install ${still.join(', ')}`, ...excerpt(ran));
}

/** Browser, font, office suite and the second database engine; installed by apt where that is possible. */
export const machine: Step = {
  name: 'browser, font, office suite, PostgreSQL 15, nginx',
  run: installMissing,
};
