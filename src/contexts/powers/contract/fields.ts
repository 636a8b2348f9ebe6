/**
 * What each list says of each of its entries: one total table. Names are those of the plan (leaves 3.1.1–3.1.6, 2.4.4,
 * 2.3.2); `element` is the number of the element that a field carries. Form, check, table, file and page all follow it.
 */

/** The six kinds of power (行政权力清单). */
export const powerKinds = ['licence', 'penalty', 'coercion', 'confirmation', 'inspection', 'award'] as const;
export type PowerKind = (typeof powerKinds)[number];

/** What is kept here: the six kinds, service guides, and certificates kept. */
export const sorts = [...powerKinds, 'guide', 'certificate'] as const;
export type Sort = (typeof sorts)[number];

export const fieldShapes = [
  'line',
  'passage',
  'lines',
  'basis',
  'flow',
  'materials',
  'days',
  'choice',
] as const;
/** `days`: working days, 0 means on the spot. `lines`: one each. */
export type FieldShape = (typeof fieldShapes)[number];

export interface Field {
  readonly id: string;
  readonly name: string;
  readonly shape: FieldShape;
  /** Number of the element of the list's leaf that it carries, from 1; null where the plan does not ask. */
  readonly element: number | null;
  readonly required: boolean;
  readonly hint: string;
  readonly choices?: readonly string[];
  /** Asked only where another field says so. */
  readonly onlyWhere?: { readonly field: string; readonly is: string };
  /** Heading under which fields stand together. */
  readonly group?: string;
}

export interface SortTable {
  readonly sort: Sort;
  /** Of one entry. */
  readonly name: string;
  /** Of the whole list. */
  readonly title: string;
  readonly leaf: string;
  /** Elements that the list meets by being there. */
  readonly listElements: readonly number[];
  readonly fields: readonly Field[];
}

type More = Partial<Pick<Field, 'hint' | 'choices' | 'onlyWhere' | 'group' | 'required'>>;

function field(id: string, name: string, shape: FieldShape, element: number | null, more: More = {}): Field {
  return { id, name, shape, element, required: element !== null, hint: '', ...more };
}

const common: readonly Field[] = [
  field('basis', '设定法律依据', 'basis', 2, { hint: '逐部写明法律、法规、规章的名称和条款。' }),
  field('duties', '责任事项', 'lines', 3, { hint: '每行一项，如受理、审查、决定、送达、事后监管。' }),
  field('dutiesBasis', '责任事项依据', 'basis', 4),
  field('accountability', '追责范围', 'lines', 5, { hint: '每行一种应当追究责任的情形。' }),
  field('organ', '承办机构', 'line', 6, { hint: '承办的科室或者单位。' }),
];

const supervision = (element: number | null) =>
  field('supervision', '监督方式', 'passage', element, {
    required: true,
    hint: '监督投诉的电话、地址和受理机构。',
  });
const flowOf = (element: number | null) =>
  field('flow', '运行流程', 'flow', element, {
    hint: '写清每一步做什么、由谁做、几个工作日，系统据此画出流程图。',
  });

const stages = '处罚三阶段公开';
const award = { onlyWhere: { field: 'category', is: '行政奖励' } } as const;

const sortTables: Readonly<Record<Sort, Omit<SortTable, 'sort'>>> = {
  licence: {
    name: '行政许可',
    title: '行政许可事项目录',
    leaf: '3.1.1',
    listElements: [1],
    fields: [...common, flowOf(7), supervision(8)],
  },
  penalty: {
    name: '行政处罚',
    title: '行政处罚事项目录',
    leaf: '3.1.2',
    listElements: [1],
    fields: [
      ...common,
      field('procedure', '执行程序', 'passage', 7, { hint: '简易程序、普通程序、听证程序分别怎样进行。' }),
      flowOf(8),
      field('relief', '救济方式', 'passage', 9, { hint: '陈述申辩、听证、行政复议、行政诉讼的途径和期限。' }),
      field('before', '处罚前告知公开', 'passage', 10, {
        group: stages,
        hint: '拟处罚的内容、事实、理由、依据和陈述、申辩、要求听证的权利怎样告知。',
      }),
      field('during', '处罚过程公开', 'passage', 11, {
        group: stages,
        hint: '执法人员怎样表明身份、出具文书、说明事由。',
      }),
      field('after', '处罚后救济方式公开', 'passage', 12, {
        group: stages,
        hint: '决定怎样公示、怎样告知复议和诉讼的途径。',
      }),
      supervision(null),
    ],
  },
  coercion: {
    name: '行政强制',
    title: '行政强制事项目录',
    leaf: '3.1.3',
    listElements: [1],
    fields: [
      ...common,
      field('procedure', '执行程序', 'passage', 7),
      flowOf(8),
      field('relief', '救济方式', 'passage', 9),
      field('findings', '调查结果', 'passage', 10, { hint: '调查结果怎样形成、怎样公开。' }),
      field('review', '审查结果', 'passage', 11, { hint: '审查结果怎样形成、怎样公开。' }),
      field('notice', '告知责任', 'passage', 12, { hint: '实施前后应当向当事人告知的内容。' }),
      field('execution', '执行过程公开', 'passage', 13),
      supervision(null),
    ],
  },
  confirmation: {
    name: '行政确认',
    title: '行政确认事项目录',
    leaf: '3.1.4',
    listElements: [1],
    fields: [
      ...common,
      field('procedure', '确认程序', 'passage', 7),
      flowOf(8),
      field('method', '确认方式', 'passage', 9, { hint: '发证、登记、出具证明等。' }),
      supervision(null),
    ],
  },
  inspection: {
    name: '行政检查',
    title: '行政检查事项目录',
    leaf: '3.1.5',
    listElements: [1],
    fields: [
      ...common,
      field('objects', '检查对象', 'lines', 7),
      field('scope', '检查范围', 'passage', 8),
      field('content', '检查内容', 'lines', 9),
      field('feedback', '检查结果反馈', 'passage', 10, { hint: '结果怎样向社会和利害关系人反馈。' }),
      flowOf(null),
      supervision(null),
    ],
  },
  award: {
    name: '行政奖励及其他',
    title: '行政奖励事项目录',
    leaf: '3.1.6',
    listElements: [1],
    fields: [
      field('category', '其它行政权力事项', 'choice', 12, {
        choices: ['行政奖励', '其他行政权力'],
        hint: '该事项属于行政奖励还是其他行政权力。',
      }),
      ...common,
      field('measure', '奖励办法', 'passage', 7, award),
      field('scope', '奖励范围', 'passage', 8, award),
      field('recipients', '奖励对象', 'lines', 9, award),
      field('standard', '政策标准', 'passage', 10, award),
      field('materials', '材料要件', 'materials', 11, award),
      flowOf(null),
      supervision(null),
    ],
  },
  guide: {
    name: '办事指南',
    title: '办事指南',
    leaf: '2.4.4',
    listElements: [3],
    fields: [
      field('basis', '设定依据', 'basis', null, { required: true }),
      field('conditions', '申请条件', 'lines', null, { required: true, hint: '每行一个条件。' }),
      field('materials', '办理材料', 'materials', null, { required: true }),
      field('place', '办理地点', 'line', null, { required: true }),
      field('window', '进驻办事大厅审批服务事项', 'line', 2, {
        hint: '办事大厅的窗口号；没有进驻的写明不进驻及原因。',
      }),
      field('hours', '办理时间', 'line', null, {
        required: true,
        hint: '如：工作日9:00—12:00，14:00—17:00。',
      }),
      field('phone', '联系电话', 'line', null, { required: true, hint: '办公电话，不填个人手机号码。' }),
      field('flow', '办事流程', 'flow', 4, {
        hint: '写清每一步做什么、由谁做、几个工作日，系统据此画出流程图。',
      }),
      field('legalDays', '法定办理时限', 'days', null, { required: true, hint: '工作日；当场办结填 0。' }),
      field('promisedDays', '承诺办理时限', 'days', null, {
        required: true,
        hint: '工作日，不长于法定时限；当场办结填 0。',
      }),
      field('fee', '收费情况', 'passage', null, {
        required: true,
        hint: '不收费的写“不收费”；收费的写明标准和依据。',
      }),
      field('result', '办理结果和样本', 'passage', null, {
        required: true,
        hint: '结果的名称、领取方式和样式。',
      }),
      field('online', '网上办理', 'line', 5, { hint: '网上办理的网址；不能网上办理的写明。' }),
      field('oneStop', '一网通办', 'choice', 6, { choices: ['全程网办', '网上预审、现场办结', '现场办理'] }),
      field('complaint', '监督投诉渠道', 'passage', null, { required: true }),
    ],
  },
  certificate: {
    name: '证明事项',
    title: '保留证明事项清单',
    leaf: '2.3.2',
    // 证明事项清理减并 is told by what was removed, and why.
    listElements: [13, 14],
    fields: [
      field('basis', '设定依据', 'basis', null, { required: true }),
      field('usedFor', '用于办理的事项', 'lines', null, { required: true }),
      field('issuer', '出具机关或者单位', 'line', null, { required: true }),
      field('way', '办理指引', 'passage', null, { required: true, hint: '到哪里、凭什么、怎样开具。' }),
      field('substitute', '可以替代的方式', 'passage', null, { hint: '如告知承诺、部门间核查。' }),
    ],
  },
};

/** The fields of a sort. */
export function tableOf(sort: Sort): SortTable {
  return { sort, ...sortTables[sort] };
}

export function isSort(text: string): text is Sort {
  return (sorts as readonly string[]).includes(text);
}

export function isPowerKind(sort: Sort): sort is PowerKind {
  return (powerKinds as readonly string[]).includes(sort);
}
