import { Button, Form, Select } from 'antd';
import { useId, useState } from 'react';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { DayField } from '../../parts/fields.tsx';
import { apiHref } from '../../path.ts';
import { useSession } from '../../session.tsx';

interface Wanted {
  readonly paper: 'A3' | 'A4';
  readonly from: string;
  readonly until?: string | null;
}

/** Asks for paper and period, and leads to the sheet. */
export function SheetButton({ itemId }: { readonly itemId: string }) {
  const { today } = useSession();
  const [open, setOpen] = useState(false);
  const id = useId();
  const print = ({ paper, from, until }: Wanted) => {
    const query = new URLSearchParams({ paper, from, ...(until ? { until } : {}) });
    const link = document.createElement('a');
    link.href = apiHref(`items/${itemId}/sheet.pdf?${query}`);
    link.click();
    setOpen(false);
  };
  return (
    <>
      <Button id={id} onClick={() => setOpen(true)}>
        打印张贴稿
      </Button>
      <AskDialog<Wanted>
        open={open}
        title="打印张贴稿"
        lead="张贴稿与网站公开的内容一致，留有盖章处，印有网页和公开记录的二维码。"
        okWords="下载 PDF"
        busy={false}
        error={null}
        initial={{ paper: 'A4', from: today }}
        onSubmit={print}
        onClose={() => setOpen(false)}
      >
        <Form.Item label="纸张" name="paper">
          <Select
            options={[
              { value: 'A4', label: 'A4' },
              { value: 'A3', label: 'A3（字号放大）' },
            ]}
          />
        </Form.Item>
        <div className="form-grid">
          <Form.Item label="张贴自" name="from" rules={[{ required: true, message: '请选择日期。' }]}>
            <DayField />
          </Form.Item>
          <Form.Item label="张贴至" name="until">
            <DayField />
          </Form.Item>
        </div>
      </AskDialog>
    </>
  );
}
