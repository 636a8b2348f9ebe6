import { z } from 'zod';
import { AppError } from '../../../platform/app-error.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { HttpServer } from '../../../platform/http/kit.ts';
import { isSigned, readMessage } from './callback.ts';
import type { PublishEvents } from './publish-events.ts';

/**
 * `/api/wechat/callback`, to be entered as the server address of the account. Whoever does not sign with the account's
 * token is refused; a message told twice changes nothing, for WeChat repeats what is not answered within five seconds.
 */

const query = z.object({
  signature: z.string().max(64),
  timestamp: z.string().max(32),
  nonce: z.string().max(128),
  echostr: z.string().max(256).optional(),
});
/** Bytes; a message about a job with eight articles has two thousand. */
const longestMessage = 64 * 1024;

const refused = () => new AppError('not-allowed', { detail: '签名不正确。' });

export function wechatCallbackRoutes(
  app: HttpServer,
  parts: { readonly token: string; readonly events: PublishEvents; readonly clock: Clock },
): void {
  const { token, events, clock } = parts;
  void app.register(async inner => {
    const scope = inner as unknown as HttpServer;
    scope.addContentTypeParser(
      ['text/xml', 'application/xml'],
      { parseAs: 'string', bodyLimit: longestMessage },
      (_request, body, done) => done(null, body),
    );
    scope.get(
      '/api/wechat/callback',
      { schema: { hide: true, querystring: query } },
      async (request, reply) => {
        if (!isSigned(request.query, token)) throw refused();
        return reply
          .type('text/plain; charset=utf-8')
          .header('x-content-type-options', 'nosniff')
          .send(request.query.echostr ?? '');
      },
    );
    scope.post(
      '/api/wechat/callback',
      { schema: { hide: true, querystring: query } },
      async (request, reply) => {
        if (!isSigned(request.query, token)) throw refused();
        const message = readMessage(typeof request.body === 'string' ? request.body : '');
        if (message.kind === 'unreadable')
          throw new AppError('bad-input', { detail: '消息不是可以识别的 XML。' });
        if (message.kind === 'publishing-finished') await events.record(message.event, clock.now());
        return reply.type('text/plain').send('success');
      },
    );
  });
}
