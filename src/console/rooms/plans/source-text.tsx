import { useEffect, useMemo, useRef } from 'react';
import { findPassage } from './passage.ts';

interface SourceTextProps {
  readonly text: string;
  /** What is chosen on the other side; marked here and scrolled to. */
  readonly passage: string;
  /** The page follows too, where the pane is out of sight. */
  readonly follow?: boolean;
}

/** The plan as it was handed in. */
export function SourceText({ text, passage, follow = false }: SourceTextProps) {
  const mark = useRef<HTMLElement>(null);
  const box = useRef<HTMLElement>(null);
  const found = useMemo(() => findPassage(text, passage), [text, passage]);
  useEffect(() => {
    // Otherwise only the pane moves, not the page: the form being filled in stays where it is.
    if (mark.current === null || box.current === null) return;
    const { top, bottom } = box.current.getBoundingClientRect();
    if (follow && (bottom < 80 || top > window.innerHeight - 80))
      box.current.scrollIntoView({ block: 'start' });
    const distance = mark.current.getBoundingClientRect().top - box.current.getBoundingClientRect().top;
    box.current.scrollBy({ top: distance - 60 });
  }, [found?.start, found?.end, follow]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={box} className="source-text" aria-label="方案原文" tabIndex={0}>
      {found === undefined ? (
        text
      ) : (
        <>
          {text.slice(0, found.start)}
          <mark ref={mark}>{text.slice(found.start, found.end)}</mark>
          {text.slice(found.end)}
        </>
      )}
    </section>
  );
}
