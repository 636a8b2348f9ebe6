/** Kinds and choices of enforcement decisions, each with the words of the screens. */

/** The six kinds of enforcement; registrations of social organisations are licences. */
export const decisionKinds = [
  'licence',
  'penalty',
  'coercion',
  'confirmation',
  'inspection',
  'award',
] as const;
export type DecisionKind = (typeof decisionKinds)[number];
export const kindWords: Readonly<Record<DecisionKind, string>> = {
  licence: '行政许可',
  penalty: '行政处罚',
  coercion: '行政强制',
  confirmation: '行政确认',
  inspection: '行政检查',
  award: '行政奖励',
};

/** 行政相对人类别. */
export const partyKinds = ['organisation', 'individual-business', 'person'] as const;
export type PartyKind = (typeof partyKinds)[number];
export const partyWords: Readonly<Record<PartyKind, string>> = {
  organisation: '法人及非法人组织',
  'individual-business': '个体工商户',
  person: '自然人',
};

/** 处罚类别 (行政处罚法 art 9). */
export const penaltyCategories = [
  'warning',
  'fine',
  'confiscation',
  'licence',
  'restriction',
  'other',
] as const;
export type PenaltyCategory = (typeof penaltyCategories)[number];
export const categoryWords: Readonly<Record<PenaltyCategory, string>> = {
  warning: '警告、通报批评',
  fine: '罚款',
  confiscation: '没收违法所得、没收非法财物',
  licence: '暂扣许可证件、降低资质等级、吊销许可证件',
  restriction: '限制开展活动、责令停止活动、责令关闭、限制从业',
  other: '其他',
};

/** How heavy a penalty weighs: sets how long it is shown. */
export const weights = ['light', 'ordinary', 'serious'] as const;
export type Weight = (typeof weights)[number];
export const weightWords: Readonly<Record<Weight, string>> = {
  light: '较轻',
  ordinary: '一般',
  serious: '较重',
};

/** 许可类别. */
export const licenceTypes = [
  'ordinary',
  'concession',
  'recognition',
  'approval',
  'registration',
  'other',
] as const;
export type LicenceType = (typeof licenceTypes)[number];
export const licenceTypeWords: Readonly<Record<LicenceType, string>> = {
  ordinary: '普通',
  concession: '特许',
  recognition: '认可',
  approval: '核准',
  registration: '登记',
  other: '其他',
};

/** What the main facts touch. */
export const secrecies = ['none', 'state-secret', 'trade-secret', 'privacy'] as const;
export type Secrecy = (typeof secrecies)[number];
export const secrecyWords: Readonly<Record<Secrecy, string>> = {
  none: '不涉及',
  'state-secret': '国家秘密',
  'trade-secret': '商业秘密',
  privacy: '个人隐私',
};

/** What can become of a decision after it was made. */
export const outcomes = ['changed', 'revoked', 'unlawful', 'void', 'remade', 'repaired'] as const;
export type Outcome = (typeof outcomes)[number];
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  changed: '依法变更',
  revoked: '依法撤销',
  unlawful: '确认违法',
  void: '确认无效',
  remade: '要求重新作出',
  repaired: '信用修复',
};

/** Recorded, on its way through the review, public, taken down. */
export const decisionStates = ['recorded', 'proposed', 'public', 'withdrawn'] as const;
export type DecisionState = (typeof decisionStates)[number];
export const stateWords: Readonly<Record<DecisionState, string>> = {
  recorded: '已登记',
  proposed: '送审中',
  public: '公示中',
  withdrawn: '已撤下',
};
