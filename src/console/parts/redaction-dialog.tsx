import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { RedactionOrder, RedactionReport } from '../../contexts/files/contract/redaction.ts';
import { useCommand } from './command.ts';
import { Mark } from './marks.tsx';
import { ProblemNotice } from './problem.tsx';

interface Values {
  readonly terms?: string;
  readonly lists: RedactionOrder['lists'];
  readonly columns?: string;
  readonly hidden: RedactionOrder['hidden'];
  readonly boxes?: string;
}

interface RedactionDialogProps<Schema extends z.ZodType> {
  /** Name of the file that is covered. */
  readonly name: string;
  readonly mediaType: string;
  readonly endpoint: string;
  /** Added to the order on the wire. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly answer: Schema;
  readonly reportOf: (answer: z.output<Schema>) => RedactionReport;
  /** Where the copy can be looked at; nothing where it is filed elsewhere. */
  readonly addressOf?: (answer: z.output<Schema>) => string;
  /** What is done with the copy once it has been looked at. */
  readonly useWords: string;
  readonly onUse: (answer: z.output<Schema>) => void;
  readonly onClose: () => void;
}

function lines(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[\n，,；;]/)
    .map(line => line.trim())
    .filter(line => line !== '');
}

const boxForm =
  /^\s*(?:第?\s*(\d+)\s*页?\s*[:：]\s*)?(\d+(?:\.\d+)?)[\s，,]+(\d+(?:\.\d+)?)[\s，,]+(\d+(?:\.\d+)?)[\s，,]+(\d+(?:\.\d+)?)\s*$/;

/** `2: 60 120 200 30` is page 2, left, top, width, height; nothing if a line can not be read so. */
function boxesOf(text: string | undefined): RedactionOrder['boxes'] | undefined {
  const boxes: RedactionOrder['boxes'] = [];
  for (const line of (text ?? '').split('\n').filter(each => each.trim() !== '')) {
    const [, page = '1', x, y, width, height] = boxForm.exec(line) ?? [];
    if (height === undefined || Number(width) <= 0 || Number(height) <= 0) return undefined;
    boxes.push({
      page: Number(page),
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    });
  }
  return boxes;
}

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Makes a covered copy of a file, shows what was taken out, and lets a person look before it is used. */
export function RedactionDialog<Schema extends z.ZodType>(props: RedactionDialogProps<Schema>) {
  const { name, mediaType, endpoint, more, answer, reportOf, addressOf, useWords, onUse, onClose } = props;
  const [form] = Form.useForm<Values>();
  const [made, setMade] = useState<z.output<Schema>>();
  const isPicture = mediaType.startsWith('image/');
  const make = useCommand<Values, Schema>({
    endpoint,
    answer,
    wire: ({ terms, lists, columns, hidden, boxes }) => ({
      ...more,
      terms: lines(terms),
      columns: lines(columns),
      lists: lists ?? 'mask',
      hidden: hidden ?? 'remove',
      boxes: boxesOf(boxes) ?? [],
    }),
    onDone: copy => setMade(copy),
  });
  return (
    <Modal
      open
      title={`遮盖“${name}”`}
      width={720}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <div className="actions">
          <Button onClick={onClose}>{made === undefined ? '取消' : '关闭'}</Button>
          {made !== undefined && <Button onClick={() => setMade(undefined)}>重新设置</Button>}
          {made === undefined ? (
            <Button type="primary" loading={make.isPending} onClick={() => form.submit()}>
              生成遮盖副本
            </Button>
          ) : (
            <Button type="primary" onClick={() => onUse(made)}>
              {useWords}
            </Button>
          )}
        </div>
      }
    >
      {made === undefined ? (
        <>
          <p className="dialog-lead">
            系统另外生成一份副本：身份证号、手机号、银行卡号、名单中的姓名和住址等自动遮盖，批注、修订、隐藏内容、文档属性、嵌入文件和外部链接一律去掉。原件只供工作人员查看，不会公开。
          </p>
          <Form
            form={form}
            layout="vertical"
            requiredMark={false}
            initialValues={{ lists: 'mask', hidden: 'remove' }}
            onFinish={values => make.mutate(values)}
          >
            {!isPicture && (
              <Form.Item label="还要遮盖的词（每行一个，可不填）" name="terms">
                <Input.TextArea rows={3} />
              </Form.Item>
            )}
            {!isPicture && mediaType !== 'application/pdf' && (
              <Form.Item label="人员名单" name="lists">
                <Select
                  options={[
                    { value: 'mask', label: '逐格遮盖（姓名写成“张*”）' },
                    { value: 'remove-columns', label: '删除证件号、电话、住址等整列' },
                    { value: 'remove-table', label: '删除整张名单' },
                  ]}
                />
              </Form.Item>
            )}
            {mediaType === sheetType && (
              <>
                <Form.Item label="还要删除的列（填写表头，每行一个，可不填）" name="columns">
                  <Input.TextArea rows={2} />
                </Form.Item>
                <Form.Item label="隐藏的工作表、行和列" name="hidden">
                  <Select
                    options={[
                      { value: 'remove', label: '删除' },
                      { value: 'mask', label: '保留：取消隐藏并遮盖' },
                    ]}
                  />
                </Form.Item>
              </>
            )}
            {(isPicture || mediaType === 'application/pdf') && (
              <Form.Item
                label="画框遮盖（每行一个，可不填）"
                name="boxes"
                extra={
                  isPicture
                    ? '写成“左 上 宽 高”，单位为像素，从左上角起算。'
                    : '写成“页码：左 上 宽 高”，单位为磅（1 厘米约 28 磅），从页面左上角起算，例如“2：60 120 200 30”。'
                }
                rules={[
                  {
                    validator: (_, text: string | undefined) =>
                      boxesOf(text) === undefined
                        ? Promise.reject(new Error('有一行不能识别，请按“页码：左 上 宽 高”填写。'))
                        : Promise.resolve(),
                  },
                ]}
              >
                <Input.TextArea rows={3} />
              </Form.Item>
            )}
          </Form>
          {make.isPending && <p role="status">正在生成并复核副本，页数多的 PDF 需要一两分钟。</p>}
          <ProblemNotice error={make.error} />
        </>
      ) : (
        <Report report={reportOf(made)} address={addressOf?.(made)} />
      )}
    </Modal>
  );
}

function Report({
  report,
  address,
}: {
  readonly report: RedactionReport;
  readonly address: string | undefined;
}) {
  return (
    <>
      {report.notLookedAt.length > 0 && (
        <div className="problem-list" role="note">
          <h3>请人工查看</h3>
          <ul className="reasons">
            {report.notLookedAt.map(each => (
              <li key={`${each.where}${each.words}`}>
                <strong>{each.where}</strong>　{each.words}
              </li>
            ))}
          </ul>
        </div>
      )}
      <h3>已经遮盖或去掉</h3>
      {report.removed.length === 0 ? (
        <p className="nothing">没有发现需要遮盖的内容。</p>
      ) : (
        <ul className="reasons">
          {report.removed.map(each => (
            <li key={`${each.words}${each.where}${each.excerpt}`}>
              <Mark>{each.words}</Mark> {each.where}
              {each.excerpt !== '' && `　${each.excerpt}`}
              {each.count > 1 && `　共 ${each.count} 处`}
            </li>
          ))}
        </ul>
      )}
      {report.moreRemoved > 0 && <p className="quiet">另有 {report.moreRemoved} 处没有逐一列出。</p>}
      <p className="quiet">{report.proof.join('')}没有发现应当遮盖的内容。</p>
      {address !== undefined && (
        <p>
          <a href={address} target="_blank" rel="noreferrer">
            打开副本查看
          </a>
        </p>
      )}
    </>
  );
}
