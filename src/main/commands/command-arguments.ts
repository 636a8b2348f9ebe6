/** Reading what a person typed after a command; everything wrong is an `AppError` of bad input. */
import { type Citation, citationsWords, citationWords, cite } from '../../law/citation.ts';
import { type Day, parseDay } from '../../law/day.ts';
import type { Reason } from '../../law/refusal.ts';
import { AppError, type InputProblem } from '../../platform/app-error.ts';

export function badInput(...problems: InputProblem[]): AppError {
  const [first] = problems;
  return new AppError('bad-input', { problems, ...(first === undefined ? {} : { detail: first.message }) });
}

/** The day an argument names; periods run by the civil calendar (民法典 art 200), so it has to be in it. */
export function dayArgument(where: string, text: string | undefined): Day {
  const day = parseDay(text);
  if (day !== undefined) return day;
  const message =
    text === undefined
      ? `缺少日期 ${where}。`
      : `“${text}”不是存在的日期，请按 2026-03-02 的格式填写（${citationWords(cite('民法典', 200))}）。`;
  throw badInput({ where, message });
}

/** A whole number from 0 to `most`; `basis` is the rule that counts. */
export function countArgument(
  where: string,
  text: string | undefined,
  most: number,
  basis: Citation,
): number {
  const count = text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (count <= most) return count;
  const message = `“${text ?? ''}”不符合要求，${where} 应为0至${most}的整数（${citationWords(basis)}）。`;
  throw badInput({ where, message });
}

/** `--name VALUE` pairs; a name that is not known, has no value, or stands twice is refused. */
export function namedArguments(
  args: readonly string[],
  known: readonly string[],
): { named: Readonly<Record<string, string>>; rest: readonly string[] } {
  const named: Record<string, string> = {};
  const rest: string[] = [];
  const problems: InputProblem[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const word = args[i]!;
    if (!word.startsWith('--')) {
      rest.push(word);
      continue;
    }
    const [name, value] = [word.slice(2), args[i + 1]];
    if (!known.includes(name)) problems.push({ where: word, message: `没有 ${word} 这个选项。` });
    else if (value === undefined || value.startsWith('--'))
      problems.push({ where: word, message: `${word} 缺少值。` });
    else if (Object.hasOwn(named, name)) problems.push({ where: word, message: `${word} 出现了两次。` });
    else named[name] = value;
    i += 1;
  }
  if (problems.length > 0) throw badInput(...problems);
  return { named, rest };
}

/** A refusal of the rules as a fault for the command line, every reason with its article. */
export function refusedBy(reasons: readonly Reason[]): AppError {
  const problems = reasons.map(({ code, message, basis, where }) => ({
    where: where ?? code,
    message: basis.length === 0 ? message : `${message}（${citationsWords(basis)}）`,
  }));
  return new AppError('refused', { problems, detail: problems.map(each => each.message).join('') });
}

/** A citation as printed: its parts, and the words a person reads. */
export function printed(basis: readonly Citation[]): (Citation & { words: string })[] {
  return basis.map(citation => ({ ...citation, words: citationWords(citation) }));
}
