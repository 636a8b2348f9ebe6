import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { type Relation, type RelationKind, relationWords } from '../../../contexts/publications/contract.ts';
import { Field } from '../../parts/field.tsx';
import { DayField } from '../../parts/fields.tsx';
import { Nothing } from '../../parts/loaded.tsx';
import { queries } from '../../queries.ts';
import { optionsOf } from '../../words.ts';

interface RelationsFieldProps {
  readonly relations: readonly Relation[];
  readonly onChange: (relations: Relation[]) => void;
}

/** What this document does to others: under the signatures, in effect with its release. */
export function RelationsField({ relations, onChange }: RelationsFieldProps) {
  return (
    <fieldset className="field plain">
      <legend>文件关系</legend>
      {relations.length === 0 && (
        <Nothing>没有登记。修改、废止其他文件的，请在此登记，发布后自动生效并在引用页面提示。</Nothing>
      )}
      {relations.map((relation, at) => (
        <OneRelation
          key={`${relation.kind} ${relation.documentId ?? relation.title}`}
          relation={relation}
          onDay={on => onChange(relations.map((each, i) => (i === at ? { ...each, on } : each)))}
          onRemove={() => onChange(relations.filter((_, i) => i !== at))}
        />
      ))}
      <AddRelation onAdd={relation => onChange([...relations, relation])} />
    </fieldset>
  );
}

function OneRelation(props: {
  readonly relation: Relation;
  readonly onDay: (on: string | null) => void;
  readonly onRemove: () => void;
}) {
  const { relation, onDay, onRemove } = props;
  const name = `《${relation.title}》${relation.documentNo}`;
  return (
    <div className="field">
      <div>
        {relationWords[relation.kind]}：{name}
        {relation.documentId === null && <span className="quiet">（本系统未公开）</span>}
      </div>
      {relation.kind !== 'basis' && relation.kind !== 'interprets' && (
        <Field label="自何日起" hint="不填则自本文件施行之日起；没有施行日期的，自发布之日起。">
          {id => <DayField id={id} value={relation.on} onChange={onDay} />}
        </Field>
      )}
      <Button size="small" aria-label={`移除与${name}的关系`} onClick={onRemove}>
        移除
      </Button>
    </div>
  );
}

function AddRelation({ onAdd }: { readonly onAdd: (relation: Relation) => void }) {
  const [kind, setKind] = useState<RelationKind>('repeals');
  const [outside, setOutside] = useState(false);
  return (
    <>
      <Field label="关系种类">
        {id => (
          <Select
            id={id}
            className="wide"
            value={kind}
            options={optionsOf(relationWords)}
            onChange={setKind}
          />
        )}
      </Field>
      {outside ? (
        <OutsideDocument kind={kind} onAdd={onAdd} onClose={() => setOutside(false)} />
      ) : (
        <PublishedDocument kind={kind} onAdd={onAdd} />
      )}
      {!outside && (
        <Button size="small" onClick={() => setOutside(true)}>
          填写本系统未公开的文件
        </Button>
      )}
    </>
  );
}

interface AddingProps {
  readonly kind: RelationKind;
  readonly onAdd: (relation: Relation) => void;
}

function PublishedDocument({ kind, onAdd }: AddingProps) {
  const [word, setWord] = useState('');
  const found = useQuery(queries.normativeDocuments({ q: word === '' ? undefined : word, size: 50 }));
  const rows = found.data?.rows ?? [];
  return (
    <Field label="选择已公开的规范性文件">
      {id => (
        <Select
          id={id}
          className="wide"
          value={null}
          placeholder="按名称或文号查找"
          showSearch={{ filterOption: false, onSearch: setWord, searchValue: word }}
          loading={found.isFetching}
          notFoundContent="没有找到文件"
          options={rows.map(row => ({
            value: row.id,
            label: row.documentNo === '' ? row.title : `${row.title}（${row.documentNo}）`,
          }))}
          onChange={(documentId: string | null) => {
            const row = rows.find(each => each.id === documentId);
            if (row !== undefined)
              onAdd({ kind, documentId: row.id, title: row.title, documentNo: row.documentNo, on: null });
            setWord('');
          }}
        />
      )}
    </Field>
  );
}

function OutsideDocument({ kind, onAdd, onClose }: AddingProps & { readonly onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [documentNo, setDocumentNo] = useState('');
  const add = () => {
    onAdd({ kind, documentId: null, title: title.trim(), documentNo: documentNo.trim(), on: null });
    onClose();
  };
  return (
    <>
      <Field label="文件名称">
        {id => <Input id={id} value={title} onChange={event => setTitle(event.target.value)} />}
      </Field>
      <Field label="发文字号" hint="有文号的请填写，公开信息引用该文号时据此提示。">
        {id => <Input id={id} value={documentNo} onChange={event => setDocumentNo(event.target.value)} />}
      </Field>
      <div className="actions">
        <Button disabled={title.trim() === ''} onClick={add}>
          加入
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </>
  );
}
