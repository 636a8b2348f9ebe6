import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Steps, Tabs } from 'antd';
import { useState } from 'react';
import { type ParsedPlan, parsedPlan, planView } from '../../../contexts/plan/contract.ts';
import { upload } from '../../api.ts';
import { forgetText, keepText, keptText } from '../../kept-text.ts';
import { useCommand } from '../../parts/command.ts';
import { DayField } from '../../parts/fields.tsx';
import { FilePicker, UploadShare } from '../../parts/file-field.tsx';
import { useGo } from '../../parts/link.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { useSession } from '../../session.tsx';
import { SourceText } from './source-text.tsx';
import { WarningList } from './warning-list.tsx';

const kept = 'plan-import';
const accept = '.txt,.docx,.html,.htm,.xlsx';

/** Steps one and two of the import: the plan's text goes in, what was read is shown; the draft is corrected on its own page. */
export function PlanImport() {
  const [parsed, setParsed] = useState<ParsedPlan | null>(() => keptText<ParsedPlan>(kept) ?? null);
  const take = (plan: ParsedPlan | null) => {
    setParsed(plan);
    if (plan === null) forgetText(kept);
    else keepText(kept, plan);
  };
  return (
    <Page
      title="导入工作方案"
      crumbs={[{ words: '工作方案', to: path.plans() }]}
      lead="支持文本、Word（DOCX）、网页（HTML）和任务表格（XLSX）。"
    >
      <Section title="步骤">
        <Steps
          size="small"
          current={parsed === null ? 0 : 1}
          items={[
            { title: '提交方案文本' },
            { title: '保存草稿' },
            { title: '逐项核对' },
            { title: '确认生成台账' },
          ]}
        />
      </Section>
      {parsed === null ? (
        <GiveText onParsed={take} />
      ) : (
        <SaveDraft parsed={parsed} onAgain={() => take(null)} />
      )}
    </Page>
  );
}

function GiveText({ onParsed }: { readonly onParsed: (plan: ParsedPlan) => void }) {
  const [share, setShare] = useState(0);
  const [text, setText] = useState('');
  const parse = useMutation({
    mutationFn: (file: File) => upload('plans/parse', file, parsedPlan, setShare),
    onSuccess: onParsed,
  });
  return (
    <Section title="提交方案文本">
      <Tabs
        items={[
          {
            key: 'file',
            label: '上传文件',
            children: (
              <>
                <p className="quiet">请选择方案正文或任务分解表。旧编码（GB18030）的文本也可以直接上传。</p>
                <FilePicker
                  words="选择方案文件"
                  accept={accept}
                  disabled={parse.isPending}
                  onFiles={files => files[0] && parse.mutate(files[0])}
                />
              </>
            ),
          },
          {
            key: 'paste',
            label: '粘贴文本',
            children: (
              <>
                <label htmlFor="plan-text">方案全文</label>
                <Input.TextArea
                  id="plan-text"
                  rows={14}
                  value={text}
                  onChange={event => setText(event.target.value)}
                  placeholder="从“一、”开始粘贴到最后一项任务，保留编号和责任单位的括号。"
                />
                <p>
                  <Button
                    type="primary"
                    disabled={text.trim() === ''}
                    loading={parse.isPending}
                    onClick={() => parse.mutate(new File([text], '粘贴文本.txt', { type: 'text/plain' }))}
                  >
                    识别任务
                  </Button>
                </p>
              </>
            ),
          },
        ]}
      />
      {parse.isPending &&
        (share < 1 ? (
          <UploadShare name={parse.variables.name} share={share} />
        ) : (
          <p role="status">正在识别任务和责任单位…</p>
        ))}
      <ProblemNotice error={parse.error} />
    </Section>
  );
}

interface DraftValues {
  readonly year: number;
  readonly title: string;
  readonly startsOn: string;
}

function yearIn(text: string): number | undefined {
  const found = /(20\d{2})年/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

function SaveDraft({ parsed, onAgain }: { readonly parsed: ParsedPlan; readonly onAgain: () => void }) {
  const { today } = useSession();
  const go = useGo();
  const [passage, setPassage] = useState('');
  const year = yearIn(parsed.title) ?? Number(today.slice(0, 4));
  const save = useCommand<DraftValues, typeof planView>({
    endpoint: 'plans',
    wire: values => ({
      ...values,
      leaves: parsed.leaves,
      warnings: parsed.warnings,
      sourceName: parsed.sourceName,
      sourceDigest: parsed.sourceDigest,
      sourceText: parsed.sourceText,
    }),
    answer: planView,
    done: '草稿已保存',
    onDone: plan => {
      forgetText(kept);
      go(path.plan(plan.id));
    },
  });
  return (
    <>
      <Section
        title={`识别出 ${parsed.leaves.length} 项任务，${parsed.warnings.length} 处需要核对`}
        extra={<Button onClick={onAgain}>重新提交文本</Button>}
      >
        <Form<DraftValues>
          layout="vertical"
          requiredMark={false}
          className="form-grid"
          initialValues={{ year, title: parsed.title, startsOn: `${year}-01-01` }}
          onFinish={values => save.mutate(values)}
        >
          <Form.Item
            className="whole"
            label="方案名称"
            name="title"
            rules={[{ required: true, message: '请填写方案名称。' }]}
          >
            <Input />
          </Form.Item>
          <Form.Item label="年度" name="year" rules={[{ required: true, message: '请填写年度。' }]}>
            <InputNumber min={2000} max={2100} />
          </Form.Item>
          <Form.Item
            label="印发（生效）日期"
            name="startsOn"
            extra="从这一天起按方案计算期限。"
            rules={[{ required: true, message: '请选择印发日期。' }]}
          >
            <DayField />
          </Form.Item>
          <div className="whole">
            <ProblemNotice error={save.error} />
            <Button
              type="primary"
              htmlType="submit"
              loading={save.isPending}
              disabled={parsed.leaves.length === 0}
            >
              保存草稿并逐项核对
            </Button>
            {parsed.leaves.length === 0 && (
              <p className="quiet">
                没有识别出任务。请检查文本是否带有“一、（一）1.”这样的编号，或改用任务表格。
              </p>
            )}
          </div>
        </Form>
      </Section>
      <div className="source-and-leaves">
        <SourceText text={parsed.sourceText} passage={passage} follow />
        <div>
          {parsed.warnings.length > 0 && (
            <Section title="需要核对">
              <WarningList
                warnings={parsed.warnings}
                leaves={parsed.leaves}
                text={parsed.sourceText}
                passage={passage}
                onShow={setPassage}
              />
            </Section>
          )}
          <Section title="识别出的任务">
            <ol className="leaf-list">
              {parsed.leaves.map(leaf => (
                <li key={leaf.id}>
                  <button
                    type="button"
                    className="leaf-head"
                    aria-pressed={leaf.text === passage}
                    title="在原文中标出"
                    onClick={() => setPassage(leaf.text)}
                  >
                    <span className="leaf-id">{leaf.id}</span>
                    <span className="leaf-title">{leaf.title}</span>
                    <span className="quiet">{leaf.lead.join('、') || '未识别出责任单位'}</span>
                  </button>
                </li>
              ))}
            </ol>
          </Section>
        </div>
      </div>
    </>
  );
}
