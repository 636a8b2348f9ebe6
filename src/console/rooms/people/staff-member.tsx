import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button, Form, Input } from 'antd';
import type { StaffView } from '../../../contexts/organisation/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { Loaded, Nothing } from '../../parts/loaded.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { ProblemNotice, ReasonList } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';
import { StaffMark, useRoleName } from './staff.tsx';
import { StaffFields } from './staff-fields.tsx';

const route = getRouteApi('/inside/staff/$id');

/** One account: what it is, changing it, and stopping it. */
export function StaffMember() {
  const { id } = route.useParams();
  const query = useQuery(queries.staff());
  return (
    <Loaded query={query}>
      {rows => {
        const person = rows.find(each => each.id === id);
        return person === undefined ? (
          <Page title="没有这名人员" crumbs={[{ words: '人员与角色', to: path.staff() }]}>
            <Nothing>账号可能不在您可以查看的范围之内。</Nothing>
          </Page>
        ) : (
          <Person key={person.id} person={person} />
        );
      }}
    </Loaded>
  );
}

function Person({ person }: { readonly person: StaffView }) {
  const roleName = useRoleName();
  return (
    <Page
      title={person.name}
      crumbs={[{ words: '人员与角色', to: path.staff() }]}
      marks={<StaffMark person={person} />}
      actions={<AccountCommands person={person} />}
    >
      <Section title="基本情况">
        <Facts
          rows={[
            ['用户名', person.username],
            ['单位', person.unitName],
            ['职务', person.post],
            ['角色', person.roles.map(roleName).join('、')],
            ['动态口令', person.hasSecondFactor ? '已绑定' : '未绑定'],
            ['锁定至', person.lockedUntil === null ? '未锁定' : momentWords(person.lockedUntil)],
          ]}
        />
      </Section>
      <Section title="修改">
        <ChangeForm person={person} />
      </Section>
    </Page>
  );
}

function useAccountCommand(person: StaffView, verb: string, done: string) {
  return useCommand<object>({ endpoint: `staff/${person.id}/${verb}`, wire: () => ({}), done });
}

function AccountCommands({ person }: { readonly person: StaffView }) {
  const { modal } = App.useApp();
  const disable = useAccountCommand(person, 'disable', '账号已停用');
  const enable = useAccountCommand(person, 'enable', '账号已启用');
  const unlock = useAccountCommand(person, 'unlock', '账号已解锁');
  const reset = useAccountCommand(person, 'reset-second-factor', '动态口令已解除');
  const ask = (title: string, content: string, run: () => void) =>
    modal.confirm({ title, content, okText: '确定', cancelText: '取消', onOk: run });
  return (
    <>
      {person.lockedUntil !== null && (
        <CommandButton permission={person.permissions['staff.unlock']} onClick={() => unlock.mutate({})}>
          解锁
        </CommandButton>
      )}
      {person.hasSecondFactor && (
        <CommandButton
          permission={person.permissions['staff.reset-second-factor']}
          onClick={() =>
            ask('解除动态口令？', '用于更换或者丢失手机。解除后，本人下次登录须重新绑定。', () =>
              reset.mutate({}),
            )
          }
        >
          解除动态口令
        </CommandButton>
      )}
      {person.disabled ? (
        <CommandButton permission={person.permissions['staff.enable']} onClick={() => enable.mutate({})}>
          启用
        </CommandButton>
      ) : (
        <CommandButton
          danger
          permission={person.permissions['staff.disable']}
          onClick={() =>
            ask(`停用“${person.name}”的账号？`, '停用后立即不能登录，已经作出的签署和记录不受影响。', () =>
              disable.mutate({}),
            )
          }
        >
          停用
        </CommandButton>
      )}
      <div className="whole">
        <ProblemNotice error={disable.error ?? enable.error ?? unlock.error ?? reset.error} />
      </div>
    </>
  );
}

interface Change {
  readonly name: string;
  readonly unitId: string;
  readonly post: string;
  readonly roles: string[];
  readonly password?: string;
}

function ChangeForm({ person }: { readonly person: StaffView }) {
  const [form] = Form.useForm<Change>();
  const permission = person.permissions['staff.change'];
  const change = useCommand<Change>({
    method: 'PATCH',
    endpoint: `staff/${person.id}`,
    wire: ({ password, ...rest }) => ({ ...rest, ...(password ? { password } : {}) }),
    done: '修改已保存',
    onDone: () => form.setFieldValue('password', ''),
  });
  if (permission !== undefined && !permission.allowed) return <ReasonList reasons={permission.reasons} />;
  return (
    <Form<Change>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="narrow-form"
      initialValues={{ name: person.name, unitId: person.unitId, post: person.post, roles: person.roles }}
      onFinish={values => change.mutate(values)}
    >
      <StaffFields />
      <Form.Item label="重设密码" name="password" extra="不修改请留空。">
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <ProblemNotice error={change.error} />
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        保存
      </Button>
    </Form>
  );
}
