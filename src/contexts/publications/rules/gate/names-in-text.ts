import { maskName } from '../../../../law/masking.ts';
import type { Finding } from '../../contract.ts';
import { findingAt } from './finding.ts';
import { hitsOf } from './hits.ts';
import { type DutyBrief, listAdvice, listBasis } from './name-lists.ts';
import { isName } from './person-names.ts';
import type { PlacedText } from './text-place.ts';

/** Names one behind the other in running text: 将张某、李某、王某等12户纳入… is a list without a table. */

/** A line that names people who act for an organ, or that is signed. */
const official =
  /出席|陪同|参加(?:会议|活动|调研)|主持|领导|[局处科县市镇乡院站所厅部]长|书记|主任|委员|专家|评审|组长|组员|任命|免去|任前|记者|通讯员|供稿|撰稿|摄影|编辑|责任人|负责人|联系人|成员|讲师|考官|理事|监事|会长|教授|作者/;

interface Word {
  readonly text: string;
  readonly from: number;
}

const part = /[^、，,；;\s。：:（）()《》“”]+/g;
const fewest = 3;
/** Names parted by blanks alone prove less. */
const fewestByBlank = 4;

function tail(word: string): boolean {
  return isName(word.slice(-3)) || isName(word.slice(-2));
}
function head(word: string): boolean {
  return (
    /^.{2,3}(?:等|的|为|共|获|已|同志|[0-9])/.test(word) &&
    (isName(word.slice(0, 3)) || isName(word.slice(0, 2)))
  );
}

interface Run {
  readonly count: number;
  readonly first: string;
  readonly from: number;
  readonly to: number;
}

/** Runs of words that are names, a name that ends the word before them and one that begins the word behind. */
function runsIn(text: string): Run[] {
  const words: Word[] = hitsOf(part, text).map(match => ({ text: match[0], from: match.index }));
  const runs: Run[] = [];
  for (let i = 0; i < words.length; i += 1) {
    if (!isName(words[i]!.text)) continue;
    const first = i;
    const by = new Set<string>();
    while (i + 1 < words.length && isName(words[i + 1]!.text)) {
      const left = words[i]!;
      by.add(text.slice(left.from + left.text.length, words[i + 1]!.from).trim());
      i += 1;
    }
    const [start, end] = [words[first]!, words[i]!];
    let count = i - first + 1;
    const previous = words[first - 1];
    if (previous !== undefined && /^[、，,]$/.test(text[start.from - 1] ?? '') && tail(previous.text))
      count += 1;
    const next = words[i + 1];
    if (next !== undefined && /[、，,]/.test(text[next.from - 1] ?? '') && head(next.text)) count += 1;
    const isByBlank = [...by].every(each => each === '');
    if (count >= (isByBlank && i > first ? fewestByBlank : fewest))
      runs.push({ count, first: start.text, from: start.from, to: end.from + end.text.length });
  }
  return runs;
}

export function namesInTextFindings(places: readonly PlacedText[], duties: readonly DutyBrief[]): Finding[] {
  return places.flatMap(place => {
    const { text } = place;
    // Rows of tables are judged by their columns.
    if (text.includes('\t') || / \| /.test(text)) return [];
    return runsIn(text)
      .filter(run => !official.test(text.slice(Math.max(0, run.from - 40), run.from)))
      .map(({ count, first, from, to }) =>
        findingAt(place, {
          rule: 'names-in-text',
          ...listAdvice(duties, false),
          basis: listBasis,
          from,
          to,
          hide: () => `${maskName(first)} 等${count}人`,
        }),
      );
  });
}
