import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ProblemNotice } from './problem.tsx';

/** Waiting, failed or there: the three faces of everything that is fetched. */
export function Loaded<Data>({
  query,
  children,
}: {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  return <Waiting />;
}

export function Waiting() {
  return (
    <div role="status">
      <span className="unseen">正在载入…</span>
      <Skeleton active paragraph={{ rows: 4 }} />
    </div>
  );
}

/** Nothing here, and what to do about it. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="nothing">{children}</p>;
}
