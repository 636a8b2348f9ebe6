import { cite } from '../../../law/citation.ts';
import { type Day, isDay } from '../../../law/day.ts';
import { postingPeriod } from '../../../law/posting-period.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { ListSheetBody, ListSheetView, SheetQuery } from '../contract.ts';
import { type ChannelPorts, type Result, todayOf } from '../ports.ts';
import { sheetBlocks } from '../sheet/blocks.ts';
import { readList } from '../sheet/list.ts';
import { demand } from './result.ts';

/** Sheets for notice boards: of what is public, and of lists that only the village may see. */

export interface SheetFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Loaded when a sheet is asked for: the fonts take longer than the rest of a start. */
const printer = () => import('../sheet/pdf.ts');

function realDays(days: Readonly<Record<string, string | null | undefined>>): void {
  const problems = Object.entries(days).flatMap(([where, day]) =>
    day === undefined || day === null || isDay(day) ? [] : [{ where, message: '没有这一天，请改正日期。' }],
  );
  if (problems.length > 0) throw new AppError('bad-input', { problems });
}

function periodReasons(from: string, until: string | null): Reason[] {
  if (until === null || until >= from) return [];
  const message = `张贴截止日期${until}早于开始日期${from}，请改正。`;
  return [reason('posting-ends-before', message, cite('本机关规定'))];
}

export function sheetCases(ports: ChannelPorts) {
  const { clock, database } = ports;

  /** The sheet of the version that is public now. Only that: paper must not say more than the portal. */
  async function itemSheet(actor: Actor, documentId: string, query: SheetQuery): Promise<Result<SheetFile>> {
    realDays({ from: query.from, until: query.until });
    await ports.itemFor(actor, documentId);
    const live = await ports.liveItem(documentId);
    if (live === null) {
      const message = '该信息没有公开，不能打印张贴稿。请在发布之后打印；已撤下的信息不再张贴。';
      return { ok: false, reasons: [reason('not-public', message, cite('本机关规定'))] };
    }
    const from = query.from ?? todayOf(clock);
    const until = query.until ?? null;
    const reasons = periodReasons(from, until);
    if (reasons.length > 0) return { ok: false, reasons };
    const names = live.attachments.map(each => `《${each.name}》`).join('、');
    const { sheetPdf } = await printer();
    const bytes = await sheetPdf({
      paper: query.paper,
      organ: live.issuer === '' ? ports.organName : live.issuer,
      title: live.title,
      documentNo: live.documentNo,
      indexNo: live.indexNo,
      blocks: sheetBlocks(live.bodyHtml),
      signedOn: live.writtenOn ?? live.releasedOn ?? todayOf(clock),
      period: { from, until },
      codes: [
        { address: ports.publicAddress(live.path), words: '扫码看网页' },
        { address: ports.publicAddress(`/log/item/${live.documentId}`), words: '扫码验证公开记录' },
      ],
      notes: [
        `本张贴稿与门户网站公开的第${live.versionNo}版内容一致。${names === '' ? '' : `附件${names}见网页。`}`,
      ],
    });
    return { ok: true, value: { name: `张贴稿-${live.title.slice(0, 60)}.pdf`, bytes } };
  }

  /** Who posts a list must know how long, and whether it may be posted at all. */
  function listPeriod(body: ListSheetBody): {
    until: string | null;
    reasons: readonly Reason[];
    notes: string[];
  } {
    const reasons = periodReasons(body.from, body.until);
    if (body.programme === 'other') return { until: body.until, reasons, notes: [] };
    const decision = postingPeriod(body.programme, body.from as Day, ports.calendar());
    if (!decision.ok) return { until: null, reasons: decision.reasons, notes: [] };
    const { until, legalMinimum } = decision.period;
    if (body.until !== null && body.until < until) {
      const message = `公示期不足：自${body.from}起至少公示至${until}。`;
      return {
        until: body.until,
        reasons: [reason('posting-too-short', message, ...legalMinimum.steps.flatMap(step => step.basis))],
        notes: [],
      };
    }
    return { until: body.until ?? until, reasons, notes: ['公示期间对名单有异议的，请向下列单位反映。'] };
  }

  /**
   * A sheet from a list of persons. Neither the list nor the sheet is kept; the audit trail says that one was made, with
   * how many rows. Identity numbers, telephone numbers and account numbers are refused: a board is public as well.
   */
  async function listSheet(actor: Actor, body: ListSheetBody): Promise<Result<ListSheetView>> {
    demand(ports, actor, 'channel.post', actor.unitId);
    realDays({ from: body.from, until: body.until });
    const table = await readList(Buffer.from(body.file.base64, 'base64'), body.file.name);
    const period = listPeriod(body);
    const found = ports.personalNumbersIn(
      table.rows.map(row => row.map(cell => cell.text).join(' | ')).join('\n'),
    );
    const reasons: Reason[] = [
      ...period.reasons,
      ...found.map(words => reason('personal-number-in-list', words, cite('个人信息保护法', 6))),
    ];
    if (reasons.length === 0) {
      const { sheetPdf } = await printer();
      const bytes = await sheetPdf({
        paper: body.paper,
        organ: ports.organName,
        title: body.title,
        documentNo: '',
        indexNo: '',
        blocks: [table],
        signedOn: body.from,
        period: { from: body.from, until: period.until },
        codes: [],
        notes: [
          `张贴地点：${body.place}。本名单只在张贴地点公示，不在网站和新媒体发布，期满取下。`,
          ...period.notes,
          `意见反映方式：${body.contact}。`,
        ],
      });
      await audit(actor, body, table.rows.length - table.headRows, []);
      const name = `公示名单-${body.title.slice(0, 40)}.pdf`;
      const { from } = body;
      const base64 = Buffer.from(bytes).toString('base64');
      const rows = table.rows.length - table.headRows;
      return { ok: true, value: { name, base64, rows, from, until: period.until } };
    }
    await audit(actor, body, table.rows.length - table.headRows, reasons);
    return { ok: false, reasons };
  }

  async function audit(
    actor: Actor,
    body: ListSheetBody,
    rows: number,
    reasons: readonly Reason[],
  ): Promise<void> {
    const { programme, from, until, paper } = body;
    await transaction(database, trx =>
      ports.recordAudit(trx, {
        at: clock.now(),
        actor,
        command: 'channel.post',
        subjectKind: 'list-sheet',
        subjectId: ports.newId(),
        outcome: reasons.length === 0 ? 'done' : 'refused',
        detail: { programme, from, until, paper, rows, reasons: reasons.map(each => each.code) },
      }),
    );
  }

  return { itemSheet, listSheet };
}
