import { hitsPerPage, type SearchAnswer } from '../../contexts/search/contract.ts';
import type { ColumnTree } from '../columns.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { Site } from '../view.ts';
import { dayOf } from '../words.ts';
import { Pages } from './lists.tsx';
import { ValidityMark } from './normative-standing.tsx';
import { type FacetNames, Facets, foundKindWords, searchAddress, Understood } from './search-facets.tsx';

/** Further than this nobody leafs; the question is narrowed instead. */
const lastPage = 100;

function Marked({ parts }: { parts: readonly { text: string; match: boolean }[] }) {
  return <>{parts.map(part => (part.match ? <mark>{part.text}</mark> : part.text))}</>;
}

/** Names of the key areas in the order of the columns. */
function areasOf(tree: ColumnTree): string[] {
  return [...new Set([...tree.byId.values()].flatMap(({ area }) => area ?? []))];
}

export function SearchPage(props: {
  site: Site;
  answer: SearchAnswer;
  tree: ColumnTree;
  unitNames: FacetNames['unitNames'];
  /** Documents that no longer stand as they were, by id. */
  marks: ReadonlyMap<string, 'amended' | 'repealed' | 'expired'>;
}) {
  const { site, answer, tree } = props;
  const { query } = answer;
  return (
    <div class="sheet">
      <h1>搜索</h1>
      <form action={href(site, '/search')} method="get">
        <div class="form-row">
          <label>
            搜索内容
            <input name="q" type="search" value={query.q} maxLength={200} size={34} />
          </label>
          <label>
            栏目
            <select name="column">
              <option value="">全部栏目</option>
              {tree.roots.map(root => (
                <option value={root.id} selected={query.column === root.id}>
                  {root.name}
                </option>
              ))}
            </select>
          </label>
          <label>
            领域
            <select name="area">
              <option value="">全部领域</option>
              {areasOf(tree).map(area => (
                <option value={area} selected={query.area === area}>
                  {area}
                </option>
              ))}
            </select>
          </label>
          <label>
            种类
            <select name="kind">
              <option value="">全部种类</option>
              {Object.entries(foundKindWords).map(([kind, words]) => (
                <option value={kind} selected={query.kind === kind}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <label>
            排序
            <select name="sort">
              <option value="relevance">按相关程度</option>
              <option value="date" selected={query.sort === 'date'}>
                按发布时间
              </option>
            </select>
          </label>
          {(['unit', 'validity', 'year'] as const).map(
            name =>
              query[name] !== undefined && <input type="hidden" name={name} value={String(query[name])} />,
          )}
          <button class="primary" type="submit">
            搜索
          </button>
        </div>
      </form>
      {query.q === '' ? (
        <p class="empty">请输入要查找的标题、正文词语、文号（括号样式不限）或索引号。</p>
      ) : (
        <>
          <p aria-live="polite">找到 {answer.capped ? `${answer.count} 条以上` : `${answer.count} 条`}结果</p>
          <Understood site={site} answer={answer} />
          <Facets site={site} answer={answer} names={{ tree, unitNames: props.unitNames }} />
          {answer.count === 0 && (
            <p class="empty">
              没有找到“{query.q}”。可以换一个词、减少限定条件，或从
              <Link to={href(site, '/sitemap.html')}>网站地图</Link>查找；仍未找到的，可以依法申请公开。
            </p>
          )}
          <ul class="hits">
            {answer.hits.map(hit => (
              <li>
                <h2>
                  <ValidityMark validity={props.marks.get(hit.subjectId)} />
                  <Link to={href(site, hit.path)}>
                    <Marked parts={hit.titleParts} />
                  </Link>
                </h2>
                <p style="margin:0">
                  {hit.attachment !== '' && `附件《${hit.attachment}》中：`}
                  <Marked parts={hit.excerpt} />
                </p>
                <p class="meta" style="margin:0">
                  {hit.subjectKind !== 'document' && `${foundKindWords[hit.kind] ?? ''} · `}
                  {dayOf(hit.publishedAt)} · {tree.byId.get(hit.columnId)?.name ?? ''}
                  {hit.documentNo !== '' && ` · ${hit.documentNo}`}
                  {hit.indexNo !== '' && ` · ${hit.indexNo}`}
                </p>
              </li>
            ))}
          </ul>
          <Pages
            current={query.page}
            total={Math.min(answer.count, hitsPerPage * lastPage)}
            size={hitsPerPage}
            to={n => searchAddress(site, query, { page: String(n) })}
          />
        </>
      )}
    </div>
  );
}
