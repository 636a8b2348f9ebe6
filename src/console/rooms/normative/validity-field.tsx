import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Select } from 'antd';
import type { ItemMetadata } from '../../../contexts/publications/contract.ts';
import { Field } from '../../parts/field.tsx';
import { Link } from '../../parts/link.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { metadataWords, optionsOf, validityWords } from '../../words.ts';
import { ValidityTag } from './validity-tag.tsx';

interface ValidityFieldProps {
  readonly kind: string;
  readonly value: ItemMetadata['validity'];
  readonly onChange: (validity: ItemMetadata['validity']) => void;
}

/** Typed only as a first statement; once acts have spoken it is shown with the way to how it was derived. */
export function ValidityField({ kind, value, onChange }: ValidityFieldProps) {
  const { id: itemId } = useParams({ strict: false });
  const isNormative = kind === 'normative-document' && itemId !== undefined;
  // A draft that was never public is not in the register: that is an answer, not a failure.
  const query = useQuery({
    ...queries.normativeDocument(itemId ?? ''),
    enabled: isNormative,
    retry: false,
  });
  if (isNormative && query.data?.isDerived === true)
    return (
      <div className="field">
        <div>{metadataWords.validity}</div>
        <ValidityTag validity={query.data.validity} />
        <div className="quiet hint">
          {query.data.causeWords === '' ? '' : `${query.data.causeWords}。`}
          有效性已由修改、废止、清理等事项推定，不能手工填写。
          <Link to={path.normativeDocument(itemId)} target="_blank">
            查看怎样推定
          </Link>
        </div>
      </div>
    );
  return (
    <Field
      label={metadataWords.validity}
      hint={isNormative ? '仅用于注明首次公开前已有的状态；此后由修改、废止等事项推定。' : undefined}
    >
      {id => (
        <Select
          id={id}
          className="wide"
          allowClear
          placeholder="不适用"
          value={value}
          options={optionsOf(validityWords)}
          onChange={validity => onChange(validity ?? null)}
        />
      )}
    </Field>
  );
}
