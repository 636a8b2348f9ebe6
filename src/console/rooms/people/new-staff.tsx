import { Button, Form, Input } from 'antd';
import type { z } from 'zod';
import { type staffBody, staffView } from '../../../contexts/organisation/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { useGo } from '../../parts/link.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { StaffFields } from './staff-fields.tsx';

type StaffBody = z.input<typeof staffBody>;

/** A new account. */
export function NewStaff() {
  const go = useGo();
  const create = useCommand<StaffBody, typeof staffView>({
    endpoint: 'staff',
    answer: staffView,
    wire: body => ({ ...body, post: body.post ?? '' }),
    done: '人员已新增',
    onDone: person => go(path.staffMember(person.id)),
  });
  return (
    <Page title="新增人员" crumbs={[{ words: '人员与角色', to: path.staff() }]}>
      <Section title="账号">
        <Form<StaffBody>
          layout="vertical"
          requiredMark={false}
          className="narrow-form"
          onFinish={body => create.mutate(body)}
        >
          <Form.Item
            label="用户名"
            name="username"
            rules={[
              {
                required: true,
                pattern: /^[a-z][a-z0-9.-]{1,31}$/,
                message: '用户名以小写字母开头，只含小写字母、数字、点和连字符。',
              },
            ]}
          >
            <Input autoComplete="off" />
          </Form.Item>
          <StaffFields />
          <Form.Item
            label="初始密码"
            name="password"
            extra="请当面告知本人，并要求首次登录后修改。"
            rules={[{ required: true, message: '请设置初始密码。' }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <ProblemNotice error={create.error} />
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            新增
          </Button>
        </Form>
      </Section>
    </Page>
  );
}
