import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { fixedClock } from '../../../tests/support/fixed-clock.ts';
import { compose } from '../../main/compose.ts';
import { everyPermission } from '../../main/demo-people.ts';
import { packFolder } from '../../main/pack/folder.ts';
import { loadPack } from '../../main/pack/load.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Actor, CommandName, Reach } from '../organisation/contract.ts';
import { draftBody } from '../publications/contract.ts';
import type { Carrier, CarrierStep, Posting, Progress } from './carrier.ts';
import type { MatrixPack } from './contract.ts';

/** The whole product over a test's own database: a release here is a release. */

export type Settable = ReturnType<typeof fixedClock>;

/** A carrier that answers what the test says, and remembers what it was asked. */
export class CarrierDouble implements Carrier {
  readonly asked: {
    readonly act: 'deliver' | 'take-down' | 'look';
    readonly posting: Posting;
    readonly progress: Progress;
  }[] = [];
  answers: ((progress: Progress) => CarrierStep | Promise<CarrierStep>)[] = [];
  seen: 'present' | 'absent' | 'unknown' = 'absent';

  preview() {
    return Promise.resolve({ html: '<!doctype html><p>预览</p>', problems: [] });
  }

  #next(act: 'deliver' | 'take-down', posting: Posting, progress: Progress): Promise<CarrierStep> {
    this.asked.push({ act, posting, progress });
    const answer = this.answers.shift();
    if (answer === undefined) throw new Error('nobody told the carrier what to answer');
    return Promise.resolve(answer(progress));
  }

  async deliver(posting: Posting, progress: Progress): Promise<CarrierStep> {
    return this.#next('deliver', posting, progress);
  }

  async takeDown(posting: Posting, progress: Progress): Promise<CarrierStep> {
    return this.#next('take-down', posting, progress);
  }

  async look(posting: Posting, progress: Progress) {
    this.asked.push({ act: 'look', posting, progress });
    return this.seen;
  }
}

export function actorOf(unitId: string, grants: Partial<Record<CommandName, Reach>>): Actor {
  const staffId = randomUUID();
  return { staffId, name: '测试人员', unitId, roles: [], grants, actsFor: [], requestId: `test-${staffId}` };
}

const shipped = await loadPack(packFolder('bijie-civil-affairs'));

export async function productBench(
  db: Database,
  clock: Settable,
  more: {
    readonly carrier?: Carrier;
    readonly lookAt?: () => string | undefined;
    readonly matrix?: MatrixPack;
  } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-channels-'));
  const product = await compose({
    data: { ...db, folder },
    pack: { ...shipped, matrix: more.matrix ?? shipped.matrix },
    clock,
    demo: false,
    logOrigin: 'example.gov.cn/log',
    siteAddress: 'https://www.example.gov.cn/bm/minzheng',
    ...(more.lookAt === undefined ? {} : { lookAt: more.lookAt }),
    carriers: new Map(more.carrier === undefined ? [] : [['wechat', more.carrier]]),
  });
  const { publications } = product;
  const officer = (): Actor => ({ ...everyPermission(), staffId: randomUUID(), unitId: 'info-centre' });
  const people = {
    drafter: actorOf('welfare', {
      'item.read': 'own-unit',
      'item.draft': 'own-unit',
      'channel.post': 'own-unit',
      'channel.activity': 'own-unit',
    }),
    stranger: actorOf('finance', { 'item.read': 'own-unit', 'channel.post': 'own-unit' }),
    centre: actorOf('info-centre', {
      'item.read': 'every-unit',
      'channel.post': 'every-unit',
      'channel.confirm': 'every-unit',
      'channel.retry': 'every-unit',
    }),
    officer: officer(),
  };

  /** Through every step of the chain, each signed by another person, and out. */
  async function bringOut(id: string): Promise<void> {
    done(await publications.submit(officer(), id));
    const { digest, chain } = await publications.getItem(people.officer, id);
    for (const step of chain)
      done(await publications.sign(officer(), id, { step: step.id, digest, note: '' }));
    done(await publications.release(officer(), id, { digest }));
  }

  async function released(channels: readonly string[], over: Record<string, unknown> = {}): Promise<string> {
    const body = draftBody.parse({
      kind: 'notice',
      columnId: shipped.catalogue.columns.find(each => each.kinds.length === 0)?.id,
      ownerUnitId: 'welfare',
      title: `关于福利工作的通知${randomUUID().slice(0, 8)}`,
      bodyHtml: '<p>各县（市、区）民政局：</p><p>现将有关事项通知如下。</p>',
      metadata: { writtenOn: '2019-06-03' },
      channels,
      ...over,
    });
    const { id } = done(await publications.createDraft(officer(), body));
    await bringOut(id);
    return id;
  }

  async function tasks(id: string): Promise<string[]> {
    const { rows } = await sql<{ line: string }>`
      select concat_ws(' ', kind, channel, 'v' || version_no, state) as line from channel_task
      where document_id = ${id}::uuid order by created_at, kind, channel`.execute(db.kysely);
    return rows.map(row => row.line);
  }

  async function taskId(id: string, channel: string, kind = 'post', versionNo = 1): Promise<string> {
    const row = await db.kysely
      .selectFrom('channel_task')
      .select('id')
      .where('document_id', '=', id)
      .where('channel', '=', channel)
      .where('kind', '=', kind)
      .where('version_no', '=', versionNo)
      .executeTakeFirstOrThrow();
    return row.id;
  }

  const upload = (bytes: Uint8Array, name: string) =>
    product.files.takeUpload(Readable.from([Buffer.from(bytes)]), name, people.drafter);

  const withdraw = async (id: string) =>
    done(
      await publications.withdraw(officer(), id, {
        kind: 'published-in-error',
        reason: '经复核数据有误，予以撤下。',
      }),
    );

  return { product, people, officer, bringOut, released, withdraw, tasks, taskId, upload };
}

/** The value of a use case that must have gone well. */
export function done<T>(
  result: { ok: true; value: T } | { ok: false; reasons: readonly { message: string }[] },
): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.reasons.map(each => each.message).join(' ')}`);
}

export function codes(result: { ok: boolean; reasons?: readonly { code: string }[] }): string[] {
  return (result.reasons ?? []).map(each => each.code);
}
