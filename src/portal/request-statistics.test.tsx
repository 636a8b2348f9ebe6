import { describe, expect, it } from 'vitest';
import type { QuarterStatistics } from '../contexts/reports/contract.ts';
import type { PageFrame } from './layout.tsx';
import { requestStatistics } from './rooms/request-statistics.tsx';
import type { Site } from './view.ts';

const site = { basePath: '/bm/mz', name: '站', bureau: '局', origin: '', assets: {} } as unknown as Site;

const quarter: QuarterStatistics = {
  year: 2025,
  quarter: 4,
  until: '2025-12-31',
  isComplete: true,
  received: 12,
  closed: 9,
  open: 4,
  results: { disclosed: 5, partly: 1, refused: 2, unable: 1, notHandled: 0, other: 0 },
  onTime: 8,
  judged: 9,
  medianWorkingDays: 12.5,
  channels: { 'in-person': 1, 'signed-mail': 2, 'plain-mail': 0, internet: 9, fax: 0 },
  applicants: {
    shown: [{ column: 'c1', label: '自然人', count: 9 }],
    folded: { labels: ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'], count: 3 },
  },
};
const reads = {
  today: () => '2026-01-10',
  requestStatistics: async (year: number | null) => (year === null || year <= 2026 ? [quarter] : null),
};
const frame = (title: string): PageFrame => ({
  site,
  roots: [],
  title,
  path: '/requests/statistics',
  tags: {},
  crumbs: [],
});
const at = (path: string) => requestStatistics({ site, reads }, path, frame);
const bodyOf = async (path: string) => String((await at(path))?.body);

describe('the statistics of requests by quarter', () => {
  it('says every number in a table, the drawing beside it', async () => {
    const html = await bodyOf('/requests/statistics');
    expect(html.match(/<table/g)).toHaveLength(4);
    expect(html).toMatch(/<svg[^>]*role="img"[^>]*aria-label="[^"]+"/);
    const row = (heading: string) =>
      new RegExp(`<h2>${heading}</h2>[\\s\\S]*?<tbody><tr>([\\s\\S]*?)</tr>`)
        .exec(html)![1]!
        .replace(/<[^>]+>/g, ' ')
        .trim()
        .split(/\s+/);
    expect(row('收到和办结')).toEqual(['2025年第四季度', '12', '9', '8', '88.9%', '12.5', '4']);
    expect(row('办理结果')).toEqual(['2025年第四季度', '5', '1', '2', '1', '0', '0']);
    expect(row('申请渠道')).toEqual(['2025年第四季度', '1', '2', '0', '9', '0']);
  });

  it('does not break down small counts by kind of applicant', async () => {
    const html = await bodyOf('/requests/statistics');
    const kinds = html.split('<h2>申请人类型</h2>')[1]!;
    expect(kinds.match(/合并<\/td>/g)).toHaveLength(5);
    expect(kinds).toMatch(/<td class="number">3<\/td><\/tr>/);
  });

  it('is there as CSV and JSON, of a year and of the last quarters', async () => {
    const csv = await at('/requests/statistics/2025.csv');
    expect(csv?.contentType).toContain('text/csv');
    const lines = String(csv?.body).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]!.split(',')).toHaveLength(lines[1]!.split(',').length);
    expect(JSON.parse(await bodyOf('/requests/statistics.json'))).toEqual({ quarters: [quarter] });
    expect(await bodyOf('/requests/statistics/2025')).toContain('href="/bm/mz/requests/statistics/2025.csv"');
  });

  it('knows no other address and no year to come', async () => {
    for (const path of ['/requests/statistics/2027', '/requests/statistics/', '/requests/statistics.xml'])
      expect(await at(path)).toBeNull();
  });
});
