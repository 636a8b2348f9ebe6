import { AppError } from '../platform/app-error.ts';

/** What the tellers of the demonstration share. */

type Result<T> = { ok: true; value: T } | { ok: false; reasons: readonly { message: string }[] };

/** The value of a use case that must have gone well. */
export function done<T>(result: Result<T>, what: string): T {
  if (result.ok) return result.value;
  const reasons = result.reasons.map(reason => ({ where: what, message: reason.message }));
  throw new AppError('pack-invalid', { detail: `演示数据“${what}”未能载入。`, problems: reasons });
}

export const demoNote = '<p>（演示数据：本条内容为虚构，仅用于展示系统功能。）</p>';

export const demoDefinition = '统计范围为全市，数据为期末时点数；按民政统计报表制度口径填报（演示口径）。';
