import type { Actor } from '../organisation/contract.ts';
import type { RequestCommand } from './contract.ts';
import type { RequestPorts } from './ports.ts';
import type { BodyOf } from './rules/deciding.ts';
import { applicantCases } from './service/applicant-side.ts';
import { archivingCases } from './service/archiving.ts';
import { handlingCases } from './service/handling.ts';
import { intakeCases } from './service/intake.ts';
import { letterCases } from './service/letters.ts';
import { matterCases } from './service/matters.ts';
import { openingCases } from './service/opening.ts';
import { paperCases } from './service/papers.ts';
import type { Result } from './service/perform.ts';
import { readingCases } from './service/reading.ts';
import { redactingCases } from './service/redacting.ts';
import { registerFile } from './service/register-file.ts';
import { replyingCases } from './service/replying.ts';
import { retentionCases } from './service/retention.ts';
import { sweepingCases } from './service/sweeping.ts';

/** The only door to the requests for information: from the counter to the archive. */
export function createRequests(ports: RequestPorts) {
  const papers = paperCases(ports);
  const letters = letterCases(ports, papers);
  const intake = intakeCases(ports, letters, papers);
  const handling = handlingCases(ports, letters, papers);
  const replying = replyingCases(ports, letters);
  const applicant = applicantCases(ports, papers, handling);
  const archiving = archivingCases(ports, papers, intake);
  const reading = readingCases(ports, papers, intake);
  const matters = matterCases(ports, papers);
  const retaining = retentionCases(ports);
  const sweeping = sweepingCases(ports, matters, retaining);

  type Runs = {
    readonly [K in RequestCommand]: (
      actor: Actor,
      id: string,
      body: BodyOf<K>,
      revision?: number,
    ) => Promise<Result<unknown>>;
  };
  const runs: Runs = {
    'confirm-receipt': intake.confirmReceipt,
    split: intake.split,
    'request-correction': handling.requestCorrection,
    correct: handling.correct,
    assign: handling.assign,
    'finish-assignment': handling.finishAssignment,
    'record-search': handling.recordSearch,
    consult: handling.consult,
    'ask-cooperation': handling.askCooperation,
    'record-answer': handling.recordAnswer,
    'ask-reasons': handling.askReasons,
    'record-reasons': handling.recordReasons,
    delay: handling.delay,
    'ask-extension': handling.askExtension,
    'approve-extension': handling.approveExtension,
    'refuse-extension': handling.refuseExtension,
    'notify-fee': handling.notifyFee,
    'record-payment': handling.recordPayment,
    'draft-reply': replying.draftReply,
    'submit-reply': (actor, id, _, revision) => replying.submitReply(actor, id, revision),
    'sign-reply': replying.signReply,
    'return-reply': replying.returnReply,
    'recall-reply': (actor, id, _, revision) => replying.recallReply(actor, id, revision),
    deliver: handling.deliver,
    'record-signing': handling.recordSigning,
    withdraw: handling.withdraw,
    close: handling.close,
    archive: (actor, id, _, revision) => archiving.archive(actor, id, revision),
    'add-dispute': handling.addDispute,
    'decide-dispute': handling.decideDispute,
    rehandle: handling.rehandle,
    'propose-publication': matters.proposePublication,
    'note-same': matters.noteSame,
    classify: matters.classify,
    'decide-retention': retaining.decide,
  };

  return {
    takeIn: intake.takeIn,
    takeInFromLetter: intake.takeInFromLetter,
    idByCode: intake.idByCode,
    takePaper: papers.takePaper,
    addPaper: papers.addPaper,
    fileUpload: handling.fileUpload,
    ...redactingCases(ports, papers, handling, reading),
    ...applicant,
    ...reading,
    ...sweeping,
    ...openingCases(ports),
    registerFile: registerFile(ports),
    retention: retaining.retention,
    /** Every command of an officer by its name. `revision`: of the view it was given on. */
    perform: <K extends RequestCommand>(
      actor: Actor,
      id: string,
      command: K,
      body: BodyOf<K>,
      revision?: number,
    ): Promise<Result<unknown>> => runs[command](actor, id, body, revision),
  };
}

export type Requests = ReturnType<typeof createRequests>;
export type { Result } from './service/perform.ts';
