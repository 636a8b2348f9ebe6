import { Button, Popover } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { Permission } from '../../contexts/organisation/contract.ts';
import { citationWords } from '../words.ts';
import { ReasonList } from './problem.tsx';

interface CommandButtonProps {
  /** What the server said of this command; absent: the command does not belong to this thing now. */
  readonly permission: Permission | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
  readonly main?: boolean;
  readonly danger?: boolean;
  readonly busy?: boolean;
}

/**
 * A button for a command that the server may forbid. Forbidden, it stays in the tab order and says every reason with
 * its article: to the mouse, to the keyboard and to a screen reader.
 */
export function CommandButton({ permission, onClick, children, main, danger, busy }: CommandButtonProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  if (permission === undefined) return null;
  const look = { type: main === true ? ('primary' as const) : ('default' as const), danger: danger === true };
  if (permission.allowed) {
    return (
      <Button {...look} loading={busy === true} onClick={onClick}>
        {children}
      </Button>
    );
  }
  const reasons = permission.reasons;
  const words = reasons.map(r => [r.message, ...r.basis.map(citationWords)].join(' ')).join('；');
  return (
    <>
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger={['hover', 'focus', 'click']}
        title="现在不能办理"
        content={
          <div className="popover-reasons">
            <ReasonList reasons={reasons} />
          </div>
        }
      >
        {/* The popover claims the description of its own child, and drops it when closed; the button keeps ours. */}
        <span className="denied">
          <Button
            className="command-denied"
            aria-disabled="true"
            aria-describedby={id}
            onKeyDown={event => event.key === 'Escape' && setOpen(false)}
          >
            {children}
          </Button>
        </span>
      </Popover>
      <span id={id} className="unseen">
        现在不能办理：{words}
      </span>
    </>
  );
}
