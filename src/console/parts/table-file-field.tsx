import { FilePicker } from './file-field.tsx';

/** A table that goes with the command itself and is not kept as a file: as base64. */
export interface PickedTable {
  readonly name: string;
  readonly base64: string;
}

interface TableFileFieldProps {
  /** Given by the form item. */
  readonly value?: PickedTable;
  readonly onChange?: (file: PickedTable) => void;
  /** e.g. 选择名单 */
  readonly words: string;
}

export function TableFileField({ value, onChange, words }: TableFileFieldProps) {
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    onChange?.({ name: file.name, base64: btoa(text) });
  };
  return (
    <>
      {value !== undefined && <p>{value.name}</p>}
      <FilePicker
        words={value === undefined ? words : '换一个文件'}
        accept=".csv,.xlsx"
        onFiles={([file]) => void read(file)}
      />
    </>
  );
}
