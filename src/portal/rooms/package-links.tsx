import type { InterpretationForm, NormativeStanding } from '../../contexts/publications/contract.ts';
import { href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { PackageLinks, Site } from '../view.ts';
import { ValidityMark } from './normative-standing.tsx';

/** A policy and its interpretations, each beside the other. */

const formWords: Readonly<Record<InterpretationForm, string>> = {
  text: '文字解读',
  questions: '问答解读',
  'benefit-card': '惠民政策明白卡',
  chart: '图表解读',
  audio: '音频解读',
  video: '视频解读',
  comic: '漫画解读',
  interview: '访谈实录',
};

/** Is there anything to show beside the item? */
export function hasPackage({ interpretations, interprets }: PackageLinks): boolean {
  return interpretations.length > 0 || interprets !== null;
}

interface Shown {
  readonly links: PackageLinks;
  readonly standing: NormativeStanding | null;
}

/** How a document stands, without the relations that are shown beside it. */
export function withoutPackage({ standing, links }: Shown): NormativeStanding | null {
  if (standing === null) return null;
  const { interpretations, interprets } = links;
  const beside = new Set([...interpretations.map(each => each.path), interprets?.path]);
  const relations = standing.relations.filter(
    ({ kind, path }) => kind !== 'interprets' || path === null || !beside.has(path),
  );
  return { ...standing, relations };
}

/** What the interpreted document is today, where it no longer stands as it was. */
function validityOf(standing: NormativeStanding | null, path: string) {
  const validity = standing?.relations.find(each => each.path === path)?.validity;
  return validity === 'in-force' || validity === null ? undefined : validity;
}

export function PackageBeside({ site, links, standing }: Shown & { site: Site }) {
  const { interpretations, interprets } = links;
  return (
    <aside class="beside" aria-label="文件与解读">
      {interprets !== null && (
        <section aria-labelledby="interprets">
          <h2 id="interprets">解读的文件</h2>
          <p>
            <ValidityMark validity={validityOf(standing, interprets.path)} />
            <Link to={href(site, interprets.path)}>{interprets.title}</Link>
            {interprets.documentNo !== '' && <span class="sub">{interprets.documentNo}</span>}
          </p>
        </section>
      )}
      {interpretations.length > 0 && (
        <section aria-labelledby="interpretations">
          <h2 id="interpretations">{interprets === null ? '解读材料' : '同一文件的其他解读'}</h2>
          <ul>
            {interpretations.map(each => (
              <li>
                <span class="tagword">{each.form === null ? '政策解读' : formWords[each.form]}</span>
                <Link to={href(site, each.path)}>{each.title}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
