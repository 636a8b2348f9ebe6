import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../tests/support/database.ts';
import { gatePack } from '../contract/gate-pack.ts';
import type { Actor } from '../contract.ts';
import {
  actorWith,
  approved,
  bench,
  codes,
  done,
  draft,
  released,
  seedFile,
  seedUnits,
  signAll,
  submitted,
} from '../items.fixture.ts';
import { createPublications } from '../service.ts';

const db = await testDatabase();
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const on = bench(db, clock);
const { publications, people, ports } = on;
const soon = '2019-06-05T09:00:00+08:00';

beforeAll(() => seedUnits(db));

async function stateOf(id: string): Promise<string> {
  return (await publications.getItem(people.chief, id)).state;
}

async function lastAudit(id: string) {
  const { rows } = await sql<{ command: string; outcome: string; detail: Record<string, unknown> }>`
    select command, outcome, detail from audit_event where subject_id = ${id} order by id desc limit 1`.execute(
    db.kysely,
  );
  return rows[0];
}

function alsoWith(actor: Actor, grants: Actor['grants']): Actor {
  return { ...actor, grants: { ...actor.grants, ...grants } };
}

describe('constitution 1: nothing reaches the public unreviewed', () => {
  it('an edit after signing voids every signature', async () => {
    const { id, digest } = await approved(on);
    done(await publications.recall(people.drafter, id));
    done(await publications.changeDraft(people.drafter, id, { revision: 1, summary: '改了一个字' }));
    const view = await publications.getItem(people.drafter, id);
    expect(view.digest).not.toBe(digest);
    expect(view.signatures).toHaveLength(5);
    expect(view.signatures.filter(each => each.current)).toEqual([]);
    expect(codes(await publications.release(people.publisher, id, { digest: view.digest }))).toEqual([
      'not-in-draft',
    ]);
  });

  it('nobody can edit what is under review, approved, scheduled or public', async () => {
    const inReview = await submitted(on);
    const ready = await approved(on);
    const live = await released(on);
    for (const { id } of [inReview, ready, live]) {
      expect(
        codes(await publications.changeDraft(people.drafter, id, { revision: 1, title: '改' }))[0],
      ).toMatch(/^not-in-/);
    }
  });

  it('a signature on bytes other than those seen is refused and audited', async () => {
    const { id } = await submitted(on);
    const stale = { step: 'legality', digest: '0'.repeat(64) };
    expect(codes(await publications.sign(people.legality, id, stale))).toEqual(['bytes-changed']);
    expect(await lastAudit(id)).toMatchObject({
      command: 'item.sign-legality',
      outcome: 'refused',
      detail: { reasons: ['bytes-changed'] },
    });
  });

  it('the drafter can not sign, skip or let pass, whatever the role allows', async () => {
    const { id, digest } = await submitted(on);
    const mighty = alsoWith(people.drafter, {
      'item.sign-legality': 'every-unit',
      'item.skip-step': 'every-unit',
      'gate.override': 'every-unit',
    });
    expect(codes(await publications.sign(mighty, id, { step: 'legality', digest }))).toEqual([
      'drafter-may-not-review',
    ]);
    const skip = { step: 'legality', digest, reason: '不需要这一环节' };
    expect(codes(await publications.skipStep(mighty, id, skip))).toEqual(['drafter-may-not-review']);
  });

  it('who drafted an earlier version can not review the amendment of somebody else', async () => {
    const { id } = await released(on);
    const other = actorWith(people.drafter.grants, { unitId: 'finance', name: '另一人' });
    done(await publications.amend(other, id));
    done(await publications.submit(other, id));
    const { digest } = await publications.getItem(people.chief, id);
    const first = alsoWith(people.drafter, { 'item.sign-legality': 'every-unit' });
    expect(codes(await publications.sign(first, id, { step: 'legality', digest }))).toEqual([
      'drafter-may-not-review',
    ]);
  });

  it('one person can not sign two steps', async () => {
    const { id, digest } = await submitted(on);
    const both = alsoWith(people.statistics, { 'item.sign-legality': 'every-unit' });
    done(await publications.sign(both, id, { step: 'statistics', digest }));
    expect(codes(await publications.sign(both, id, { step: 'legality', digest }))).toEqual([
      'one-person-one-step',
    ]);
  });

  it('two sessions of one person at once sign one step only', async () => {
    const { id, digest } = await submitted(on);
    const both = alsoWith(people.statistics, { 'item.sign-legality': 'every-unit' });
    const answers = await Promise.all([
      publications.sign(both, id, { step: 'statistics', digest }),
      publications.sign(both, id, { step: 'legality', digest }),
    ]);
    expect(answers.filter(each => each.ok)).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(['one-person-one-step']);
  });

  it('two reviewers of one group at once both count, and the chain goes on', async () => {
    for (let i = 0; i < 10; i += 1) {
      const { id, digest } = await submitted(on);
      await Promise.all([
        publications.sign(people.statistics, id, { step: 'statistics', digest }).then(done),
        publications.sign(people.legality, id, { step: 'legality', digest }).then(done),
      ]);
      const { waitingFor } = await publications.getItem(people.chief, id);
      expect(waitingFor.map(each => each.step)).toEqual(['secrecy']);
    }
  });

  it('skipping needs its own permission, and is audited as such', async () => {
    const { id, digest } = await submitted(on);
    const skip = { step: 'statistics', digest, reason: '不含统计数据' };
    await expect(publications.skipStep(people.statistics, id, skip)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(await lastAudit(id)).toMatchObject({ command: 'item.skip-step', outcome: 'refused' });
    done(await publications.skipStep(people.chief, id, skip));
    expect(await lastAudit(id)).toMatchObject({
      outcome: 'done',
      detail: { step: 'statistics', reasons: ['不含统计数据'] },
    });
  });

  it('release is refused at every stage before approval', async () => {
    const { id, digest } = await submitted(on);
    for (let signed = 0; signed < 5; signed += 1) {
      expect(codes(await publications.release(people.publisher, id, { digest }))).toEqual([
        'not-in-in-review',
      ]);
      const step = (['statistics', 'legality', 'secrecy', 'approval', 'filing'] as const)[signed]!;
      done(await publications.sign(people[step], id, { step, digest }));
    }
    done(await publications.release(people.publisher, id, { digest }));
  });

  it('a state set to approved by hand in the database does not help: signatures and gate are missing', async () => {
    const { id } = done(await publications.createDraft(people.drafter, draft()));
    await sql`update version set state = 'approved' where document_id = ${id}::uuid`.execute(db.kysely);
    const { digest } = await publications.getItem(people.chief, id);
    expect(codes(await publications.release(people.publisher, id, { digest }))).toEqual([
      'unsigned-steps',
      'gate-missing',
    ]);
  });

  it('bytes changed in the database after approval are not released, even with their digest', async () => {
    const { id, digest } = await approved(on);
    await sql`update version set title = '换过的标题' where document_id = ${id}::uuid`.execute(db.kysely);
    expect(codes(await publications.release(people.publisher, id, { digest }))).toEqual([
      'bytes-changed',
      'unsigned-steps',
      'gate-missing',
    ]);
    const now = await publications.getItem(people.chief, id);
    await sql`update version set digest = ${now.digest} where document_id = ${id}::uuid`.execute(db.kysely);
    expect(codes(await publications.release(people.publisher, id, { digest: now.digest }))).toEqual([
      'unsigned-steps',
      'gate-missing',
    ]);
  });

  it('a replaced attachment, column or planned instant is noticed as well', async () => {
    const [a, b] = ['1'.repeat(64), '2'.repeat(64)];
    await seedFile(db, a);
    await seedFile(db, b);
    const attachments = [{ fileDigest: a, name: '表.pdf' }];
    const tampering = [
      (id: string) => sql`update attachment set file_digest = ${b} where document_id = ${id}::uuid`,
      (id: string) => sql`update attachment set name = '别的.pdf' where document_id = ${id}::uuid`,
      (id: string) => sql`update document set column_id = 'notices' where id = ${id}::uuid`,
      (id: string) => sql`update version set release_at = now() where document_id = ${id}::uuid`,
    ];
    for (const tamper of tampering) {
      const { id, digest } = await approved(on, { attachments });
      await tamper(id).execute(db.kysely);
      expect(codes(await publications.release(people.publisher, id, { digest }))).toContain('bytes-changed');
    }
  });

  it('a blocking verdict on the approved bytes stops the release', async () => {
    const { id, digest } = await approved(on);
    const findings = JSON.stringify({
      findings: [
        { rule: 'mobile-number', severity: 'block', where: '正文', excerpt: '', advice: '删除', basis: [] },
      ],
    });
    await sql`insert into gate_verdict (document_id, version_no, digest, verdict, findings, checked_at)
      values (${id}::uuid, 1, ${digest}, 'block', ${findings}::jsonb, now())`.execute(db.kysely);
    expect(codes(await publications.release(people.publisher, id, { digest }))).toEqual(['gate-blocks']);
  });

  it('what the check has learnt since the review stops the release, and the new verdict is kept', async () => {
    const tables = gatePack.parse({});
    const later = bench(db, clock, { pack: { ...ports.pack, gate: tables } });
    const first = await approved(later, { title: '关于党史教育的通知' });
    const second = await approved(later, { title: '关于安全检查的通知' });
    tables.wording.push({ wrong: '党史教育', right: '党史学习教育', allow: [], severity: 'block', note: '' });
    const { publisher } = later.people;
    const release = ({ id, digest }: { id: string; digest: string }) =>
      later.publications.release(publisher, id, { digest });
    expect(codes(await release(first))).toEqual(['gate-blocks']);
    expect((await later.publications.getItem(people.chief, first.id)).gate?.verdict).toBe('block');
    expect(codes(await release(second))).toEqual([]);
  });

  it('an item that is not for proactive disclosure goes through review and never out', async () => {
    const metadata = {
      writtenOn: '2019-06-03',
      attribute: 'withheld',
      attributeReason: 'internal-affairs',
    } as const;
    const { id, digest } = await approved(on, { metadata });
    expect(codes(await publications.release(people.publisher, id, { digest }))).toEqual(['not-proactive']);
  });
});

describe('scheduled release (lessons 2 and 3)', () => {
  async function scheduled() {
    const item = await approved(on, { releaseAt: soon });
    expect(done(await publications.release(people.publisher, item.id, { digest: item.digest })).state).toBe(
      'scheduled',
    );
    return item;
  }
  const due = new Date('2019-06-05T09:00:01+08:00');

  it('waits for its instant, survives a restart, and goes out once', async () => {
    const { id, path } = await scheduled();
    expect(await publications.releaseDue(new Date('2019-06-05T08:59:59+08:00'))).toEqual([]);
    expect(await publications.open.liveItem(path)).toBeNull();
    const restarted = bench(db, clock);
    const answers = await Promise.all([
      restarted.publications.releaseDue(due),
      restarted.publications.releaseDue(due),
    ]);
    expect(answers.flat().filter(each => each.documentId === id)).toEqual([
      { documentId: id, versionNo: 1, released: true, reasons: [] },
    ]);
    expect(restarted.events).toHaveLength(1);
    expect(await publications.open.liveItem(path)).not.toBeNull();
    expect(await lastAudit(id)).toMatchObject({ command: 'item.release', detail: { scheduled: true } });
  });

  it('never publishes bytes that are not the approved ones, and hands them back once', async () => {
    const { id, path } = await scheduled();
    await sql`update version set body_html = '<p>换过</p>' where document_id = ${id}::uuid`.execute(
      db.kysely,
    );
    const [answer] = await publications.releaseDue(due);
    expect(answer).toMatchObject({ documentId: id, released: false });
    expect(answer?.reasons.map(each => each.code)).toContain('bytes-changed');
    expect(await publications.open.liveItem(path)).toBeNull();
    expect(await stateOf(id)).toBe('returned');
    expect(await lastAudit(id)).toMatchObject({ command: 'item.release', outcome: 'refused' });
    expect(await publications.releaseDue(due)).toEqual([]);
  });

  it('is not fooled when the digest column is changed with the bytes', async () => {
    const { id, path } = await scheduled();
    await sql`update version set body_html = '<p>换过</p>' where document_id = ${id}::uuid`.execute(
      db.kysely,
    );
    const { digest } = await publications.getItem(people.chief, id);
    await sql`update version set digest = ${digest} where document_id = ${id}::uuid`.execute(db.kysely);
    expect((await publications.releaseDue(due))[0]?.released).toBe(false);
    expect(await publications.open.liveItem(path)).toBeNull();
  });

  it('an instant brought forward in the database is not approved either', async () => {
    const { id, path } = await scheduled();
    await sql`update version set release_at = '2019-06-03T08:00:00+08:00' where document_id = ${id}::uuid`.execute(
      db.kysely,
    );
    expect((await publications.releaseDue())[0]).toMatchObject({ documentId: id, released: false });
    expect(await publications.open.liveItem(path)).toBeNull();
  });

  it('taken off the schedule it does not go out, and can be released by hand after its instant', async () => {
    const { id, digest, path } = await scheduled();
    done(await publications.unschedule(people.publisher, id));
    expect(await publications.releaseDue(due)).toEqual([]);
    clock.set('2019-06-06T09:00:00+08:00');
    expect(done(await publications.release(people.publisher, id, { digest })).state).toBe('released');
    clock.set('2019-06-03T09:00:00+08:00');
    expect(await publications.open.liveItem(path)).not.toBeNull();
  });

  it('a withdrawal takes a scheduled amendment with it', async () => {
    const { id, path } = await released(on);
    done(await publications.amend(people.drafter, id));
    done(await publications.changeDraft(people.drafter, id, { revision: 1, releaseAt: soon }));
    done(await publications.submit(people.drafter, id));
    const { digest } = await publications.getItem(people.chief, id);
    await signAll(on, id, digest);
    done(await publications.release(people.publisher, id, { digest }));
    done(
      await publications.withdraw(people.publisher, id, {
        kind: 'published-in-error',
        reason: '内容有误需要撤下',
      }),
    );
    expect(await publications.releaseDue(due)).toEqual([]);
    expect(await publications.open.liveItem(path)).toBeNull();
    expect(await stateOf(id)).toBe('withdrawn');
  });

  it('one that fails does not hold up the others, and is tried again', async () => {
    const broken = await scheduled();
    const good = await scheduled();
    const failing = createPublications({
      ...ports,
      react: async (_, event) => {
        if (event.type === 'item.released' && event.item.documentId === broken.id)
          throw new Error('broken reaction');
      },
    });
    await expect(failing.releaseDue(due)).rejects.toThrow('scheduled releases failed');
    expect(await stateOf(good.id)).toBe('released');
    expect(await stateOf(broken.id)).toBe('scheduled');
    expect((await publications.releaseDue(due)).map(each => each.documentId)).toEqual([broken.id]);
  });
});
