import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../../tests/support/database.ts';
import { approved, bench, codes, done, seedUnits } from '../../items.fixture.ts';
import { approvedBundle, type Bundle, bundle, seenBy, signBundle } from '../../packages.fixture.ts';
import { createPublications } from '../../service.ts';

const db = await testDatabase();
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const on = bench(db, clock);
const { publications, people, ports, events } = on;
const soon = '2019-06-05T09:00:00+08:00';
const due = new Date('2019-06-05T09:00:01+08:00');
const taken = { kind: 'repealed', reason: '文件已经废止' } as const;

beforeAll(() => seedUnits(db));
beforeEach(() => {
  events.length = 0;
});

async function statesOf({ policyId, interpretationId }: Bundle): Promise<string[]> {
  return Promise.all(
    [policyId, interpretationId].map(async id => (await publications.getItem(people.chief, id)).state),
  );
}

async function missing(policyId: string): Promise<string[]> {
  return (await publications.getPackage(people.chief, policyId)).missing.map(each => each.code);
}

/** Everything the context and the audit hold, to compare before and after. */
async function everything(): Promise<string> {
  const { rows } = await sql<{ all: unknown }>`select json_build_array(
    (select json_agg(d order by d.id) from document d), (select json_agg(v order by v.document_id, v.no) from version v),
    (select json_agg(s order by s.id) from signature s), (select json_agg(g order by g.id) from gate_verdict g),
    (select json_agg(w order by w.document_id) from withdrawal w), (select count(*) from audit_event),
    (select json_agg(c order by c.scope) from index_number_counter c), (select count(*) from portal_change)) as all`.execute(
    db.kysely,
  );
  return JSON.stringify(rows[0]?.all);
}

async function releaseTogether(policyId: string) {
  return publications.releasePackage(people.publisher, policyId, { digests: await seenBy(on, policyId) });
}

describe('constitution 4: policy and interpretation leave together', () => {
  it('one submission, one signature a step, one release: both public, an event for each', async () => {
    const made = await bundle(on);
    expect(await missing(made.policyId)).toEqual([]);
    done(await publications.submitPackage(people.drafter, made.policyId));
    expect(await statesOf(made)).toEqual(['in-review', 'in-review']);
    await signBundle(on, made.policyId);
    expect(await statesOf(made)).toEqual(['approved', 'approved']);
    const policy = await publications.getItem(people.chief, made.policyId);
    const interpretation = await publications.getItem(people.chief, made.interpretationId);
    expect(interpretation.signatures.map(each => each.digest)).toEqual(Array(5).fill(interpretation.digest));
    expect(policy.signatures.map(each => each.digest)).toEqual(Array(5).fill(policy.digest));
    done(await releaseTogether(made.policyId));
    expect(await statesOf(made)).toEqual(['released', 'released']);
    expect(events.map(each => each.type)).toEqual(['item.released', 'item.released']);
    const open = await publications.open.packageOf(made.policyId);
    expect(open.interpretations).toEqual([
      { path: interpretation.path, title: '《困难群众补助办法》问答解读', form: 'questions' },
    ]);
    expect((await publications.open.packageOf(made.interpretationId)).interprets?.path).toBe(policy.path);
  });

  it('no member goes alone: not into review, not through a step, not out', async () => {
    const made = await bundle(on);
    for (const id of [made.policyId, made.interpretationId])
      expect(codes(await publications.submit(people.drafter, id))).toEqual(['only-together']);
    done(await publications.submitPackage(people.drafter, made.policyId));
    const { digest } = await publications.getItem(people.chief, made.policyId);
    const act = { step: 'statistics', digest };
    expect(codes(await publications.sign(people.statistics, made.policyId, act))).toEqual(['only-together']);
    const { permissions } = await publications.getItem(people.statistics, made.policyId);
    expect(permissions['item.sign-statistics']?.reasons.map(each => each.code)).toEqual(['only-together']);
    await signBundle(on, made.policyId);
    for (const id of [made.policyId, made.interpretationId]) {
      const { digest: seen, permissions: told } = await publications.getItem(people.publisher, id);
      expect(codes(await publications.release(people.publisher, id, { digest: seen }))).toEqual([
        'only-together',
      ]);
      expect(told['item.release']?.allowed).toBe(false);
    }
    expect(await statesOf(made)).toEqual(['approved', 'approved']);
  });

  it('a normative document and one of wide effect stay in without an interpretation', async () => {
    const metadata = { writtenOn: '2019-06-03' };
    for (const over of [
      { kind: 'normative-document', metadata: { ...metadata, documentNo: '毕民发〔2019〕13号' } },
      { kind: 'notice', metadata: { ...metadata, wideEffect: true } },
    ] as const) {
      const { id, digest } = await approved(on, over);
      expect(codes(await publications.release(people.publisher, id, { digest }))).toEqual([
        'interpretation-missing',
      ]);
      expect(codes(await releaseTogether(id))).toEqual(['interpretation-missing']);
    }
  });

  it('an exemption lets it out: named, with a reason, by nobody who drafted it, and it stays visible', async () => {
    const metadata = { writtenOn: '2019-06-03', documentNo: '毕民发〔2019〕14号' };
    const { id, digest } = await approved(on, { kind: 'normative-document', metadata });
    const reason = '内部议事规则，不涉及群众办事，经局长办公会研究不作解读。';
    await expect(publications.exemptPolicy(people.drafter, id, { reason })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    const drafting = {
      ...people.drafter,
      grants: { ...people.drafter.grants, 'package.exempt': 'every-unit' },
    } as const;
    expect(codes(await publications.exemptPolicy(drafting, id, { reason }))).toEqual([
      'drafter-may-not-exempt',
    ]);
    expect(codes(await publications.exemptPolicy(people.chief, id, { reason: '不用' }))).toEqual([
      'reason-missing',
    ]);
    done(await publications.exemptPolicy(people.chief, id, { reason }));
    expect(codes(await publications.exemptPolicy(people.chief, id, { reason }))).toEqual(['already-exempt']);
    const view = await publications.getPackage(people.chief, id);
    expect(view.exemption).toMatchObject({ reason, staffName: '主任' });
    done(await publications.release(people.publisher, id, { digest }));
    const plain = await approved(on);
    expect(codes(await publications.exemptPolicy(people.chief, plain.id, { reason }))).toEqual([
      'not-compulsory',
    ]);
  });

  it('an exemption taken back binds the document again, and both acts stay on record', async () => {
    const metadata = { writtenOn: '2019-06-03', documentNo: '毕民发〔2019〕15号' };
    const { id, digest } = await approved(on, { kind: 'normative-document', metadata });
    const reason = '内部议事规则，不涉及群众办事，经局长办公会研究不作解读。';
    const back = '经复核涉及群众办事，应当解读。';
    expect(codes(await publications.revokeExemption(people.chief, id, { reason: back }))).toEqual([
      'not-exempt',
    ]);
    done(await publications.exemptPolicy(people.chief, id, { reason }));
    await expect(publications.revokeExemption(people.drafter, id, { reason: back })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(codes(await publications.revokeExemption(people.chief, id, { reason: '不' }))).toEqual([
      'reason-missing',
    ]);
    done(await publications.revokeExemption(people.chief, id, { reason: back }));
    const view = await publications.getPackage(people.chief, id);
    expect([view.exemption, view.permissions['revoke-exemption']!.allowed]).toEqual([null, false]);
    expect(codes(await publications.release(people.publisher, id, { digest }))).toEqual([
      'interpretation-missing',
    ]);
    done(await publications.exemptPolicy(people.chief, id, { reason }));
    done(await publications.release(people.publisher, id, { digest }));
    const { rows } = await sql<{ granted: boolean }>`select is_granted as granted from package_exemption
      where policy_id = ${id}::uuid order by no`.execute(db.kysely);
    expect(rows.map(each => each.granted)).toEqual([true, false, true]);
  });

  it('every reason is said at once, under the title of the member it speaks of', async () => {
    const { policyId } = await bundle(on, {
      metadata: { writtenOn: '2019-06-03', documentNo: '毕民发〔2019〕15号' },
    });
    const added = await publications.addInterpretation(people.drafter, policyId, { form: 'benefit-card' });
    expect(added.ok).toBe(true);
    const refused = await publications.submitPackage(people.drafter, policyId);
    expect(codes(refused)).toEqual(['plan-missing', ...Array(4).fill('card-field-missing')]);
    expect(refused.ok ? '' : refused.reasons[1]?.message).toContain('《困难群众补助办法》惠民政策明白卡');
  });

  it('a signature of all or of none: one digest read wrongly, and nobody has signed', async () => {
    const made = await bundle(on);
    done(await publications.submitPackage(people.drafter, made.policyId));
    const digests = { ...(await seenBy(on, made.policyId)), [made.interpretationId]: 'f'.repeat(64) };
    const refused = await publications.signPackage(people.statistics, made.policyId, {
      step: 'statistics',
      digests,
    });
    expect(codes(refused)).toEqual(['bytes-changed']);
    const { signatures } = await publications.getItem(people.chief, made.policyId);
    expect(signatures).toEqual([]);
  });

  it('a member that is not submitted stops the signatures; what is returned comes back whole', async () => {
    const made = await bundle(on);
    done(await publications.submitPackage(people.drafter, made.policyId));
    const digests = await seenBy(on, made.policyId);
    done(await publications.signPackage(people.statistics, made.policyId, { step: 'statistics', digests }));
    done(await publications.recall(people.drafter, made.interpretationId));
    const signing = { step: 'legality', digests };
    expect(codes(await publications.signPackage(people.legality, made.policyId, signing))).toEqual([
      'member-not-submitted',
    ]);
    done(await publications.submitPackage(people.drafter, made.policyId));
    // The interpretation begins anew; its first step is signed by whoever signed it for the policy.
    const again = { step: 'statistics', digests: await seenBy(on, made.policyId) };
    done(await publications.signPackage(people.statistics, made.policyId, again));
    const back = {
      step: 'legality',
      digests: await seenBy(on, made.policyId),
      reasons: ['与上位文件不一致'],
    };
    done(await publications.returnPackage(people.legality, made.policyId, back));
    expect(await statesOf(made)).toEqual(['returned', 'returned']);
  });

  it('an edit between signature and release voids it for the whole', async () => {
    const made = await approvedBundle(on);
    await sql`update version set title = '改动' where document_id = ${made.interpretationId}::uuid`.execute(
      db.kysely,
    );
    expect(codes(await releaseTogether(made.policyId))).toEqual(
      expect.arrayContaining(['bytes-changed', 'unsigned-steps']),
    );
    expect(await statesOf(made)).toEqual(['approved', 'approved']);
  });
});

describe('wholly or not at all (constitution 8)', () => {
  it('the second member fails, the audit fails, the commit fails: nothing is public, nothing is written', async () => {
    const made = await approvedBundle(on);
    const digests = await seenBy(on, made.policyId);
    const before = await everything();
    let reactions = 0;
    const second = createPublications({
      ...ports,
      react: async trx => {
        reactions += 1;
        if (reactions === 2) await sql`select 1/0`.execute(trx);
      },
    });
    await expect(second.releasePackage(people.publisher, made.policyId, { digests })).rejects.toThrow(/zero/);
    expect(reactions).toBe(2);
    expect(await everything()).toBe(before);
    const unaudited = createPublications({
      ...ports,
      recordAudit: async trx => void (await sql`insert into audit_event (at) values (now())`.execute(trx)),
    });
    await expect(unaudited.releasePackage(people.publisher, made.policyId, { digests })).rejects.toThrow(
      /null value/,
    );
    expect(await everything()).toBe(before);
    await sql`create function refuse_release() returns trigger language plpgsql as $$ begin
      if new.state = 'released' then raise exception 'no commit'; end if; return null; end $$`.execute(
      db.kysely,
    );
    await sql`create constraint trigger refuse_release after update on version
      deferrable initially deferred for each row execute function refuse_release()`.execute(db.kysely);
    try {
      await expect(releaseTogether(made.policyId)).rejects.toThrow('no commit');
    } finally {
      await sql`drop trigger refuse_release on version`.execute(db.kysely);
    }
    expect(await everything()).toBe(before);
    done(await releaseTogether(made.policyId));
  });

  it('submission and signature likewise', async () => {
    const made = await bundle(on);
    let lines = 0;
    const failing = createPublications({
      ...ports,
      recordAudit: async (trx, entry) => {
        lines += 1;
        if (lines === 2) await sql`select 1/0`.execute(trx);
        return ports.recordAudit(trx, entry);
      },
    });
    const before = await everything();
    await expect(failing.submitPackage(people.drafter, made.policyId)).rejects.toThrow(/zero/);
    expect(await everything()).toBe(before);
    done(await publications.submitPackage(people.drafter, made.policyId));
    const body = { step: 'statistics', digests: await seenBy(on, made.policyId) };
    const submittedState = await everything();
    lines = 0;
    await expect(failing.signPackage(people.statistics, made.policyId, body)).rejects.toThrow(/zero/);
    expect(await everything()).toBe(submittedState);
  });

  it('two people release at once, one withdraws while another releases: one outcome, both members the same', async () => {
    const made = await approvedBundle(on);
    const twice = await Promise.all([releaseTogether(made.policyId), releaseTogether(made.policyId)]);
    expect(twice.filter(each => each.ok)).toHaveLength(1);
    expect(events.map(each => each.type)).toEqual(['item.released', 'item.released']);
    const both = await Promise.all([
      publications.withdraw(people.publisher, made.policyId, taken),
      publications.withdraw(people.publisher, made.interpretationId, taken),
    ]);
    expect(both.filter(each => each.ok)).toHaveLength(1);
    expect(await statesOf(made)).toEqual(['withdrawn', 'withdrawn']);
  });
});

describe('a package on schedule (lessons 2 and 3)', () => {
  async function scheduled() {
    const made = await approvedBundle(on, { releaseAt: soon });
    done(await releaseTogether(made.policyId));
    expect(await statesOf(made)).toEqual(['scheduled', 'scheduled']);
    return made;
  }

  it('waits for its instant and goes out whole, once, however many clocks tick', async () => {
    const made = await scheduled();
    expect(codes(await publications.unschedule(people.publisher, made.policyId))).toEqual(['only-together']);
    expect(await publications.releaseDue(new Date('2019-06-05T08:59:59+08:00'))).toEqual([]);
    const answers = (await Promise.all([publications.releaseDue(due), publications.releaseDue(due)])).flat();
    expect(answers.map(each => each.released)).toEqual([true, true]);
    expect(await statesOf(made)).toEqual(['released', 'released']);
  });

  it('a member whose bytes changed takes both off the schedule, and nothing goes out', async () => {
    const made = await scheduled();
    await sql`update version set title = '改动' where document_id = ${made.interpretationId}::uuid`.execute(
      db.kysely,
    );
    const answers = await publications.releaseDue(due);
    expect(answers.map(each => each.released)).toEqual([false, false]);
    expect(await statesOf(made)).toEqual(['returned', 'returned']);
    expect(events).toEqual([]);
  });

  it('is taken off together', async () => {
    const made = await scheduled();
    done(await publications.unschedulePackage(people.publisher, made.policyId));
    expect(await statesOf(made)).toEqual(['approved', 'approved']);
    expect(await publications.releaseDue(due)).toEqual([]);
  });

  it('members planned for different instants do not leave', async () => {
    const made = await bundle(on, { releaseAt: soon });
    done(
      await publications.changeDraft(people.drafter, made.interpretationId, { revision: 2, releaseAt: null }),
    );
    done(await publications.submitPackage(people.drafter, made.policyId));
    await signBundle(on, made.policyId);
    expect(codes(await releaseTogether(made.policyId))).toEqual(['instants-differ']);
  });
});
