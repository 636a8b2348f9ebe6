import { AppError } from '../../../../platform/app-error.ts';
import type { ImportReportQuery, ImportRun } from '../../contract/importing.ts';
import type { Actor } from '../../contract.ts';
import type { PublicationPorts } from '../../ports.ts';
import { addressesAsked } from '../../rules/importing.ts';
import { documentAt, findRun, listFindings, listRuns, type StoredRun } from '../../store/imports.ts';
import { checkId } from '../../store/items.ts';

/** What became of imports, for those who may order one. */

const mostRuns = 100;

function mayRead(actor: Actor): void {
  const all = [actor.grants, ...actor.actsFor.map(each => each.grants)];
  if (!all.some(grants => grants['item.import'] !== undefined)) throw new AppError('not-allowed');
}

function runView(run: StoredRun, names: ReadonlyMap<string, string>): ImportRun {
  const { sourceSize, doneSize, staffId, startedAt, movedAt, finishedAt, ...rest } = run;
  const share = finishedAt !== null || sourceSize === 0 ? 1 : Math.min(1, doneSize / sourceSize);
  const seconds = (movedAt.getTime() - startedAt.getTime()) / 1000;
  const canSay = finishedAt === null && share > 0 && seconds > 0;
  return {
    ...rest,
    staffName: names.get(staffId) ?? '',
    startedAt: startedAt.toISOString(),
    movedAt: movedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    share,
    secondsLeft: canSay ? Math.round((seconds / share) * (1 - share)) : null,
  };
}

export function importReading(ports: Pick<PublicationPorts, 'database' | 'staffNames'>) {
  const { kysely } = ports.database;
  return {
    async listImports(actor: Actor): Promise<{ runs: ImportRun[] }> {
      mayRead(actor);
      const runs = await listRuns(kysely, mostRuns);
      const names = await ports.staffNames([...new Set(runs.map(each => each.staffId))]);
      return { runs: runs.map(run => runView(run, names)) };
    },
    async getImport(actor: Actor, id: string, query: ImportReportQuery) {
      mayRead(actor);
      checkId(id);
      const run = await findRun(kysely, id);
      if (run === undefined) throw new AppError('not-found');
      const [names, report] = await Promise.all([
        ports.staffNames([run.staffId]),
        listFindings(kysely, id, query),
      ]);
      const findings = report.findings.map(each => ({ ...each, words: [...each.words] }));
      return { run: runView(run, names), findings, count: report.count };
    },
  };
}

/** Where what stood at an address of an old site is now. `asked`: path and query. */
export function oldAddresses(ports: Pick<PublicationPorts, 'database'>) {
  return async (asked: string, host: string) =>
    (await documentAt(ports.database.kysely, addressesAsked(asked), host.toLowerCase())) ?? null;
}
