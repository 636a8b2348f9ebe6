import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Alert, Form, Input } from 'antd';
import { useState } from 'react';
import { type RecordView, type RemoveBody, type Sort, tableOf } from '../../../contexts/powers/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { useGo } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { apiHref, path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { momentWords } from '../../words.ts';
import { RecordForm } from './record-form.tsx';
import { SubjectParts } from './subject.tsx';

const route = getRouteApi('/inside/powers/records/$id');
const newRoute = getRouteApi('/inside/powers/new');

function RemoveCommand({ record }: { readonly record: RecordView }) {
  const [open, setOpen] = useState(false);
  const remove = useCommand<Pick<RemoveBody, 'reason'>>({
    endpoint: `powers/records/${record.id}/remove`,
    wire: ({ reason }) => ({ revision: record.revision, reason }),
    done: '事项已取消',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton danger permission={record.permissions['remove']} onClick={() => setOpen(true)}>
        取消事项
      </CommandButton>
      <AskDialog<Pick<RemoveBody, 'reason'>>
        open={open}
        title="取消事项"
        lead="取消后不再列入清单；名称、日期和理由随下一版清单一并公开。"
        okWords="取消事项"
        danger
        busy={remove.isPending}
        error={remove.error}
        onSubmit={values => remove.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item
          label="取消的依据和理由"
          name="reason"
          rules={[{ required: true, min: 4, message: '请写明取消的依据和理由（至少四个字）。' }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function RestoreCommand({ record }: { readonly record: RecordView }) {
  const restore = useCommand({
    endpoint: `powers/records/${record.id}/restore`,
    wire: () => ({ revision: record.revision }),
    done: '事项已恢复',
  });
  return (
    <>
      <CommandButton
        permission={record.permissions['restore']}
        busy={restore.isPending}
        onClick={() => restore.mutate()}
      >
        恢复事项
      </CommandButton>
      <ProblemNotice error={restore.error} />
    </>
  );
}

function Gaps({ record }: { readonly record: RecordView }) {
  if (record.state === 'removed')
    return (
      <Alert
        type="info"
        showIcon
        title={`该事项已于${record.removedOn}取消`}
        description={record.removedReason ?? ''}
      />
    );
  if (record.gaps.length === 0) return <Alert type="success" showIcon title="各项齐全，可以列入清单公开" />;
  return (
    <Alert
      type="warning"
      showIcon
      title={`还有${record.gaps.length}处需要补充或改正`}
      description={
        <ul className="reasons">
          {record.gaps.map(gap => (
            <li key={`${gap.field}${gap.message}`}>
              {gap.message}
              <span className="quiet">
                （方案条目 {gap.leaf}
                {gap.element !== null && ` 要素${gap.element}`}）
              </span>
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Body({ record }: { readonly record: RecordView }) {
  const flow = record.content['flow'];
  const drawn = Array.isArray(flow) && record.gaps.every(gap => gap.field !== 'flow');
  const { code, name, unitId, content } = record;
  return (
    <>
      <Gaps record={record} />
      {record.subject !== null && <SubjectParts subject={record.subject} />}
      <RecordForm
        key={record.revision}
        sort={record.sort}
        record={record}
        gaps={record.gaps}
        initial={{ code, name, unitId, content: content as Record<string, never> }}
        onSaved={() => {}}
      />
      {drawn && (
        <Section title="流程图预览">
          <img
            className="flow-preview"
            alt={`${name}流程图；文字说明即上面各步骤`}
            src={`${apiHref(`powers/records/${record.id}/flow.svg`)}?r=${record.revision}`}
          />
        </Section>
      )}
    </>
  );
}

export function PowerRecord() {
  const { id } = route.useParams();
  const query = useQuery(queries.powerRecord(id));
  const record = query.data;
  return (
    <Page
      title={record?.name ?? '事项'}
      crumbs={[
        { words: '权责清单和办事指南', to: path.powers(record === undefined ? {} : { sort: record.sort }) },
      ]}
      marks={record?.state === 'removed' && <Mark tone="plain">已取消</Mark>}
      lead={
        record &&
        `${tableOf(record.sort).name}　${record.code}　${record.changedByName}于${momentWords(record.changedAt)}保存`
      }
      actions={
        record &&
        (record.state === 'current' ? <RemoveCommand record={record} /> : <RestoreCommand record={record} />)
      }
    >
      <Loaded query={query}>{each => <Body record={each} />}</Loaded>
    </Page>
  );
}

export function NewPowerRecord() {
  const { sort = 'licence' } = newRoute.useSearch() as { sort?: Sort };
  const { unitId } = useSession();
  const go = useGo();
  return (
    <Page
      title={`新增${tableOf(sort).name}`}
      crumbs={[{ words: '权责清单和办事指南', to: path.powers({ sort }) }]}
      lead="可以先保存一部分，缺项会逐项提示。"
    >
      <RecordForm
        key={sort}
        sort={sort}
        gaps={[]}
        initial={{ code: '', name: '', unitId, content: {} }}
        onSaved={({ id }) => go(path.powerRecord(id))}
      />
    </Page>
  );
}
