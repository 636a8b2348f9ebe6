import { describe, expect, it } from 'vitest';
import { fixedClock, testDatabase } from '../../../tests/support/database.ts';
import { makeAccount, samplePack, staffApi } from '../organisation/staff-api.fixture.ts';
import { reportsBench, request } from './reports.fixture.ts';
import { reportRoutes } from './routes.ts';

const db = await testDatabase();
const on = await reportsBench(db, fixedClock('2026-01-10T09:00:00+08:00'));
on.register.requests = [request(), request({ applicantKind: 'legal-service', closedOn: null, row: null })];

const commands = ['report.read', 'report.edit', 'report.draft-item', 'item.read', 'item.draft'] as const;
const grants = Object.fromEntries(commands.map(command => [command, 'own-unit' as const]));
const editorRole = { name: '年报编写人', description: '', secondFactor: false, grants };
const api = await staffApi(db, {
  deps: { pack: { ...samplePack, roles: { ...samplePack.roles, 'report-editor': editorRole } } },
  more: app => reportRoutes(app, { reports: on.reports }),
});

async function signedIn(username: string, unitId: string) {
  await makeAccount(api, { username, unitId, roles: ['report-editor'] });
  const browser = api.browser();
  await browser.signIn(username, 'Probe-4711-xy');
  return browser;
}
const editor = await signedIn('editor', 'office');

describe('the staff API of annual reports', () => {
  it('lists years, shows one, takes texts and entries, and answers the report as it stands', async () => {
    const list = await editor.send<{ rows: { year: number }[] }>('GET', '/api/annual-reports');
    expect(list.body.rows.map(({ year }) => year)).toEqual([2026, 2025, 2024]);
    const body = {
      revision: 0,
      problems: '问题和改进。',
      entries: [{ cell: 't2.licences', value: 12, source: '窗口台账' }],
    };
    const saved = await editor.send('PUT', '/api/annual-reports/2025', body);
    expect(saved).toMatchObject({ status: 200, body: { revision: 1, changedByName: '演示·editor' } });
    const again = await editor.send('PUT', '/api/annual-reports/2025', body);
    expect(again).toMatchObject({ status: 409, body: { code: 'edited-meanwhile' } });
    expect((await editor.send('GET', '/api/annual-reports/2025')).body).toEqual(saved.body);
  });

  it('refuses with every reason as 409, unknown fields and years that are none in Chinese', async () => {
    const refused = await editor.send<{ reasons: { code: string }[] }>(
      'POST',
      '/api/annual-reports/2025/draft-item',
    );
    expect(refused.status).toBe(409);
    expect(refused.body.reasons.map(({ code }) => code)).toEqual([
      'section-empty',
      'section-empty',
      'cell-missing',
    ]);
    const unknown = await editor.send('PUT', '/api/annual-reports/2025', { revision: 1, t3: {} });
    expect(unknown).toMatchObject({ status: 400, body: { code: 'bad-input' } });
    expect((await editor.send('GET', '/api/annual-reports/2099')).status).toBe(404);
    expect((await editor.send('GET', '/api/annual-reports/last')).status).toBe(400);
  });

  it('hands out the report in four formats under its own name', async () => {
    const kinds = {
      html: 'text/html',
      docx: 'wordprocessingml',
      xlsx: 'spreadsheetml',
      json: 'application/json',
    };
    for (const [format, type] of Object.entries(kinds)) {
      const answer = await api.app.inject({
        method: 'GET',
        url: `/api/annual-reports/2025/report.${format}`,
        headers: { cookie: `gongkai_session=${editor.cookie}` },
      });
      expect(answer.statusCode, format).toBe(200);
      expect(answer.headers['content-type']).toContain(type);
      expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain(
        `某市民政局2025年政府信息公开工作年度报告.${format}`,
      );
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.rawPayload.length).toBeGreaterThan(1000);
    }
  });

  it('is closed to other units and to strangers', async () => {
    const other = await signedIn('other', 'finance');
    for (const path of ['', '/2025', '/2025/report.docx'])
      expect((await other.send('GET', `/api/annual-reports${path}`)).status).toBe(403);
    expect((await api.browser().send('GET', '/api/annual-reports')).status).toBe(401);
  });
});
