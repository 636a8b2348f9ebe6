import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { type OpeningBody, type OpeningView, openingView } from '../../../contexts/requests/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';

interface Values {
  readonly firstYear: number;
  readonly carried: Record<string, number | null>;
  readonly results?: readonly Partial<OpeningBody['results'][number]>[];
  readonly reason: string;
}

const whole = { min: 0, precision: 0, className: 'wide' } as const;
const needed = [{ required: true, message: '请填写。' }];

function ResultLines({ view }: { readonly view: OpeningView }) {
  const columns = view.columns.map(({ key, label }) => ({ value: key, label }));
  const rows = view.rows.map(({ key, label }) => ({ value: key, label }));
  return (
    <Form.List name="results">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="form-grid">
              <Form.Item label="办结年度" name={[name, 'year']} rules={needed}>
                <InputNumber {...whole} />
              </Form.Item>
              <Form.Item label="申请人类型" name={[name, 'column']} rules={needed}>
                <Select options={columns} />
              </Form.Item>
              <Form.Item label="处理结果" name={[name, 'row']} rules={needed}>
                <Select options={rows} popupMatchSelectWidth={420} />
              </Form.Item>
              <Form.Item label="件数" name={[name, 'count']} rules={needed}>
                <InputNumber {...whole} />
              </Form.Item>
              <Button aria-label={`删去第${name + 1}行`} onClick={() => remove(name)}>
                删去
              </Button>
            </div>
          ))}
          <Button onClick={() => add({ year: Number(view.today.slice(0, 4)), count: 1 })}>
            增加一行办理结果
          </Button>
        </>
      )}
    </Form.List>
  );
}

function OpeningForm({ view }: { readonly view: OpeningView }) {
  const { statement, columns, today, permissions } = view;
  const [form] = Form.useForm<Values>();
  const save = useCommand<Values, typeof openingView>({
    endpoint: 'requests/opening',
    answer: openingView,
    done: '已保存，年度报告按此计数',
    wire: ({ firstYear, carried, results = [], reason }) => ({
      no: statement?.no ?? 0,
      firstYear,
      carried: Object.fromEntries(columns.map(({ key }) => [key, carried[key] ?? 0])),
      results,
      reason,
    }),
    onDone: () => form.setFieldValue('reason', ''),
  });
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{
        firstYear: statement?.firstYear ?? Number(today.slice(0, 4)),
        carried: statement?.carried ?? {},
        results: statement?.results ?? [],
      }}
      onFinish={values => save.mutate(values)}
    >
      <div className="form-grid">
        <Form.Item label="启用年度" name="firstYear" extra="从这一年起，申请都在本系统登记。" rules={needed}>
          <InputNumber {...whole} />
        </Form.Item>
        {columns.map(({ key, label }) => (
          <Form.Item key={key} label={`${label}（件）`} name={['carried', key]}>
            <InputNumber {...whole} placeholder="0" />
          </Form.Item>
        ))}
      </div>
      <h3>这些申请后来的办理结果</h3>
      <p className="quiet">办结一件登记一件；还没有办结的留在结转中，转入下一年度。</p>
      <ResultLines view={view} />
      <Form.Item
        label="数字的来源和理由"
        name="reason"
        rules={[{ required: true, min: 5, message: '请写明数字的来源和填写、更正的理由（至少五个字）。' }]}
      >
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <ProblemNotice error={save.error} />
      <CommandButton main permission={permissions.enter} busy={save.isPending} onClick={() => form.submit()}>
        保存
      </CommandButton>
    </Form>
  );
}

function Years({ view }: { readonly view: OpeningView }) {
  if (view.years.length === 0) return null;
  return (
    <Section title="各年度">
      <ListTable
        label="结转的各年度"
        rows={view.years}
        rowKey={row => String(row.year)}
        empty=""
        columns={[
          { title: '年度', dataIndex: 'year' },
          { title: '上年结转', dataIndex: 'carried' },
          { title: '本年办结', dataIndex: 'ended' },
          { title: '结转下年度', dataIndex: 'left' },
        ]}
      />
    </Section>
  );
}

function History({ view }: { readonly view: OpeningView }) {
  return (
    <Section title="填写记录">
      <ListTable
        label="填写记录"
        rows={view.history}
        rowKey={row => String(row.no)}
        empty="还没有填写过。"
        columns={[
          { title: '次数', key: 'no', render: (_, row) => `第${row.no}次` },
          { title: '启用年度', dataIndex: 'firstYear' },
          {
            title: '结转件数',
            key: 'carried',
            render: (_, row) => Object.values(row.carried).reduce((sum, each) => sum + each, 0),
          },
          { title: '理由', dataIndex: 'reason', className: 'title-cell' },
          {
            title: '填写',
            key: 'by',
            render: (_, row) => `${row.enteredByName}　${momentWords(row.enteredAt)}`,
          },
        ]}
      />
    </Section>
  );
}

/** 上年结转 of the first year: requests of before the system, entered by hand for the annual report. */
export function RequestOpening() {
  const query = useQuery(queries.requestOpening());
  return (
    <Page
      title="上年结转（启用前的申请）"
      crumbs={[{ words: '依申请公开', to: path.requests() }]}
      lead="启用本系统之前收到、当时还没有办结的申请，在此按申请人类型填写件数，年度报告的“上年结转”由此计数。以后各年度由登记簿自动结转。"
    >
      <Loaded query={query}>
        {view => (
          <>
            <Section title="结转件数">
              <OpeningForm key={view.statement?.no ?? 0} view={view} />
            </Section>
            <Years view={view} />
            <History view={view} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
