import type { ImportRun } from '../../../contexts/publications/contract/importing.ts';

/** After so long without a step nobody is at it any more. Milliseconds. */
const stillMs = 60_000;

/** How far an import is; `now` in milliseconds. */
export function standWords(run: ImportRun, now = Date.now()): string {
  if (run.finishedAt !== null) return '已完成';
  const share = `${Math.floor(run.share * 100)}%`;
  if (now - Date.parse(run.movedAt) > stillMs) return `停在 ${share}，可用同一条命令继续`;
  return run.secondsLeft === null
    ? share
    : `${share}，约剩 ${Math.max(1, Math.ceil(run.secondsLeft / 60))} 分钟`;
}
