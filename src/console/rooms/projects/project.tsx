import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useState } from 'react';
import {
  type ProjectView,
  type ProposeStageBody,
  projectContent,
  proposedStage,
  type StageView,
  stageStateWords,
} from '../../../contexts/projects/contract.ts';
import { ClockExplanation } from '../../parts/clock.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { dayWords, momentWords } from '../../words.ts';
import { MeetsField } from '../editor/meets-field.tsx';
import { ProjectForm } from './project-form.tsx';
import { StageDialog } from './stage-form.tsx';

const route = getRouteApi('/inside/projects/$id');

const standingWords = {
  running: '未到期',
  late: '已逾期',
  met: '按期公开',
  'met-late': '逾期公开',
} as const;

function ProposeCommand({ project, stage }: { readonly project: ProjectView; readonly stage: StageView }) {
  const go = useGo();
  const [open, setOpen] = useState(false);
  const [meets, setMeets] = useState<readonly { dutyId: string; elements: readonly number[] }[]>([]);
  const propose = useCommand<ProposeStageBody, typeof proposedStage>({
    endpoint: `projects/stages/${stage.id}/propose`,
    answer: proposedStage,
    done: '公开稿已生成，请上传所列文件，核对后提交审查',
    onDone: ({ itemId }) => go(path.item(itemId)),
  });
  const send = () =>
    propose.mutate({ meets: meets.map(({ dutyId, elements }) => ({ dutyId, elements: [...elements] })) });
  return (
    <>
      <CommandButton permission={stage.permissions['propose']} onClick={() => setOpen(true)}>
        生成公开稿
      </CommandButton>
      <Modal
        open={open}
        title={`生成公开稿：${stage.name}`}
        okText="生成"
        cancelText="取消"
        confirmLoading={propose.isPending}
        onOk={send}
        onCancel={() => setOpen(false)}
        width={640}
      >
        <p>按现在的内容生成正文和数据文件，与其他信息一样经过各环节审查后发布。</p>
        <h3>履行的公开事项</h3>
        <MeetsField meets={meets} unitId={project.unitId} onChange={setMeets} />
        <ProblemNotice error={propose.error} />
      </Modal>
    </>
  );
}

function Stage({ project, stage }: { readonly project: ProjectView; readonly stage: StageView }) {
  const [open, setOpen] = useState(false);
  const { publish, state, itemId, content, name } = stage;
  const isBad = publish.standing === 'late' || publish.standing === 'met-late';
  return (
    <Section
      title={`${name}（${dayWords(content.on)}）`}
      extra={
        <>
          <CommandButton permission={stage.permissions['edit']} onClick={() => setOpen(true)}>
            修改
          </CommandButton>
          <ProposeCommand project={project} stage={stage} />
        </>
      }
    >
      <p>
        <Mark tone={state === 'public' ? 'green' : 'plain'}>{stageStateWords[state]}</Mark>
        <Mark tone={isBad ? 'red' : 'blue'}>{standingWords[publish.standing]}</Mark>{' '}
        {itemId !== null && <Link to={path.item(itemId)}>公开稿</Link>}{' '}
        {state === 'public' && stage.path !== null && <a href={publicHref(stage.path)}>查看公开页面</a>}
      </p>
      {stage.withdrawnReason !== null && <p>撤下理由：{stage.withdrawnReason}</p>}
      <ClockExplanation clock={publish.explanation} startOn={content.on} />
      {open && (
        <StageDialog
          key={stage.revision}
          project={project}
          stage={stage}
          initial={content}
          onClose={() => setOpen(false)}
        />
      )}
    </Section>
  );
}

function Body({ project }: { readonly project: ProjectView }) {
  const { today } = useSession();
  const [open, setOpen] = useState(false);
  return (
    <>
      {project.due.map(({ stage, name, explanation, isLate }) => (
        <Section key={stage} title={`待办：${name}`}>
          <p>
            <Mark tone={isLate ? 'red' : 'blue'}>{isLate ? '已逾期' : '未到期'}</Mark>
          </p>
          <ClockExplanation clock={explanation} startOn={explanation.steps[0]?.on ?? today} />
        </Section>
      ))}
      {project.stages.map(stage => (
        <Stage key={stage.id} project={project} stage={stage} />
      ))}
      <CommandButton main permission={project.permissions['edit']} onClick={() => setOpen(true)}>
        登记阶段
      </CommandButton>
      {open && (
        <StageDialog
          project={project}
          initial={{ stage: '', on: today, values: {}, documents: [], note: '' }}
          onClose={() => setOpen(false)}
        />
      )}
      <ProjectForm
        key={project.revision}
        kinds={[project.schema]}
        project={project}
        initial={project.content}
        onSaved={() => {}}
      />
    </>
  );
}

export function Project() {
  const { id } = route.useParams();
  const query = useQuery(queries.project(id));
  const project = query.data;
  return (
    <Page
      title={project?.title ?? '项目'}
      crumbs={[{ words: '项目', to: path.projects() }]}
      lead={
        project &&
        `${project.kindName}　${project.code}　${project.changedByName}于${momentWords(project.changedAt)}保存`
      }
    >
      <Loaded query={query}>{each => <Body project={each} />}</Loaded>
    </Page>
  );
}

export function NewProject() {
  const { unitId } = useSession();
  const go = useGo();
  const query = useQuery(queries.projects({ size: 1 }));
  const initial = projectContent.parse({ kind: '', unitId });
  return (
    <Page
      title="登记项目"
      crumbs={[{ words: '项目', to: path.projects() }]}
      lead="先登记项目基本信息，再逐个登记各阶段；金额须注明单位。"
    >
      <Loaded query={query}>
        {({ kinds }) => (
          <ProjectForm kinds={kinds} initial={initial} onSaved={({ id }) => go(path.project(id))} />
        )}
      </Loaded>
    </Page>
  );
}
