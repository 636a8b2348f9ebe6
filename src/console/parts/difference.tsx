import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { differenceView } from '../../contexts/publications/contract.ts';
import { queries } from '../queries.ts';
import { Loaded, Nothing } from './loaded.tsx';
import { Section } from './page.tsx';

type DifferenceView = z.output<typeof differenceView>;
type Part = DifferenceView['blocks'][number];

/** What has changed since the version last signed or last published. */
export function Difference({ itemId }: { readonly itemId: string }) {
  const query = useQuery(queries.difference(itemId));
  const against = query.data?.against;
  return (
    <Section title={against ? `与${against.words}的差别` : '与以前版本的差别'}>
      <Loaded query={query}>
        {data =>
          data.against === null ? (
            <Nothing>此前没有签署或者发布过的版本，可与之比较。</Nothing>
          ) : (
            <Changes data={data} />
          )
        }
      </Loaded>
    </Section>
  );
}

function Changes({ data }: { readonly data: DifferenceView }) {
  const files = data.attachments.filter(file => file.kind !== 'same');
  const title = data.title.some(part => part.kind !== 'same');
  const blocks = data.blocks.some(part => part.kind !== 'same');
  if (!title && !blocks && files.length === 0 && data.metadata.length === 0)
    return <Nothing>没有差别。</Nothing>;
  return (
    <div className="difference">
      {title && (
        <>
          <h3>标题</h3>
          <Parts parts={data.title} />
        </>
      )}
      {blocks && (
        <>
          <h3>正文</h3>
          <Parts parts={aroundChanges(data.blocks)} />
        </>
      )}
      {data.metadata.length > 0 && (
        <>
          <h3>信息属性</h3>
          {data.metadata.map(change => (
            <p key={change.field}>
              {change.field}：<del>{change.before || '（空）'}</del> → <ins>{change.after || '（空）'}</ins>
            </p>
          ))}
        </>
      )}
      {files.length > 0 && (
        <>
          <h3>附件</h3>
          <Parts parts={files.map(file => ({ kind: file.kind, text: file.name }))} />
        </>
      )}
    </div>
  );
}

/** Changed blocks with one block of context on each side; what is left out is said. */
function aroundChanges(parts: readonly Part[]): Part[] {
  const near = parts.map((_, at) =>
    [at - 1, at, at + 1].some(i => parts[i] !== undefined && parts[i].kind !== 'same'),
  );
  const shown: Part[] = [];
  let skipped = 0;
  const flush = () => {
    if (skipped > 0) shown.push({ kind: 'same', text: `（${skipped} 段未改动）` });
    skipped = 0;
  };
  for (const [at, part] of parts.entries()) {
    if (!near[at]) {
      skipped += 1;
      continue;
    }
    flush();
    shown.push(part);
  }
  flush();
  return shown;
}

function Parts({ parts }: { readonly parts: readonly Part[] }) {
  return parts.map((part, index) => {
    const key = `${index}${part.kind}`;
    if (part.kind === 'same') return <p key={key}>{part.text}</p>;
    const Tag = part.kind === 'added' ? 'ins' : 'del';
    return (
      <p key={key} className={part.kind}>
        <span className="tell">{part.kind === 'added' ? '新增' : '删去'}</span>
        <Tag>{part.text}</Tag>
      </p>
    );
  });
}
