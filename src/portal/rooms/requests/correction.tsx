import { supplyWayWords } from '../../../contexts/requests/contract.ts';
import {
  type ApplicationForm,
  recordSupplyWays,
  type Who,
} from '../../../contexts/requests/online/service.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import {
  ApplicantFields,
  type ApplyRoom,
  ContactFields,
  Guard,
  ProofField,
  proofHint,
  Steps,
  whoWords,
} from './apply.tsx';
import { type RequestDesk, requestPaths } from './desk.ts';
import { type FilledIn, LongField, ProblemSummary, RadioField, TextField } from './fields.tsx';

/** Asking that the own record be put right (条例 art 41): what is wrong, what would be right, and what proves it. */

/** What the page asks of whoever comes, before the form. */
export function CorrectionStartPage({ site, desk }: { site: Site; desk: RequestDesk }) {
  return (
    <div class="sheet request">
      <Steps at={1} matter="own-record" />
      <h1>申请更正本人信息</h1>
      <p class="lead">有证据证明{site.bureau}提供的、与您自身相关的政府信息记录不准确的，可以要求更正。</p>
      <ul>
        <li>只能要求更正与本人或者本单位自身相关的记录。</li>
        <li>需要身份证明，以及能够证明记录不准确的证据，照片或者PDF都可以。</li>
        <li>
          有权更正并核实属实的，予以更正并告知您；不属于{site.bureau}
          职能范围的，转送有权更正的机关并告知您，或者告知您向哪里提出。
        </li>
        <li>条例没有规定办理期限，{site.bureau}及时核实办理，结果用查询码可以查到。</li>
      </ul>
      <p>
        {(['person', 'organisation'] as const).map(who => (
          <>
            <Link to={href(site, `${requestPaths.correction}?who=${who}`)} class="button">
              以{whoWords[who]}名义申请更正
            </Link>{' '}
          </>
        ))}
      </p>
      <p>
        要求提供信息、而不是更正记录的，请到<Link to={href(site, requestPaths.apply)}>申请公开政府信息</Link>
        。填写有困难的，请拨打{desk.office.phone}。
      </p>
      <p class="basis">依据：《政府信息公开条例》第四十一条</p>
    </div>
  );
}

function RecordFields({ filled }: { filled: FilledIn }) {
  return (
    <fieldset class="part">
      <legend>要更正的记录</legend>
      <TextField
        filled={filled}
        name="subject"
        label="记录的名称"
        hint="例如：最低生活保障档案中的家庭人口数。请不要写证件号码等个人信息，写在下面。"
        needed
      />
      <TextField
        filled={filled}
        name="documentNo"
        label="记录的编号或者文号"
        hint="知道的填写，不知道的不填。"
      />
      <LongField
        filled={filled}
        name="recordNow"
        label="记录现在怎样写"
        hint="这一栏和下面两栏加密保存，只有承办人能看。最多1000字。"
        rows={3}
        needed
      />
      <LongField filled={filled} name="recordRight" label="应当怎样写" hint="最多1000字。" rows={3} needed />
      <LongField
        filled={filled}
        name="recordReasons"
        label="理由和证据"
        hint="为什么不准确，上传的证据能证明什么。最多3000字。"
        rows={4}
        needed
      />
    </fieldset>
  );
}

function EvidenceFields({ filled, form }: { filled: FilledIn; form: ApplicationForm }) {
  return (
    <fieldset class="part">
      <legend>证据材料</legend>
      <p>例如户口簿、判决书、登记证书。最多三份，多页的可以合成一个PDF；更多的可以邮寄或者当面补交。</p>
      <ProofField filled={filled} kind="evidence" label="证据材料" hint={proofHint} needed kept={form.kept} />
      <ProofField
        filled={filled}
        kind="evidence-2"
        label="证据材料（二）"
        hint="没有的不选。"
        needed={false}
        kept={form.kept}
      />
      <ProofField
        filled={filled}
        kind="evidence-3"
        label="证据材料（三）"
        hint="没有的不选。"
        needed={false}
        kept={form.kept}
      />
    </fieldset>
  );
}

function ResultFields({ filled }: { filled: FilledIn }) {
  return (
    <fieldset class="part">
      <legend>结果怎样告诉您</legend>
      <RadioField
        filled={filled}
        name="supply"
        label="接收结果的方式"
        needed
        choices={recordSupplyWays.map(way => [way, supplyWayWords[way]] as const)}
      />
      <LongField
        filled={filled}
        name="needsHelp"
        label="需要的协助"
        hint="阅读有困难或者听力、视力有障碍的，写明希望怎样与您联系。"
        rows={2}
      />
    </fieldset>
  );
}

export function CorrectionPage({ site, desk, room }: { site: Site; desk: RequestDesk; room: ApplyRoom }) {
  const { form, reasons } = room;
  const filled: FilledIn = { values: form.values, reasons };
  const other: Who = form.who === 'person' ? 'organisation' : 'person';
  return (
    <div class="sheet request">
      <Steps at={2} matter="own-record" />
      <h1>申请更正本人信息（{whoWords[form.who]}）</h1>
      <ProblemSummary reasons={reasons} />
      <p>
        <Link to={href(site, `${requestPaths.correction}?who=${other}`)}>
          改为以{whoWords[other]}名义申请
        </Link>
        （已填写的不保留）。填写有困难的，请拨打{desk.office.phone}。
      </p>
      <form
        class="ask"
        method="post"
        action={href(site, requestPaths.correction)}
        encType="multipart/form-data"
        aria-label="更正本人信息申请"
      >
        <ApplicantFields filled={filled} form={form} />
        <ContactFields filled={filled} />
        <RecordFields filled={filled} />
        <EvidenceFields filled={filled} form={form} />
        <ResultFields filled={filled} />
        <Guard filled={filled} form={form} />
        <button class="primary large" type="submit">
          提交申请
        </button>
        <p class="basis">依据：《政府信息公开条例》第四十一条。提交后会得到查询码，凭它查询进度和结果。</p>
      </form>
    </div>
  );
}
