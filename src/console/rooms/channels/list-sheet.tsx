import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import {
  type ListSheetView,
  listSheetView,
  type PostingProgramme,
} from '../../../contexts/channels/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { DayField } from '../../parts/fields.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { type PickedTable, TableFileField } from '../../parts/table-file-field.tsx';
import { path } from '../../path.ts';
import { useSession } from '../../session.tsx';
import { optionsOf } from '../../words.ts';

const programmeWords: Readonly<Record<PostingProgramme, string>> = {
  'minimum-allowance': '最低生活保障',
  'extreme-hardship': '特困人员供养',
  'temporary-assistance': '临时救助',
  'urgent-temporary-assistance': '紧急临时救助',
  'unattended-children': '事实无人抚养儿童（不得公示）',
  other: '其他',
};

interface Given {
  readonly title: string;
  readonly programme: PostingProgramme;
  readonly place: string;
  readonly from: string;
  readonly until?: string | null;
  readonly paper: 'A3' | 'A4';
  readonly contact: string;
  readonly file: PickedTable;
}

/** 公示名单: printed for the board of a village; the list goes nowhere else and is not kept. */
export function ListSheet() {
  const { today } = useSession();
  const [sheet, setSheet] = useState<ListSheetView | null>(null);
  const make = useCommand<Given, typeof listSheetView>({
    endpoint: 'list-sheets',
    answer: listSheetView,
    wire: ({ until, ...rest }) => ({ ...rest, until: until ?? null }),
    onDone: setSheet,
  });
  return (
    <Page
      title="打印公示名单"
      crumbs={[{ words: '渠道发布', to: path.channels() }]}
      lead="名单只在村（居）务公示栏张贴，不在网站和新媒体发布。上传的名单和生成的张贴稿都不保存。"
    >
      <Section title="名单和公示期">
        <Form<Given>
          layout="vertical"
          requiredMark={false}
          scrollToFirstError
          className="wide-form"
          initialValues={{ programme: 'minimum-allowance', from: today, paper: 'A3' }}
          onValuesChange={() => setSheet(null)}
          onFinish={values => make.mutate(values)}
        >
          <Form.Item
            label="标题"
            name="title"
            rules={[{ required: true, whitespace: true, message: '请填写标题。' }]}
          >
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item label="名单种类" name="programme">
            <Select options={optionsOf(programmeWords)} />
          </Form.Item>
          <Form.Item
            label="张贴地点"
            name="place"
            rules={[{ required: true, whitespace: true, message: '请填写张贴的村（居）民委员会。' }]}
          >
            <Input maxLength={100} />
          </Form.Item>
          <div className="form-grid">
            <Form.Item label="公示自" name="from" rules={[{ required: true, message: '请选择日期。' }]}>
              <DayField />
            </Form.Item>
            <Form.Item label="公示至" name="until" extra="不填的，按规定的最短公示期计算。">
              <DayField />
            </Form.Item>
          </div>
          <Form.Item
            label="意见反映方式"
            name="contact"
            rules={[{ required: true, whitespace: true, message: '请填写监督电话或者意见反映方式。' }]}
          >
            <Input maxLength={200} placeholder="例如：某镇社会事务办公室，电话……" />
          </Form.Item>
          <Form.Item label="纸张" name="paper">
            <Select options={[{ value: 'A3' }, { value: 'A4' }]} />
          </Form.Item>
          <Form.Item
            label="名单文件"
            name="file"
            extra="CSV 或者 XLSX，第一行为表头。身份证号、电话、银行账号不得公示，请先删去或者遮盖。"
            rules={[{ required: true, message: '请选择名单文件。' }]}
          >
            <TableFileField words="选择名单" />
          </Form.Item>
          <ProblemNotice error={make.error} />
          <Button type="primary" htmlType="submit" loading={make.isPending}>
            生成张贴稿
          </Button>
        </Form>
        {sheet !== null && <Made sheet={sheet} />}
      </Section>
    </Page>
  );
}

function Made({ sheet }: { readonly sheet: ListSheetView }) {
  return (
    <p role="status">
      已生成，共 {sheet.rows} 行，公示期{sheet.from}至{sheet.until ?? '另行通知'}。{' '}
      <a href={`data:application/pdf;base64,${sheet.base64}`} download={sheet.name}>
        下载张贴稿
      </a>
    </p>
  );
}
