import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { verifyPassword } from '../../contexts/organisation/password-hash.ts';
import { AppError } from '../../platform/app-error.ts';
import command from './user.ts';

const db = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), 'gongkai-user-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const { host, port, user, database } = db.connection;
const query = new URLSearchParams({ host: String(host), port: String(port), user: String(user) });
const env = { DATABASE_URL: `postgresql:///${database}?${query}`, GONGKAI_DATA: folder, GONGKAI_DEMO: '0' };

interface Printed {
  readonly id: string;
  readonly username: string;
  readonly secondFactor: boolean;
}

async function run(args: readonly string[], stdin = 'Probe-4711-xy\n') {
  const printed: { value: Printed; words: string }[] = [];
  const code = await command.run({
    args,
    json: true,
    env,
    readStdin: async () => stdin,
    print: (value, words) => printed.push({ value: value as Printed, words: words ?? '' }),
    note: () => undefined,
  });
  return { code, ...printed[0]! };
}

async function faultOf(args: readonly string[], stdin?: string): Promise<AppError> {
  return run(args, stdin).then(
    () => Promise.reject(new Error('expected a fault')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );
}

const whole = ['--name', '演示·管理员', '--unit', 'info-centre', '--role', 'administrator'];

describe('user add', () => {
  it('makes the first account of an installation, with the password from stdin', async () => {
    const { code, value, words } = await run(['add', 'first.admin', ...whole]);
    expect(code).toBe(0);
    expect(value).toMatchObject({ username: 'first.admin', roles: ['administrator'], secondFactor: true });
    expect(words).toContain('TOTP');
    const row = await db.kysely
      .selectFrom('staff')
      .selectAll()
      .where('id', '=', value.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ unit_id: 'info-centre', is_demo: false, disabled_at: null });
    expect(await verifyPassword(row.password_hash, 'Probe-4711-xy')).toBe(true);
    const audited = await db.kysely
      .selectFrom('audit_event')
      .selectAll()
      .where('subject_id', '=', value.id)
      .execute();
    expect(audited.map(each => [each.command, each.staff_id])).toEqual([['staff.create', null]]);
  });

  it('takes a unit by any of its names, and several roles', async () => {
    const { value, words } = await run([
      'add',
      'second',
      '--name',
      '演示·乙',
      '--unit',
      '人教科',
      '--role',
      'drafter,county-officer',
    ]);
    const row = await db.kysely
      .selectFrom('staff')
      .selectAll()
      .where('id', '=', value.id)
      .executeTakeFirstOrThrow();
    expect(row.unit_id).toBe('personnel');
    expect(row.roles).toEqual(['drafter', 'county-officer']);
    expect(value.secondFactor).toBe(false);
    expect(words).toContain('建议');
  });

  it('refuses a name that is taken', async () => {
    const fault = await faultOf(['add', 'first.admin', ...whole]);
    expect(fault.code).toBe('refused');
    expect(fault.problems.map(each => each.where)).toEqual(['username-taken']);
  });

  it.each<[string, readonly string[], string | undefined, readonly string[]]>([
    ['everything missing', ['add', 'x.y'], undefined, ['--name', '--unit', '--role']],
    ['a role that is not there', ['add', 'x.y', ...whole.slice(0, -1), 'king'], undefined, ['--role']],
    [
      'a unit that is not there',
      ['add', 'x.y', '--name', '甲', '--unit', '月球科', '--role', 'drafter'],
      undefined,
      ['--unit'],
    ],
    [
      'a name that stands for several units',
      ['add', 'x.y', '--name', '甲', '--unit', '各科室', '--role', 'drafter'],
      undefined,
      ['--unit'],
    ],
    ['a user name that can be none', ['add', 'X Y', ...whole], undefined, ['username']],
    ['no password', ['add', 'x.y', ...whole], '\n', ['stdin']],
    ['a weak password', ['add', 'x.y', ...whole], 'short\n', ['password', 'password']],
  ])('says what is wrong: %s', async (_words, args, stdin, where) => {
    const fault = await faultOf(args, stdin);
    expect(fault.code).toBe('bad-input');
    expect(fault.problems.map(each => each.where)).toEqual(where);
    expect(await db.kysely.selectFrom('staff').select('id').where('username', '=', 'x.y').execute()).toEqual(
      [],
    );
  });

  it('knows no other action', async () => {
    expect((await faultOf(['remove', 'x'])).code).toBe('bad-input');
    expect((await faultOf([])).code).toBe('bad-input');
  });
});
