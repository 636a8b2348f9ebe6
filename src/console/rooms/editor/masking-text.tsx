import { Button, Checkbox, Modal, Select } from 'antd';
import { useState } from 'react';
import { type MaskBody, type MaskView, maskView } from '../../../contexts/publications/contract/masking.ts';
import type { ItemView } from '../../../contexts/publications/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { CommandButton } from '../../parts/command-button.tsx';
import { permissionOf } from '../../parts/permission.ts';
import { ProblemNotice } from '../../parts/problem.tsx';

interface MaskTextProps {
  readonly item: ItemView;
  /** Saves what is unsaved; true when the server has everything. */
  readonly flush: () => Promise<boolean>;
}

/** One click masks what the check finds in title, summary and body; first it is shown, place by place. */
export function MaskText({ item, flush }: MaskTextProps) {
  const [lists, setLists] = useState<MaskBody['lists']>('mask');
  const [shown, setShown] = useState<MaskView>();
  const [kept, setKept] = useState<ReadonlySet<number>>(new Set());
  const look = useCommand<MaskBody['lists'], typeof maskView>({
    endpoint: `items/${item.id}/mask?preview`,
    answer: maskView,
    wire: chosen => ({ revision: item.revision, lists: chosen }),
    onDone: view => {
      setKept(new Set());
      setShown(view);
    },
  });
  const mask = useCommand<MaskView, typeof maskView>({
    endpoint: `items/${item.id}/mask`,
    answer: maskView,
    wire: view => ({
      revision: view.revision,
      lists,
      only: view.replacements.map(each => each.no).filter(no => !kept.has(no)),
    }),
    done: '已遮盖，请核对正文',
    onDone: () => setShown(undefined),
  });
  const preview = async (chosen: MaskBody['lists']) => {
    setLists(chosen);
    if (await flush()) look.mutate(chosen);
  };
  return (
    <>
      <CommandButton
        permission={permissionOf(item.permissions, 'item.draft')}
        busy={look.isPending}
        onClick={() => void preview(lists)}
      >
        遮盖个人信息
      </CommandButton>
      <ProblemNotice error={look.error} />
      <Modal
        open={shown !== undefined}
        title="遮盖标题、摘要和正文中的个人信息"
        width={720}
        mask={{ closable: false }}
        onCancel={() => setShown(undefined)}
        footer={
          <div className="actions">
            <Button onClick={() => setShown(undefined)}>取消</Button>
            <Button
              type="primary"
              disabled={shown === undefined || shown.replacements.length === kept.size}
              loading={mask.isPending}
              onClick={() => shown && mask.mutate(shown)}
            >
              遮盖选中的 {(shown?.replacements.length ?? 0) - kept.size} 处
            </Button>
          </div>
        }
      >
        <p className="dialog-lead">
          只列出系统能识别的号码、名单和注明了的姓名；段落中没有注明的姓名，请自行核对后改写。确为对外公布的工作电话等，可以取消勾选。遮盖后形成新的一稿，已有的签署随之失效。附件请在附件处逐个遮盖。
        </p>
        <Select
          aria-label="人员名单"
          className="wide"
          value={lists}
          onChange={chosen => void preview(chosen)}
          options={[
            { value: 'mask', label: '名单：逐格遮盖（姓名写成“张*”）' },
            { value: 'remove-columns', label: '名单：删除证件号、电话、住址等整列' },
            { value: 'remove-table', label: '名单：删除整张表' },
          ]}
        />
        {shown?.replacements.length === 0 && <p className="nothing">没有发现需要遮盖的个人信息。</p>}
        <ul className="reasons unmarked">
          {shown?.replacements.map(each => (
            <li key={each.no}>
              <Checkbox
                checked={!kept.has(each.no)}
                onChange={event => {
                  const next = new Set(kept);
                  if (event.target.checked) next.delete(each.no);
                  else next.add(each.no);
                  setKept(next);
                }}
              >
                {each.where}　{each.words}：{each.after}
              </Checkbox>
            </li>
          ))}
        </ul>
        <ProblemNotice error={mask.error} />
      </Modal>
    </>
  );
}
