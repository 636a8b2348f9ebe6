/**
 * Stand-ins of WeChat and Weibo for a tour by hand: `node tools/carrier-doubles.ts [PORT] [PORTAL]`. WeChat on PORT
 * (18700), Weibo on the next; each shows on its page `/` what was “published”. PORTAL is the address of the product, to
 * which publishing jobs are told. Prints the environment with which the product finds them.
 */
import { systemClock } from '../src/platform/clock.ts';
import { startWechatDouble } from '../tests/support/carriers/wechat-double.ts';
import { startWeiboDouble } from '../tests/support/carriers/weibo-double.ts';

const port = Number(process.argv[2] ?? 18700);
const portal = process.argv[3] ?? 'http://127.0.0.1:8080';
const boundDomain = new URL(portal).hostname;
const clock = systemClock({});
const secret = 'double-secret';
const callbackToken = 'doubleCallback';

const wechat = await startWechatDouble({
  clock,
  port,
  secret,
  decidesAfterMs: 5000,
  callback: { url: `${portal}/api/wechat/callback`, token: callbackToken },
});
const weibo = await startWeiboDouble({ clock, port: port + 1, boundDomain });

const environment = {
  GONGKAI_WECHAT_APPID: 'wxdouble',
  GONGKAI_WECHAT_SECRET: secret,
  GONGKAI_WECHAT_CALLBACK_TOKEN: callbackToken,
  GONGKAI_WECHAT_API: wechat.url,
  GONGKAI_WEIBO_TOKEN: 'weibo-token',
  GONGKAI_WEIBO_DOMAIN: boundDomain,
  GONGKAI_WEIBO_RIP: '127.0.0.1',
  GONGKAI_WEIBO_API: weibo.url,
  GONGKAI_WEIBO_POST_ADDRESS: `${weibo.url}/status/{id}`,
};
for (const [name, value] of Object.entries(environment)) process.stdout.write(`export ${name}='${value}'\n`);
process.stderr.write(`WeChat ${wechat.url}/  Weibo ${weibo.url}/  Ctrl-C ends both.\n`);

// A message that the portal does not take is no reason to end: it also asks by itself.
setInterval(() => void wechat.settle().catch(() => {}), 1000);
