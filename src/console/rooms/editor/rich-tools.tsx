import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { FilePicker } from '../../parts/file-field.tsx';

interface RichToolsProps {
  readonly editor: Editor;
  readonly onPictures: (files: File[]) => void;
}

interface Tool {
  readonly words: string;
  readonly title: string;
  readonly isOn?: boolean;
  readonly run: () => void;
}

/** Every tool is a button with words; those that switch something say whether it is on. */
export function RichTools({ editor, onPictures }: RichToolsProps) {
  const [asking, setAsking] = useState<'link' | 'alt' | null>(null);
  const on = useEditorState({
    editor,
    selector: ({ editor }) => ({
      h2: editor.isActive('heading', { level: 2 }),
      h3: editor.isActive('heading', { level: 3 }),
      bold: editor.isActive('bold'),
      italic: editor.isActive('italic'),
      underline: editor.isActive('underline'),
      bullets: editor.isActive('bulletList'),
      numbers: editor.isActive('orderedList'),
      center: editor.isActive({ textAlign: 'center' }),
      right: editor.isActive({ textAlign: 'right' }),
      link: editor.isActive('link'),
      table: editor.isActive('table'),
      image: editor.isActive('image'),
    }),
  });
  const act = () => editor.chain().focus();
  const align = (where: 'center' | 'right', isOn: boolean) =>
    isOn ? act().unsetTextAlign().run() : act().setTextAlign(where).run();
  const groups: Tool[][] = [
    [
      {
        words: '一级标题',
        title: '一级标题',
        isOn: on.h2,
        run: () => act().toggleHeading({ level: 2 }).run(),
      },
      {
        words: '二级标题',
        title: '二级标题',
        isOn: on.h3,
        run: () => act().toggleHeading({ level: 3 }).run(),
      },
    ],
    [
      { words: '加粗', title: '加粗（Ctrl+B）', isOn: on.bold, run: () => act().toggleBold().run() },
      { words: '斜体', title: '斜体（Ctrl+I）', isOn: on.italic, run: () => act().toggleItalic().run() },
      {
        words: '下划线',
        title: '下划线（Ctrl+U）',
        isOn: on.underline,
        run: () => act().toggleUnderline().run(),
      },
    ],
    [
      { words: '居中', title: '居中', isOn: on.center, run: () => align('center', on.center) },
      { words: '居右', title: '居右，用于落款', isOn: on.right, run: () => align('right', on.right) },
      { words: '项目符号', title: '项目符号', isOn: on.bullets, run: () => act().toggleBulletList().run() },
      { words: '编号', title: '编号', isOn: on.numbers, run: () => act().toggleOrderedList().run() },
    ],
    [
      { words: '链接', title: '插入或修改链接', isOn: on.link, run: () => setAsking('link') },
      {
        words: '插入表格',
        title: '插入三行三列、带表头的表格',
        run: () => act().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
      },
    ],
  ];
  if (on.table) groups.push(tableTools(editor));
  if (on.image)
    groups.push([{ words: '图片说明', title: '给读屏软件的图片说明', run: () => setAsking('alt') }]);
  groups.push([
    { words: '撤销', title: '撤销（Ctrl+Z）', run: () => act().undo().run() },
    { words: '重做', title: '重做（Ctrl+Y）', run: () => act().redo().run() },
  ]);
  return (
    <div className="rich-tools" role="toolbar" aria-label="正文工具">
      {groups.map((tools, index) => (
        <ToolGroup key={tools[0]?.words ?? index} tools={tools} />
      ))}
      <FilePicker words="插入图片" accept=".png,.jpg,.jpeg" many onFiles={onPictures} />
      <LinkDialog editor={editor} open={asking === 'link'} onClose={() => setAsking(null)} />
      <PictureDialog editor={editor} open={asking === 'alt'} onClose={() => setAsking(null)} />
    </div>
  );
}

function tableTools(editor: Editor): Tool[] {
  const act = () => editor.chain().focus();
  return [
    { words: '加行', title: '在下方加一行', run: () => act().addRowAfter().run() },
    { words: '删行', title: '删除本行', run: () => act().deleteRow().run() },
    { words: '加列', title: '在右侧加一列', run: () => act().addColumnAfter().run() },
    { words: '删列', title: '删除本列', run: () => act().deleteColumn().run() },
    { words: '合并或拆分', title: '合并选中的单元格，或拆分已合并的', run: () => act().mergeOrSplit().run() },
    { words: '表头', title: '把首行设为表头，或取消', run: () => act().toggleHeaderRow().run() },
    { words: '删表', title: '删除整个表格', run: () => act().deleteTable().run() },
  ];
}

function ToolGroup({ tools }: { readonly tools: readonly Tool[] }) {
  return (
    <>
      {tools.map(tool => (
        <Button
          key={tool.words}
          title={tool.title}
          {...(tool.isOn === undefined ? {} : { 'aria-pressed': tool.isOn })}
          // The selection in the text must not be lost to the button.
          onMouseDown={event => event.preventDefault()}
          onClick={tool.run}
        >
          {tool.words}
        </Button>
      ))}
      <span className="gap" aria-hidden="true" />
    </>
  );
}

interface DialogProps {
  readonly editor: Editor;
  readonly open: boolean;
  readonly onClose: () => void;
}

function LinkDialog({ editor, open, onClose }: DialogProps) {
  const href = String(editor.getAttributes('link')['href'] ?? '');
  const apply = ({ href }: { href?: string }) => {
    const trimmed = href?.trim() ?? '';
    const chain = editor.chain().focus().extendMarkRange('link');
    if (trimmed === '') chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive('link'))
      chain
        .insertContent({ type: 'text', text: trimmed, marks: [{ type: 'link', attrs: { href: trimmed } }] })
        .run();
    else chain.setLink({ href: trimmed }).run();
    onClose();
  };
  return (
    <AskDialog<{ href?: string }>
      open={open}
      title="链接"
      okWords="确定"
      busy={false}
      error={null}
      initial={{ href }}
      onSubmit={apply}
      onClose={onClose}
    >
      <Form.Item
        label="地址（留空则取消链接）"
        name="href"
        rules={[
          {
            pattern: /^\s*$|^\s*(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/,
            message: '请写以 http:// 或 https:// 开头的地址，或本站以 / 开头的地址。',
          },
        ]}
      >
        <Input />
      </Form.Item>
    </AskDialog>
  );
}

function PictureDialog({ editor, open, onClose }: DialogProps) {
  const alt = String(editor.getAttributes('image')['alt'] ?? '');
  return (
    <AskDialog<{ alt: string }>
      open={open}
      title="图片说明"
      lead="看不到图片的读者会听到或者看到这段文字。"
      okWords="确定"
      busy={false}
      error={null}
      initial={{ alt }}
      onSubmit={values => {
        editor.chain().focus().updateAttributes('image', { alt: values.alt }).run();
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item label="说明" name="alt" rules={[{ required: true, message: '请写明图片内容。' }]}>
        <Input />
      </Form.Item>
    </AskDialog>
  );
}
