import type { Instrument } from './instrument.ts';

/** Laws, administrative regulations and judicial interpretations, in so far as the product needs them. */
export const lawsAndRegulations: readonly Instrument[] = [
  {
    name: '民法典',
    title: '中华人民共和国民法典',
    since: '2021-01-01',
    articles: [
      { article: 200, says: 'periods run by the Gregorian calendar', implementedBy: ['isDay', 'dayNumber'] },
      {
        article: 201,
        says: 'the first day is not counted',
        implementedBy: [
          'addWorkdays',
          'addPublishedWorkdays',
          'workdaysBetween',
          'calendarNotPublished',
          'workdayNotAfter',
        ],
      },
      { article: 202, says: 'months end on the corresponding day', implementedBy: ['addMonths'] },
      {
        article: 203,
        says: 'a last day off moves',
        implementedBy: ['endOfCalendarDays', 'workdayNotBefore'],
      },
      {
        article: 204,
        says: 'other rules by law or agreement',
        notImplemented: 'each period states its own rule',
      },
    ],
  },
  {
    name: '全国年节及纪念日放假办法',
    title: '全国年节及纪念日放假办法（2024年11月修订）',
    since: '2025-01-01',
    articles: [{ says: 'the statutory days off', implementedBy: ['parseHolidayNotice', 'addWorkdays'] }],
  },
  {
    name: '邮政法',
    title: '中华人民共和国邮政法',
    articles: [
      {
        article: 55,
        says: 'couriers may not carry documents of state organs',
        implementedBy: ['requestClock'],
      },
    ],
  },
  {
    name: '行政复议法',
    title: '中华人民共和国行政复议法（2023年修订）',
    since: '2024-01-01',
    articles: [
      { article: 20, says: '60 days to apply', implementedBy: ['reliefNotice'] },
      { article: 22, says: 'online delivery must tell the online channel', implementedBy: ['reliefNotice'] },
      {
        article: 23,
        says: 'reconsideration first for refusals',
        implementedBy: ['reliefRoute', 'reconsiderationFirstSince'],
      },
      { article: 24, says: 'the people’s government hears it', implementedBy: ['reliefNotice'] },
      {
        article: 34,
        says: '15 days to sue after reconsideration that came first',
        implementedBy: ['reliefNotice'],
      },
      {
        article: 48,
        says: '10 working days for the answer, ordinary',
        notImplemented: 'needs the register of reconsideration cases',
      },
      {
        article: 53,
        until: 54,
        says: 'simplified procedure, 5 working days',
        notImplemented: 'needs the register of reconsideration cases',
      },
      {
        article: 62,
        says: 'time for the decision',
        notImplemented: 'binds the reconsideration organ, not the bureau',
      },
      {
        article: 88,
        says: 'short periods are working days',
        notImplemented: 'no such period is computed yet',
      },
    ],
  },
  {
    name: '行政复议法实施条例',
    title: '中华人民共和国行政复议法实施条例',
    articles: [
      {
        article: 15,
        says: 'from when reconsideration counts',
        notImplemented: 'counted by the reconsideration organ',
      },
    ],
  },
  {
    name: '行政诉讼法',
    title: '中华人民共和国行政诉讼法',
    articles: [
      { article: 45, says: '15 days to sue after reconsideration', implementedBy: ['reliefNotice'] },
      { article: 46, says: '6 months to sue directly', implementedBy: ['reliefNotice', 'reliefRoute'] },
      { article: 67, says: '15 days for the defence', notImplemented: 'needs the register of court cases' },
      { article: 82, until: 83, says: 'simplified procedure', notImplemented: 'binds the court' },
    ],
  },
  {
    name: '法释〔2018〕1号',
    title: '最高人民法院关于适用《中华人民共和国行政诉讼法》的解释',
    articles: [
      {
        article: 64,
        says: 'untold of the time to sue: one year',
        notImplemented: 'an effect of an omitted notice; the letter can not omit it',
      },
    ],
  },
  {
    name: '法释〔2025〕8号',
    title: '最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释',
    since: '2025-06-01',
    articles: [
      { article: 1, says: 'acts open to litigation', implementedBy: ['reliefRoute'] },
      { article: 2, says: 'no reply in time', implementedBy: ['reliefRoute'] },
    ],
  },
  {
    name: '行政处罚法',
    title: '中华人民共和国行政处罚法（2021年修订）',
    since: '2021-07-15',
    articles: [
      {
        article: 39,
        says: 'organ, basis, procedure and remedy are shown',
        notImplemented: 'a duty of content, kept by the enforcement context',
      },
      {
        article: 42,
        says: 'at least two officers with certificates',
        notImplemented: 'kept by the draw of inspectors in the inspections context',
      },
      {
        article: 48,
        says: 'penalties published; withdrawn within three days with reasons',
        implementedBy: ['enforcementDeadlines', 'proactiveRules'],
      },
      { article: 50, says: 'secrets and privacy', notImplemented: 'the gate before publication' },
      { article: 85, says: 'short periods are working days', implementedBy: ['enforcementDeadlines'] },
    ],
  },
  {
    name: '行政许可法',
    title: '中华人民共和国行政许可法',
    articles: [{ article: 40, says: 'granted licences are public', implementedBy: ['proactiveRules'] }],
  },
  {
    name: '政府采购法',
    title: '中华人民共和国政府采购法',
    articles: [
      {
        article: 46,
        says: 'the contract is signed within thirty days of the notice of award (unverified)',
        implementedBy: ['contractSigningDeadline'],
      },
    ],
  },
  {
    name: '政府采购法实施条例',
    title: '中华人民共和国政府采购法实施条例',
    articles: [
      {
        article: 43,
        says: 'the award is announced within two working days (unverified)',
        implementedBy: ['proactiveRules'],
      },
      {
        article: 50,
        says: 'the contract is announced within two working days of its signature (unverified)',
        implementedBy: ['proactiveRules'],
      },
    ],
  },
  {
    name: '预算法',
    title: '中华人民共和国预算法',
    articles: [
      {
        article: 14,
        says: 'departments publish within 20 days of approval',
        implementedBy: ['proactiveRules'],
        mark: 'unverified',
      },
    ],
  },
  {
    name: '社会救助暂行办法',
    title: '社会救助暂行办法（国务院令第649号）',
    articles: [
      { article: 11, says: 'first review and list posted in the village', implementedBy: ['postingRules'] },
      {
        article: 48,
        says: 'temporary assistance; urgent help may skip posting',
        implementedBy: ['postingRules'],
      },
      { article: 61, says: 'staff keep secrecy', notImplemented: 'access control and the audit trail' },
    ],
  },
  {
    name: '个人信息保护法',
    title: '中华人民共和国个人信息保护法',
    since: '2021-11-01',
    articles: [
      {
        article: 25,
        says: 'no publication without separate consent or duty',
        implementedBy: [
          'findPersonalNumbers',
          'maskPersonalNumbers',
          'personalNumberWords',
          'passesLuhn',
          'isBankCard',
        ],
      },
      {
        article: 28,
        says: 'sensitive information; children under 14',
        implementedBy: ['maskResidentId', 'maskMobile', 'maskBankCard', 'maskName', 'maskAddress', 'ageOn'],
      },
      {
        article: 55,
        until: 56,
        says: 'impact assessment kept for three years',
        notImplemented:
          'a judgment; publications demands its record before personal data is let pass, and keeps it for three years',
      },
    ],
  },
  {
    name: '保守国家秘密法',
    title: '中华人民共和国保守国家秘密法（2024年修订）',
    articles: [
      {
        article: 35,
        says: 'organs review information for secrets before it is disclosed',
        notImplemented:
          'a judgment, signed as the secrecy step of the review chain on every item; without it publications releases nothing',
      },
    ],
  },
  {
    name: '保守国家秘密法实施条例',
    title: '中华人民共和国保守国家秘密法实施条例（2024年修订）',
    articles: [
      {
        article: 5,
        says: 'what must be disclosed may not be classified, state secrets may not be published',
        notImplemented: 'a judgment of who classifies; the gate blocks marks of secrecy',
      },
      {
        article: 42,
        says: 'review first, disclose after, item by item',
        notImplemented:
          'one signature per item on the digest of its exact bytes, as the secrecy step of the review chain, kept by publications',
      },
    ],
  },
  {
    name: '重大行政决策程序暂行条例',
    title: '重大行政决策程序暂行条例（国务院令第713号）',
    since: '2019-09-01',
    articles: [
      {
        article: 1,
        until: 9,
        says: 'scope and principles',
        notImplemented: 'a judgment of the deciding organ',
      },
      {
        article: 10,
        until: 14,
        says: 'initiation, ways of participation',
        implementedBy: ['decisionStages'],
      },
      {
        article: 15,
        says: 'public comment for at least 30 days; shortening explained',
        implementedBy: ['checkCommentPeriod', 'earliestCommentClosing', 'commentDays'],
      },
      {
        article: 16,
        says: 'hearing material seven days before',
        implementedBy: ['checkHearingMaterial', 'hearingMaterialDueOn', 'hearingMaterialDays'],
      },
      { article: 17, until: 25, says: 'hearing, feedback, experts, risk', implementedBy: ['decisionStages'] },
      {
        article: 26,
        says: 'at least 7 working days for the legality review',
        implementedBy: ['checkLegalityReview', 'legalityReviewWorkdays'],
      },
      {
        article: 27,
        until: 37,
        says: 'review, decision, publication, archive, execution, evaluation',
        implementedBy: ['decisionStages'],
      },
      {
        article: 38,
        until: 44,
        says: 'liability and final provisions',
        notImplemented: 'nothing to compute',
      },
    ],
  },
];
