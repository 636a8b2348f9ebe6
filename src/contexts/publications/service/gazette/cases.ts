import { hash } from 'node:crypto';
import { cite } from '../../../../law/citation.ts';
import type { Day } from '../../../../law/day.ts';
import { type Reason, reason } from '../../../../law/refusal.ts';
import { AppError } from '../../../../platform/app-error.ts';
import { transaction } from '../../../../platform/database/database.ts';
import type { Actor, GazetteMove, GazetteQuery, GazetteRow, Permission } from '../../contract.ts';
import type { PublicationPorts, Trx } from '../../ports.ts';
import { may, withoutPermission } from '../../rules/authority.ts';
import { decideGazette, gazetteCommands } from '../../rules/gazette.ts';
import { type GazetteDocument, gazetteBlocks, gazetteXml } from '../../rules/gazette-document.ts';
import { validityOn } from '../../rules/normative-validity.ts';
import { validityWords } from '../../rules/normative-words.ts';
import { publicRecord } from '../../rules/record.ts';
import { htmlBlocks } from '../../sanitise.ts';
import {
  type GazetteWrite,
  gazetteNote,
  gazetteNotes,
  insertGazetteNotes,
  lockGazetteNote,
  pickableDocuments,
  type StoredGazetteNote,
  writeGazetteNote,
} from '../../store/gazette-notes.ts';
import { checkId } from '../../store/items.ts';
import { factsOf } from '../../store/normative-facts.ts';
import { publicVersion } from '../../store/public.ts';
import { mayRead } from '../normative/reading.ts';
import { permittedOrThrow, type Result } from '../perform.ts';
import { gazetteDocx } from './docx.ts';

/** Picking released normative documents for the government gazette, handing them over, keeping what came of it. */

const basis = cite('政府信息公开条例', 23);

function permissionOf(reasons: readonly Reason[]): Permission {
  return {
    allowed: reasons.length === 0,
    reasons: reasons.map(({ code, message, basis: cited }) => ({ code, message, basis: [...cited] })),
  };
}

export function gazetteCases(ports: PublicationPorts) {
  const { clock, database } = ports;
  const { kysely } = database;
  const today = () => clock.today() as Day;

  function mayHandOver(actor: Actor, unitId: string): Reason[] {
    return may(actor, 'item.release', unitId) ? [] : [withoutPermission('向政府公报报送文件')];
  }

  async function record(
    trx: Trx,
    actor: Actor,
    subjectId: string,
    command: string,
    reasons: readonly Reason[],
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await ports.recordAudit(trx, {
      at: clock.now(),
      actor,
      command,
      subjectKind: 'gazette-note',
      subjectId,
      outcome: reasons.length === 0 ? 'done' : 'refused',
      detail: reasons.length === 0 ? detail : { ...detail, reasons: reasons.map(each => each.code) },
    });
  }

  /** Picks live normative documents. Picking one twice changes nothing. */
  async function pickForGazette(
    actor: Actor,
    body: { documentIds: readonly string[]; gazette: string },
  ): Promise<Result<{ picked: number }>> {
    for (const id of body.documentIds) checkId(id);
    const result = await transaction(database, async (trx): Promise<Result<{ picked: number }>> => {
      const facts = await factsOf(trx, body.documentIds);
      const reasons = [...new Set(facts.map(each => each.ownerUnitId))].flatMap(unit =>
        mayHandOver(actor, unit),
      );
      const gone = body.documentIds.filter(id => !facts.some(each => each.id === id && each.isLive));
      if (gone.length > 0)
        reasons.push(
          reason('gazette-not-public', '所选内容中有未公开的或者不是规范性文件的，请刷新后重新选择。', basis),
        );
      const subject = body.documentIds[0] ?? '';
      if (reasons.length > 0) {
        await record(trx, actor, subject, 'gazette.pick', reasons, {});
        return { ok: false, reasons };
      }
      const picked = [...new Set(body.documentIds)].map(documentId => ({
        noteId: ports.newId(),
        documentId,
      }));
      const { staffId } = actor;
      const done = await insertGazetteNotes(trx, picked, {
        gazette: body.gazette.trim(),
        staffId,
        on: today(),
        at: clock.now(),
      });
      await record(trx, actor, subject, 'gazette.pick', [], { documents: done });
      return { ok: true, value: { picked: done.length } };
    });
    if (!result.ok) permittedOrThrow(result.reasons);
    return result;
  }

  /** The day a step lies on, and the day before which it cannot lie. */
  function daysOf(note: StoredGazetteNote, move: GazetteMove) {
    if (move.command === 'hand-over') return { on: move.on, notBefore: note.pickedOn };
    if (move.command === 'accept' || move.command === 'correct')
      return { on: move.publishedOn, notBefore: note.handedOverOn };
    return {};
  }

  function written(note: StoredGazetteNote, move: GazetteMove): Omit<GazetteWrite, 'state' | 'at'> {
    const { handedOverOn, issue, page, publishedOn, evidenceDigest, evidenceName } = note;
    const evidence = evidenceDigest === null ? null : { digest: evidenceDigest, name: evidenceName ?? '' };
    const kept = { handedOverOn, issue, page, publishedOn, reason: note.reason, evidence };
    if (move.command === 'hand-over') return { ...kept, handedOverOn: move.on };
    if (move.command === 'accept' || move.command === 'correct') {
      const { issue: no, page: at, publishedOn: on } = move;
      return {
        ...kept,
        issue: no.trim(),
        page: at.trim(),
        publishedOn: on,
        evidence: move.evidence ?? evidence,
      };
    }
    return { ...kept, reason: move.reason.trim() };
  }

  /** The next step of a note. `revision` is the one the person saw. */
  async function moveGazetteNote(actor: Actor, id: string, move: GazetteMove): Promise<Result<null>> {
    checkId(id);
    const result = await transaction(database, async (trx): Promise<Result<null>> => {
      const note = await lockGazetteNote(trx, id);
      if (note === undefined) throw new AppError('not-found');
      const reasons = [...mayHandOver(actor, note.ownerUnitId)];
      const decision = decideGazette(note.state, move.command, { ...daysOf(note, move), today: today() });
      if (!decision.ok) reasons.push(...decision.reasons);
      if (decision.ok && move.revision !== note.revision)
        reasons.push(reason('gazette-changed', '该文件的报送情况已由其他人员更新，请刷新后再办理。', basis));
      await record(trx, actor, id, `gazette.${move.command}`, reasons, { documentId: note.documentId });
      if (reasons.length > 0 || !decision.ok) return { ok: false, reasons };
      await writeGazetteNote(trx, id, { ...written(note, move), state: decision.state, at: clock.now() });
      return { ok: true, value: null };
    });
    if (!result.ok) permittedOrThrow(result.reasons);
    return result;
  }

  function rowOf(actor: Actor, note: StoredGazetteNote, unitName: string): GazetteRow {
    const { ownerUnitId, liveVersion, evidenceDigest, evidenceName, ...rest } = note;
    const permissions = gazetteCommands.map(command => {
      const decision = decideGazette(note.state, command, { today: today() });
      const reasons = [...mayHandOver(actor, ownerUnitId), ...(decision.ok ? [] : decision.reasons)];
      return [command, permissionOf(reasons)] as const;
    });
    return {
      ...rest,
      unitName,
      evidence: evidenceDigest === null ? null : { digest: evidenceDigest, name: evidenceName ?? '' },
      outdated: liveVersion !== note.versionNo,
      permissions: Object.fromEntries(permissions),
    };
  }

  async function listGazetteNotes(actor: Actor, query: GazetteQuery) {
    mayRead(actor);
    const [{ notes, count }, pickable] = await Promise.all([
      gazetteNotes(kysely, query),
      pickableDocuments(kysely),
    ]);
    const names = await ports.unitNames([...new Set(notes.map(each => each.ownerUnitId))]);
    return {
      rows: notes.map(note => rowOf(actor, note, names.get(note.ownerUnitId) ?? '')),
      count,
      pickable,
      gazette: ports.pack.catalogue.normative?.gazette ?? '市人民政府公报',
      permissions: { pick: permissionOf(mayHandOver(actor, actor.unitId)) },
    };
  }

  async function documentOf(note: StoredGazetteNote): Promise<GazetteDocument> {
    const row = await publicVersion(kysely, note.documentId, note.versionNo);
    if (row === undefined) throw new AppError('not-found', { detail: '该文件已经撤下，不能再生成报送稿。' });
    const { document, version } = row;
    const [facts] = await factsOf(kysely, [document.id]);
    const { metadata } = version;
    const releasedAt = version.releasedAt ?? new Date(0);
    const record = publicRecord({
      ...document,
      ...version,
      indexNo: document.indexNo ?? '',
      versionNo: version.no,
      releasedAt,
    });
    return {
      title: version.title,
      documentNo: metadata.documentNo,
      issuer: metadata.issuer,
      indexNo: document.indexNo ?? '',
      topic: metadata.topic,
      genre: metadata.genre,
      writtenOn: metadata.writtenOn ?? '',
      effectiveOn: metadata.effectiveOn ?? '',
      expiresOn: metadata.expiresOn ?? '',
      validity: facts === undefined ? '' : validityWords[validityOn(facts.events, today()).validity],
      releasedAt: releasedAt.toISOString(),
      address: ports.publicAddress?.(document.path) ?? document.path,
      versionNo: version.no,
      recordDigest: hash('sha256', record),
      blocks: gazetteBlocks(htmlBlocks(version.bodyHtml)),
      attachments: version.attachments.map(({ name, fileDigest, size }) => ({
        name,
        digest: fileDigest,
        size,
      })),
    };
  }

  /** The copy for the editors, with a name to save it under. */
  async function gazetteFile(actor: Actor, id: string, format: 'docx' | 'xml') {
    mayRead(actor);
    checkId(id);
    const note = await gazetteNote(kysely, id);
    if (note === undefined) throw new AppError('not-found');
    const document = await documentOf(note);
    const bytes =
      format === 'docx' ? await gazetteDocx(document) : new TextEncoder().encode(gazetteXml(document));
    return { name: `${document.documentNo || document.title}（公报报送稿）.${format}`, bytes };
  }

  return { pickForGazette, moveGazetteNote, listGazetteNotes, gazetteFile };
}
