import type { PublicationPorts } from '../ports.ts';
import { documentIdByPath } from '../store/items.ts';
import { attemptOn } from './perform.ts';
import { releaseActs, type WithdrawalWords } from './release-acts.ts';

/** After a backup was put back: what the public log has and the backup does not. */

export interface KnownWithdrawal {
  readonly path: string;
  readonly version: number;
  readonly kind: WithdrawalWords['kind'];
  readonly reason: string;
}

export function restoringCases(ports: PublicationPorts) {
  const acts = releaseActs(ports);

  async function takeDownOne({ path, version, kind, reason }: KnownWithdrawal): Promise<boolean> {
    const itemId = await documentIdByPath(ports.database.kysely, path);
    if (itemId === undefined) return false;
    const tried = { actor: null, command: 'item.withdraw', itemId, detail: { restored: true } };
    const done = await attemptOn<boolean>(ports, tried, async (trx, item) => {
      const { live, document } = item;
      if (live === null || live.no > version) return { ok: true, value: false, detail: {}, unrecorded: true };
      const words = { kind, reason, replacedBy: null };
      const detail = await acts.takeDown(
        trx,
        { staffId: null, unitId: document.ownerUnitId },
        item,
        words,
        [],
      );
      return { ok: true, value: true, detail };
    });
    return done.ok && done.value;
  }

  /**
   * Takes down again what was withdrawn after the backup, each in a transaction of its own with its tombstone and
   * everything that follows; the reason is the one the public saw. Safe to repeat. Answers the paths that were public
   * until now.
   */
  async function takeDownAgain(withdrawals: readonly KnownWithdrawal[]): Promise<string[]> {
    const taken: string[] = [];
    for (const each of withdrawals) if (await takeDownOne(each)) taken.push(each.path);
    return taken;
  }

  return {
    takeDownAgain,
    /** The document at an address, public or not. */
    documentIdByPath: (path: string) => documentIdByPath(ports.database.kysely, path),
  };
}
