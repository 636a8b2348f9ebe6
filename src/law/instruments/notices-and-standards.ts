import type { Instrument } from './instrument.ts';

/** Notices, ministry rules and standards, in so far as the product needs them. */
export const noticesAndStandards: readonly Instrument[] = [
  {
    name: '部分节假日安排的通知',
    title: '国务院办公厅关于年度部分节假日安排的通知',
    articles: [
      {
        says: 'holidays and make-up working days of each year',
        implementedBy: [
          'calendarFrom',
          'kindOfDay',
          'isPublished',
          'isWorkday',
          'reachesUnpublished',
          'publishedCalendar',
          'seedYears',
          'daysOfRuns',
          'parseHolidayNotice',
          'yearOfNotice',
          'withNotice',
        ],
        mark: 'unverified',
      },
    ],
  },
  {
    name: '政府信息公开信息处理费管理办法',
    title: '政府信息公开信息处理费管理办法（国办函〔2020〕109号）',
    since: '2021-01-01',
    articles: [
      {
        says: 'notice, 20 working days to pay, abandonment, restart',
        implementedBy: ['requestClock'],
        mark: 'unverified',
      },
      { article: 3, says: 'one method per request, progressive', implementedBy: ['feeByCase', 'feeByPage'] },
      {
        article: 4,
        says: 'by case in a calendar month',
        implementedBy: ['feeByCase', 'caseFeeOfRequest'],
        mark: 'inference',
      },
      {
        article: 5,
        says: 'by page of one request',
        implementedBy: ['feeByPage', 'mostFeeUnits'],
        mark: 'unverified',
      },
    ],
  },
  {
    name: '国办公开办函〔2015〕207号',
    title: '国务院办公厅政府信息与政务公开办公室关于政府信息公开期限有关问题的解释',
    articles: [
      {
        says: 'receipt by plain mail, fax and e-mail; unreachable applicants',
        notImplemented:
          'plain mail and fax follow article 31 of the regulation of 2019, which prevails where they differ; the retry of contact is kept by the requests context',
      },
    ],
  },
  {
    name: '国办公开办函〔2016〕235号',
    title: '国务院办公厅政府信息与政务公开办公室关于政府信息公开处理决定送达问题的解释',
    articles: [
      { says: 'delivery modes and their decisive day; no couriers', implementedBy: ['requestClock'] },
    ],
  },
  {
    name: '国办公开办函〔2021〕30号',
    title: '关于印发政府信息公开工作年度报告格式的通知',
    since: '2021-09-26',
    articles: [
      {
        says: 'the tables, their labels and identities',
        implementedBy: [
          'columns',
          'leafColumns',
          'cornerText',
          'rows',
          'resultRows',
          'caseGroups',
          'caseColumns',
          'table2Blocks',
          'table3Of',
          'caseResultsOf',
          'cellsOf',
          'checkAnnualReport',
          'annualReportRow',
          'placeInTable3',
          'standsInCell',
          'countTable3',
          'applicantColumns',
          'openingCells',
          'carriedInto',
          'leftBeforeFirst',
          'openingReasons',
          'isEmptyOpening',
          'placeInTable4',
          'countTable4',
          'lastDayOf',
          'resultRowOf',
        ],
        mark: 'inference',
      },
    ],
  },
  {
    name: '国办函〔2021〕132号',
    title: '国务院办公厅转发司法部关于审理政府信息公开行政复议案件若干问题指导意见的通知',
    since: '2021-12-22',
    articles: [{ says: 'what reconsideration is open for, and what not', implementedBy: ['reliefRoute'] }],
  },
  {
    name: '国办发〔2018〕118号',
    title: '国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见',
    articles: [
      {
        says: '20 working days, 7 for licences and penalties; statistics by 31 January; timely withdrawal',
        implementedBy: ['enforcementDeadlines', 'proactiveRules', 'yearlyReportDeadline'],
      },
    ],
  },
  {
    name: '国发〔2019〕5号',
    title: '国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见',
    articles: [
      {
        says: 'objects and inspectors drawn at random; results published in time (20 working days: unverified)',
        implementedBy: ['proactiveRules'],
      },
    ],
  },
  {
    name: '民办函〔2019〕52号',
    title: '民政部办公厅关于印发社会救助和养老服务领域基层政务公开标准指引的通知',
    articles: [
      { says: '10 working days; some tables every 20 working days', implementedBy: ['proactiveRules'] },
    ],
  },
  {
    name: '民发〔2021〕57号',
    title: '最低生活保障审核确认办法',
    articles: [
      {
        article: 19,
        says: 'first review posted for 7 days',
        implementedBy: ['postingPeriod', 'postingRules', 'postingDays'],
        mark: 'inference',
      },
    ],
  },
  {
    name: '特困人员认定办法',
    title: '特困人员认定办法',
    articles: [{ article: 15, says: 'posted for 7 days', implementedBy: ['postingPeriod', 'postingRules'] }],
  },
  {
    name: '国办发〔2016〕80号',
    title: '《关于全面推进政务公开工作的意见》实施细则',
    since: '2016-11-10',
    articles: [
      {
        says: 'authoritative information within 5 hours, press conference within 24; interpretation in step with the document',
        implementedBy: ['opinionDeadlines', 'opinionLimits', 'proactiveRules'],
        mark: 'inference',
      },
    ],
  },
  {
    name: '国办发〔2016〕61号',
    title: '国务院办公厅关于在政务公开工作中进一步做好政务舆情回应的通知',
    since: '2016-07-30',
    articles: [
      {
        says: '24 hours for grave events, 48 for all else',
        implementedBy: ['opinionDeadlines', 'opinionLimits'],
      },
    ],
  },
  {
    name: '党政机关公文格式',
    title: '党政机关公文格式（GB/T 9704-2012）',
    articles: [
      {
        says: 'document numbers',
        implementedBy: [
          'parseDocumentNumber',
          'normaliseDocumentNumber',
          'findDocumentNumbers',
          'withNormalDocumentNumbers',
          'halfWidth',
        ],
      },
    ],
  },
  {
    name: '政府信息公开目录系统实施指引',
    title: '政府信息公开目录系统实施指引（试行）',
    articles: [
      {
        says: 'index numbers',
        implementedBy: ['readIndexNumberPattern', 'formatIndexNumber', 'parseIndexNumber'],
      },
    ],
  },
  {
    name: 'GB 32100-2015',
    title: '法人和其他组织统一社会信用代码编码规则',
    articles: [
      {
        says: 'the code and its check character',
        implementedBy: [
          'isSocialCreditCode',
          'creditCodeFault',
          'socialCreditCheckCharacter',
          'organisationCodeOf',
          'holderKinds',
        ],
      },
    ],
  },
  {
    name: 'GB 11714',
    title: '全国组织机构代码编制规则',
    articles: [
      {
        says: 'the code and its check character',
        implementedBy: ['isOrganisationCode', 'organisationCheckCharacter'],
      },
    ],
  },
  {
    name: 'GB 11643-1999',
    title: '公民身份号码',
    articles: [
      {
        says: 'the number and its check digit',
        implementedBy: ['parseResidentId', 'isResidentId', 'residentCheckDigit'],
      },
    ],
  },
  {
    name: '本机关规定',
    title: '本机关、本地的公开规定（由机构包配置）',
    articles: [
      {
        says: 'stricter local limits',
        implementedBy: ['explainLimit', 'endOfLimit', 'enforcementDeadlines'],
      },
    ],
  },
];
