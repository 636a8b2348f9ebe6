import { Button, Form, Input } from 'antd';
import type {
  InterpretationContent,
  InterpretationForm,
  PackageMember,
} from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { DayField } from '../../parts/fields.tsx';
import { interpretationFormWords } from '../../words.ts';

interface ContentDialogProps {
  readonly member: PackageMember;
  readonly open: boolean;
  readonly onClose: () => void;
}

type Written = Omit<InterpretationContent, 'form'> & { readonly title: string };

/** The fields of a form; the server makes the text that is published from them. */
export function ContentDialog({ member, open, onClose }: ContentDialogProps) {
  const form = member.form ?? 'text';
  const save = useCommand<Written>({
    endpoint: `items/${member.id}`,
    method: 'PATCH',
    wire: ({ title, ...fields }) => ({
      revision: member.revision,
      title,
      metadata: { interpretation: { form, ...fields } },
    }),
    done: '解读内容已保存',
    onDone: onClose,
  });
  const { form: _form, ...fields } = member.content ?? { form };
  return (
    <AskDialog<Written>
      open={open}
      title={`填写${interpretationFormWords[form]}`}
      lead="公众看到的正文由这些内容生成，与文件一并审签。"
      okWords="保存"
      width={720}
      busy={save.isPending}
      error={save.error}
      initial={{ ...fields, title: member.title }}
      onSubmit={values => save.mutate(values)}
      onClose={onClose}
    >
      <Form.Item
        label="标题"
        name="title"
        rules={[{ required: true, whitespace: true, message: '请填写标题。' }]}
      >
        <Input maxLength={300} />
      </Form.Item>
      <FormFields form={form} />
    </AskDialog>
  );
}

function FormFields({ form }: { readonly form: InterpretationForm }) {
  switch (form) {
    case 'questions':
      return <Pairs />;
    case 'benefit-card':
      return <Card />;
    case 'audio':
    case 'video':
      return <Recorded />;
    case 'interview':
      return (
        <>
          <Form.Item label="访谈嘉宾及职务" name="guest">
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item label="访谈日期" name="heldOn">
            <HeldOn />
          </Form.Item>
          <Pairs />
        </>
      );
    default:
      return null;
  }
}

interface HeldOnProps {
  readonly id?: string;
  readonly value?: string | null;
  readonly onChange?: (day: string | null) => void;
}

function HeldOn({ id = 'held-on', value, onChange }: HeldOnProps) {
  return <DayField id={id} value={value ?? null} onChange={day => onChange?.(day)} />;
}

function Pairs() {
  return (
    <Form.List name="pairs">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field, index) => (
            <fieldset key={field.key} className="field plain">
              <legend>第 {index + 1} 组</legend>
              <Form.Item label={`问题 ${index + 1}`} name={[field.name, 'question']}>
                <Input maxLength={300} />
              </Form.Item>
              <Form.Item label={`回答 ${index + 1}`} name={[field.name, 'answer']}>
                <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={5000} />
              </Form.Item>
              {fields.length > 1 && <Button onClick={() => remove(field.name)}>删去这一组</Button>}
            </fieldset>
          ))}
          <Button onClick={() => add({ question: '', answer: '' })}>再加一组问答</Button>
        </>
      )}
    </Form.List>
  );
}

const cardFields = [
  ['who', '谁能享受'],
  ['what', '享受什么'],
  ['how', '怎么办'],
  ['where', '找谁办'],
] as const;

function Card() {
  return cardFields.map(([name, words]) => (
    <Form.Item key={name} label={words} name={name}>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={280} showCount />
    </Form.Item>
  ));
}

function Recorded() {
  return (
    <>
      <Form.Item label="播放地址（以 https:// 开头）" name="mediaUrl">
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item label="文字稿" name="transcript">
        <Input.TextArea autoSize={{ minRows: 6, maxRows: 16 }} />
      </Form.Item>
    </>
  );
}
