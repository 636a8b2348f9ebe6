import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Radio, Select } from 'antd';
import type { ItemKind, ItemMetadata } from '../../../contexts/publications/contract.ts';
import { Field } from '../../parts/field.tsx';
import { DayField } from '../../parts/fields.tsx';
import { queries } from '../../queries.ts';
import { attributeWords, metadataWords, optionsOf, retentionWords, withholdingWords } from '../../words.ts';
import { RelationsField } from '../normative/relations-field.tsx';
import { ValidityField } from '../normative/validity-field.tsx';
import { properDocumentNo } from './draft-content.ts';

interface MetadataFormProps {
  readonly kind?: ItemKind;
  readonly metadata: ItemMetadata;
  readonly onChange: (patch: Partial<ItemMetadata>) => void;
}

/** Every metadata field of an item. All of it is under the signatures. */
export function MetadataForm({ kind, metadata, onChange }: MetadataFormProps) {
  return (
    <>
      <Attribute metadata={metadata} onChange={onChange} />
      {kind !== 'normative-document' && kind !== 'interpretation' && (
        <div className="field">
          <Checkbox
            checked={metadata.wideEffect}
            onChange={event => onChange({ wideEffect: event.target.checked })}
          >
            {metadataWords.wideEffect}，须与解读同步发布
          </Checkbox>
        </div>
      )}
      <TextField field="basis" metadata={metadata} onChange={onChange} />
      <TextField field="issuer" metadata={metadata} onChange={onChange} />
      <DocumentNo metadata={metadata} onChange={onChange} />
      <Classes metadata={metadata} onChange={onChange} />
      <Days {...(kind === undefined ? {} : { kind })} metadata={metadata} onChange={onChange} />
      <RelationsField relations={metadata.relations ?? []} onChange={relations => onChange({ relations })} />
      <Field label={metadataWords.keywords}>
        {id => (
          <Select
            id={id}
            className="wide"
            mode="tags"
            tokenSeparators={['、', '，', ',', '；', ' ']}
            placeholder="输入后按回车"
            value={metadata.keywords}
            onChange={(keywords: string[]) => onChange({ keywords })}
          />
        )}
      </Field>
      <TextField field="source" metadata={metadata} onChange={onChange} />
      <TextField field="author" metadata={metadata} onChange={onChange} />
      <Field label={metadataWords.statisticalDefinition} hint="公布统计数据时，写明指标含义、范围和时点。">
        {id => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 1, maxRows: 5 }}
            value={metadata.statisticalDefinition}
            onChange={event => onChange({ statisticalDefinition: event.target.value })}
          />
        )}
      </Field>
      <Field label={metadataWords.retention}>
        {id => (
          <Select
            id={id}
            className="wide"
            value={metadata.retention}
            options={optionsOf(retentionWords)}
            onChange={retention => onChange({ retention })}
          />
        )}
      </Field>
    </>
  );
}

type TextFields = 'basis' | 'issuer' | 'source' | 'author';

function TextField({ field, metadata, onChange }: MetadataFormProps & { readonly field: TextFields }) {
  return (
    <Field label={metadataWords[field]}>
      {id => (
        <Input
          id={id}
          value={metadata[field]}
          onChange={event => onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
}

/** 公开属性, with the reason where it is not proactive (条例 arts 13–16). */
function Attribute({ metadata, onChange }: MetadataFormProps) {
  const isProactive = metadata.attribute === 'proactive';
  return (
    <>
      <fieldset className="field plain">
        <legend>{metadataWords.attribute}</legend>
        <Radio.Group
          value={metadata.attribute}
          options={optionsOf(attributeWords)}
          onChange={event => {
            const attribute = event.target.value as ItemMetadata['attribute'];
            onChange({ attribute, ...(attribute === 'proactive' ? { attributeReason: null } : {}) });
          }}
        />
        {!isProactive && (
          <p className="quiet hint">{attributeWords[metadata.attribute]}的信息不在网站发布，只留存备查。</p>
        )}
      </fieldset>
      {!isProactive && (
        <Field
          label={metadataWords.attributeReason}
          problem={metadata.attributeReason === null ? '请选择不主动公开的法定情形。' : undefined}
        >
          {id => (
            <Select
              id={id}
              className="wide"
              placeholder="请选择"
              value={metadata.attributeReason}
              options={optionsOf(withholdingWords)}
              popupMatchSelectWidth={440}
              onChange={attributeReason => onChange({ attributeReason })}
            />
          )}
        </Field>
      )}
      <Field label={metadataWords.attributeNote}>
        {id => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 1, maxRows: 4 }}
            value={metadata.attributeNote}
            onChange={event => onChange({ attributeNote: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function DocumentNo({ metadata, onChange }: MetadataFormProps) {
  const catalogue = useQuery(queries.catalogue());
  const typed = metadata.documentNo;
  const proper = typed.trim() === '' ? undefined : properDocumentNo(typed);
  const prefixes = catalogue.data?.documentNumberPrefixes ?? [];
  const isKnown =
    prefixes.length === 0 || proper === undefined || prefixes.some(prefix => proper.startsWith(prefix));
  const odd = typed.trim() !== '' && proper === undefined;
  return (
    <Field
      label={metadataWords.documentNo}
      problem={odd ? '不是规范的发文字号。应如“毕民发〔2019〕12号”，没有文号请留空。' : undefined}
      hint={
        proper !== undefined && proper !== typed ? (
          <>
            规范写法为 {proper}　
            <Button size="small" onClick={() => onChange({ documentNo: proper })}>
              改为规范写法
            </Button>
          </>
        ) : (
          !isKnown && `机关代字不在本机关常用的范围内（${prefixes.join('、')}），请核对。`
        )
      }
    >
      {id => <Input id={id} value={typed} onChange={event => onChange({ documentNo: event.target.value })} />}
    </Field>
  );
}

/** Topic and genre come from the bureau's catalogue; nothing is typed by hand. */
function Classes({ metadata, onChange }: MetadataFormProps) {
  const catalogue = useQuery(queries.catalogue());
  const choices = (values: readonly string[] | undefined) =>
    (values ?? []).map(value => ({ value, label: value }));
  return (
    <>
      <Field label={metadataWords.topic}>
        {id => (
          <Select
            id={id}
            className="wide"
            allowClear
            placeholder="请选择"
            showSearch={{ optionFilterProp: 'label' }}
            value={metadata.topic === '' ? null : metadata.topic}
            options={choices(catalogue.data?.topics)}
            onChange={topic => onChange({ topic: topic ?? '' })}
          />
        )}
      </Field>
      <Field label={metadataWords.genre}>
        {id => (
          <Select
            id={id}
            className="wide"
            allowClear
            placeholder="请选择"
            showSearch={{ optionFilterProp: 'label' }}
            value={metadata.genre === '' ? null : metadata.genre}
            options={choices(catalogue.data?.genres)}
            onChange={genre => onChange({ genre: genre ?? '' })}
          />
        )}
      </Field>
    </>
  );
}

function Days({ kind, metadata, onChange }: MetadataFormProps) {
  return (
    <div className="form-grid">
      <Field label={metadataWords.writtenOn}>
        {id => (
          <DayField id={id} value={metadata.writtenOn} onChange={writtenOn => onChange({ writtenOn })} />
        )}
      </Field>
      <ValidityField
        kind={kind ?? ''}
        value={metadata.validity}
        onChange={validity => onChange({ validity })}
      />
      <Field label={metadataWords.effectiveOn}>
        {id => (
          <DayField
            id={id}
            value={metadata.effectiveOn}
            onChange={effectiveOn => onChange({ effectiveOn })}
          />
        )}
      </Field>
      <Field
        label={metadataWords.expiresOn}
        problem={
          metadata.effectiveOn !== null &&
          metadata.expiresOn !== null &&
          metadata.expiresOn < metadata.effectiveOn
            ? '失效日期早于施行日期，请核对。'
            : undefined
        }
      >
        {id => (
          <DayField id={id} value={metadata.expiresOn} onChange={expiresOn => onChange({ expiresOn })} />
        )}
      </Field>
    </div>
  );
}
