import { findingLevelWords } from '../../contexts/channels/contract.ts';
import { type InspectionResult, inspectSite } from '../../contexts/channels/crawl/inspect-site.ts';
import { siteRules } from '../../contexts/channels/rules/site-rules.ts';
import { publicReads } from '../../contexts/publications/public-reads.ts';
import type { Day } from '../../law/day.ts';
import { AppError } from '../../platform/app-error.ts';
import { systemClock } from '../../platform/clock.ts';
import { connectData } from '../../platform/data-folder.ts';
import type { Command } from '../command.ts';
import { type Config, configFrom } from '../config.ts';
import { siteColumns, withdrawnPaths } from '../matrix-ports.ts';
import { packFolder } from '../pack/folder.ts';
import { loadPack, type Pack } from '../pack/load.ts';
import { findPortal, portalAddress } from '../portal-address.ts';
import { namedArguments } from './command-arguments.ts';

const usage = 'site check [--url URL] [--json]';
const noteEvery = 200;

/** Of a portal looked at from outside nothing is known of what was withdrawn. */
async function withdrawnHere(env: NodeJS.ProcessEnv, pack: Pack): Promise<string[]> {
  const data = await connectData(env);
  try {
    return await withdrawnPaths({ open: publicReads({ database: data, pack }) });
  } finally {
    await data.close();
  }
}

function shown({ findings, indicators, pages, addresses, isComplete }: InspectionResult, base: string) {
  return {
    base,
    pages,
    addresses,
    isComplete,
    indicators,
    findings: findings.map(({ rule, subject, words, pages: count, samples }) => {
      const { name, level, indicator, advice, who } = siteRules[rule];
      return { rule, name, level, indicator, subject, words, pages: count, samples, advice, who };
    }),
  };
}

const resultWords = { hit: '有问题', clear: '未发现', 'not-checked': '未核对' } as const;

function words(result: ReturnType<typeof shown>): string {
  const { base, pages, addresses, isComplete, findings, indicators } = result;
  return [
    `${base}/：读了${pages}个网页，核对了${addresses}个网址${isComplete ? '' : '（没有全部核对）'}。`,
    ...indicators.map(each => `  ${each.name}：${resultWords[each.result]}。${each.words}`),
    findings.length === 0 ? '没有发现问题。' : `发现${findings.length}个问题：`,
    ...findings.map(
      each =>
        `[${findingLevelWords[each.level]}·${each.indicator}] ${each.words}${each.pages > 1 ? `（${each.pages}个网页）` : ''}\n` +
        `        ${each.samples.join(' ')}\n        ${each.who}：${each.advice}`,
    ),
  ].join('\n');
}

async function check(
  config: Config,
  env: NodeJS.ProcessEnv,
  url: string | undefined,
  note: (text: string) => void,
) {
  const pack = await loadPack(packFolder(config.pack));
  const site = await findPortal(portalAddress(config, pack, url));
  const withdrawn = url === undefined ? await withdrawnHere(env, pack) : [];
  let told = 0;
  const result = await inspectSite({
    ...{ site, withdrawn, columns: siteColumns(pack.catalogue.columns) },
    today: systemClock(env).today() as Day,
    outsideHosts: pack.matrix.outsideHosts,
    progress: (done, known) => {
      if (done - told < noteEvery) return;
      told = done;
      note(`已核对${done}个网址，已知${known}个。`);
    },
  });
  return shown(result, site.publicBase);
}

const command: Command = {
  summary: '按国家检查指标核对正在运行的门户：不能打开的链接、空白和未更新的栏目、页尾标识、网页标签等。',
  usage: [usage],
  async run(io) {
    const [action, ...args] = io.args;
    const { named, rest } = namedArguments(args, ['url']);
    if (action !== 'check' || rest.length > 0)
      throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage}` });
    const result = await check(configFrom(io.env), io.env, named['url'], io.note);
    io.print(result, words(result));
    return result.findings.every(each => each.level === 'advice') && result.isComplete ? 0 : 1;
  },
};

export default command;
