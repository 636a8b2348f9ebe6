import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import { useState } from 'react';
import type { TaskView } from '../../../contexts/channels/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { DayField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { Loaded, Nothing } from '../../parts/loaded.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { momentWords } from '../../words.ts';
import { dueWords, TaskMark, taskKindWords } from './channel-words.tsx';
import { SheetButton } from './sheet-button.tsx';
import { TaskEvidence } from './task-evidence.tsx';

const route = getRouteApi('/inside/channels/tasks/$id');

/** One task of one channel; made for a telephone in front of the notice board. */
export function ChannelTask() {
  const { id } = route.useParams();
  const query = useQuery(queries.channelTask(id));
  return <Loaded query={query}>{task => <TaskPage task={task} />}</Loaded>;
}

function TaskPage({ task }: { readonly task: TaskView }) {
  const printable =
    task.kind === 'post' && (task.channelKind === 'notice-board' || task.channelKind === 'service-hall');
  return (
    <Page
      title={`${task.channelName}：${taskKindWords[task.kind]}`}
      crumbs={[{ words: '渠道发布', to: path.channels() }]}
      marks={<TaskMark task={task} />}
      lead={task.words}
      actions={
        <>
          {printable && task.state !== 'cancelled' && <SheetButton itemId={task.documentId} />}
          <PostCommand task={task} />
          <ConfirmCommand task={task} />
          <RetryCommand task={task} />
        </>
      }
    >
      {task.advice !== null && (
        <Section title={task.state === 'stuck' ? '受阻原因和办法' : '最近一次办理情况'}>
          <p className={task.state === 'stuck' ? 'late-words' : ''}>{task.advice}</p>
          {task.notBefore !== null && task.isAutomatic && (
            <p className="quiet">系统将于 {momentWords(task.notBefore)} 之后再次办理。</p>
          )}
        </Section>
      )}
      <TaskEvidence task={task} />
      <Section title="任务">
        <Facts
          rows={[
            [
              '信息',
              <Link key="item" to={path.item(task.documentId)}>
                {task.title}
              </Link>,
            ],
            ['版本', `第 ${task.versionNo} 版`],
            ['办理单位', task.unitName],
            ['办理方式', task.isAutomatic ? '系统通过接口办理' : '人工办理'],
            ['期限', dueWords(task)],
            ['应回传', task.proofWanted.join('、')],
            ['日期', periodOf(task)],
            ['地点', task.place],
            [
              '网址',
              task.address === null ? (
                ''
              ) : (
                <a key="address" href={task.address} target="_blank" rel="noopener noreferrer">
                  {task.address}
                </a>
              ),
            ],
            ['说明', task.note],
          ]}
        />
        <p>
          <a href={publicHref(task.path)} target="_blank" rel="noopener">
            查看公众页面
          </a>
        </p>
      </Section>
      {task.kind === 'take-down' && <Checks task={task} />}
    </Page>
  );
}

function periodOf({ postedOn, postedUntil }: TaskView): string {
  if (postedOn === null) return '';
  return postedUntil === null ? postedOn : `${postedOn} 至 ${postedUntil}`;
}

interface Posted {
  readonly postedOn: string;
  readonly postedUntil?: string | null;
  readonly place?: string;
  readonly address?: string;
  readonly note?: string;
}

/** Without a picture: what was done, when and where. */
function PostCommand({ task }: { readonly task: TaskView }) {
  const { today } = useSession();
  const [open, setOpen] = useState(false);
  const verb = taskKindWords[task.kind];
  const post = useCommand<Posted>({
    endpoint: `channel-tasks/${task.id}/post`,
    wire: ({ address, postedUntil, ...rest }) => ({
      ...rest,
      postedUntil: postedUntil ?? null,
      address: address === undefined || address.trim() === '' ? null : address.trim(),
    }),
    done: `已登记${verb}`,
    onDone: () => setOpen(false),
  });
  if (task.state === 'proven' || task.state === 'cancelled' || task.state === 'posted') return null;
  return (
    <>
      <CommandButton permission={task.permissions['channel.post']} onClick={() => setOpen(true)}>
        登记{verb}
      </CommandButton>
      <AskDialog<Posted>
        open={open}
        title={`登记${verb}`}
        lead={task.kind === 'post' ? '有照片或者扫描件的，请直接上传凭证，不必另行登记。' : task.words}
        okWords="登记"
        busy={post.isPending}
        error={post.error}
        initial={{ postedOn: today }}
        onSubmit={values => post.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <div className="form-grid">
          <Form.Item
            label={`${verb}日期`}
            name="postedOn"
            rules={[{ required: true, message: '请选择日期。' }]}
          >
            <DayField />
          </Form.Item>
          {task.kind === 'post' && (
            <Form.Item label="截止日期" name="postedUntil">
              <DayField />
            </Form.Item>
          )}
        </div>
        <Form.Item label="地点、版面或者账号" name="place">
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          label="网址"
          name="address"
          rules={[{ pattern: /^\s*https?:\/\/\S+\s*$/i, message: '网址应以 http:// 或 https:// 开头。' }]}
        >
          <Input inputMode="url" placeholder="https://" />
        </Form.Item>
        <Form.Item label="说明" name="note">
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function ConfirmCommand({ task }: { readonly task: TaskView }) {
  const [open, setOpen] = useState(false);
  const confirm = useCommand<{ words: string }>({
    endpoint: `channel-tasks/${task.id}/confirm`,
    done: '已确认',
    onDone: () => setOpen(false),
  });
  const permission = task.permissions['channel.confirm'];
  if (task.state === 'proven' || task.state === 'cancelled' || permission?.allowed !== true) return null;
  const words = task.kind === 'post' ? '确认收到凭证' : '确认已撤下';
  return (
    <>
      <CommandButton permission={permission} onClick={() => setOpen(true)}>
        {words}
      </CommandButton>
      <AskDialog<{ words: string }>
        open={open}
        title={words}
        lead="请写明核对了什么，例如收到的原件、录像或者回执，或者到现场、到平台查看的结果。"
        okWords="确认"
        busy={confirm.isPending}
        error={confirm.error}
        onSubmit={values => confirm.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item
          label="核对情况"
          name="words"
          rules={[{ required: true, whitespace: true, message: '请写明核对了什么。' }]}
        >
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function RetryCommand({ task }: { readonly task: TaskView }) {
  const retry = useCommand<object>({
    endpoint: `channel-tasks/${task.id}/retry`,
    wire: () => ({}),
    done: '已重新排入，系统将再次办理',
  });
  if (task.state !== 'stuck') return null;
  return (
    <>
      <CommandButton
        main
        permission={task.permissions['channel.retry']}
        busy={retry.isPending}
        onClick={() => retry.mutate({})}
      >
        重试
      </CommandButton>
      <ProblemNotice error={retry.error} />
    </>
  );
}

const resultWords = { gone: '已看不到', present: '仍能看到', unknown: '未能核对' } as const;

/** Every look that was taken after the withdrawal. */
function Checks({ task }: { readonly task: TaskView }) {
  return (
    <Section title="撤下核验">
      {task.checks.length === 0 ? (
        <Nothing>还没有核验记录。系统能够自行核验的渠道，几分钟内会出现第一次结果。</Nothing>
      ) : (
        <ul className="reasons">
          {task.checks.map(check => (
            <li key={check.checkedAt}>
              {momentWords(check.checkedAt)}　{resultWords[check.result]}　{check.findings.join('')}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
