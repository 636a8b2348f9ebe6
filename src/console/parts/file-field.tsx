import { useMutation } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useId, useRef, useState } from 'react';
import {
  acceptedTypes,
  acceptedTypeWords,
  maximumFileSize,
  type UploadedFile,
  uploadedFile,
} from '../../contexts/files/contract.ts';
import { ApiProblem, upload } from '../api.ts';
import { sizeWords } from '../words.ts';
import { ProblemNotice } from './problem.tsx';

export type PickedFile = UploadedFile;

const endings = Object.values(acceptedTypes).flatMap(each => each.map(ending => `.${ending}`));

/** Says what is wrong before a large file travels for nothing; the server decides by content. */
function refuseEarly(file: File): void {
  const refuse = (code: string, message: string, advice: string) => {
    throw new ApiProblem({ status: 0, code, message, advice, problems: [], reasons: [] });
  };
  if (file.size > maximumFileSize)
    refuse(
      'too-large',
      `“${file.name}”有 ${sizeWords(file.size)}，超过 50 MB 的限制。`,
      '请压缩或拆分后重新选择。',
    );
  if (!endings.some(ending => file.name.toLowerCase().endsWith(ending)))
    refuse('wrong-type', `“${file.name}”不在允许的类型之内。`, `请选择 ${acceptedTypeWords}。`);
  if (file.size === 0) refuse('empty-file', `“${file.name}”是空文件。`, '请检查后重新选择。');
}

/** Every upload goes under this key, so that what needs the file can wait for it. */
export const uploadKey = ['upload'];

/** Uploads one file after another, telling how far it is. */
export function useUpload() {
  const [share, setShare] = useState(0);
  const [name, setName] = useState('');
  const work = useMutation({
    mutationKey: uploadKey,
    mutationFn: async (file: File) => {
      refuseEarly(file);
      setShare(0);
      setName(file.name);
      return upload('files', file, uploadedFile, setShare);
    },
  });
  return { ...work, share, name };
}

interface FilePickerProps {
  readonly words: string;
  readonly many?: boolean;
  readonly accept?: string;
  readonly disabled?: boolean;
  readonly onFiles: (files: File[]) => void;
}

/** A button that opens the file dialog. */
export function FilePicker({ words, many, accept, disabled, onFiles }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="unseen">
        {words}
      </label>
      <input
        id={id}
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        accept={accept ?? endings.join(',')}
        multiple={many === true}
        onChange={event => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <Button disabled={disabled === true} onClick={() => input.current?.click()}>
        {words}
      </Button>
    </>
  );
}

export function UploadShare({ name, share }: { readonly name: string; readonly share: number }) {
  return (
    <div role="status">
      正在上传“{name}”
      <Progress percent={Math.round(share * 100)} size="small" aria-label={`“${name}”上传进度`} />
    </div>
  );
}

interface FileFieldProps {
  /** The size is told where it is known. */
  readonly value?: (Pick<PickedFile, 'name'> & Partial<PickedFile>) | undefined;
  readonly onChange?: (file: PickedFile | undefined) => void;
}

/** One file inside a form. */
export function FileField({ value, onChange }: FileFieldProps) {
  const sending = useUpload();
  return (
    <>
      {value === undefined ? (
        <FilePicker
          words="选择文件"
          disabled={sending.isPending}
          onFiles={files => files[0] && sending.mutate(files[0], { onSuccess: file => onChange?.(file) })}
        />
      ) : (
        <span>
          {value.name}
          {value.size !== undefined && `（${sizeWords(value.size)}）`}{' '}
          <Button size="small" onClick={() => onChange?.(undefined)}>
            移除
          </Button>
        </span>
      )}
      {sending.isPending && <UploadShare name={sending.name} share={sending.share} />}
      <ProblemNotice error={sending.error} />
    </>
  );
}
