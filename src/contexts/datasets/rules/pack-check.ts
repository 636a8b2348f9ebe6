import type { Dataset, DatasetsPack } from '../contract/pack.ts';

/** What the schema of datasets.yaml cannot see: names that point nowhere, doubles, equations of unknown measures. */

export interface PackFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export interface PackAround {
  /** Undefined where the file could not be read: nothing is said about it then. */
  readonly units: ReadonlySet<string> | undefined;
  readonly columns: ReadonlySet<string> | undefined;
  /** Number of elements by leaf. */
  readonly elements: ReadonlyMap<string, number>;
}

function doubled(
  values: readonly { readonly id: string }[],
  path: readonly PropertyKey[],
  what: string,
): PackFault[] {
  return values.flatMap(({ id }, at) =>
    values.findIndex(each => each.id === id) < at
      ? [{ path: [...path, at, 'id'], message: `${what}编号“${id}”重复。请改为不同的编号。` }]
      : [],
  );
}

function elementFault({ elements }: PackAround, leaf: string, element: number): string | null {
  const count = elements.get(leaf);
  if (count === undefined) return elements.size > 0 ? `方案中没有条目 ${leaf}。请改正条目编号。` : null;
  return element > count ? `条目 ${leaf} 只有${count}个要素，没有第${element}个。请改正要素序号。` : null;
}

function reasonFaults(set: Dataset, path: readonly PropertyKey[], around: PackAround): PackFault[] {
  const at = [...path, 'reasonsServe'];
  if (set.reasonsServe.length > 0 && set.periodicity !== 'year')
    return [{ path: at, message: '只有年度表逐项说明变动原因。请删去 reasonsServe 或者改为年度表。' }];
  return set.reasonsServe.flatMap(element => {
    const message = elementFault(around, set.leaf, element);
    return message === null ? [] : [{ path: at, message }];
  });
}

function measureFaults(set: Dataset, path: readonly PropertyKey[], around: PackAround): PackFault[] {
  const classes = new Set(set.classes.map(each => each.id));
  return set.measures.flatMap((measure, at) => {
    const faults: PackFault[] = [];
    for (const id of measure.classes ?? [])
      if (!classes.has(id))
        faults.push({
          path: [...path, 'measures', at, 'classes'],
          message: `类别“${id}”不存在。请填写本表已有的类别编号。`,
        });
    measure.serves.forEach(({ leaf = set.leaf, element }, no) => {
      const message = elementFault(around, leaf, element);
      if (message !== null) faults.push({ path: [...path, 'measures', at, 'serves', no], message });
    });
    if (measure.countsPersons && measure.rule !== 'sum')
      faults.push({
        path: [...path, 'measures', at, 'rule'],
        message: '人数是可以相加的数，rule 应写 sum。',
      });
    return faults;
  });
}

function balanceFaults(set: Dataset, path: readonly PropertyKey[]): PackFault[] {
  const summed = new Set(set.measures.filter(each => each.rule === 'sum').map(each => each.id));
  return set.balances.flatMap((balance, at) => {
    const named = [balance.result, ...balance.plus, ...balance.minus];
    const faults = named
      .filter(id => !summed.has(id))
      .map(id => ({ path: [...path, 'balances', at], message: `平衡式中的指标“${id}”不存在或者不能相加。` }));
    if (balance.carried !== undefined && !balance.plus.includes(balance.carried))
      faults.push({ path: [...path, 'balances', at], message: 'carried 应是 plus 中的一个指标。' });
    return faults;
  });
}

/** Everything that is wrong with the definitions, with the way to the line. */
export function packFaults(pack: DatasetsPack, around: PackAround): PackFault[] {
  const faults = doubled(pack.sets, ['sets'], '数据集');
  pack.sets.forEach((set, at) => {
    const path = ['sets', at];
    if (around.units?.has(set.owner) === false)
      faults.push({ path: [...path, 'owner'], message: `机构“${set.owner}”不存在。请填写已有的编号。` });
    if (around.columns?.has(set.column) === false)
      faults.push({
        path: [...path, 'column'],
        message: `栏目“${set.column}”不存在。请填写 catalogue.yaml 中的编号。`,
      });
    if (around.elements.size > 0 && !around.elements.has(set.leaf))
      faults.push({ path: [...path, 'leaf'], message: `方案中没有条目 ${set.leaf}。请改正条目编号。` });
    faults.push(
      ...doubled(set.measures, [...path, 'measures'], '指标'),
      ...doubled(set.classes, [...path, 'classes'], '类别'),
      ...measureFaults(set, path, around),
      ...balanceFaults(set, path),
      ...reasonFaults(set, path, around),
    );
  });
  return faults;
}
