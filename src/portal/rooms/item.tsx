import type { ComponentChildren } from 'preact';
import type { PublicChannels } from '../../contexts/channels/contract.ts';
import type { NormativeStanding } from '../../contexts/publications/contract.ts';
import type { PageDoor } from '../doors.ts';
import { assetHref, href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { ListEntry, PackageLinks, PublicItem, Site, Tombstone } from '../view.ts';
import {
  attributeWords,
  dayWords,
  kindWords,
  minuteWords,
  sizeWords,
  validityWords,
  withdrawalWords,
} from '../words.ts';
import { StandingBanners, StandingParts, ValidityMark } from './normative-standing.tsx';
import { OtherChannels } from './other-channels.tsx';
import { hasPackage, PackageBeside, withoutPackage } from './package-links.tsx';
import { previewPath } from './preview.tsx';

export interface ItemRoom {
  /** Null where there is no register of normative documents. */
  readonly standing: NormativeStanding | null;
  readonly item: PublicItem;
  readonly columnName: string;
  readonly previous: ListEntry | null;
  readonly next: ListEntry | null;
  readonly related: readonly ListEntry[];
  readonly links: PackageLinks;
  /** Where else it is shown; null where nothing is known of that. */
  readonly shown: PublicChannels | null;
  /** The page that shows the data in it; null where it carries none. */
  readonly data: PageDoor | null;
}

/** Header fields in the order official sites use (standards §5.2); empty ones are left out, never printed as blanks. */
function headFields({ item, columnName, standing }: ItemRoom): [string, string][] {
  const m = item.metadata;
  const validity = standing?.own?.validity ?? m.validity;
  const fields: [string, string][] = [
    ['索引号', item.indexNo],
    ['信息分类', columnName],
    ['发布机构', m.issuer],
    ['主题分类', m.topic],
    ['体裁', m.genre === '' ? kindWords[item.kind] : m.genre],
    ['发文字号', m.documentNo],
    ['成文日期', m.writtenOn === null ? '' : dayWords(m.writtenOn)],
    ['发布日期', dayWords(minuteWords(item.releasedAt).slice(0, 10))],
    ['施行日期', m.effectiveOn === null ? '' : dayWords(m.effectiveOn)],
    ['失效日期', m.expiresOn === null ? '' : dayWords(m.expiresOn)],
    ['有效性', validity === null ? '' : validityWords[validity]],
    ['公开方式', attributeWords[m.attribute]],
    ['关键词', m.keywords.join(' ')],
    ['责任单位', item.unitName],
  ];
  return fields.filter(([, value]) => value !== '');
}

function HeadTable(room: ItemRoom) {
  const fields = headFields(room);
  const rows: [string, string][][] = [];
  for (let at = 0; at < fields.length; at += 2) rows.push(fields.slice(at, at + 2));
  return (
    <table class="item-head">
      <caption class="visually-hidden">信息概要</caption>
      <tbody>
        {rows.map(row => (
          <tr>
            {row.map(([name, value]) => (
              <>
                <th scope="row">{name}</th>
                <td colSpan={row.length === 1 ? 3 : undefined}>{value}</td>
              </>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the publication itself stated, where no register says more. */
function StatedBanner({ item }: { item: PublicItem }) {
  const { validity } = item.metadata;
  if (validity === null || validity === 'in-force') return null;
  return (
    <p class="banner" role="note">
      {validity === 'amended'
        ? '本文件已被修改，请以修改后的文本为准。'
        : `本文件已${validityWords[validity]}，仅供查阅。`}
    </p>
  );
}

/** 本信息由原网站迁移: what is here by an import and not by our review says so itself. */
function ImportedNote({ item }: { item: PublicItem }) {
  const mark = item.imported ?? null;
  if (mark === null) return null;
  const later = item.versions.length > 1 ? '迁入后作过修改，修改的内容经过本系统审查。' : '';
  return (
    <p class="imported" role="note">
      本信息由原网站迁移：{mark.origin}
      {mark.address !== null && `（原网址 ${mark.address}）`}，{minuteWords(mark.importedAt)}迁入，依据“
      {mark.decision}”。原发布时的审查由原网站负责，未经本系统审查流程。{later}
    </p>
  );
}

function PreviewLink({ site, file }: { site: Site; file: PublicItem['attachments'][number] }) {
  const path = previewPath(file);
  if (path === null) return null;
  return (
    <>
      {' '}
      <Link to={assetHref(site, path)} class="preview-link" label={`预览 ${file.name}`}>
        预览
      </Link>
    </>
  );
}

function Attachments({ site, item }: { site: Site; item: PublicItem }) {
  if (item.attachments.length === 0) return null;
  return (
    <section class="attachments" aria-labelledby="attachments">
      <h2 id="attachments">附件</h2>
      <ul>
        {item.attachments.map(file => (
          <li>
            <Link to={assetHref(site, `/files/${file.fileDigest}/${encodeURIComponent(file.name)}`)} download>
              {file.name}
            </Link>
            ({sizeWords(file.size)})<PreviewLink site={site} file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Proof({ site, item }: { site: Site; item: PublicItem }) {
  return (
    <section class="proof" aria-labelledby="proof">
      <h2 id="proof">防伪与核验</h2>
      <p>
        本页内容的数字摘要：<code>{item.recordDigest}</code>
      </p>
      <p>
        <Link to={href(site, `/log/item/${item.documentId}`)}>查看本信息在公开日志中的记录和版本历史</Link>
        {' · '}
        <Link to={href(site, `${item.path.replace(/\.html$/, '')}/v${item.versionNo}.json`)}>
          下载结构化原文
        </Link>
      </p>
    </section>
  );
}

function Around({ site, room }: { site: Site; room: ItemRoom }) {
  return (
    <nav class="around" aria-label="相邻和相关信息">
      <p>
        上一篇：
        {room.previous === null ? (
          '没有了'
        ) : (
          <Link to={href(site, room.previous.path)}>{room.previous.title}</Link>
        )}
      </p>
      <p>
        下一篇：
        {room.next === null ? '没有了' : <Link to={href(site, room.next.path)}>{room.next.title}</Link>}
      </p>
      {room.related.length > 0 && (
        <>
          <h2>相关信息</h2>
          <ul>
            {room.related.map(entry => (
              <li>
                <ValidityMark validity={entry.validity} />
                <Link to={href(site, entry.path)}>{entry.title}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}

/** What follows the text. A relation that stands beside the text is not told again. */
function Below({ site, room }: { site: Site; room: ItemRoom }) {
  const { item } = room;
  return (
    <>
      {room.data !== null && (
        <p>
          表格、图表、历次数据和下载：<Link to={href(site, room.data.path)}>{room.data.name}</Link>
        </p>
      )}
      <Attachments site={site} item={item} />
      <ImportedNote item={item} />
      <StandingParts site={site} standing={withoutPackage(room)} />
      <OtherChannels site={site} shown={room.shown} />
      <div class="item-foot">
        <p class="tools needs-script">
          <button type="button" class="tool" data-reading="print">
            打印
          </button>
          <button type="button" class="tool" data-reading="aloud">
            朗读
          </button>
          <button type="button" class="tool" data-reading="close">
            关闭
          </button>
        </p>
        <Proof site={site} item={item} />
        <Around site={site} room={room} />
      </div>
    </>
  );
}

/** The text, and beside it – on a phone between text and what follows – what belongs with it. */
function Beside({ site, room, children }: { site: Site; room: ItemRoom; children: ComponentChildren }) {
  const isAlone = !hasPackage(room.links);
  return (
    <div class={isAlone ? undefined : 'has-beside'}>
      {children}
      {!isAlone && <PackageBeside site={site} {...room} />}
      <Below site={site} room={room} />
    </div>
  );
}

const storedFile = /(\b(?:src|href)=")(\/files\/[0-9a-f]{64}\/)/g;

/** The text as signed, but for the base path before pictures and files of ours: the log's verifier takes it off again. */
function placedBody(site: Site, bodyHtml: string): string {
  const base = assetHref(site, '');
  return base === '' ? bodyHtml : bodyHtml.replaceAll(storedFile, `$1${base}$2`);
}

export function ItemPage({ site, room }: { site: Site; room: ItemRoom }) {
  const { item } = room;
  // Printed, a benefit card is one page with nothing around it.
  const isCard = item.metadata.interpretation?.form === 'benefit-card';
  // The markers let the log's verifier cut out exactly the bytes that were signed and recorded.
  const body = { __html: `<!--record-body-->${placedBody(site, item.bodyHtml)}<!--/record-body-->` };
  return (
    <div class={isCard ? 'sheet card-page' : 'sheet'}>
      <HeadTable {...room} />
      <Beside site={site} room={room}>
        <article class={isCard ? 'item benefit-card' : 'item'} data-record={item.documentId}>
          <h1 data-record-title>{item.title}</h1>
          <p class="item-line">
            <span>
              发布时间：<time dateTime={item.releasedAt}>{minuteWords(item.releasedAt)}</time>
            </span>
            <span>来源：{item.metadata.source === '' ? item.unitName : item.metadata.source}</span>
          </p>
          {room.standing?.own == null && <StatedBanner item={item} />}
          <StandingBanners site={site} standing={room.standing} />
          <div class="item-body" dangerouslySetInnerHTML={body} />
        </article>
      </Beside>
    </div>
  );
}

export function TombstonePage({ site, stone }: { site: Site; stone: Tombstone }) {
  return (
    <div class="sheet">
      <h1>该信息已撤下</h1>
      <p class="banner" role="note">
        {withdrawalWords[stone.kind]}
      </p>
      <dl class="facts">
        <dt>信息名称</dt>
        <dd>{stone.title}</dd>
        <dt>索引号</dt>
        <dd>{stone.indexNo}</dd>
        <dt>撤下时间</dt>
        <dd>{minuteWords(stone.withdrawnAt)}</dd>
        <dt>撤下机关</dt>
        <dd>{stone.unitName}</dd>
        <dt>撤下理由</dt>
        <dd>{stone.reason}</dd>
        {stone.replacedBy !== null && (
          <>
            <dt>替代信息</dt>
            <dd>
              <Link to={href(site, stone.replacedBy.path)}>{stone.replacedBy.title}</Link>
            </dd>
          </>
        )}
      </dl>
      <p>
        撤下行为已记入<Link to={href(site, `/log/item/${stone.documentId}`)}>公开日志</Link>
        ，任何人都可以核验。如对撤下有异议，可以向本机关反映，或者向上级行政机关、政府信息公开工作主管部门投诉、举报（《政府信息公开条例》第五十一条）。
      </p>
    </div>
  );
}
