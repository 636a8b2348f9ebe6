import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../../../tests/support/database.ts';
import { bench, codes, done, draft, seedUnits, submitted } from '../../items.fixture.ts';
import {
  approvedBundle,
  type Bundle,
  bundle,
  card,
  plan,
  releasedBundle,
  seenBy,
  signBundle,
} from '../../packages.fixture.ts';
import { createPublications } from '../../service.ts';

const db = await testDatabase();
const clock = fixedClock('2019-06-03T09:00:00+08:00');
const on = bench(db, clock);
const { publications, people, ports, events } = on;
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

describe('withdrawal of a package (constitution 4 and 5)', () => {
  it('the policy takes its interpretations with it, each with a tombstone of its own', async () => {
    const made = await releasedBundle(on);
    const paths = (await publications.getPackage(people.chief, made.policyId)).members.map(each => each.path);
    done(await publications.withdraw(people.publisher, made.policyId, taken));
    const stones = await Promise.all(paths.map(path => publications.open.tombstone(path)));
    expect(stones.map(each => [each?.kind, each?.reason])).toEqual([
      ['repealed', '文件已经废止'],
      ['repealed', '所解读的《困难群众补助办法》已经撤下：文件已经废止'],
    ]);
    expect(events.filter(each => each.type === 'item.withdrawn')).toHaveLength(2);
  });

  it('a tombstone that fails takes the other back', async () => {
    const made = await releasedBundle(on);
    const before = await everything();
    let seen = 0;
    const failing = createPublications({
      ...ports,
      react: async () => {
        seen += 1;
        if (seen === 2) throw new Error('broken');
      },
    });
    await expect(failing.withdraw(people.publisher, made.policyId, taken)).rejects.toThrow('broken');
    expect(await everything()).toBe(before);
  });

  it('the last interpretation stays while the rule holds; one of two may go', async () => {
    const made = await releasedBundle(on);
    const { publisher, drafter } = people;
    expect(codes(await publications.withdraw(publisher, made.interpretationId, taken))).toEqual([
      'last-interpretation',
    ]);
    const { documentId } = done(
      await publications.addInterpretation(drafter, made.policyId, { form: 'benefit-card' }),
    );
    done(
      await publications.changeDraft(drafter, documentId, {
        revision: 1,
        metadata: { interpretation: card },
      }),
    );
    // The policy is public and unchanged: the later interpretation goes its way alone.
    done(await publications.submitPackage(drafter, made.policyId));
    await signBundle(on, made.policyId);
    const { digest } = await publications.getItem(publisher, documentId);
    done(await publications.release(publisher, documentId, { digest }));
    done(await publications.withdraw(publisher, made.interpretationId, taken));
    expect(await statesOf(made)).toEqual(['released', 'withdrawn']);
  });

  it('nothing is withdrawn that the person may not withdraw in every member', async () => {
    const made = await releasedBundle(on);
    const own = { ...people.publisher, unitId: 'finance', grants: { 'item.withdraw': 'own-unit' } } as const;
    await sql`update document set owner_unit_id = 'relief' where id = ${made.interpretationId}::uuid`.execute(
      db.kysely,
    );
    await expect(publications.withdraw(own, made.policyId, taken)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(await statesOf(made)).toEqual(['released', 'released']);
  });
});

describe('amending a package', () => {
  async function amended() {
    const made = await releasedBundle(on);
    done(await publications.amendPackage(people.drafter, made.policyId, { interpretations: [] }));
    const change = { revision: 1, bodyHtml: '<p>修订后的正文。</p>' };
    done(await publications.changeDraft(people.drafter, made.policyId, change));
    return made;
  }
  async function signPolicy(policyId: string) {
    done(await publications.submitPackage(people.drafter, policyId));
    await signBundle(on, policyId);
    const { digest } = await publications.getItem(people.publisher, policyId);
    return digest;
  }

  it('an interpretation nobody confirmed keeps the amended policy in; a confirmation on these bytes lets it out', async () => {
    const made = await amended();
    expect(await missing(made.policyId)).toEqual(['interpretation-unconfirmed']);
    const digest = await signPolicy(made.policyId);
    const { publisher, drafter } = people;
    expect(codes(await publications.release(publisher, made.policyId, { digest }))).toEqual([
      'interpretation-unconfirmed',
    ]);
    expect(codes(await releaseTogether(made.policyId))).toEqual(['interpretation-unconfirmed']);
    const { digest: live } = await publications.getItem(publisher, made.interpretationId);
    const stale = { policyDigest: 'e'.repeat(64), digest: live };
    expect(
      codes(await publications.confirmInterpretation(drafter, made.policyId, made.interpretationId, stale)),
    ).toEqual(['bytes-changed']);
    const seen = { policyDigest: digest, digest: live, note: '条件、程序和材料均未变化。' };
    done(await publications.confirmInterpretation(drafter, made.policyId, made.interpretationId, seen));
    const view = await publications.getPackage(people.chief, made.policyId);
    expect(view.members[1]?.confirmed).toMatchObject({ staffName: '起草人', note: seen.note });
    done(await publications.release(publisher, made.policyId, { digest }));
  });

  it('an edit after the confirmation voids it', async () => {
    const made = await amended();
    const { digest: policyDigest } = await publications.getItem(people.drafter, made.policyId);
    const { digest } = await publications.getItem(people.drafter, made.interpretationId);
    const seen = { policyDigest, digest };
    done(
      await publications.confirmInterpretation(people.drafter, made.policyId, made.interpretationId, seen),
    );
    expect(await missing(made.policyId)).toEqual([]);
    const change = { revision: 2, bodyHtml: '<p>又改了一次。</p>' };
    done(await publications.changeDraft(people.drafter, made.policyId, change));
    expect(await missing(made.policyId)).toEqual(['interpretation-unconfirmed']);
  });

  it('both amended leave together as second versions', async () => {
    const made = await releasedBundle(on);
    const body = { interpretations: [made.interpretationId] };
    done(await publications.amendPackage(people.drafter, made.policyId, body));
    done(await publications.submitPackage(people.drafter, made.policyId));
    await signBundle(on, made.policyId);
    const { digest } = await publications.getItem(people.publisher, made.policyId);
    expect(codes(await publications.release(people.publisher, made.policyId, { digest }))).toEqual([
      'only-together',
    ]);
    done(await releaseTogether(made.policyId));
    const view = await publications.getPackage(people.chief, made.policyId);
    expect(view.members.map(each => [each.state, each.liveVersion])).toEqual([
      ['released', 2],
      ['released', 2],
    ]);
  });

  it('the note that a document is repealed needs no interpretation', async () => {
    const made = await amended();
    const { revision } = await publications.getItem(people.drafter, made.policyId);
    done(
      await publications.changeDraft(people.drafter, made.policyId, {
        revision,
        metadata: { validity: 'repealed' },
      }),
    );
    const digest = await signPolicy(made.policyId);
    done(await publications.release(people.publisher, made.policyId, { digest }));
  });
});

describe('putting a package together', () => {
  it('an interpretation belongs to one policy, and is not released before it', async () => {
    const made = await approvedBundle(on);
    const other = await bundle(on);
    const joining = { documentId: made.interpretationId };
    expect(codes(await publications.addInterpretation(people.drafter, other.policyId, joining))).toEqual([
      'already-a-member',
    ]);
    const notice = await submitted(on);
    expect(
      codes(await publications.addInterpretation(people.drafter, other.policyId, { documentId: notice.id })),
    ).toEqual(['not-an-interpretation']);
    // Asked from an interpretation, the next one joins the policy: nothing interprets an interpretation.
    done(await publications.addInterpretation(people.drafter, other.interpretationId, { form: 'text' }));
    expect((await publications.getPackage(people.chief, other.policyId)).members).toHaveLength(3);
  });

  it('an interpretation of a policy given up stays in', async () => {
    const policy = done(await publications.createDraft(people.drafter, draft({ title: '试行办法' })));
    const { documentId } = done(
      await publications.addInterpretation(people.drafter, policy.id, { form: 'text' }),
    );
    done(await publications.discard(people.drafter, policy.id));
    const { revision } = await publications.getItem(people.drafter, documentId);
    done(await publications.changeDraft(people.drafter, documentId, { revision, bodyHtml: '<p>解读。</p>' }));
    const outcome = await publications.submit(people.drafter, documentId);
    expect(codes(outcome)).toEqual([]);
  });

  it('what was never submitted may leave again; what is in review may not', async () => {
    const made = await bundle(on);
    const { documentId } = done(
      await publications.addInterpretation(people.drafter, made.policyId, { form: 'text' }),
    );
    done(await publications.removeInterpretation(people.drafter, made.policyId, documentId));
    done(await publications.submitPackage(people.drafter, made.policyId));
    expect(
      codes(await publications.removeInterpretation(people.drafter, made.policyId, made.interpretationId)),
    ).toEqual(['member-fixed']);
  });

  it('a voluntary interpretation leaves together too, unless the plan says otherwise', async () => {
    const voluntary = (together: boolean) =>
      bundle(on, {
        kind: 'notice',
        title: '关于开展走访慰问的通知',
        metadata: { writtenOn: '2019-06-03', interpretationPlan: { ...plan, together } },
      });
    const bound = await voluntary(true);
    expect(codes(await publications.submit(people.drafter, bound.policyId))).toEqual(['only-together']);
    const free = await voluntary(false);
    done(await publications.submit(people.drafter, free.policyId));
    done(await publications.submit(people.drafter, free.interpretationId));
    const { digest } = await publications.getItem(people.chief, free.interpretationId);
    for (const step of ['statistics', 'legality', 'secrecy', 'approval', 'filing'] as const)
      done(await publications.sign(people[step], free.interpretationId, { step, digest }));
    expect(codes(await publications.release(people.publisher, free.interpretationId, { digest }))).toEqual([
      'policy-not-public',
    ]);
  });

  it('the body of a form with fields is what its fields say, whatever else is sent', async () => {
    const made = await bundle(on);
    const change = { revision: 2, bodyHtml: '<p>与问答不同的正文</p>' };
    done(await publications.changeDraft(people.drafter, made.interpretationId, change));
    const { bodyHtml } = await publications.getItem(people.drafter, made.interpretationId);
    expect(bodyHtml).toBe('<h2>问：谁可以申请？</h2><p>答：符合条件的家庭或者个人。</p>');
  });

  it('what is masked in the body is masked in the fields it is made from', async () => {
    const pairs = [{ question: '怎么联系？', answer: '请拨打经办人手机13812345678。' }];
    const made = await bundle(on, {}, { form: 'questions', pairs });
    done(
      await publications.mask(people.drafter, made.interpretationId, {
        revision: 2,
        lists: 'mask',
        preview: false,
      }),
    );
    const { bodyHtml, metadata } = await publications.getItem(people.drafter, made.interpretationId);
    expect(bodyHtml).not.toContain('13812345678');
    expect(JSON.stringify(metadata)).not.toContain('13812345678');
  });

  it('the list tells which documents lack their interpretation', async () => {
    const metadata = { writtenOn: '2019-06-03', documentNo: '毕民发〔2019〕99号' };
    const bare = await submitted(on, { kind: 'normative-document', title: '缺解读的办法', metadata });
    const made = await bundle(on, { title: '有解读的办法' });
    const query = { page: 1, size: 200 };
    const ids = async (standing?: 'missing' | 'bound') =>
      (
        await publications.listPackages(people.chief, { ...query, ...(standing && { standing }) })
      ).packages.map(each => each.policyId);
    expect(await ids('missing')).toContain(bare.id);
    expect(await ids('missing')).not.toContain(made.policyId);
    expect(await ids('bound')).toContain(made.policyId);
    expect(await ids()).toEqual(expect.arrayContaining([bare.id, made.policyId]));
    const own = await publications.listPackages({ ...people.drafter, unitId: 'office' }, { ...query });
    expect(own.packages).toEqual([]);
  });
});
