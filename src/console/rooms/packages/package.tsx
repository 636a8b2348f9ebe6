import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { PackageMember, PackageView } from '../../../contexts/publications/contract.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Difference } from '../../parts/difference.tsx';
import { Findings } from '../../parts/findings.tsx';
import { ItemAttachments, ItemContent, ItemMetadataView } from '../../parts/item-views.tsx';
import { Link } from '../../parts/link.tsx';
import { Loaded, Nothing } from '../../parts/loaded.tsx';
import { Mark, VersionMark } from '../../parts/marks.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { ReasonList } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { interpretationFormWords, momentWords } from '../../words.ts';
import { Members } from './members.tsx';
import { PackageCommands } from './package-commands.tsx';
import { PlanDialog } from './plan-dialog.tsx';

const route = getRouteApi('/inside/packages/$id');

/** One document with its interpretation plan and its interpretations. */
export function Package() {
  const { id } = route.useParams();
  const query = useQuery(queries.package(id));
  return <Loaded query={query}>{view => <PackagePage view={view} />}</Loaded>;
}

function PackagePage({ view }: { readonly view: PackageView }) {
  const [policy] = view.members;
  const open = view.members.filter(member => member.isOpen);
  return (
    <Page
      title={`政策解读：${view.title || '（尚无标题）'}`}
      crumbs={[{ words: '政策解读', to: path.packages() }]}
      marks={policy !== undefined && <VersionMark state={policy.state} />}
      lead={`${view.ownerUnitName}　文件和 ${view.members.length - 1} 份解读材料`}
      actions={<PackageCommands view={view} />}
    >
      <Members view={view} />
      <div className="columns">
        <div>
          <Plan view={view} />
        </div>
        <div>
          <Rule view={view} />
          <Missing view={view} />
        </div>
      </div>
      {open.map(member => (
        <Reading key={member.id} member={member} />
      ))}
    </Page>
  );
}

function Rule({ view }: { readonly view: PackageView }) {
  const { exemption } = view;
  return (
    <Section title="解读要求">
      <p>
        {view.compulsory && <Mark tone={view.missing.length > 0 ? 'red' : 'plain'}>应当解读</Mark>}{' '}
        {view.rule}
      </p>
      {exemption !== null && (
        <Facts
          rows={[
            ['批准免予解读', exemption.staffName],
            ['时间', momentWords(exemption.at)],
            ['理由和依据', exemption.reason],
          ]}
        />
      )}
    </Section>
  );
}

function Missing({ view }: { readonly view: PackageView }) {
  return (
    <Section title="还缺什么">
      {view.missing.length === 0 ? <Nothing>没有缺项。</Nothing> : <ReasonList reasons={view.missing} />}
    </Section>
  );
}

function Plan({ view }: { readonly view: PackageView }) {
  const [editing, setEditing] = useState(false);
  const [policy] = view.members;
  const { plan } = view;
  if (policy === undefined) return null;
  return (
    <Section
      title="解读方案"
      extra={
        policy.isOpen && (
          <CommandButton
            permission={permissionOf(policy.permissions, 'item.draft')}
            onClick={() => setEditing(true)}
          >
            {plan === null ? '编写解读方案' : '修改解读方案'}
          </CommandButton>
        )
      }
    >
      {plan === null ? (
        <Nothing>还没有解读方案。</Nothing>
      ) : (
        <Facts
          rows={[
            ['第一解读人', plan.interpreter],
            ['解读要点', <Points key="points" points={plan.points} />],
            ['解读形式', plan.forms.map(form => interpretationFormWords[form]).join('、')],
            ['发布渠道', plan.channels.join('、')],
            ['发布安排', plan.together ? '与文件同步发布' : '可以在文件之后发布'],
          ]}
        />
      )}
      {editing && <PlanDialog view={view} policy={policy} open onClose={() => setEditing(false)} />}
    </Section>
  );
}

function Points({ points }: { readonly points: readonly string[] }) {
  return (
    <ul className="reasons">
      {points.map(point => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}

/** What a reviewer signs for: every member in full, on one page. */
function Reading({ member }: { readonly member: PackageMember }) {
  const query = useQuery(queries.item(member.id));
  const form = member.form === null ? '文件' : interpretationFormWords[member.form];
  return (
    <section className="member" aria-label={`${form}：${member.title}`}>
      <h2>
        {form}：<Link to={path.item(member.id)}>{member.title}</Link>
      </h2>
      <Loaded query={query}>
        {item => (
          <>
            <Findings gate={item.gate} />
            <ItemContent item={item} />
            {item.attachments.length > 0 && <ItemAttachments item={item} />}
            <Difference itemId={item.id} />
            <details>
              <summary>信息属性（一并签署）</summary>
              <ItemMetadataView item={item} />
            </details>
            <p className="quiet hint">
              签署对象的数字摘要（SHA-256）：<span className="digest">{item.digest}</span>
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}
