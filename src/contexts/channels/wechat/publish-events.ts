import type { Database } from '../../../platform/database/database.ts';

/** What WeChat has told of publishing jobs by itself; the last word of each job. */

export interface PublishEvent {
  readonly publishId: string;
  readonly status: number;
  readonly articleId: string | undefined;
  readonly address: string | undefined;
  /** Places of the articles that failed; the first is 1. */
  readonly places: readonly number[];
}

export interface PublishEvents {
  find(publishId: string): Promise<PublishEvent | undefined>;
  /** Told again, nothing changes; what was removed after it came out does not come out by an old message. */
  record(event: PublishEvent, receivedAt: Date): Promise<void>;
}

/** `appId` names the account: numbers of jobs are its own. */
export function keepPublishEvents(db: Pick<Database, 'kysely'>, appId: string): PublishEvents {
  return {
    async find(publishId) {
      const row = await db.kysely
        .selectFrom('wechat_publish_event')
        .select(['status', 'article_id', 'article_url', 'failed_places'])
        .where('account', '=', appId)
        .where('publish_id', '=', publishId)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return {
        publishId,
        status: row.status,
        articleId: row.article_id ?? undefined,
        address: row.article_url ?? undefined,
        places: row.failed_places,
      };
    },
    async record(event, receivedAt) {
      const values = {
        status: event.status,
        article_id: event.articleId ?? null,
        article_url: event.address ?? null,
        failed_places: [...event.places],
        received_at: receivedAt,
      };
      await db.kysely
        .insertInto('wechat_publish_event')
        .values({ account: appId, publish_id: event.publishId, ...values })
        .onConflict(conflict =>
          conflict
            .columns(['account', 'publish_id'])
            .doUpdateSet(values)
            .where('wechat_publish_event.status', 'not in', [5, 6])
            .where('wechat_publish_event.status', '<>', event.status),
        )
        .execute();
    },
  };
}
