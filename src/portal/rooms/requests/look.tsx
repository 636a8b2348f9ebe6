import type { Reason } from '../../../law/refusal.ts';
import { href } from '../../layout.tsx';
import type { Site } from '../../view.ts';
import { type RequestDesk, requestPaths } from './desk.ts';
import { ProblemSummary, TextField } from './fields.tsx';
import { Office } from './office.tsx';

export interface LookRoom {
  /** As typed; the secret is never sent back. */
  readonly code: string;
  readonly reasons: readonly Reason[];
  /** What happened before: the quarter of an hour is over, or the look has been ended. */
  readonly note?: string;
}

/** The door to one's own case. */
export function LookPage({ site, desk, room }: { site: Site; desk: RequestDesk; room: LookRoom }) {
  const filled = { values: { code: room.code }, reasons: room.reasons };
  return (
    <div class="grid request">
      <section class="sheet">
        <h1>查询申请进度</h1>
        {room.note !== undefined && (
          <p class="note" role="status">
            {room.note}
          </p>
        )}
        <ProblemSummary reasons={room.reasons} title="没有查到" />
        <p>输入回执上的查询码和查询密码，可以查看进度，也可以补正、撤回、下载文书和答复。</p>
        <form class="ask" method="post" action={href(site, requestPaths.status)} aria-label="查询申请进度">
          <TextField filled={filled} name="code" label="查询码" hint="字母大小写、空格不影响。" needed />
          <TextField filled={filled} name="secret" label="查询密码" hint="与查询码一起在回执上。" needed />
          <button class="primary large" type="submit">
            查询
          </button>
        </form>
        <p>查询结果保留15分钟，不显示证件号码。用公用电脑查询的，看完请点“结束查询”。</p>
      </section>
      <Office office={desk.office} title="忘记查询码或者查询密码，请联系" />
    </div>
  );
}
