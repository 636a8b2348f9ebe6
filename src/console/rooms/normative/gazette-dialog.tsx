import { Form, Input } from 'antd';
import type { GazetteRow } from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { DayField } from '../../parts/fields.tsx';
import { FileField, type PickedFile } from '../../parts/file-field.tsx';

export type GazetteCommand = 'hand-over' | 'accept' | 'correct' | 'refuse' | 'drop';

interface Typed {
  readonly on?: string;
  readonly issue?: string;
  readonly page?: string;
  readonly publishedOn?: string;
  readonly reason?: string;
  readonly file?: PickedFile;
}

const titles: Readonly<Record<GazetteCommand, string>> = {
  'hand-over': '登记报送',
  accept: '登记刊登',
  correct: '更正刊登信息',
  refuse: '登记未采用',
  drop: '取消报送',
};

function wireOf(row: GazetteRow, command: GazetteCommand, typed: Typed): unknown {
  const { revision } = row;
  if (command === 'hand-over') return { command, revision, on: typed.on };
  if (command === 'refuse' || command === 'drop') return { command, revision, reason: typed.reason };
  const { issue, page = '', publishedOn, file } = typed;
  const evidence = file === undefined ? null : { digest: file.digest, name: file.name };
  return { command, revision, issue, page, publishedOn, evidence };
}

/** Asks for what the next step of a note needs. */
export function GazetteDialog(props: {
  readonly asked: { readonly row: GazetteRow; readonly command: GazetteCommand } | null;
  readonly onClose: () => void;
}) {
  const { asked, onClose } = props;
  const row = asked?.row;
  const command = asked?.command ?? 'hand-over';
  const move = useCommand<Typed>({
    endpoint: `gazette-notes/${row?.id ?? ''}/move`,
    done: '已登记',
    wire: typed => (row === undefined ? {} : wireOf(row, command, typed)),
    onDone: onClose,
  });
  const initial: Typed =
    command === 'correct' && row !== undefined
      ? { issue: row.issue ?? '', page: row.page ?? '', publishedOn: row.publishedOn ?? '' }
      : {};
  return (
    <AskDialog<Typed>
      key={`${row?.id ?? ''} ${command}`}
      open={asked !== null}
      title={titles[command]}
      lead={row === undefined ? '' : `《${row.title}》${row.documentNo}`}
      okWords="登记"
      busy={move.isPending}
      error={move.error}
      initial={initial}
      onSubmit={typed => move.mutate(typed)}
      onClose={() => {
        move.reset();
        onClose();
      }}
    >
      {command === 'hand-over' && (
        <Form.Item label="报送日期" name="on" rules={[{ required: true, message: '请填写报送日期。' }]}>
          <DayField />
        </Form.Item>
      )}
      {(command === 'accept' || command === 'correct') && <PrintedFields />}
      {(command === 'refuse' || command === 'drop') && (
        <Form.Item
          label="理由"
          name="reason"
          rules={[{ required: true, whitespace: true, message: '请写明理由。' }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} />
        </Form.Item>
      )}
    </AskDialog>
  );
}

function PrintedFields() {
  return (
    <>
      <Form.Item
        label="期号"
        name="issue"
        extra="例如2019年第6期（总第120期）。"
        rules={[{ required: true, whitespace: true, message: '请填写期号。' }]}
      >
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item label="页码" name="page">
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item
        label="刊登日期"
        name="publishedOn"
        rules={[{ required: true, message: '请填写刊登日期。' }]}
      >
        <DayField />
      </Form.Item>
      <Form.Item label="刊登凭证" name="file" extra="公报版面的扫描件或者照片，没有可以不传。">
        <FileField />
      </Form.Item>
    </>
  );
}
