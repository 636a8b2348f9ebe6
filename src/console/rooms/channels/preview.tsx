import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { Loaded } from '../../parts/loaded.tsx';
import { queries } from '../../queries.ts';

interface PreviewProps {
  readonly itemId: string;
  readonly channel: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** How it would look on a telephone. Nothing is sent; the frame runs no script and loads nothing from outside. */
export function Preview({ itemId, channel, name, onClose }: PreviewProps) {
  const query = useQuery(queries.channelPreview(itemId, channel));
  return (
    <Modal open title={`预览：${name}`} footer={null} onCancel={onClose} width={460}>
      <Loaded query={query}>
        {({ html, problems }) => (
          <>
            {problems.length > 0 && (
              <ul className="reasons">
                {problems.map(({ code, advice, blocks }) => (
                  <li key={code} className={blocks ? 'late-words' : ''}>
                    {advice}
                  </li>
                ))}
              </ul>
            )}
            <iframe className="phone" title={`${name}预览`} sandbox="" srcDoc={html} />
          </>
        )}
      </Loaded>
    </Modal>
  );
}
