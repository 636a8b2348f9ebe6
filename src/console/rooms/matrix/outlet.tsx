import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import type { OutletClock, OutletView } from '../../../contexts/channels/contract.ts';
import { fileAddress } from '../../file-addresses.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { DayField } from '../../parts/fields.tsx';
import { FileField, type PickedFile } from '../../parts/file-field.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { path, publicHref } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';
import { dayWords, momentWords } from '../../words.ts';
import { OutletMark, outletKindWords } from './matrix-words.tsx';

const route = getRouteApi('/inside/matrix/$id');

/** One website or account: its clocks and what was told of its updates. */
export function OutletRoom() {
  const { id } = route.useParams();
  const query = useQuery(queries.outlet(id));
  return <Loaded query={query}>{outlet => <OutletPage outlet={outlet} />}</Loaded>;
}

function OutletPage({ outlet }: { readonly outlet: OutletView }) {
  const [recording, setRecording] = useState(false);
  return (
    <Page
      title={outlet.name}
      crumbs={[{ words: '网站与账号', to: path.outlets() }]}
      marks={<OutletMark state={outlet.state} />}
      actions={
        <CommandButton
          main
          permission={permissionOf(outlet.permissions, 'outlet.record')}
          onClick={() => setRecording(true)}
        >
          登记更新
        </CommandButton>
      }
    >
      <Section title="基本情况">
        <Facts
          rows={[
            ['种类', outletKindWords[outlet.kind]],
            ['地址', outlet.address],
            ['管理单位', outlet.unitName],
            [
              '更新记录',
              outlet.isOurs
                ? '由系统从已发布的信息和渠道任务得出，也可以补充登记'
                : '由管理单位登记，附网址或者截图',
            ],
          ]}
        />
      </Section>
      {outlet.clocks.map(clock => (
        <ClockSection key={clock.ruleId} clock={clock} />
      ))}
      <Updates outlet={outlet} />
      <RecordUpdate outlet={outlet} open={recording} onClose={() => setRecording(false)} />
    </Page>
  );
}

/** When the next update is due, and how that day was found. */
function ClockSection({ clock }: { readonly clock: OutletClock }) {
  return (
    <Section title={clock.name} extra={<OutletMark state={clock.state} />}>
      <Facts
        rows={[
          ['最近更新', clock.lastOn === null ? '没有记录' : dayWords(clock.lastOn)],
          ['更新内容', clock.last === null ? '' : <LastUpdate key="last" last={clock.last} />],
          ['下次至迟更新', clock.dueOn === null ? '' : dayWords(clock.dueOn)],
          ['怎样算出', clock.explanation],
          ['依据', clock.basis],
        ]}
      />
    </Section>
  );
}

function LastUpdate({ last }: { readonly last: NonNullable<OutletClock['last']> }) {
  const href = last.path === null ? last.address : publicHref(last.path);
  return href === null ? (
    last.words
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {last.words}
    </a>
  );
}

function Updates({ outlet }: { readonly outlet: OutletView }) {
  const nameOf = new Map(outlet.clocks.map(each => [each.ruleId, each.name]));
  return (
    <Section title="登记的更新">
      <ListTable
        label="登记的更新"
        rows={outlet.updates}
        rowKey={row => row.id}
        empty={outlet.isOurs ? '没有补充登记。' : '还没有登记。更新后请及时登记，并附网址或者截图。'}
        columns={[
          { title: '更新日期', key: 'on', render: (_, row) => dayWords(row.updatedOn) },
          { title: '要求', key: 'rule', render: (_, row) => nameOf.get(row.rule) ?? row.rule },
          { title: '内容', dataIndex: 'words', className: 'title-cell' },
          {
            title: '凭证',
            key: 'proof',
            className: 'title-cell',
            render: (_, row) => (
              <>
                {row.file !== null && (
                  <a href={fileAddress(row.file.digest, row.file.name)} target="_blank" rel="noopener">
                    {row.file.name}
                  </a>
                )}{' '}
                {row.address !== null && (
                  <a href={row.address} target="_blank" rel="noopener noreferrer">
                    {row.address}
                  </a>
                )}
              </>
            ),
          },
          {
            title: '登记',
            key: 'by',
            render: (_, row) => `${row.addedBy ?? '—'}，${momentWords(row.addedAt)}`,
          },
        ]}
      />
    </Section>
  );
}

interface Given {
  readonly rule: string;
  readonly updatedOn: string;
  readonly words: string;
  readonly address?: string;
  readonly file?: PickedFile;
}

interface RecordUpdateProps {
  readonly outlet: OutletView;
  readonly open: boolean;
  readonly onClose: () => void;
}

function RecordUpdate({ outlet, open, onClose }: RecordUpdateProps) {
  const { today } = useSession();
  const record = useCommand<Given>({
    endpoint: `outlets/${outlet.id}/updates`,
    wire: ({ address, file, ...rest }) => ({
      ...rest,
      address: address === undefined || address.trim() === '' ? null : address.trim(),
      file: file === undefined ? null : { digest: file.digest, name: file.name },
    }),
    done: '更新已登记',
    onDone: onClose,
  });
  return (
    <AskDialog<Given>
      open={open}
      title="登记更新"
      lead="网址和截图至少提供一项，供日后核查。"
      okWords="登记"
      busy={record.isPending}
      error={record.error}
      initial={{ rule: outlet.clocks[0]?.ruleId ?? '', updatedOn: today }}
      onSubmit={values => record.mutate(values)}
      onClose={onClose}
    >
      <Form.Item label="更新要求" name="rule">
        <Select options={outlet.clocks.map(each => ({ value: each.ruleId, label: each.name }))} />
      </Form.Item>
      <Form.Item label="更新日期" name="updatedOn" rules={[{ required: true, message: '请选择日期。' }]}>
        <DayField />
      </Form.Item>
      <Form.Item
        label="更新了什么"
        name="words"
        rules={[{ required: true, whitespace: true, message: '请写明更新了什么。' }]}
      >
        <Input maxLength={500} placeholder="例如：发布2019年第二季度救助数据" />
      </Form.Item>
      <Form.Item label="网址" name="address">
        <Input maxLength={2000} placeholder="https://" />
      </Form.Item>
      <Form.Item label="截图或者照片" name="file">
        <FileField />
      </Form.Item>
    </AskDialog>
  );
}
