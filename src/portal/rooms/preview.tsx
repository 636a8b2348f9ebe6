import type { FilePreview, PreviewSection } from '../../contexts/files/contract/preview.ts';
import { previewedTypes } from '../../contexts/files/contract/preview.ts';
import { assetHref, href } from '../layout.tsx';
import { Link } from '../link.tsx';
import type { Site } from '../view.ts';

/** An attachment in the page: made of text we write ourselves and pictures we draw; nothing of the file is passed on. */

export interface PreviewRoom {
  readonly digest: string;
  readonly name: string;
  readonly preview: FilePreview;
}

const stemOf = (digest: string, name: string): string => `/preview/${digest}/${encodeURIComponent(name)}`;

/** Path of the preview page; null where the type has none. */
export function previewPath(file: { fileDigest: string; name: string; mediaType: string }): string | null {
  return previewedTypes.has(file.mediaType) ? `${stemOf(file.fileDigest, file.name)}.html` : null;
}

/** A first row that names every column. */
function isHead(row: readonly string[]): boolean {
  return (
    row.every(cell => cell.trim() !== '' && !/^[\d.,%-]+$/.test(cell)) && new Set(row).size === row.length
  );
}

function Table({ rows, label }: { rows: readonly (readonly string[])[]; label: string }) {
  const [first = [], ...rest] = rows;
  const hasHead = rest.length > 0 && isHead(first);
  return (
    <section class="scroll" tabIndex={0} aria-label={label}>
      <table>
        {hasHead && (
          <thead>
            <tr>
              {first.map(cell => (
                <th scope="col">{cell}</th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {(hasHead ? rest : rows).map(row => (
            <tr>
              {row.map(cell => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Blocks({ section, name }: { section: PreviewSection; name: string }) {
  return (
    <>
      {section.blocks.map((block, at) =>
        block.kind === 'paragraph' ? (
          <p>{block.text}</p>
        ) : (
          <Table
            rows={block.rows}
            label={`${section.heading === '' ? name : section.heading}，表格${at + 1}`}
          />
        ),
      )}
    </>
  );
}

/** A page of a PDF: its picture, and its text for whoever cannot see that or wants to copy it. */
function PageOfPdf(props: { site: Site; room: PreviewRoom; no: number; text: PreviewSection | undefined }) {
  const { site, room, no, text } = props;
  const hasPicture = no <= room.preview.pictures;
  return (
    <section class="preview-page" aria-label={`第${no}页`}>
      {hasPicture && (
        <img
          src={assetHref(site, `${stemOf(room.digest, room.name)}/${no}.webp`)}
          alt={text === undefined ? `第${no}页的版面，没有可以读取的文字` : `第${no}页的版面，文字见下方`}
          loading={no > 1 ? 'lazy' : undefined}
        />
      )}
      {text !== undefined && (
        <details open={!hasPicture}>
          <summary>第{no}页的文字</summary>
          <Blocks section={text} name={room.name} />
        </details>
      )}
    </section>
  );
}

function Content({ site, room }: { site: Site; room: PreviewRoom }) {
  const { sections, pictures } = room.preview;
  const byPage = new Map(sections.flatMap(each => (each.page === null ? [] : [[each.page, each] as const])));
  const pages = Math.max(pictures, ...byPage.keys(), 0);
  return (
    <>
      {Array.from({ length: pages }, (_, at) => (
        <PageOfPdf site={site} room={room} no={at + 1} text={byPage.get(at + 1)} />
      ))}
      {sections
        .filter(({ page }) => page === null)
        .map(section => (
          <section>
            {section.heading !== '' && <h2>{section.heading}</h2>}
            <Blocks section={section} name={room.name} />
          </section>
        ))}
    </>
  );
}

export function PreviewPage({ site, room }: { site: Site; room: PreviewRoom }) {
  const { preview, digest, name } = room;
  const isEmpty = preview.sections.length === 0 && preview.pictures === 0;
  return (
    <div class="sheet">
      <h1>{name}</h1>
      <p>
        <Link to={assetHref(site, `/files/${digest}/${encodeURIComponent(name)}`)} download>
          下载原文件
        </Link>
        。网页预览由系统自动生成，供快速浏览，版面和内容以原文件为准。
      </p>
      <div id="preview" class="preview">
        {preview.leftOut !== '' && (
          <p class="banner" role="note">
            {preview.leftOut}
          </p>
        )}
        {isEmpty && preview.leftOut === '' && (
          <p class="empty">
            这个文件中没有可以在网页中显示的内容。请下载后查看；阅读有困难的，可以拨打
            {site.phone === '' ? '本机关电话' : site.phone}请求帮助。
          </p>
        )}
        <Content site={site} room={room} />
      </div>
      <p>
        <Link to={href(site, '/accessibility')}>无障碍说明</Link>
      </p>
    </div>
  );
}
