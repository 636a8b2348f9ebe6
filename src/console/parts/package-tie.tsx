import type { ItemView } from '../../contexts/publications/contract.ts';
import { path } from '../path.ts';
import { Link } from './link.tsx';
import { Mark } from './marks.tsx';
import { Section } from './page.tsx';

/** What an item says of the package it belongs to, and the way to it. */
export function PackageTie({ item }: { readonly item: ItemView }) {
  const tie = item.package;
  if (tie === null) return null;
  const to = path.package(tie.policyId);
  return (
    <Section
      title="政策解读"
      extra={<Link to={to}>{tie.interpretations === 0 ? '组建解读' : '办理解读'}</Link>}
    >
      {tie.role === 'interpretation' ? (
        <p>
          所解读的文件：<Link to={path.item(tie.policyId)}>{tie.policyTitle}</Link>
        </p>
      ) : (
        <p>
          {tie.interpretations > 0 && `已有 ${tie.interpretations} 份解读材料。`}
          {tie.interpretations === 0 && tie.exempt && '已批准免予解读。'}
          {tie.interpretations === 0 && !tie.exempt && <Mark tone="red">应当解读，还没有解读材料</Mark>}
        </p>
      )}
      {tie.bound && <p className="quiet">文件和解读一并送审、签署和发布，请在解读页办理。</p>}
    </Section>
  );
}
