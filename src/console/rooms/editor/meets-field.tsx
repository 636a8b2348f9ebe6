import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../parts/field.tsx';
import { Link } from '../../parts/link.tsx';
import { Loaded, Nothing } from '../../parts/loaded.tsx';
import { DutyMark } from '../../parts/marks.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';

interface Meets {
  readonly dutyId: string;
  readonly elements: readonly number[];
}

interface MeetsFieldProps {
  readonly meets: readonly Meets[];
  readonly unitId: string;
  readonly onChange: (meets: readonly Meets[]) => void;
}

/** Which duties of the ledger this item meets, and with which elements. */
export function MeetsField({ meets, unitId, onChange }: MeetsFieldProps) {
  return (
    <>
      {meets.length === 0 && <Nothing>尚未指明。指明后，信息一发布即登记为履行证明。</Nothing>}
      {meets.map(each => (
        <OneDuty
          key={each.dutyId}
          meets={each}
          onChange={elements => onChange(meets.map(m => (m.dutyId === each.dutyId ? { ...m, elements } : m)))}
          onRemove={() => onChange(meets.filter(m => m.dutyId !== each.dutyId))}
        />
      ))}
      <AddDuty
        unitId={unitId}
        taken={meets.map(each => each.dutyId)}
        onAdd={dutyId => onChange([...meets, { dutyId, elements: [] }])}
      />
    </>
  );
}

interface OneDutyProps {
  readonly meets: Meets;
  readonly onChange: (elements: number[]) => void;
  readonly onRemove: () => void;
}

function OneDuty({ meets, onChange, onRemove }: OneDutyProps) {
  const query = useQuery(queries.duty(meets.dutyId));
  return (
    <Loaded query={query}>
      {duty => (
        <fieldset className="field plain">
          <legend>
            <Link to={path.duty(duty.id)} target="_blank">
              {duty.title}（{duty.periodWords}）
            </Link>{' '}
            <DutyMark state={duty.state} />
          </legend>
          {duty.elements.length === 0 ? (
            <p className="quiet">该事项没有分列要素。</p>
          ) : (
            <Checkbox.Group
              className="stacked"
              value={[...meets.elements]}
              options={duty.elements.map(element => ({
                value: element.no,
                label: `${element.no}. ${element.name}${element.covered ? '（已公开）' : ''}`,
              }))}
              onChange={onChange}
            />
          )}
          <div className="actions">
            <Button size="small" onClick={() => onChange(duty.elements.map(element => element.no))}>
              全选
            </Button>
            <Button size="small" aria-label={`移除“${duty.title}”`} onClick={onRemove}>
              移除
            </Button>
          </div>
        </fieldset>
      )}
    </Loaded>
  );
}

interface AddDutyProps {
  readonly unitId: string;
  readonly taken: readonly string[];
  readonly onAdd: (dutyId: string) => void;
}

function AddDuty({ unitId, taken, onAdd }: AddDutyProps) {
  const [word, setWord] = useState('');
  const found = useQuery(queries.duties({ unit: unitId, q: word === '' ? undefined : word, size: 50 }));
  const options = (found.data?.rows ?? [])
    .filter(duty => !taken.includes(duty.id))
    .map(duty => ({ value: duty.id, label: `${duty.title}（${duty.periodWords}，${duty.dueOn} 到期）` }));
  return (
    <Field label="添加台账事项">
      {id => (
        <Select
          id={id}
          className="wide"
          value={null}
          placeholder="按名称查找本单位的事项"
          showSearch={{ filterOption: false, onSearch: setWord, searchValue: word }}
          loading={found.isFetching}
          notFoundContent="没有找到事项"
          options={options}
          onChange={(dutyId: string | null) => {
            if (dutyId !== null) onAdd(dutyId);
            setWord('');
          }}
        />
      )}
    </Field>
  );
}
