import type { z } from 'zod';
import { cite } from '../../../law/citation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { requestCommands } from '../contract.ts';
import { blockers, type Scene } from './blockers.ts';
import { lawReasons } from './clock.ts';
import { type Happening, lawEventOf } from './events.ts';

/** What follows from a command with its body: the happenings to record, or every reason why not. */

type Bodies = { readonly [K in keyof typeof requestCommands]: z.output<(typeof requestCommands)[K]> };
export type BodyOf<K extends keyof Bodies> = Bodies[K];

export type Decided = Decision<{ readonly happenings: readonly Happening[] }>;

const article = (number: number, paragraph?: number) => cite('政府信息公开条例', number, paragraph);

/** A day told by an officer must have come. */
export function notInFuture(scene: Scene, day: string | null, what: string): Reason[] {
  if (day === null || day <= scene.today) return [];
  return [reason('day-in-future', `${what}（${day}）还没有到，请核对。`, article(45))];
}

/** Blockers, the body's own reasons and the law's word on each happening: the happenings, if nothing speaks against. */
export function decided(
  scene: Scene,
  command: Parameters<typeof blockers>[1],
  happenings: readonly Happening[],
  more: readonly Reason[] = [],
): Decided {
  const barred = blockers(scene, command);
  const placed = [...barred, ...more];
  const law = placed.length > 0 ? [] : happenings.flatMap(each => lawOf(scene, each));
  const reasons = [...placed, ...law];
  return reasons.length > 0 ? refuse(reasons) : { ok: true, happenings };
}

function lawOf(scene: Scene, happening: Happening): readonly Reason[] {
  // A handling anew begins a clock of its own; nothing before it can bar it.
  if (happening.kind === 'rehandled') return [];
  const event = lawEventOf(happening);
  return event === undefined ? [] : lawReasons(scene.case, event, scene);
}
