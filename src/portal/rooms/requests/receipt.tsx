import type { Receipt } from '../../../contexts/requests/online/service.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayWords } from '../../words.ts';
import { Steps } from './apply.tsx';
import { type RequestDesk, requestPaths } from './desk.ts';
import { Office } from './office.tsx';

/** Code and secret, for this browser and a quarter of an hour; and what has not happened yet (条例 art 31). */
export function ReceiptPage(props: { site: Site; desk: RequestDesk; receipt: Receipt }) {
  const { site, desk, receipt } = props;
  return (
    <div class="grid request">
      <section class="sheet">
        <Steps at={3} matter={receipt.matter} />
        <h1>申请已提交</h1>
        <div class="keep" role="note">
          <p>
            <b>请现在抄写、截图或者打印下面两项。</b>
            查询密码只在这里显示，离开后不再显示，本机关也无法替您找回。
          </p>
          <dl class="codes">
            <dt>查询码</dt>
            <dd>{receipt.trackingCode}</dd>
            <dt>查询密码</dt>
            <dd>{receipt.secret}</dd>
          </dl>
          <p class="tools needs-script">
            <button type="button" class="tool" data-reading="print">
              打印回执
            </button>
          </p>
        </div>
        <dl class="facts">
          <dt>{receipt.matter === 'own-record' ? '申请更正的记录' : '申请事项'}</dt>
          <dd>{receipt.subject}</dd>
          <dt>提交日期</dt>
          <dd>{dayWords(receipt.submittedOn)}</dd>
          <dt>受理机关</dt>
          <dd>{site.bureau}</dd>
        </dl>
      </section>
      <section class="sheet" aria-labelledby="next">
        <h2 id="next">接下来</h2>
        <ol class="numbered">
          <li>
            <b>现在还没有确认收到。</b>
            本机关工作人员核对后，按您填写的联系方式与您确认，一般在1个工作日内。
          </li>
          <li>
            <b>双方确认之日为收到申请之日</b>
            {receipt.matter === 'own-record' ? (
              <>
                。条例没有规定更正的办理期限，本机关及时核实办理。
                <span class="basis">依据：《政府信息公开条例》第三十一条第三项、第四十一条</span>
              </>
            ) : (
              <>
                ，20个工作日的答复期限从次日起计算。
                <span class="basis">依据：《政府信息公开条例》第三十一条第三项、第三十三条</span>
              </>
            )}
          </li>
          <li>
            凭查询码和查询密码<Link to={href(site, requestPaths.status)}>查询进度</Link>
            ，确认、补正、{receipt.matter === 'own-record' ? '办理结果' : '答复'}都会显示在那里。
          </li>
          <li>超过1个工作日仍没有确认的，请拨打{desk.office.phone}。</li>
        </ol>
      </section>
      <Office office={desk.office} title="承办机构" />
    </div>
  );
}

export function ReceiptGonePage({ site, desk }: { site: Site; desk: RequestDesk }) {
  return (
    <div class="grid request">
      <section class="sheet">
        <h1>回执已经不再显示</h1>
        <p>
          为了保护您的信息，回执只在提交后的15分钟内、在提交时所用的浏览器中显示。已经记下查询码和查询密码的，可以
          <Link to={href(site, requestPaths.status)}>查询进度</Link>。
        </p>
        <p>没有记下的，申请仍然有效，请带身份证明到办公地点或者来电，由工作人员协助。</p>
      </section>
      <Office office={desk.office} title="承办机构" />
    </div>
  );
}
