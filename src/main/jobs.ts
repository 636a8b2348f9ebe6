import { Logger, type Runner, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';

/**
 * Background work. A job added in the transaction of its cause is the outbox; what falls due by itself is *found* by
 * a sweep with a given day, idempotent, so that a missed or repeated run changes nothing.
 */
export interface Work {
  /** Seals what the log has recorded. Asked for as soon as a change names the log; the timer finds what was missed. */
  sealLog(): Promise<void>;
  /** Releases scheduled versions whose instant has come. */
  releaseDue(): Promise<void>;
  /** The next step of everything that carriers are to bring out or take down, and looks at what was withdrawn. */
  carry(): Promise<void>;
  /** Reminders of what is due soon or late. */
  sweep(): Promise<void>;
  /** Forgets what is only kept for a while. */
  tidyUp(): Promise<void>;
}

const crontab = [
  '* * * * * release-due ?jobKey=release-due&max=3',
  '* * * * * carry ?jobKey=carry&max=3',
  '* * * * * seal-log ?jobKey=seal-log&max=3',
  '7 * * * * sweep ?jobKey=sweep&max=3',
  '23 3 * * * tidy-up ?jobKey=tidy-up&max=3',
].join('\n');

/** The worker speaks only when something went wrong; its progress is nobody's business on the terminal. */
const quiet = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') process.stderr.write(`worker: ${message}\n`);
});

/** Starts the worker on the pool. Stop it before the pool is closed. */
export async function startJobs(pool: pg.Pool, work: Work): Promise<Runner> {
  const taskList: TaskList = {
    'seal-log': () => work.sealLog(),
    'release-due': () => work.releaseDue(),
    carry: () => work.carry(),
    sweep: () => work.sweep(),
    'tidy-up': () => work.tidyUp(),
  };
  return run({
    pgPool: pool,
    taskList,
    crontab,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: quiet,
  });
}
