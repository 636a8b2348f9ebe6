import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Queries } from '../../platform/database/database.ts';
import type { Actor, CommandName } from '../organisation/contract.ts';
import type { MessageView } from './contract.ts';
import {
  insertMessages,
  insertReminder,
  type MessageRow,
  markRead,
  messagesOf,
  type ReminderKey,
} from './store.ts';

/** Messages to staff. */

/**
 * Whom to tell. `unitId` with a command: the people of that unit who may carry it out, or, where the unit has nobody,
 * everybody who may for that unit. A command alone: everybody who may, for a thing of `ownerUnitId`.
 */
export type Audience =
  | { readonly staffIds: readonly string[] }
  | { readonly unitId: string; readonly command: CommandName }
  | { readonly command: CommandName; readonly ownerUnitId?: string };

export type Message = Audience & {
  /** Kebab-case, e.g. `deadline-moved`. */
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  /** Path in the console, e.g. `/duties/…`; '' for none. */
  readonly link: string;
  readonly at: Date;
};

export interface NoticesDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Ids of active accounts that may carry out a command for things of a unit. */
  staffWhoMay(
    command: CommandName,
    ownerUnitId: string | undefined,
    queries: Queries,
  ): Promise<readonly string[]>;
  /** The same, of the unit's own people only. */
  staffOfUnitWhoMay(command: CommandName, unitId: string, queries: Queries): Promise<readonly string[]>;
}

export type Notices = ReturnType<typeof createNotices>;

/** As many as a person looks through; the rest is in the audit trail of each case. */
const mostListed = 200;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function viewOf(row: MessageRow): MessageView {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    body: row.body,
    link: row.link,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}

export function createNotices(deps: NoticesDeps) {
  const { db, clock } = deps;

  const audienceOf = async (queries: Queries, to: Audience): Promise<readonly string[]> => {
    if ('staffIds' in to) return to.staffIds;
    if (!('unitId' in to)) return deps.staffWhoMay(to.command, to.ownerUnitId, queries);
    const own = await deps.staffOfUnitWhoMay(to.command, to.unitId, queries);
    return own.length > 0 ? own : deps.staffWhoMay(to.command, to.unitId, queries);
  };

  /** Writes the message for everybody it concerns, in the transaction of its cause; returns how many that are. */
  const tell = async (trx: Queries, message: Message): Promise<number> => {
    const staffIds = await audienceOf(trx, message);
    await insertMessages(trx, staffIds, message);
    return staffIds.length;
  };

  return {
    tell,
    /**
     * True the first time a cause is named, however often the sweep runs; recorded in the transaction. The message,
     * if there is one, is told that once.
     */
    async remindOnce(
      trx: Queries,
      cause: ReminderKey & { readonly at?: Date },
      message?: Message,
    ): Promise<boolean> {
      const first = await insertReminder(trx, cause, cause.at ?? message?.at ?? clock.now());
      if (first && message !== undefined) await tell(trx, message);
      return first;
    },
    /** One's own messages, unread ones first. */
    listOwn: async (actor: Actor): Promise<MessageView[]> =>
      (await messagesOf(db.kysely, actor.staffId, mostListed)).map(viewOf),
    /** Marks one's own message as read; fault `not-found` for anybody else's. */
    async read(actor: Actor, id: string): Promise<MessageView> {
      const row = uuid.test(id) ? await markRead(db.kysely, actor.staffId, id, clock.now()) : undefined;
      if (row === undefined) throw new AppError('not-found');
      return viewOf(row);
    },
  };
}
