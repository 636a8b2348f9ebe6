import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { ItemView } from '../../../contexts/publications/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Field } from '../../parts/field.tsx';
import { MomentField } from '../../parts/fields.tsx';
import { Findings } from '../../parts/findings.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { Loaded, Waiting } from '../../parts/loaded.tsx';
import { VersionMark } from '../../parts/marks.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { ProblemNotice, ReasonList } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { itemKindWords, momentWords } from '../../words.ts';
import { ChannelsField } from '../channels/channels-field.tsx';
import { hasFields } from '../packages/form-fields.ts';
import { Attachments } from './attachments.tsx';
import { columnOptions } from './column-options.ts';
import { Conflict } from './conflict.tsx';
import { type ItemDraft, useItemDraft } from './item-draft.ts';
import { MaskText } from './masking-text.tsx';
import { MeetsField } from './meets-field.tsx';
import { MetadataForm } from './metadata-form.tsx';

const route = getRouteApi('/inside/items/$id/edit');
const RichText = lazy(() => import('./rich-text.tsx'));

/** Writing an item. */
export function EditItem() {
  const { id } = route.useParams();
  const query = useQuery(queries.item(id));
  return <Loaded query={query}>{item => <Editable key={item.id} item={item} />}</Loaded>;
}

function Editable({ item }: { readonly item: ItemView }) {
  const permission = permissionOf(item.permissions, 'item.draft');
  if (permission?.allowed === false) {
    return (
      <Page title={item.title || '（尚无标题）'} crumbs={[{ words: '信息起草', to: path.items() }]}>
        <Section title="现在不能修改">
          <ReasonList reasons={permission.reasons} />
          <Link to={path.item(item.id)}>查看该信息</Link>
        </Section>
      </Page>
    );
  }
  return <Editor item={item} />;
}

function Editor({ item }: { readonly item: ItemView }) {
  const draft = useItemDraft(item);
  const go = useGo();
  const [leaving, setLeaving] = useState(false);
  const submit = useCommand<object>({
    endpoint: `items/${item.id}/submit`,
    wire: () => ({}),
    done: '已送审',
    onDone: () => go(path.item(item.id)),
  });
  const saveThen = async (act: () => void) => {
    setLeaving(true);
    if (await draft.flush()) act();
    setLeaving(false);
  };
  return (
    <Page
      title={draft.content.title || '（尚无标题）'}
      crumbs={[
        { words: '信息起草', to: path.items() },
        { words: '信息详情', to: path.item(item.id) },
      ]}
      marks={<VersionMark state={item.state} />}
      lead={`${itemKindWords[item.kind]}　${item.ownerUnitName}　第 ${item.versionNo} 版`}
      actions={
        <>
          <span className="save-state" role="status">
            {draft.stateWords}
          </span>
          <Button onClick={() => void saveThen(() => {})}>保存</Button>
          <MaskText item={item} flush={draft.flush} />
          <CommandButton
            main
            permission={permissionOf(item.permissions, 'item.submit')}
            busy={submit.isPending || leaving}
            onClick={() => void saveThen(() => submit.mutate({}))}
          >
            送审
          </CommandButton>
        </>
      }
    >
      <ProblemNotice error={draft.error} />
      <ProblemNotice error={submit.error} />
      {draft.theirs !== null && (
        <Conflict mine={draft.content} theirs={draft.theirs} onResolve={draft.resolve} />
      )}
      <Returned item={item} />
      <div className="editor-columns">
        <div>
          <Writing item={item} draft={draft} />
          <Section title="附件">
            <Attachments
              attachments={draft.content.attachments}
              onChange={change => draft.change({ attachments: change(draft.content.attachments) })}
            />
          </Section>
        </div>
        <div>
          <Findings gate={item.gate} lead="送审前请处理下列问题。" />
          <Section title="对应台账事项">
            <MeetsField
              meets={draft.content.meets}
              unitId={item.ownerUnitId}
              onChange={meets => draft.change({ meets })}
            />
          </Section>
          <Section title="发布渠道">
            <ChannelsField
              itemId={item.id}
              value={draft.content.channels}
              onChange={channels => draft.change({ channels })}
            />
          </Section>
          <Section title="信息属性">
            <MetadataForm
              kind={item.kind}
              metadata={draft.content.metadata}
              onChange={patch => draft.change({ metadata: { ...draft.content.metadata, ...patch } })}
            />
          </Section>
        </div>
      </div>
    </Page>
  );
}

function Writing({ item, draft }: { readonly item: ItemView; readonly draft: ItemDraft }) {
  const catalogue = useQuery(queries.catalogue());
  const { content, change } = draft;
  return (
    <Section title="内容">
      <Field label="标题" problem={content.title.length > 300 ? '标题不超过 300 字。' : undefined}>
        {id => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 1, maxRows: 4 }}
            value={content.title}
            onChange={event => change({ title: event.target.value.replace(/\n/g, '') })}
          />
        )}
      </Field>
      <div className="form-grid">
        <Field label="发布栏目">
          {id => (
            <Select
              id={id}
              className="wide"
              showSearch={{ optionFilterProp: 'label' }}
              value={content.columnId}
              options={
                catalogue.data === undefined
                  ? [{ value: item.columnId, label: item.columnName }]
                  : columnOptions(catalogue.data)
              }
              onChange={columnId => change({ columnId })}
            />
          )}
        </Field>
        <Field label="计划发布时间（北京时间）">
          {id => (
            <MomentField
              id={id}
              value={content.releaseAt}
              onChange={releaseAt => change({ releaseAt })}
              placeholder="不定时，人工发布"
            />
          )}
        </Field>
      </div>
      <Field label="摘要" hint="用于列表、搜索结果和页面描述，可不填。">
        {id => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 5 }}
            maxLength={2000}
            value={content.summary}
            onChange={event => change({ summary: event.target.value })}
          />
        )}
      </Field>
      {hasFields(item.metadata.interpretation?.form ?? null) ? (
        <p className="quiet">
          这一形式的解读，正文由填写的内容生成，请在
          <Link to={path.package(item.package?.policyId ?? item.id)}>解读页</Link>
          填写。
        </p>
      ) : (
        <div className="field">
          <div className="field-label">正文</div>
          <Suspense fallback={<Waiting />}>
            <RichText
              key={draft.editorKey}
              label="正文"
              initialHtml={content.bodyHtml}
              onChange={bodyHtml => change({ bodyHtml })}
            />
          </Suspense>
        </div>
      )}
    </Section>
  );
}

/** Why it came back, in front of the person who is to mend it. */
function Returned({ item }: { readonly item: ItemView }) {
  if (item.state !== 'returned') return null;
  const last = [...item.signatures].reverse().find(signature => signature.decision === 'returned');
  if (last === undefined) return null;
  return (
    <Section title={`${last.stepName}退回，请按下列意见修改`}>
      <ul className="reasons">
        {last.reasons.map(reason => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="quiet">
        {last.staffName}（{last.unitName}），{momentWords(last.signedAt)}
      </p>
    </Section>
  );
}
