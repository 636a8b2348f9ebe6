import type { FacetName, PartKind, SearchAnswer } from '../../contexts/search/contract.ts';
import type { ColumnTree } from '../columns.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { Site } from '../view.ts';
import { kindWords, validityWords } from '../words.ts';

/** The address of a page of results, with some of its choices changed; a choice of nothing is left out. */
export function searchAddress(
  site: Site,
  query: SearchAnswer['query'],
  changes: Partial<Record<FacetName | 'q' | 'page', string>> = {},
): string {
  const { q, area, column, unit, kind, validity, year, sort } = query;
  const chosen = {
    q,
    area,
    column,
    unit,
    kind,
    validity,
    year: year?.toString(),
    sort: sort === 'relevance' ? undefined : sort,
    ...changes,
  };
  const given = Object.entries(chosen).flatMap(([name, value]) =>
    value === undefined || (value === '' && name !== 'q') ? [] : [[name, value]],
  );
  return href(site, `/search?${new URLSearchParams(given)}`);
}

export interface FacetNames {
  readonly tree: ColumnTree;
  readonly unitNames: ReadonlyMap<string, string>;
}

/** Kinds of items, and of what they carry. */
const partKindWords: Readonly<Record<PartKind, string>> = {
  attachment: '附件',
  dataset: '数据集',
  power: '权力事项',
  'service-guide': '办事指南事项',
  register: '名录',
  'register-entry': '名录条目',
  decision: '执法决定',
  'enforcement-matters': '执法事项清单',
  inspection: '随机抽查',
  project: '项目',
};
export const foundKindWords: Readonly<Record<string, string>> = { ...kindWords, ...partKindWords };

const facetWords: Readonly<Record<FacetName, string>> = {
  area: '领域',
  column: '栏目',
  unit: '机构',
  kind: '种类',
  validity: '效力',
  year: '年份',
};

function valueWords(name: FacetName, value: string, { tree, unitNames }: FacetNames): string {
  const words: Readonly<Record<FacetName, string | undefined>> = {
    area: value,
    column: tree.byId.get(value)?.name,
    unit: unitNames.get(value),
    kind: foundKindWords[value],
    validity: (validityWords as Readonly<Record<string, string>>)[value],
    year: `${value}年`,
  };
  return words[name] ?? value;
}

/** More values of one kind would push the hits off a phone's screen. */
const valuesShown = 12;

/** Choices that narrow the result, each with its count: plain links, so that they work without scripts. */
export function Facets({ site, answer, names }: { site: Site; answer: SearchAnswer; names: FacetNames }) {
  const { query, facets } = answer;
  const useful = facets.filter(
    ({ name, values }) => query[name] !== undefined || values.length > 1 || name === 'validity',
  );
  const shown = useful.filter(({ name, values }) => query[name] !== undefined || values.length > 0);
  return (
    <nav class="facets" aria-label="缩小范围">
      {shown.map(({ name, values }) => (
        <p>
          <strong>{facetWords[name]}：</strong>
          {query[name] !== undefined && (
            <>
              {valueWords(name, String(query[name]), names)}{' '}
              <Link to={searchAddress(site, query, { [name]: '' })}>不限{facetWords[name]}</Link>{' '}
            </>
          )}
          {values
            .filter(({ value }) => value !== String(query[name]))
            .slice(0, valuesShown)
            .map(({ value, count }) => (
              <>
                <Link to={searchAddress(site, query, { [name]: value })}>
                  {valueWords(name, value, names)}（{String(count)}）
                </Link>{' '}
              </>
            ))}
        </p>
      ))}
    </nav>
  );
}

/** What was understood besides the words themselves, and what may have been meant. */
export function Understood({ site, answer }: { site: Site; answer: SearchAnswer }) {
  const { query, readAs, synonyms, suggestions } = answer;
  const linked = (phrases: readonly string[]) =>
    phrases.map(phrase => (
      <>
        <Link to={searchAddress(site, query, { q: phrase })}>{phrase}</Link>{' '}
      </>
    ));
  return (
    <>
      {readAs.length > 0 && <p>按拼音一并查找了：{linked(readAs)}</p>}
      {synonyms.map(({ word, others }) => (
        <p>
          “{word}”的同义词也已一并查找：{others.join('、')}。只查原词请加引号：
          <Link to={searchAddress(site, query, { q: `“${query.q}”` })}>“{query.q}”</Link>
        </p>
      ))}
      {suggestions.length > 0 && <p>您是不是要找：{linked(suggestions)}</p>}
    </>
  );
}
