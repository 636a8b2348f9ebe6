import type {
  CitedStanding,
  NormativeStanding,
  RelationLink,
  ValidityEventView,
} from '../../contexts/publications/contract.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { Site } from '../view.ts';
import { dayWords, validityMarks } from '../words.ts';

/** How a document stands: banners at its top, its history and its relations below. */

export function ValidityMark({ validity }: { validity: 'amended' | 'repealed' | 'expired' | undefined }) {
  if (validity === undefined) return null;
  return <span class="validity-mark">{validityMarks[validity]}</span>;
}

function nameWords(document: { readonly title: string; readonly documentNo: string }): string {
  return `《${document.title}》${document.documentNo === '' ? '' : `（${document.documentNo}）`}`;
}

function CitedBanner({ site, cited }: { site: Site; cited: CitedStanding }) {
  return (
    <li>
      {cited.banner}
      {cited.path !== null && (
        <Link to={href(site, cited.path)} label={`查看该文件：《${cited.title}》`}>
          查看该文件
        </Link>
      )}
    </li>
  );
}

/** At the top of the page, printed with it: what the document itself is, and what it cites that no longer stands. */
export function StandingBanners(props: { site: Site; standing: NormativeStanding | null }) {
  const { site, standing } = props;
  if (standing === null) return null;
  const { own, cited } = standing;
  return (
    <>
      {own !== null && own.banner !== null && (
        <div class="banner" role="note" aria-label="文件效力">
          <p>
            {own.banner}
            {own.act !== null && own.act.path !== null && (
              <>
                依据：<Link to={href(site, own.act.path)}>{nameWords(own.act)}</Link>
              </>
            )}
            {own.act !== null && own.act.path === null && `依据：${nameWords(own.act)}`}
          </p>
        </div>
      )}
      {cited.length > 0 && (
        <div class="banner" role="note" aria-label="所引用文件的效力">
          <ul>
            {cited.map(each => (
              <CitedBanner site={site} cited={each} />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Relation({ site, link }: { site: Site; link: RelationLink }) {
  const name = nameWords(link);
  return (
    <>
      {link.validity !== null && link.validity !== 'in-force' && <ValidityMark validity={link.validity} />}
      {link.path === null ? name : <Link to={href(site, link.path)}>{name}</Link>}
    </>
  );
}

function Event({ event }: { event: ValidityEventView }) {
  return (
    <li>
      <time dateTime={event.on}>{dayWords(event.on)}</time>　{event.words}
      {event.ahead && '（尚未到期）'}
      {event.voided !== null && (
        <span class="sub">
          {dayWords(event.voided.on)}起不再计入：{event.voided.words}。
        </span>
      )}
    </li>
  );
}

/** The relations of a document as a labelled list, and how its validity came about. */
export function StandingParts(props: { site: Site; standing: NormativeStanding | null }) {
  const { site, standing } = props;
  if (standing === null) return null;
  const { own, relations } = standing;
  const groups = [...Map.groupBy(relations, link => link.words)];
  if (groups.length === 0 && (own === null || own.events.length === 0)) return null;
  return (
    <section class="standing" aria-labelledby="standing">
      <h2 id="standing">效力和文件关系</h2>
      {groups.length > 0 && (
        <dl class="facts">
          {groups.map(([words, links]) => (
            <>
              <dt>{words}</dt>
              <dd>
                <ul>
                  {links.map(link => (
                    <li>
                      <Relation site={site} link={link} />
                    </li>
                  ))}
                </ul>
              </dd>
            </>
          ))}
        </dl>
      )}
      {own !== null && own.events.length > 0 && (
        <>
          <h3>效力沿革</h3>
          <ol class="validity-events">
            {own.events.map(event => (
              <Event event={event} />
            ))}
          </ol>
        </>
      )}
      {own !== null && (
        <p>
          <Link to={href(site, '/normative/')}>全部行政规范性文件</Link>
        </p>
      )}
    </section>
  );
}
