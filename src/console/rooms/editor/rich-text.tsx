import Image from '@tiptap/extension-image';
import { TableKit } from '@tiptap/extension-table';
import { Slice } from '@tiptap/pm/model';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { App } from 'antd';
import { useRef } from 'react';
import { fileAddress, onScreen, onWire } from '../../file-addresses.ts';
import { UploadShare, useUpload } from '../../parts/file-field.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { Alignment } from './alignment.ts';
import { cleanPaste } from './paste-cleaning.ts';
import { RichTools } from './rich-tools.tsx';

interface RichTextProps {
  readonly label: string;
  /** Read once; a new `key` reads anew. */
  readonly initialHtml: string;
  readonly onChange: (html: string) => void;
}

const extensions = [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    codeBlock: false,
    code: false,
    link: { openOnClick: false, autolink: false, defaultProtocol: 'https' },
  }),
  TableKit.configure({ table: { resizable: false } }),
  Image.configure({ allowBase64: false }),
  Alignment,
];

function picturesIn(list: FileList | undefined): File[] {
  return [...(list ?? [])].filter(file => /^image\/(png|jpeg)$/.test(file.type));
}

/** The editor. It is the heaviest part of the console and is loaded only where somebody writes. */
export default function RichText({ label, initialHtml, onChange }: RichTextProps) {
  const { message } = App.useApp();
  const sending = useUpload();
  const insert = useRef<(files: File[]) => void>(() => {});
  const editor = useEditor({
    extensions,
    content: onScreen(initialHtml),
    editorProps: {
      attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true', lang: 'zh-CN' },
      transformPastedHTML: html => {
        const { html: clean, lostPictures } = cleanPaste(html);
        if (lostPictures > 0)
          message.warning(`有 ${lostPictures} 张图片无法随文字粘贴，请用“插入图片”逐张上传。`, 6);
        return clean;
      },
      // Several blocks go in whole: an open end would lend the first of them the paragraph the cursor stands in.
      transformPasted: slice => (slice.content.childCount > 1 ? new Slice(slice.content, 0, 0) : slice),
      handlePaste: (_, event) => {
        const hasHtml = event.clipboardData?.types.includes('text/html') === true;
        const pictures = picturesIn(event.clipboardData?.files);
        if (hasHtml || pictures.length === 0) return false;
        insert.current(pictures);
        return true;
      },
      handleDrop: (_, event) => {
        const pictures = picturesIn(event.dataTransfer?.files);
        if (pictures.length === 0) return false;
        event.preventDefault();
        insert.current(pictures);
        return true;
      },
    },
    onUpdate: ({ editor }) => onChange(editor.isEmpty ? '' : onWire(editor.getHTML())),
  });
  insert.current = files => {
    for (const file of files) {
      sending.mutate(file, {
        onSuccess: ({ digest, name }) =>
          editor
            ?.chain()
            .focus()
            .setImage({ src: fileAddress(digest, name), alt: name.replace(/\.\w+$/, '') })
            .run(),
      });
    }
  };
  if (editor === null) return null;
  return (
    <>
      <div className="rich">
        <RichTools editor={editor} onPictures={files => insert.current(files)} />
        <EditorContent editor={editor} />
      </div>
      {sending.isPending && <UploadShare name={sending.name} share={sending.share} />}
      <ProblemNotice error={sending.error} />
    </>
  );
}
