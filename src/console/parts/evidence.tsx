import { AutoComplete, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { channelKind } from '../../contexts/channels/contract.ts';
import type { Permission } from '../../contexts/organisation/contract.ts';
import type { EvidenceView } from '../../contexts/plan/contract.ts';
import { fileAddress } from '../file-addresses.ts';
import { path } from '../path.ts';
import { useSession } from '../session.tsx';
import { channelKindWords, dayWords, momentWords } from '../words.ts';
import { AskDialog } from './ask-dialog.tsx';
import { useCommand } from './command.ts';
import { CommandButton } from './command-button.tsx';
import { DayField } from './fields.tsx';
import { FileField, type PickedFile } from './file-field.tsx';
import { Link } from './link.tsx';
import { ListTable } from './list-table.tsx';
import { Section } from './page.tsx';

interface EvidenceSectionProps {
  readonly evidence: readonly EvidenceView[];
  readonly permission: Permission | undefined;
  /** Where evidence is added, e.g. `duties/…/evidence`. */
  readonly endpoint: string;
  /** Channels the plan asks for, offered first. */
  readonly channels?: readonly string[];
  /** True for rows that belong to an item and not to the page's own thing. */
  readonly isOfItem?: (row: EvidenceView) => boolean;
  /** A further way to evidence, beside the one to tell it by hand. */
  readonly beside?: ReactNode;
}

/** Proof of hand-overs to channels beside the portal: what, where, when, and something to look at. */
export function EvidenceSection(props: EvidenceSectionProps) {
  const { evidence, permission, endpoint, channels = [], isOfItem, beside } = props;
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title="其他渠道公开凭证"
      extra={
        <span className="actions">
          {beside}
          <CommandButton permission={permission} onClick={() => setAdding(true)}>
            登记凭证
          </CommandButton>
        </span>
      }
    >
      <ListTable
        label="其他渠道公开凭证"
        rows={evidence}
        rowKey={row => row.id}
        empty="还没有凭证。在公告栏、微信、报刊等渠道公开后，请登记照片、扫描件或者网址。"
        columns={[
          { title: '渠道', dataIndex: 'channel' },
          { title: '公开日期', key: 'on', render: (_, row) => dayWords(row.postedOn) },
          {
            title: '说明',
            key: 'words',
            className: 'title-cell',
            render: (_, row) => (
              <>
                {row.words} {isOfItem?.(row) === true && <Link to={path.item(row.subjectId)}>查看信息</Link>}
              </>
            ),
          },
          { title: '凭证', key: 'proof', className: 'title-cell', render: (_, row) => <Proof row={row} /> },
          {
            title: '登记',
            key: 'by',
            render: (_, row) => `${row.addedBy ?? '—'}，${momentWords(row.addedAt)}`,
          },
        ]}
      />
      <AddEvidence endpoint={endpoint} channels={channels} open={adding} onClose={() => setAdding(false)} />
    </Section>
  );
}

function Proof({ row }: { readonly row: EvidenceView }) {
  return (
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
  );
}

interface Given {
  readonly channel: string;
  readonly postedOn: string;
  readonly words: string;
  readonly address?: string;
  readonly file?: PickedFile;
}

interface AddEvidenceProps {
  readonly endpoint: string;
  readonly channels: readonly string[];
  readonly open: boolean;
  readonly onClose: () => void;
}

function AddEvidence({ endpoint, channels, open, onClose }: AddEvidenceProps) {
  const { today } = useSession();
  const add = useCommand<Given>({
    endpoint,
    wire: ({ address, file, ...rest }) => ({
      ...rest,
      ...(address === undefined || address.trim() === '' ? {} : { address: address.trim() }),
      ...(file === undefined ? {} : { file: { digest: file.digest, name: file.name } }),
    }),
    done: '凭证已登记',
    onDone: onClose,
  });
  const usual = channelKind.options.filter(kind => kind !== 'other').map(kind => channelKindWords[kind]);
  const offered = [...new Set([...channels, ...usual])];
  return (
    <AskDialog<Given>
      open={open}
      title="登记其他渠道公开凭证"
      lead="照片、扫描件和网址至少提供一项，供日后核查。"
      okWords="登记"
      busy={add.isPending}
      error={add.error}
      initial={{ postedOn: today }}
      onSubmit={values => add.mutate(values)}
      onClose={onClose}
    >
      <div className="form-grid">
        <Form.Item
          label="公开渠道"
          name="channel"
          rules={[{ required: true, whitespace: true, max: 100, message: '请写明公开渠道。' }]}
        >
          <AutoComplete
            showSearch={{
              filterOption: (typed, option) => String(option?.value ?? '').includes(typed),
            }}
            placeholder="选择或者填写"
            options={offered.map(value => ({ value }))}
          />
        </Form.Item>
        <Form.Item label="公开日期" name="postedOn" rules={[{ required: true, message: '请选择公开日期。' }]}>
          <DayField />
        </Form.Item>
      </div>
      <Form.Item
        label="公开情况"
        name="words"
        rules={[{ required: true, whitespace: true, max: 2000, message: '请写明公开情况。' }]}
      >
        <Input.TextArea rows={2} placeholder="例如张贴的位置、刊发的版面、发布的账号。" />
      </Form.Item>
      <Form.Item
        label="网址"
        name="address"
        rules={[{ pattern: /^\s*https?:\/\/\S+\s*$/i, message: '网址应以 http:// 或 https:// 开头。' }]}
      >
        <Input inputMode="url" placeholder="https://" />
      </Form.Item>
      <Form.Item
        label="凭证文件"
        name="file"
        dependencies={['address']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, file) =>
              file !== undefined || String(getFieldValue('address') ?? '').trim() !== ''
                ? Promise.resolve()
                : Promise.reject(new Error('请附上照片、扫描件等凭证文件，或者填写网址。')),
          }),
        ]}
      >
        <FileField />
      </Form.Item>
    </AskDialog>
  );
}
