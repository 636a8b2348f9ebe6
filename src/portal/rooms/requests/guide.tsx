import type { ComponentChildren } from 'preact';
import { type Citation, citationsWords, cite } from '../../../law/citation.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { type RequestDesk, requestPaths } from './desk.ts';
import { Office } from './office.tsx';

const regulation = (article: number, paragraph?: number, item?: number) =>
  cite('政府信息公开条例', article, paragraph, item);

function Basis({ of }: { of: readonly Citation[] }) {
  return <span class="basis">依据：{citationsWords(of)}</span>;
}

/** What one can do here, as large as it is wanted. */
export function RequestDoors({ site }: { site: Site }) {
  const doors = [
    [requestPaths.apply, '在线申请', '个人和单位都可以，手机也能办'],
    [requestPaths.status, '查询进度', '凭查询码和查询密码，也可以补正、撤回、下载答复'],
    [requestPaths.correction, '申请更正本人信息', '与自己有关的记录不准确的，有证据就可以要求更正'],
    [requestPaths.form, '下载打印申请表', '打印后邮寄、传真或者当面提交'],
    [requestPaths.statistics, '办理统计', '按季度公布收到和办理的件数'],
    ['/calculator?kind=request', '期限计算器', '算一算什么时候答复，每一步都有依据'],
  ] as const;
  return (
    <ul class="doors">
      {doors.map(([path, words, hint]) => (
        <li>
          <Link to={href(site, path)}>
            <b>{words}</b>
            <span>{hint}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Part(props: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="sheet" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Channels({ site, desk }: { site: Site; desk: RequestDesk }) {
  const { office } = desk;
  const to = [office.address, office.postcode === '' ? '' : `邮政编码${office.postcode}`, office.name]
    .filter(words => words !== '')
    .join('，');
  const rows: readonly (readonly [string, ComponentChildren, string])[] = [
    ['当面提交', `到${office.name}提交。地址：${office.address}。办公时间：${office.hours}。`, '提交之日'],
    [
      '邮寄（挂号信、特快专递等需要签收的）',
      `寄至：${to}。信封上请注明“政府信息公开申请”。`,
      '本机关签收之日',
    ],
    ['邮寄（平常信函）', `寄至：${to}。请写清联系电话，本机关收到信的当日与您确认。`, '与您确认之日'],
    [
      '互联网',
      <>
        使用本网站的<Link to={href(site, requestPaths.apply)}>在线申请</Link>。
      </>,
      '双方确认之日',
    ],
    [
      '传真',
      office.fax === ''
        ? `请先拨打${office.phone}，约定传真接收时间。`
        : `传真号码：${office.fax}。发送后请来电确认。`,
      '双方确认之日',
    ],
  ];
  return (
    <section class="scroll" tabIndex={0} aria-label="五种申请渠道">
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">渠道</th>
            <th scope="col">怎样提交</th>
            <th scope="col">哪一天算收到</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, how, day]) => (
            <tr>
              <th scope="row">{name}</th>
              <td data-label="怎样提交">{how}</td>
              <td data-label="哪一天算收到">{day}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const stages = [
  ['登记', '收到申请，给登记号和回执'],
  ['审核', '内容不明确的，7个工作日内一次性告知补正'],
  ['办理', '检索信息，必要时征求第三方或者共同制作机关意见'],
  ['答复', '书面答复，写明理由、依据和救济途径'],
  ['归档', '全部材料装订保存'],
] as const;

/** The five stages, and the twenty working days drawn as a line on which the days stand. */
function Flow() {
  return (
    <>
      <ol class="flow" aria-label="办理流程">
        {stages.map(([name, words]) => (
          <li>
            <b>{name}</b>
            <span>{words}</span>
          </li>
        ))}
      </ol>
      <figure class="clock">
        <figcaption>答复期限怎样计算（当日不计入，只数工作日）</figcaption>
        <ol>
          <li class="clock-start">
            <b>第0天</b>
            <span>收到申请之日，互联网申请为双方确认之日</span>
          </li>
          <li class="clock-mid">
            <b>第7个工作日前</b>
            <span>需要补正的，一次性告知；补正后重新计算20个工作日</span>
          </li>
          <li class="clock-due">
            <b>第20个工作日前</b>
            <span>答复；能够当场答复的当场答复</span>
          </li>
          <li class="clock-more">
            <b>第40个工作日前</b>
            <span>经负责人同意并告知您，最多延长20个工作日</span>
          </li>
        </ol>
        <p>征求第三方或者其他机关意见所需的时间不计入期限。</p>
      </figure>
      <Basis of={[regulation(30), regulation(31), regulation(33), regulation(45)]} />
    </>
  );
}

function Fee({ site, fee }: { site: Site; fee: RequestDesk['fee'] }) {
  return (
    <>
      {fee === null ? (
        <p>
          <b>不收费。</b>本机关目前不收取信息处理费，提供信息也不收检索、复制、邮寄等费用。
        </p>
      ) : (
        <p>
          提供政府信息不收费。申请的数量、频次明显超过合理范围的，收取信息处理费，
          {fee.method === 'by-case'
            ? '按件计收：同一申请人一个自然月内前10件不收'
            : '按量计收：一件申请前30页不收'}
          （{fee.decidedBy}，{fee.decidedOn}决定）。具体数额可以用
          <Link to={href(site, '/calculator?kind=fee')}>期限计算器</Link>试算。
        </p>
      )}
      <Basis of={[regulation(42), cite('政府信息公开信息处理费管理办法')]} />
    </>
  );
}

function Help({ office }: { office: RequestDesk['office'] }) {
  return (
    <>
      <p>
        阅读有困难，或者听力、视力有障碍的，请拨打{office.phone}
        或者到办公地点，工作人员会为您读、为您写。书写确有困难的，可以口头申请，由本机关代为填写，读给您听，您确认后生效。
      </p>
      <p>
        不会上网的，可以请家人代为填写，也可以<b>当面、邮寄或者传真</b>提交，效力与网上申请完全相同。
      </p>
      <Basis of={[regulation(29, 1), regulation(43)]} />
    </>
  );
}

function Relief({ relief }: { relief: RequestDesk['relief'] }) {
  const { reconsiderationOrgan, upperDepartment, court } = relief;
  return (
    <>
      <ul>
        <li>
          认为本机关没有依法公开的，可以向{upperDepartment ?? '上一级行政机关'}
          或者政府信息公开工作主管部门投诉、举报。
        </li>
        <li>
          对答复不服的，可以自知道之日起60日内向
          {reconsiderationOrgan === '' ? '本级人民政府' : reconsiderationOrgan}
          申请行政复议，或者在6个月内向{court === '' ? '有管辖权的人民法院' : court}
          提起行政诉讼。以国家秘密、个人隐私、商业秘密、内部事务或者过程性信息等为由不予公开的，应当先申请行政复议。
        </li>
        <li>逾期没有收到答复的，也可以申请行政复议或者提起行政诉讼。</li>
      </ul>
      <p>答复书上会写明该向哪里、在什么期限内提出。补正告知、延期告知不能单独申请复议。</p>
      <Basis of={[regulation(51), cite('行政复议法', 20), cite('行政复议法', 23), cite('行政诉讼法', 46)]} />
    </>
  );
}

/** Who may ask, how, how long it takes, what it costs, who helps, and where to turn (条例 arts 12, 27–51). */
export function GuidePage({ site, desk }: { site: Site; desk: RequestDesk }) {
  return (
    <div class="grid request">
      <section class="sheet">
        <h1>申请公开政府信息</h1>
        <p class="lead">
          公民、法人和其他组织都可以向{site.bureau}
          申请公开政府信息，<b>不需要说明用途</b>，也不收费。申请之前，可以先查一查是不是已经公开了。
        </p>
        <RequestDoors site={site} />
      </section>
      <Part id="who" title="谁可以申请，要写什么">
        <p>任何公民、法人或者其他组织都可以申请。申请只需要写明三项：</p>
        <ol>
          <li>您的姓名或者名称、身份证明、联系方式；</li>
          <li>所需信息的名称、文号，或者便于查找的其他特征；</li>
          <li>希望得到的形式（电子、纸质或者当场查阅），以及获取的方式、途径。</li>
        </ol>
        <Basis of={[regulation(27), regulation(29, 2)]} />
      </Part>
      <Part id="channels" title="怎样申请：五种渠道任选一种">
        <Channels site={site} desk={desk} />
        <Basis of={[regulation(29, 1), regulation(31)]} />
      </Part>
      <Part id="flow" title="多长时间答复">
        <Flow />
      </Part>
      <Part id="fee" title="收费">
        <Fee site={site} fee={desk.fee} />
      </Part>
      <Part id="help" title="需要帮助">
        <Help office={desk.office} />
      </Part>
      <Part id="relief" title="对办理不满意">
        <Relief relief={desk.relief} />
      </Part>
      <Office office={desk.office} title="政府信息公开工作机构" />
    </div>
  );
}
