import {
  applicantKinds,
  applicantKindWords,
  carrierFormWords,
  type RequestMatter,
  supplyWayWords,
} from '../../../contexts/requests/contract.ts';
import type {
  ApplicationForm,
  FieldReason,
  ProofKind,
  Who,
} from '../../../contexts/requests/online/service.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { sizeWords } from '../../words.ts';
import { type RequestDesk, requestPaths } from './desk.ts';
import {
  controlOf,
  Field,
  type FilledIn,
  idOf,
  LongField,
  ProblemSummary,
  RadioField,
  SelectField,
  TextField,
} from './fields.tsx';

/** The application itself: who asks, what for, in which form. Nothing about a purpose. */

export const whoWords: Readonly<Record<Who, string>> = { person: '个人', organisation: '单位' };

/** The address of the form for a kind of applicant, with what was searched for. */
export function formAddress(site: Site, who: Who, subject: string): string {
  const query = new URLSearchParams({ who, ...(subject === '' ? {} : { subject }) });
  return href(site, `${requestPaths.apply}?${query}`);
}

const stepWords = {
  information: ['先查一查', '填写申请', '保存回执'],
  'own-record': ['看清条件', '填写申请', '保存回执'],
} as const;

export function Steps({ at, matter = 'information' }: { at: 1 | 2 | 3; matter?: RequestMatter }) {
  return (
    <ol class="progress" aria-label="申请步骤">
      {stepWords[matter].map((words, no) => (
        <li aria-current={no + 1 === at ? 'step' : undefined}>
          {no + 1}. {words}
        </li>
      ))}
    </ol>
  );
}

export function ProofField(props: {
  filled: FilledIn;
  kind: ProofKind;
  label: string;
  hint: string;
  needed: boolean;
  kept: ApplicationForm['kept'];
}) {
  const { filled, kind, kept } = props;
  const before = kept[kind];
  const field = { filled, name: kind, label: props.label, hint: props.hint, needed: props.needed };
  return (
    <Field {...field}>
      {before !== undefined && (
        <p class="kept">
          已上传：{before.name}（{sizeWords(before.size)}）。需要更换的，请重新选择；不更换的不必再选。
        </p>
      )}
      <input {...controlOf(field)} type="file" accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/*" />
      {before !== undefined && <input type="hidden" name={`kept-${kind}`} value={before.ref} />}
    </Field>
  );
}

export const proofHint = '照片（JPEG、PNG）或者PDF，不超过10 MB。加密保存，只有承办人能看，不会公开。';

function PersonFields({ filled, form }: { filled: FilledIn; form: ApplicationForm }) {
  return (
    <>
      <TextField filled={filled} name="name" label="姓名" autocomplete="name" needed />
      <SelectField
        filled={filled}
        name="identityDocument"
        label="证件种类"
        needed
        choices={[
          ['resident-id', '居民身份证'],
          ['passport', '护照'],
          ['residence-permit', '港澳台居民居住证、外国人永久居留身份证'],
          ['other', '其他有效证件'],
        ]}
      />
      <TextField
        filled={filled}
        name="identityNo"
        label="证件号码"
        hint="只用于核对身份，以后查询时不会显示。"
        needed
      />
      <ProofField
        filled={filled}
        kind="identity-proof"
        label="身份证明"
        hint={`证件有照片的一面。${proofHint}`}
        needed
        kept={form.kept}
      />
      <TextField filled={filled} name="representative" label="代理人姓名" hint="委托别人代办的填写。" />
      <ProofField
        filled={filled}
        kind="mandate"
        label="授权委托书"
        hint="委托别人代办的上传，照片或者PDF，不超过10 MB。"
        needed={false}
        kept={form.kept}
      />
    </>
  );
}

function OrganisationFields({ filled, form }: { filled: FilledIn; form: ApplicationForm }) {
  return (
    <>
      <TextField filled={filled} name="name" label="单位名称" autocomplete="organization" needed />
      <SelectField
        filled={filled}
        name="kind"
        label="组织类型"
        hint="只用于年度报告的统计。"
        needed
        choices={[
          ['', '请选择'],
          ...applicantKinds
            .filter(kind => kind !== 'natural-person')
            .map(kind => [kind, applicantKindWords[kind]] as const),
        ]}
      />
      <TextField
        filled={filled}
        name="identityNo"
        label="统一社会信用代码"
        hint="18位，见营业执照或者登记证书。"
        needed
      />
      <ProofField
        filled={filled}
        kind="identity-proof"
        label="身份证明"
        hint={`营业执照、登记证书等。${proofHint}`}
        needed
        kept={form.kept}
      />
      <TextField filled={filled} name="representative" label="法定代表人或者负责人" />
      <TextField filled={filled} name="contact" label="联系人" autocomplete="name" needed />
    </>
  );
}

/** Who asks, with the hidden fields that every form carries. */
export function ApplicantFields({ filled, form }: { filled: FilledIn; form: ApplicationForm }) {
  return (
    <>
      <input type="hidden" name="who" value={form.who} />
      <input type="hidden" name="token" value={form.token} />
      <fieldset class="part">
        <legend>申请人</legend>
        {form.who === 'person' ? (
          <PersonFields filled={filled} form={form} />
        ) : (
          <OrganisationFields filled={filled} form={form} />
        )}
      </fieldset>
    </>
  );
}

export function ContactFields({ filled }: { filled: FilledIn }) {
  return (
    <fieldset class="part">
      <legend>联系方式</legend>
      <p>至少填写一种。本机关要凭它与您确认收到申请、送达答复。</p>
      <TextField filled={filled} name="phone" label="联系电话" type="tel" autocomplete="tel" />
      <TextField filled={filled} name="email" label="电子邮箱" type="email" autocomplete="email" />
      <TextField
        filled={filled}
        name="address"
        label="通信地址"
        hint="选择邮寄的必须填写。"
        autocomplete="address-line1"
      />
      <TextField
        filled={filled}
        name="postcode"
        label="邮政编码"
        autocomplete="postal-code"
        inputMode="numeric"
        short
      />
    </fieldset>
  );
}

function WishFields({ filled }: { filled: FilledIn }) {
  return (
    <>
      <fieldset class="part">
        <legend>需要的政府信息</legend>
        <TextField
          filled={filled}
          name="subject"
          label="信息的名称"
          hint="例如：2018年度全市养老机构运营补贴发放标准。一次申请请只写一件事，办得更快。"
          needed
        />
        <TextField filled={filled} name="documentNo" label="文号" hint="知道文号的填写，不知道的不填。" />
        <LongField
          filled={filled}
          name="description"
          label="其他特征描述"
          hint="便于查找的时间、地点、事项等，最多5000字。请不要写别人的身份证号、电话等个人信息。"
        />
      </fieldset>
      <fieldset class="part">
        <legend>希望怎样得到</legend>
        <RadioField
          filled={filled}
          name="carrier"
          label="载体形式"
          needed
          choices={Object.entries(carrierFormWords)}
        />
        <RadioField
          filled={filled}
          name="supply"
          label="获取方式"
          needed
          choices={Object.entries(supplyWayWords)}
        />
        <LongField
          filled={filled}
          name="needsHelp"
          label="需要的协助"
          hint="阅读有困难或者听力、视力有障碍的，写明希望怎样与您联系、怎样提供信息。"
          rows={2}
        />
      </fieldset>
    </>
  );
}

/** A sum in words instead of a picture, and a field that nobody sees. */
export function Guard({ filled, form }: { filled: FilledIn; form: ApplicationForm }) {
  const field = {
    filled,
    name: 'answer',
    label: `请计算：${form.question}等于几？`,
    hint: '防止机器批量提交。用数字或者汉字填写得数。',
    needed: true,
  };
  return (
    <fieldset class="part">
      <legend>提交之前</legend>
      <Field {...field}>
        <input
          {...controlOf(field)}
          type="text"
          class="short"
          value={form.answer}
          autoComplete="off"
          inputMode="numeric"
        />
      </Field>
      <div class="not-for-people" aria-hidden="true">
        <label for={idOf('website')}>此栏请留空</label>
        <input id={idOf('website')} name="website" type="text" tabIndex={-1} autoComplete="off" />
      </div>
    </fieldset>
  );
}

export interface ApplyRoom {
  readonly form: ApplicationForm;
  readonly reasons: readonly FieldReason[];
}

export function ApplyPage({ site, desk, room }: { site: Site; desk: RequestDesk; room: ApplyRoom }) {
  const { form, reasons } = room;
  const filled: FilledIn = { values: form.values, reasons };
  const other: Who = form.who === 'person' ? 'organisation' : 'person';
  return (
    <div class="sheet request">
      <Steps at={2} />
      <h1>在线申请（{whoWords[form.who]}）</h1>
      <ProblemSummary reasons={reasons} />
      <p>
        向{site.bureau}申请公开政府信息。不需要写用途。
        <Link to={formAddress(site, other, form.values.subject)}>改为以{whoWords[other]}名义申请</Link>
        （已填写的不保留）。填写有困难的，请拨打{desk.office.phone}。
      </p>
      <form
        class="ask"
        method="post"
        action={href(site, requestPaths.apply)}
        encType="multipart/form-data"
        aria-label="政府信息公开申请"
      >
        <ApplicantFields filled={filled} form={form} />
        <ContactFields filled={filled} />
        <WishFields filled={filled} />
        <Guard filled={filled} form={form} />
        <button class="primary large" type="submit">
          提交申请
        </button>
        <p class="basis">依据：《政府信息公开条例》第二十九条。提交后会得到查询码，凭它查询进度。</p>
      </form>
    </div>
  );
}
