import { describe, expect, it } from 'vitest';
import { weiboFailures } from '../weibo/failures.ts';
import { wechatFailures } from './failures.ts';
import { failedPlaces, isPublishStatus, publishStatuses } from './publish-status.ts';

/** The codes that the interfaces document, as their pages list them. */
const wechatCodes =
  '-1 40001 40004 40005 40006 40007 40009 40013 40014 40125 40164 41001 41005 41006 42001 43002 44003 45001 45002 45003 45004 45005 45008 45009 45110 47001 48001 53503 53504 53505';
const weiboCodes =
  '10001 10002 10004 10005 10006 10008 10012 10013 10014 10016 10017 20012 20016 20017 20019 20021 21327';

describe('the tables of error codes', () => {
  it.each([
    ['WeChat', wechatCodes, wechatFailures],
    ['Weibo', weiboCodes, weiboFailures],
  ] as const)('%s: hold every documented code, and what has none', (_, codes, table) => {
    const missing = [...codes.split(' '), 'unreachable', 'unreadable', 'unknown'].filter(
      code => !Object.hasOwn(table, code),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ...Object.entries(wechatFailures).map(([code, row]) => [`WeChat ${code}`, row] as const),
    ...Object.entries(weiboFailures).map(([code, row]) => [`Weibo ${code}`, row] as const),
  ])('%s: says what is wrong, and who does what', (_, { meaning, advice, remedy }) => {
    expect(meaning).toMatch(/[\u4e00-\u9fffA-Za-z）]$/);
    expect(advice).toMatch(/。$/);
    expect(advice).toMatch(remedy === 'person' ? /请/ : /系统会/);
    expect(`${meaning}${advice}`).not.toMatch(/error|错误码/i);
  });

  it('knows every state of a publishing job and no other', () => {
    expect(Object.keys(publishStatuses).map(Number)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([-1, 7, 0.5].filter(isPublishStatus)).toEqual([]);
    for (const { outcome, advice } of Object.values(publishStatuses))
      expect(advice !== '').toBe(outcome === 'failed' || outcome === 'removed');
    expect(failedPlaces([1, 3])).toBe('未通过的是第1、3篇。');
  });
});
