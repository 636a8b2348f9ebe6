import { describe, expect, it } from 'vitest';
import { readLimits, readStatedLimit } from './limits.ts';

describe('limits a plan states', () => {
  it.each([
    ['作出之日起20个工作日内公布', ['20wd']],
    ['作出之日起 ７ 个工作日内公布', ['7wd']],
    ['三个工作日内撤下', ['3wd']],
    ['二十个工作日内公布', ['20wd']],
    ['5个法定工作日内', ['5wd']],
    ['批复后20日内公开', ['20d']],
    ['5小时内发布,24小时内举行新闻发布会', ['5h', '24h']],
    ['三个月内完成', ['3m']],
    ['在6月10日前制定方案', ['before 06-10']],
    ['2024年12月5日之前报送', ['before 2024-12-05']],
    ['6月底前完成', ['before 06-30']],
    ['2月底前完成', ['before 02-28']],
    ['9月中旬前完成', ['before 09-20']],
    ['年底前完成', ['before 12-31']],
    ['第一季度前完成', ['before 03-31']],
    ['每季度公布一次', ['quarterly']],
    ['每半年公布', ['half-yearly']],
    ['按月公布', ['monthly']],
    ['主要负责人每年至少听取一次', ['annual']],
    ['同步组织、同步审签、及时发布', ['in-sync', 'promptly']],
    ['定期查看', ['regularly']],
    ['按时发布', ['on-time']],
    ['在规定时限内依法公开', ['statutory']],
    ['经审批、备案后予以公开', ['before publication']],
    ['除特殊情况外,要求加盖印章', ['seal on every item unless special case']],
    ['将处置结果全部通过网站公开', ['all results']],
    ['围绕年度重点工作', []],
    ['截至2019年5月26日', []],
    ['占比3.5%', []],
    ['13月40日前', []],
  ])('%s', (text, limits) => {
    expect(readLimits(text).map(limit => limit.limit)).toEqual(limits);
  });

  it('says what the limit is about, and in which words', () => {
    const [limit] = readLimits('公开决定。行政许可决定自作出之日起7个工作日内公开,其他决定按规定公开。');
    expect(limit).toEqual({
      what: '行政许可决定自作出之日起7个工作日内公开',
      limit: '7wd',
      raw: '7个工作日',
    });
  });

  it('counts a word such as 及时 once in an item', () => {
    expect(readLimits('及时公开。及时更新。')).toHaveLength(1);
  });
});

describe('a cell that holds a limit', () => {
  it.each([
    ['2024-06-30', 'before 2024-06-30'],
    ['2024年6月', 'before 2024-06-30'],
    ['6月30日', 'before 06-30'],
    ['2024.6.30', 'before 2024-06-30'],
    ['年底', 'before 12-31'],
    ['全年', 'standing'],
    ['每月', 'monthly'],
    ['按省厅通知', '按省厅通知'],
  ])('%s', (cell, limit) => {
    expect(readStatedLimit(cell, '甲')).toEqual([{ what: '甲', limit, raw: cell }]);
  });

  it('is empty for a dash', () => {
    expect(readStatedLimit(' — ', '甲')).toEqual([]);
  });
});
