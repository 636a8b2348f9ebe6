import { Link } from '../../link.tsx';
import type { RequestDesk } from './desk.ts';

/** Where a person finds somebody: the disclosure office as the pack names it. */
export function Office({ office, title }: { office: RequestDesk['office']; title: string }) {
  const rows = [
    ['机构名称', office.name],
    ['办公地址', office.address],
    ['办公时间', office.hours],
    ['联系电话', office.phone],
    ['传真', office.fax],
    ['电子邮箱', office.email],
    ['邮政编码', office.postcode],
  ].filter((row): row is [string, string] => row[1] !== '');
  return (
    <section class="sheet" aria-labelledby="office">
      <h2 id="office">{title}</h2>
      <dl class="facts">
        {rows.map(([name, words]) => (
          <>
            <dt>{name}</dt>
            <dd>
              {name === '联系电话' ? <Link to={`tel:${words.replace(/[^\d+-]/g, '')}`}>{words}</Link> : words}
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}
