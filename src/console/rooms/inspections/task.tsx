import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import {
  creditSites,
  creditSiteWords,
  type DrawBody,
  outWords,
  partWords,
  type TaskPart,
  type TaskView,
  taskParts,
  taskStateWords,
} from '../../../contexts/inspections/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { DayField } from '../../parts/fields.tsx';
import { Link } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { momentWords } from '../../words.ts';
import { ProposeCommand } from './propose-command.tsx';
import { Results } from './results.tsx';

const route = getRouteApi('/inside/inspections/$id');

function VoidCommand({ task }: { readonly task: TaskView }) {
  const [open, setOpen] = useState(false);
  const give = useCommand<{ readonly reason: string }>({
    endpoint: `inspections/${task.id}/void`,
    done: '已作废',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton danger permission={task.permissions['void']} onClick={() => setOpen(true)}>
        作废
      </CommandButton>
      <AskDialog<{ readonly reason: string }>
        open={open}
        title="作废本次抽查"
        lead="作废后种子销毁，不能恢复。已经公告的，请另行撤下公告并写明理由。"
        okWords="作废"
        danger
        busy={give.isPending}
        error={give.error}
        onSubmit={values => give.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item
          label="理由"
          name="reason"
          rules={[{ required: true, min: 5, message: '请写明作废理由（至少五个字）。' }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

interface HandOverValues {
  readonly site: (typeof creditSites)[number];
  readonly on: string;
}

function HandOverCommand({ task }: { readonly task: TaskView }) {
  const { today } = useSession();
  const [open, setOpen] = useState(false);
  const note = useCommand<HandOverValues>({
    endpoint: `inspections/${task.id}/hand-over`,
    done: '已登记移交',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton permission={task.permissions['record']} onClick={() => setOpen(true)}>
        登记移交信用网站
      </CommandButton>
      <AskDialog<HandOverValues>
        open={open}
        title="登记检查结果移交信用网站"
        lead="下载结果文件，在信用网站的报送端上传之后登记。"
        okWords="登记"
        busy={note.isPending}
        error={note.error}
        initial={{ site: 'enterprise', on: today }}
        onSubmit={values => note.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="网站" name="site">
          <Select options={creditSites.map(each => ({ value: each, label: creditSiteWords[each] }))} />
        </Form.Item>
        <Form.Item label="移交日期" name="on" rules={[{ required: true, message: '请填写。' }]}>
          <DayField />
        </Form.Item>
      </AskDialog>
    </>
  );
}

/** The step that is next, as one plain button. */
function NextStep({ task }: { readonly task: TaskView }) {
  const commit = useCommand({ endpoint: `inspections/${task.id}/commit`, done: '名单已锁定，请公告' });
  const draw = useCommand<DrawBody>({
    endpoint: `inspections/${task.id}/draw`,
    wire: given => given,
    done: '已抽取，请公布抽取结果',
  });
  const [asking, setAsking] = useState(false);
  if (task.state === 'void' || task.state === 'drawn') return null;
  const isPlanned = task.state === 'planned';
  return (
    <Section title={isPlanned ? '第一步：锁定名单' : '第二步：公告之后抽取'}>
      <p>
        {isPlanned
          ? `名录库中现有${task.poolSize}个检查对象、${task.inspectorCount}名检查人员，将抽取${task.toDraw}个。锁定之后名录库有变动的，本次抽查要作废重来。`
          : `从${task.poolSize}个检查对象中抽取${task.toDraw}个，每个选派${task.inspectorsPerObject}名检查人员。抽取只有一次，结果不能作废。`}
        {task.publicSource === null
          ? '种子由本机关单独产生；机构包没有设定公开号码。'
          : `结果由封存的种子和公开号码共同决定。公开号码：${task.publicSource}。`}
      </p>
      <div className="big-command">
        {isPlanned ? (
          <CommandButton
            main
            busy={commit.isPending}
            permission={task.permissions['commit']}
            onClick={() => commit.mutate()}
          >
            锁定名单，生成种子
          </CommandButton>
        ) : (
          <CommandButton
            main
            busy={draw.isPending}
            permission={task.permissions['draw']}
            onClick={() => (task.publicSource === null ? draw.mutate({}) : setAsking(true))}
          >
            抽取
          </CommandButton>
        )}
      </div>
      <ProblemNotice error={commit.error ?? (asking ? null : draw.error)} />
      <AskDialog<DrawBody>
        open={asking}
        title="抽取"
        lead={`填写公告中约定的公开号码：${task.publicSource ?? ''}。它将与种子一起公布，任何人都会核对。`}
        okWords="抽取"
        busy={draw.isPending}
        error={draw.error}
        onSubmit={given => draw.mutate(given)}
        onClose={() => setAsking(false)}
      >
        <Form.Item
          label="公开号码"
          name="publicNumber"
          extra={task.publicForm}
          rules={[{ required: true, message: '请填写公开号码。' }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item label="期号" name="publicIssue" rules={[{ required: true, message: '请填写期号。' }]}>
          <Input maxLength={100} />
        </Form.Item>
      </AskDialog>
    </Section>
  );
}

function Body({ task }: { readonly task: TaskView }) {
  const { parts, commitment, listsDigest, seed, committedAt, drawnAt, voidReason, handOvers } = task;
  const able: readonly TaskPart[] =
    task.state === 'committed' ? ['announcement'] : task.state === 'drawn' ? ['draw', 'results'] : [];
  return (
    <>
      <NextStep task={task} />
      <Section
        title="公开情况"
        extra={
          <Space wrap>
            {able.map(part => (
              <ProposeCommand key={part} task={task} part={part} />
            ))}
          </Space>
        }
      >
        <Facts
          rows={[
            ...taskParts.map(part => {
              const own = parts.find(each => each.part === part);
              return [
                partWords[part],
                own === undefined ? (
                  '还没有生成'
                ) : (
                  <span key={part}>
                    <Link to={path.item(own.itemId)}>{outWords[own.state]}</Link>
                    {own.state === 'released' && (
                      <>
                        {' '}
                        <a href={publicHref(own.path)} target="_blank" rel="noopener">
                          查看公开页面
                        </a>
                      </>
                    )}
                  </span>
                ),
              ] as const;
            }),
            ...(committedAt === null ? [] : [['名单锁定', momentWords(committedAt)] as const]),
            ...(listsDigest === null ? [] : [['名单摘要', <code key="lists">{listsDigest}</code>] as const]),
            ...(commitment === null ? [] : [['种子承诺值', <code key="seed">{commitment}</code>] as const]),
            ...(drawnAt === null ? [] : [['抽取', momentWords(drawnAt)] as const]),
            ...(task.publicNumber === null
              ? []
              : [['公开号码', `${task.publicNumber}（${task.publicIssue ?? ''}期）`] as const]),
            ...(seed === null ? [] : [['种子（已公开）', <code key="open">{seed}</code>] as const]),
            ...(voidReason === null ? [] : [['作废理由', voidReason] as const]),
            ...handOvers.map(
              each =>
                [
                  '移交信用网站',
                  `${each.on}　${creditSiteWords[each.site]}　${each.rows}条　${each.byName}`,
                ] as const,
            ),
          ]}
        />
      </Section>
      {task.state === 'drawn' && <Results task={task} extra={<HandOverCommand task={task} />} />}
    </>
  );
}

export function InspectionTask() {
  const { id } = route.useParams();
  const query = useQuery(queries.inspection(id));
  const task = query.data;
  return (
    <Page
      title={task?.title ?? '随机抽查'}
      crumbs={[{ words: '双随机抽查', to: path.inspections() }]}
      lead={
        task &&
        `${task.itemName}　${task.unitName}　${task.year}年${task.month}月　抽查比例${task.sharePercent}%　${taskStateWords[task.state]}`
      }
      actions={task && <VoidCommand task={task} />}
    >
      <Loaded query={query}>{each => <Body task={each} />}</Loaded>
    </Page>
  );
}
