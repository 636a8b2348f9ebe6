import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Acted, OnlineRequests, Who } from '../../../contexts/requests/online/service.ts';
import { searchQuery } from '../../../contexts/search/contract.ts';
import { reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { HttpServer } from '../../../platform/http/kit.ts';
import { securityHeaders } from '../../fast-path.ts';
import { href } from '../../layout.tsx';
import type { PortalReads } from '../../reads.ts';
import { CorrectPage, WithdrawPage } from './acts.tsx';
import { ApplyPage } from './apply.tsx';
import { AskedBeforePage } from './asked-before.tsx';
import { CasePage } from './case.tsx';
import { CorrectionPage, CorrectionStartPage } from './correction.tsx';
import { type RequestDesk, requestPaths } from './desk.ts';
import { type FormBody, readForm } from './form-body.ts';
import { type RequestSurroundings, requestPage } from './frame.ts';
import { LookPage, type LookRoom } from './look.tsx';
import { ReceiptGonePage, ReceiptPage } from './receipt.tsx';

/** Pages that somebody fills in. What is shown is made for one person and kept by nobody on the way. */

export interface OnlineRequestRouteDeps extends RequestSurroundings {
  readonly desk: RequestDesk;
  readonly online: OnlineRequests;
  readonly reads: Pick<PortalReads, 'search' | 'today'>;
  readonly clock: Clock;
}

const receiptCookie = 'gongkai_receipt';
const lookCookie = 'gongkai_request';
const quarterHourSeconds = 15 * 60;

/** Sent to the pages of requests only, and never from elsewhere. */
function cookieOptions(request: FastifyRequest, path: string) {
  return { path, httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const;
}

/** In a correction of the own record no period runs (art 41). */
const recordCorrected = '补正已经收到，继续核实办理。';
const noteWords: Readonly<Record<string, string>> = {
  corrected: '补正已经收到，答复期限重新计算。',
  withdrawn: '申请已经撤回。',
  over: '查询已超过15分钟，或者已经结束，请重新输入查询码和查询密码。',
  left: '查询已经结束。',
};

export function onlineRequestRoutes(app: HttpServer, deps: OnlineRequestRouteDeps): void {
  const { site, desk, online, reads, clock } = deps;
  const at = (path: string): string => href(site, path);
  const send = (
    reply: FastifyReply,
    page: { title: string; path: string; body: ComponentChildren; status?: number },
  ): FastifyReply =>
    reply
      .headers({ ...securityHeaders, 'cache-control': 'no-store' })
      .code(page.status ?? 200)
      .type('text/html; charset=utf-8')
      .send(requestPage(deps, { ...page, isPersonal: true }));
  const goTo = (reply: FastifyReply, path: string): FastifyReply =>
    reply.header('cache-control', 'no-store').redirect(at(path), 303);
  const noteOf = (request: FastifyRequest): { note?: string } => {
    const note = noteWords[(request.query as { note?: string }).note ?? ''];
    return note === undefined ? {} : { note };
  };

  app.get(requestPaths.apply, async (request, reply) => {
    const query = request.query as Record<string, string | undefined>;
    const who = query['who'] === 'person' || query['who'] === 'organisation' ? query['who'] : undefined;
    const subject = String(query['subject'] ?? query['q'] ?? '').slice(0, 200);
    if (who !== undefined) {
      const start = { subject, carrier: 'electronic', supply: 'online', identityDocument: 'resident-id' };
      const form = await online.openForm(who, request.ip, start);
      const body = <ApplyPage site={site} desk={desk} room={{ form, reasons: [] }} />;
      return send(reply, { title: '在线申请', path: requestPaths.apply, body });
    }
    const words = subject.trim();
    const answer = words === '' ? null : await reads.search(searchQuery.parse({ q: words }));
    const found = answer === null ? null : { answer, answered: await online.answeredLike(answer.words) };
    const body = <AskedBeforePage site={site} subject={words} found={found} />;
    return send(reply, { title: '先查一查', path: requestPaths.apply, body });
  });

  app.get(requestPaths.correction, async (request, reply) => {
    const page = { title: '申请更正本人信息', path: requestPaths.correction };
    const { who } = request.query as Record<string, string | undefined>;
    if (who !== 'person' && who !== 'organisation')
      return send(reply, { ...page, body: <CorrectionStartPage site={site} desk={desk} /> });
    const start = { supply: 'online', identityDocument: 'resident-id' };
    const form = await online.openForm(who, request.ip, start, 'own-record');
    return send(reply, {
      ...page,
      body: <CorrectionPage site={site} desk={desk} room={{ form, reasons: [] }} />,
    });
  });

  const forms = [
    { path: requestPaths.apply, title: '在线申请', Page: ApplyPage, matter: 'information' },
    { path: requestPaths.correction, title: '申请更正本人信息', Page: CorrectionPage, matter: 'own-record' },
  ] as const;
  for (const { path, title, Page, matter } of forms)
    app.post(path, async (request, reply) => {
      const { fields, files } = await readForm(request);
      const who: Who = fields['who'] === 'organisation' ? 'organisation' : 'person';
      const applied = await online.apply({ matter, who, sent: fields, files, address: request.ip });
      if (applied.kind === 'taken') {
        const options = { ...cookieOptions(request, at(requestPaths.receipt)), maxAge: quarterHourSeconds };
        reply.setCookie(receiptCookie, applied.receiptKey, options);
        return goTo(reply, requestPaths.receipt);
      }
      const body = <Page site={site} desk={desk} room={applied} />;
      return send(reply, { title, path, body, status: applied.status });
    });

  app.get(requestPaths.receipt, async (request, reply) => {
    const receipt = await online.receipt(request.cookies[receiptCookie]);
    const page = { title: '申请回执', path: requestPaths.receipt };
    if (receipt === undefined)
      return send(reply, { ...page, body: <ReceiptGonePage site={site} desk={desk} />, status: 410 });
    return send(reply, { ...page, body: <ReceiptPage site={site} desk={desk} receipt={receipt} /> });
  });

  const sendLook = (reply: FastifyReply, room: LookRoom, status: number): FastifyReply =>
    send(reply, {
      title: '查询申请进度',
      path: requestPaths.status,
      body: <LookPage site={site} desk={desk} room={room} />,
      status,
    });

  app.get(requestPaths.status, (request, reply) =>
    sendLook(reply, { code: '', reasons: [], ...noteOf(request) }, 200),
  );

  app.post(requestPaths.status, async (request, reply) => {
    const { fields } = await readForm(request);
    const [code, secret] = [(fields['code'] ?? '').trim().slice(0, 100), (fields['secret'] ?? '').trim()];
    const empty = [
      ...(code === '' ? [{ ...reason('code-missing', '请填写查询码。'), where: 'code' }] : []),
      ...(secret === '' ? [{ ...reason('secret-missing', '请填写查询密码。'), where: 'secret' }] : []),
    ];
    if (empty.length > 0) return sendLook(reply, { code, reasons: empty }, 400);
    const looked = await online.look({ code, secret, address: request.ip });
    if (looked.kind === 'open') {
      const options = { ...cookieOptions(request, at(requestPaths.status)), maxAge: quarterHourSeconds };
      reply.setCookie(lookCookie, looked.key, options);
      return goTo(reply, requestPaths.case);
    }
    if (looked.kind === 'wrong') {
      const wrong = reason('wrong-code-or-secret', '查询码或者查询密码不正确，请对照回执重新输入。');
      return sendLook(reply, { code, reasons: [{ ...wrong, where: 'code' }] }, 403);
    }
    reply.header('retry-after', String(looked.minutes * 60));
    const words = `输错的次数较多，为保护申请人的信息，请约${looked.minutes}分钟后再查，或者拨打${desk.office.phone}由工作人员协助。`;
    return sendLook(reply, { code, reasons: [{ ...reason('too-many-looks', words), where: 'code' }] }, 429);
  });

  const isOver = (reply: FastifyReply): FastifyReply => goTo(reply, `${requestPaths.status}?note=over`);

  app.get(requestPaths.case, async (request, reply) => {
    const open = await online.openCase(request.cookies[lookCookie]);
    if (open === undefined) return isOver(reply);
    const { note } = noteOf(request);
    const told =
      note === noteWords['corrected'] && open.status.matter === 'own-record' ? recordCorrected : note;
    const body = (
      <CasePage
        site={site}
        open={open}
        nowMs={clock.now().getTime()}
        {...(told === undefined ? {} : { note: told })}
      />
    );
    return send(reply, { title: '我的申请', path: requestPaths.case, body });
  });

  const acts = {
    [requestPaths.correct]: {
      title: '补正申请',
      Page: CorrectPage,
      note: 'corrected',
      act: (key: string | undefined, { fields, files }: FormBody, address: string): Promise<Acted> =>
        online.correct(key, { sent: fields, files, address }),
    },
    [requestPaths.withdraw]: {
      title: '撤回申请',
      Page: WithdrawPage,
      note: 'withdrawn',
      act: (key: string | undefined, { fields }: FormBody): Promise<Acted> =>
        online.withdraw(key, fields['act'], fields['note'] ?? ''),
    },
  };
  for (const [path, { title, Page, note, act }] of Object.entries(acts)) {
    app.get(path, async (request, reply) => {
      const open = await online.openCase(request.cookies[lookCookie]);
      if (open === undefined) return isOver(reply);
      const body = (
        <Page site={site} today={reads.today()} room={{ open, values: {}, reasons: [], kept: {} }} />
      );
      return send(reply, { title, path, body });
    });
    app.post(path, async (request, reply) => {
      const sent = await readForm(request);
      const acted = await act(request.cookies[lookCookie], sent, request.ip);
      if (acted.kind === 'closed') return isOver(reply);
      if (acted.kind === 'done') return goTo(reply, `${requestPaths.case}?note=${note}`);
      const { open, reasons, kept } = acted;
      const room = { open, values: sent.fields, reasons, kept };
      const body = <Page site={site} today={reads.today()} room={room} />;
      return send(reply, { title, path, body, status: 409 });
    });
  }

  app.post(requestPaths.leave, (request, reply) => {
    reply.clearCookie(lookCookie, cookieOptions(request, at(requestPaths.status)));
    return goTo(reply, `${requestPaths.status}?note=left`);
  });

  app.get<{ Params: { id: string } }>('/requests/status/paper/:id', async (request, reply) => {
    const key = request.cookies[lookCookie];
    const paper = await online.paper(key, request.params.id);
    if (paper === null) {
      if ((await online.openCase(key)) === undefined) return isOver(reply);
      throw new AppError('not-found', { detail: '没有这份文书，请返回“我的申请”重新选择。' });
    }
    const plain = paper.name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
    return reply
      .headers({ ...securityHeaders, 'content-security-policy': "default-src 'none'; sandbox" })
      .header('cache-control', 'no-store')
      .header(
        'content-disposition',
        `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(paper.name)}`,
      )
      .type(paper.mediaType)
      .send(Buffer.from(paper.bytes));
  });
}
