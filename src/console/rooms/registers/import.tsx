import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { type ImportView, imported, type RegisterView } from '../../../contexts/registers/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Field } from '../../parts/field.tsx';
import { useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';

const route = getRouteApi('/inside/registers/imports/$id');

type Row = ImportView['rows'][number];

function Mapping({ waiting, view }: { readonly waiting: ImportView; readonly view: RegisterView }) {
  const set = useCommand<{ fields: (string | null)[] }>({
    endpoint: `registers/imports/${waiting.id}/mapping`,
    method: 'PUT',
    done: '已更新列的对应关系',
  });
  const options = [
    { value: 'region', label: '地区' },
    ...view.schema.fields.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const choose = (at: number, field: string | null) =>
    set.mutate({ fields: waiting.mapping.map((each, no) => (no === at ? field : each.field)) });
  return (
    <Section title="列的对应关系">
      <div className="form-grid">
        {waiting.mapping.map(({ head, column, field }, at) => (
          <Field key={column} label={`“${head}”列`}>
            {id => (
              <Select
                id={id}
                allowClear
                className="wide"
                placeholder="不导入"
                value={field}
                options={options}
                onChange={chosen => choose(at, chosen ?? null)}
              />
            )}
          </Field>
        ))}
      </div>
      <ProblemNotice error={set.error} />
    </Section>
  );
}

function RowDialog(props: { readonly waiting: ImportView; readonly row: Row; readonly onClose: () => void }) {
  const { waiting, row, onClose } = props;
  const [cells, setCells] = useState(row.cells);
  const save = useCommand<{ cells: string[] | null }>({
    endpoint: `registers/imports/${waiting.id}/rows/${row.row}`,
    method: 'PUT',
    done: '已更新',
    onDone: onClose,
  });
  const own = waiting.problems.filter(each => each.row === row.row);
  return (
    <Modal
      open
      title={`第${row.row}行`}
      okText="保存这一行"
      cancelText="取消"
      confirmLoading={save.isPending}
      onOk={() => save.mutate({ cells })}
      onCancel={onClose}
      width={640}
    >
      <ul className="reasons">
        {own.map(each => (
          <li key={`${each.cell} ${each.message}`}>
            {each.message}
            {each.advice}
          </li>
        ))}
      </ul>
      {waiting.mapping.map(({ head, column }, at) => (
        <Field key={column} label={head}>
          {id => (
            <Input
              id={id}
              value={cells[at] ?? ''}
              onChange={event => setCells(cells.map((cell, no) => (no === at ? event.target.value : cell)))}
            />
          )}
        </Field>
      ))}
      <ProblemNotice error={save.error} />
      <Button danger onClick={() => save.mutate({ cells: null })}>
        删去这一行
      </Button>
    </Modal>
  );
}

/** Every cell that cannot be taken, with its field; each leads to its row. */
function Problems(props: {
  readonly waiting: ImportView;
  readonly view: RegisterView;
  readonly onRow: (row: Row) => void;
}) {
  const { waiting, view, onRow } = props;
  const { problems, problemCount, rows } = waiting;
  const byRow = new Map(rows.map(row => [row.row, row]));
  const names = new Map([
    ['region', '地区'],
    ...view.schema.fields.map(({ id, name }) => [id, name] as const),
  ]);
  return (
    <Section title="需要改正">
      {problemCount > problems.length && (
        <p>
          共{problemCount}处，先列出前{problems.length}
          处；改正后自动列出其余的。问题很多的，宜在文件中改好后重新导入。
        </p>
      )}
      <ListTable
        label="需要改正的单元格"
        rows={problems}
        rowKey={each => `${each.row} ${each.cell} ${each.field} ${each.message}`}
        empty=""
        columns={[
          {
            title: '单元格',
            key: 'cell',
            render: (_, each) => {
              const row = byRow.get(each.row);
              if (each.row === 0) return '整个文件';
              if (row === undefined) return each.cell;
              return (
                <Button size="small" onClick={() => onRow(row)}>
                  改正{each.cell}
                </Button>
              );
            },
          },
          { title: '行', key: 'row', render: (_, each) => (each.row === 0 ? '—' : `${each.row}`) },
          { title: '字段', key: 'field', render: (_, each) => names.get(each.field) ?? '—' },
          { title: '问题', dataIndex: 'message' },
          { title: '办法', dataIndex: 'advice' },
        ]}
      />
    </Section>
  );
}

function Wizard({ waiting, view }: { readonly waiting: ImportView; readonly view: RegisterView }) {
  const go = useGo();
  const [row, setRow] = useState<Row>();
  const back = () => go(path.register(view.id));
  const apply = useCommand<void, typeof imported>({
    endpoint: `registers/imports/${waiting.id}/apply`,
    answer: imported,
    done: '已写入名录',
    onDone: back,
  });
  const drop = useCommand({
    endpoint: `registers/imports/${waiting.id}/drop`,
    done: '已放弃这份文件',
    onDone: back,
  });
  const crumbs = [
    { words: '名录', to: path.registers() },
    { words: view.title, to: path.register(view.id) },
  ];
  return (
    <Page
      title={`导入“${waiting.fileName}”`}
      crumbs={crumbs}
      lead="文件还在等待区，没有写入名录。全部改正后一次写入。"
      actions={
        <>
          <Button onClick={() => drop.mutate()}>放弃</Button>
          <CommandButton
            main
            permission={waiting.permissions['apply']}
            busy={apply.isPending}
            onClick={() => apply.mutate()}
          >
            写入名录
          </CommandButton>
        </>
      }
    >
      <ProblemNotice error={apply.error ?? drop.error} />
      <Facts
        rows={[
          ['读到的行', `${waiting.rowCount}`],
          ['将新增', `${waiting.added}`],
          ['将变更', `${waiting.changed}`],
          ['没有变化', `${waiting.unchanged}`],
          ['问题', `${waiting.problemCount}`],
        ]}
      />
      <Mapping waiting={waiting} view={view} />
      {waiting.problems.length > 0 && <Problems waiting={waiting} view={view} onRow={setRow} />}
      <Section title="内容">
        <ListTable
          label="读到的内容"
          rows={waiting.rows}
          rowKey={each => String(each.row)}
          empty="没有读到内容。"
          columns={[
            {
              title: '行',
              key: 'row',
              render: (_, each) => (
                <Button size="small" danger={!each.isGood} onClick={() => setRow(each)}>
                  第{each.row}行
                </Button>
              ),
            },
            ...waiting.mapping.slice(0, 6).map(({ head, column }, at) => ({
              title: head,
              key: String(column),
              render: (_: unknown, each: Row) => each.cells[at] ?? '',
            })),
          ]}
        />
      </Section>
      {row !== undefined && (
        <RowDialog key={row.row} waiting={waiting} row={row} onClose={() => setRow(undefined)} />
      )}
    </Page>
  );
}

function Room({ waiting }: { readonly waiting: ImportView }) {
  const query = useQuery(queries.register(waiting.register));
  return <Loaded query={query}>{view => <Wizard waiting={waiting} view={view} />}</Loaded>;
}

/** A file in the waiting area: put right cell by cell, then taken over as a whole. */
export function RegisterImport() {
  const { id } = route.useParams();
  const query = useQuery(queries.registerImport(id));
  return <Loaded query={query}>{waiting => <Room waiting={waiting} />}</Loaded>;
}
