import { Bars } from '../../charts/bars.tsx';
import { headWords } from './collection.ts';
import { type Figures, TrendTable } from './figures.tsx';
import type { YearComparison } from './years.ts';

/** What a yearly table has beside others: the year before, and bars by year with their numbers. */

const none = '—';

export function ComparedYears({ comparison }: { comparison: YearComparison }) {
  const { beforeWords, nowWords, share, measures } = comparison;
  const caption = `${nowWords}与${beforeWords}比较`;
  const hasPlaces = measures.some(({ lines }) => lines.length > 1);
  return (
    <section class="sheet" aria-labelledby="years">
      <h2 id="years">{caption}</h2>
      <p>
        两年的数字都取自公开的数据。
        {share !== null && `变动超过${Math.round(share * 1000) / 10}%的，在右栏说明原因。`}
      </p>
      <section class="scroll" tabIndex={0} aria-label={`${caption}，可左右滚动`}>
        <table class="figures years">
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">指标</th>
              {hasPlaces && <th scope="col">项目</th>}
              <th scope="col">{beforeWords}</th>
              <th scope="col">{nowWords}</th>
              <th scope="col">增减</th>
              <th scope="col">增减比例</th>
              <th scope="col">变动原因</th>
            </tr>
          </thead>
          {measures.map(({ measure, lines }) => (
            <tbody>
              {lines.map((line, at) => (
                <tr>
                  {at === 0 && (
                    <th scope={hasPlaces ? 'rowgroup' : 'row'} rowSpan={lines.length}>
                      {headWords(measure)}
                    </th>
                  )}
                  {hasPlaces && <th scope="row">{line.name}</th>}
                  <td class="number">{line.before}</td>
                  <td class="number">{line.now}</td>
                  <td class="number">{line.change || none}</td>
                  <td class="number">
                    {line.isLarge ? <strong>{line.percent || none}</strong> : line.percent || none}
                  </td>
                  <td class="reason">{line.reason || none}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </section>
  );
}

/** The newest years that a drawing has room for; the table has them all. */
const mostYears = 10;

export function YearFigure({ figures }: { figures: Figures }) {
  const { trend, trendRows } = figures;
  const from = Math.max(0, trendRows.length - mostYears);
  const groups = trend.lines.map(({ name, values }, line) => ({
    name: trend.lines.length > 1 ? name : '',
    bars: trendRows.slice(from).map(({ period, cells }, at) => ({
      label: period,
      value: values[from + at] ?? null,
      words: cells[line]!,
    })),
  }));
  return (
    <div class="grid halves">
      <figure class="chart">
        <Bars id="years-bars" title={trend.title} description={trend.description} groups={groups} />
      </figure>
      <TrendTable figures={figures} />
    </div>
  );
}
