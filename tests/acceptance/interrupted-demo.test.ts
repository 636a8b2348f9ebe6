import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockHolder } from '../../src/platform/database/process-lock.ts';
import { startProduct } from '../support/start-product.ts';
import { gongkai } from './command.ts';
import { behindTheBack } from './database.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gongkai-story-'));
});
afterAll(() => rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

// A day on which nothing is told: the hour at which each start happens then changes nothing.
const env = { GONGKAI_TODAY: '2019-06-23' };

/** What has been told so far, by the key of its step. */
const steps = `select count(distinct detail ->> 'demoStep')::int as count from audit_event`;

/** Everything the story is made of, without the ids that are drawn anew each time; times by the day. */
const storyQueries: Readonly<Record<string, string>> = {
  steps: `select detail ->> 'demoStep' as step, command, staff_name, at::date::text from audit_event
    where detail ? 'demoStep' order by 1, 2, 3`,
  versions: `select v.title, v.no, v.state, d.kind, d.index_no, d.live_version, d.first_released_at::date::text
    from version v join document d on d.id = v.document_id order by 1, 2`,
  signatures: `select v.title, s.step, s.staff_name from signature s
    join version v on v.document_id = s.document_id and v.no = s.version_no order by 1, 2, 3`,
  duties: `select leaf_id, unit_id, period, due_on::text, met_on::text, covered, not_applicable_reason,
    not_applicable_on::text from duty order by 1, 2, 3, 4`,
  proofs: `select count(*)::int, count(distinct duty_id)::int as duties from duty_proof`,
  log: `select kind, count(*)::int from log_entry group by 1 order by 1`,
  found: `select count(*)::int from search_entry`,
};

async function storyOf(folder: string): Promise<Record<string, unknown[]>> {
  return behindTheBack(folder, async client => {
    const story: Record<string, unknown[]> = {};
    for (const [name, query] of Object.entries(storyQueries)) story[name] = (await client.query(query)).rows;
    return story;
  });
}

/** Starts, and ends it as a power cut would once so many steps have been told; resolves to how many there are then. */
async function cutOff(folder: string, afterSteps: number): Promise<number> {
  const told = () =>
    behindTheBack(folder, async client => Number((await client.query(steps)).rows[0].count)).catch(() => 0);
  const started = startProduct({ env, folder, waitMs: 240_000 });
  let failure: string | undefined;
  const ended = started.then(
    () => 'ready',
    (error: unknown) => {
      failure = String(error);
      return 'cut off';
    },
  );
  while ((await told()) < afterSteps) {
    if (failure !== undefined) throw new Error(failure);
    await pause(10);
  }
  const holder = await lockHolder(join(folder, 'gongkai.lock'));
  process.kill(holder?.pid ?? 0, 'SIGKILL');
  expect(await ended).toBe('cut off');
  return told();
}

describe('a first start that is cut off in the middle of the demonstration', () => {
  it('goes on where it stopped, however often, and ends with the whole story told once', {
    timeout: 900_000,
  }, async () => {
    const whole = await startProduct({ env, folder: join(home, 'whole'), waitMs: 240_000 });
    const expected = await storyOf(whole.folder);
    await whole.stop();
    const count = new Set(expected['steps']?.map(row => (row as { step: string }).step)).size;
    expect(count).toBeGreaterThan(100);

    const folder = join(home, 'cut');
    for (const share of [0.1, 0.6]) await cutOff(folder, Math.round(count * share));
    const healed = await startProduct({ env, folder, waitMs: 240_000 });
    expect(healed.output()).toContain('正在从中断处继续');
    const found = await storyOf(folder);
    for (const name of Object.keys(storyQueries)) expect(found[name], name).toEqual(expected[name]);
    await healed.stop();
    const verified = await gongkai(['log', 'verify', '--json'], { env: { GONGKAI_DATA: folder } });
    expect([verified.code, verified.json().problems]).toEqual([0, []]);

    const again = await startProduct({ env, folder, waitMs: 240_000 });
    expect(again.output()).not.toContain('演示数据时被中断');
    expect(again.output()).not.toContain('正在载入演示数据');
    expect(await storyOf(folder)).toEqual(found);
    await again.stop();
  });
});
