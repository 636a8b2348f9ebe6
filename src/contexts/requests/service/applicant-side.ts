import { replyKinds } from '../../../law/reply-kinds.ts';
import { AppError } from '../../../platform/app-error.ts';
import type { IntakeBody, StatusView } from '../contract.ts';
import type { RequestPorts } from '../ports.ts';
import { todayOf } from '../ports.ts';
import { blockers } from '../rules/blockers.ts';
import { clockOf, withoutNames } from '../rules/clock.ts';
import { type Case, foldCase } from '../rules/fold.ts';
import { stageOf } from '../rules/positions.ts';
import { recordFormOf, recordFormWords, recordLines } from '../rules/reply.ts';
import { checkId, eventsOf, findCase } from '../store/cases.ts';
import { papersOf } from '../store/papers.ts';
import { personOf } from '../store/people.ts';
import type { HandlingCases } from './handling.ts';
import { fileNameOf, type PaperCases } from './papers.ts';
import { type Result, sceneFor } from './perform.ts';
import { clockViewOf, feeViewOf } from './views.ts';

/** What the applicant sees and does by code and secret; nobody is signed in, and no identity number is ever shown. */

export interface OwnCorrection {
  readonly subject: string;
  readonly description: string;
  readonly documentNo: string;
  /** Why it comes late, where it does (条例 art 30). */
  readonly goodReason?: string;
  /** Proof that came with it, taken in before. */
  readonly papers?: IntakeBody['papers'];
}

/** How it ended: by outcome, and for a correction of the own record in the words of its reply (art 41). */
function resultOf({ closed, reply, matter }: Case): Pick<StatusView, 'outcomeWords' | 'resultLines'> {
  if (closed === null) return { outcomeWords: null, resultLines: [] };
  const form = matter === 'own-record' && reply?.state === 'delivered' ? recordFormOf(reply.content) : null;
  if (form === null || reply === null)
    return { outcomeWords: replyKinds[closed.outcome].words, resultLines: [] };
  return { outcomeWords: recordFormWords[form], resultLines: recordLines(reply.content) };
}

export function applicantCases(ports: RequestPorts, papers: PaperCases, handling: HandlingCases) {
  const { clock, pack, database } = ports;
  const { kysely } = database;

  /** The status page. Fault: `not-found`. */
  async function statusOf(id: string): Promise<StatusView> {
    checkId(id);
    const [row, events, person, filed] = await Promise.all([
      findCase(kysely, id),
      eventsOf(kysely, id),
      personOf(kysely, id),
      papersOf(kysely, id),
    ]);
    if (row === undefined) throw new AppError('not-found');
    const of = foldCase(events);
    const scene = sceneFor(ports, id, of, null, []);
    return {
      number: of.number,
      trackingCode: row.trackingCode,
      matter: of.matter,
      subject: of.wish.subject,
      stage: stageOf(of, scene.position),
      state: scene.clock.state,
      applicantName: person?.maskedName ?? '',
      supply: of.wish.supply,
      carrier: of.wish.carrier,
      clock: clockViewOf(clockOf(withoutNames(of), scene)),
      canCorrect: of.correction !== null && blockers(scene, 'correct').length === 0,
      correction: of.correction,
      canWithdraw: blockers(scene, 'withdraw').length === 0,
      fee: feeViewOf(of, scene),
      ...resultOf(of),
      papers: filed
        .filter(paper => paper.forApplicant)
        .map(paper => ({
          id: paper.id,
          title: paper.title,
          on: paper.filedOn,
          size: paper.size,
          mediaType: paper.mediaType,
        })),
      office: {
        name: pack.office.name,
        phone: pack.office.phone,
        address: pack.office.address,
        hours: pack.office.hours,
      },
      isDemo: row.isDemo,
    };
  }

  /** The corrected request, handed in by the applicant today: the period starts in full (art 30). */
  async function correctByApplicant(id: string, correction: OwnCorrection): Promise<Result<object>> {
    const { goodReason = '', papers: proofs = [], ...wish } = correction;
    return handling.correct(null, id, { ...wish, goodReason, on: todayOf(clock) }, undefined, proofs);
  }

  async function withdrawByApplicant(id: string, note = ''): Promise<Result<object>> {
    return handling.withdraw(null, id, { on: todayOf(clock), note });
  }

  /** A paper that the applicant may have; nothing for any other. */
  async function paperForApplicant(
    id: string,
    paperId: string,
  ): Promise<{ readonly bytes: Uint8Array; readonly name: string; readonly mediaType: string } | null> {
    const paper = await papers.paperIn(kysely, id, paperId).catch(() => null);
    if (paper === null || !paper.forApplicant) return null;
    return { bytes: await papers.open(paper), name: fileNameOf(paper), mediaType: paper.mediaType };
  }

  return { statusOf, correctByApplicant, withdrawByApplicant, paperForApplicant };
}
