import { sql } from 'kysely';
import type { Queries } from '../../../platform/database/database.ts';
import type { ProjectContent, ProjectQuery } from '../contract.ts';

/** Projects as they are kept. */

export interface StoredProject {
  readonly id: string;
  readonly kind: string;
  readonly code: string;
  readonly title: string;
  readonly unitId: string;
  readonly content: ProjectContent;
  readonly revision: number;
  readonly changedByName: string;
  readonly changedAt: Date;
}

const columns = sql`p.id, p.kind, p.code, p.title, p.unit_id as "unitId", p.content, p.revision,
  p.changed_by_name as "changedByName", p.changed_at as "changedAt"`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface By {
  readonly staffId: string;
  readonly name: string;
  readonly at: Date;
}

interface ProjectWrite {
  readonly id: string;
  readonly content: ProjectContent;
  readonly by: By;
}

/** False where another project bears the code. */
export async function insertProject(db: Queries, { id, content, by }: ProjectWrite): Promise<boolean> {
  const { kind, code, title, unitId } = content;
  const { rows } = await sql`insert into project
    (id, kind, code, title, unit_id, content, revision, changed_by, changed_by_name, changed_at, created_at)
    values (${id}, ${kind}, ${code}, ${title}, ${unitId}, ${JSON.stringify(content)}::jsonb, 1,
      ${by.staffId}, ${by.name}, ${by.at}, ${by.at})
    on conflict (code) do nothing returning id`.execute(db);
  return rows.length > 0;
}

/** False where another project bears the code. */
export async function updateProject(db: Queries, { id, content, by }: ProjectWrite): Promise<boolean> {
  const { kind, code, title, unitId } = content;
  const { rows } = await sql`update project set kind = ${kind}, code = ${code}, title = ${title},
    unit_id = ${unitId}, content = ${JSON.stringify(content)}::jsonb, revision = revision + 1,
    changed_by = ${by.staffId}, changed_by_name = ${by.name}, changed_at = ${by.at}
    where id = ${id} and not exists (select 1 from project o where o.code = ${code} and o.id <> ${id})
    returning id`.execute(db);
  return rows.length > 0;
}

export async function findProject(db: Queries, id: string, lock = false): Promise<StoredProject | undefined> {
  if (!uuid.test(id)) return undefined;
  const { rows } = await sql<StoredProject>`select ${columns} from project p where p.id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

function matching({ kind, unit, q }: Partial<ProjectQuery>) {
  const like = q === undefined || q.trim() === '' ? null : `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`(${kind ?? null}::text is null or p.kind = ${kind ?? null})
    and (${unit ?? null}::text is null or p.unit_id = ${unit ?? null})
    and (${like}::text is null or p.title ilike ${like} or p.code ilike ${like})`;
}

export async function listProjects(
  db: Queries,
  query: ProjectQuery,
): Promise<{ readonly rows: StoredProject[]; readonly count: number }> {
  const where = matching(query);
  const { rows } = await sql<StoredProject>`select ${columns} from project p where ${where}
    order by p.created_at desc, p.id limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(db);
  const counted = await sql<{ n: number }>`select count(*)::int as n from project p where ${where}`.execute(
    db,
  );
  return { rows, count: counted.rows[0]?.n ?? 0 };
}
