import { Alert, App, Button, Modal } from 'antd';
import { useState } from 'react';
import {
  type EditionView,
  editionView,
  type ImportPreview,
  importPreview,
  type SaveBody,
} from '../../../contexts/datasets/contract.ts';
import { upload } from '../../api.ts';
import { useCommand } from '../../parts/command.ts';
import { FilePicker } from '../../parts/file-field.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { apiHref } from '../../path.ts';

function Mapping({ preview, view }: { readonly preview: ImportPreview; readonly view: EditionView }) {
  const names = new Map(view.measures.map(measure => [measure.id, measure.name]));
  return (
    <p className="quiet">
      读到的列：
      {preview.mapping
        .map(
          each =>
            `${each.column}列“${each.header}”${each.measure === null ? '' : `→${names.get(each.measure)}`}`,
        )
        .join('，')}
      。
    </p>
  );
}

function Problems({ preview }: { readonly preview: ImportPreview }) {
  if (preview.problems.length === 0) return null;
  return (
    <ListTable
      label="不能导入的单元格"
      rows={preview.problems}
      rowKey={each => `${each.cell} ${each.code} ${each.words}`}
      empty=""
      columns={[
        { title: '单元格', key: 'cell', render: (_, each) => (each.cell === '' ? '整个文件' : each.cell) },
        { title: '问题', dataIndex: 'words' },
        { title: '办法', dataIndex: 'advice' },
      ]}
    />
  );
}

/** Template, upload, what was read and what was not; nothing is written before it is confirmed. */
export function ImportTable({ view }: { readonly view: EditionView }) {
  const { message } = App.useApp();
  const [preview, setPreview] = useState<ImportPreview>();
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const save = useCommand<SaveBody, typeof editionView>({
    endpoint: `datasets/editions/${view.id}/cells`,
    method: 'PUT',
    answer: editionView,
  });
  const read = async ([file]: File[]) => {
    if (file === undefined) return;
    setFault(null);
    setBusy(true);
    await upload(`datasets/editions/${view.id}/import`, file, importPreview)
      .then(setPreview, setFault)
      .finally(() => setBusy(false));
  };
  const take = async () => {
    for (const part of preview?.parts ?? [])
      if ((await save.mutateAsync(part).catch(() => undefined)) === undefined) return;
    message.success(`已写入${preview?.good}个单元格`);
    setPreview(undefined);
  };
  const address = `datasets/editions/${view.id}/template`;
  return (
    <>
      <span className="actions">
        <Button href={apiHref(`${address}.xlsx`)} download>
          下载XLSX模板
        </Button>
        <Button href={apiHref(`${address}.csv`)} download>
          下载CSV模板
        </Button>
        <FilePicker
          words="导入填好的表格"
          accept=".xlsx,.csv"
          disabled={busy}
          onFiles={files => void read(files)}
        />
      </span>
      <ProblemNotice error={fault} />
      <Modal
        open={preview !== undefined}
        title={`导入“${preview?.fileName ?? ''}”`}
        width={820}
        okText={`写入${preview?.good ?? 0}个单元格`}
        cancelText="不导入"
        okButtonProps={{ disabled: (preview?.good ?? 0) === 0 }}
        confirmLoading={save.isPending}
        onOk={() => void take()}
        onCancel={() => setPreview(undefined)}
      >
        {preview !== undefined && (
          <>
            <Alert
              type={preview.problems.length === 0 ? 'success' : 'warning'}
              showIcon
              title={
                preview.problems.length === 0
                  ? `读到${preview.good}个单元格，没有发现问题。`
                  : `读到${preview.good}个单元格，另有${preview.problems.length}处不能导入。可以先写入其余的，改正后再次导入。`
              }
            />
            <Mapping preview={preview} view={view} />
            <Problems preview={preview} />
            <ProblemNotice error={save.error} />
          </>
        )}
      </Modal>
    </>
  );
}
