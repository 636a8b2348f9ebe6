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
  /**
   * Every step that carriers can take now in bringing out and taking down, and a look at what was withdrawn. Answers the
   * milliseconds until the next step is due, if one waits.
   */
  carry(): Promise<number | null>;
  /** Does the waiting check of our own website, if there is one. */
  checkSite(): Promise<void>;
  /** Reminders of what is due soon or late. */
  sweep(): Promise<void>;
  /** Forgets what is only kept for a while. */
  tidyUp(): Promise<void>;
}

/** Between two runs of the minute's timer. */
const timerMs = 60_000;

const crontab = [
  '* * * * * release-due ?jobKey=release-due&max=3',
  '* * * * * carry ?jobKey=carry&max=3',
  '* * * * * seal-log ?jobKey=seal-log&max=3',
  '7 * * * * sweep ?jobKey=sweep&max=3',
  '*/10 * * * * check-site ?jobKey=check-site&max=1',
  '23 3 * * * tidy-up ?jobKey=tidy-up&max=3',
].join('\n');

/** The worker speaks only when something went wrong; its progress is nobody's business on the terminal. */
const quiet = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') process.stderr.write(`worker: ${message}\n`);
});

/** Has the carriers take their next steps without waiting for the timer; asked twice before it begins, it is done once. */
export async function askToCarry(pool: pg.Pool, inSeconds = 0, jobKey = 'carry-now'): Promise<void> {
  await pool.query(
    `select graphile_worker.add_job('carry', '{}'::json, run_at := now() + make_interval(secs => $1), job_key := $2)`,
    [inSeconds, jobKey],
  );
}

/** Has the waiting check of the website done at once, not at the timer's next turn. */
export async function askToCheckSite(pool: pg.Pool): Promise<void> {
  await pool.query(
    `select graphile_worker.add_job('check-site', '{}'::json, job_key := 'check-site-now', max_attempts := 1)`,
  );
}

/** Starts the worker on the pool. Stop it before the pool is closed. */
export async function startJobs(pool: pg.Pool, work: Work): Promise<Runner> {
  const taskList: TaskList = {
    'seal-log': () => work.sealLog(),
    'release-due': () => work.releaseDue(),
    carry: async () => {
      const waitMs = await work.carry();
      // Sooner than the timer, so that a posting is not held up by whole minutes.
      if (waitMs !== null && waitMs < timerMs) await askToCarry(pool, waitMs / 1000, 'carry-next');
    },
    'check-site': () => work.checkSite(),
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
