import { describe, expect, it } from 'vitest';
import { type EvidenceFacts, type EvidenceOf, evidenceReasons } from './evidence.ts';

const duty: EvidenceOf = { kind: 'duty', notApplicableOn: null };
const given: EvidenceFacts = {
  postedOn: '2019-06-01',
  today: '2019-06-02',
  hasAddress: true,
  hasFile: false,
};
const codes = (of: EvidenceOf, facts?: EvidenceFacts) => evidenceReasons(of, facts).map(each => each.code);

describe('Evidence of a hand-over to a channel', () => {
  it.each<[string, EvidenceOf, Partial<EvidenceFacts>, string[]]>([
    ['an address is enough', duty, {}, []],
    ['a file is enough', duty, { hasAddress: false, hasFile: true }, []],
    ['neither', duty, { hasAddress: false }, ['evidence-missing']],
    ['posted today', duty, { postedOn: '2019-06-02' }, []],
    ['posted tomorrow', duty, { postedOn: '2019-06-03' }, ['evidence-in-future']],
    ['a live item', { kind: 'item', isLive: true }, {}, []],
    ['an item not on the portal', { kind: 'item', isLive: false }, {}, ['item-not-live']],
    [
      'a duty that does not apply',
      { kind: 'duty', notApplicableOn: '2019-06-01' },
      {},
      ['duty-not-applicable'],
    ],
  ])('%s', (_, of, changed, expected) => {
    expect(codes(of, { ...given, ...changed })).toEqual(expected);
  });

  it('says everything that is wrong at once', () => {
    expect(
      codes({ kind: 'item', isLive: false }, { ...given, postedOn: '2020-01-01', hasAddress: false }),
    ).toEqual(['item-not-live', 'evidence-in-future', 'evidence-missing']);
  });

  it('is asked of the thing alone for a button', () => {
    expect([codes(duty), codes({ kind: 'item', isLive: false })]).toEqual([[], ['item-not-live']]);
  });
});
