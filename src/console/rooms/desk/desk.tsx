import { useQuery } from '@tanstack/react-query';
import type { DutyView } from '../../../contexts/plan/contract.ts';
import { Due } from '../../parts/due.tsx';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded, Nothing } from '../../parts/loaded.tsx';
import { DutyMark, Mark, VersionMark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useGranted, useSession } from '../../session.tsx';
import { momentWords } from '../../words.ts';
import { MyChannelTasks } from '../channels/my-channel-tasks.tsx';
import { MessageList } from './messages.tsx';
import { QueueTable } from './queue-table.tsx';

/** 我的待办: everything that waits for one person, the most pressing first. */
export function Desk() {
  const session = useSession();
  const readsDuties = useGranted('duty.read');
  const drafts = useGranted('item.draft');
  const readsRequests = useGranted('request.read');
  const postsOnChannels = useGranted('channel.post');
  return (
    <Page title="我的待办" lead={`${session.name}，${session.unitName}`}>
      <WaitingForMe />
      {readsRequests && <RepliesToSign />}
      {readsRequests && <OpenRequests />}
      {postsOnChannels && <MyChannelTasks />}
      {readsDuties && <MyDuties />}
      {drafts && <ComingBack />}
      <Section title="未读消息" extra={<Link to={path.messages()}>全部消息</Link>}>
        <Unread />
      </Section>
    </Page>
  );
}

function WaitingForMe() {
  const queue = useQuery(queries.myQueue());
  return (
    <Section title="待我签署" extra={<Link to={path.reviewQueue()}>进入审核</Link>}>
      <Loaded query={queue}>
        {({ items }) => <QueueTable rows={items.filter(row => row.task === 'sign')} />}
      </Loaded>
    </Section>
  );
}

/** Replies to requests whose next signature is this person's. Without one the section says nothing. */
function RepliesToSign() {
  const waiting = useQuery(queries.repliesToSign());
  if (waiting.data?.replies.length === 0) return null;
  return (
    <Section
      title="待我签署的答复书"
      extra={<Link to={path.requests({ stage: 'reply' })}>答复环节的申请</Link>}
    >
      <Loaded query={waiting}>
        {({ replies }) => (
          <ListTable
            label="待我签署的答复书"
            rows={replies}
            rowKey={row => `${row.id} ${row.step}`}
            empty="没有等您签署的答复书。"
            columns={[
              {
                title: '申请内容',
                key: 'subject',
                className: 'title-cell',
                render: (_, row) => <Link to={path.request(row.id)}>{row.subject}</Link>,
              },
              { title: '承办单位', dataIndex: 'unitName' },
              { title: '等待环节', dataIndex: 'stepName' },
              {
                title: '环节期限',
                key: 'step-due',
                render: (_, row) => (
                  <span className={row.late ? 'late-words' : ''}>
                    {row.stepDueOn} {row.late && <Mark tone="red">超时</Mark>}
                  </span>
                ),
              },
              {
                title: '答复期限',
                key: 'due',
                render: (_, row) => <Link to={path.requestClock(row.id)}>{row.dueOn ?? '尚未起算'}</Link>,
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

const mostRequests = 10;

/** Requests for information whose period runs, the most pressing first. */
function OpenRequests() {
  const load = useQuery(queries.requestLoad());
  return (
    <Section title="在办的政府信息公开申请" extra={<Link to={path.requests()}>申请登记簿</Link>}>
      <Loaded query={load}>
        {({ days }) => (
          <ListTable
            label="在办的政府信息公开申请"
            rows={days
              .flatMap(({ dueOn, cases }) => cases.map(each => ({ ...each, dueOn })))
              .slice(0, mostRequests)}
            rowKey={row => row.id}
            empty="没有正在计算期限的申请。"
            columns={[
              {
                title: '申请内容',
                key: 'subject',
                className: 'title-cell',
                render: (_, row) => <Link to={path.request(row.id)}>{row.subject}</Link>,
              },
              {
                title: '答复期限',
                key: 'due',
                render: (_, row) => <Link to={path.requestClock(row.id)}>{row.dueOn}</Link>,
              },
              {
                title: '状态',
                key: 'late',
                render: (_, row) =>
                  row.late ? <Mark tone="red">已逾期</Mark> : <Mark tone="blue">在办</Mark>,
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

const order: Readonly<Record<DutyView['state'], number>> = {
  late: 0,
  due: 1,
  'not-yet-due': 2,
  met: 3,
  'met-late': 3,
  'not-applicable': 3,
};

function MyDuties() {
  const duties = useQuery(queries.myDuties());
  return (
    <Section title="我单位应办的公开事项" extra={<Link to={path.duties()}>台账列表</Link>}>
      <Loaded query={duties}>
        {rows => (
          <ListTable
            label="我单位应办的公开事项"
            rows={[...rows].sort((a, b) => order[a.state] - order[b.state] || a.dueOn.localeCompare(b.dueOn))}
            rowKey={row => row.id}
            empty="目前没有到期或临近到期的事项。"
            columns={[
              {
                title: '事项',
                key: 'title',
                render: (_, row) => <Link to={path.duty(row.id)}>{row.title}</Link>,
              },
              { title: '周期', dataIndex: 'periodWords' },
              { title: '状态', key: 'state', render: (_, row) => <DutyMark state={row.state} /> },
              { title: '期限', key: 'due', render: (_, row) => <Due duty={row} /> },
              { title: '已公开要素', key: 'covered', render: (_, row) => `${row.covered} / ${row.required}` },
              {
                title: '办理',
                key: 'act',
                render: (_, row) => (
                  <Link to={path.newItem({ duty: row.id })} aria-label={`起草信息：${row.title}`}>
                    起草信息
                  </Link>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

function ComingBack() {
  const { unitId } = useSession();
  const returned = useQuery(queries.items({ state: 'returned', unit: unitId }));
  const drafts = useQuery(queries.items({ state: 'draft', unit: unitId }));
  return (
    <Section title="退回与草稿" extra={<Link to={path.items({ unit: unitId })}>本单位全部信息</Link>}>
      <Loaded query={returned}>
        {back => (
          <Loaded query={drafts}>
            {open => (
              <ListTable
                label="退回的信息和草稿"
                rows={[...back.items, ...open.items]}
                rowKey={row => row.id}
                empty="没有退回的信息，也没有未完成的草稿。"
                columns={[
                  {
                    title: '标题',
                    key: 'title',
                    render: (_, row) => (
                      <Link to={row.state === 'draft' ? path.editItem(row.id) : path.item(row.id)}>
                        {row.title || '（尚无标题）'}
                      </Link>
                    ),
                  },
                  { title: '状态', key: 'state', render: (_, row) => <VersionMark state={row.state} /> },
                  { title: '栏目', dataIndex: 'columnName' },
                  { title: '最近修改', key: 'changed', render: (_, row) => momentWords(row.changedAt) },
                ]}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Section>
  );
}

function Unread() {
  const query = useQuery(queries.messages());
  return (
    <Loaded query={query}>
      {messages => {
        const unread = messages.filter(message => message.readAt === null).slice(0, 5);
        return unread.length === 0 ? <Nothing>没有未读消息。</Nothing> : <MessageList messages={unread} />;
      }}
    </Loaded>
  );
}
