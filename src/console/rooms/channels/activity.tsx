import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import type { ActivityView } from '../../../contexts/channels/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { columnOptions } from '../editor/column-options.ts';
import { ActivityForm, type ActivityValues, bodyOf, valuesOf } from './activity-form.tsx';
import { activityKindWords, activityStateWords } from './channel-words.tsx';

const route = getRouteApi('/inside/channels/activities/$id');
const crumbs = [
  { words: '渠道发布', to: path.channels() },
  { words: '发布会和访谈', to: path.activities() },
];
const created = z.object({ id: z.string() });

/** The plan of a new one. */
export function NewActivity() {
  const go = useGo();
  const plan = useCommand<ActivityValues, typeof created>({
    endpoint: 'channel-activities',
    answer: created,
    wire: bodyOf,
    done: '计划已保存',
    onDone: ({ id }) => go(path.activity(id), { replace: true }),
  });
  return (
    <Page title="新的发布会或者访谈" crumbs={crumbs}>
      <Section title="计划">
        <ActivityForm
          initial={{ kind: 'press-conference', expectedQuestions: [], questions: [], media: [] }}
          isPlan
          busy={plan.isPending}
          error={plan.error}
          onSubmit={values => plan.mutate(values)}
        />
      </Section>
    </Page>
  );
}

export function Activity() {
  const { id } = route.useParams();
  const query = useQuery(queries.activity(id));
  return (
    <Loaded query={query}>{activity => <ActivityPage key={activity.revision} activity={activity} />}</Loaded>
  );
}

function ActivityPage({ activity }: { readonly activity: ActivityView }) {
  const save = useCommand<ActivityValues>({
    endpoint: `channel-activities/${activity.id}`,
    method: 'PUT',
    wire: values => ({ ...bodyOf(values), revision: activity.revision }),
    done: '已保存',
  });
  const hold = useCommand<object>({
    endpoint: `channel-activities/${activity.id}/hold`,
    wire: () => ({}),
    done: '已登记举行',
  });
  const mayChange = activity.permissions['change']?.allowed === true;
  return (
    <Page
      title={activity.title}
      crumbs={crumbs}
      marks={<Mark>{activityStateWords[activity.state]}</Mark>}
      lead={`${activityKindWords[activity.kind]}　${activity.unitName}`}
      actions={
        <>
          {activity.state === 'planned' && (
            <CommandButton
              permission={activity.permissions['hold']}
              busy={hold.isPending}
              onClick={() => hold.mutate({})}
            >
              登记已举行
            </CommandButton>
          )}
          {activity.state === 'held' && <DraftCommand activity={activity} />}
          {activity.state === 'planned' && <CancelCommand activity={activity} />}
        </>
      }
    >
      <ProblemNotice error={hold.error} />
      {activity.itemId !== null && (
        <Section title="公开">
          <Link to={path.item(activity.itemId)}>查看起草的信息</Link>
        </Section>
      )}
      {activity.cancelReason !== null && (
        <Section title="已取消">
          <p>{activity.cancelReason}</p>
        </Section>
      )}
      <Section title={activity.state === 'planned' ? '计划' : '计划、问答和纪要'}>
        <ActivityForm
          initial={valuesOf(activity)}
          isPlan={activity.state === 'planned'}
          disabled={!mayChange}
          busy={save.isPending}
          error={save.error}
          onSubmit={values => save.mutate(values)}
        />
      </Section>
    </Page>
  );
}

function CancelCommand({ activity }: { readonly activity: ActivityView }) {
  const [open, setOpen] = useState(false);
  const cancel = useCommand<{ reason: string }>({
    endpoint: `channel-activities/${activity.id}/cancel`,
    done: '已取消',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton permission={activity.permissions['cancel']} onClick={() => setOpen(true)}>
        取消计划
      </CommandButton>
      <AskDialog<{ reason: string }>
        open={open}
        title="取消计划"
        okWords="取消计划"
        danger
        busy={cancel.isPending}
        error={cancel.error}
        onSubmit={values => cancel.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item
          label="原因"
          name="reason"
          rules={[{ required: true, whitespace: true, message: '请写明取消的原因。' }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

interface Draft {
  readonly kind: 'news' | 'interpretation';
  readonly columnId: string;
}

function DraftCommand({ activity }: { readonly activity: ActivityView }) {
  const [open, setOpen] = useState(false);
  const catalogue = useQuery(queries.catalogue());
  const draft = useCommand<Draft>({
    endpoint: `channel-activities/${activity.id}/draft`,
    done: '已起草信息，请到信息起草中完善后送审',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton main permission={activity.permissions['draft']} onClick={() => setOpen(true)}>
        起草信息
      </CommandButton>
      <AskDialog<Draft>
        open={open}
        title="起草信息"
        lead="把纪要和问答写成一条信息的草稿，由起草人修改后送审。"
        okWords="起草"
        busy={draft.isPending}
        error={draft.error}
        initial={{ kind: activity.kind === 'interview' ? 'interpretation' : 'news' }}
        onSubmit={values => draft.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="信息类别" name="kind">
          <Select
            options={[
              { value: 'news', label: '动态要闻' },
              { value: 'interpretation', label: '政策解读' },
            ]}
          />
        </Form.Item>
        <Form.Item label="发布栏目" name="columnId" rules={[{ required: true, message: '请选择发布栏目。' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={catalogue.data === undefined ? [] : columnOptions(catalogue.data)}
          />
        </Form.Item>
      </AskDialog>
    </>
  );
}
