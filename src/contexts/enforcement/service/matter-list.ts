import { cite } from '../../../law/citation.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor, Permission } from '../../organisation/contract.ts';
import {
  type MatterListView,
  type ProposeDecisionBody,
  type ReleasedMatters,
  releasedMatters,
} from '../contract.ts';
import type { EnforcementPorts, Result } from '../ports.ts';
import { matterSheet, releasedJson } from '../rendering/files.ts';
import { sheetHtml } from '../rendering/html.ts';
import { markListReleased, markListWithdrawn, storedList, writeList } from '../store/matter-list.ts';
import { demand } from './views.ts';

/** 行政执法事项清单: before anything is decided, everybody may know who decides on what and by which law (国办发〔2018〕118号). */

const title = '行政执法事项清单';

/** The list as the public sees it. */
export interface PublicMatters {
  readonly itemId: string;
  readonly path: string;
  readonly releasedAt: Date;
  readonly data: ReleasedMatters;
}

export function matterListCases(ports: EnforcementPorts) {
  const { database, clock, pack } = ports;

  async function listNow(unitId: string): Promise<ReleasedMatters> {
    const organ = ports.organOf(unitId).name;
    const units = await ports.unitNames();
    return {
      format: 'gongkai-enforcement-matters/1',
      organ,
      matters: pack.matters.map(({ organ: own, unit, ...matter }) => ({
        ...matter,
        organ: own === '' ? organ : own,
        unitName: units.get(unit) ?? unit,
      })),
    };
  }

  function reasonsAgainst(isUnderReview: boolean): Reason[] {
    const publicity = cite('国办发〔2018〕118号');
    const gaps = pack.matters.filter(each => each.basis === '');
    return [
      ...(pack.mattersColumn === undefined
        ? [reason('no-column', '机构包没有设置发布执法事项清单的栏目（enforcement.yaml 的 mattersColumn）。')]
        : []),
      ...(pack.matters.length === 0
        ? [reason('no-matters', '机构包中没有执法事项，请先在 enforcement.yaml 中列出。', publicity)]
        : []),
      ...(gaps.length > 0
        ? [reason('no-basis', `下列事项没有写明依据：${gaps.map(each => each.name).join('、')}。`, publicity)]
        : []),
      ...(isUnderReview ? [reason('under-review', '清单的公开稿正在审查中，请先撤回送审。')] : []),
    ];
  }

  async function standingItem(actor: Actor) {
    const kept = await storedList(database.kysely);
    if (kept === undefined) {
      const found =
        pack.mattersColumn === undefined
          ? null
          : await ports.openItemTitled(actor, pack.mattersColumn, title);
      return { itemId: found, isUnderReview: false, kept };
    }
    const standing = await ports.itemStanding(actor, kept.itemId);
    const ended = standing === 'ended' || kept.withdrawnAt !== null;
    return { itemId: ended ? null : kept.itemId, isUnderReview: standing === 'under-review', kept };
  }

  /** Puts the list of the pack into a draft item. Refused with everything that stands against it. Fault: `not-allowed`. */
  async function proposeMatters(
    actor: Actor,
    { meets }: ProposeDecisionBody,
  ): Promise<Result<{ readonly itemId: string; readonly path: string }>> {
    const { itemId: into, isUnderReview, kept } = await standingItem(actor);
    const unitId = kept?.unitId ?? actor.unitId;
    demand(ports, actor, 'enforcement.propose', unitId);
    const reasons = reasonsAgainst(isUnderReview);
    const act = {
      ...{ at: clock.now(), actor, command: 'enforcement.propose' as const },
      ...{ subjectKind: 'enforcement-list', subjectId: '1' },
    };
    if (reasons.length > 0 || pack.mattersColumn === undefined) {
      const detail = { reasons: reasons.map(({ code }) => code) };
      await transaction(database, trx => ports.recordAudit(trx, { ...act, outcome: 'refused', detail }));
      return { ok: false, reasons };
    }
    const data = await listNow(unitId);
    const sheet = matterSheet(data);
    const proposed = await ports.propose(actor, {
      ...{ itemId: into, ownerUnitId: unitId, columnId: pack.mattersColumn, title, meets },
      summary: `${data.organ}公布行政执法事项清单，共${data.matters.length}项，写明执法主体、职责、权限和依据。`,
      bodyHtml: sheetHtml(sheet),
      writtenOn: clock.today(),
      keywords: ['执法清单', '执法公示'],
      files: [
        { name: 'data.json', bytes: releasedJson(data) },
        { name: `${sheet.name}.csv`, bytes: new TextEncoder().encode(ports.csv(sheet)) },
        { name: `${sheet.name}.xlsx`, bytes: await ports.xlsx(sheet) },
      ],
    });
    if (!proposed.ok) return proposed;
    const { itemId, path, digests } = proposed.value;
    await transaction(database, async trx => {
      await writeList(trx, { unitId, itemId, path, dataDigest: digests[0]!, data });
      await ports.recordAudit(trx, { ...act, outcome: 'done', detail: { itemId } });
    });
    return { ok: true, value: { itemId, path } };
  }

  /** What the pack lists and where its publication stands. */
  async function matterList(actor: Actor): Promise<MatterListView> {
    demand(ports, actor, 'item.read');
    const kept = await storedList(database.kysely);
    const data = await listNow(kept?.unitId ?? actor.unitId);
    const { reasons } = ports.may(actor, 'enforcement.propose', kept?.unitId ?? actor.unitId);
    const against: Permission['reasons'] = [
      ...reasons,
      ...reasonsAgainst(false).map(each => ({ ...each, basis: [...each.basis] })),
    ];
    return {
      matters: data.matters,
      itemId: kept?.itemId ?? null,
      path: kept?.released == null ? null : kept.path,
      releasedAt: kept?.released == null ? null : (kept.releasedAt?.toISOString() ?? null),
      // What is out is not what the pack says now.
      isOutdated:
        kept?.released != null &&
        JSON.stringify(releasedMatters.parse(kept.released)) !== JSON.stringify(releasedMatters.parse(data)),
      permissions: { propose: { allowed: against.length === 0, reasons: against } },
    };
  }

  return {
    proposeMatters,
    matterList,
    markListReleased: (
      trx: Queries,
      event: {
        readonly documentId: string;
        readonly path: string;
        readonly attachments: readonly { readonly fileDigest: string }[];
        readonly releasedAt: Date;
      },
    ) =>
      markListReleased(trx, {
        itemId: event.documentId,
        path: event.path,
        at: event.releasedAt,
        digests: event.attachments.map(each => each.fileDigest),
      }),
    markListWithdrawn: (trx: Queries, event: { readonly documentId: string; readonly withdrawnAt: Date }) =>
      markListWithdrawn(trx, event.documentId, event.withdrawnAt),
    async publicMatters(): Promise<PublicMatters | null> {
      const kept = await storedList(database.kysely);
      if (kept === undefined || kept.released === null || kept.releasedAt === null) return null;
      const { itemId, path, releasedAt, released } = kept;
      return { itemId, path, releasedAt, data: releasedMatters.parse(released) };
    },
  };
}
