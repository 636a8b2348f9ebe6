import { Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import type { PlanLeaf } from '../../../contexts/plan/contract.ts';
import { Field } from '../../parts/field.tsx';

interface SplitDialogProps {
  /** The leaf to split; nothing: closed. */
  readonly leaf: PlanLeaf | undefined;
  readonly onSplit: (place: number) => void;
  readonly onClose: () => void;
}

/** The cursor in the leaf's text says where the second leaf begins. */
export function SplitDialog({ leaf, onSplit, onClose }: SplitDialogProps) {
  const [place, setPlace] = useState(0);
  useEffect(() => setPlace(0), [leaf?.id]);
  if (leaf === undefined) return null;
  const [head, tail] = [leaf.text.slice(0, place).trim(), leaf.text.slice(place).trim()];
  const cuts = head !== '' && tail !== '';
  return (
    <Modal
      open
      title={`拆分“${leaf.title}”`}
      okText="在此处拆分"
      cancelText="取消"
      okButtonProps={{ disabled: !cuts }}
      onOk={() => onSplit(place)}
      onCancel={onClose}
      width={680}
    >
      {leaf.text === '' ? (
        <p>该任务没有原文，无法按文字拆分。可新增一项任务后手工填写。</p>
      ) : (
        <>
          <Field label="把光标放在第二项任务开始的位置">
            {id => (
              <Input.TextArea
                id={id}
                autoSize={{ minRows: 4, maxRows: 14 }}
                value={leaf.text}
                // Not read-only: there a browser shows no cursor to move by keyboard. What is typed is not taken.
                onChange={() => {}}
                onSelect={event => setPlace(event.currentTarget.selectionStart)}
                onKeyUp={event => setPlace(event.currentTarget.selectionStart)}
              />
            )}
          </Field>
          <p aria-live="polite" className="quiet">
            {cuts ? `第二项将从“${tail.slice(0, 20)}…”开始。` : '光标目前在开头或结尾，尚不能拆分。'}
          </p>
        </>
      )}
    </Modal>
  );
}
