/** Makes a copy in a thread of its own, within bounds of time and memory. */
import { workerPool } from '../../../platform/worker-pool.ts';
import type { RedactionInput } from './copy.ts';
import type { Redacted } from './engine.ts';

/** Three hundred dense pages take about two minutes on two busy cores. Milliseconds. */
const usualMs = 300_000;

/** One thread: several large copies one after the other rather than all at once. Starts with the first copy. */
const copies = workerPool<RedactionInput, Redacted>({
  entry: new URL('./worker.ts', import.meta.url),
  heapMiB: 1_536,
  waiting: 20,
  exhausted: '生成副本用时过长或者占用内存过多，已停止。请拆分文件或者只保留需要公开的页后再办理。',
});

/** As `redact` of the engine; fault `too-large` also beyond the bounds, `too-many-requests` when too many wait. */
export async function redactInThread(input: RedactionInput, timeoutMs = usualMs): Promise<Redacted> {
  const redacted = await copies.run(input, timeoutMs);
  const { bytes } = redacted;
  return { ...redacted, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}
