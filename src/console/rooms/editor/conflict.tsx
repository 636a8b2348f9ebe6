import { Button, Radio } from 'antd';
import { useState } from 'react';
import type { ItemView } from '../../../contexts/publications/contract.ts';
import { Content } from '../../parts/content.tsx';
import { Section } from '../../parts/page.tsx';
import { attributeWords, metadataWords, momentWords } from '../../words.ts';
import {
  type ContentField,
  contentOf,
  contentWords,
  type DraftContent,
  differingFields,
} from './draft-content.ts';

interface ConflictProps {
  readonly mine: DraftContent;
  readonly theirs: ItemView;
  readonly onResolve: (fromTheirs: ReadonlySet<ContentField>) => void;
}

/** Two officers at once on one item: both versions side by side, part by part; nothing of either is lost unseen. */
export function Conflict({ mine, theirs, onResolve }: ConflictProps) {
  const other = contentOf(theirs);
  const fields = differingFields(mine, other);
  const [taken, setTaken] = useState<ReadonlySet<ContentField>>(new Set());
  const choose = (field: ContentField, whose: 'mine' | 'theirs') => {
    const next = new Set(taken);
    if (whose === 'theirs') next.add(field);
    else next.delete(field);
    setTaken(next);
  };
  return (
    <Section title="该信息刚刚被其他人修改">
      <p role="alert">
        对方于 {momentWords(theirs.changedAt)} 保存了修改。您填写的内容仍在本页，尚未保存。
        {fields.length === 0 ? '两份内容相同，可直接继续。' : '请逐项选择以哪一份为准。'}
      </p>
      {fields.length > 0 && (
        <div className="scroll-x">
          <table className="choice-table">
            <thead>
              <tr>
                <th scope="col">内容</th>
                <th scope="col">我的</th>
                <th scope="col">对方的</th>
                <th scope="col">采用</th>
              </tr>
            </thead>
            <tbody>
              {fields.map(field => (
                <tr key={field}>
                  <th scope="row">{contentWords[field]}</th>
                  <td>
                    <Shown field={field} content={mine} against={other} />
                  </td>
                  <td>
                    <Shown field={field} content={other} against={mine} />
                  </td>
                  <td>
                    <Radio.Group
                      aria-label={`${contentWords[field]}采用哪一份`}
                      value={taken.has(field) ? 'theirs' : 'mine'}
                      options={[
                        { value: 'mine', label: '我的' },
                        { value: 'theirs', label: '对方的' },
                      ]}
                      onChange={event => choose(field, event.target.value)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p>
        <Button type="primary" onClick={() => onResolve(taken)}>
          按所选内容继续
        </Button>
      </p>
    </Section>
  );
}

interface ShownProps {
  readonly field: ContentField;
  readonly content: DraftContent;
  readonly against: DraftContent;
}

function Shown({ field, content, against }: ShownProps) {
  switch (field) {
    case 'bodyHtml':
      return (
        <div className="version-text">
          <Content html={content.bodyHtml} />
        </div>
      );
    case 'attachments':
      return content.attachments.map(file => file.name).join('、') || '无';
    case 'meets':
      return content.meets.length === 0
        ? '无'
        : `${content.meets.length} 项，共 ${content.meets.flatMap(each => each.elements).length} 项要素`;
    case 'metadata':
      return <ShownMetadata content={content} against={against} />;
    case 'releaseAt':
      return content.releaseAt === null ? '不定时' : momentWords(content.releaseAt);
    default:
      return content[field] || '（空）';
  }
}

function ShownMetadata({ content, against }: Pick<ShownProps, 'content' | 'against'>) {
  const names = Object.keys(metadataWords) as (keyof typeof metadataWords)[];
  const differing = names.filter(
    name => JSON.stringify(content.metadata[name]) !== JSON.stringify(against.metadata[name]),
  );
  return (
    <ul className="reasons">
      {differing.map(name => {
        const value = content.metadata[name];
        const words =
          name === 'attribute' ? attributeWords[content.metadata.attribute] : [value ?? ''].flat().join('、');
        return (
          <li key={name}>
            {metadataWords[name]}：{words || '（空）'}
          </li>
        );
      })}
    </ul>
  );
}
