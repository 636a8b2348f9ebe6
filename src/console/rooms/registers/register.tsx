import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  importView,
  type ProposeBody,
  proposed,
  type RegisterView,
} from '../../../contexts/registers/contract.ts';
import { upload } from '../../api.ts';
import type { RegisterFilters } from '../../filters.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { EditionsTable } from '../../parts/editions-table.tsx';
import { Field } from '../../parts/field.tsx';
import { FilePicker } from '../../parts/file-field.tsx';
import { Filter, FilterBar, WordFilter } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { apiHref, path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';
import { MeetsField } from '../editor/meets-field.tsx';
import { ClockMark } from './registers.tsx';

const route = getRouteApi('/inside/registers/$id');
const size = 50;

function Propose({ view }: { readonly view: RegisterView }) {
  const go = useGo();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [meets, setMeets] = useState<readonly { dutyId: string; elements: readonly number[] }[]>([]);
  const propose = useCommand<ProposeBody, typeof proposed>({
    endpoint: `registers/${view.id}/propose`,
    answer: proposed,
    done: '公开信息已生成，请核对后提交审查',
    onDone: ({ itemId }) => go(path.item(itemId)),
  });
  const send = () =>
    propose.mutate({ note, meets: meets.map(each => ({ ...each, elements: [...each.elements] })) });
  return (
    <>
      <CommandButton main permission={view.permissions['register.propose']} onClick={() => setOpen(true)}>
        生成公开信息
      </CommandButton>
      <Modal
        open={open}
        title={`生成“${view.title}”公开信息`}
        okText="生成"
        cancelText="取消"
        confirmLoading={propose.isPending}
        onOk={send}
        onCancel={() => setOpen(false)}
        width={640}
      >
        <p>按现在的内容生成正文和数据文件（JSON、CSV、XLSX），不含内部字段，经各环节审查后发布。</p>
        <Field label="说明（选填）" hint="随名录一并公开。">
          {id => (
            <Input.TextArea
              id={id}
              maxLength={500}
              value={note}
              onChange={event => setNote(event.target.value)}
            />
          )}
        </Field>
        <h3>履行的公开事项</h3>
        <MeetsField meets={meets} unitId={view.ownerUnitId} onChange={setMeets} />
        <ProblemNotice error={propose.error} />
      </Modal>
    </>
  );
}

function Unchanged({ view }: { readonly view: RegisterView }) {
  const [open, setOpen] = useState(false);
  const note = useCommand<{ readonly words: string }>({
    endpoint: `registers/${view.id}/unchanged`,
    done: '已登记，更新期限重新起算',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton permission={view.permissions['unchanged']} onClick={() => setOpen(true)}>
        核对，没有变化
      </CommandButton>
      <AskDialog<{ readonly words: string }>
        open={open}
        title="登记核对结果：没有变化"
        lead="登记之后更新期限从今天重新起算，核对日期和方式在公开页面上显示。"
        okWords="登记"
        busy={note.isPending}
        error={note.error}
        onSubmit={values => note.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item
          label="怎样核对的"
          name="words"
          rules={[{ required: true, min: 5, message: '请写明怎样核对的（至少五个字）。' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function Import({ view }: { readonly view: RegisterView }) {
  const go = useGo();
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const read = async ([file]: File[]) => {
    if (file === undefined) return;
    setFault(null);
    setBusy(true);
    await upload(`registers/${view.id}/imports`, file, importView)
      .then(made => go(path.registerImport(made.id)), setFault)
      .finally(() => setBusy(false));
  };
  const isAllowed = view.permissions['register.edit']?.allowed === true;
  return (
    <Section title="导入和导出">
      <span className="actions">
        <Button href={apiHref(`registers/${view.id}/template.xlsx`)} download>
          下载XLSX模板
        </Button>
        <Button href={apiHref(`registers/${view.id}/template.csv`)} download>
          下载CSV模板
        </Button>
        {isAllowed && (
          <>
            <FilePicker words="导入填好的表格" accept=".xlsx,.csv" disabled={busy} onFiles={read} />
            <Button href={apiHref(`registers/${view.id}/export.xlsx`)} download>
              导出XLSX
            </Button>
          </>
        )}
      </span>
      <ProblemNotice error={fault} />
      {view.waiting.length > 0 && (
        <ListTable
          label="等待写入的文件"
          rows={view.waiting}
          rowKey={row => row.id}
          empty=""
          columns={[
            {
              title: '等待写入的文件',
              key: 'file',
              render: (_, row) => <Link to={path.registerImport(row.id)}>{row.fileName}</Link>,
            },
            { title: '行数', dataIndex: 'rows' },
            { title: '上传', key: 'at', render: (_, row) => `${row.byName}　${momentWords(row.at)}` },
          ]}
        />
      )}
    </Section>
  );
}

function Publication({ view }: { readonly view: RegisterView }) {
  const { clock, changes, editions } = view;
  return (
    <Section
      title="公开情况"
      extra={
        <>
          <Unchanged view={view} /> <Propose view={view} />
        </>
      }
    >
      <Facts
        rows={[
          ['责任单位', view.ownerUnitName],
          ['更新', <ClockMark key="clock" clock={clock} />],
          ['期限', clock.explanation],
          ['依据', `${clock.basis}${clock.isDefault ? '（默认值，由本局确认）' : ''}`],
          [
            '已公开',
            view.path === null ? (
              '尚未公开'
            ) : (
              <a key="live" href={publicHref(view.path)} target="_blank" rel="noopener">
                第{view.edition}版
              </a>
            ),
          ],
          ...view.checks
            .slice(0, 5)
            .map(
              each =>
                ['核对无变化', `${each.on}　第${each.edition}版　${each.words}　${each.byName}`] as const,
            ),
          [
            '与已公开版本相比',
            changes === null
              ? '—'
              : `新增${changes.added}条，变更${changes.changed}条，退出${changes.removed}条`,
          ],
        ]}
      />
      <EditionsTable editions={editions} counted="条数" />
    </Section>
  );
}

function Entries({ view, filters }: { readonly view: RegisterView; readonly filters: RegisterFilters }) {
  const go = useGo();
  const query = useQuery(queries.registerEntries(view.id, { ...filters, size }));
  const to = (patch: Partial<RegisterFilters>) =>
    go(path.register(view.id, { ...filters, page: undefined, ...patch }));
  const some = Object.values(filters).some(value => value !== undefined);
  const choices = view.schema.fields.filter(field => field.filterable);
  return (
    <Section
      title="条目"
      extra={
        <CommandButton
          permission={view.permissions['register.edit']}
          onClick={() => go(path.newRegisterEntry(view.id))}
        >
          新增{view.noun}
        </CommandButton>
      }
    >
      <FilterBar onClear={some ? () => go(path.register(view.id)) : undefined}>
        <WordFilter label="名称或者内容" value={filters.q} onApply={q => to({ q })} />
        <Filter label="地区">
          {id => (
            <Select
              id={id}
              allowClear
              placeholder="全部"
              value={filters.region ?? null}
              options={view.regions.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={region => to({ region: region ?? undefined })}
            />
          )}
        </Filter>
        <Filter label="分类">
          {id => (
            <Select
              id={id}
              allowClear
              placeholder="不限"
              value={filters.where ?? null}
              options={choices.map(field => ({
                label: field.name,
                options: field.choices.map(each => ({ value: `${field.id}:${each}`, label: each })),
              }))}
              onChange={where => to({ where: where ?? undefined })}
            />
          )}
        </Filter>
        <Filter label="状态">
          {id => (
            <Select
              id={id}
              allowClear
              placeholder="在名录中"
              value={filters.state ?? null}
              options={[
                { value: 'current' as const, label: '在名录中' },
                { value: 'removed' as const, label: '已退出' },
              ]}
              onChange={state => to({ state: state ?? undefined })}
            />
          )}
        </Filter>
      </FilterBar>
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <ListTable
        label="条目"
        rows={query.data?.rows ?? []}
        rowKey={row => row.id}
        loading={query.isFetching && !query.isError}
        empty={query.isPending ? '正在载入…' : '没有符合条件的条目。'}
        paging={{
          page: filters.page ?? 1,
          size,
          total: query.data?.count ?? 0,
          onPage: page => to({ page: page === 1 ? undefined : page }),
        }}
        columns={[
          { title: '序号', dataIndex: 'no' },
          {
            title: '名称',
            key: 'name',
            className: 'title-cell',
            render: (_, row) => <Link to={path.registerEntry(row.id)}>{row.name}</Link>,
          },
          { title: '地区', dataIndex: 'regionName' },
          ...choices.slice(0, 3).map(field => ({
            title: field.name,
            key: field.id,
            render: (_: unknown, row: { values: Record<string, unknown> }) =>
              String(row.values[field.id] ?? '—'),
          })),
          {
            title: '修改',
            key: 'at',
            render: (_, row) => `${row.changedByName}　${momentWords(row.changedAt)}`,
          },
        ]}
      />
    </Section>
  );
}

/** One register: what is public of it, files to take over, entries. */
export function Register() {
  const { id } = route.useParams();
  const filters = route.useSearch();
  const query = useQuery(queries.register(id));
  return (
    <Loaded query={query}>
      {view => (
        <Page
          title={view.title}
          crumbs={[{ words: '名录', to: path.registers() }]}
          lead={view.schema.description}
        >
          <Publication view={view} />
          <Import view={view} />
          <Entries view={view} filters={filters} />
        </Page>
      )}
    </Loaded>
  );
}
