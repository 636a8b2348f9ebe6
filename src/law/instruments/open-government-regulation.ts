import type { Instrument } from './instrument.ts';

const organisational = 'organises authorities; nothing to compute';
const publications = 'a duty of content, kept by the publications context';

/** 条例 (2019 revision), all 56 articles. */
export const openGovernmentRegulation: Instrument = {
  name: '政府信息公开条例',
  title: '中华人民共和国政府信息公开条例（国务院令第711号）',
  since: '2019-05-15',
  articles: [
    { article: 1, says: 'purpose', notImplemented: 'a statement of purpose' },
    {
      article: 2,
      says: 'what government information is',
      notImplemented: 'a judgment of the disclosure office',
    },
    { article: 3, until: 4, says: 'authorities and disclosure offices', notImplemented: organisational },
    { article: 5, until: 9, says: 'principles, clarification, support', notImplemented: organisational },
    {
      article: 10,
      says: 'who must disclose',
      notImplemented: 'a judgment; the owner is recorded on each item',
    },
    {
      article: 11,
      says: 'consulting other organs before disclosure',
      notImplemented: 'a review step of the pack',
    },
    { article: 12, says: 'guide and catalogue', notImplemented: publications },
    {
      article: 13,
      says: 'the two modes of disclosure',
      notImplemented: 'the attribute of an item, kept by publications',
    },
    {
      article: 14,
      says: 'state secrets, forbidden by law, three securities and one stability: must not',
      implementedBy: ['refusalGrounds', 'isUnderArticles14To16'],
    },
    {
      article: 15,
      says: 'trade secrets and privacy of third parties: must not, unless consent or public interest',
      implementedBy: ['refusalGrounds', 'findPersonalNumbers', 'maskPersonalNumbers'],
    },
    {
      article: 16,
      says: 'internal affairs, process information, enforcement files: may',
      implementedBy: ['refusalGrounds'],
    },
    {
      article: 17,
      says: 'review before disclosure',
      notImplemented: 'the review chain of the pack, kept by publications',
    },
    {
      article: 18,
      says: 'periodic re-assessment of what is withheld',
      notImplemented:
        'the interval is a marked default (lawDefaults.reassessmentMonths); the queue is kept by publications',
      mark: 'unverified',
    },
    { article: 19, until: 25, says: 'what is published, where and how', notImplemented: publications },
    {
      article: 26,
      says: '20 working days from formation or change; special periods prevail',
      implementedBy: ['proactiveDeadline', 'proactiveRules'],
    },
    {
      article: 27,
      until: 29,
      says: 'who may ask, channels, content of a request',
      notImplemented: 'the form of the requests context',
    },
    {
      article: 30,
      says: 'one-off correction notice within 7 working days, full restart, deemed abandonment',
      implementedBy: ['requestClock', 'mayHappen', 'replyKinds'],
    },
    { article: 31, says: 'the day of receipt by channel', implementedBy: ['requestClock'] },
    {
      article: 32,
      says: 'third-party opinion within 15 working days; silence is no consent',
      implementedBy: ['requestClock'],
    },
    {
      article: 33,
      says: 'reply on the spot or within 20 working days, extension by at most 20, consultations excluded',
      implementedBy: ['requestClock'],
    },
    {
      article: 34,
      says: 'organs that made it together: 15 working days; silence is consent',
      implementedBy: ['requestClock'],
    },
    {
      article: 35,
      says: 'excessive requests: reasons, refusal to handle, reasonable delay',
      implementedBy: ['requestClock', 'replyKinds'],
    },
    {
      article: 36,
      says: 'seven kinds of reply',
      implementedBy: ['replyKinds', 'replyContentWords', 'checkReply', 'annualReportRow'],
    },
    { article: 37, says: 'partial disclosure', implementedBy: ['replyKinds', 'checkReply'] },
    { article: 38, says: 'no duty to create information', implementedBy: ['replyKinds'] },
    { article: 39, says: 'complaints in disguise; public publications', implementedBy: ['replyKinds'] },
    {
      article: 40,
      until: 41,
      says: 'form of supply; correction of own records',
      notImplemented: 'kept by the requests context',
    },
    { article: 42, says: 'free, but for the processing fee', implementedBy: ['feeByCase', 'feeByPage'] },
    {
      article: 43,
      says: 'help for people with reading difficulties',
      notImplemented: 'a matter of service and of the portal',
    },
    {
      article: 44,
      says: 'from requests to proactive disclosure',
      notImplemented: 'kept by the requests context',
    },
    {
      article: 45,
      says: 'registered, reviewed, handled, answered, archived',
      implementedBy: ['requestClock'],
    },
    { article: 46, until: 48, says: 'assessment, supervision, training', notImplemented: organisational },
    {
      article: 49,
      says: 'yearly report by 31 January, of governments by 31 March',
      implementedBy: ['yearlyReportDeadline', 'yearlyReports'],
    },
    {
      article: 50,
      says: 'content of the yearly report',
      implementedBy: ['rows', 'table2Blocks', 'caseGroups'],
    },
    {
      article: 51,
      says: 'complaint, reconsideration, litigation',
      implementedBy: ['reliefNotice', 'reliefRoute'],
    },
    { article: 52, until: 56, says: 'sanctions and scope', notImplemented: organisational },
  ],
};
