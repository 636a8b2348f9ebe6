import type { Queries } from '../../../platform/database/database.ts';

/** Requests that a duty does not apply, and what became of them. */

export async function askNotApplicable(
  db: Queries,
  id: string,
  asked: { readonly reason: string; readonly by: string },
): Promise<void> {
  await db
    .updateTable('duty')
    .set({
      not_applicable_reason: asked.reason,
      not_applicable_asked_by: asked.by,
      not_applicable_refused_reason: null,
      not_applicable_refused_by: null,
      not_applicable_refused_on: null,
    })
    .where('id', '=', id)
    .execute();
}

/** Takes the request off the duty and keeps why it was refused. */
export async function refuseNotApplicable(
  db: Queries,
  id: string,
  refused: { readonly reason: string; readonly by: string; readonly on: string },
): Promise<void> {
  await db
    .updateTable('duty')
    .set({
      not_applicable_reason: null,
      not_applicable_asked_by: null,
      not_applicable_refused_reason: refused.reason,
      not_applicable_refused_by: refused.by,
      not_applicable_refused_on: refused.on,
    })
    .where('id', '=', id)
    .execute();
}

/** `by` null: closed by the product, because the plan no longer asks for it. */
export async function setNotApplicable(
  db: Queries,
  ids: readonly string[],
  closed: { readonly by: string | null; readonly on: string; readonly reason?: string },
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('duty')
    .set({
      not_applicable_by: closed.by,
      not_applicable_on: closed.on,
      ...(closed.reason === undefined ? {} : { not_applicable_reason: closed.reason }),
    })
    .where('id', 'in', [...ids])
    .execute();
}
