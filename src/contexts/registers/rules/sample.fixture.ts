import { registersPack } from '../contract.ts';

/** One small register with a field of each kind that matters. For tests. */
export const samplePack = registersPack.parse({
  registers: [
    {
      ...{ id: 'organisations', title: '社会组织名录', description: '登记的社会组织。', noun: '社会组织' },
      ...{ serves: [{ leaf: '3.7', elements: [5] }], column: 'notices', owner: 'office', source: '登记档案' },
      cadence: { workingDays: 20, basis: '《政府信息公开条例》第二十六条', setBy: 'law' },
      fields: [
        { id: 'name', name: '名称', kind: 'text', required: true },
        { id: 'code', name: '统一社会信用代码', kind: 'code', unique: true, check: 'credit-code' },
        {
          id: 'status',
          name: '状态',
          kind: 'choice',
          choices: ['正常', '注销'],
          filterable: true,
          required: true,
        },
        { id: 'founded', name: '成立登记日期', kind: 'date' },
        { id: 'fee', name: '收费标准', kind: 'money', measure: '元/月' },
        { id: 'phone', name: '联系电话', kind: 'phone' },
        { id: 'contact', name: '联系人', kind: 'text', public: false },
      ],
      events: [{ id: 'changed', name: '变更登记' }],
    },
  ],
});
