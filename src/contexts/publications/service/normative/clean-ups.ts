import { cite } from '../../../../law/citation.ts';
import { type Day, dayInChinese } from '../../../../law/day.ts';
import { type Reason, reason } from '../../../../law/refusal.ts';
import { AppError } from '../../../../platform/app-error.ts';
import { transaction } from '../../../../platform/database/database.ts';
import { sheetXlsx } from '../../../../platform/sheets.ts';
import {
  type Actor,
  type CleanUpDecision,
  type CleanUpEntry,
  type CleanUpView,
  cleanUpDecisionWords,
  type DraftBody,
  draftBody,
  type Permission,
  type Relation,
} from '../../contract.ts';
import type { PublicationPorts, Trx } from '../../ports.ts';
import { may, withoutPermission } from '../../rules/authority.ts';
import { isEnded, reviewedOn, validityOn } from '../../rules/normative-validity.ts';
import { checkId } from '../../store/items.ts';
import {
  cleanUpById,
  cleanUpEntries,
  cleanUps,
  insertCleanUp,
  lockCleanUp,
  type StoredCleanUp,
  writeDecision,
  writeResultItem,
} from '../../store/normative-clean-ups.ts';
import { allFacts, factsOf, type NormativeFacts } from '../../store/normative-facts.ts';
import { permittedOrThrow, type Result } from '../perform.ts';
import { mayRead } from './reading.ts';

/**
 * Clean-up (清理) of normative documents. A decision here changes nothing in public: the result goes out as an item with
 * the decisions declared as its relations, through the gate and every review like any other, and takes effect with its
 * release.
 */

const basis = cite('本机关规定');

interface DraftingDoor {
  createDraft(actor: Actor, body: DraftBody): Promise<Result<{ id: string }>>;
}

const relationOf: Readonly<Record<Exclude<CleanUpDecision, 'amend'>, Relation['kind']>> = {
  keep: 'keeps',
  repeal: 'repeals',
  expired: 'expires',
};

function permissionOf(reasons: readonly Reason[]): Permission {
  return {
    allowed: reasons.length === 0,
    reasons: reasons.map(({ code, message, basis: cited }) => ({ code, message, basis: [...cited] })),
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The result as a body: one table a decision, with the number of documents in each. */
function resultBody(lines: readonly { entry: CleanUpEntry }[], openedOn: Day): string {
  const parts = (['keep', 'amend', 'repeal', 'expired'] as const).map(decision => {
    const found = lines.filter(({ entry }) => entry.decision === decision);
    if (found.length === 0) return '';
    const rows = found.map(
      ({ entry }, at) =>
        `<tr><td>${at + 1}</td><td>${escaped(entry.title)}</td><td>${escaped(entry.documentNo)}</td><td>${escaped(
          entry.unitName,
        )}</td><td>${escaped(entry.note)}</td></tr>`,
    );
    const head = '<tr><th>序号</th><th>文件名称</th><th>发文字号</th><th>责任单位</th><th>说明</th></tr>';
    return `<h2>${cleanUpDecisionWords[decision]}的行政规范性文件（${found.length}件）</h2><table>${head}${rows.join('')}</table>`;
  });
  return `<p>根据有关规定，本机关对截至${dayInChinese(openedOn)}现行有效的行政规范性文件进行了清理，现将清理结果公布如下。</p>${parts.join('')}`;
}

export function cleanUpCases(ports: PublicationPorts, drafting: DraftingDoor) {
  const { clock, database } = ports;
  const { kysely } = database;
  const today = () => clock.today() as Day;

  function mayOrganise(actor: Actor, unitId: string): Reason[] {
    return may(actor, 'item.draft', unitId) ? [] : [withoutPermission('组织规范性文件清理')];
  }

  async function record(
    trx: Trx,
    actor: Actor,
    subjectId: string,
    command: string,
    outcome: 'done' | 'refused',
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await ports.recordAudit(trx, {
      at: clock.now(),
      actor,
      command,
      subjectKind: 'clean-up',
      subjectId,
      outcome,
      detail,
    });
  }

  async function refused<T>(
    trx: Trx,
    actor: Actor,
    id: string,
    command: string,
    reasons: readonly Reason[],
  ): Promise<Result<T>> {
    await record(trx, actor, id, command, 'refused', { reasons: reasons.map(each => each.code) });
    return { ok: false, reasons };
  }

  /** Opens the campaign of a year with every document that stands today. */
  async function openCleanUp(actor: Actor, year: number): Promise<Result<{ id: string }>> {
    const id = ports.newId();
    const unitId = actor.unitId;
    const result = await transaction(database, async (trx): Promise<Result<{ id: string }>> => {
      const reasons = mayOrganise(actor, unitId);
      const standing = (await allFacts(trx)).filter(
        each => each.isLive && !isEnded(validityOn(each.events, today()).validity),
      );
      if (standing.length === 0)
        reasons.push(reason('nothing-to-clean-up', '目前没有现行有效的行政规范性文件，无需清理。', basis));
      if (reasons.length > 0) return refused(trx, actor, id, 'clean-up.open', reasons);
      const documentIds = standing.map(each => each.id);
      const made = {
        id,
        year,
        unitId,
        openedOn: today(),
        staffId: actor.staffId,
        at: clock.now(),
        documentIds,
      };
      if (!(await insertCleanUp(trx, made))) {
        const message = `${year}年的清理已经开始，请在清理列表中打开办理。`;
        return refused(trx, actor, id, 'clean-up.open', [reason('clean-up-open', message, basis)]);
      }
      await record(trx, actor, id, 'clean-up.open', 'done', { year, documents: documentIds.length });
      return { ok: true, value: { id } };
    });
    if (!result.ok) permittedOrThrow(result.reasons);
    return result;
  }

  function decisionReasons(actor: Actor, campaign: StoredCleanUp, ownerUnitId: string): Reason[] {
    const reasons: Reason[] = [];
    if (!may(actor, 'item.draft', ownerUnitId) && !may(actor, 'item.draft', campaign.unitId))
      reasons.push(withoutPermission('填写该文件的清理意见'));
    if (campaign.itemId !== null)
      reasons.push(
        reason('clean-up-drafted', '清理结果已经起草为信息，清理意见不能再改；请在该信息中修改。', basis),
      );
    return reasons;
  }

  async function decideCleanUp(
    actor: Actor,
    id: string,
    body: { revision: number; documentId: string; decision: CleanUpDecision | null; note: string },
  ): Promise<Result<null>> {
    checkId(id);
    const result = await transaction(database, async (trx): Promise<Result<null>> => {
      const campaign = await lockCleanUp(trx, id);
      const entries = await cleanUpEntries(trx, id);
      const [facts] = entries.some(each => each.documentId === body.documentId)
        ? await factsOf(trx, [body.documentId])
        : [];
      if (campaign === undefined || facts === undefined) throw new AppError('not-found');
      const reasons = decisionReasons(actor, campaign, facts.ownerUnitId);
      if (body.revision !== campaign.revision) {
        const before = entries.find(each => each.documentId === body.documentId);
        // Others decide on other documents meanwhile; only the same line is told of.
        if (before?.decidedAt != null && before.decidedBy !== actor.staffId)
          reasons.push(reason('decided-meanwhile', '其他人员已填写该文件的清理意见，请刷新后核对。', basis));
      }
      if (reasons.length > 0) return refused(trx, actor, id, 'clean-up.decide', reasons);
      const { documentId, decision, note } = body;
      await writeDecision(trx, id, { documentId, decision, note, staffId: actor.staffId, at: clock.now() });
      await record(trx, actor, id, 'clean-up.decide', 'done', { documentId, decision });
      return { ok: true, value: null };
    });
    if (!result.ok) permittedOrThrow(result.reasons);
    return result;
  }

  function entryOf(
    facts: NormativeFacts,
    stored: Awaited<ReturnType<typeof cleanUpEntries>>[number],
    names: { units: ReadonlyMap<string, string>; staff: ReadonlyMap<string, string> },
  ): Omit<CleanUpEntry, 'permission'> {
    return {
      documentId: facts.id,
      title: facts.title,
      documentNo: facts.documentNo,
      unitId: facts.ownerUnitId,
      unitName: names.units.get(facts.ownerUnitId) ?? '',
      madeOn: facts.madeOn,
      reviewedOn: reviewedOn(facts.events, facts.madeOn, today()),
      expiresOn: facts.expiresOn,
      validity: validityOn(facts.events, today()).validity,
      decision: stored.decision,
      note: stored.note,
      decidedByName: stored.decidedBy === null ? '' : (names.staff.get(stored.decidedBy) ?? ''),
      decidedAt: stored.decidedAt?.toISOString() ?? null,
    };
  }

  function draftReasons(actor: Actor, campaign: StoredCleanUp): Reason[] {
    const reasons = mayOrganise(actor, campaign.unitId);
    if (campaign.itemId !== null)
      reasons.push(reason('clean-up-drafted', '清理结果已经起草为信息，请打开该信息继续办理。', basis));
    if (campaign.decided < campaign.total) {
      const message = `还有${campaign.total - campaign.decided}件文件没有清理意见，请填写完毕后再起草。`;
      reasons.push(reason('clean-up-undecided', message, basis));
    }
    return reasons;
  }

  async function getCleanUp(actor: Actor, id: string): Promise<CleanUpView> {
    mayRead(actor);
    checkId(id);
    const campaign = await cleanUpById(kysely, id);
    if (campaign === undefined) throw new AppError('not-found');
    const stored = new Map((await cleanUpEntries(kysely, id)).map(each => [each.documentId, each]));
    const facts = await factsOf(kysely, [...stored.keys()]);
    const units = await ports.unitNames([
      ...new Set([campaign.unitId, ...facts.map(each => each.ownerUnitId)]),
    ]);
    const staff = await ports.staffNames([...stored.values()].flatMap(each => each.decidedBy ?? []));
    const { total, decided, ...rest } = campaign;
    return {
      ...rest,
      total,
      decided,
      unitName: units.get(campaign.unitId) ?? '',
      entries: facts.map(each => ({
        ...entryOf(each, stored.get(each.id)!, { units, staff }),
        permission: permissionOf(decisionReasons(actor, campaign, each.ownerUnitId)),
      })),
      permissions: { draft: permissionOf(draftReasons(actor, campaign)) },
    };
  }

  async function listCleanUps(actor: Actor) {
    mayRead(actor);
    const rows = await cleanUps(kysely);
    const units = await ports.unitNames([...new Set(rows.map(each => each.unitId))]);
    return {
      rows: rows.map(({ revision: _, ...row }) => ({ ...row, unitName: units.get(row.unitId) ?? '' })),
      permissions: { open: permissionOf(mayOrganise(actor, actor.unitId)) },
    };
  }

  /** The result as a draft: the table as its body, the decisions as its relations. It is reviewed like any other. */
  async function draftCleanUpResult(
    actor: Actor,
    id: string,
    columnId: string,
  ): Promise<Result<{ itemId: string }>> {
    const view = await getCleanUp(actor, id);
    const campaign = await cleanUpById(kysely, id);
    const reasons = campaign === undefined ? [] : draftReasons(actor, campaign);
    permittedOrThrow(reasons);
    if (reasons.length > 0) return { ok: false, reasons };
    const relations = view.entries.flatMap((entry): Relation[] => {
      if (entry.decision === null || entry.decision === 'amend') return [];
      const { documentId, title, documentNo } = entry;
      return [{ kind: relationOf[entry.decision], documentId, title, documentNo, on: null }];
    });
    const drafted = await drafting.createDraft(
      actor,
      draftBody.parse({
        kind: 'notice',
        columnId,
        ownerUnitId: view.unitId,
        title: `关于公布${view.year}年行政规范性文件清理结果的公告`,
        summary: `${view.year}年行政规范性文件清理结果，共${view.total}件。`,
        bodyHtml: resultBody(
          view.entries.map(entry => ({ entry })),
          view.openedOn as Day,
        ),
        metadata: { writtenOn: today(), relations },
      }),
    );
    if (!drafted.ok) return drafted;
    const itemId = drafted.value.id;
    await transaction(database, async trx => {
      await writeResultItem(trx, id, itemId);
      await record(trx, actor, id, 'clean-up.draft', 'done', { itemId });
    });
    return { ok: true, value: { itemId } };
  }

  /** What the workbook holds: a title and rows under heads. */
  async function cleanUpSheet(actor: Actor, id: string) {
    const view = await getCleanUp(actor, id);
    return {
      name: `${view.year}年行政规范性文件清理表`,
      heads: [
        '序号',
        '文件名称',
        '发文字号',
        '责任单位',
        '成文日期',
        '清理期起算',
        '失效日期',
        '清理意见',
        '说明',
        '填写人',
      ],
      rows: view.entries.map((entry, at) => [
        at + 1,
        entry.title,
        entry.documentNo,
        entry.unitName,
        entry.madeOn,
        entry.reviewedOn,
        entry.expiresOn ?? '',
        entry.decision === null ? '' : cleanUpDecisionWords[entry.decision],
        entry.note,
        entry.decidedByName,
      ]),
    };
  }

  /** The table as a workbook, with a name to save it under. */
  async function cleanUpFile(actor: Actor, id: string) {
    const sheet = await cleanUpSheet(actor, id);
    return { name: `${sheet.name}.xlsx`, bytes: await sheetXlsx(sheet) };
  }

  return { openCleanUp, decideCleanUp, getCleanUp, listCleanUps, draftCleanUpResult, cleanUpFile };
}
