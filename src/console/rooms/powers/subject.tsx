import { Input, Modal } from 'antd';
import { useState } from 'react';
import {
  type ChangeNotice,
  type ProposeBody,
  proposed,
  type SubjectView,
} from '../../../contexts/powers/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { EditionsTable } from '../../parts/editions-table.tsx';
import { Field } from '../../parts/field.tsx';
import { useGo } from '../../parts/link.tsx';
import { Facts, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path, publicHref } from '../../path.ts';
import { MeetsField } from '../editor/meets-field.tsx';

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
  const go = useGo();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [meets, setMeets] = useState<readonly { dutyId: string; elements: readonly number[] }[]>([]);
  const propose = useCommand<ProposeBody, typeof proposed>({
    endpoint: `powers/lists/${subject.subject}/propose`,
    answer: proposed,
    done: '公开信息已生成，请核对后提交审查',
    onDone: ({ itemId }) => go(path.item(itemId)),
  });
  // A duty just chosen gets the elements that the list carries.
  const take = (chosen: typeof meets) =>
    setMeets(
      chosen.map(each =>
        meets.some(old => old.dutyId === each.dutyId) ? each : { ...each, elements: subject.elements },
      ),
    );
  const send = () =>
    propose.mutate({
      note,
      meets: meets.map(({ dutyId, elements }) => ({ dutyId, elements: [...elements] })),
    });
  return (
    <>
      <CommandButton main permission={subject.permissions['power.propose']} onClick={() => setOpen(true)}>
        生成公开信息
      </CommandButton>
      <Modal
        open={open}
        title={`生成“${subject.title}”公开信息`}
        okText="生成"
        cancelText="取消"
        confirmLoading={propose.isPending}
        onOk={send}
        onCancel={() => setOpen(false)}
        width={640}
      >
        <p>按现在的内容生成正文和数据文件（JSON、CSV、XLSX），与其他信息一样经过各环节审查后发布。</p>
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
        <h3>履行的公开事项</h3>
        <MeetsField meets={meets} unitId={subject.ownerUnitId} onChange={take} />
        <ProblemNotice error={propose.error} />
      </Modal>
    </>
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
