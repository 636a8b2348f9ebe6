import type { Citation } from '../../../law/citation.ts';
import { yearOf } from '../../../law/day.ts';
import { type Explanation, limitWords } from '../../../law/explanation.ts';
import type { Calendar } from '../../../law/working-days.ts';
import type { ExplanationView } from '../../calendar/contract.ts';

function citationView({ instrument, article, paragraph, item, part }: Citation) {
  return {
    instrument,
    ...(article === undefined ? {} : { article }),
    ...(paragraph === undefined ? {} : { paragraph }),
    ...(item === undefined ? {} : { item }),
    ...(part === undefined ? {} : { note: part }),
  };
}

/** An explanation as it is stored and drawn, with the titles of the notices of the years it passes through. */
export function explanationView(explanation: Explanation, calendar: Calendar): ExplanationView {
  const { dueOn, provisional, limit, steps } = explanation;
  const years = steps.map(step => yearOf(step.on));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const isCounted = !('fixedDay' in limit);
  return {
    dueOn,
    provisional,
    calendar: isCounted
      ? calendar.years
          .filter(({ year }) => year >= first && year <= last)
          .flatMap(({ notices }) => notices.map(notice => notice.title))
      : [],
    limit: {
      words: limitWords(limit),
      setBy: limit.setBy,
      ...(limit.mark === undefined ? {} : { mark: limit.mark }),
    },
    steps: steps.map(step => ({ on: step.on, words: step.words, basis: step.basis.map(citationView) })),
  };
}
