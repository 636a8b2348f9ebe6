import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import {
  type ExchangeBatchView,
  type ExchangeView,
  exchangeActWords,
  exchangeKinds,
  kindWords,
  type MakeBatchBody,
  madeBatch,
  receiptWords,
  type WaitingRow,
} from '../../../contexts/enforcement/contract.ts';
import type { ExchangeFilters } from '../../filters.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { DayField } from '../../parts/fields.tsx';
import { Filter, FilterBar } from '../../parts/filters.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice, ReasonList } from '../../parts/problem.tsx';
import { type PickedTable, TableFileField } from '../../parts/table-file-field.tsx';
import { apiHref, path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { dayWords, momentWords } from '../../words.ts';

const route = getRouteApi('/inside/enforcement/exchange');

function Filters({ view }: { readonly view: ExchangeView }) {
  const go = useGo();
  const change = (patch: ExchangeFilters) =>
    go(path.creditExchange({ kind: view.kind, organ: view.organ.id, ...patch }));
  return (
    <FilterBar onClear={undefined}>
      <Filter label="报送表">
        {id => (
          <Select
            id={id}
            value={view.kind}
            options={exchangeKinds.map(kind => ({ value: kind, label: kindWords[kind] }))}
            onChange={kind => change({ kind })}
          />
        )}
      </Filter>
      <Filter label="执法机关">
        {id => (
          <Select
            id={id}
            value={view.organ.id}
            options={view.organs.map(organ => ({ value: organ.id, label: organ.name }))}
            onChange={organ => change({ organ })}
          />
        )}
      </Filter>
    </FilterBar>
  );
}

function Waiting({ view }: { readonly view: ExchangeView }) {
  const make = useCommand<MakeBatchBody, typeof madeBatch>({
    endpoint: 'enforcement/exchange',
    answer: madeBatch,
    done: '报送文件已生成，请下载后提交信用网站',
  });
  const { kind, organ, waiting, permissions } = view;
  const held = waiting.filter(each => each.faults.length > 0).length;
  return (
    <Section
      title={`待报送${waiting.length}件`}
      extra={
        <CommandButton
          main
          permission={permissions['make']}
          busy={make.isPending}
          onClick={() => make.mutate({ kind, organ: organ.id })}
        >
          生成报送文件
        </CommandButton>
      }
    >
      <ProblemNotice error={make.error} />
      {held > 0 && <p className="quiet">其中{held}件有问题，不写入文件，处理后再报送。</p>}
      <ListTable<WaitingRow>
        label="待报送的决定"
        rows={waiting}
        rowKey={row => row.decisionId}
        empty="没有待报送的决定：已公示的都已报送，内容没有变化。"
        columns={[
          {
            title: '决定书文号',
            key: 'no',
            className: 'title-cell',
            render: (_, row) => <Link to={path.decision(row.decisionId)}>{row.documentNo}</Link>,
          },
          { title: '行政相对人', dataIndex: 'partyName' },
          {
            title: '报送',
            key: 'act',
            render: (_, row) => (
              <Mark tone={row.act === 'withdraw' ? 'red' : 'blue'}>{exchangeActWords[row.act]}</Mark>
            ),
          },
          {
            title: '期限',
            key: 'due',
            render: (_, row) => (
              <>
                {row.dueOn} {row.isLate && <Mark tone="red">逾期</Mark>}
              </>
            ),
          },
          {
            title: '问题',
            key: 'faults',
            render: (_, row) => (row.faults.length === 0 ? '无' : <ReasonList reasons={row.faults} />),
          },
        ]}
      />
    </Section>
  );
}

interface ReceiptValues {
  readonly on: string;
  readonly number?: string;
  readonly rejected?: string;
  readonly file?: PickedTable;
}

/** One line a decision: number, blank, reason. */
function rejectedOf(text: string | undefined) {
  return (text ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [documentNo = '', ...words] = line.split(/[\s,，]+/u);
      return { documentNo, words: words.join(' ') };
    });
}

function ReceiptCommand({ batch }: { readonly batch: ExchangeBatchView }) {
  const { today } = useSession();
  const [open, setOpen] = useState(false);
  const address = `enforcement/exchange/${batch.id}`;
  const save = useCommand<ReceiptValues>({
    endpoint: ({ file }) => (file === undefined ? `${address}/receipt` : `${address}/receipt-file`),
    wire: ({ on, number = '', rejected, file }) =>
      file === undefined ? { on, number, rejected: rejectedOf(rejected) } : { on, number, file },
    done: '回执已登记',
    onDone: () => setOpen(false),
  });
  return (
    <>
      <CommandButton permission={batch.permission} onClick={() => setOpen(true)}>
        登记回执
      </CommandButton>
      <AskDialog<ReceiptValues>
        open={open}
        title={`登记回执：${batch.name}`}
        lead="没有写明未通过的，都作为已入库登记。未通过的决定在处理后随下一批重新报送。"
        okWords="登记"
        busy={save.isPending}
        error={save.error}
        initial={{ on: today }}
        onSubmit={values => save.mutate(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="回执日期" name="on" rules={[{ required: true, message: '请填写。' }]}>
          <DayField />
        </Form.Item>
        <Form.Item label="回执编号" name="number">
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          label="回执文件"
          name="file"
          extra="信用网站反馈的 XLSX 或者 CSV，应有“文号”“结果”两列；没有文件的在下面填写。"
        >
          <TableFileField words="选择回执文件" />
        </Form.Item>
        <Form.Item label="未通过的决定" name="rejected" extra="每行一件：文号、空格、原因。全部入库的不填。">
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
      </AskDialog>
    </>
  );
}

function Files({ batch }: { readonly batch: ExchangeBatchView }) {
  const parts = [
    ['report', `新增和变更${batch.reported}件`, batch.reported],
    ['withdrawn', `撤下${batch.withdrawn}件`, batch.withdrawn],
  ] as const;
  return parts
    .filter(([, , count]) => count > 0)
    .map(([part, words]) => (
      <div key={part}>
        {words}
        <div className="actions">
          {['xlsx', 'csv'].map(form => (
            <Button
              key={form}
              size="small"
              href={apiHref(`enforcement/exchange/${batch.id}/${part}.${form}`)}
              aria-label={`${words}，${form.toUpperCase()}`}
              download
            >
              {form.toUpperCase()}
            </Button>
          ))}
        </div>
      </div>
    ));
}

function Receipt({ batch }: { readonly batch: ExchangeBatchView }) {
  const { receipt, accepted, rejected } = batch;
  if (receipt === null) return <Mark>{receiptWords.waiting}</Mark>;
  return (
    <>
      <Mark tone="green">{`${receiptWords.accepted}${accepted}件`}</Mark>
      {rejected.length > 0 && <Mark tone="red">{`${receiptWords.rejected}${rejected.length}件`}</Mark>}
      <div className="quiet">
        {dayWords(receipt.on)}　{receipt.number}　{receipt.byName}
      </div>
      {rejected.map(each => (
        <div key={each.documentNo}>
          {each.documentNo}：{each.words}
        </div>
      ))}
    </>
  );
}

function Batches({ view }: { readonly view: ExchangeView }) {
  return (
    <Section title="报送记录">
      <ListTable<ExchangeBatchView>
        label="报送记录"
        rows={view.batches}
        rowKey={batch => batch.id}
        empty="还没有报送过。"
        columns={[
          { title: '批次', dataIndex: 'name' },
          {
            title: '生成',
            key: 'made',
            render: (_, batch) => `${momentWords(batch.madeAt)} ${batch.madeByName}`,
          },
          { title: '文件', key: 'files', render: (_, batch) => <Files batch={batch} /> },
          {
            title: '回执',
            key: 'receipt',
            className: 'title-cell',
            render: (_, batch) => <Receipt batch={batch} />,
          },
          { title: '操作', key: 'act', render: (_, batch) => <ReceiptCommand batch={batch} /> },
        ]}
      />
    </Section>
  );
}

/** 双公示: what the credit sites must still learn, what went to them, what they answered. */
export function CreditExchange() {
  const filters = route.useSearch();
  const query = useQuery(queries.creditExchange(filters));
  return (
    <Page
      title="信用信息报送"
      crumbs={[{ words: '执法公示', to: path.enforcement() }]}
      lead="行政许可、行政处罚按双公示的规定报送信用网站（发改办财金〔2018〕424号）。每一批只写自上次以来新增、变更和撤下的决定；法定代表人只写入报送文件，不公示。"
    >
      <Loaded query={query}>
        {view => (
          <>
            <Filters view={view} />
            <Waiting view={view} />
            <Batches view={view} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
