import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { RequestView } from '../../../contexts/requests/contract.ts';
import type { SearchAnswer } from '../../../contexts/search/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';

type Hit = SearchAnswer['hits'][number];

const addressOf = (hit: Hit): string => new URL(publicHref(hit.path), location.origin).href;
const nameOf = (hit: Hit): string =>
  `《${hit.title}》${hit.documentNo === '' ? '' : `（${hit.documentNo}）`}`;

/** What is found, as it goes into the record of the search. */
function findingOf(answer: SearchAnswer, chosen: readonly Hit[]): string {
  if (answer.count === 0) return '没有检索到。';
  const found = `检索到${answer.count}条${answer.capped ? '以上' : ''}`;
  if (chosen.length === 0) return `${found}，经核对没有申请人所需的信息。`;
  return `${found}，其中与申请有关的：${chosen.map(hit => `${nameOf(hit)}${addressOf(hit)}`).join('；')}`;
}

/** Is it public already? Searched before anybody writes a reply (条例 art 36 items 1 and 4); what was found is kept. */
export function PublishedSearch({ request }: { readonly request: RequestView }) {
  const [words, setWords] = useState('');
  if (request.stage === 'archived') return null;
  return (
    <Section title="是否已经公开">
      <p className="quiet">
        在本机关已经公开的信息中检索。已经公开的，告知获取的方式和途径；检索的范围、词语和结果记入案卷。
      </p>
      <Input.Search
        aria-label="检索词"
        defaultValue={request.subject}
        maxLength={100}
        enterButton="检索"
        onSearch={typed => setWords(typed.trim())}
      />
      {words !== '' && <Found key={words} request={request} words={words} />}
    </Section>
  );
}

function Found({ request, words }: { readonly request: RequestView; readonly words: string }) {
  const query = useQuery(queries.publicSearch(words));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const answer = query.data;
  const hits = (answer?.hits ?? []).filter(hit => chosen.includes(hit.path));
  const record = useCommand<object>({
    endpoint: `requests/${request.id}/record-search`,
    wire: () => ({
      where: '本机关已经公开的信息',
      words,
      finding: answer === undefined ? '' : findingOf(answer, hits).slice(0, 2000),
      revision: request.revision,
    }),
    done: '检索情况已登记',
  });
  const draft = useCommand<object>({
    endpoint: `requests/${request.id}/draft-reply`,
    wire: () => ({
      revision: request.revision,
      outcome: 'already-published',
      ground: null,
      says: {
        article: '《中华人民共和国政府信息公开条例》第三十六条第（一）项',
        'how-to-get': hits.map(hit => `${nameOf(hit)}，${addressOf(hit)}`).join('；'),
      },
      publicInterest: '',
      supplied: [],
    }),
    done: '答复草稿已保存，请在“答复”中核对',
  });
  if (answer === undefined) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <p role="status">
        {answer.count === 0
          ? '没有检索到。可以换一个较短的词再试。'
          : `检索到${answer.count}条${answer.capped ? '以上' : ''}，列出前${answer.hits.length}条。与申请有关的请勾选。`}
      </p>
      <ul className="plain-list">
        {answer.hits.map(hit => (
          <li key={hit.path}>
            <Checkbox
              checked={chosen.includes(hit.path)}
              onChange={({ target }) =>
                setChosen(target.checked ? [...chosen, hit.path] : chosen.filter(each => each !== hit.path))
              }
            >
              {hit.title}
            </Checkbox>{' '}
            <span className="quiet">
              {[hit.documentNo, hit.publishedAt.slice(0, 10)].filter(each => each !== '').join('　')}
            </span>{' '}
            <a href={publicHref(hit.path)} target="_blank" rel="noopener" aria-label={`打开《${hit.title}》`}>
              打开
            </a>
          </li>
        ))}
      </ul>
      <ProblemNotice error={record.error ?? draft.error} />
      <div className="actions">
        <CommandButton
          permission={request.permissions['record-search']}
          busy={record.isPending}
          onClick={() => record.mutate({})}
        >
          记入检索记录
        </CommandButton>
        {request.matter === 'information' && hits.length > 0 && (
          <CommandButton
            permission={request.permissions['draft-reply']}
            busy={draft.isPending}
            onClick={() => draft.mutate({})}
          >
            据此起草“已主动公开”的答复
          </CommandButton>
        )}
      </div>
    </>
  );
}
