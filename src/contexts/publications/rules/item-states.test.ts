import { describe, expect, it } from 'vitest';
import { isOpen, itemCommands, moves, nextState, versionStates } from './item-states.ts';

// Written by hand, apart from the table under test: every state × every command; '-' is refused.
const expected = `
             change    submit     recall  sign                return    skip                override   release             publish-scheduled          unschedule  amend     withdraw   discard
draft        draft     in-review  -       -                   -         -                   draft      -                   -                          -           -         -          discarded
in-review    -         -          draft   in-review|approved  returned  in-review|approved  in-review  -                   -                          -           -         -          -
returned     returned  in-review  -       -                   -         -                   returned   -                   -                          -           -         -          discarded
approved     -         -          draft   -                   -         -                   approved   released|scheduled  -                          -           -         -          -
scheduled    -         -          -       -                   -         -                   -          -                   released|approved|returned approved    -         -          -
released     -         -          -       -                   -         -                   -          -                   -                          -           released  withdrawn  -
superseded   -         -          -       -                   -         -                   -          -                   -                          -           -         -          -
withdrawn    -         -          -       -                   -         -                   -          -                   -                          -           -         -          -
discarded    -         -          -       -                   -         -                   -          -                   -                          -           -         -          -
`
  .trim()
  .split('\n')
  .map(line => line.trim().split(/\s+/));
const [header = [], ...rows] = expected;

describe('states of an item (条例 art 17: reviewed before it is public)', () => {
  it('the expectation names every state and every command once', () => {
    expect([...header].sort()).toEqual([...itemCommands].sort());
    expect(rows.map(row => row[0]).sort()).toEqual([...versionStates].sort());
  });

  for (const [state, ...cells] of rows) {
    for (const [i, cell] of cells.entries()) {
      const command = header[i] as (typeof itemCommands)[number];
      it(`${state} × ${command} → ${cell}`, () => {
        const from = state as (typeof versionStates)[number];
        const outcomes = moves[from][command] ?? [];
        expect(outcomes.join('|') || '-').toBe(cell);
        const next = nextState(from, command);
        expect(next.ok).toBe(cell !== '-');
        expect(isOpen(from, command)).toBe(cell !== '-');
        if (!next.ok) {
          expect(next.reasons).toHaveLength(1);
          expect(next.reasons[0]?.message).toMatch(/不能.+。.+。$/);
          expect(next.reasons[0]?.basis).toHaveLength(1);
        }
      });
    }
  }

  it('nothing but a release or the schedule leads to released', () => {
    const ways = versionStates.flatMap(state =>
      itemCommands
        .filter(command => moves[state][command]?.includes('released'))
        .map(command => `${state} ${command}`),
    );
    expect(ways).toEqual(['approved release', 'scheduled publish-scheduled', 'released amend']);
  });

  it('an outcome the table does not know is a bug, not an answer', () => {
    expect(() => nextState('draft', 'submit', 'released')).toThrow(/never leads/);
  });
});
