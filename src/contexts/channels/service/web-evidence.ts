import { AppError } from '../../../platform/app-error.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import { transaction } from '../../../platform/database/database.ts';
import { type HttpAnswer, HttpSilence, headerOf, mediaTypeOf } from '../../../platform/http-get.ts';
import { warcInfo, warcPage } from '../../../platform/warc.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { CaptureView } from '../contract.ts';
import type { SiteBase } from '../crawl/addresses.ts';
import { readPage } from '../crawl/read-page.ts';
import type { MatrixPorts } from '../matrix-ports.ts';
import { captureClaim } from '../rules/claims.ts';
import { demand } from './result.ts';

/** A page of ours as it was answered over HTTP, kept as a WARC with its digest among the evidence of its item. */

const timeoutMs = 15_000;
/** Bytes of one file, and of everything together. */
const mostBytes = 50 * 1024 * 1024;
const mostTogether = 200 * 1024 * 1024;
const mostFiles = 100;

interface Caught {
  readonly path: string;
  readonly at: Date;
  readonly answer: HttpAnswer;
}

/** What belongs to a page: styles, pictures, scripts, attachments. */
function belongings(site: SiteBase, path: string, html: string): string[] {
  const page = readPage(site, path, html);
  const attachments = page.links.filter(each => each.isInside && each.to.startsWith('/files/'));
  const feeds = /feed\.xml$/;
  return [
    ...new Set([...page.resources.filter(each => !feeds.test(each)), ...attachments.map(each => each.to)]),
  ];
}

export function webEvidenceCases(ports: MatrixPorts) {
  const { database, clock, get } = ports;

  async function caughtAt(site: SiteBase, path: string): Promise<Caught | null> {
    const at = clock.now();
    try {
      return { path, at, answer: await get(`${site.fetchBase}${path}`, { timeoutMs, mostBytes }) };
    } catch (error) {
      if (error instanceof HttpSilence) return null;
      throw error;
    }
  }

  /** The page and what belongs to it; addresses that did not answer, or not with content. */
  async function catchPage(site: SiteBase, path: string) {
    const first = await caughtAt(site, path);
    if (first === null)
      throw new AppError('portal-silent', { detail: '门户网站没有答复，没有留存。请稍后再试。' });
    const caught = [first];
    const missing: string[] = [];
    const isHtml = mediaTypeOf(first.answer) === 'text/html';
    const more = isHtml ? belongings(site, path, first.answer.body.toString('utf8')) : [];
    let size = first.answer.body.length;
    for (const each of more) {
      const next = caught.length > mostFiles || size > mostTogether ? null : await caughtAt(site, each);
      if (next === null || next.answer.status !== 200 || next.answer.isCut) missing.push(each);
      if (next !== null) caught.push(next);
      size += next?.answer.body.length ?? 0;
    }
    return { first, caught, missing };
  }

  async function written(site: SiteBase, name: string, caught: readonly Caught[]): Promise<Buffer> {
    const words = {
      software: 'Gongkai',
      description:
        'A page of the publisher’s own website as its own server answered; not what the public saw.',
      'fetched-from': site.fetchBase,
    };
    const parts = [await warcInfo(name, caught[0]!.at, words)];
    for (const { path, at, answer } of caught)
      parts.push(await warcPage({ target: `${site.publicBase}${path}`, at, answer }));
    return Buffer.concat(parts);
  }

  /** Keeps the public page of an item, or its tombstone, as evidence. */
  async function capture(actor: Actor, documentId: string): Promise<CaptureView> {
    const item = await ports.itemFor(actor, documentId);
    demand(ports, actor, 'evidence.add', item.ownerUnitId);
    const site = ports.site();
    if (site === null) throw new AppError('portal-silent');
    const { first, caught, missing } = await catchPage(site, item.path);
    const { status } = first.answer;
    if (status !== 200 && status !== 410)
      throw new AppError('portal-silent', {
        detail: `该信息的网页没有公开（状态${status}${headerOf(first.answer, 'location') === '' ? '' : '，已跳转'}），没有留存。请在发布之后留存。`,
      });
    const stamp = first.at.toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
    const name = `网页留存-${stamp}Z.warc.gz`;
    const bytes = await written(site, name, caught);
    const digest = await ports.keepMade(bytes, 'application/gzip', actor);
    const claim = captureClaim({
      at: first.at.toISOString(),
      files: caught.length - 1,
      isTombstone: status === 410,
      digest,
    });
    const evidenceId = await transaction(database, trx =>
      ports.keepEvidence(trx, actor, {
        documentId,
        unitId: item.ownerUnitId,
        channel: '门户网站',
        postedOn: shanghaiDay(first.at),
        words: claim,
        address: `${site.publicBase}${item.path}`,
        file: { digest, name },
      }),
    );
    return { evidenceId, file: { digest, name, size: bytes.length }, kept: caught.length, missing, claim };
  }

  return { capture };
}
