import { Button } from 'antd';
import { useState } from 'react';
import { redactableTypes, redactedFile } from '../../../contexts/files/contract/redaction.ts';
import type { AttachmentView } from '../../../contexts/publications/contract.ts';
import { fileAddress } from '../../file-addresses.ts';
import { RedactionDialog } from '../../parts/redaction-dialog.tsx';

interface MaskAttachmentProps {
  readonly file: AttachmentView;
  readonly onReplace: (copy: AttachmentView) => void;
}

/** Makes a covered copy of an attachment and puts it in the place of the original. */
export function MaskAttachment({ file, onReplace }: MaskAttachmentProps) {
  const [open, setOpen] = useState(false);
  if (!redactableTypes.has(file.mediaType)) return null;
  return (
    <>
      <Button size="small" aria-label={`遮盖附件“${file.name}”`} onClick={() => setOpen(true)}>
        遮盖
      </Button>
      {open && (
        <RedactionDialog
          name={file.name}
          mediaType={file.mediaType}
          endpoint={`files/${file.fileDigest}/redact`}
          more={{ of: file.name }}
          answer={redactedFile}
          reportOf={copy => copy.report}
          addressOf={copy => fileAddress(copy.file.digest, copy.file.name)}
          useWords="用副本替换附件"
          onUse={({ file: { digest, ...rest } }) => {
            onReplace({ fileDigest: digest, ...rest });
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
