import type { SearchAnswer } from '../../../contexts/search/contract.ts';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { dayOf } from '../../words.ts';
import { formAddress, Steps } from './apply.tsx';
import { requestPaths } from './desk.ts';

/** 有人问过吗: what is public already, before anybody fills in a form. */

export interface AskedBefore {
  readonly answer: SearchAnswer;
  readonly answered: readonly { readonly words: string; readonly count: number }[];
}

function Marked({ parts }: { parts: readonly { text: string; match: boolean }[] }) {
  return <>{parts.map(part => (part.match ? <mark>{part.text}</mark> : part.text))}</>;
}

function GoOn({ site, subject }: { site: Site; subject: string }) {
  return (
    <p class="go-on">
      <Link to={formAddress(site, 'person', subject)} class="button">
        以个人名义申请
      </Link>
      <Link to={formAddress(site, 'organisation', subject)} class="button">
        以单位名义申请
      </Link>
    </p>
  );
}

function Found({ site, found }: { site: Site; found: AskedBefore }) {
  const { answer, answered } = found;
  const total = answered.reduce((sum, each) => sum + each.count, 0);
  return (
    <>
      <h2>已经公开的信息</h2>
      {answer.count === 0 ? (
        <p>没有找到与“{answer.query.q}”有关的已公开信息，可以直接申请。</p>
      ) : (
        <>
          <p>
            找到{answer.capped ? `${answer.count}条以上` : `${answer.count}条`}
            ，先看看有没有您需要的，有的话现在就能看到，不用等待答复：
          </p>
          <ul class="hits">
            {answer.hits.slice(0, 8).map(hit => (
              <li>
                <h3>
                  <Link to={href(site, hit.path)}>
                    <Marked parts={hit.titleParts} />
                  </Link>
                </h3>
                <p>
                  <Marked parts={hit.excerpt} />
                </p>
                <p class="meta">
                  {dayOf(hit.publishedAt)}
                  {hit.documentNo !== '' && ` · ${hit.documentNo}`}
                </p>
              </li>
            ))}
          </ul>
          {answer.count > 8 && (
            <p>
              <Link to={href(site, `/search?${new URLSearchParams({ q: answer.query.q })}`)}>
                查看全部结果
              </Link>
            </p>
          )}
        </>
      )}
      {total > 0 && (
        <>
          <h2>有人申请过相近的信息</h2>
          <p>近三年本机关答复过{total}件标题相近的申请，结果如下。您仍然可以申请。</p>
          <ul>
            {answered.map(each => (
              <li>
                {each.words}：{each.count}件
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export function AskedBeforePage(props: { site: Site; subject: string; found: AskedBefore | null }) {
  const { site, subject, found } = props;
  return (
    <div class="sheet request">
      <Steps at={1} />
      <h1>先查一查，有没有人问过</h1>
      <p>很多信息已经公开。输入几个词查一下，查到了就不用申请；没有查到，再填写申请。</p>
      <form class="ask" method="get" action={href(site, requestPaths.apply)} aria-label="查找已公开的信息">
        <div class="field">
          <label for="field-q">您需要什么信息</label>
          <span class="hint" id="field-q-hint">
            例如：养老机构补贴标准
          </span>
          <input id="field-q" name="q" type="search" value={subject} aria-describedby="field-q-hint" />
        </div>
        <button class="primary" type="submit">
          查一查
        </button>
      </form>
      {found !== null && <Found site={site} found={found} />}
      <h2>{found === null ? '已经查过了，直接申请' : '没有需要的，继续申请'}</h2>
      <GoOn site={site} subject={subject} />
    </div>
  );
}
