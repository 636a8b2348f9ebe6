import { type ReactNode, useEffect } from 'react';
import { Link } from './link.tsx';

export interface Crumb {
  readonly words: string;
  readonly to: string;
}

interface PageProps {
  readonly title: string;
  /** The way here, without the page itself. */
  readonly crumbs?: readonly Crumb[];
  /** One line under the title. */
  readonly lead?: ReactNode;
  /** Marks beside the title. */
  readonly marks?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every screen: way here, title, what it is, what one can do. */
export function Page({ title, crumbs = [], lead, marks, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · 政务公开工作台`;
  }, [title]);
  return (
    <div className="page">
      {crumbs.length > 0 && (
        <nav aria-label="当前位置" className="crumbs">
          <ol>
            {crumbs.map(crumb => (
              <li key={crumb.to}>
                <Link to={crumb.to}>{crumb.words}</Link>
              </li>
            ))}
            <li aria-current="page">{title}</li>
          </ol>
        </nav>
      )}
      <div className="page-head">
        <div className="page-title">
          <h1>
            {title}
            {marks !== undefined && <span className="page-marks">{marks}</span>}
          </h1>
          {lead !== undefined && <p className="quiet">{lead}</p>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A block of a page with its own heading. */
export function Section({
  title,
  id,
  extra,
  children,
}: {
  readonly title: string;
  readonly id?: string;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="section" aria-label={title} {...(id === undefined ? {} : { id })}>
      <div className="section-head">
        <h2>{title}</h2>
        {extra}
      </div>
      {children}
    </section>
  );
}

/** Names and values in two columns. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === '' || value === null || value === undefined ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  );
}
