import { Sparkline } from '../../charts/sparkline.tsx';
import { href } from '../../layout.tsx';
import { Link } from '../../link.tsx';
import type { Site } from '../../view.ts';
import { type DatasetRoom, headWords } from '../datasets/collection.ts';
import { setPath } from '../datasets/dataset.tsx';
import { mainLine } from '../datasets/figures.tsx';

/** The data sets of a leaf, each with its latest figure and how it came to it. */

/** As many periods as the small drawing has room for: three years of quarters. */
const mostPeriods = 12;

function DataCard({ site, room }: { site: Site; room: DatasetRoom }) {
  const line = mainLine(room);
  const link = <Link to={href(site, setPath(room.id))}>{room.about.title}</Link>;
  if (line === null) return <li>{link}</li>;
  const points = line.points.slice(-mostPeriods);
  const [first, last] = [points[0]!, points.at(-1)!];
  const name = line.name === '' ? headWords(line.measure) : `${headWords(line.measure)}，${line.name}`;
  const label =
    points.length === 1
      ? `${name}：${last.periodWords}${last.words}。`
      : `${name}，${points.length}期：${first.periodWords}${first.words}，${last.periodWords}${last.words}。`;
  return (
    <li>
      {link}
      <Sparkline label={label} values={points.map(({ value }) => value)} />
      <small>
        {name}：{last.periodWords} <b>{last.words}</b>
        {points.length > 1 && `（${first.periodWords} ${first.words}）`}
      </small>
    </li>
  );
}

export function DataCards(props: { site: Site; sets: readonly DatasetRoom[]; of: string }) {
  const { site, sets, of } = props;
  if (sets.length === 0) return null;
  return (
    <>
      <h3>数据</h3>
      <ul class="data-cards" aria-label={`${of}的数据`}>
        {sets.map(room => (
          <DataCard site={site} room={room} />
        ))}
      </ul>
    </>
  );
}
