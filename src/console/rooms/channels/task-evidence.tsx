import { Button, Checkbox, Form, Input } from 'antd';
import { useId, useRef } from 'react';
import type { TaskView } from '../../../contexts/channels/contract.ts';
import { fileAddress } from '../../file-addresses.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { DayField } from '../../parts/fields.tsx';
import { type PickedFile, UploadShare, useUpload } from '../../parts/file-field.tsx';
import { Section } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { useSession } from '../../session.tsx';
import { momentWords, sizeWords } from '../../words.ts';

/** What there is to look at, and the way to add it: with the camera, or from the files of the telephone. */
export function TaskEvidence({ task }: { readonly task: TaskView }) {
  const open = task.state !== 'proven' && task.state !== 'cancelled';
  const mayProve = task.permissions['channel.prove'];
  return (
    <Section title={open ? '上传凭证' : '凭证'}>
      <Proofs task={task} />
      {open && mayProve?.allowed === true && <EvidenceForm task={task} />}
      {open && mayProve?.allowed !== true && (
        <CommandButton permission={mayProve} onClick={() => {}}>
          上传凭证
        </CommandButton>
      )}
    </Section>
  );
}

function Proofs({ task }: { readonly task: TaskView }) {
  if (task.proofs.length === 0) return null;
  return (
    <ul className="proofs">
      {task.proofs.map(({ id, file, claim, publicDigest, takenAtClaimed, addedAt }) => (
        <li key={id}>
          <a href={fileAddress(file.digest, file.name)} target="_blank" rel="noopener">
            {/\.(jpe?g|png)$/i.test(file.name) ? (
              <img
                className="proof-picture"
                src={fileAddress(file.digest, file.name)}
                alt={`凭证照片：${file.name}`}
              />
            ) : (
              file.name
            )}
          </a>
          <p>{claim}</p>
          <p className="quiet">
            {[
              `上传时间 ${momentWords(addedAt)}`,
              takenAtClaimed === null ? '' : `相机记录的拍摄时间 ${takenAtClaimed}（可能不准）`,
              publicDigest === null ? '不对外展示' : '对外展示去除位置和设备信息的副本',
            ]
              .filter(words => words !== '')
              .join('　')}
          </p>
          <p className="quiet digest">原件数字摘要 {file.digest}</p>
        </li>
      ))}
    </ul>
  );
}

interface Given {
  readonly file: PickedFile;
  readonly postedOn: string;
  readonly postedUntil?: string | null;
  readonly place?: string;
  readonly note?: string;
  readonly showPublic?: boolean;
}

function EvidenceForm({ task }: { readonly task: TaskView }) {
  const { today } = useSession();
  const prove = useCommand<Given>({
    endpoint: `channel-tasks/${task.id}/evidence`,
    wire: ({ file, postedUntil, showPublic, ...rest }) => ({
      ...rest,
      postedUntil: postedUntil ?? null,
      showPublic: showPublic === true,
      file: { digest: file.digest, name: file.name },
    }),
    done: '凭证已上传，任务已证实',
  });
  const isPost = task.kind === 'post';
  return (
    <Form<Given>
      layout="vertical"
      requiredMark={false}
      scrollToFirstError
      initialValues={{
        postedOn: task.postedOn ?? today,
        postedUntil: task.postedUntil,
        place: task.place ?? '',
      }}
      onFinish={values => prove.mutate(values)}
    >
      <Form.Item
        label={isPost ? '照片或者扫描件' : '撤下后的照片'}
        name="file"
        rules={[{ required: true, message: '请拍照或者选择文件。' }]}
      >
        <CameraField />
      </Form.Item>
      <div className="form-grid">
        <Form.Item
          label={isPost ? '张贴（发布）日期' : '撤下日期'}
          name="postedOn"
          rules={[{ required: true, message: '请选择日期。' }]}
        >
          <DayField />
        </Form.Item>
        {isPost && (
          <Form.Item label="张贴至" name="postedUntil">
            <DayField />
          </Form.Item>
        )}
      </div>
      <Form.Item
        label="地点"
        name="place"
        rules={[{ required: true, whitespace: true, message: '请填写地点。' }]}
      >
        <Input maxLength={200} placeholder="例如：局机关一楼政务公开栏" />
      </Form.Item>
      <Form.Item label="说明" name="note">
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      {isPost && (
        <Form.Item name="showPublic" valuePropName="checked">
          <Checkbox>可以对外展示（照片中没有名单、人脸、车牌等个人信息）</Checkbox>
        </Form.Item>
      )}
      <p className="quiet">
        原件连同数字摘要由本机关留存。系统证明文件自上传后未被改动，不证明照片的内容、拍摄时间和地点。
      </p>
      <ProblemNotice error={prove.error} />
      <Button type="primary" size="large" htmlType="submit" loading={prove.isPending}>
        提交凭证
      </Button>
    </Form>
  );
}

interface CameraFieldProps {
  /** Given by the form item. */
  readonly id?: string;
  readonly value?: PickedFile;
  readonly onChange?: (file: PickedFile | undefined) => void;
}

/** Two doors to one file: the camera at once, or what is on the telephone already. */
function CameraField({ id, value, onChange }: CameraFieldProps) {
  const sending = useUpload();
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) sending.mutate(file, { onSuccess: sent => onChange?.(sent) });
  };
  return (
    <div {...(id === undefined ? {} : { id })}>
      {value !== undefined && (
        <p>
          {value.name}（{sizeWords(value.size)}）{' '}
          <Button size="small" onClick={() => onChange?.(undefined)}>
            移除
          </Button>
        </p>
      )}
      <div className="actions">
        <CameraDoor
          words="拍照"
          accept="image/jpeg,image/png"
          camera
          disabled={sending.isPending}
          onFiles={take}
        />
        <CameraDoor
          words="从手机或者电脑选择"
          accept="image/jpeg,image/png,application/pdf"
          disabled={sending.isPending}
          onFiles={take}
        />
      </div>
      {sending.isPending && <UploadShare name={sending.name} share={sending.share} />}
      <ProblemNotice error={sending.error} />
    </div>
  );
}

interface CameraDoorProps {
  readonly words: string;
  readonly accept: string;
  readonly camera?: boolean;
  readonly disabled: boolean;
  readonly onFiles: (files: FileList | null) => void;
}

function CameraDoor({ words, accept, camera, disabled, onFiles }: CameraDoorProps) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="unseen">
        {words}
      </label>
      <input
        id={id}
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        accept={accept}
        {...(camera === true ? { capture: 'environment' as const } : {})}
        onChange={event => {
          onFiles(event.target.files);
          event.target.value = '';
        }}
      />
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        {words}
      </Button>
    </>
  );
}
