import { reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { ProposeStageBody, ReleasedStage } from '../contract.ts';
import type { ProjectPorts, Result } from '../ports.ts';
import { stageHtml, stageJson, stageSheet } from '../rendering/files.ts';
import { decidePropose } from '../rules/faults.ts';
import { markPublic, markTakenDown, type StoredStage, stagesOf, writeProposal } from '../store/stages.ts';
import { loadedProject, loadedStage } from './records.ts';
import { demand, faultsOf, keptKind, releasedOf } from './views.ts';

/** A stage goes out as an item of its own (ADR 19), and comes down with it. */

/** No other stage of any project has this title. */
const titleOf = ({ project, stage }: ReleasedStage) =>
  `${project.title}${stage.name}（${project.code}，第${stage.no}号）`;

export function publishingCases(ports: ProjectPorts) {
  const { database, clock } = ports;

  /** The item to write into: the unfinished one it has, else a new one; a withdrawn one stays withdrawn. */
  async function itemFor(actor: Actor, { itemId, state }: StoredStage, columnId: string, title: string) {
    if (itemId === null)
      return { itemId: await ports.openItemTitled(actor, columnId, title), isUnderReview: false };
    const standing = await ports.itemStanding(actor, itemId);
    const ended = state === 'withdrawn' || standing === 'ended';
    return { itemId: ended ? null : itemId, isUnderReview: standing === 'under-review' };
  }

  async function filesOf(data: ReleasedStage) {
    const sheet = stageSheet(data);
    return [
      { name: 'data.json', bytes: stageJson(data) },
      { name: '项目阶段.csv', bytes: new TextEncoder().encode(ports.csv(sheet)) },
      { name: '项目阶段.xlsx', bytes: await ports.xlsx(sheet) },
    ];
  }

  /** The documents as they were uploaded, or which of them have gone. */
  async function documentsOf({ stage }: ReleasedStage) {
    const read = await Promise.all(
      (stage.files ?? []).map(async ({ name, digest }) => ({ name, bytes: await ports.readFile(digest) })),
    );
    const gone = read.filter(each => each.bytes === null);
    const files = read.flatMap(({ name, bytes }) => (bytes === null ? [] : [{ name, bytes }]));
    return {
      files,
      reasons: gone.map(({ name }) => ({
        ...reason('file-gone', `文件“${name}”已经不在了，请重新上传。`),
        where: 'documents',
      })),
    };
  }

  /**
   * Puts the stage into a draft item, or into its draft on the way. Refused with everything that stands against it.
   * Faults: `not-found`, `not-allowed`, `edited-meanwhile`.
   */
  async function propose(
    actor: Actor,
    id: string,
    { meets }: ProposeStageBody,
  ): Promise<Result<{ readonly itemId: string; readonly path: string }>> {
    const stage = await loadedStage(database.kysely, id);
    const project = await loadedProject(database.kysely, stage.projectId);
    demand(ports, actor, 'project.propose', project.unitId);
    const { column } = keptKind(ports, project);
    const data = releasedOf(ports, project, stage, await ports.unitNames());
    const title = titleOf(data);
    const item = await itemFor(actor, stage, column, title);
    const others = (await stagesOf(database.kysely, [project.id])).filter(each => each.id !== id);
    const act = {
      ...{ at: clock.now(), actor, command: 'project.propose' as const },
      ...{ subjectKind: 'project', subjectId: project.id },
    };
    const documents = await documentsOf(data);
    const allowed = decidePropose({
      ...{ state: stage.state, isUnderReview: item.isUnderReview },
      faults: [...faultsOf(ports, project, stage.content, others), ...documents.reasons],
    });
    if (!allowed.ok) {
      const detail = { stage: id, reasons: allowed.reasons.map(({ code }) => code) };
      await transaction(database, trx => ports.recordAudit(trx, { ...act, outcome: 'refused', detail }));
      return allowed;
    }
    const proposed = await ports.propose(actor, {
      ...{ itemId: item.itemId, columnId: column, meets, title, ownerUnitId: project.unitId },
      summary: `${data.project.organ}“${project.title}”${data.stage.name}情况，${data.stage.on}。`,
      bodyHtml: stageHtml(data),
      writtenOn: data.stage.on,
      keywords: [data.project.kindName, data.stage.name],
      files: [...(await filesOf(data)), ...documents.files],
    });
    if (!proposed.ok) return proposed;
    const { itemId, path, digests } = proposed.value;
    await transaction(database, async trx => {
      const kept = await writeProposal(trx, {
        ...{
          id,
          revision: stage.revision,
          itemBefore: stage.itemId,
          itemId,
          path,
          dataDigest: digests[0]!,
          data,
        },
      });
      if (!kept)
        throw new AppError('edited-meanwhile', {
          detail: '该阶段在提出期间已被他人修改或者提出，请重新打开后再试。',
        });
      await ports.recordAudit(trx, { ...act, outcome: 'done', detail: { stage: id, itemId } });
    });
    return { ok: true, value: { itemId, path } };
  }

  async function markReleased(
    trx: Queries,
    event: {
      readonly documentId: string;
      readonly path: string;
      readonly attachments: readonly { readonly fileDigest: string }[];
      readonly releasedAt: Date;
    },
  ): Promise<void> {
    await markPublic(trx, {
      ...{ itemId: event.documentId, path: event.path, at: event.releasedAt, on: clock.today() },
      digests: event.attachments.map(each => each.fileDigest),
    });
  }

  async function markWithdrawn(
    trx: Queries,
    event: { readonly documentId: string; readonly reason: string; readonly withdrawnAt: Date },
  ): Promise<void> {
    await markTakenDown(trx, { itemId: event.documentId, reason: event.reason, at: event.withdrawnAt });
  }

  return { propose, markReleased, markWithdrawn };
}
