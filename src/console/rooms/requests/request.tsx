import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import {
  carrierFormWords,
  channelWords,
  clockStateWords,
  matterWords,
  outcomeWords,
  type RequestView,
  requestStage,
  requestStageWords,
  supplyWayWords,
} from '../../../contexts/requests/contract.ts';
import { Link } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { dayWords } from '../../words.ts';
import { ApplicantSection } from './applicant.tsx';
import { PublishedSearch } from './published-search.tsx';
import { ReplySection } from './reply.tsx';
import { RequestClockSection } from './request-clock.tsx';
import { RequestCommands } from './request-commands.tsx';
import {
  Assignments,
  Consultations,
  Disputes,
  History,
  Papers,
  Related,
  Searches,
} from './request-parts.tsx';
import { deliveryWords } from './request-words.ts';

const route = getRouteApi('/inside/requests/$id');

/** One request: where it stands, how its date came about, what can be done now, and its whole file. */
export function Request() {
  const { id } = route.useParams();
  const query = useQuery(queries.request(id));
  return <Loaded query={query}>{request => <RequestPage key={request.id} request={request} />}</Loaded>;
}

function RequestPage({ request }: { readonly request: RequestView }) {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === 'clock') document.getElementById('clock')?.scrollIntoView();
  }, [hash]);
  return (
    <Page
      title={request.subject}
      crumbs={[{ words: '依申请公开', to: path.requests() }]}
      marks={
        <>
          <Mark tone={request.late ? 'red' : 'blue'}>{clockStateWords[request.state]}</Mark>
          {request.isDemo && <Mark>演示</Mark>}
        </>
      }
      lead={`${request.number ?? '尚未登记'}　${channelWords[request.via]}　承办：${request.unitName}`}
      actions={<RequestCommands request={request} />}
    >
      <Stages request={request} />
      <WishSection request={request} />
      <RequestClockSection request={request} />
      <ReplySection request={request} />
      <DeliverySection request={request} />
      <ApplicantSection request={request} />
      <Assignments request={request} />
      <PublishedSearch request={request} />
      <Searches request={request} />
      <Consultations request={request} />
      <Papers request={request} />
      <Related request={request} />
      <Disputes request={request} />
      <ArchiveSection request={request} />
      <History request={request} />
    </Page>
  );
}

/** 登记 → 审核 → 办理 → 答复 → 归档 (条例 art 45). */
function Stages({ request }: { readonly request: RequestView }) {
  const at = requestStage.options.indexOf(request.stage);
  return (
    <ol className="stages" aria-label="办理环节">
      {requestStage.options.map((stage, index) => (
        <li
          key={stage}
          className={index < at ? 'done' : index === at ? 'turn' : ''}
          {...(index === at ? { 'aria-current': 'step' as const } : {})}
        >
          {requestStageWords[stage]}
        </li>
      ))}
    </ol>
  );
}

function WishSection({ request }: { readonly request: RequestView }) {
  const { wish } = request;
  return (
    <Section title="申请内容">
      <Facts
        rows={[
          ['事项', matterWords[request.matter]],
          ['来信转入', request.letter && `来信编号${request.letter.no}，${dayWords(request.letter.on)}`],
          [request.matter === 'own-record' ? '要更正的记录' : '所需政府信息', wish.subject],
          ['文号', wish.documentNo],
          ['特征描述', wish.description],
          ['载体形式', carrierFormWords[wish.carrier]],
          ['获取方式', supplyWayWords[wish.supply]],
          ['需要的协助', wish.needsHelp],
          ['内容类别', request.className],
          [
            '相同申请',
            request.askers.people < 2
              ? null
              : `${request.askers.people}人申请公开相同内容（${request.askers.cases}件）；达到${request.askers.needed}人的，可以转为主动公开（条例第四十四条）`,
          ],
          [
            '主动公开',
            request.proposedItem && (
              <Link key="item" to={path.item(request.proposedItem.id)}>
                已起草《{request.proposedItem.title}》
              </Link>
            ),
          ],
          [
            '案卷',
            request.destroyed && `${dayWords(request.destroyed.on)}经鉴定销毁：${request.destroyed.reason}`,
          ],
          ['提交日期', dayWords(request.submittedOn)],
          ['收到日期', request.receivedOn === null ? '尚未确认' : dayWords(request.receivedOn)],
          ['处理结果', request.outcome === null ? null : outcomeWords[request.outcome]],
        ]}
      />
    </Section>
  );
}

function DeliverySection({ request }: { readonly request: RequestView }) {
  const { delivery } = request;
  if (delivery === null) return null;
  return (
    <Section title="送达">
      <Facts
        rows={[
          ['方式', deliveryWords[delivery.way]],
          ['日期', dayWords(delivery.on)],
          ['交邮日期', delivery.postedOn === null ? null : dayWords(delivery.postedOn)],
          ['邮件号码', delivery.trackingNo],
          ['签收日期', delivery.signedOn === null ? null : dayWords(delivery.signedOn)],
          ['是否按期', delivery.onTime ? '按期答复' : '逾期答复'],
        ]}
      />
    </Section>
  );
}

function ArchiveSection({ request }: { readonly request: RequestView }) {
  const { archive } = request;
  if (archive === null) return null;
  return (
    <Section title="归档">
      <Facts
        rows={[
          ['归档日期', dayWords(archive.on)],
          ['保管至', dayWords(archive.keepUntil)],
          [
            '案卷',
            <a key="file" href={archive.address} download>
              下载案卷
            </a>,
          ],
          [
            '数字摘要（SHA-256）',
            <span key="digest" className="digest">
              {archive.digest}
            </span>,
          ],
        ]}
      />
      <p className="quiet hint">
        案卷含全部文书、期限记录和每个文件的数字摘要。<Link to={path.requestClock(request.id)}>查看期限</Link>
      </p>
    </Section>
  );
}
