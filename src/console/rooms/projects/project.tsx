import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type ProjectView,
  projectContent,
  type StageView,
  stageStateWords,
} from '../../../contexts/projects/contract.ts';
import { ClockExplanation } from '../../parts/clock.tsx';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { dayWords, momentWords } from '../../words.ts';
import { ProposeItem } from '../editor/propose-item.tsx';
import { ProjectForm } from './project-form.tsx';
import { StageDialog } from './stage-form.tsx';

const route = getRouteApi('/inside/projects/$id');

const standingWords = {
  running: '未到期',
  late: '已逾期',
  met: '按期公开',
  'met-late': '逾期公开',
} as const;

/** 采购文件（护理床采购文件.xlsx）; a document without a file says so. */
function documentWords({ documents, files = [] }: StageView['content']): string {
  return documents
    .map(name => `${name}（${files.find(each => each.document === name)?.name ?? '尚未上传'}）`)
    .join('、');
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
          <ProposeItem
            words="生成公开稿"
            title={`生成公开稿：${stage.name}`}
            done="公开稿已生成，请核对附件后提交审查"
            endpoint={`projects/stages/${stage.id}/propose`}
            unitId={project.unitId}
            permission={stage.permissions['propose']}
          />
        </>
      }
    >
      <p>
        <Mark tone={state === 'public' ? 'green' : 'plain'}>{stageStateWords[state]}</Mark>
        <Mark tone={isBad ? 'red' : 'blue'}>{standingWords[publish.standing]}</Mark>{' '}
        {itemId !== null && <Link to={path.item(itemId)}>公开稿</Link>}{' '}
        {state === 'public' && stage.path !== null && <a href={publicHref(stage.path)}>查看公开页面</a>}
        {content.documents.length > 0 && `　文件：${documentWords(content)}`}
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
