/** Kinds and choices of random inspection (双随机、一公开), each with the words of the screens. */

/** A draw is planned, announced with the commitment to its seed, drawn; or it is void. */
export const taskStates = ['planned', 'committed', 'drawn', 'void'] as const;
export type TaskState = (typeof taskStates)[number];
export const taskStateWords: Readonly<Record<TaskState, string>> = {
  planned: '已列入计划',
  committed: '名单已锁定',
  drawn: '已抽取',
  void: '已作废',
};

/** What of a task goes out to the public, each as an item of its own. */
export const taskParts = ['announcement', 'draw', 'results'] as const;
export type TaskPart = (typeof taskParts)[number];
export const partWords: Readonly<Record<TaskPart, string>> = {
  announcement: '抽查公告',
  draw: '抽取结果',
  results: '检查结果',
};

/** 一般检查事项, 重点检查事项. */
export const itemWeights = ['ordinary', 'key'] as const;
export const itemWeightWords: Readonly<Record<(typeof itemWeights)[number], string>> = {
  ordinary: '一般检查事项',
  key: '重点检查事项',
};

/** 检查方式. */
export const methods = ['on-site', 'written', 'online'] as const;
export const methodWords: Readonly<Record<(typeof methods)[number], string>> = {
  'on-site': '现场检查',
  written: '书面检查',
  online: '网络监测',
};

/** Why an inspector does not inspect this object (回避). The public learns that, not why. */
export const avoidances = ['relative', 'interest', 'same-unit', 'served', 'other'] as const;
export type Avoidance = (typeof avoidances)[number];
export const avoidanceWords: Readonly<Record<Avoidance, string>> = {
  relative: '与检查对象的负责人有近亲属关系',
  interest: '与检查对象有利害关系',
  'same-unit': '与检查对象同属一个单位，或者在检查对象兼职',
  served: '曾在检查对象任职',
  other: '其他可能影响公正检查的情形',
};

/** 抽查结果, as the credit publicity systems name them. */
export const resultCodes = [
  'none-found',
  'not-published',
  'false-information',
  'unreachable',
  'corrected',
  'to-be-handled',
  'uncooperative',
  'no-activity',
  'closed',
  'deregistered',
  'revoked',
  'moved',
] as const;
export type ResultCode = (typeof resultCodes)[number];
export const resultWords: Readonly<Record<ResultCode, string>> = {
  'none-found': '未发现问题',
  'not-published': '未按规定公示应当公示的信息',
  'false-information': '公示信息隐瞒真实情况、弄虚作假',
  unreachable: '通过登记的住所（经营场所）无法联系',
  corrected: '发现问题已责令改正',
  'to-be-handled': '发现问题待后续处理',
  uncooperative: '不配合检查情节严重',
  'no-activity': '未发现开展本次抽查涉及的活动',
  closed: '已停止活动或者正在清算',
  deregistered: '注销',
  revoked: '被吊销或者被撤销登记',
  moved: '迁出',
};
/** Results after which something must still be done (后续监管). */
export const needsFollowUp: ReadonlySet<ResultCode> = new Set([
  'not-published',
  'false-information',
  'unreachable',
  'corrected',
  'to-be-handled',
  'uncooperative',
]);

/** Where results are handed over. */
export const creditSites = ['enterprise', 'credit-china'] as const;
export type CreditSite = (typeof creditSites)[number];
export const creditSiteWords: Readonly<Record<CreditSite, string>> = {
  enterprise: '国家企业信用信息公示系统',
  'credit-china': '信用中国',
};

/** Where something stands that goes out as an item. */
export const outStates = ['proposed', 'released', 'withdrawn'] as const;
export const outWords: Readonly<Record<(typeof outStates)[number], string>> = {
  proposed: '送审稿',
  released: '已公开',
  withdrawn: '已撤下',
};
