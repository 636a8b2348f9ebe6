import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type {
  Carrier,
  CarrierStep,
  Posting,
  PostingPicture,
  Progress,
} from '../../../src/contexts/channels/carrier.ts';

/** Postings to try carriers with, and somebody who carries them step by step as the channels do. */

/** Random-looking pixels, so that the picture stays as large as a photograph. */
export async function photograph(
  width: number,
  height: number,
  type: 'jpeg' | 'png' = 'jpeg',
): Promise<Uint8Array> {
  const block = createHash('shake256', { outputLength: width * height * 3 })
    .update('photograph')
    .digest();
  const image = sharp(block, { raw: { width, height, channels: 3 } });
  const bytes = await (type === 'png' ? image.png() : image.jpeg({ quality: 95 })).toBuffer();
  return new Uint8Array(bytes);
}

export function pictureOf(bytes: Uint8Array, mediaType = 'image/jpeg'): PostingPicture {
  const fileDigest = createHash('sha256').update(bytes).digest('hex');
  return { fileDigest, mediaType, source: `/files/${fileDigest}/photo.jpg`, read: async () => bytes };
}

export function postingOf(change: Partial<Posting> = {}): Posting {
  const pictures = change.pictures ?? [];
  const images = pictures.map(({ source }) => `<p><img src="${source}" alt="办事大厅"></p>`).join('');
  return {
    taskId: 'task-1',
    documentId: '00000000-0000-4000-8000-000000000001',
    versionNo: 1,
    title: '关于提高城乡低保标准的通知',
    summary: '自2019年7月1日起提高全市城乡最低生活保障标准。',
    bodyHtml: `<h2>一、标准</h2><p>按<a href="https://www.example.gov.cn/a">省里的通知</a>执行。</p>${images}`,
    author: '市民政局',
    publicUrl: 'https://mzj.example.gov.cn/items/1',
    pictures,
    cover: null,
    ...change,
  };
}

/** The process died in the middle of a step: nothing of it was written down. */
export class Crash extends Error {}

export interface Carried {
  readonly step: CarrierStep;
  readonly progress: Progress;
  /** Every step that was written down. */
  readonly steps: readonly CarrierStep[];
}

/**
 * Carries on until the carrier is done or asks for a person. The clock goes to each `notBefore`; a crash loses the step
 * and it is taken again.
 */
export async function carry(parts: {
  readonly carrier: () => Carrier;
  readonly posting: Posting;
  readonly clock: { now(): Date; set(instant: string): void };
  readonly from?: Progress;
  readonly way?: 'deliver' | 'takeDown';
  /** What the world does between two steps. */
  readonly meanwhile?: () => Promise<unknown>;
  /** Ends the course after so many steps that were retries. */
  readonly mostRetries?: number;
}): Promise<Carried> {
  const { carrier, posting, clock, way = 'deliver', meanwhile, mostRetries = 40 } = parts;
  let progress: Progress = parts.from ?? {};
  const steps: CarrierStep[] = [];
  let retries = 0;
  for (let turn = 0; turn < 300; turn += 1) {
    let step: CarrierStep;
    try {
      step = await carrier()[way](posting, progress, clock.now());
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      await meanwhile?.();
      continue;
    }
    // As the database keeps it.
    progress = JSON.parse(JSON.stringify(step.progress)) as Progress;
    steps.push(step);
    if (step.kind === 'done' || step.kind === 'needs-person') return { step, progress, steps };
    if (step.kind === 'retry') retries += 1;
    if (retries > mostRetries) return { step, progress, steps };
    clock.set(new Date(Math.max(step.notBefore.getTime(), clock.now().getTime())).toISOString());
    await meanwhile?.();
  }
  throw new Error('the carrier never finished');
}

/** A way out to the network whose `at`-th call ends with the death of the process, before or after it was answered. */
export function dyingFetch(
  at: number,
  when: 'before' | 'after',
): { send: typeof fetch; count: () => number } {
  let count = 0;
  const send: typeof fetch = async (input, init) => {
    count += 1;
    const dies = count === at;
    if (dies && when === 'before') throw new Crash();
    const response = await fetch(input, init);
    if (dies) throw new Crash();
    return response;
  };
  return { send, count: () => count };
}
