import { timingSafeEqual } from 'node:crypto';
import type { Day } from '../../../law/day.ts';
import { maskName } from '../../../law/masking.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import { may, withoutPermission } from '../../review/rules/authority.ts';
import type { Applicant, IntakeBody, SourceLetter } from '../contract.ts';
import { applicant as applicantSchema } from '../contract.ts';
import type { RequestPorts, Trx } from '../ports.ts';
import { todayOf } from '../ports.ts';
import { blockers } from '../rules/blockers.ts';
import { decideConfirmation } from '../rules/decide.ts';
import type { BodyOf } from '../rules/deciding.ts';
import type { Happening } from '../rules/events.ts';
import { foldCase } from '../rules/fold.ts';
import { intakeReasons, isReceivedAtOnce, plainName, plainNumber } from '../rules/intake.ts';
import { numberOf } from '../rules/numbering.ts';
import {
  caseOfLetter,
  findByCode,
  insertCase,
  insertEvents,
  nextSerial,
  numbered,
  secretDigestOf,
} from '../store/cases.ts';
import { putCounted } from '../store/counts.ts';
import { insertPerson, personOf } from '../store/people.ts';
import type { LetterCases } from './letters.ts';
import type { PaperCases } from './papers.ts';
import {
  addEvents,
  attemptOn,
  commandOn,
  countedOf,
  derivedOf,
  doerOf,
  permittedOrThrow,
  type Result,
  reckoning,
} from './perform.ts';

/** Taking requests in, from the counter and from the public; codes and secrets. */

/** What a case is called by outside; the secret is shown once and kept nowhere but as a digest. */
export interface Taken {
  readonly id: string;
  readonly trackingCode: string;
  readonly secret: string;
}

export interface IntakeOptions {
  /** Runs in the transaction of the case; what it throws undoes the case. */
  readonly also?: (trx: Queries, taken: Taken) => Promise<void>;
  readonly isDemo?: boolean;
  /** The letter of the mailbox that turned out to be a request. */
  readonly letterId?: string;
}

/** Without 0, O, 1 and I: read aloud on the telephone, written down by hand. 32 signs, five bits each. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** 80 bits. */
const codeLength = 16;
/** 40 bits. */
const secretLength = 8;

function signs(ports: Pick<RequestPorts, 'randomBytes'>, length: number): string {
  // 256 is a multiple of 32: every sign is equally likely.
  return [...ports.randomBytes(length)].map(byte => alphabet[byte % alphabet.length]).join('');
}

function grouped(text: string): string {
  return text.match(/.{1,4}/g)!.join('-');
}

/** As typed: any case, with or without hyphens and spaces, full or half width. */
function plainCode(text: string): string {
  return grouped(plainNumber(text).slice(0, 64) || '-');
}

export function intakeCases(ports: RequestPorts, letters: LetterCases, papers: PaperCases) {
  const { database, clock, pack, box, keyedDigest } = ports;

  const secretDigest = (secret: string) => keyedDigest(`secret:${plainNumber(secret).slice(0, 64)}`);

  async function nextNumber(trx: Trx): Promise<string> {
    const year = clock.today().slice(0, 4);
    return numberOf(
      pack.registerNumberPattern,
      year,
      await nextSerial(trx, `register/${pack.registerNumberPattern}/${year}`),
    );
  }

  async function keepPerson(trx: Trx, id: string, person: Applicant): Promise<void> {
    const number = plainNumber(person.identityNo);
    await insertPerson(trx, id, {
      sealed: box.seal(Buffer.from(JSON.stringify(person), 'utf8'), `request-applicant:${id}`),
      maskedName: person.kind === 'natural-person' ? maskName(person.name) : person.name,
      identityDigest: number === '' ? null : keyedDigest(`identity:${number}`),
      nameDigest: keyedDigest(`name:${plainName(person.name)}`),
    });
  }

  /** Who asks. Only for who may know, and after the look is recorded. */
  async function applicantOf(db: Queries, id: string): Promise<Applicant> {
    const row = await personOf(db, id);
    if (row === undefined) throw new AppError('not-found');
    const plain = Buffer.from(box.open(row.sealed, `request-applicant:${id}`)).toString('utf8');
    return applicantSchema.parse(JSON.parse(plain));
  }

  /** A new case with its first events, its person and its codes. The receipt is written where the day is known. */
  async function open(
    trx: Trx,
    happenings: readonly Happening[],
    person: Applicant,
    by: Actor | null,
    { secret, isDemo }: { readonly secret: string; readonly isDemo: boolean },
  ): Promise<{ id: string; trackingCode: string }> {
    const id = ports.newId();
    const trackingCode = grouped(signs(ports, codeLength));
    const at = clock.now();
    const events = numbered(happenings, 0, doerOf(by), at);
    const opened = foldCase(events);
    const on = reckoning(ports);
    await insertCase(trx, {
      ...derivedOf(id, opened, on, at),
      trackingCode,
      secretDigest: secret,
      isDemo,
    });
    await insertEvents(trx, id, events);
    await putCounted(trx, id, countedOf(opened, on));
    await keepPerson(trx, id, person);
    return { id, trackingCode };
  }

  function submission(intake: IntakeBody, letterId: string | undefined): Happening {
    const { matter, via, oral, wish, applicant, submittedOn, letter } = intake;
    return {
      kind: 'submitted',
      on: submittedOn as Day,
      via,
      oral,
      matter,
      applicantKind: applicant.kind,
      wish,
      unitId: pack.officeUnit,
      ...(letter === undefined ? {} : { letter }),
      ...(letterId === undefined ? {} : { letterId }),
    };
  }

  /**
   * Takes a request in. `by` null: by the applicant's own hand over the internet. Handed in or signed for, it is
   * registered with its number at once; by other channels when its receipt is confirmed (art 31).
   */
  async function takeIn(
    intake: IntakeBody,
    by: Actor | null,
    options: IntakeOptions = {},
  ): Promise<Result<Taken>> {
    const today = todayOf(clock);
    const reasons: Reason[] = [...intakeReasons(intake, today, by === null)];
    if (by === null && intake.submittedOn !== today)
      reasons.push(reason('wrong-submission-day', '在线提交的日期应为当天，请刷新页面后重新提交。'));
    if (by !== null && !may(by, 'request.register', pack.officeUnit))
      reasons.push(withoutPermission('登记申请'));
    permittedOrThrow(reasons);
    if (reasons.length > 0) return { ok: false, reasons };
    const secret = signs(ports, secretLength);
    const taken = await transaction(database, async (trx): Promise<Taken | Reason> => {
      const known =
        intake.letter === undefined
          ? undefined
          : await caseOfLetter(trx, { ...intake.letter, letterId: options.letterId });
      if (known !== undefined)
        return reason(
          'letter-entered-already',
          `编号${intake.letter?.no}的来信已经登记为申请（${known.number ?? '尚未编号'}，${known.submittedOn}），不必重复登记。`,
        );
      const happenings: Happening[] = [submission(intake, options.letterId)];
      if (isReceivedAtOnce(intake.via))
        happenings.push({ kind: 'registered', on: today, number: await nextNumber(trx) });
      const kept = { secret: secretDigest(secret), isDemo: options.isDemo ?? false };
      const { id, trackingCode } = await open(trx, happenings, intake.applicant, by, kept);
      await papers.fileUploads(trx, id, intake.papers, by);
      if (isReceivedAtOnce(intake.via)) await letters.receipt(trx, id);
      await ports.recordAudit(trx, {
        at: clock.now(),
        actor: by,
        command: 'request.take-in',
        subjectKind: 'request',
        subjectId: id,
        outcome: 'done',
        detail: {
          via: intake.via,
          matter: intake.matter,
          papers: intake.papers.length,
          ...(intake.letter === undefined ? {} : { letter: intake.letter }),
        },
      });
      if (!isReceivedAtOnce(intake.via))
        await ports.tell(trx, {
          command: 'request.register',
          unitId: pack.officeUnit,
          kind: 'request-arrived',
          title: '收到依申请公开申请，请与申请人确认',
          body: `《${intake.wish.subject}》已于${intake.submittedOn}收到，双方确认之日为收到申请之日（《政府信息公开条例》第三十一条）。`,
          link: `/console/requests/${id}`,
        });
      const answer = { id, trackingCode, secret };
      await options.also?.(trx, answer);
      return answer;
    });
    return 'id' in taken ? { ok: true, value: taken } : { ok: false, reasons: [taken] };
  }

  /** Both sides have confirmed: the day is the legal day of receipt, and the case gets its number. */
  function confirmReceipt(
    actor: Actor | null,
    id: string,
    body: BodyOf<'confirm-receipt'>,
    revision?: number,
  ) {
    return commandOn(
      ports,
      { actor, command: 'confirm-receipt', id, revision },
      async (scene, trx) => {
        // A number is spent only on a confirmation that stands.
        const trial = decideConfirmation(scene, body, '');
        return trial.ok ? decideConfirmation(scene, body, await nextNumber(trx)) : trial;
      },
      trx => letters.receipt(trx, id),
    );
  }

  /** One form with several matters becomes several cases, each with its own number (一事一申请). */
  function split(actor: Actor, id: string, body: BodyOf<'split'>, revision?: number) {
    return attemptOn(ports, { actor, command: 'split', id, revision }, async (trx, loaded, scene) => {
      const reasons = blockers(scene, 'split');
      if (reasons.length > 0) return { ok: false, reasons };
      const person = await applicantOf(trx, id);
      const secret = await secretDigestOf(trx, id);
      const [first, ...others] = body.parts;
      const ids: string[] = [];
      for (const part of others) {
        const events = await partEvents(trx, loaded.events, id, part);
        const made = await open(trx, events, person, actor, { secret, isDemo: loaded.row.isDemo });
        ids.push(made.id);
        if (scene.clock.receivedOn !== null) await letters.receipt(trx, made.id);
      }
      const kept: Happening = {
        kind: 'split',
        on: todayOf(clock),
        subject: first!.subject,
        description: first!.description,
        parts: ids,
      };
      await addEvents(ports, trx, loaded, [kept], actor);
      return { ok: true, value: ids, detail: { parts: ids } };
    });
  }

  /** The part begins as the form did: same channel, same days, its own matter and number. */
  async function partEvents(
    trx: Trx,
    events: readonly Happening[],
    from: string,
    part: { subject: string; description: string },
  ): Promise<Happening[]> {
    const copied: Happening[] = [];
    for (const event of events) {
      if (event.kind === 'submitted') {
        const { via, oral, matter, applicantKind, on } = event;
        const wish = { ...event.wish, subject: part.subject, description: part.description };
        const submitted = { via, oral, matter, applicantKind, wish, splitFrom: from };
        copied.push({ kind: 'submitted', on, ...submitted, unitId: pack.officeUnit });
      }
      if (event.kind === 'receipt-confirmed')
        copied.push({ kind: 'receipt-confirmed', on: event.on, note: event.note });
      if (event.kind === 'registered')
        copied.push({ kind: 'registered', on: todayOf(clock), number: await nextNumber(trx) });
    }
    return copied;
  }

  /** The case that a code and its secret name together; the same work and the same answer whatever is wrong. */
  async function idByCode(trackingCode: string, secret: string): Promise<string | null> {
    const found = await findByCode(database.kysely, plainCode(trackingCode));
    const given = Buffer.from(secretDigest(secret), 'utf8');
    const kept = Buffer.from(found?.secretDigest ?? keyedDigest('secret:nobody'), 'utf8');
    const equal = given.length === kept.length && timingSafeEqual(given, kept);
    return equal && found !== undefined ? found.id : null;
  }

  /** The door for the mailbox: its letter `letterId` is a request in truth. The same rules as at the counter. */
  function takeInFromLetter(
    letter: { readonly letterId: string; readonly intake: IntakeBody & { readonly letter: SourceLetter } },
    by: Actor,
  ): Promise<Result<Taken>> {
    return takeIn(letter.intake, by, { letterId: letter.letterId });
  }

  return { takeIn, takeInFromLetter, confirmReceipt, split, idByCode, applicantOf };
}

export type IntakeCases = ReturnType<typeof intakeCases>;
