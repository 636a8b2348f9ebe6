import type { ReleasedStage } from '../../../contexts/projects/contract.ts';
import type { LifeStep, PublicProject, PublicStage } from '../../../contexts/projects/service.ts';
import { citationWords } from '../../../law/citation.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayWords } from '../../words.ts';
import { yuanWords } from './list.tsx';
import { paidYuan, standingOf, standingWords } from './reads.ts';

/** One project: its stages as a line, what is done, what is due, what is late and how that was computed. */

export const processPath = (id: string): string => `/api/open/contracting/${id}.json`;

const stateWords = {
  done: '已公开',
  late: '逾期',
  due: '待办理',
  open: '尚未到这一阶段',
  unpublished: '尚未公开',
} as const;

function Step({ step }: { readonly step: LifeStep }) {
  const { name, state, on, isLatePublished, due } = step;
  return (
    <li>
      <strong>{name}</strong>：{stateWords[state]}
      {on !== null && `，${dayWords(on)}`}
      {isLatePublished && '（公开晚于期限）'}
      {due !== null && (
        <>
          ，应当于{dayWords(due.dueOn)}前完成
          <ul>
            {due.steps.map(each => (
              <li>
                {each.words}
                {each.basis.length > 0 && `（${each.basis.map(citationWords).join('，')}）`}
              </li>
            ))}
          </ul>
        </>
      )}
    </li>
  );
}

function Stage({ site, row }: { readonly site: Site; readonly row: PublicStage }) {
  const { released, releasedOn, path } = row;
  const { stage } = released;
  return (
    <section class="sheet">
      <h2>
        {stage.name}（{dayWords(stage.on)}）
      </h2>
      {stage.fields.length > 0 && (
        <table class="stacks pairs">
          <caption class="visually-hidden">{stage.name}</caption>
          <tbody>
            {stage.fields.map(({ name, value }) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {stage.note !== '' && <p>{stage.note}</p>}
      <Documents site={site} stage={stage} />
      <p>
        {stage.limitWords}，应当于{dayWords(stage.publishBy)}前公开；{dayWords(releasedOn)}公开（
        {releasedOn <= stage.publishBy ? '按期' : '逾期'}）。
        <Link to={href(site, path)}>{stage.name}公开原文和数据文件</Link>
      </p>
    </section>
  );
}

/** The documents of a stage: those with a file of their own lead to it. */
function Documents({ site, stage }: { readonly site: Site; readonly stage: ReleasedStage['stage'] }) {
  if (stage.documents.length === 0) return null;
  return (
    <>
      <h3>文件</h3>
      <ul>
        {stage.documents.map(document => {
          const file = stage.files?.find(each => each.document === document);
          return (
            <li>
              {file === undefined ? (
                `${document}（见公开原文）`
              ) : (
                <Link to={href(site, `/files/${file.digest}/${encodeURIComponent(file.name)}`)}>
                  {document}（{file.name}）
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

export function ProjectPage({ site, project }: { readonly site: Site; readonly project: PublicProject }) {
  const { id, about, life, stages, isContracting } = project;
  const facts: readonly (readonly [string, string])[] = [
    ['项目编号', about.code],
    ['项目类别', about.kindName],
    ['项目领域', about.area],
    ['项目单位', about.organ],
    ['责任科室（单位）', about.unitName],
    ['资金来源', about.funding],
    ['计划金额', yuanWords(about.plannedYuan)],
    ['已支付', yuanWords(paidYuan(project))],
    ['项目说明', about.description],
    ['进展', standingWords[standingOf(project)]],
  ];
  return (
    <div class="grid">
      <section class="sheet">
        <h1>{about.title}</h1>
        <table class="stacks pairs">
          <caption class="visually-hidden">项目基本信息</caption>
          <tbody>
            {facts
              .filter(([, value]) => value !== '')
              .map(([head, value]) => (
                <tr>
                  <th scope="row">{head}</th>
                  <td>{value}</td>
                </tr>
              ))}
          </tbody>
        </table>
        {isContracting && (
          <p>
            <Link to={href(site, processPath(id))}>开放合同数据（OCDS 1.1，JSON）</Link>
          </p>
        )}
      </section>
      <section class="sheet">
        <h2>各阶段</h2>
        <ol>
          {life.map(step => (
            <Step step={step} />
          ))}
        </ol>
      </section>
      {stages.map(row => (
        <Stage site={site} row={row} />
      ))}
    </div>
  );
}
