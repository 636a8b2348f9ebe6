import type { Selectable } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { ChannelActivityTable } from '../../../platform/database/schema.ts';
import type { ActivityBody, ActivityState } from '../contract.ts';

/** Press conferences and interviews: rows and SQL. */

export type StoredActivity = Omit<
  Selectable<ChannelActivityTable>,
  'kind' | 'state' | 'expected_questions' | 'questions' | 'media'
> & {
  readonly kind: ActivityBody['kind'];
  readonly state: ActivityState;
  readonly expected_questions: ActivityBody['expectedQuestions'];
  readonly questions: ActivityBody['questions'];
  readonly media: ActivityBody['media'];
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function valuesOf(body: ActivityBody) {
  return {
    kind: body.kind,
    title: body.title,
    held_at: new Date(body.heldAt),
    place: body.place,
    speakers: body.speakers,
    expected_questions: JSON.stringify(body.expectedQuestions),
    questions: JSON.stringify(body.questions),
    minutes: body.minutes,
    media: JSON.stringify(body.media),
  };
}

export async function insertActivity(
  db: Queries,
  given: {
    readonly body: ActivityBody;
    readonly unitId: string;
    readonly staffId: string;
    readonly at: Date;
  },
): Promise<string> {
  const { body, unitId, staffId, at } = given;
  const row = await db
    .insertInto('channel_activity')
    .values({
      ...valuesOf(body),
      state: 'planned',
      unit_id: unitId,
      changed_by: staffId,
      created_at: at,
      changed_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function findActivity(
  db: Queries,
  id: string,
  lock = false,
): Promise<StoredActivity | undefined> {
  if (!uuid.test(id)) return undefined;
  const query = db.selectFrom('channel_activity').selectAll().where('id', '=', id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row as StoredActivity | undefined;
}

/** The newest first; of some units, or of all. */
export async function listActivities(
  db: Queries,
  unitIds: readonly string[] | null,
): Promise<StoredActivity[]> {
  const all = db
    .selectFrom('channel_activity')
    .selectAll()
    .orderBy('held_at', 'desc')
    .orderBy('id')
    .limit(200);
  const rows = await (unitIds === null ? all : all.where('unit_id', 'in', [...unitIds])).execute();
  return rows as unknown as StoredActivity[];
}

/** Writes what changes; the revision rises by one. */
export async function changeActivity(
  db: Queries,
  activity: StoredActivity,
  change: {
    readonly body?: ActivityBody;
    readonly state: ActivityState;
    readonly cancelReason?: string;
    readonly itemId?: string;
    readonly staffId: string;
    readonly at: Date;
  },
): Promise<void> {
  await db
    .updateTable('channel_activity')
    .set({
      ...(change.body === undefined ? {} : valuesOf(change.body)),
      ...(change.cancelReason === undefined ? {} : { cancel_reason: change.cancelReason }),
      ...(change.itemId === undefined ? {} : { item_id: change.itemId }),
      state: change.state,
      revision: activity.revision + 1,
      changed_by: change.staffId,
      changed_at: change.at,
    })
    .where('id', '=', activity.id)
    .execute();
}
