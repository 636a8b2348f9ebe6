import type { ComponentChildren } from 'preact';

const safeScheme = /^(?:https?:|mailto:|tel:|\/|#|\?|\.)/i;

/** An address that may stand in `href` or `src`. Anything else (javascript:, data:, vbscript:) becomes `#`. */
export function safeAddress(address: string): string {
  return safeScheme.test(address) ? address : '#';
}

/** The one way to write a link on the portal: its scheme is checked. */
export function Link(props: {
  to: string;
  children: ComponentChildren;
  class?: string;
  rel?: string;
  title?: string;
  current?: boolean;
  download?: boolean;
  label?: string;
}) {
  return (
    <a
      href={safeAddress(props.to)}
      class={props.class}
      rel={props.rel}
      title={props.title}
      aria-current={props.current === true ? 'page' : undefined}
      aria-label={props.label}
      download={props.download}
    >
      {props.children}
    </a>
  );
}
