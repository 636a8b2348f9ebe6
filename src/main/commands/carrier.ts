import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../platform/app-error.ts';
import { openSealedBox } from '../../platform/sealed-box.ts';
import {
  type CarrierSettings,
  carrierFile,
  checkedSettings,
  readCarrierSettings,
  sealSettings,
} from '../carriers.ts';
import type { Command, CommandIo } from '../command.ts';
import { configFrom } from '../config.ts';
import { badInput } from './command-arguments.ts';

const usage = ['carrier seal < 设置.json', 'carrier show'];

/** What may be shown: which carriers are set up and where they are reached, never a secret. */
function shown(settings: CarrierSettings) {
  const { wechat, weibo } = settings;
  return {
    wechat:
      wechat === undefined
        ? null
        : { appId: wechat.appId, api: wechat.api, hasCallback: wechat.callbackToken !== undefined },
    weibo: weibo === undefined ? null : { boundDomain: weibo.boundDomain, api: weibo.api },
  };
}

function print(io: CommandIo, settings: CarrierSettings): void {
  const { wechat, weibo } = shown(settings);
  const lines = [
    wechat === null
      ? '公众号：没有设置，由人工发布。'
      : `公众号：AppID ${wechat.appId}，接口 ${wechat.api}，${wechat.hasCallback ? '接收' : '不接收'}发布结果通知。`,
    weibo === null
      ? '微博：没有设置，由人工发布。'
      : `微博：安全域名 ${weibo.boundDomain}，接口 ${weibo.api}。`,
  ];
  io.print({ wechat, weibo }, lines.join('\n'));
}

/** Whole or not at all: a crash leaves the file that was there. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

async function seal(io: CommandIo, folder: string): Promise<void> {
  const text = await io.readStdin();
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw badInput({ where: 'stdin', message: '标准输入中不是 JSON。写法见运行手册“公众号和微博”一节。' });
  }
  const settings = checkedSettings(given);
  await mkdir(folder, { recursive: true });
  const box = await openSealedBox(folder);
  await replaceFile(join(folder, carrierFile), sealSettings(box, given));
  print(io, settings);
  io.note('已加密保存，重启后生效。请删除明文的设置文件。');
}

const command: Command = {
  summary: '加密保存公众号、微博的接口设置（从标准输入读取），或者查看设置了哪些（不显示密钥）。',
  usage,
  async run(io) {
    const [action, ...rest] = io.args;
    const { dataFolder } = configFrom(io.env);
    if (rest.length === 0 && action === 'seal') await seal(io, dataFolder);
    else if (rest.length === 0 && action === 'show')
      print(io, await readCarrierSettings(dataFolder, await openSealedBox(dataFolder), io.env));
    else throw new AppError('bad-input', { detail: `用法： ./gongkai ${usage.join(' 或 ')}` });
    return 0;
  },
};

export default command;
