import type { RequestView } from '../../../contexts/requests/contract.ts';
import { Link } from '../../parts/link.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { momentWords, sizeWords } from '../../words.ts';
import { AddPaper } from './add-paper.tsx';
import { RedactPaper } from './redact-paper.tsx';
import { DecideDispute } from './request-commands.tsx';
import { disputeKindWords, disputeResultWords } from './request-words.ts';

interface PartProps {
  readonly request: RequestView;
}

export function Assignments({ request }: PartProps) {
  if (request.assignments.length === 0) return null;
  return (
    <Section title="科室承办">
      <ListTable
        label="科室承办"
        rows={request.assignments}
        rowKey={row => `${row.unitId}${row.assignedOn}`}
        empty="尚未分派。"
        columns={[
          { title: '科室', dataIndex: 'unitName' },
          { title: '承办人', key: 'staff', render: (_, row) => row.staffName ?? '—' },
          { title: '分派日期', dataIndex: 'assignedOn' },
          { title: '内部时限', dataIndex: 'dueOn' },
          { title: '反馈日期', key: 'finished', render: (_, row) => row.finishedOn ?? '尚未反馈' },
          { title: '要求', dataIndex: 'note', className: 'title-cell' },
          { title: '办理意见', dataIndex: 'finding', className: 'title-cell' },
        ]}
      />
    </Section>
  );
}

export function Searches({ request }: PartProps) {
  if (request.searches.length === 0) return null;
  return (
    <Section title="检索记录">
      <ListTable
        label="检索记录"
        rows={request.searches}
        rowKey={row => `${row.on}${row.who}${row.words}`}
        empty="没有检索记录。"
        columns={[
          { title: '日期', dataIndex: 'on' },
          { title: '检索人', dataIndex: 'who' },
          { title: '检索范围', dataIndex: 'where', className: 'title-cell' },
          { title: '检索词', dataIndex: 'words' },
          { title: '结果', dataIndex: 'finding', className: 'title-cell' },
        ]}
      />
    </Section>
  );
}

export function Consultations({ request }: PartProps) {
  if (request.consultations.length === 0) return null;
  return (
    <Section title="征求意见">
      <ListTable
        label="征求意见"
        rows={request.consultations}
        rowKey={row => row.id}
        empty="没有征求意见。"
        columns={[
          {
            title: '对象',
            key: 'kind',
            render: (_, row) => (row.kind === 'third-party' ? '第三方' : '共同制作机关'),
          },
          { title: '名称', dataIndex: 'party', className: 'title-cell' },
          { title: '发出日期', dataIndex: 'askedOn' },
          { title: '收到日期', key: 'received', render: (_, row) => row.receivedOn ?? '—' },
          { title: '答复至', dataIndex: 'untilOn' },
          { title: '答复日期', key: 'answered', render: (_, row) => row.answeredOn ?? '尚未答复' },
          { title: '意见', key: 'agrees', render: (_, row) => opinionWords(row) },
          { title: '说明', dataIndex: 'note', className: 'title-cell' },
        ]}
      />
      <p className="quiet hint">
        第三方逾期未提出意见的，由本机关依照条例决定是否公开；共同制作机关逾期未提出意见的，视为同意公开。依据：《政府信息公开条例》第三十二条、第三十四条。
      </p>
    </Section>
  );
}

function opinionWords({ agrees }: RequestView['consultations'][number]): string {
  if (agrees === null) return '—';
  return agrees ? '同意公开' : '不同意公开';
}

export function Papers({ request }: PartProps) {
  return (
    <Section title="文书与材料" extra={<AddPaper request={request} />}>
      {request.papers.some(paper => paper.sealed) && (
        <p className="quiet hint">
          含申请人信息的文书，须先在上方查看申请人信息，半小时内可以下载；每次查看都有记录。
        </p>
      )}
      <ListTable
        label="文书与材料"
        rows={request.papers}
        rowKey={row => row.id}
        empty="还没有文书和材料。"
        columns={[
          { title: '日期', dataIndex: 'on' },
          { title: '种类', dataIndex: 'kindWords' },
          {
            title: '名称',
            key: 'title',
            className: 'title-cell',
            render: (_, row) => (
              <>
                <a href={row.address} download>
                  {row.title}
                </a>
                {row.redacted && <Mark tone="blue">已删减</Mark>}{' '}
                <RedactPaper request={request} paper={row} />
              </>
            ),
          },
          { title: '文号', key: 'number', render: (_, row) => row.number ?? '—' },
          { title: '格式', key: 'format', render: (_, row) => formatWords(row.mediaType) },
          { title: '大小', key: 'size', render: (_, row) => sizeWords(row.size) },
          {
            title: '申请人可见',
            key: 'visible',
            render: (_, row) => (row.forApplicant ? <Mark tone="green">可见</Mark> : '否'),
          },
        ]}
      />
    </Section>
  );
}

const formats: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'application/zip': 'ZIP',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'image/png': '图片',
  'image/jpeg': '图片',
};

function formatWords(mediaType: string): string {
  return formats[mediaType] ?? '文件';
}

export function Related({ request }: PartProps) {
  if (request.related.length === 0) return null;
  return (
    <Section title="相关申请">
      <ul className="reasons">
        {request.related.map(each => (
          <li key={each.id}>
            <Link to={path.request(each.id)}>
              {each.number ?? '尚未登记'}　{each.subject}
            </Link>
            　{each.why}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Disputes({ request }: PartProps) {
  if (request.disputes.length === 0) return null;
  return (
    <Section title="行政复议与行政诉讼">
      <ListTable
        label="行政复议与行政诉讼"
        rows={request.disputes}
        rowKey={row => row.id}
        empty="没有复议、诉讼。"
        columns={[
          { title: '种类', key: 'kind', render: (_, row) => disputeKindWords[row.kind] },
          { title: '机关', dataIndex: 'organ' },
          { title: '案号', key: 'case', render: (_, row) => row.caseNo || '—' },
          { title: '提起日期', dataIndex: 'filedOn' },
          { title: '结果', key: 'result', render: (_, row) => disputeResultWords[row.result] },
          { title: '审结日期', key: 'decided', render: (_, row) => row.decidedOn ?? '—' },
          { title: '说明', dataIndex: 'note', className: 'title-cell' },
          {
            title: '办理',
            key: 'act',
            render: (_, row) =>
              row.result === 'pending' ? <DecideDispute request={request} disputeId={row.id} /> : null,
          },
        ]}
      />
    </Section>
  );
}

export function History({ request }: PartProps) {
  return (
    <Section title="办理经过">
      <ol className="clock-steps" aria-label="办理经过">
        {request.history.map(line => (
          <li key={`${line.at}${line.words}`}>
            <time dateTime={line.at}>{momentWords(line.at)}</time>
            {line.words}
            {line.who !== null && `（${line.who}）`}
            {line.note !== '' && <span className="quiet">　{line.note}</span>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
