import { rm } from 'node:fs/promises';
import { toldFolder } from './told-demo.ts';

/** Playwright calls it when the last journey has ended. */
export default async function end(): Promise<void> {
  await rm(toldFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
