import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DrawLists, ReleasedDraw } from '../contract.ts';
import { commitmentOf, draw, listsDigest, objectsToDraw } from './draw.ts';
import { logProblems, verifyDraw } from './verify.ts';

const seedOf = (no: number) => no.toString(16).padStart(64, '0');

function listsWith(objects: number, inspectors: number, avoidances: DrawLists['avoidances'] = []): DrawLists {
  return {
    objects: Array.from({ length: objects }, (_, at) => ({
      id: `o${at}`,
      name: `对象${at}`,
      code: '',
      unit: '',
    })),
    inspectors: Array.from({ length: inspectors }, (_, at) => ({
      ...{ id: `i${at}`, name: `人员${at}`, certificate: `${at}`, unit: '' },
    })),
    avoidances,
  };
}

const terms = { objects: 3, inspectorsPerObject: 2 };

function drawn(
  lists = listsWith(10, 5, [{ objectId: 'o1', inspectorId: 'i2' }]),
  seed = seedOf(7),
): ReleasedDraw {
  const digest = listsDigest(lists);
  return {
    format: 'gongkai-inspection-draw/1',
    task: { id: 't' } as ReleasedDraw['task'],
    ...{ terms, lists, listsDigest: digest, commitment: commitmentOf('t', digest, terms, seed) },
    ...{ committedOn: '2019-05-06', seed, drawnOn: '2019-05-10', announcementPath: '/a.html' },
    picked: [...draw('t', lists, terms, seed).picked],
    passedOver: [...draw('t', lists, terms, seed).passedOver],
  };
}

describe('国发〔2019〕5号: the draw', () => {
  it('is the same whatever the order of the lists, and keeps who must keep away from the object', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 3, max: 30 }),
        fc.integer({ min: 3, max: 8 }),
        (no, many, people) => {
          const avoidances = [
            { objectId: 'o0', inspectorId: 'i0' },
            { objectId: 'o2', inspectorId: 'i1' },
          ];
          const lists = listsWith(many, people, avoidances);
          const turned = {
            ...lists,
            objects: lists.objects.toReversed(),
            inspectors: lists.inspectors.toReversed(),
          };
          const one = draw('t', lists, terms, seedOf(no));
          expect(draw('t', turned, terms, seedOf(no))).toEqual(one);
          expect(new Set(one.picked.map(each => each.objectId)).size).toBe(3);
          for (const { objectId, inspectorIds } of one.picked) {
            expect(new Set(inspectorIds).size).toBe(2);
            for (const inspectorId of inspectorIds)
              expect(avoidances).not.toContainEqual({ objectId, inspectorId });
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('draws every object and every inspector equally often over many seeds', () => {
    const lists = listsWith(10, 5);
    const counts = new Map<string, number>();
    const runs = 600;
    for (let no = 1; no <= runs; no += 1)
      for (const { objectId, inspectorIds } of draw('t', lists, terms, seedOf(no)).picked)
        for (const id of [objectId, ...inspectorIds]) counts.set(id, (counts.get(id) ?? 0) + 1);
    // Each object is expected 180 times (σ ≈ 11), each inspector 720 (σ ≈ 21): five σ.
    for (const [id, count] of counts)
      expect(Math.abs(count - (id.startsWith('o') ? 180 : 720)), id).toBeLessThan(
        id.startsWith('o') ? 56 : 104,
      );
    expect(counts.size).toBe(15);
  });

  it.each([
    [100, 4, 4],
    [101, 4, 5],
    [3, 4, 1],
    [5, 100, 5],
    [0, 50, 0],
    [50, 30, 15],
  ])('of %i objects at %d %% it takes %i', (many, share, expected) => {
    expect(objectsToDraw(many, share)).toBe(expected);
  });
});

describe('a stranger who repeats a published draw', () => {
  it('comes to the same, and finds every tampering', () => {
    const right = drawn();
    expect(verifyDraw(right, null)).toEqual([]);
    const { task, lists, listsDigest: digest, commitment, committedOn } = right;
    const announced = { format: 'gongkai-inspection-announcement/1' as const, task, terms, lists };
    const before = { ...announced, listsDigest: digest, commitment, committedOn };
    expect(verifyDraw(right, before)).toEqual([]);
    const codesOf = (changed: Partial<ReleasedDraw>, against: typeof before | null = null) =>
      [...new Set(verifyDraw({ ...right, ...changed }, against).map(each => each.code))].sort();
    const [first, ...rest] = right.picked;
    const other = right.lists.objects.find(each => !right.picked.some(one => one.objectId === each.id))!;
    expect(codesOf({ picked: [{ ...first!, objectId: other.id }, ...rest] })).toEqual(['objects-differ']);
    const swapped = { ...first!, inspectorIds: first!.inspectorIds.toReversed() };
    expect(codesOf({ picked: [swapped, ...rest] })).toEqual(['inspectors-differ']);
    const alone = { ...first!, inspectorIds: first!.inspectorIds.slice(0, 1) };
    expect(codesOf({ picked: [alone, ...rest] })).toEqual(['inspectors-differ', 'too-few-inspectors']);
    const fewer = { ...lists, objects: lists.objects.slice(1) };
    expect(codesOf({ lists: fewer })).toContain('lists-changed');
    expect(codesOf({ seed: seedOf(8) })).toContain('commitment-broken');
    // A whole new draw that is right in itself is not the one that was announced.
    const anew = drawn(fewer, seedOf(9));
    expect(verifyDraw(anew, null)).toEqual([]);
    expect(codesOf(anew, before)).toEqual(['not-as-announced']);
    const invented = [{ objectId: 'o9', inspectorId: 'i0' }];
    expect(codesOf({ passedOver: [...right.passedOver, ...invented] })).toEqual(['passed-over-differs']);
  });

  it('with a public number comes to another draw for every number, and misses none of it', () => {
    const lists = listsWith(10, 5);
    const digest = listsDigest(lists);
    const open = { ...terms, publicSource: '下一期开奖号码' };
    const commitment = commitmentOf('t', digest, open, seedOf(7));
    expect(commitment).not.toBe(commitmentOf('t', digest, terms, seedOf(7)));
    const made = (publicNumber: string): ReleasedDraw => {
      const { picked, passedOver } = draw('t', lists, open, seedOf(7), publicNumber);
      const drawnLists = { terms: open, lists, listsDigest: digest, commitment };
      const told = { picked: [...picked], passedOver: [...passedOver], publicNumber, publicIssue: '1' };
      return { ...drawn(), ...drawnLists, ...told };
    };
    const right = made('01 02 03');
    expect(verifyDraw(right, null)).toEqual([]);
    // Hardly ever the same for another number: the bureau can not know its outcome when it commits.
    const outcomes = new Set(Array.from({ length: 40 }, (_, no) => JSON.stringify(made(String(no)).picked)));
    expect(outcomes.size).toBeGreaterThan(35);
    const codesOf = (given: ReleasedDraw) => [...new Set(verifyDraw(given, null).map(each => each.code))];
    expect(codesOf({ ...right, publicNumber: '01 02 04' })).toContain('objects-differ');
    expect(codesOf({ ...right, publicNumber: '' })).toContain('public-number-missing');
    const otherSource = { ...right, terms: { ...open, publicSource: '另一种号码' } };
    expect(codesOf(otherSource)).toContain('commitment-broken');
  });

  it('finds in the log whether the announcement was there before', () => {
    const given = { ...drawn(), drawnOn: '2019-05-10' };
    const open = { ...given, terms: { ...terms, publicSource: '下一期开奖号码' } };
    const at = (place: number, day: string) => ({ at: place, day });
    const codesOf = (...asked: Parameters<typeof logProblems>) =>
      logProblems(...asked).map(each => each.code);
    expect(codesOf(given, at(3, '2019-05-10'), at(4, '2019-05-10'))).toEqual([]);
    expect(codesOf(open, at(3, '2019-05-09'), at(4, '2019-05-10'))).toEqual([]);
    expect(codesOf(open, at(3, '2019-05-10'), at(4, '2019-05-10'))).toEqual(['drawn-before-announcement']);
    expect(codesOf(given, at(5, '2019-05-09'), at(4, '2019-05-10'))).toEqual(['announced-after']);
    expect(codesOf(given, null, null)).toEqual(['announcement-not-in-log', 'draw-not-in-log']);
  });
});
