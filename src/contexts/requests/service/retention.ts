import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { RetentionPage, RetentionQuery } from '../contract.ts';
import type { RequestPorts } from '../ports.ts';
import { todayOf } from '../ports.ts';
import { blockers } from '../rules/blockers.ts';
import { decideRetention } from '../rules/decide-ending.ts';
import type { BodyOf } from '../rules/deciding.ts';
import type { Case } from '../rules/fold.ts';
import { papersOf } from '../store/papers.ts';
import { destroyCase, endedFiles, endedTerms, forgetPaper, papersToForget } from '../store/retention.ts';
import { commandOn, type Result } from './perform.ts';
import { unitsSeenBy } from './seeing.ts';

/** The end of retention: files are listed and a person decides; nothing is destroyed by time alone. */

const part = 200;

export function retentionCases(ports: RequestPorts) {
  const { database, blobs, clock, pack } = ports;
  const { kysely } = database;

  /** Files that wait for a decision, as far as somebody sees. */
  async function retention(actor: Actor, query: RetentionQuery): Promise<RetentionPage> {
    const units = unitsSeenBy(actor);
    const [{ files, count }, names] = await Promise.all([
      endedFiles(kysely, todayOf(clock), units, query),
      ports.unitNames(),
    ]);
    const named = files.map(each => ({ ...each, unitName: names.get(each.unitId) ?? each.unitId }));
    return { files: named as RetentionPage['files'], count, page: query.page, size: query.size };
  }

  /** Takes the bytes of destroyed files from the store, then their rows: what was interrupted is taken up again. */
  async function forgetDestroyed(): Promise<number> {
    for (let gone = 0; ; ) {
      const papers = await papersToForget(kysely, part);
      for (const { id, blob, isShared } of papers) {
        if (!isShared) await blobs.remove(blob);
        await forgetPaper(kysely, id);
      }
      gone += papers.length;
      if (papers.length < part) return gone;
    }
  }

  /** 鉴定: keeps a file for another term, or destroys it but for its line in the list of destroyed files. */
  async function decide(
    actor: Actor,
    id: string,
    body: BodyOf<'decide-retention'>,
    revision?: number,
  ): Promise<Result<Case>> {
    const detail = { decision: body.decision, until: body.until };
    const result = await commandOn(
      ports,
      { actor, command: 'decide-retention', id, revision, detail },
      async (scene, trx) => {
        const reasons = blockers(scene, 'decide-retention');
        if (reasons.length > 0) return { ok: false, reasons };
        return decideRetention(scene, body, (await papersOf(trx, id)).length);
      },
      async (trx, { case: after }) => {
        if (after.destroyed !== null) await destroyCase(trx, id);
      },
    );
    if (result.ok) await forgetDestroyed();
    return result;
  }

  /** Tells who archives that terms have ended: once for each last day of a term. */
  async function remindOfRetention(): Promise<number> {
    let told = 0;
    for (const { keepUntil, count } of await endedTerms(kysely, todayOf(clock))) {
      const message = {
        command: 'request.archive' as const,
        unitId: pack.officeUnit,
        everybody: true,
        kind: 'retention-ended',
        title: '依申请公开案卷保管期限届满，请鉴定',
        body: `保管至${keepUntil}的案卷有${count}件期限届满，请逐件决定继续保管或者销毁；没有决定之前一直保存。`,
        link: '/console/requests/retention',
      };
      const cause = { caseId: `retention/${keepUntil}`, kind: 'retention-ended', dueOn: keepUntil };
      const first = await transaction(database, trx => ports.remindOnce(trx, cause, [message]));
      if (first) told += 1;
    }
    return told;
  }

  return { retention, decide, remindOfRetention, forgetDestroyed };
}
