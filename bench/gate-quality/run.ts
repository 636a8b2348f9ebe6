/**
 * Measures the gate on the labelled corpus.
 *
 *     npm exec -- node bench/gate-quality/run.ts [--json] [--misses] [NAME, e.g. tuned-third or held-out]
 */
import { documentsOf } from './frames.ts';
import { heldOut } from './held-out.ts';
import { type HalfScore, measure, precision, recall } from './measure.ts';
import { tuned } from './tuned.ts';
import { tunedFifth } from './tuned-fifth.ts';
import { tunedFourth } from './tuned-fourth.ts';
import { tunedSecond } from './tuned-second.ts';
import { tunedSeventh } from './tuned-seventh.ts';
import { tunedSixth } from './tuned-sixth.ts';
import { tunedThird } from './tuned-third.ts';

const json = process.argv.includes('--json');
const misses = process.argv.includes('--misses');
const asked = process.argv.slice(2).find(each => !each.startsWith('--'));
const halves = [
  tuned,
  tunedSecond,
  tunedThird,
  tunedFourth,
  tunedFifth,
  tunedSixth,
  tunedSeventh,
  heldOut,
].filter(each => asked === undefined || each.name === asked);

function show(score: HalfScore): void {
  console.log(
    `\n${score.half}: ${score.documents} documents, ${score.clean} of them clean, ${score.milliseconds} ms; ` +
      `something found in ${score.cleanAlarmed} clean ones`,
  );
  console.log('class                planted   found  invented  recall  precision');
  for (const each of score.classes) {
    const numbers = [each.planted, each.found, each.invented].map(value => `${value}`.padStart(8)).join('');
    console.log(
      `${each.label.padEnd(20)}${numbers}  ${recall(each).toFixed(3).padStart(6)}  ${precision(each).toFixed(3).padStart(9)}`,
    );
  }
  if (!misses) return;
  const half = halves.find(each => each.name === score.half)!;
  const documents = new Map(documentsOf(half).map(each => [each.id, each]));
  for (const [words, lines] of [
    ['MISSED', score.missed],
    ['INVENTED', score.inventions],
  ] as const) {
    for (const line of lines) {
      const [id, where] = [line.split(' ')[0]!, line.split('\t')[1] ?? ''];
      const number = Number(/第(\d+)[段行]$/.exec(where)?.[1] ?? 0);
      const document = documents.get(id)!;
      const text = where.startsWith('附件')
        ? document.attachments[0]?.reading.parts[number - 1]?.text
        : document.bodyText.split('\n')[number - 1];
      console.log(`${words} ${line}\n        ${text ?? document.title}`);
    }
  }
}

const scores = halves.map(measure);
if (json) console.log(JSON.stringify(scores, null, 2));
else for (const score of scores) show(score);
