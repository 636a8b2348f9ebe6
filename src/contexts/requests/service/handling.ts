import type { Day } from '../../../law/day.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { IntakeBody, PaperBody, RequestCommand } from '../contract.ts';
import type { RequestPorts, Trx } from '../ports.ts';
import { blockers, type Scene } from '../rules/blockers.ts';
import * as decide from '../rules/decide.ts';
import * as ending from '../rules/decide-ending.ts';
import type { BodyOf, Decided } from '../rules/deciding.ts';
import type { Happening } from '../rules/events.ts';
import type { Case } from '../rules/fold.ts';
import { filePaper, type PaperRow, paperById } from '../store/papers.ts';
import { requestsInMonth } from '../store/people.ts';
import type { LetterCases } from './letters.ts';
import type { PaperCases } from './papers.ts';
import { commandOn, type LoadedCase, type Result } from './perform.ts';

function filedEvent({ id, kind, title, digest }: PaperRow, on: Day): Happening {
  return { kind: 'paper-filed', on, paperId: id, paperKind: kind, title, digest };
}

/** The commands of the officers, each with its letters and messages. */

export function handlingCases(ports: RequestPorts, letters: LetterCases, papers: PaperCases) {
  const { clock, pack } = ports;

  const link = (id: string) => `/console/requests/${id}`;

  /** Decides and records, then writes the letters of the step. */
  function step<K extends RequestCommand>(
    command: K,
    run: (scene: Scene, body: BodyOf<K>) => Decided | Promise<Decided>,
    follow?: (trx: Trx, after: LoadedCase, body: BodyOf<K>) => Promise<void>,
  ) {
    return (actor: Actor | null, id: string, body: BodyOf<K>, revision?: number): Promise<Result<Case>> =>
      commandOn(
        ports,
        { actor, command, id, revision },
        scene => run(scene, body),
        async (trx, after, happenings) => {
          await letters.ofSteps(trx, id, after.case, happenings);
          await follow?.(trx, after, body);
        },
      );
  }

  /** Assigning hands the case to a section and tells its people. */
  function assign(
    actor: Actor,
    id: string,
    body: BodyOf<'assign'>,
    revision?: number,
  ): Promise<Result<Case>> {
    return commandOn(
      ports,
      { actor, command: 'assign', id, revision },
      async scene => decide.decideAssignment(scene, body, (await ports.unitNames()).get(body.unitId)),
      (trx, { case: of }) =>
        ports.tell(trx, {
          command: 'request.handle',
          unitId: body.unitId,
          kind: 'request-assigned',
          title: '交办依申请公开事项',
          body: `《${of.wish.subject}》交由你单位办理，请于${body.dueOn}前提出意见。${body.note}`,
          link: link(id),
        }),
    );
  }

  /**
   * The request as it was put right (art 30). What is said of one's own record is personal: it lies sealed among the
   * papers, with the proof that came with it, and the events hold only its digest (art 41).
   */
  function correct(
    actor: Actor | null,
    id: string,
    body: BodyOf<'correct'>,
    revision?: number,
    proofs: IntakeBody['papers'] = [],
  ): Promise<Result<Case>> {
    return commandOn(
      ports,
      { actor, command: 'correct', id, revision },
      async (scene, trx) => {
        if (scene.case.matter !== 'own-record') return decide.decideCorrection(scene, body);
        const decision = decide.decideCorrection(scene, { ...body, description: '' });
        if (!decision.ok) return decision;
        const said = body.description.trim();
        const statement = {
          kind: 'correction-statement',
          title: '补正的具体内容',
          bytes: Buffer.from(`${said}\n`),
          mediaType: 'text/plain',
          forApplicant: false,
        };
        const filed = [
          ...(said === '' ? [] : [await papers.addPaper(trx, id, statement)]),
          ...(await papers.fileUploads(trx, id, proofs, actor)),
        ];
        const events = filed.map(paper => filedEvent(paper, scene.today));
        return { ok: true, happenings: [...decision.happenings, ...events] };
      },
      (trx, after, happenings) => letters.ofSteps(trx, id, after.case, happenings),
    );
  }

  /** Files an uploaded paper with what the gate found in it. */
  function fileUpload(actor: Actor, id: string, body: PaperBody, revision?: number): Promise<Result<Case>> {
    return commandOn(ports, { actor, command: 'add-paper', id, revision }, async (scene, trx) => {
      const reasons = blockers(scene, 'add-paper');
      if (reasons.length > 0) return { ok: false, reasons };
      const isId = /^[0-9a-f-]{36}$/i.test(body.upload);
      const waiting = isId ? await paperById(trx, body.upload) : undefined;
      const filed =
        waiting?.requestId === null &&
        waiting.uploadedBy === actor.staffId &&
        (await filePaper(trx, body.upload, {
          requestId: id,
          kind: body.kind,
          title: body.title,
          filedOn: clock.today(),
          redacted: body.redacted,
          namesApplicant: body.kind !== 'supplied',
          findings: waiting.findings,
        }));
      if (filed !== true || waiting === undefined)
        return {
          ok: false,
          reasons: [{ code: 'upload-gone', message: '上传的材料已经失效，请重新上传。', basis: [] }],
        };
      const { kind, title } = body;
      return { ok: true, happenings: [filedEvent({ ...waiting, kind, title }, scene.today)] };
    });
  }

  return {
    requestCorrection: step('request-correction', decide.decideCorrectionNotice),
    correct,
    assign,
    finishAssignment: step('finish-assignment', decide.decideFinding, (trx, { case: of, row }) =>
      ports.tell(trx, {
        command: 'request.assign',
        unitId: pack.officeUnit,
        kind: 'assignment-finished',
        title: '科室已提出办理意见',
        body: `《${of.wish.subject}》的办理意见已经提出。`,
        link: link(row.id),
      }),
    ),
    recordSearch: step('record-search', decide.decideSearch),
    consult: step('consult', (scene, body) => decide.decideConsultation(scene, body, ports.newId())),
    askCooperation: step('ask-cooperation', decide.decideCooperation),
    recordAnswer: step('record-answer', decide.decideAnswer),
    askReasons: step('ask-reasons', (scene, body) => decide.decideReasons(scene, body, 'ask')),
    recordReasons: step('record-reasons', (scene, body) => decide.decideReasons(scene, body, 'record')),
    delay: step('delay', decide.decideDelay),
    askExtension: step('ask-extension', decide.decideExtensionAsking, (trx, { case: of, row }) =>
      ports.tell(trx, {
        command: 'request.approve-extension',
        unitId: pack.officeUnit,
        everybody: true,
        kind: 'extension-asked',
        title: '提请延期答复，请决定',
        body: `《${of.wish.subject}》提请延长${of.extension?.workingDays ?? 0}个工作日：${of.extension?.reason ?? ''}`,
        link: link(row.id),
      }),
    ),
    approveExtension: step('approve-extension', decide.decideExtension),
    refuseExtension: step('refuse-extension', decide.decideExtensionRefusal),
    notifyFee: step('notify-fee', async (scene, body) =>
      decide.decideFee(scene, body, await requestsInMonth(ports.database.kysely, scene.id)),
    ),
    recordPayment: step('record-payment', decide.decidePayment),
    deliver: step('deliver', ending.decideDelivery, (trx, { case: of, row }) =>
      letters.ofDelivery(trx, row.id, of),
    ),
    recordSigning: step('record-signing', ending.decideSigningRecord),
    withdraw: step('withdraw', ending.decideWithdrawal),
    close: step('close', ending.decideClosing),
    addDispute: step('add-dispute', (scene, body) => ending.decideDispute(scene, body, ports.newId())),
    decideDispute: step('decide-dispute', ending.decideDisputeResult),
    rehandle: step('rehandle', ending.decideRehandling),
    fileUpload,
  };
}

export type HandlingCases = ReturnType<typeof handlingCases>;
