import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { MessageView } from '../../../contexts/notices/contract.ts';
import { useCommand } from '../../parts/command.ts';
import { Link } from '../../parts/link.tsx';
import { Loaded, Nothing } from '../../parts/loaded.tsx';
import { Mark } from '../../parts/marks.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemNotice } from '../../parts/problem.tsx';
import { consolePathOf } from '../../path.ts';
import { queries } from '../../queries.ts';
import { momentWords } from '../../words.ts';

/** Everything the system has told this person. */
export function Messages() {
  const messages = useQuery(queries.messages());
  return (
    <Page title="消息">
      <Loaded query={messages}>
        {rows => (rows.length === 0 ? <Nothing>还没有消息。</Nothing> : <MessageList messages={rows} />)}
      </Loaded>
    </Page>
  );
}

export function MessageList({ messages }: { readonly messages: readonly MessageView[] }) {
  const read = useCommand<string>({ endpoint: id => `my/messages/${id}/read`, wire: () => ({}) });
  return (
    <>
      <ProblemNotice error={read.error} />
      <ul className="messages">
        {messages.map(message => (
          <li key={message.id} className={message.readAt === null ? 'unread' : ''}>
            <div>
              <strong>
                <MessageLink
                  message={message}
                  onOpen={() => message.readAt === null && read.mutate(message.id)}
                />
              </strong>
              {message.readAt === null && <Mark tone="blue">未读</Mark>}
              <p>{message.body}</p>
              <time className="quiet" dateTime={message.createdAt}>
                {momentWords(message.createdAt)}
              </time>
            </div>
            {message.readAt === null && (
              <Button
                size="small"
                onClick={() => read.mutate(message.id)}
                aria-label={`标为已读：${message.title}`}
              >
                标为已读
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function MessageLink({ message, onOpen }: { readonly message: MessageView; readonly onOpen: () => void }) {
  if (message.link === '') return message.title;
  const inside = consolePathOf(message.link);
  if (inside === undefined) return <a href={message.link}>{message.title}</a>;
  return (
    <Link to={inside} onClick={onOpen}>
      {message.title}
    </Link>
  );
}
