import { Button, Checkbox, Form, Input, InputNumber } from 'antd';
import type { z } from 'zod';
import { type noticeBody, noticeImported } from '../../../contexts/calendar/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { DayField } from '../../parts/fields.tsx';
import { useGo } from '../../parts/link.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { useSession } from '../../session.tsx';

type NoticeBody = z.input<typeof noticeBody>;
interface Typed extends Omit<NoticeBody, 'issuedOn'> {
  readonly issuedOn?: string | null;
}

/** A holiday notice, as its Chinese text says it; open clocks are computed anew. */
export function NoticeImport() {
  const { today } = useSession();
  const go = useGo();
  const nextYear = Number(today.slice(0, 4)) + 1;
  const take = useCommand<Typed, typeof noticeImported>({
    endpoint: 'calendar/notices',
    answer: noticeImported,
    wire: ({ issuedOn, ...rest }) => ({ ...rest, ...(issuedOn ? { issuedOn } : {}) }),
    done: '放假安排已录入，未结期限已重新计算',
    onDone: ({ notice }) => go(path.calendar(notice.year)),
  });
  return (
    <Page
      title="导入放假安排"
      crumbs={[{ words: '日历', to: path.calendar() }]}
      lead="录入国务院办公厅关于节假日安排的通知。未结的期限会重新计算，变动会通知责任单位。"
    >
      <Section title="通知">
        <Form<Typed>
          layout="vertical"
          requiredMark={false}
          className="wide-form"
          initialValues={{
            year: nextYear,
            title: `国务院办公厅关于${nextYear}年部分节假日安排的通知`,
            changesEarlier: false,
          }}
          onFinish={values => take.mutate(values)}
        >
          <div className="form-grid">
            <Form.Item label="年度" name="year" rules={[{ required: true, message: '请填写年度。' }]}>
              <InputNumber min={2000} max={2100} />
            </Form.Item>
            <Form.Item label="文号" name="documentNo">
              <Input placeholder="国办发明电〔2018〕15号" />
            </Form.Item>
            <Form.Item label="印发日期" name="issuedOn">
              <DayField />
            </Form.Item>
          </div>
          <Form.Item label="通知名称" name="title" rules={[{ required: true, message: '请填写通知名称。' }]}>
            <Input />
          </Form.Item>
          <Form.Item
            label="来源"
            name="source"
            extra="通知的公开地址，或者收文编号。"
            rules={[{ required: true, whitespace: true, message: '请填写来源。' }]}
          >
            <Input />
          </Form.Item>
          <Form.Item
            label="通知正文"
            name="text"
            extra="粘贴各节日的安排，例如“春节：2月15日至23日放假调休，共9天。2月14日（星期六）、2月28日（星期六）上班。”"
            rules={[{ required: true, whitespace: true, message: '请粘贴通知正文。' }]}
          >
            <Input.TextArea rows={10} />
          </Form.Item>
          <Form.Item name="changesEarlier" valuePropName="checked">
            <Checkbox>该通知是对已公布安排的调整（例如延长假期）</Checkbox>
          </Form.Item>
          <ProblemNotice error={take.error} />
          <Button type="primary" htmlType="submit" loading={take.isPending}>
            录入
          </Button>
        </Form>
      </Section>
    </Page>
  );
}
