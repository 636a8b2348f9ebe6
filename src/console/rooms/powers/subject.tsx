import { Input } from 'antd';
import { useState } from 'react';
import type { ChangeNotice, SubjectView } from '../../../contexts/powers/contract.ts';
import { EditionsTable } from '../../parts/editions-table.tsx';
import { Field } from '../../parts/field.tsx';
import { Facts, Section } from '../../parts/page.tsx';
import { publicHref } from '../../path.ts';
import { ProposeItem } from '../editor/propose-item.tsx';

/** Where the publication of a list or guide stands, and the way to its next edition. */

function Changes({ notice }: { readonly notice: ChangeNotice }) {
  const { added, changed, removed } = notice;
  if (added.length + changed.length + removed.length === 0)
    return <p className="quiet">与已公开的版本没有差别。</p>;
  return (
    <ul className="reasons">
      {added.map(each => (
        <li key={each.code}>新增：{each.name}</li>
      ))}
      {changed.map(each => (
        <li key={each.code}>
          变更：{each.name}（{each.fields.join('、')}）
        </li>
      ))}
      {removed.map(each => (
        <li key={each.code}>
          取消：{each.name}（{each.reason}）
        </li>
      ))}
    </ul>
  );
}

function ProposeCommand({ subject }: { readonly subject: SubjectView }) {
  const [note, setNote] = useState('');
  return (
    <ProposeItem
      main
      words="生成公开信息"
      title={`生成“${subject.title}”公开信息`}
      lead="按现在的内容生成正文和数据文件（JSON、CSV、XLSX），与其他信息一样经过各环节审查后发布。"
      done="公开信息已生成，请核对后提交审查"
      endpoint={`powers/lists/${subject.subject}/propose`}
      unitId={subject.ownerUnitId}
      permission={subject.permissions['power.propose']}
      elements={subject.elements}
      more={{ note }}
    >
      <Field label="调整说明（选填）" hint="为什么调整，随公告一并公开。">
        {id => (
          <Input.TextArea
            id={id}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={note}
            onChange={event => setNote(event.target.value)}
          />
        )}
      </Field>
    </ProposeItem>
  );
}

export function SubjectParts({ subject }: { readonly subject: SubjectView }) {
  const { editions, pending, entries, withGaps, leaf } = subject;
  const live = editions.find(edition => edition.state === 'released');
  return (
    <Section title="公开情况" extra={<ProposeCommand subject={subject} />}>
      <Facts
        rows={[
          ['方案条目', leaf],
          ['现有事项', `${entries}项${withGaps > 0 ? `，其中${withGaps}项有缺项` : ''}`],
          [
            '已公开',
            live === undefined ? (
              '尚未公开'
            ) : (
              <a key="live" href={publicHref(live.path)} target="_blank" rel="noopener">
                第{live.no}版
              </a>
            ),
          ],
        ]}
      />
      {pending !== null && (
        <>
          <h3>与已公开版本相比</h3>
          <Changes notice={pending} />
        </>
      )}
      <EditionsTable editions={editions} counted="事项" />
    </Section>
  );
}
