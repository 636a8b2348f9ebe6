import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../tests/support/database.ts';
import { schemaTypes, schemaTypesFile } from './database-types.ts';
import { schemaDump, schemaDumpFile } from './schema-dump.ts';

const db = await testDatabase();

describe('what the migrations add up to', () => {
  it('is what src/platform/database/schema.ts says (node tools/database-types.ts)', async () => {
    expect(await schemaTypes(db.pool)).toBe(await readFile(schemaTypesFile, 'utf8'));
  });

  it('is what db/schema.sql says (node tools/schema-dump.ts)', async () => {
    expect(await schemaDump(db.pool)).toBe(await readFile(schemaDumpFile, 'utf8'));
  });
});
