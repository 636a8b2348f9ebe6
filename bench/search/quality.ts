/**
 * How good the order of hits is: nDCG@10 over `judged.txt`. `node bench/search/quality.ts http://localhost:8080` asks a
 * running portal with the demo content. Every third question is held out and nothing is tuned on it.
 */
import { readFile } from 'node:fs/promises';

export interface Judged {
  readonly question: string;
  readonly isHeldOut: boolean;
  /** Patterns of titles with their grades, 1 to 3; the best that fits counts. */
  readonly grades: readonly { readonly title: RegExp; readonly grade: number }[];
}

/** The judged questions. */
export async function readJudged(): Promise<Judged[]> {
  const text = await readFile(new URL('judged.txt', import.meta.url), 'utf8');
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
  return lines.map((line, at) => {
    const [question = '', answers = ''] = line.split(' => ');
    const grades = answers.split(';').map(answer => {
      const colon = answer.lastIndexOf(':');
      return { title: new RegExp(answer.slice(0, colon), 'u'), grade: Number(answer.slice(colon + 1)) };
    });
    return { question, isHeldOut: at % 3 === 2, grades };
  });
}

const gradeOf = (judged: Judged, title: string) =>
  Math.max(0, ...judged.grades.filter(each => each.title.test(title)).map(each => each.grade));

const gain = (grades: readonly number[]) =>
  grades.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);

/** nDCG@10 of the titles found, of all titles that could be; nothing where no title is judged. */
export function ndcg(judged: Judged, found: readonly string[], all: readonly string[]): number | undefined {
  const best = gain(all.map(title => gradeOf(judged, title)).sort((a, b) => b - a));
  return best === 0 ? undefined : gain(found.map(title => gradeOf(judged, title))) / best;
}

export interface Quality {
  readonly tuned: number;
  readonly heldOut: number;
  readonly questions: number;
  /** Worst first. */
  readonly worst: readonly { readonly question: string; readonly value: number }[];
}

/** Asks every judged question that some title answers; `questions` says how many those were. */
export async function measure(
  ask: (question: string) => Promise<readonly string[]>,
  all: readonly string[],
): Promise<Quality> {
  const values: { question: string; isHeldOut: boolean; value: number }[] = [];
  for (const judged of await readJudged()) {
    const value = ndcg(judged, await ask(judged.question), all);
    if (value !== undefined) values.push({ question: judged.question, isHeldOut: judged.isHeldOut, value });
  }
  const mean = (part: typeof values) => part.reduce((sum, { value }) => sum + value, 0) / part.length;
  return {
    tuned: mean(values.filter(each => !each.isHeldOut)),
    heldOut: mean(values.filter(each => each.isHeldOut)),
    questions: values.length,
    worst: values
      .filter(each => !each.isHeldOut)
      .sort((a, b) => a.value - b.value)
      .slice(0, 15),
  };
}

async function titlesAt(portal: string, query: string): Promise<{ count: number; titles: string[] }> {
  const response = await fetch(`${portal}/api/public/search?${query}`);
  const answer = (await response.json()) as { count: number; hits: { title: string }[] };
  return { count: answer.count, titles: answer.hits.map(hit => hit.title) };
}

async function allTitles(portal: string): Promise<string[]> {
  const { count } = await titlesAt(portal, 'q=');
  const pages = Array.from({ length: Math.min(100, Math.ceil(count / 10)) }, (_, at) => at + 1);
  const found: string[] = [];
  for (const page of pages) found.push(...(await titlesAt(portal, `q=&page=${page}`)).titles);
  return found;
}

if (import.meta.main) {
  const portal = process.argv[2] ?? 'http://localhost:8080';
  const all = await allTitles(portal);
  const ask = async (question: string) =>
    (await titlesAt(portal, `q=${encodeURIComponent(question)}`)).titles;
  const { tuned, heldOut, questions, worst } = await measure(ask, all);
  console.log(
    `${questions} questions over ${all.length} items: nDCG@10 ${tuned.toFixed(3)} tuned, ${heldOut.toFixed(3)} held out`,
  );
  for (const { question, value } of worst) console.log(value.toFixed(2), question);
}
