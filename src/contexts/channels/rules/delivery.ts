import type { CarrierStep, Progress } from '../carrier.ts';
import type { TaskKind, TaskState } from '../contract.ts';

/** What a carrier's answer makes of a task. Instants in milliseconds. */

export interface DeliveryFacts {
  readonly kind: TaskKind;
  /** Steps taken before this one. */
  readonly steps: number;
  /** Failures in a row before this one. */
  readonly failures: number;
  /** An address alone proves a posting on this channel. */
  readonly addressProves: boolean;
  readonly nowMs: number;
}

export interface AfterStep {
  readonly state: TaskState;
  readonly progress: Progress;
  readonly steps: number;
  readonly failures: number;
  readonly notBeforeMs: number | null;
  readonly address: string | null;
  readonly code: string | null;
  readonly advice: string | null;
}

/** After so many failures in a row a person is asked. */
export const mostFailures = 10;
/** A carrier that is asked so often and never finishes does not work. */
export const mostSteps = 500;
const shortestWaitMs = 1000;
const longestBackoffMs = 6 * 3_600_000;

/** One minute, two, four … up to six hours. */
export function backoffMs(failures: number): number {
  return Math.min(60_000 * 2 ** Math.max(0, failures - 1), longestBackoffMs);
}

type CarrierInstant = Extract<CarrierStep, { kind: 'retry' }>['notBefore'];

/** Something that the carrier did not turn into an answer: a bug or the network. Passes, perhaps. */
export function failedStep(progress: Progress, notBefore: CarrierInstant): CarrierStep {
  return {
    kind: 'retry',
    progress,
    notBefore,
    code: 'carrier-failed',
    advice: '发布接口没有给出可以识别的答复，系统将自动重试；多次失败后请联系系统管理员查看日志。',
  };
}

export function afterStep(facts: DeliveryFacts, step: CarrierStep): AfterStep {
  const steps = facts.steps + 1;
  const { progress } = step;
  const shared = { progress, steps, failures: 0, notBeforeMs: null, address: null, code: null, advice: null };
  switch (step.kind) {
    case 'done': {
      // What was taken down is proven when somebody has looked; a posting, when there is an address to look at.
      const proven = facts.kind === 'post' && facts.addressProves && step.address !== null;
      return { ...shared, state: proven ? 'proven' : 'posted', address: step.address };
    }
    case 'continue':
      if (steps >= mostSteps) {
        const advice = '发布接口一直没有完成，请到该平台后台核对，再重试或者登记为人工发布。';
        return { ...shared, state: 'stuck', code: 'never-finished', advice };
      }
      return {
        ...shared,
        state: 'in-progress',
        notBeforeMs: Math.max(step.notBefore.getTime(), facts.nowMs + shortestWaitMs),
      };
    case 'retry': {
      const failures = facts.failures + 1;
      const { code, advice } = step;
      if (failures >= mostFailures) return { ...shared, state: 'stuck', failures, code, advice };
      const notBeforeMs = Math.max(step.notBefore.getTime(), facts.nowMs + backoffMs(failures));
      return { ...shared, state: 'in-progress', failures, notBeforeMs, code, advice };
    }
    case 'needs-person':
      return { ...shared, state: 'stuck', code: step.code, advice: step.advice };
  }
}
