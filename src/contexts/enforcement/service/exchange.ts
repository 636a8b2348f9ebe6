import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { reason, refuse } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import { readGrid } from '../../../platform/office-text/grid.ts';
import type { Actor, Permission } from '../../organisation/contract.ts';
import type {
  ExchangeBatchView,
  ExchangeKind,
  ExchangeQuery,
  ExchangeView,
  MakeBatchBody,
  ReceiptBody,
  ReceiptFileBody,
  WaitingRow,
} from '../contract.ts';
import type { EnforcementPorts, Result } from '../ports.ts';
import { exchangeSheet } from '../rendering/exchange-files.ts';
import { type Delta, deltaOf, readReceipt, reportFaults } from '../rules/exchange.ts';
import { reportableDecisions, type StoredDecision } from '../store/decisions.ts';
import {
  batchesOf,
  findBatch,
  insertBatch,
  lastReports,
  lockExchange,
  rowsOfBatch,
  type StoredBatch,
  writeReceipt,
} from '../store/exchange.ts';
import { batchName, demand, factsOf } from './views.ts';

/** 双公示: what changed since the last file goes to the credit sites, and what they answer is kept. */

/** No receipt has more. Unit: rows, cells. */
const receiptLimits = { rows: 5000, cells: 100_000 } as const;

interface Waiting extends WaitingRow {
  readonly delta: Delta;
}

const noOrgan = () => reason('no-organ', '没有这个执法机关，请选择市局或者县级民政部门。');
const hasReceipt = () => reason('has-receipt', '这一批已经登记回执，不能重复登记。');

export function exchangeCases(ports: EnforcementPorts) {
  const { database, clock, pack } = ports;

  /** What the sites must still learn of one organ's decisions of a kind, the first due first. */
  async function waitingOf(db: Queries, organId: string, kind: ExchangeKind): Promise<Waiting[]> {
    const [decisions, last] = await Promise.all([reportableDecisions(db, kind), lastReports(db, kind)]);
    const rows = decisions.flatMap(decision => {
      if (ports.organOf(decision.unitId).id !== organId) return [];
      const row = waitingRow(decision, kind, last.get(decision.id) ?? null);
      return row === null ? [] : [row];
    });
    return rows.sort(
      (one, other) =>
        one.dueOn.localeCompare(other.dueOn) || one.documentNo.localeCompare(other.documentNo, 'zh-CN'),
    );
  }

  function waitingRow(
    decision: StoredDecision,
    kind: ExchangeKind,
    last: Parameters<typeof deltaOf>[1]['last'],
  ): Waiting | null {
    const { id, content, documentNo, shownUntil, state, withdrawnReason, withdrawnAt } = decision;
    const delta = deltaOf(
      kind,
      {
        ...{ content, shownUntil, withdrawnReason, last },
        organ: ports.organOf(decision.unitId),
        isPublic: state === 'public',
      },
      pack.exchange,
    );
    if (delta === null) return null;
    const { deadlines } = factsOf(ports, decision);
    const down = withdrawnAt === null ? clock.today() : shanghaiDay(withdrawnAt);
    const dueOn =
      delta.act === 'withdraw'
        ? (deadlines?.withdraw?.dueOn ?? down)
        : (deadlines?.publish.dueOn ?? decision.decidedOn);
    return {
      ...{ decisionId: id, documentNo, partyName: content.partyName, dueOn, delta, act: delta.act },
      isLate: clock.today() > dueOn,
      // What is taken back went out once: it is not held up by what would be asked of it today.
      faults:
        delta.act === 'withdraw'
          ? []
          : reportFaults(kind, delta.row, content, pack.exchange).map(each => ({
              ...each,
              basis: [...each.basis],
            })),
    };
  }

  function organWith(id: string) {
    const organ = ports.organs().find(each => each.id === id);
    if (organ === undefined) throw new AppError('bad-input', { detail: '没有这个执法机关，请重新选择。' });
    return organ;
  }

  function receiptPermission(actor: Actor, batch: StoredBatch): Permission {
    const permission = ports.may(actor, 'enforcement.exchange', batch.organId);
    if (batch.receiptOn === null) return permission;
    const given = hasReceipt();
    return { allowed: false, reasons: [...permission.reasons, { ...given, basis: [...given.basis] }] };
  }

  function batchView(actor: Actor, batch: Awaited<ReturnType<typeof batchesOf>>[number]): ExchangeBatchView {
    const { id, kind, madeAt, madeByName, digest, rows, receiptOn } = batch;
    const withdrawn = rows.filter(each => each.act === 'withdraw').length;
    return {
      ...{ id, kind, name: batchName(batch), madeAt: new Date(madeAt).toISOString(), madeByName, digest },
      reported: rows.length - withdrawn,
      withdrawn,
      accepted: rows.filter(each => each.receipt === 'accepted').length,
      rejected: rows
        .filter(each => each.receipt === 'rejected')
        .map(({ documentNo, receiptWords }) => ({ documentNo, words: receiptWords ?? '' })),
      receipt:
        receiptOn === null
          ? null
          : { on: receiptOn, number: batch.receiptNumber ?? '', byName: batch.receiptByName ?? '' },
      permission: receiptPermission(actor, batch),
    };
  }

  function makePermission(actor: Actor, organId: string, waiting: readonly WaitingRow[]): Permission {
    const { reasons } = ports.may(actor, 'enforcement.exchange', organId);
    const none = waiting.some(each => each.faults.length === 0)
      ? []
      : [{ code: 'nothing-to-report', message: '目前没有可以报送的决定。', basis: [] }];
    const all = [...reasons, ...none];
    return { allowed: all.length === 0, reasons: all };
  }

  /** What waits and what went out. Faults: `not-allowed`, `bad-input`. */
  async function exchange(actor: Actor, { kind, organ: asked }: ExchangeQuery): Promise<ExchangeView> {
    const organ = organWith(asked ?? ports.organOf(actor.unitId).id);
    demand(ports, actor, 'item.read');
    const [waiting, batches] = await Promise.all([
      waitingOf(database.kysely, organ.id, kind),
      batchesOf(database.kysely, organ.id, kind),
    ]);
    return {
      ...{ kind, organ },
      organs: ports.organs().map(({ id, name }) => ({ id, name })),
      waiting: waiting.map(({ delta: _, ...row }) => row),
      batches: batches.map(each => batchView(actor, each)),
      permissions: { make: makePermission(actor, organ.id, waiting) },
    };
  }

  /**
   * Makes the next file of an organ's decisions: only what changed since the last one and has no fault. Refused where there is
   * nothing. Faults: `not-allowed`, `bad-input`.
   */
  async function makeBatch(
    actor: Actor,
    { kind, organ: organId }: MakeBatchBody,
  ): Promise<Result<{ readonly id: string; readonly name: string; rows: number; held: number }>> {
    demand(ports, actor, 'enforcement.exchange', organId);
    if (ports.organs().every(each => each.id !== organId)) return refuse([noOrgan()]);
    return transaction(database, async trx => {
      await lockExchange(trx, organId, kind);
      const waiting = await waitingOf(trx, organId, kind);
      const sent = waiting.filter(each => each.faults.length === 0);
      const held = waiting.length - sent.length;
      if (sent.length === 0)
        return refuse([
          reason(
            'nothing-to-report',
            held === 0
              ? '没有需要报送的决定：已公示的都已报送，内容没有变化。'
              : `有${held}件待报送，但都有问题需要先处理，请按各件的提示补填。`,
          ),
        ]);
      const rows = sent.map(({ decisionId, act, documentNo, delta }) => ({
        ...{ decisionId, act, documentNo },
        reported: delta.row,
      }));
      const at = clock.now();
      const year = Number(clock.today().slice(0, 4));
      const id = ports.newId();
      const digest = createHash('sha256').update(canonicalize(rows)!).digest('hex');
      const no = await insertBatch(trx, {
        ...{ id, organId, kind, year, digest, rows, madeAt: at },
        ...{ madeBy: actor.staffId, madeByName: actor.name },
      });
      const name = batchName({ kind, year, no });
      await ports.recordAudit(trx, {
        ...{ at, actor, command: 'enforcement.exchange', subjectKind: 'credit-batch', subjectId: id },
        ...{ outcome: 'done', detail: { act: 'make', name, organId, rows: rows.length, held, digest } },
      });
      return { ok: true, value: { id, name, rows: rows.length, held } };
    });
  }

  async function batchFor(db: Queries, actor: Actor, id: string, lock = false): Promise<StoredBatch> {
    const batch = await findBatch(db, id, lock);
    if (batch === undefined) throw new AppError('not-found', { detail: '没有这一批报送文件。' });
    demand(ports, actor, 'enforcement.exchange', batch.organId);
    return batch;
  }

  /** The file of a batch in the official column order: what is reported, or what is taken back. Every look is recorded. */
  async function batchFile(
    actor: Actor,
    id: string,
    { part, form }: { readonly part: 'report' | 'withdrawn'; readonly form: 'csv' | 'xlsx' },
  ): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    const batch = await batchFor(database.kysely, actor, id);
    const rows = (await rowsOfBatch(database.kysely, id)).filter(
      each => (each.act === 'withdraw') === (part === 'withdrawn'),
    );
    const name = `${batchName(batch)}${part === 'withdrawn' ? '-撤下' : ''}`;
    const sheet = exchangeSheet(name, batch.kind, rows, { pack: pack.exchange, madeAt: batch.madeAt });
    await transaction(database, trx =>
      ports.recordAudit(trx, {
        ...{ at: clock.now(), actor, command: 'enforcement.exchange', outcome: 'done' },
        ...{ subjectKind: 'credit-batch', subjectId: id, detail: { act: 'download', part, form } },
      }),
    );
    const bytes = form === 'csv' ? new TextEncoder().encode(ports.csv(sheet)) : await ports.xlsx(sheet);
    return { name: `${name}.${form}`, bytes };
  }

  async function takeReceipt(
    actor: Actor,
    id: string,
    given: Pick<ReceiptBody, 'on' | 'number'>,
    answer: (batch: StoredBatch, documentNos: readonly string[]) => Promise<Result<ReceiptBody['rejected']>>,
  ): Promise<Result<null>> {
    return transaction(database, async (trx): Promise<Result<null>> => {
      const batch = await batchFor(trx, actor, id, true);
      if (batch.receiptOn !== null) return refuse([hasReceipt()]);
      const { on, number } = given;
      if (on > clock.today() || on < shanghaiDay(batch.madeAt))
        return refuse([
          { ...reason('receipt-day', '回执日期应当在报送之日和今天之间，请核对。'), where: 'on' },
        ]);
      const rows = await rowsOfBatch(trx, id);
      const rejected = await answer(
        batch,
        rows.map(each => each.documentNo),
      );
      if (!rejected.ok) return rejected;
      await writeReceipt(trx, { id, on, number, byName: actor.name, rejected: rejected.value });
      await ports.recordAudit(trx, {
        ...{ at: clock.now(), actor, command: 'enforcement.exchange', outcome: 'done' },
        ...{ subjectKind: 'credit-batch', subjectId: id },
        detail: { act: 'receipt', on, number, rejected: rejected.value.map(each => each.documentNo) },
      });
      return { ok: true, value: null };
    });
  }

  /** The receipt as typed: every row was taken but those named. What was refused is reported again with the next file. */
  function registerReceipt(actor: Actor, id: string, body: ReceiptBody): Promise<Result<null>> {
    return takeReceipt(actor, id, body, async (_, documentNos) => {
      const unknown = body.rejected.filter(each => !documentNos.includes(each.documentNo));
      const faults = unknown.map(({ documentNo }) => ({
        ...reason('unknown', `文号“${documentNo}”不在这一批中，请核对。`),
        where: 'rejected',
      }));
      return faults.length > 0 ? refuse(faults) : { ok: true, value: body.rejected };
    });
  }

  /** The receipt as the file of the site: refused as a whole with every row that does not fit. */
  function importReceipt(
    actor: Actor,
    id: string,
    { file, ...given }: ReceiptFileBody,
  ): Promise<Result<null>> {
    return takeReceipt(actor, id, given, async (_, documentNos) => {
      const { cells } = await readGrid(Buffer.from(file.base64, 'base64'), file.name, receiptLimits);
      const { rejected, faults } = readReceipt(cells, documentNos, pack.exchange);
      return faults.length > 0
        ? refuse(faults)
        : { ok: true, value: rejected.map(each => ({ ...each, words: each.words.slice(0, 500) })) };
    });
  }

  /** What waits of every organ and kind, for the reminders. */
  async function waitingEverywhere() {
    const kinds: readonly ExchangeKind[] = ['licence', 'penalty'];
    const found = await Promise.all(
      ports.organs().flatMap(organ =>
        kinds.map(async kind => {
          const waiting = await waitingOf(database.kysely, organ.id, kind);
          return { organ, kind, waiting: waiting.map(({ delta: _, ...row }) => row) };
        }),
      ),
    );
    return found.filter(each => each.waiting.length > 0);
  }

  return { exchange, makeBatch, batchFile, registerReceipt, importReceipt, waitingEverywhere };
}
