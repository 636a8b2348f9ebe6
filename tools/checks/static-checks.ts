import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { excerpt, fail, nodeModule, type Outcome, pass, root, runLogged, type Step } from './step.ts';

async function plain(name: string, command: readonly [string, ...string[]]): Promise<Outcome> {
  const ran = await runLogged(name, command);
  return ran.code === 0 ? pass : fail(...excerpt(ran));
}

function types(project: string, name: string): Step {
  return {
    name,
    run: () => plain(name.replaceAll(' ', '-'), nodeModule('typescript/bin/tsc', '--project', project)),
  };
}

interface Cruise {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly unknown[] }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string; readonly severity: string };
    }[];
  };
}

/** The direction of imports; and that the checker has read every file, since one that reads none finds nothing. */
async function direction(): Promise<Outcome> {
  const ran = await runLogged(
    'direction',
    nodeModule(
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    ),
  );
  if (!ran.output.startsWith('{')) return fail(...excerpt(ran));
  const cruise = JSON.parse(ran.output.slice(0, ran.output.lastIndexOf('}') + 1)) as Cruise;
  const read = new Set(cruise.modules.map(module => module.source));
  const unread = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter(path => !read.has(path));
  const imports = cruise.modules.reduce((sum, module) => sum + module.dependencies.length, 0);
  const remarks = [
    ...unread.map(path => `${path} was not read by the direction check`),
    ...(imports < read.size / 2 ? [`only ${imports} imports were seen in ${read.size} files`] : []),
    ...cruise.summary.violations
      .filter(({ rule }) => rule.severity === 'error')
      .map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  ];
  return remarks.length === 0 ? pass : fail(...remarks);
}

/** Checks that run nothing of the product. */
export function staticChecks(): readonly Step[] {
  const consoleProject = 'src/console/tsconfig.json';
  return [
    types('tsconfig.json', 'types'),
    ...(existsSync(join(root, consoleProject)) ? [types(consoleProject, 'types of the console')] : []),
    {
      name: 'format and lint',
      run: () => plain('biome', nodeModule('@biomejs/biome/bin/biome', 'check', '--reporter=summary')),
    },
    { name: 'direction of imports', run: direction },
    { name: 'unused code', run: () => plain('knip', nodeModule('knip/bin/knip.js', '--no-progress')) },
  ];
}
