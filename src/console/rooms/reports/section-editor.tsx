import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { AnnualReportView, SectionView } from '../../../contexts/reports/contract.ts';
import { forgetText, keepText, keptText } from '../../kept-text.ts';
import { useCommand } from '../../parts/command.ts';
import { Field } from '../../parts/field.tsx';
import { Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';

interface SectionEditorProps {
  readonly report: AnnualReportView;
  readonly section: SectionView;
  readonly mayEdit: boolean;
}

/** The text with the numbers put in, as it will be printed. */
function withNumbers(text: string, placeholders: AnnualReportView['placeholders']): string {
  const values = new Map(placeholders.map(({ name, value }) => [name, value]));
  return text.replace(/\{([^{}\n]{1,20})\}/g, (typed, name: string) => values.get(name.trim()) ?? typed);
}

function Preview({ text }: { readonly text: string }) {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return (
    <div className="report-text">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity than their place
        <p key={at}>{line}</p>
      ))}
    </div>
  );
}

/** One of the sections that people write. What is typed stays on this machine until it is saved. */
export function SectionEditor({ report, section, mayEdit }: SectionEditorProps) {
  const { key, no, title, hint, suggestion, text: saved } = section;
  const kept = `annual-report.${report.year}.${key}`;
  const [text, setText] = useState(() => keptText<string>(kept) ?? saved);
  const [basedOn, setBasedOn] = useState(saved);
  const save = useCommand<{ revision: number } & Record<string, unknown>>({
    endpoint: `annual-reports/${report.year}`,
    method: 'PUT',
    done: `“${title}”已保存`,
    onDone: () => forgetText(kept),
  });
  // Saved elsewhere: taken over unless something else is being typed here.
  useEffect(() => {
    if (saved === basedOn) return;
    if (text === basedOn) setText(saved);
    setBasedOn(saved);
  }, [saved, basedOn, text]);
  const change = (typed: string) => {
    setText(typed);
    keepText(kept, typed);
  };
  const isChanged = text !== saved;
  return (
    <Section title={`${no}、${title}`} id={key}>
      {mayEdit ? (
        <>
          <Field label={`${title}的内容`} hint={hint} whole>
            {id => (
              <Input.TextArea
                id={id}
                value={text}
                autoSize={{ minRows: 5, maxRows: 24 }}
                maxLength={20_000}
                onChange={event => change(event.target.value)}
              />
            )}
          </Field>
          <div className="actions">
            <Button
              type={isChanged ? 'primary' : 'default'}
              disabled={!isChanged}
              loading={save.isPending}
              onClick={() => save.mutate({ revision: report.revision, [key]: text })}
            >
              保存
            </Button>
            {text.trim() === '' && suggestion !== '' && (
              <Button onClick={() => change(suggestion)}>填入参考提纲</Button>
            )}
            {isChanged && <span className="quiet">有未保存的修改</span>}
          </div>
          <ProblemNotice error={save.error} />
        </>
      ) : null}
      {text.trim() !== '' && (
        <>
          <h3>打印效果</h3>
          <Preview text={withNumbers(text, report.placeholders)} />
        </>
      )}
      {!mayEdit && text.trim() === '' && <p className="nothing">还没有内容。</p>}
    </Section>
  );
}
