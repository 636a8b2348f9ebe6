import { Alert, Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import {
  applicantKindWords,
  carrierFormWords,
  channelWords,
  intakeAnswer,
  supplyWayWords,
} from '../../../contexts/requests/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { DayField } from '../../parts/fields.tsx';
import { Link, useGo } from '../../parts/link.tsx';
import { Facts, Page, Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { path } from '../../path.ts';
import { useSession } from '../../session.tsx';
import { optionsOf } from '../../words.ts';
import { identityDocumentWords } from './request-words.ts';

interface Intake {
  readonly via: string;
  readonly submittedOn: string;
  readonly matter: string;
  readonly oral?: boolean;
  readonly isLetter?: boolean;
  readonly letter?: { readonly no: string; readonly on: string };
  readonly applicant: Record<string, string | null | undefined>;
  /** Own-record cases only (条例 art 41); sealed with the applicant. */
  readonly ownRecord?: { readonly now?: string; readonly right?: string; readonly reasons?: string };
  readonly wish: Record<string, string | undefined>;
}

interface Receipt {
  readonly id: string;
  readonly trackingCode: string;
  readonly secret: string;
}

function filled(fields: Readonly<Record<string, string | null | undefined>>) {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  );
}

const required = (label: string) => [{ required: true, whitespace: true, message: `请填写${label}。` }];

/** The counter takes a request in: on paper, by fax, or told by the applicant and typed by the office (条例 art 29). */
export function NewRequest() {
  const { today } = useSession();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const take = useCommand<Intake, typeof intakeAnswer>({
    endpoint: 'requests',
    wire: ({ applicant, wish, ownRecord, isLetter, letter, ...intake }) => ({
      ...intake,
      oral: intake.oral === true,
      ...(isLetter === true ? { letter } : {}),
      applicant: {
        ...filled(applicant),
        ...(intake.matter === 'own-record'
          ? { ownRecord: { now: '', right: '', reasons: '', ...filled(ownRecord ?? {}) } }
          : {}),
      },
      wish: filled(wish),
    }),
    answer: intakeAnswer,
    done: '申请已登记',
    onDone: setReceipt,
  });
  if (receipt !== null) return <Taken receipt={receipt} />;
  return (
    <Page
      title="登记申请"
      crumbs={[{ words: '依申请公开', to: path.requests() }]}
      lead="只登记条例第二十九条规定的三项内容，不得要求申请人说明用途。"
    >
      <Form<Intake>
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        initialValues={{
          via: 'in-person',
          submittedOn: today,
          matter: 'information',
          applicant: { kind: 'natural-person', identityDocument: 'resident-id' },
          wish: { carrier: 'paper', supply: 'post' },
        }}
        onFinish={values => take.mutate(values)}
      >
        <Arrival />
        <ApplicantBlanks />
        <WishBlanks />
        <ProblemNotice error={take.error} />
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={take.isPending}>
            登记
          </Button>
        </div>
      </Form>
    </Page>
  );
}

function Arrival() {
  const isLetter = Form.useWatch('isLetter') === true;
  return (
    <Section title="怎样收到的">
      <div className="form-grid">
        <Form.Item label="渠道" name="via">
          <Select options={optionsOf(channelWords)} />
        </Form.Item>
        <Form.Item
          label="提交、签收或者收到信件的日期"
          name="submittedOn"
          rules={[{ required: true, message: '请选择日期。' }]}
        >
          <DayField />
        </Form.Item>
        <Form.Item label="事项" name="matter">
          <Radio.Group
            options={[
              { value: 'information', label: '申请公开政府信息' },
              { value: 'own-record', label: '要求更正本人信息（条例第四十一条）' },
            ]}
          />
        </Form.Item>
        <Form.Item label="口头申请" name="oral" valuePropName="checked">
          <Checkbox>申请人书写确有困难，口头提出，由本机关代为填写</Checkbox>
        </Form.Item>
        <Form.Item label="来信转入" name="isLetter" valuePropName="checked">
          <Checkbox>由信箱、信访或者其他科室收到的来信转来，内容实为申请</Checkbox>
        </Form.Item>
        {isLetter && (
          <>
            <Form.Item label="来信编号" name={['letter', 'no']} rules={required('来信编号')}>
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
            <Form.Item
              label="来信日期"
              name={['letter', 'on']}
              rules={[{ required: true, message: '请选择来信日期。' }]}
            >
              <DayField />
            </Form.Item>
          </>
        )}
      </div>
      {isLetter && (
        <p className="quiet">
          来信不是寄给政府信息公开工作机构的，渠道请选择平常信函、互联网或者传真；上面的日期填写转到本机构的日期，与来信人双方确认之日为收到申请之日。
        </p>
      )}
    </Section>
  );
}

function ApplicantBlanks() {
  const kind = Form.useWatch(['applicant', 'kind']) as string | undefined;
  const isPerson = kind === undefined || kind === 'natural-person';
  return (
    <Section title="申请人">
      <div className="form-grid">
        <Form.Item label="申请人类型" name={['applicant', 'kind']}>
          <Select options={optionsOf(applicantKindWords)} />
        </Form.Item>
        <Form.Item
          label={isPerson ? '姓名' : '名称'}
          name={['applicant', 'name']}
          rules={required(isPerson ? '姓名' : '名称')}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        {isPerson && (
          <Form.Item label="证件名称" name={['applicant', 'identityDocument']}>
            <Select options={optionsOf(identityDocumentWords)} />
          </Form.Item>
        )}
        <Form.Item
          label={isPerson ? '证件号码' : '统一社会信用代码'}
          name={['applicant', 'identityNo']}
          rules={required(isPerson ? '证件号码' : '统一社会信用代码')}
        >
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item label={isPerson ? '代理人' : '法定代表人'} name={['applicant', 'representative']}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        {!isPerson && (
          <Form.Item label="联系人" name={['applicant', 'contact']}>
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item label="联系电话" name={['applicant', 'phone']}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item label="电子邮箱" name={['applicant', 'email']}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item label="邮政编码" name={['applicant', 'postcode']}>
          <Input maxLength={10} autoComplete="off" />
        </Form.Item>
        <Form.Item label="通信地址" name={['applicant', 'address']}>
          <Input maxLength={300} autoComplete="off" />
        </Form.Item>
      </div>
    </Section>
  );
}

/** What is wrong in the own record: sealed with the name, unlike the subject, which stands in the register. */
function RecordBlanks() {
  return (
    <>
      <p className="quiet">以下三栏与申请人信息一起加密保存，不显示在登记簿中。证据材料在登记之后添加。</p>
      <Form.Item label="记录现在怎样写" name={['ownRecord', 'now']}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item label="应当怎样写" name={['ownRecord', 'right']}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item label="理由和证据" name={['ownRecord', 'reasons']}>
        <Input.TextArea rows={3} maxLength={3000} />
      </Form.Item>
    </>
  );
}

function WishBlanks() {
  const isOwnRecord = Form.useWatch('matter') === 'own-record';
  return (
    <Section title="申请内容">
      <Form.Item
        label={isOwnRecord ? '要更正的记录' : '所需政府信息的名称或者特征'}
        name={['wish', 'subject']}
        rules={required(isOwnRecord ? '要更正的记录' : '所需政府信息')}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item label="文号" name={['wish', 'documentNo']}>
        <Input maxLength={100} />
      </Form.Item>
      {isOwnRecord ? (
        <RecordBlanks />
      ) : (
        <Form.Item label="其他便于查询的描述" name={['wish', 'description']}>
          <Input.TextArea rows={3} maxLength={5000} />
        </Form.Item>
      )}
      <div className="form-grid">
        <Form.Item label="载体形式" name={['wish', 'carrier']}>
          <Select options={optionsOf(carrierFormWords)} />
        </Form.Item>
        <Form.Item label="获取方式" name={['wish', 'supply']}>
          <Select options={optionsOf(supplyWayWords)} />
        </Form.Item>
        <Form.Item label="需要的协助（阅读困难、视听障碍）" name={['wish', 'needsHelp']}>
          <Input maxLength={500} />
        </Form.Item>
      </div>
    </Section>
  );
}

/** What the applicant takes home. The secret is shown here and nowhere else. */
function Taken({ receipt }: { readonly receipt: Receipt }) {
  const go = useGo();
  return (
    <Page title="申请已登记" crumbs={[{ words: '依申请公开', to: path.requests() }]}>
      <Alert
        type="warning"
        showIcon
        title="请将查询码和查询密码交给申请人。查询密码只显示这一次，系统不保存原文。"
      />
      <Section title="申请接收回执">
        <Facts
          rows={[
            [
              '查询码',
              <strong key="code" className="digest">
                {receipt.trackingCode}
              </strong>,
            ],
            [
              '查询密码',
              <strong key="secret" className="digest">
                {receipt.secret}
              </strong>,
            ],
          ]}
        />
        <div className="actions">
          <Button onClick={() => window.print()}>打印</Button>
          <Button type="primary" onClick={() => go(path.request(receipt.id))}>
            办理该申请
          </Button>
          <Link to={path.newRequest()}>继续登记</Link>
        </div>
      </Section>
    </Page>
  );
}
