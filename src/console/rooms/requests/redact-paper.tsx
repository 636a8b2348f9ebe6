import { useState } from 'react';
import { z } from 'zod';
import { redactableTypes, redactionReport } from '../../../contexts/files/contract/redaction.ts';
import { type PaperView, type RequestView, requestView } from '../../../contexts/requests/contract.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { RedactionDialog } from '../../parts/redaction-dialog.tsx';

const answer = z.object({ request: requestView, report: redactionReport });

interface RedactPaperProps {
  readonly request: RequestView;
  readonly paper: PaperView;
}

/** Makes the copy that may go out with a partial reply, and files it as “已删减”. */
export function RedactPaper({ request, paper }: RedactPaperProps) {
  const [open, setOpen] = useState(false);
  if (paper.kind !== 'supplied' || paper.redacted || !redactableTypes.has(paper.mediaType)) return null;
  return (
    <>
      <CommandButton permission={request.permissions['add-paper']} onClick={() => setOpen(true)}>
        在系统中遮盖
      </CommandButton>
      {open && (
        <RedactionDialog
          name={paper.title}
          mediaType={paper.mediaType}
          endpoint={`requests/${request.id}/papers/${paper.id}/redact`}
          answer={answer}
          reportOf={made => made.report}
          useWords="副本已记入案卷，完成"
          onUse={() => setOpen(false)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
