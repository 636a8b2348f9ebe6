import { Alert, Button } from 'antd';
import type { z } from 'zod';
import type { citation, Reason } from '../../contexts/organisation/contract.ts';
import { problemWords } from '../problem-words.ts';
import { citationWords } from '../words.ts';

export function Basis({ of }: { readonly of: readonly z.output<typeof citation>[] }) {
  if (of.length === 0) return null;
  return <span className="basis">依据：{of.map(citationWords).join('、')}</span>;
}

/** Reasons why not, each with its article. */
export function ReasonList({ reasons }: { readonly reasons: readonly Reason[] }) {
  return (
    <ul className="reasons">
      {reasons.map(reason => (
        <li key={`${reason.code}${reason.message}`}>
          {reason.message} <Basis of={reason.basis} />
        </li>
      ))}
    </ul>
  );
}

interface ProblemNoticeProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** What went wrong, what to do, and every further point; announced to screen readers. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  if (error === null || error === undefined) return null;
  const { title, advice, problems, reasons } = problemWords(error);
  return (
    <Alert
      className="problem"
      type="error"
      showIcon
      role="alert"
      title={title}
      description={
        <>
          <p>{advice}</p>
          {reasons.length > 0 && <ReasonList reasons={reasons} />}
          {problems.length > 0 && (
            <ul className="reasons">
              {problems.map(problem => (
                <li key={`${problem.where}${problem.message}`}>
                  {problem.where === '' ? '' : `${problem.where}：`}
                  {problem.message}
                </li>
              ))}
            </ul>
          )}
        </>
      }
      {...(onRetry === undefined ? {} : { action: <Button onClick={onRetry}>重试</Button> })}
    />
  );
}
