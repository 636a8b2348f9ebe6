import type { SiteBase } from '../contexts/channels/crawl/addresses.ts';
import { AppError } from '../platform/app-error.ts';
import { type HttpAnswer, type HttpGet, HttpSilence, httpGet } from '../platform/http-get.ts';
import type { Config } from './config.ts';
import type { Pack } from './pack/load.ts';

/** Where a command of `./gongkai` finds the running portal, and under which address the portal itself says it stands. */

const timeoutMs = 15_000;
const mostBytes = 4 * 1024 * 1024;

/** The address a person gave, else that of the installation whose environment this is. Fault: `bad-input`. */
export function portalAddress(config: Config, pack: Pick<Pack, 'site'>, given: string | undefined): string {
  if (given !== undefined) {
    if (!/^https?:\/\/[^/\s]/.test(given))
      throw new AppError('bad-input', { detail: '--url 应写作 https://www.example.gov.cn 的形式。' });
    return given.replace(/\/+$/, '');
  }
  if (config.lookAt !== undefined) return config.lookAt;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '[::]' ? '[::1]' : host;
  return `http://${reachable}:${config.port}${config.basePath ?? pack.site.basePath}`;
}

/** The home page names its own address (`rel=canonical`); where it names none, it is the one it was fetched under. */
function publicBaseOf(home: HttpAnswer, fetchBase: string): string {
  const canonical = /<link[^>]*rel="canonical"[^>]*href="(https?:\/\/[^"]+)"/.exec(
    home.body.toString('utf8'),
  );
  return (canonical?.[1] ?? fetchBase).replace(/\/+$/, '');
}

/** Faults: `portal-silent` where the home page cannot be opened. */
export async function findPortal(fetchBase: string, get: HttpGet = httpGet): Promise<SiteBase> {
  const silent = (why: string) =>
    new AppError('portal-silent', {
      detail: `${fetchBase}/ ${why}。请确认门户已经启动（npm start），或者用 --url 写明网址。`,
    });
  const home = await get(`${fetchBase}/`, { timeoutMs, mostBytes }).catch(error => {
    if (error instanceof HttpSilence) throw silent('没有答复');
    throw error;
  });
  if (home.status !== 200) throw silent(`不能打开（状态${home.status}）`);
  return { publicBase: publicBaseOf(home, fetchBase), fetchBase };
}
