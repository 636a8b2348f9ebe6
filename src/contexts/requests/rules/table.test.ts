import { describe, expect, it } from 'vitest';
import { type Day, dayOf } from '../../../law/day.ts';
import { publishedCalendar } from '../../../law/published-calendar.ts';
import { requestCommands } from '../contract.ts';
import { actorWith, application, pack, staff } from '../requests.fixture.ts';
import { blockers, grantOf, permissionsFor, type Scene, sceneOf } from './blockers.ts';
import type { CaseEvent, Happening } from './events.ts';
import { type Case, foldCase } from './fold.ts';
import { caseCommands, type Position, positions, possible, stageOf } from './positions.ts';
import { type ReplyContentDraft, reliefOf, replyDigest } from './reply.ts';

/** The total table: each command in each position is as the table says, whoever asks for it. */

const people = staff();
const d = dayOf;
const today = d('2026-03-11');

const submitted: Happening = {
  kind: 'submitted',
  on: d('2026-03-02'),
  via: 'in-person',
  oral: false,
  matter: 'information',
  applicantKind: 'natural-person',
  wish: application().wish,
  unitId: 'office',
};
const registered: Happening = { kind: 'registered', on: d('2026-03-02'), number: '测公申〔2026〕1号' };

function caseOf(...happenings: Happening[]): Case {
  const events = [submitted, registered, ...happenings].map(
    (each, i): CaseEvent => ({
      ...each,
      no: i + 1,
      at: '2026-03-02T01:00:00.000Z',
      by: { staffId: people.clerk.staffId, name: '经办人', unitId: 'office' },
    }),
  );
  return foldCase(events);
}

const content: ReplyContentDraft = {
  outcome: 'disclosed',
  ground: null,
  says: { article: '第三十六条', information: '随信提供' },
  publicInterest: '',
  supplied: [],
  relief: reliefOf(pack, { outcome: 'disclosed', ground: null }, today, true).relief,
};
const digest = replyDigest('case', 1, content);
const drafted: Happening = { kind: 'reply-drafted', on: d('2026-03-05'), reply: content };
const handedIn: Happening = { kind: 'reply-submitted', on: d('2026-03-05'), reviewRound: 1, digest };
const signed = (step: string): Happening => ({
  kind: 'reply-signed',
  on: d('2026-03-06'),
  note: '',
  reviewRound: 1,
  step,
  digest,
  onBehalfOf: null,
});
const approvedReply: Happening[] = [
  drafted,
  handedIn,
  signed('legality'),
  signed('secrecy'),
  signed('approval'),
  { kind: 'reply-approved', on: d('2026-03-06'), number: '测公复〔2026〕1号', row: 'r3_1' },
];
const delivered: Happening = {
  kind: 'delivered',
  on: d('2026-03-09'),
  way: 'electronic',
  postedOn: null,
  trackingNo: '',
  signedOn: null,
};
const correction = (correctBy: Day): Happening => ({
  kind: 'correction-requested',
  on: d('2026-03-03'),
  matters: '请写明年度',
  guidance: '参照目录',
  correctBy,
});

const cases: Readonly<Record<Position, Case>> = {
  'awaiting-confirmation': foldCase([
    { ...submitted, kind: 'submitted', via: 'internet', no: 1, at: '', by: null } as CaseEvent,
  ]),
  running: caseOf(),
  'awaiting-correction': caseOf(correction(d('2026-03-20'))),
  'awaiting-payment': caseOf({
    kind: 'fee-notified',
    on: d('2026-03-03'),
    receivedOn: null,
    method: 'by-page',
    units: 40,
    totalYuan: 100,
    tiers: [],
  }),
  lapsed: caseOf(correction(d('2026-03-10'))),
  'in-review': caseOf(drafted, handedIn),
  approved: caseOf(...approvedReply),
  closed: caseOf(...approvedReply, delivered),
  archived: caseOf(...approvedReply, delivered, {
    kind: 'archived',
    on: d('2026-03-10'),
    paperId: 'p',
    digest,
    keepUntil: d('2036-12-31'),
  }),
  destroyed: caseOf(
    ...approvedReply,
    delivered,
    { kind: 'archived', on: d('2026-03-10'), paperId: 'p', digest, keepUntil: d('2026-03-11') },
    { kind: 'destroyed', on: d('2026-03-12'), reason: '保管期限届满', papers: 1, digest },
  ),
};

function scene(of: Case, actor = people.anybody): Scene {
  return sceneOf({ id: 'case', case: of, actor, pack, calendar: publishedCalendar, today, findings: [] });
}

describe('the life of a case (条例第四十五条)', () => {
  it('has a case in every position', () => {
    for (const position of positions) expect(scene(cases[position]).position).toBe(position);
  });

  it.each(positions.flatMap(position => caseCommands.map(command => [position, command] as const)))(
    '%s × %s is as the table says',
    (position, command) => {
      const reasons = blockers(scene(cases[position]), command);
      const barredByPosition = reasons.some(each =>
        [
          'receipt-not-confirmed',
          'not-expected',
          'awaiting-correction',
          'awaiting-payment',
          'deemed-abandoned',
          'reply-in-review',
          'reply-approved',
          'reply-not-approved',
          'not-closed',
          'already-closed',
          'already-archived',
          'not-archived',
          'file-destroyed',
        ].includes(each.code),
      );
      expect(barredByPosition).toBe(!possible[command].includes(position));
    },
  );

  it('names every command of the contract, and two more', () => {
    expect([...caseCommands].sort()).toEqual([...Object.keys(requestCommands), 'look', 'add-paper'].sort());
  });

  it('tells of every command on every case, with words and articles, and denies all of them to who has no grant', () => {
    for (const position of positions) {
      const told = permissionsFor(scene(cases[position], actorWith([])));
      for (const [command, permission] of Object.entries(told)) {
        expect([position, command, permission.allowed]).toEqual([position, command, false]);
        for (const reason of permission.reasons) expect(reason.message).toMatch(/[一-鿿].*。$/);
      }
    }
  });

  it('each grant opens its own commands and no other', () => {
    // Returning asks for the grant of the step besides.
    for (const [command, grant] of Object.entries(grantOf).filter(([name]) => name !== 'return-reply')) {
      const position = possible[command as keyof typeof grantOf][0]!;
      const bare = (granted: boolean) =>
        blockers(
          scene(cases[position], actorWith(granted ? [grant] : [])),
          command as keyof typeof grantOf,
        ).some(each => each.code === 'not-permitted');
      expect([command, bare(true), bare(false)]).toEqual([command, false, true]);
    }
  });

  it('a grant for the own unit does not reach the case of another', () => {
    const near = actorWith([], { unitId: 'relief', grants: { 'request.handle': 'own-unit' } });
    expect(blockers(scene(cases.running, near), 'record-search').map(each => each.code)).toEqual([
      'not-permitted',
    ]);
    const inRelief = caseOf({
      kind: 'assigned',
      on: d('2026-03-03'),
      toUnitId: 'relief',
      dueOn: d('2026-03-12'),
      note: '',
    });
    expect(blockers(scene(inRelief, near), 'record-search')).toEqual([]);
  });

  it('stages follow each other: registration, examination, handling, reply, archive', () => {
    const stage = (of: Case) => stageOf(of, scene(of).position);
    expect(stage(cases['awaiting-confirmation'])).toBe('registration');
    expect(stage(cases.running)).toBe('examination');
    expect(stage(caseOf(drafted))).toBe('handling');
    expect(stage(cases['in-review'])).toBe('reply');
    expect(stage(cases.closed)).toBe('reply');
    expect(stage(cases.archived)).toBe('archived');
  });
});

describe('a notice published later', () => {
  it('that moves a limit before an act that was in time leaves the act standing', () => {
    const extended = caseOf({
      kind: 'extension-approved',
      on: d('2026-03-30'),
      workingDays: 5,
      approvedBy: '负责人',
      note: '',
    });
    const late = sceneOf({
      id: 'case',
      case: {
        ...extended,
        law: extended.law.map(each => (each.type === 'extended' ? { ...each, on: d('2026-03-31') } : each)),
      },
      actor: people.clerk,
      pack,
      calendar: publishedCalendar,
      today: d('2026-04-01'),
      findings: [],
    });
    expect(late.clock).toMatchObject({ dueOn: '2026-04-07' });
    expect(late.clock.steps.at(-1)).toMatchObject({ event: 'extended', on: '2026-03-31' });
  });
});
