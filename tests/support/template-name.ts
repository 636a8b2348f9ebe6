/** The migrated database that each test file gets a copy of. */
export const templateName = 'gongkai_template';
