import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import type { AuditEntry } from '../contexts/organisation/audit-port.ts';
import { type Clock, shanghaiDay } from '../platform/clock.ts';
import type { Queries } from '../platform/database/database.ts';

/** How the story of a demonstration is told: its clock, and its steps, each told once whatever interrupts the teller. */

/** A clock that is set by hand; it never runs past the real one. */
export class StoryClock implements Clock {
  #now: Date;
  readonly #present: Date;

  constructor(present: Date) {
    this.#present = present;
    this.#now = present;
  }

  now(): Date {
    return this.#now;
  }

  today(): string {
    return shanghaiDay(this.#now);
  }

  /** Sets the clock; false where the moment lies in the future. Acts of one moment follow each other by seconds. */
  set(moment: Date): boolean {
    if (moment > this.#present) return false;
    this.#now = moment;
    return true;
  }

  tick(seconds: number): void {
    const next = new Date(this.#now.getTime() + seconds * 1000);
    this.#now = next > this.#present ? this.#present : next;
  }
}

/** `2019-06-18` (nine in the morning) or `2019-06-18 15:30`, in Asia/Shanghai. */
export function instantOf(moment: string): Date {
  const [day, time] = moment.split(' ');
  return new Date(`${day}T${time ?? '09:00'}:00+08:00`);
}

/**
 * Acts a few at a time: what waits for the disk waits together. Results in the given order; `before` is the act before,
 * for the part of an act that must come after it.
 */
export async function sideBySide<T, R>(
  things: readonly T[],
  act: (thing: T, no: number, before: Promise<unknown>) => Promise<R>,
): Promise<R[]> {
  const [begun, done]: [Promise<R>[], R[]] = [[], []];
  let next = 0;
  const worker = async () => {
    for (let no = next++; no < things.length; no = next++) {
      begun[no] = act(things[no]!, no, begun[no - 1] ?? Promise.resolve());
      done[no] = await begun[no]!;
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return done;
}

/** In the detail of the lines of the audit trail that a step has written. */
const stepMark = 'demoStep';

/** The steps that have been told, with the id of what each was about: what the audit trail says of them. */
export async function toldSteps(db: Queries): Promise<Map<string, string>> {
  const { rows } = await sql<{ step: string; subject: string }>`
    select detail ->> ${stepMark} as step, subject_id as subject from audit_event
    where detail ? ${stepMark} and outcome = 'done' order by id desc`.execute(db);
  // Of several lines of one step the first, which is about what the step did itself; read last, it stands.
  return new Map(rows.map(row => [row.step, row.subject]));
}

/**
 * The steps of a story. Every use case writes its line of the audit trail in its own transaction, and the line carries
 * the step's key: so a step is known as told exactly if its work is there, wherever the teller was cut off.
 */
export class StorySteps {
  readonly #told: Map<string, string>;
  readonly #current = new AsyncLocalStorage<string>();

  constructor(told: ReadonlyMap<string, string>) {
    this.#told = new Map(told);
  }

  /** To be laid over every line of the audit trail that is written while the story is told. */
  readonly marked = (entry: AuditEntry): AuditEntry => {
    const step = this.#current.getStore();
    if (step === undefined || entry.outcome !== 'done') return entry;
    return { ...entry, detail: { ...entry.detail, [stepMark]: step } };
  };

  /** Does one act unless it has been done; resolves to the id of what it is about. */
  async once(step: string, act: () => Promise<string>): Promise<string> {
    const told = this.#told.get(step);
    if (told !== undefined) return told;
    const subject = await this.#current.run(step, act);
    this.#told.set(step, subject);
    return subject;
  }
}
