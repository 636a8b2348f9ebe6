import type { RegistersPack } from '../contract/pack.ts';

/** What registers.yaml says that cannot be: units, columns and leaves that are not there, fields twice. */

export interface PackSurroundings {
  /** Absent where that file cannot be read itself. */
  readonly units: ReadonlySet<string> | undefined;
  readonly columns: ReadonlySet<string> | undefined;
  /** Leaf → how many elements it has. */
  readonly leaves: ReadonlyMap<string, number> | undefined;
}

export interface PackFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function twice(ids: readonly string[]): number {
  return ids.findIndex((id, at) => ids.indexOf(id) !== at);
}

type Register = RegistersPack['registers'][number];

function fieldFaults({ fields, title }: Register, path: readonly (string | number)[]): PackFault[] {
  const faults: PackFault[] = [];
  const again = twice(fields.map(field => field.id));
  const sameName = twice(fields.map(field => field.name));
  if (again >= 0)
    faults.push({
      path: [...path, 'fields', again],
      message: `“${title}”有两个字段用同一个编号，请改用别的。`,
    });
  if (sameName >= 0)
    faults.push({
      path: [...path, 'fields', sameName],
      message: `“${title}”有两个字段同名，导入时无法区分，请改名。`,
    });
  const [first] = fields;
  if (first !== undefined && !(first.required && first.public))
    faults.push({
      path: [...path, 'fields', 0],
      message: `“${title}”的第一个字段是名称，应当必填(required)并公开(public)。`,
    });
  const located = fields.flatMap(({ kind }, at) => (kind === 'location' ? [at] : []));
  if (located.length > 1)
    faults.push({
      path: [...path, 'fields', located[1]!],
      message: `“${title}”有两个经纬度(location)字段，示意图不知道用哪一个，请只留一个。`,
    });
  fields.forEach(({ kind, choices, name }, at) => {
    if ((kind === 'choice') !== choices.length > 0)
      faults.push({
        path: [...path, 'fields', at],
        message: `“${name}”：可选项(choices)只用于 choice 类字段，且 choice 类必须写明。`,
      });
  });
  return faults;
}

export function packFaults(pack: RegistersPack, around: PackSurroundings): PackFault[] {
  const { units, columns, leaves } = around;
  const faults: PackFault[] = [];
  const again = twice(pack.registers.map(register => register.id));
  if (again >= 0)
    faults.push({ path: ['registers', again, 'id'], message: '两个名录用同一个编号，请改用别的。' });
  pack.registers.forEach((register, at) => {
    const path = ['registers', at];
    const { title, owner, column, serves } = register;
    if (units?.has(owner) === false)
      faults.push({
        path: [...path, 'owner'],
        message: `“${title}”的责任单位“${owner}”不在 organisation.yaml 中，请改为已有单位的编号。`,
      });
    if (columns?.has(column) === false)
      faults.push({
        path: [...path, 'column'],
        message: `“${title}”的栏目“${column}”不在 catalogue.yaml 中，请改为已有栏目的编号。`,
      });
    serves.forEach(({ leaf, elements }, no) => {
      const count = leaves?.get(leaf);
      if (leaves !== undefined && (count === undefined || elements.some(element => element > count)))
        faults.push({
          path: [...path, 'serves', no],
          message: `“${title}”所对应的方案条目“${leaf}”没有这些要素，请核对条目和要素序号。`,
        });
    });
    faults.push(...fieldFaults(register, path));
  });
  return faults;
}
