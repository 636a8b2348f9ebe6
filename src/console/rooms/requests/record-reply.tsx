import { Form, Input, Radio } from 'antd';
import type { ReplyCatalogue, RequestView } from '../../../contexts/requests/contract.ts';

/** The reply to who wants the own record corrected (条例 art 41): one of four forms, and what each must say. */

type Forms = ReplyCatalogue['recordForms'];
type Says = Readonly<Record<string, string>>;

/** What a reply says with its labels: `form` is told in words. */
export function recordFacts(forms: Forms, says: Says): (readonly [string, string])[] {
  const form = forms.find(each => each.form === says['form']);
  const lines = (form?.mustSay ?? []).map(({ code, words }) => [words, says[code] ?? ''] as const);
  return [['办理情形', form?.words ?? '尚未选择'], ...lines];
}

/** What a new draft begins with: the record that the application names. */
export function recordStart({ wish }: RequestView): Says {
  return { record: wish.documentNo === '' ? wish.subject : `${wish.subject}（${wish.documentNo}）` };
}

/** What of a draft belongs to its form: what was typed for another form is left out. */
export function saysOfForm(forms: Forms, says: Says): Record<string, string> {
  const form = forms.find(each => each.form === says['form']);
  const kept = new Set(['form', ...(form?.mustSay ?? []).map(each => each.code)]);
  return Object.fromEntries(Object.entries(says).filter(([code]) => kept.has(code)));
}

export function RecordReplyBlanks({ forms }: { readonly forms: Forms }) {
  const chosen = Form.useWatch(['says', 'form']) as string | undefined;
  const form = forms.find(each => each.form === chosen);
  return (
    <>
      <Form.Item
        label="办理情形"
        name={['says', 'form']}
        rules={[{ required: true, message: '请选择办理情形。' }]}
        extra="依据《政府信息公开条例》第四十一条：有权更正并审核属实的，予以更正并告知；不属于本机关职能范围的，转送或者告知申请人向有权更正的机关提出。"
      >
        <Radio.Group vertical options={forms.map(({ form: value, words }) => ({ value, label: words }))} />
      </Form.Item>
      {(form?.mustSay ?? []).map(({ code, words }) => (
        <Form.Item
          key={code}
          label={words}
          name={['says', code]}
          rules={[{ required: true, whitespace: true, message: `答复应当写明${words}。` }]}
        >
          <Input.TextArea rows={2} />
        </Form.Item>
      ))}
    </>
  );
}
