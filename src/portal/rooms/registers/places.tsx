import { locationWords, type Point, type ReleasedEntry } from '../../../contexts/registers/contract.ts';
import { type Named, whereWords } from './geometry.ts';
import { EntryMap, FoundMap } from './map.tsx';
import { nameOf } from './parts.tsx';
import { type PublicRegister, placesOf } from './reads.ts';

/** Where entries stand: the sketch of a list and that of one entry. */

interface SketchOfFound {
  /** Number on the sketch by the number of the entry. */
  readonly onMap: ReadonlyMap<number, number>;
  readonly marks: readonly { readonly no: number; readonly point: Point }[];
  readonly others: readonly Point[];
}

export function sketchOf(
  room: PublicRegister,
  found: readonly ReleasedEntry[],
  shown: readonly ReleasedEntry[],
): SketchOfFound {
  const { points } = placesOf(room);
  const marks = shown.flatMap(({ no }, at) => {
    const point = points.get(no);
    return point === undefined ? [] : [{ entry: no, no: at + 1, point }];
  });
  const onPage = new Set(shown.map(({ no }) => no));
  return {
    onMap: new Map(marks.map(({ entry, no }) => [entry, no])),
    marks,
    others: found.flatMap(({ no }) => (onPage.has(no) ? [] : (points.get(no) ?? []))),
  };
}

function Caution() {
  return <p>示意图，不是地图：没有界线，位置精确到约100米，认方位的地点是大致位置。以登记的地址为准。</p>;
}

export function Sketch(props: { room: PublicRegister; sketch: SketchOfFound; landmarks: readonly Named[] }) {
  const { room, sketch, landmarks } = props;
  const { bounds } = placesOf(room);
  const { marks, others } = sketch;
  if (bounds === null || marks.length + others.length === 0) return null;
  const { noun } = room.released.register;
  const words = `本页${marks.length}个有经纬度的${noun}${others.length > 0 ? `和其余各页${others.length}个` : ''}的位置。`;
  return (
    <section class="sheet" aria-labelledby="where">
      <h2 id="where">位置</h2>
      <p>
        数字是上表“图上”一栏的数字
        {others.length > 0 && `，圆点是其余各页的${others.length}个，大点处不止五个`}。
      </p>
      <figure class="chart">
        <FoundMap
          {...{ id: 'found-map', title: `${noun}位置示意图`, description: words }}
          {...{ bounds, landmarks, marks, others }}
        />
      </figure>
      <Caution />
    </section>
  );
}

/** Nothing where the entry's location is not known. */
export function EntryPlace(props: {
  room: PublicRegister;
  entry: ReleasedEntry;
  landmarks: readonly Named[];
}) {
  const { room, entry, landmarks } = props;
  const { points } = placesOf(room);
  const point = points.get(entry.no);
  if (point === undefined) return null;
  const others = [...points].flatMap(([no, each]) => (no === entry.no ? [] : [each]));
  const where = whereWords(point, landmarks);
  const words = `${locationWords(point)}${where === '' ? '' : `，${where}`}`;
  return (
    <section class="sheet" aria-labelledby="where">
      <h2 id="where">位置</h2>
      <p>{words}。</p>
      <figure class="chart">
        <EntryMap
          {...{ id: 'entry-map', title: `${nameOf(room.released, entry)}位置示意图`, description: words }}
          {...{ point, landmarks, others }}
        />
      </figure>
      {others.length > 0 && <p>灰点是名录中的其他{room.released.register.noun}。</p>}
      <Caution />
    </section>
  );
}
