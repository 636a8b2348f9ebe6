import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ItemView } from '../../../contexts/publications/contract.ts';
import { Chain } from '../../parts/chain.tsx';
import { Difference } from '../../parts/difference.tsx';
import { Findings } from '../../parts/findings.tsx';
import { ItemAttachments, ItemContent, ItemDuties, ItemMetadataView } from '../../parts/item-views.tsx';
import { Link } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { VersionMark } from '../../parts/marks.tsx';
import { PackageTie } from '../../parts/package-tie.tsx';
import { Page } from '../../parts/page.tsx';
import { ReleaseCommands } from '../../parts/release-commands.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { itemKindWords } from '../../words.ts';
import { OverrideCommand } from './override-command.tsx';
import { ReviewCommands } from './review-commands.tsx';

const route = getRouteApi('/inside/review/$id');

/** Everything a reviewer signs for, on one page. */
export function Review() {
  const { id } = route.useParams();
  const query = useQuery(queries.item(id));
  return <Loaded query={query}>{item => <ReviewPage item={item} />}</Loaded>;
}

function ReviewPage({ item }: { readonly item: ItemView }) {
  return (
    <Page
      title={item.title}
      crumbs={[{ words: '审核', to: path.reviewQueue() }]}
      marks={<VersionMark state={item.state} />}
      lead={`${itemKindWords[item.kind]}　${item.ownerUnitName}　第 ${item.versionNo} 版　起草人 ${item.drafters.join('、') || '—'}`}
      actions={
        <>
          <Link to={path.item(item.id)}>信息详情</Link>
          <ReleaseCommands item={item} />
          <ReviewCommands item={item} />
        </>
      }
    >
      <div className="columns">
        <div>
          <Findings gate={item.gate} commandFor={rule => <OverrideCommand item={item} rule={rule} />} />
          <Difference itemId={item.id} />
          <ItemContent item={item} />
          <ItemAttachments item={item} />
          <ItemMetadataView item={item} />
        </div>
        <div>
          <PackageTie item={item} />
          <Chain item={item} />
          <ItemDuties item={item} />
        </div>
      </div>
    </Page>
  );
}
