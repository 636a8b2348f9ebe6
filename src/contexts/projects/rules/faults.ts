import { cite } from '../../../law/citation.ts';
import { isDay } from '../../../law/day.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import { creditCodeFault } from '../../../law/social-credit-code.ts';
import type { Money, ProjectContent, ProjectKind, StageContent, StageKind, StageState } from '../contract.ts';

/** What is wrong with a project or one of its stages, field by field. */

export interface KnownStage {
  readonly id: string;
  readonly state: StageState;
  readonly content: StageContent;
}

const at = (where: string, each: Reason): Reason => ({ ...each, where });

export function yuanOf({ amount, unit }: Money): number {
  return Math.round(amount * (unit === '万元' ? 10_000 : 1) * 100) / 100;
}

/** The amount of a field of money in yuan; null where there is none. */
export function yuanIn(content: Pick<StageContent, 'values'>, field: string): number | null {
  const value = content.values[field];
  return typeof value === 'object' ? yuanOf(value) : null;
}

export function projectFaults(content: ProjectContent, kind: ProjectKind | undefined): Reason[] {
  const faults: Reason[] = [];
  if (kind === undefined) faults.push(at('kind', reason('unknown-kind', '没有这类项目，请重新选择。')));
  if (content.code === '') faults.push(at('code', reason('no-code', '请填写项目编号。')));
  if (content.title === '') faults.push(at('title', reason('no-title', '请填写项目名称。')));
  const areas = kind?.areas ?? [];
  if (areas.length > 0 && !areas.some(({ id }) => id === content.areaId))
    faults.push(at('areaId', reason('no-area', '请选择项目领域。')));
  if (content.planned === null || content.planned.amount === 0)
    faults.push(at('planned', reason('no-planned', '请填写计划金额并注明单位（元或者万元）。')));
  return faults;
}

/** Ten thousand times too much or too little is a wrong unit and no other amount; the band is wide of any real change. */
const unitBand = 1000;

function moneyFaults(content: StageContent, stage: StageKind, plannedYuan: number): Reason[] {
  return stage.fields.flatMap(field => {
    const yuan = yuanIn(content, field.id);
    if (field.kind !== 'money' || yuan === null || yuan === 0 || plannedYuan === 0) return [];
    if (yuan >= plannedYuan * unitBand)
      return [
        at(
          `values.${field.id}`,
          reason(
            'wrong-unit',
            `“${field.name}”是计划金额的${Math.round(yuan / plannedYuan)}倍，像是把元写成了万元，请核对单位。`,
          ),
        ),
      ];
    if (field.id === 'amount' && stage.type !== 'change' && yuan * unitBand <= plannedYuan)
      return [
        at(
          `values.${field.id}`,
          reason('wrong-unit', `“${field.name}”不到计划金额的千分之一，像是把万元写成了元，请核对单位。`),
        ),
      ];
    return [];
  });
}

function fieldFaults(content: StageContent, stage: StageKind): Reason[] {
  const known = new Set(stage.fields.map(field => field.id));
  const unknown = Object.keys(content.values)
    .filter(id => !known.has(id))
    .map(id => at(`values.${id}`, reason('unknown-field', `“${stage.name}”没有“${id}”这一项。`)));
  const own = stage.fields.flatMap(field => {
    const { id, name, kind, required, choices } = field;
    const where = `values.${id}`;
    const value = content.values[id];
    if (value === undefined || value === '')
      return required
        ? [
            at(
              where,
              reason('missing', `请填写“${name}”${kind === 'money' ? '，并注明单位（元或者万元）' : ''}。`),
            ),
          ]
        : [];
    if ((typeof value === 'object') !== (kind === 'money'))
      return [
        at(
          where,
          kind === 'money'
            ? reason('no-unit', `“${name}”请填写数字并注明单位（元或者万元）。`)
            : reason('not-words', `“${name}”请填写文字。`),
        ),
      ];
    if (typeof value === 'object') return [];
    if (kind === 'date' && !isDay(value))
      return [at(where, reason('not-a-day', `“${name}”请写成2019-06-03这样的日期。`))];
    if (kind === 'choice' && !choices.includes(value))
      return [at(where, reason('not-a-choice', `“${name}”请从${choices.join('、')}中选择。`))];
    if (kind === 'credit-code') {
      const fault = creditCodeFault(value);
      return fault === undefined ? [] : [at(where, reason('bad-code', fault, cite('GB 32100-2015')))];
    }
    return [];
  });
  return [...unknown, ...own];
}

/** What stood before the stage in time; stages that were withdrawn count, for what happened did happen. */
function orderFaults(
  content: StageContent,
  { stage, kind, others }: { stage: StageKind; kind: ProjectKind; others: readonly KnownStage[] },
): Reason[] {
  const nameOf = (id: string) => kind.stages.find(each => each.id === id)?.name ?? id;
  return stage.needs.flatMap(needed => {
    const before = others.filter(each => each.content.stage === needed).map(each => each.content.on);
    const first = before.sort()[0];
    if (first === undefined)
      return [
        at(
          'stage',
          reason('too-early', `还没有登记“${nameOf(needed)}”，不能登记“${stage.name}”。请先登记前一阶段。`),
        ),
      ];
    return first <= content.on
      ? []
      : [
          at(
            'on',
            reason(
              'before-stage',
              `“${stage.name}”的日期早于“${nameOf(needed)}”（${first}），请核对两个日期。`,
            ),
          ),
        ];
  });
}

/** The sum that is agreed: the latest change, else the contract, else the award. */
export function agreedYuan(
  stages: readonly { content: StageContent; type: StageKind['type'] }[],
): number | null {
  for (const type of ['change', 'contract', 'award'] as const) {
    const found = stages
      .filter(each => each.type === type && yuanIn(each.content, 'amount') !== null)
      .sort((a, b) => (a.content.on < b.content.on ? -1 : 1))
      .at(-1);
    if (found !== undefined) return yuanIn(found.content, 'amount');
  }
  return null;
}

export interface StageQuestion {
  readonly content: StageContent;
  readonly kind: ProjectKind;
  readonly plannedYuan: number;
  /** The other stages of the project. */
  readonly others: readonly KnownStage[];
  readonly today: string;
}

/** Everything that is wrong with a stage, each with the field that it speaks of. */
export function stageFaults({ content, kind, plannedYuan, others, today }: StageQuestion): Reason[] {
  const stage = kind.stages.find(each => each.id === content.stage);
  if (stage === undefined)
    return [at('stage', reason('unknown-stage', `“${kind.name}”没有这个阶段，请重新选择。`))];
  const faults = [...fieldFaults(content, stage), ...moneyFaults(content, stage, plannedYuan)];
  if (content.on > today) faults.push(at('on', reason('in-future', '日期晚于今天，发生后再登记。')));
  if (!stage.repeats && others.some(each => each.content.stage === stage.id))
    faults.push(at('stage', reason('twice', `“${stage.name}”已经登记过，请修改原来的一条。`)));
  faults.push(...orderFaults(content, { stage, kind, others }));
  const typed = others.map(each => ({
    content: each.content,
    type: kind.stages.find(own => own.id === each.content.stage)?.type ?? 'progress',
  }));
  const agreed = agreedYuan([...typed, { content, type: stage.type }]);
  const paid = yuanIn(content, 'paid');
  if (paid !== null && agreed !== null && paid > agreed)
    faults.push(
      at(
        'values.paid',
        reason('paid-above', `累计支付${paid}元，超过合同金额${agreed}元，请核对金额和单位。`),
      ),
    );
  for (const name of stage.documents)
    if (!content.documents.includes(name))
      faults.push(at('documents', reason('no-document', `请列明随同公开的文件：${name}。`)));
  const names = new Set(['data.json', '项目阶段.csv', '项目阶段.xlsx']);
  for (const { document, name } of content.files ?? []) {
    if (!content.documents.includes(document))
      faults.push(
        at('documents', reason('file-of-no-document', `文件“${name}”不属于列明的任何文件，请移除或者补列。`)),
      );
    if (names.has(name))
      faults.push(at('documents', reason('file-name-twice', `有两个文件都叫“${name}”，请改名后重新上传。`)));
    names.add(name);
  }
  return faults;
}

const answer = (reasons: readonly Reason[]): Decision<object> =>
  reasons.length > 0 ? refuse(reasons) : { ok: true };

interface Standing {
  readonly state: StageState;
  readonly isUnderReview: boolean;
}

export function decideChange({ state, isUnderReview }: Standing): Decision<object> {
  const reasons: Reason[] = [];
  if (state === 'public')
    reasons.push(
      reason(
        'still-public',
        '该阶段已经公开，不能直接修改。内容有误的，请先在信息页撤下并写明理由，再修改后重新公开。',
      ),
    );
  if (isUnderReview) reasons.push(reason('under-review', '公开稿正在审查中。请先在信息页撤回送审，再修改。'));
  return answer(reasons);
}

export function decidePropose(standing: Standing & { readonly faults: readonly Reason[] }): Decision<object> {
  const reasons: Reason[] = [...standing.faults];
  if (standing.state === 'public') reasons.push(reason('already-public', '该阶段已经公开。'));
  if (standing.isUnderReview) reasons.push(reason('under-review', '公开稿正在审查中，不能重复提出。'));
  return answer(reasons);
}
