import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSealedBox } from '../platform/sealed-box.ts';
import { carrierFile, readCarrierSettings } from './carriers.ts';
import type { CommandIo } from './command.ts';
import carrierCommand from './commands/carrier.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carriers-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(args: readonly string[], stdin = '', env: NodeJS.ProcessEnv = {}) {
  const printed: unknown[] = [];
  const io: CommandIo = {
    args,
    json: true,
    env: { GONGKAI_DATA: folder, ...env },
    readStdin: async () => stdin,
    print: value => void printed.push(value),
    note: () => {},
  };
  await carrierCommand.run(io);
  return printed[0];
}

const wechat = { appId: 'wx1', secret: 'very-secret', callbackToken: 'abc123' };
const read = async (env: NodeJS.ProcessEnv = {}) =>
  readCarrierSettings(folder, await openSealedBox(folder), env);

describe('the settings of the carriers', () => {
  it('are none where nothing is said', async () => {
    expect(await read()).toEqual({});
    expect(await run(['show'])).toEqual({ wechat: null, weibo: null });
  });

  it('lie sealed in the data folder, readable by nobody else, and are shown without a secret', async () => {
    const shown = await run(['seal'], JSON.stringify({ wechat }));
    expect(JSON.stringify(shown)).not.toContain('secret');
    const path = join(folder, carrierFile);
    expect((await readFile(path)).toString('latin1')).not.toContain('very-secret');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await read()).wechat).toMatchObject({
      ...wechat,
      api: 'https://api.weixin.qq.com',
      graceMinutes: 30,
    });
  });

  it('are overridden by the environment, which suffices alone too', async () => {
    await run(['seal'], JSON.stringify({ wechat }));
    const env = {
      GONGKAI_WECHAT_SECRET: 'newer',
      GONGKAI_WEIBO_TOKEN: 't',
      GONGKAI_WEIBO_DOMAIN: 'mzj.example.gov.cn',
      GONGKAI_WEIBO_RIP: '203.0.113.7',
    };
    const { wechat: account, weibo } = await read(env);
    expect([account?.appId, account?.secret, weibo?.boundDomain]).toEqual([
      'wx1',
      'newer',
      'mzj.example.gov.cn',
    ]);
  });

  it('say everything that is missing, with the variable that sets it, and never a value', async () => {
    const half = read({
      GONGKAI_WECHAT_APPID: 'wx1',
      GONGKAI_WECHAT_CALLBACK_TOKEN: '很长的令牌',
      GONGKAI_WEIBO_TOKEN: 'hidden',
    });
    await expect(half).rejects.toMatchObject({ code: 'bad-input' });
    const problems = await half.catch(error => error.problems.map((each: { where: string }) => each.where));
    expect(problems).toEqual([
      'wechat.secret（GONGKAI_WECHAT_SECRET）',
      'wechat.callbackToken（GONGKAI_WECHAT_CALLBACK_TOKEN）',
      'weibo.boundDomain（GONGKAI_WEIBO_DOMAIN）',
      'weibo.rip（GONGKAI_WEIBO_RIP）',
    ]);
    expect(JSON.stringify(await half.catch(error => error.problems))).not.toContain('hidden');
  });

  it.each([
    ['no JSON', 'appId: wx1'],
    ['an unknown name', JSON.stringify({ wechat: { ...wechat, apId: 'x' } })],
  ])('refuses %s and keeps what was there', async (_, text) => {
    await run(['seal'], JSON.stringify({ wechat }));
    await expect(run(['seal'], text)).rejects.toMatchObject({ code: 'bad-input' });
    expect((await read()).wechat?.appId).toBe('wx1');
  });

  it('do not open under another key: said, not guessed', async () => {
    await run(['seal'], JSON.stringify({ wechat }));
    await rm(join(folder, 'sealing-key'));
    await expect(read()).rejects.toMatchObject({ code: 'sealed-unreadable' });
  });
});
