import { cite } from '../../../law/citation.ts';
import { reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { ChannelList, PreviewView } from '../contract.ts';
import type { ChannelPorts, Result } from '../ports.ts';
import { postingOf } from './delivering.ts';
import { demand } from './result.ts';

/** What may be chosen, and how it would look there. Nothing leaves the house. */
export function previewCases(ports: ChannelPorts) {
  async function listChannels(actor: Actor): Promise<ChannelList> {
    demand(ports, actor, 'item.read');
    const units = await ports.unitNames([...new Set(ports.channels.flatMap(each => each.unit ?? []))]);
    return {
      channels: ports.channels.map(({ id, kind, name, aliases, path, unit, basis }) => ({
        ...{ id, kind, name, aliases, path, basis },
        unitName: unit === undefined ? null : (units.get(unit) ?? unit),
        isAutomatic: ports.carriers.has(id) || kind === 'website',
        hasPreview: ports.carriers.has(id) || ports.byHand.has(id),
      })),
    };
  }

  /** Fault: `not-found` for a channel the pack does not have. */
  async function preview(actor: Actor, documentId: string, channelId: string): Promise<Result<PreviewView>> {
    const item = await ports.itemFor(actor, documentId);
    const channel = ports.channels.find(each => each.id === channelId);
    if (channel === undefined) throw new AppError('not-found', { detail: '没有这个发布渠道。' });
    const carrier = ports.carriers.get(channelId) ?? ports.byHand.get(channelId);
    if (carrier === undefined) {
      const message = `“${channel.name}”没有设置发布接口，由人工发布，不能预览。`;
      return { ok: false, reasons: [reason('no-interface', message, cite('本机关规定'))] };
    }
    const { html, problems } = await carrier.preview(await postingOf(ports, item, ''));
    return { ok: true, value: { html, problems: problems.map(each => ({ ...each })) } };
  }

  return { listChannels, preview };
}
