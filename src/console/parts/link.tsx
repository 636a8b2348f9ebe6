import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { hrefOf } from '../path.ts';

/** Goes to a console path made by the path builder. */
export function useGo(): (path: string, options?: { replace?: boolean }) => void {
  const { history } = useRouter();
  return (path, options = {}) => {
    if (options.replace === true) history.replace(hrefOf(path));
    else history.push(hrefOf(path));
  };
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { readonly to: string };

/** A real link to a screen of the console: it can be opened in a new tab, copied and sent on. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const go = useGo();
  const click = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plain || rest.target === '_blank') return;
    event.preventDefault();
    go(to);
  };
  return <a href={hrefOf(to)} onClick={click} {...rest} />;
}
