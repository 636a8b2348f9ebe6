import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { fixedClock } from '../../../tests/support/fixed-clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { type HttpServer, makeHttpServer } from '../../platform/http/kit.ts';
import { openSealedBox } from '../../platform/sealed-box.ts';
import { recordAudit } from '../log/service.ts';
import { type OrganisationPack, organisationPack, type SessionView, sessionView } from './contract.ts';
import { addIdempotency, markingAudit } from './idempotency.ts';
import { organisationRoutes } from './routes.ts';
import { demoPassword } from './service/demo-accounts.ts';
import { createOrganisation, type Organisation, type OrganisationDeps } from './service.ts';
import { addSessionHook } from './session-hook.ts';

/** The staff API on a real database, spoken to as a browser or a program would. For tests. */

export const samplePack: OrganisationPack = organisationPack.parse({
  units: [
    { id: 'bureau', kind: 'bureau', name: '示例市民政局' },
    { id: 'office', kind: 'section', name: '办公室', parent: 'bureau' },
    { id: 'finance', kind: 'section', name: '财务科', parent: 'bureau', aliases: ['规划财务科'] },
    { id: 'county-a', kind: 'county', name: '甲县民政局', parent: 'bureau', regionCode: '520502' },
  ],
  groups: [{ names: ['各科室'], kinds: ['section'] }],
  roles: {
    drafter: {
      name: '拟稿人',
      unitKinds: ['section'],
      grants: { 'unit.read': 'every-unit', 'item.draft': 'own-unit', 'delegation.create': 'own-unit' },
    },
    secrecy: {
      name: '保密审查人',
      unit: 'office',
      secondFactor: true,
      grants: {
        'unit.read': 'every-unit',
        'item.sign-secrecy': 'every-unit',
        'delegation.create': 'own-unit',
        'delegation.revoke': 'own-unit',
      },
    },
    'county-officer': { name: '县级经办人', unitKinds: ['county'], grants: { 'item.draft': 'own-unit' } },
    'county-administrator': {
      name: '县级管理员',
      unit: 'county-a',
      grants: {
        'staff.read': 'own-unit',
        'staff.create': 'own-unit',
        'staff.change': 'own-unit',
        'staff.disable': 'own-unit',
        'item.draft': 'own-unit',
      },
    },
    administrator: {
      name: '系统管理员',
      unit: 'office',
      secondFactor: true,
      grants: {
        'unit.read': 'every-unit',
        'staff.read': 'every-unit',
        'staff.create': 'every-unit',
        'staff.change': 'every-unit',
        'staff.disable': 'every-unit',
        'delegation.revoke': 'every-unit',
        'calendar.read': 'every-unit',
        'calendar.import': 'every-unit',
      },
    },
  },
});

/** Where the key lies that seals second factors in these tests. */
const boxFolder = mkdtempSync(join(tmpdir(), 'gongkai-box-'));
afterAll(() => rmSync(boxFolder, { recursive: true, force: true }));

/** Cheap hashes: what is tested here is not their cost. */
const cheap = { memory: 64, passes: 1 };

export interface ApiAnswer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** One browser: a cookie jar of one cookie, and the CSRF token of its page. */
export class Browser {
  readonly app: HttpServer;
  cookie = '';
  csrfToken = '';
  address = '192.0.2.1';

  constructor(app: HttpServer) {
    this.app = app;
  }

  async send<T = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<T>> {
    const answer = await this.app.inject({
      method,
      url,
      remoteAddress: this.address,
      headers: {
        ...(this.cookie === '' ? {} : { cookie: `gongkai_session=${this.cookie}` }),
        ...(this.csrfToken === '' ? {} : { 'x-csrf-token': this.csrfToken }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const set = answer.cookies.find(each => each.name === 'gongkai_session');
    if (set !== undefined) this.cookie = set.value;
    const parsed: unknown = answer.body === '' ? null : JSON.parse(answer.body);
    return { status: answer.statusCode, body: parsed as T, headers: answer.headers };
  }

  async signIn(username: string, password: string = demoPassword, code?: string): Promise<SessionView> {
    const answer = await this.send('POST', '/api/session', {
      username,
      password,
      ...(code === undefined ? {} : { code }),
    });
    if (answer.status !== 200) throw new Error(`sign-in of ${username}: ${JSON.stringify(answer.body)}`);
    const view = sessionView.parse(answer.body);
    this.csrfToken = view.csrfToken;
    return view;
  }
}

type MoreRoutes = (
  app: HttpServer,
  parts: { clock: ReturnType<typeof fixedClock>; organisation: Organisation },
) => void;

export async function staffApi(
  db: Database,
  options: {
    readonly more?: MoreRoutes;
    /** Before the routes of this context: hooks that are to see them. */
    readonly before?: MoreRoutes;
    readonly deps?: Partial<OrganisationDeps>;
    readonly basePath?: string;
  } = {},
) {
  const clock = fixedClock('2019-06-10T09:00:00+08:00');
  const organisation = createOrganisation({
    db,
    clock,
    recordAudit: markingAudit(recordAudit),
    pack: samplePack,
    box: await openSealedBox(boxFolder),
    demo: true,
    passwordCost: cheap,
    ...options.deps,
  });
  await organisation.syncUnits();
  await organisation.createDemoAccounts();
  const app = await makeHttpServer({ logger: false });
  addSessionHook(app, { organisation });
  addIdempotency(app, { db, clock });
  options.before?.(app, { clock, organisation });
  organisationRoutes(app, { organisation, basePath: options.basePath ?? '' });
  options.more?.(app, { clock, organisation });
  await app.ready();
  return { app, clock, organisation, browser: () => new Browser(app) };
}

/** An account that is not a demo account, made by the administrator. */
export async function makeAccount(
  api: Awaited<ReturnType<typeof staffApi>>,
  account: { username: string; unitId: string; roles: string[]; password?: string },
): Promise<string> {
  const administrator = api.browser();
  await administrator.signIn('administrator');
  const { password = 'Probe-4711-xy', ...rest } = account;
  const made = await administrator.send<{ id: string }>('POST', '/api/staff', {
    name: `演示·${account.username}`,
    password,
    ...rest,
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id;
}
