import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { UnitField } from '../../parts/fields.tsx';
import { queries } from '../../queries.ts';

/** Fields of a person that both the new and the changed account have. */
export function StaffFields() {
  const roles = useQuery(queries.roles());
  return (
    <>
      <Form.Item
        label="姓名"
        name="name"
        rules={[{ required: true, whitespace: true, message: '请填写姓名。' }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item label="单位" name="unitId" rules={[{ required: true, message: '请选择单位。' }]}>
        <UnitField placeholder="请选择单位" allowClear={false} />
      </Form.Item>
      <Form.Item label="职务" name="post">
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        label="角色"
        name="roles"
        extra="同一人可以有多个角色，但不能在同一条信息上签署两个环节，也不能审核自己起草的信息。"
        rules={[{ required: true, message: '请至少选择一个角色。' }]}
      >
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={(roles.data ?? []).map(role => ({ value: role.id, label: role.name }))}
        />
      </Form.Item>
    </>
  );
}
