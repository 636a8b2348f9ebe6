import { useQuery } from '@tanstack/react-query';
import { Form, InputNumber } from 'antd';
import { useState } from 'react';
import { cleanUpView } from '../../../contexts/publications/contract.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { useSession } from '../../session.tsx';

/** Clean-up campaigns, the newest first. */
export function CleanUps() {
  const query = useQuery(queries.cleanUps());
  const [asking, setAsking] = useState(false);
  const go = useGo();
  const { today } = useSession();
  const open = useCommand<{ year: number }, typeof cleanUpView>({
    endpoint: 'clean-ups',
    answer: cleanUpView,
    done: '已开始清理',
    onDone: campaign => go(path.cleanUp(campaign.id)),
  });
  return (
    <Page
      title="文件清理"
      crumbs={[{ words: '规范性文件', to: path.normativeDocuments() }]}
      lead="逐件提出继续有效、拟修改、废止、宣布失效的意见；清理结果经审查发布后才生效。"
      actions={
        <CommandButton
          permission={query.data?.permissions['open']}
          main
          onClick={() => {
            open.reset();
            setAsking(true);
          }}
        >
          开始清理
        </CommandButton>
      }
    >
      <Loaded query={query}>
        {({ rows }) => (
          <ListTable
            label="文件清理"
            rows={rows}
            rowKey={row => row.id}
            empty="还没有开始过清理。点“开始清理”，列出现行有效的文件，由各责任单位填写意见。"
            columns={[
              {
                title: '年度',
                key: 'year',
                render: (_, row) => <Link to={path.cleanUp(row.id)}>{row.year}年</Link>,
              },
              { title: '组织单位', dataIndex: 'unitName' },
              { title: '开始日期', dataIndex: 'openedOn' },
              { title: '进度', key: 'progress', render: (_, row) => `${row.decided}／${row.total}` },
              {
                title: '结果',
                key: 'item',
                render: (_, row) =>
                  row.itemId === null ? '尚未起草' : <Link to={path.item(row.itemId)}>查看结果信息</Link>,
              },
            ]}
          />
        )}
      </Loaded>
      <AskDialog<{ year: number }>
        open={asking}
        title="开始清理"
        lead="列入今天有效的全部规范性文件。"
        okWords="开始"
        busy={open.isPending}
        error={open.error}
        initial={{ year: Number(today.slice(0, 4)) }}
        onSubmit={values => open.mutate(values)}
        onClose={() => setAsking(false)}
      >
        <Form.Item label="清理年度" name="year" rules={[{ required: true, message: '请填写年度。' }]}>
          <InputNumber min={1990} max={2200} precision={0} className="wide" />
        </Form.Item>
      </AskDialog>
    </Page>
  );
}
