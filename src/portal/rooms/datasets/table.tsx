import type { PublishedEdition } from '../../../contexts/datasets/contract.ts';
import {
  allClasses,
  cellState,
  cellWords,
  classesOf,
  headWords,
  hiddenSign,
  hiddenWords,
  regionsOf,
  rowOf,
} from './collection.ts';

/** One edition as a table: counties down, measures across, classes as groups; without counties the classes go down. */

interface Axis {
  readonly region: string | null;
  readonly class: string | null;
}

interface HeadGroup {
  readonly name: string;
  readonly measureId: string;
  /** One without name where the measure has no classes across. */
  readonly parts: readonly { readonly id: string | null; readonly name: string }[];
}

function Cell(props: { edition: PublishedEdition; at: Axis; measureId: string }) {
  const { edition, at, measureId } = props;
  const state = cellState(edition, rowOf(edition, at.region, at.class), measureId);
  if (state.kind === 'text') return <td class="words">{state.value}</td>;
  const isWords = state.kind !== 'number';
  if (state.kind === 'hidden')
    return (
      <td class="number">
        {hiddenSign}
        <span class="visually-hidden">（{hiddenWords}）</span>
      </td>
    );
  return <td class={isWords ? 'number no-figure' : 'number'}>{cellWords(state)}</td>;
}

function places(edition: PublishedEdition): { name: string; at: Axis }[] {
  const { dataset } = edition;
  const total = rowOf(edition, null, null);
  const all = { name: total?.regionName ?? '全市', at: { region: null, class: null } };
  if (dataset.regions)
    return [
      all,
      ...regionsOf(edition).map(({ code, name }) => ({ name, at: { region: code, class: null } })),
    ];
  if (dataset.classes.length === 0) return [all];
  return [
    { name: allClasses, at: all.at },
    ...dataset.classes.map(({ id, name }) => ({ name, at: { region: null, class: id } })),
  ];
}

function groupsOf(edition: PublishedEdition): HeadGroup[] {
  const { dataset } = edition;
  return dataset.measures.map(measure => {
    const isAcross = dataset.regions && dataset.classes.length > 0;
    const classes = isAcross ? classesOf(edition, measure.id) : [];
    const parts = classes.some(({ id }) => id !== null) ? classes : [];
    return {
      name: headWords(measure),
      measureId: measure.id,
      parts: parts.length === 0 ? [{ id: null, name: '' }] : parts,
    };
  });
}

function Heads({ first, groups }: { first: string; groups: readonly HeadGroup[] }) {
  const isTwofold = groups.some(({ parts }) => parts.some(({ name }) => name !== ''));
  const across = groups.map(({ name, parts }) => {
    const isAlone = parts.length === 1 && parts[0]!.name === '';
    return (
      <th
        scope={isAlone || !isTwofold ? 'col' : 'colgroup'}
        colSpan={parts.length > 1 ? parts.length : undefined}
        rowSpan={isTwofold && isAlone ? 2 : undefined}
      >
        {name}
      </th>
    );
  });
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={isTwofold ? 2 : undefined}>
          {first}
        </th>
        {across}
      </tr>
      {isTwofold && (
        <tr>
          {groups.flatMap(({ parts }) =>
            parts.filter(({ name }) => name !== '').map(({ name }) => <th scope="col">{name}</th>),
          )}
        </tr>
      )}
    </thead>
  );
}

export function EditionTable({ edition }: { edition: PublishedEdition }) {
  const groups = groupsOf(edition);
  const { dataset, periodWords } = edition;
  const caption = `${dataset.title}（${periodWords}）`;
  return (
    <section class="scroll" tabIndex={0} aria-label={`${caption}，可左右滚动`}>
      <table class="figures">
        <caption class="visually-hidden">{caption}</caption>
        <Heads
          first={dataset.regions ? '地区' : dataset.classes.length > 0 ? '类别' : '范围'}
          groups={groups}
        />
        <tbody>
          {places(edition).map(({ name, at }) => (
            <tr>
              <th scope="row">{name}</th>
              {groups.flatMap(({ measureId, parts }) =>
                parts.map(({ id }) => (
                  <Cell edition={edition} at={{ ...at, class: id ?? at.class }} measureId={measureId} />
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What stands for cells without a figure, said once under the table. */
export function TableNotes({ edition }: { edition: PublishedEdition }) {
  const isHidden = edition.rows.some(({ suppressed }) => suppressed.length > 0);
  return (
    <>
      {isHidden && (
        <p>
          “{hiddenSign}”表示{hiddenWords}
          ：人数很少的数字会使人认出具体的人，因此不列出；由其他数字相减可以推算出来的，一并不列出。这样处理不影响列出的合计数。
        </p>
      )}
      {edition.notes.length > 0 && (
        <ul class="notes">
          {edition.notes.map(note => (
            <li>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}
