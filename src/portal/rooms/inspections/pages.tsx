import canonicalize from 'canonicalize';
import {
  itemWeightWords,
  methodWords,
  type ReleasedDraw,
  type ReleasedResults,
} from '../../../contexts/inspections/contract.ts';
import { itemSheet, planSheet } from '../../../contexts/inspections/rendering/files.ts';
import type { PublicTask } from '../../../contexts/inspections/service.ts';
import { sheetCsv } from '../../../platform/sheets.ts';
import { href, type PageFrame, renderPage } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { RenderedPage } from '../../page-store.ts';
import type { Site } from '../../view.ts';
import { dayOf, dayWords } from '../../words.ts';
import { inspectionHome, inspectionPath, ListPage } from './list.tsx';
import type { InspectionReads } from './reads.ts';

/** Random inspection for the public: the list of items, what was announced and drawn, how to repeat it, what was found. */

export interface InspectionRooms {
  readonly site: Site;
  readonly inspections: InspectionReads;
  frameOf(parts: Pick<PageFrame, 'title' | 'path' | 'crumbs'>): PageFrame;
}

const home = { name: '双随机抽查', path: inspectionHome };

const tagsOf = ({ inspections }: InspectionRooms) => [
  ...['items', 'site'],
  ...(inspections.columnId === undefined ? [] : [`column:${inspections.columnId}`]),
];

function DrawPart({ site, task, draw }: { site: Site; task: PublicTask; draw: ReleasedDraw }) {
  const objects = new Map(draw.lists.objects.map(each => [each.id, each]));
  const inspectors = new Map(draw.lists.inspectors.map(each => [each.id, each]));
  return (
    <section class="sheet">
      <h2>抽取结果</h2>
      <p>
        {dayWords(draw.drawnOn)}抽取{draw.picked.length}个检查对象，每个对象由
        {draw.terms.inspectorsPerObject}名以上执法检查人员检查。因回避没有选派的{draw.passedOver.length}人次。
      </p>
      <table class="stacks even">
        <caption class="visually-hidden">抽取结果</caption>
        <thead>
          <tr>
            <th scope="col">次序</th>
            <th scope="col">检查对象</th>
            <th scope="col">统一社会信用代码</th>
            <th scope="col">检查人员（执法证号）</th>
          </tr>
        </thead>
        <tbody>
          {draw.picked.map(({ objectId, inspectorIds }, at) => (
            <tr>
              <td data-label="次序">{at + 1}</td>
              <th scope="row">{objects.get(objectId)?.name}</th>
              <td data-label="统一社会信用代码">{objects.get(objectId)?.code}</td>
              <td data-label="检查人员">
                {inspectorIds
                  .map(id => `${inspectors.get(id)?.name ?? id}（${inspectors.get(id)?.certificate ?? ''}）`)
                  .join('、')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>怎样重新抽取一次</h2>
      <p>
        抽取只由名单{draw.publicNumber === undefined ? '和种子' : '、种子和公开号码'}决定。下载
        <Link to={href(site, `${inspectionPath(task.id)}draw.json`)}>抽取数据（JSON）</Link>
        ，运行下面的命令；它不连接本站的数据库，也可以按算法自己编程。
      </p>
      <pre class="command">
        <code>
          ./gongkai draw verify {`${site.origin}${href(site, `${inspectionPath(task.id)}draw.json`)}`}
        </code>
      </pre>
      <ol>
        <li>名单摘要：名单的规范 JSON（RFC 8785）的 SHA-256。</li>
        <li>
          承诺值：文本“gongkai-draw/
          {draw.publicNumber === undefined ? '1' : '2'}、抽查编号、名单摘要、抽取对象数、每个对象的检查人员数
          {draw.publicNumber !== undefined && '、公开号码的来源'}、种子”逐行排列（每行以换行结尾），求
          SHA-256；它在抽取之前已经公告。
        </li>
        {draw.publicNumber !== undefined && (
          <li>
            密钥：以种子为密钥，对“gongkai-draw/2|抽查编号|公开号码”求
            HMAC-SHA-256。公开号码在公告之后才产生，本机关也不能挑选抽取结果。
          </li>
        )}
        <li>
          每个检查对象的号码：以{draw.publicNumber === undefined ? '种子' : '上面的值'}
          为密钥，对“抽查编号|object|对象编号”求 HMAC-SHA-256。号码最小的依次抽中。
        </li>
        <li>
          每名检查人员的号码：对“抽查编号|inspector|对象编号|人员编号”求
          HMAC-SHA-256，跳过应当回避的，号码最小的依次选派。
        </li>
      </ol>
      <dl class="facts">
        <dt>抽查编号</dt>
        <dd>
          <code>{draw.task.id}</code>
        </dd>
        <dt>种子</dt>
        <dd>
          <code>{draw.seed}</code>
        </dd>
        {draw.publicNumber !== undefined && (
          <>
            <dt>公开号码</dt>
            <dd>
              <code>{draw.publicNumber}</code>（{draw.publicIssue}期）
            </dd>
            <dt>公开号码的来源</dt>
            <dd>{draw.terms.publicSource}</dd>
          </>
        )}
        <dt>名单摘要</dt>
        <dd>
          <code>{draw.listsDigest}</code>
        </dd>
        <dt>承诺值</dt>
        <dd>
          <code>{draw.commitment}</code>
        </dd>
      </dl>
    </section>
  );
}

function ResultsPart({ results }: { results: ReleasedResults }) {
  return (
    <section class="sheet">
      <h2>检查结果</h2>
      {results.outstanding > 0 && <p>另有{results.outstanding}个检查对象正在检查，结果随后公布。</p>}
      <table class="stacks">
        <caption class="visually-hidden">检查结果</caption>
        <thead>
          <tr>
            <th scope="col">检查对象</th>
            <th scope="col">检查日期</th>
            <th scope="col">检查结果</th>
            <th scope="col">处理意见</th>
            <th scope="col">应当公布</th>
          </tr>
        </thead>
        <tbody>
          {results.results.map(each => (
            <tr>
              <th scope="row">{each.objectName}</th>
              <td data-label="检查日期">{each.checkedOn}</td>
              <td data-label="检查结果">{each.resultWords}</td>
              <td data-label="处理意见">{each.handling === '' ? '—' : each.handling}</td>
              <td data-label="应当公布">{each.publishBy}前</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        检查结束之日起20个工作日内公布（期限为系统默认，待核实）。对检查结果有异议的，可以向检查主体提出复核申请。
      </p>
    </section>
  );
}

function TaskPage({ site, task }: { site: Site; task: PublicTask }) {
  const { head, announcement, draw, results } = task;
  const { item } = head;
  const originals = [
    ['抽查公告', announcement],
    ['抽取结果', draw],
    ['检查结果', results],
  ] as const;
  return (
    <>
      <section class="sheet">
        <h1>{head.title}</h1>
        <dl class="facts">
          {(
            [
              ['抽查事项', `${item.category}：${item.name}`],
              ['检查主体', head.organ],
              ['检查对象', item.poolName],
              ['事项类别', itemWeightWords[item.weight]],
              ['检查方式', item.methods.map(each => methodWords[each]).join('、')],
              ['检查依据', item.basis],
            ] as const
          ).map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
        <h2>公布的原文</h2>
        <ul>
          {originals.map(([name, part]) =>
            part === null ? null : (
              <li>
                <Link to={href(site, part.path)}>{name}</Link>（
                {dayWords(dayOf(part.releasedAt.toISOString()))}
                公布，附数据文件和公开记录）
              </li>
            ),
          )}
        </ul>
      </section>
      {results !== null && <ResultsPart results={results.data} />}
      {draw !== null && <DrawPart site={site} task={task} draw={draw.data} />}
      {draw === null && announcement !== null && (
        <section class="sheet">
          <h2>等待抽取</h2>
          <p>
            从{announcement.data.lists.objects.length}个检查对象中抽取{announcement.data.terms.objects}
            个。名单于
            {dayWords(announcement.data.committedOn)}锁定，承诺值已经公告；抽取之后公布种子。
            {announcement.data.terms.publicSource !== undefined &&
              `抽取还取决于一个公告之后才产生的公开号码：${announcement.data.terms.publicSource}。`}
          </p>
          <p>
            <code>{announcement.data.commitment}</code>
          </p>
          <p>
            <Link to={href(site, `${inspectionPath(task.id)}announcement.json`)}>公告数据（JSON）</Link>
          </p>
        </section>
      )}
    </>
  );
}

function jsonPage(tags: readonly string[], data: object): RenderedPage {
  return {
    contentType: 'application/json; charset=utf-8',
    isOpen: true,
    body: `${canonicalize(data)}\n`,
    tags: [...tags],
  };
}

async function taskPage(rooms: InspectionRooms, id: string, rest: string): Promise<RenderedPage | null> {
  const task = (await rooms.inspections.tasks()).find(each => each.id === id);
  if (task === undefined) return null;
  const parts = [task.announcement, task.draw, task.results];
  const tags = [...tagsOf(rooms), ...parts.flatMap(part => (part === null ? [] : [`item:${part.itemId}`]))];
  if (rest === '') {
    const { title } = task.head;
    const frame = rooms.frameOf({ title, path: inspectionPath(id), crumbs: [home, { name: title }] });
    return { body: renderPage(frame, <TaskPage site={rooms.site} task={task} />), tags };
  }
  const file = {
    'announcement.json': task.announcement,
    'draw.json': task.draw,
    'results.json': task.results,
  }[rest];
  return file == null ? null : jsonPage(tags, file.data);
}

async function planFilePage(
  rooms: InspectionRooms,
  year: string,
  name: string,
): Promise<RenderedPage | null> {
  const plan = (await rooms.inspections.plans()).find(each => String(each.data.year) === year);
  if (plan === undefined) return null;
  const tags = [...tagsOf(rooms), `item:${plan.itemId}`];
  if (name === 'plan.json') return jsonPage(tags, plan.data);
  const sheet = { 'plan.csv': planSheet(plan.data), 'items.csv': itemSheet(plan.data.items) }[name];
  return sheet === undefined
    ? null
    : { contentType: 'text/csv; charset=utf-8', isOpen: true, body: sheetCsv(sheet), tags };
}

/** The page at a path below /inspections/, or null where there is none. */
export async function inspectionPages(rooms: InspectionRooms, path: string): Promise<RenderedPage | null> {
  const { site, inspections } = rooms;
  if (path === inspectionHome) {
    const plans = await inspections.plans();
    const tasks = await inspections.tasks();
    if (plans.length === 0 && tasks.length === 0) return null;
    const frame = rooms.frameOf({ title: '双随机、一公开', path, crumbs: [{ name: home.name }] });
    const items = [...plans, ...tasks.flatMap(each => [each.announcement, each.draw, each.results])];
    return {
      body: renderPage(frame, <ListPage site={site} plans={plans} tasks={tasks} />),
      tags: [...tagsOf(rooms), ...items.flatMap(each => (each === null ? [] : [`item:${each.itemId}`]))],
    };
  }
  const [, year, name = ''] = /^\/inspections\/(\d{4})\/([a-z.]+)$/.exec(path) ?? [];
  if (year !== undefined) return planFilePage(rooms, year, name);
  const [, id, rest = ''] = /^\/inspections\/([0-9a-f-]{36})\/([a-z.]*)$/.exec(path) ?? [];
  return id === undefined ? null : taskPage(rooms, id, rest);
}
