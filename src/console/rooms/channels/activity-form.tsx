import { Button, Form, Input, Select } from 'antd';
import type { ActivityView } from '../../../contexts/channels/contract.ts';
import { MomentField } from '../../parts/fields.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { optionsOf } from '../../words.ts';
import { activityKindWords } from './channel-words.tsx';

export interface ActivityValues {
  readonly kind: ActivityView['kind'];
  readonly title?: string;
  readonly heldAt?: string;
  readonly place?: string;
  readonly speakers?: string;
  readonly expectedQuestions?: readonly string[];
  readonly questions?: readonly {
    readonly from?: string;
    readonly question: string;
    readonly answer?: string;
  }[];
  readonly minutes?: string;
  readonly media?: readonly { readonly name: string; readonly address?: string | null }[];
}

export function valuesOf(activity: ActivityView): ActivityValues {
  const { kind, title, heldAt, place, speakers, expectedQuestions, questions, minutes, media } = activity;
  return { kind, title, heldAt, place, speakers, expectedQuestions, questions, minutes, media };
}

/** What goes over the wire: every field, empty where nothing is typed. */
export function bodyOf(values: ActivityValues) {
  const { expectedQuestions = [], questions = [], media = [], minutes = '', ...rest } = values;
  return {
    ...rest,
    minutes,
    expectedQuestions: expectedQuestions.filter(line => (line ?? '').trim() !== ''),
    questions: questions.map(({ from = '', question, answer = '' }) => ({ from, question, answer })),
    media: media.map(({ name, address }) => ({ name, address: address?.trim() ? address.trim() : null })),
  };
}

interface ActivityFormProps {
  readonly initial: ActivityValues;
  /** Not held yet: answers, minutes and media come later. */
  readonly isPlan: boolean;
  readonly disabled?: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: (values: ActivityValues) => void;
}

const required = (message: string) => [{ required: true, whitespace: true, message }];

export function ActivityForm({ initial, isPlan, disabled, busy, error, onSubmit }: ActivityFormProps) {
  return (
    <Form<ActivityValues>
      layout="vertical"
      requiredMark={false}
      scrollToFirstError
      disabled={disabled === true}
      initialValues={initial}
      onFinish={values => onSubmit({ ...initial, ...values })}
    >
      <div className="form-grid">
        <Form.Item label="形式" name="kind">
          <Select options={optionsOf(activityKindWords)} />
        </Form.Item>
        <Form.Item
          label="举行时间（北京时间）"
          name="heldAt"
          rules={[{ required: true, message: '请填写举行时间。' }]}
        >
          <MomentField />
        </Form.Item>
      </div>
      <Form.Item label="主题" name="title" rules={required('请填写主题。')}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="form-grid">
        <Form.Item label="地点" name="place" rules={required('请填写地点。')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item label="发布人或者受访人" name="speakers" rules={required('请填写发布人或者受访人。')}>
          <Input maxLength={500} placeholder="写职务，例如：市民政局分管负责人" />
        </Form.Item>
      </div>
      <Form.Item label="预计问题" name="expectedQuestions" extra="输入一条后按回车。">
        <Select mode="tags" open={false} tokenSeparators={['\n']} suffixIcon={null} />
      </Form.Item>
      {!isPlan && <Record />}
      <ProblemNotice error={error} />
      {disabled !== true && (
        <Button type="primary" htmlType="submit" loading={busy}>
          保存
        </Button>
      )}
    </Form>
  );
}

/** What was said, and who was there. */
function Record() {
  return (
    <>
      <h3>问答</h3>
      <Form.List name="questions">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <fieldset key={key} className="section" aria-label={`第 ${name + 1} 个问题`}>
                <Form.Item label="提问者" name={[name, 'from']} extra="写媒体名称或者“网友”，不写个人姓名。">
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item label="问题" name={[name, 'question']} rules={required('请填写问题。')}>
                  <Input.TextArea rows={2} maxLength={1000} />
                </Form.Item>
                <Form.Item label="回答" name={[name, 'answer']}>
                  <Input.TextArea rows={3} maxLength={5000} />
                </Form.Item>
                <Button size="small" onClick={() => remove(name)}>
                  删除这个问题
                </Button>
              </fieldset>
            ))}
            <Button onClick={() => add({ from: '', question: '', answer: '' })}>添加问答</Button>
          </>
        )}
      </Form.List>
      <Form.Item label="纪要" name="minutes">
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 20 }} maxLength={50_000} />
      </Form.Item>
      <h3>媒体</h3>
      <Form.List name="media">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="form-grid">
                <Form.Item label="媒体名称" name={[name, 'name']} rules={required('请填写媒体名称。')}>
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item
                  label="报道网址"
                  name={[name, 'address']}
                  rules={[
                    { pattern: /^\s*https?:\/\/\S+\s*$/i, message: '网址应以 http:// 或 https:// 开头。' },
                  ]}
                >
                  <Input inputMode="url" placeholder="https://" />
                </Form.Item>
                <Button size="small" onClick={() => remove(name)}>
                  删除这家媒体
                </Button>
              </div>
            ))}
            <Button onClick={() => add({ name: '', address: null })}>添加媒体</Button>
          </>
        )}
      </Form.List>
    </>
  );
}
