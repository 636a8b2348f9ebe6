import type { ReportFormat } from '../../contexts/reports/contract.ts';
import type { FinishedReport } from '../../contexts/reports/service.ts';
import { systemClock } from '../../platform/clock.ts';
import { connectData } from '../../platform/data-folder.ts';
import { compose } from '../compose.ts';
import { configFrom } from '../config.ts';
import { packFolder } from '../pack/folder.ts';
import { loadPack } from '../pack/load.ts';

/** The report from the registers of the data folder; a running server may be on it. */
export async function finishedReport(
  env: NodeJS.ProcessEnv,
  year: number,
  format: ReportFormat,
): Promise<FinishedReport> {
  const config = configFrom(env);
  const pack = await loadPack(packFolder(config.pack));
  const data = await connectData(env);
  try {
    const basePath = config.basePath ?? pack.site.basePath;
    const logOrigin = `${pack.site.domain === '' ? 'gongkai.local' : pack.site.domain}${basePath}/log`;
    const clock = systemClock(env);
    const product = await compose({ data, pack, clock, demo: config.demo, logOrigin });
    return await product.reports.finished(year, format);
  } finally {
    await data.close();
  }
}
