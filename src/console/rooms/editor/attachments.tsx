import { Button, Input } from 'antd';
import { acceptedTypeWords } from '../../../contexts/files/contract.ts';
import type { AttachmentView } from '../../../contexts/publications/contract.ts';
import { FilePicker, UploadShare, useUpload } from '../../parts/file-field.tsx';
import { Nothing } from '../../parts/loaded.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { sizeWords } from '../../words.ts';
import { MaskAttachment } from './masking-attachment.tsx';

type Change = (attachments: readonly AttachmentView[]) => readonly AttachmentView[];

interface AttachmentsProps {
  readonly attachments: readonly AttachmentView[];
  /** Takes a change rather than a list: several uploads may end while others still run. */
  readonly onChange: (change: Change) => void;
}

/** The attachments: upload with progress, rename, order, remove. */
export function Attachments({ attachments, onChange }: AttachmentsProps) {
  const sending = useUpload();
  const take = async (files: File[]) => {
    for (const file of files) {
      try {
        const { digest, ...rest } = await sending.mutateAsync(file);
        onChange(list => [
          ...list.filter(each => each.fileDigest !== digest),
          { fileDigest: digest, ...rest },
        ]);
      } catch {
        // Shown below; the files after it wait until the person has seen it.
        return;
      }
    }
  };
  const rename = (digest: string, name: string) =>
    onChange(list => list.map(each => (each.fileDigest === digest ? { ...each, name } : each)));
  const remove = (digest: string) => onChange(list => list.filter(each => each.fileDigest !== digest));
  return (
    <>
      {attachments.length === 0 && !sending.isPending && <Nothing>没有附件。</Nothing>}
      <ul className="attachment-list">
        {attachments.map((file, index) => (
          <li key={file.fileDigest}>
            <Input
              className="attachment-name"
              aria-label={`第 ${index + 1} 个附件的名称`}
              value={file.name}
              onChange={event => rename(file.fileDigest, event.target.value)}
            />
            <span className="quiet">{sizeWords(file.size)}</span>
            <MaskAttachment
              file={file}
              onReplace={copy =>
                onChange(list => list.map(each => (each.fileDigest === file.fileDigest ? copy : each)))
              }
            />
            <Button
              size="small"
              aria-label={`移除附件“${file.name}”`}
              onClick={() => remove(file.fileDigest)}
            >
              移除
            </Button>
          </li>
        ))}
      </ul>
      <FilePicker words="上传附件" many disabled={sending.isPending} onFiles={files => void take(files)} />
      <p className="quiet hint">{acceptedTypeWords}，每个不超过 50 MB。</p>
      {sending.isPending && <UploadShare name={sending.name} share={sending.share} />}
      <ProblemNotice error={sending.error} />
    </>
  );
}
