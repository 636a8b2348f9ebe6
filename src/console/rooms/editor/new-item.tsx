import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { z } from 'zod';
import type { DutyDetail } from '../../../contexts/plan/contract.ts';
import { type CatalogueView, type ItemKind, itemKind } from '../../../contexts/publications/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { useGo } from '../../parts/link.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { itemKindWords, optionsOf } from '../../words.ts';
import { columnOptions } from './column-options.ts';

const route = getRouteApi('/inside/items/new');

/** Beginning of a draft: what it is and where it goes. From a duty, all of it is filled in. */
export function NewItem() {
  const { duty: dutyId, kind, column } = route.useSearch();
  const catalogue = useQuery(queries.catalogue());
  const duty = useQuery({ ...queries.duty(dutyId ?? ''), enabled: dutyId !== undefined });
  return (
    <Page title="起草信息" crumbs={[{ words: '信息起草', to: path.items() }]}>
      <Loaded query={catalogue}>
        {offered =>
          dutyId === undefined ? (
            <NewItemForm catalogue={offered} duty={undefined} kind={kind} column={column} />
          ) : (
            <Loaded query={duty}>
              {found => <NewItemForm catalogue={offered} duty={found} kind={kind} column={column} />}
            </Loaded>
          )
        }
      </Loaded>
    </Page>
  );
}

interface NewItemFormProps {
  readonly catalogue: CatalogueView;
  readonly duty: DutyDetail | undefined;
  readonly kind: string | undefined;
  readonly column: string | undefined;
}

interface Beginning {
  readonly kind: ItemKind;
  readonly columnId: string;
  readonly title: string;
}

/** The column asked for, or the one that the plan names for the duty. */
function columnFor(catalogue: CatalogueView, duty: DutyDetail | undefined, wanted: string | undefined) {
  const by = (id: string | null | undefined) =>
    catalogue.columns.find(column => column.id === id || column.name === id);
  return by(wanted) ?? by(duty?.column);
}

function NewItemForm({ catalogue, duty, kind, column }: NewItemFormProps) {
  const go = useGo();
  const [form] = Form.useForm<Beginning>();
  const found = columnFor(catalogue, duty, column);
  const known = itemKind.safeParse(kind);
  const create = useCommand<Beginning, typeof created>({
    endpoint: 'items',
    answer: created,
    wire: values => ({
      ...values,
      ...(duty === undefined
        ? {}
        : { meets: [{ dutyId: duty.id, elements: missing(duty) }], metadata: { basis: duty.basis } }),
    }),
    onDone: item => go(path.editItem(item.id), { replace: true }),
  });
  const initial = {
    kind: known.success ? known.data : (found?.kinds[0] ?? 'news'),
    columnId: found?.id,
    title: duty === undefined ? '' : `${duty.unitName}${duty.periodWords}${duty.title}`,
  };
  return (
    <Section title={duty === undefined ? '新的信息' : `履行台账事项：${duty.title}（${duty.periodWords}）`}>
      {duty !== undefined && (
        <p className="quiet">
          本事项应于 {duty.dueOn} 前公开，尚有 {missing(duty).length} 项要素待公开，起草后可在编辑页调整。
        </p>
      )}
      <Form<Beginning>
        form={form}
        layout="vertical"
        requiredMark={false}
        className="wide-form"
        initialValues={initial}
        onFinish={values => create.mutate(values)}
      >
        <Form.Item label="信息类别" name="kind" rules={[{ required: true, message: '请选择信息类别。' }]}>
          <Select options={optionsOf(itemKindWords)} />
        </Form.Item>
        <Form.Item label="发布栏目" name="columnId" rules={[{ required: true, message: '请选择发布栏目。' }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="请选择栏目"
            options={columnOptions(catalogue)}
            onChange={(id: string) => {
              const kinds = catalogue.columns.find(each => each.id === id)?.kinds ?? [];
              if (kinds[0] !== undefined && !kinds.includes(form.getFieldValue('kind')))
                form.setFieldValue('kind', kinds[0]);
            }}
          />
        </Form.Item>
        <Form.Item
          label="标题"
          name="title"
          rules={[{ required: true, whitespace: true, max: 300, message: '请填写标题，不超过 300 字。' }]}
        >
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 3 }} />
        </Form.Item>
        <ProblemNotice error={create.error} />
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          开始起草
        </Button>
      </Form>
    </Section>
  );
}

const created = z.object({ id: z.string() });

function missing(duty: DutyDetail): number[] {
  return duty.elements.filter(element => element.required && !element.covered).map(element => element.no);
}
