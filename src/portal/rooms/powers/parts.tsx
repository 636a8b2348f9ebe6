import {
  type FieldShape,
  type FieldValue,
  type Flow,
  isPowerKind,
  type Material,
  type ReleasedEntry,
  type ReleasedList,
  type Sort,
  tableOf,
} from '../../../contexts/powers/contract.ts';
import { flowSvg } from '../../../contexts/powers/rendering/flow-svg.ts';
import {
  changeWords,
  flowWords,
  isNumbered,
  isUnchanged,
  valueLines,
} from '../../../contexts/powers/rendering/words.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayWords, minuteWords } from '../../words.ts';
import type { PublicPowerList } from './reads.ts';

/** Parts that the pages of lists, entries and guides share. */

export function listPathOf(sort: Sort): string {
  return sort === 'guide' ? '/guides/' : `/powers/${sort}/`;
}

export function entryPath(sort: Sort, code: string): string {
  return sort === 'guide' ? `/guides/${code}.html` : `/powers/${sort}/${code}.html`;
}

export function sortWords(sort: Sort): string {
  return isPowerKind(sort) ? tableOf(sort).name : tableOf(sort).title;
}

function MaterialTable({ value }: { value: readonly Material[] }) {
  return (
    <table class="stacks">
      <caption class="visually-hidden">材料清单</caption>
      <thead>
        <tr>
          <th scope="col">材料</th>
          <th scope="col">形式</th>
          <th scope="col">份数</th>
          <th scope="col">说明</th>
        </tr>
      </thead>
      <tbody>
        {value.map(({ name, form, copies, note }) => (
          <tr>
            <th scope="row" data-label="材料">
              {name}
            </th>
            <td data-label="形式">{form}</td>
            <td data-label="份数">{copies === 0 ? '—' : copies}</td>
            <td data-label="说明">{note === '' ? '—' : note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The chart beside the same in words: neither needs the other. */
export function FlowChart({ flow, title, code }: { flow: Flow; title: string; code: string }) {
  return (
    <div class="flow-parts">
      {/* On a telephone the drawing is wider than its place; the keyboard can move it. */}
      <section
        class="flow-drawing"
        aria-label={title}
        tabIndex={0}
        dangerouslySetInnerHTML={{ __html: flowSvg(flow, title, code) }}
      />
      <ol>
        {flowWords(flow).map(line => (
          <li>{line}</li>
        ))}
      </ol>
    </div>
  );
}

function Value({ shape, value }: { shape: FieldShape; value: FieldValue | undefined }) {
  if (shape === 'materials' && Array.isArray(value) && value.length > 0)
    return <MaterialTable value={value as Material[]} />;
  const lines = valueLines(shape, value);
  if (lines.length > 1 && isNumbered({ shape }))
    return (
      <ol>
        {lines.map(line => (
          <li>{line}</li>
        ))}
      </ol>
    );
  return (
    <>
      {lines.map((line, at) => (
        <>
          {at > 0 && <br />}
          {/^https?:\/\/\S+$/.test(line) ? <Link to={line}>{line}</Link> : line}
        </>
      ))}
    </>
  );
}

/** Fields in the order of the table; procedures stand below, with their chart. */
export function EntryTable({
  entry,
  fields,
  sort,
}: {
  entry: ReleasedEntry;
  fields: ReleasedList['fields'];
  sort: Sort;
}) {
  const shown = fields.filter(
    field =>
      field.shape !== 'flow' && valueLines(field.shape, entry.content[field.id] as FieldValue).length > 0,
  );
  return (
    <table class="power-entry">
      <caption class="visually-hidden">{entry.name}</caption>
      <tbody>
        <tr>
          <th scope="row">{sort === 'guide' ? '事项编码' : '编码'}</th>
          <td>{entry.code}</td>
        </tr>
        <tr>
          <th scope="row">责任单位</th>
          <td>{entry.unitName}</td>
        </tr>
        {shown.map(field => (
          <tr>
            <th scope="row">{field.name}</th>
            <td>
              <Value shape={field.shape} value={entry.content[field.id] as FieldValue} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Flows({ entry, fields }: { entry: ReleasedEntry; fields: ReleasedList['fields'] }) {
  return (
    <>
      {fields.map(field => {
        const flow = entry.content[field.id] as Flow | undefined;
        if (field.shape !== 'flow' || flow === undefined || flow.length === 0) return null;
        return (
          <section aria-labelledby={`flow-${field.id}`}>
            <h2 id={`flow-${field.id}`}>{field.name}</h2>
            <FlowChart flow={flow} title={`${entry.name}：${field.name}图`} code={entry.code} />
          </section>
        );
      })}
    </>
  );
}

/** The files of the released edition, as they were signed. */
export function Downloads({ site, list }: { site: Site; list: PublicPowerList }) {
  const words = (name: string) =>
    name === 'data.json' ? 'JSON' : (/\.([a-z]+)$/i.exec(name)?.[1]?.toUpperCase() ?? name);
  return (
    <p class="tools">
      下载：
      {list.attachments.map((file, at) => (
        <>
          {at > 0 && ' · '}
          <Link
            to={href(site, `/files/${file.fileDigest}/${encodeURIComponent(file.name)}`)}
            label={`${list.released.list.title} ${words(file.name)}`}
            download
          >
            {words(file.name)}
          </Link>
        </>
      ))}
    </p>
  );
}

export function Notice({ released }: { released: ReleasedList }) {
  const { changes, note } = released;
  if ((changes === null || isUnchanged(changes)) && note === '') return null;
  return (
    <section class="sheet" aria-labelledby="notice">
      <h2 id="notice">调整公告</h2>
      {note !== '' && <p>{note}</p>}
      {changes !== null && (
        <ul>
          {changeWords(changes).map(line => (
            <li>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

export function Removed({ released }: { released: ReleasedList }) {
  if (released.removed.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="removed">
      <h2 id="removed">已取消的事项</h2>
      <table class="stacks">
        <caption class="visually-hidden">已取消的事项及理由</caption>
        <thead>
          <tr>
            <th scope="col">事项名称</th>
            <th scope="col">取消日期</th>
            <th scope="col">依据和理由</th>
          </tr>
        </thead>
        <tbody>
          {released.removed.map(({ name, code, on, reason }) => (
            <tr>
              <th scope="row" data-label="事项名称">
                {name}（{code}）
              </th>
              <td data-label="取消日期">
                <time dateTime={on}>{dayWords(on)}</time>
              </td>
              <td data-label="依据和理由">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Editions one by one, each with the record that the public log vouches for. */
export function History(props: {
  site: Site;
  list: PublicPowerList;
  versions: readonly { readonly no: number; readonly releasedAt: string }[];
}) {
  const { site, list, versions } = props;
  const stem = list.path.replace(/\.html$/, '');
  return (
    <section class="sheet" aria-labelledby="history">
      <h2 id="history">历次版本和核验</h2>
      <ul>
        {versions.map(({ no, releasedAt }) => (
          <li>
            第{no}版　<time dateTime={releasedAt}>{minuteWords(releasedAt)}</time>发布　
            <Link to={href(site, `${stem}/v${no}.json`)} label={`第${no}版公开记录`}>
              公开记录
            </Link>
          </li>
        ))}
      </ul>
      <p>
        索引号：{list.indexNo}。<Link to={href(site, list.path)}>查看发布的信息</Link>；
        <Link to={href(site, `/log/item/${list.documentId}`)}>在公开日志中核验</Link>。
      </p>
    </section>
  );
}
