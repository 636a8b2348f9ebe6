import type { PlanLeaf, PlanWarning } from '../../../contexts/plan/contract.ts';
import { passageOfWarning } from './warnings.ts';

interface WarningListProps {
  readonly warnings: readonly PlanWarning[];
  readonly leaves: readonly PlanLeaf[];
  readonly text: string;
  /** The passage marked now. */
  readonly passage: string;
  readonly onShow: (passage: string) => void;
}

/** Warnings, each leading to the words of the plan it is about. */
export function WarningList({ warnings, leaves, text, passage, onShow }: WarningListProps) {
  return (
    <ul className="reasons">
      {warnings.map(warning => {
        const about = passageOfWarning(warning, leaves, text);
        return (
          <li key={`${warning.where}${warning.message}`}>
            {about === '' ? (
              warning.where
            ) : (
              <button
                type="button"
                className="plain-button"
                aria-pressed={about === passage}
                title="在原文中标出"
                onClick={() => onShow(about)}
              >
                {warning.where}
              </button>
            )}
            ：{warning.message}
          </li>
        );
      })}
    </ul>
  );
}
