import { dayOf } from '../../../law/day.ts';
import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { ExplainBody, SaveBody } from '../contract.ts';
import type { DatasetPorts, Result } from '../ports.ts';
import { pointsToPerson, unsettled, valueFault } from '../rules/checks.ts';
import { parsePeriod, periodOf, periodWords } from '../rules/periods.ts';
import { enteredCells, keyOf, partsOf, placeWords } from '../rules/table.ts';
import {
  changeEdition,
  changePart,
  insertEdition,
  type StoredPart,
  writeCells,
  writeExplanation,
} from '../store.ts';
import { type Act, act, demand, refused } from './acting.ts';
import { type OpenEdition, setOf } from './room.ts';

function partOf(open: OpenEdition, part: string): StoredPart {
  const found = open.parts.find(each => each.part === part);
  if (found === undefined) throw new AppError('not-found', { detail: '本期数据没有这一部分。' });
  return found;
}

/** What of the cells cannot be stored: cells that are not this part's, and words that point to a person. */
function cellProblems(ports: DatasetPorts, { set }: OpenEdition, { part, cells }: SaveBody) {
  const entered = new Map(enteredCells(set, ports.regions).map(cell => [keyOf(cell), cell]));
  const measures = new Map(set.measures.map(measure => [measure.id, measure]));
  return cells.flatMap(cell => {
    const where = placeWords(set, ports.regions, cell);
    const home = entered.get(keyOf(cell));
    if (home === undefined) return [{ where, message: '这一格不用填写，由系统计算或者本表不收集。' }];
    if (home.part !== part) return [{ where, message: '这一格由其他单位填报。' }];
    if (cell.value === null) return [];
    const fault = valueFault(measures.get(cell.measure)!, cell.value, ports.isName);
    return fault === undefined ? [] : [{ where, message: fault.words }];
  });
}

export function collectingCases(ports: DatasetPorts) {
  const { clock, database } = ports;
  const by = (actor: Actor, at: Date) => ({ staffId: actor.staffId, name: actor.name, at });
  const fills = (actor: Actor, part: string) => (open: OpenEdition) =>
    demand(ports, actor, 'dataset.fill', partOf(open, part).unitId);
  const consolidates = (actor: Actor) => (open: OpenEdition) =>
    demand(ports, actor, 'dataset.consolidate', open.set.owner);
  const linkOf = (id: string) => `/console/datasets/${id}`;

  async function tellFillers(
    trx: Act['trx'],
    unitIds: readonly string[],
    words: { title: string; body: string; id: string },
  ) {
    for (const unitId of new Set(unitIds))
      await ports.tellUnit(trx, { unitId, title: words.title, body: words.body, link: linkOf(words.id) });
  }

  return {
    /** Opens a period for filling and tells the units. Faults: `not-found`, `not-allowed`, `bad-input`. */
    async open(actor: Actor, datasetId: string, period: string): Promise<Result<{ id: string }>> {
      const set = setOf(ports, datasetId);
      demand(ports, actor, 'dataset.consolidate', set.owner);
      if (parsePeriod(period)?.periodicity !== set.periodicity)
        throw new AppError('bad-input', {
          detail: `“${set.title}”按${{ month: '月', quarter: '季度', year: '年' }[set.periodicity]}填报，期别写法不符。`,
        });
      if (period > periodOf(set.periodicity, dayOf(clock.today())))
        return refused('period-ahead', `${periodWords(period)}还没有开始，不能填报。`);
      const id = ports.newId();
      const at = clock.now();
      return transaction(database, async trx => {
        const parts = partsOf(set, ports.regions);
        const isNew = await insertEdition(trx, {
          ...{
            id,
            datasetId,
            period,
            revision: 1,
            revisionReason: null,
            ownerUnitId: set.owner,
            itemId: null,
            at,
            parts,
          },
        });
        await ports.recordAudit(trx, {
          ...{ at, actor, command: 'dataset.open', subjectKind: 'dataset-edition', subjectId: id },
          outcome: isNew ? 'done' : 'refused',
          detail: { dataset: datasetId, period },
        });
        if (!isNew)
          return refused(
            'period-opened',
            `“${set.title}”${periodWords(period)}已经开始填报，请在列表中打开。`,
          );
        const words = {
          title: `请填报${set.title}（${periodWords(period)}）`,
          body: '填写完毕后上报汇总单位。',
          id,
        };
        await tellFillers(
          trx,
          parts.map(part => part.unitId).filter(unit => unit !== actor.unitId),
          words,
        );
        return { ok: true as const, value: { id } };
      });
    },

    /** Writes some cells of one part; the others stay. Faults: `not-allowed`, `edited-meanwhile`, `bad-input`. */
    save(actor: Actor, id: string, body: SaveBody): Promise<Result<null>> {
      const command = {
        permit: fills(actor, body.part),
        name: 'dataset.fill',
        move: 'save' as const,
        detail: { part: body.part, cells: body.cells.length },
      };
      return act(ports, actor, id, command, async ({ trx, open, at }) => {
        const part = partOf(open, body.part);
        if (part.state === 'submitted')
          return refused('part-submitted', '这一部分已经上报。需要修改的请汇总单位退回。');
        if (part.revision !== body.revision)
          throw new AppError('edited-meanwhile', {
            detail: `${part.changedByName ?? '其他人'}刚刚修改了这一部分。请刷新后核对，再填写您的数字。`,
          });
        const problems = cellProblems(ports, open, body);
        if (problems.length > 0)
          throw new AppError('bad-input', {
            detail: `有${problems.length}个单元格不能保存，都没有写入。`,
            problems,
          });
        await writeCells(trx, id, part.part, body.cells);
        await changePart(trx, id, part.part, { by: by(actor, at) });
        return { ok: true, value: null };
      });
    },

    /** A unit hands its part in. */
    submit(actor: Actor, id: string, name: string): Promise<Result<null>> {
      const command = {
        permit: fills(actor, name),
        name: 'dataset.submit',
        move: 'submit' as const,
        detail: { part: name },
      };
      return act(ports, actor, id, command, async ({ trx, open, at }) => {
        const part = partOf(open, name);
        if (part.state === 'submitted') return { ok: true, value: null };
        const own = open.findings.filter(({ cell }) => cell !== null && (cell.region ?? 'owner') === name);
        const left = unsettled(own);
        if (left.length > 0)
          return refused(
            'findings-left',
            `还有${left.length}处没有改正或者说明：${left
              .slice(0, 3)
              .map(each => `${each.where}${each.words}`)
              .join('')}`,
          );
        await changePart(trx, id, name, { state: 'submitted', returnReason: null, by: by(actor, at) });
        return { ok: true, value: null };
      });
    },

    /** The section gives a part back to its unit, with the reason. */
    returnPart(actor: Actor, id: string, name: string, why: string): Promise<Result<null>> {
      const command = {
        permit: consolidates(actor),
        name: 'dataset.return',
        move: 'return' as const,
        detail: { part: name, reason: why },
      };
      return act(ports, actor, id, command, async ({ trx, open }) => {
        const part = partOf(open, name);
        if (part.state === 'open') return refused('part-open', '这一部分还没有上报，不需要退回。');
        await changePart(trx, id, name, { state: 'open', returnReason: why });
        await tellFillers(trx, [part.unitId], {
          title: `${open.set.title}已退回，请修改后重新上报`,
          body: why,
          id,
        });
        return { ok: true, value: null };
      });
    },

    /** Says why a finding may stand; empty words take it back. */
    explain(actor: Actor, id: string, { code, cell, words }: ExplainBody): Promise<Result<null>> {
      const command = {
        permit: (open: OpenEdition) => {
          if (ports.may(actor, 'dataset.consolidate', open.set.owner).allowed) return;
          fills(actor, cell.region ?? 'owner')(open);
        },
        name: 'dataset.explain',
        move: 'explain' as const,
        detail: { code, cell: keyOf(cell) },
      };
      return act(ports, actor, id, command, async ({ trx, open, at }) => {
        const finding = open.findings.find(
          each => each.code === code && each.cell !== null && keyOf(each.cell) === keyOf(cell),
        );
        if (finding?.severity !== 'reason')
          return refused('nothing-to-explain', '这里没有可以说明的问题；必须改正的问题请修改数字。');
        if (pointsToPerson(words, ports.isName))
          return refused('person-named', '说明会随数据公开，不能写个人的姓名、证件或者电话号码。');
        await writeExplanation(trx, id, { code, ...cell, words }, by(actor, at));
        return { ok: true, value: null };
      });
    },

    /** Closes the filling: every part in, every finding settled. */
    consolidate(actor: Actor, id: string): Promise<Result<null>> {
      return act(
        ports,
        actor,
        id,
        { permit: consolidates(actor), name: 'dataset.consolidate', move: 'consolidate' },
        async ({ trx, open, at }) => {
          const waiting = open.parts.filter(part => part.state === 'open' && part.part !== 'owner');
          if (waiting.length > 0)
            return refused(
              'part-open',
              `还有${waiting.length}个单位没有上报：${waiting.map(part => ports.unitName(part.unitId)).join('、')}。`,
            );
          const left = unsettled(open.findings);
          if (left.length > 0)
            return refused('findings-left', `还有${left.length}处核对问题没有改正或者说明。`);
          await changeEdition(trx, id, at, { state: 'consolidated' });
          return { ok: true, value: null };
        },
      );
    },

    /** Opens the filling again, before release. */
    reopen(actor: Actor, id: string, why: string): Promise<Result<null>> {
      const command = {
        permit: consolidates(actor),
        name: 'dataset.reopen',
        move: 'reopen' as const,
        detail: { reason: why },
      };
      return act(ports, actor, id, command, async ({ trx, at }) => {
        // What was drafted is no longer what will be: its release must not be taken for this edition's.
        await changeEdition(trx, id, at, { state: 'collecting', dataDigest: null });
        return { ok: true, value: null };
      });
    },
  };
}
