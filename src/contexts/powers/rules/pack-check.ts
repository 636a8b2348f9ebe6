import type { PowersPack } from '../contract/pack.ts';
import { type Sort, tableOf } from '../contract.ts';

/** What powers.yaml says of units and columns that are not there. */

export interface PackSurroundings {
  /** Absent where that file cannot be read itself. */
  readonly units: ReadonlySet<string> | undefined;
  readonly columns: ReadonlySet<string> | undefined;
}

export interface PackFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Fields and units that guides name and that are not there, and codes that two of them have. */
function guideFaults({ guides }: PowersPack, { units }: PackSurroundings): PackFault[] {
  const fields = new Set(tableOf('guide').fields.map(({ id }) => id));
  return guides.flatMap(({ code, name, unit, serves }, at) => {
    const faults: PackFault[] = [];
    if (guides.findIndex(each => each.code === code) < at)
      faults.push({ path: ['guides', at, 'code'], message: `办事指南编码“${code}”重复，请改为不同的编码。` });
    if (units?.has(unit) === false)
      faults.push({
        path: ['guides', at, 'unit'],
        message: `办事指南“${name}”的单位“${unit}”不在 organisation.yaml 中，请改为已有单位的编号。`,
      });
    serves.forEach(({ field }, no) => {
      if (!fields.has(field))
        faults.push({
          path: ['guides', at, 'serves', no, 'field'],
          message: `办事指南没有“${field}”这一栏，请改为：${[...fields].join('、')}。`,
        });
    });
    return faults;
  });
}

export function packFaults(pack: PowersPack, around: PackSurroundings): PackFault[] {
  return [...listFaults(pack, around), ...guideFaults(pack, around)];
}

function listFaults(pack: PowersPack, { units, columns }: PackSurroundings): PackFault[] {
  return Object.entries(pack.lists).flatMap(([sort, place]) => {
    const { title } = tableOf(sort as Sort);
    const faults: PackFault[] = [];
    if (columns?.has(place.column) === false)
      faults.push({
        path: ['lists', sort, 'column'],
        message: `“${title}”的栏目“${place.column}”不在 catalogue.yaml 中，请改为已有栏目的编号。`,
      });
    if (place.owner !== undefined && units?.has(place.owner) === false)
      faults.push({
        path: ['lists', sort, 'owner'],
        message: `“${title}”的编制单位“${place.owner}”不在 organisation.yaml 中，请改为已有单位的编号。`,
      });
    if (sort === 'guide' && place.owner !== undefined)
      faults.push({
        path: ['lists', sort, 'owner'],
        message: '办事指南由各单位自行编制，不写 owner，请删去。',
      });
    if (sort !== 'guide' && place.owner === undefined)
      faults.push({ path: ['lists', sort], message: `“${title}”没有写编制单位，请补充 owner。` });
    return faults;
  });
}
