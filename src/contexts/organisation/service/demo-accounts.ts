import { transaction } from '../../../platform/database/database.ts';
import type { OrganisationPack } from '../contract.ts';
import { demoCost, hashPassword } from '../password-hash.ts';
import { insertStaff, type NewStaff, usernamesTaken } from '../store/staff.ts';
import type { OrganisationParts } from './parts.ts';

/** Printed in the manual and on the sign-in page of a demonstration. */
export const demoPassword = 'Gongkai-demo-2019';

type DemoAccount = Pick<NewStaff, 'username' | 'name' | 'unit_id' | 'post' | 'roles'>;

/**
 * The accounts of a demonstration: one for each role that is a post (review chain, plan, administration, audit), under
 * the role's id; and one for each section, direct unit and county with the roles its staff hold as a matter of course,
 * under the unit's id. The names are units and posts, never persons.
 */
export function demoAccountsOf(pack: OrganisationPack): DemoAccount[] {
  const roles = Object.entries(pack.roles);
  const bureau = pack.units.find(unit => unit.kind === 'bureau')?.id ?? pack.units[0]?.id ?? '';
  const posts = roles
    .filter(([, role]) => role.unitKinds === undefined || role.unitKinds.length === 0)
    .map(([id, role]) => ({
      username: id,
      name: `演示·${role.name}`,
      unit_id: role.unit ?? bureau,
      post: role.name,
      roles: [id],
    }));
  const taken = new Set(posts.map(post => post.username));
  const officers = pack.units.flatMap(unit => {
    const held = roles.filter(([, role]) => role.unitKinds?.includes(unit.kind)).map(([id]) => id);
    if (held.length === 0 || taken.has(unit.id)) return [];
    const name = `演示·${unit.shortName ?? unit.name}`;
    return [{ username: unit.id, name, unit_id: unit.id, post: '经办人', roles: held }];
  });
  return [...posts, ...officers];
}

/** One line an account, for the terminal: the user name and whose it is. */
export function demoAccountLines(pack: OrganisationPack): string[] {
  const accounts = demoAccountsOf(pack);
  const width = Math.max(0, ...accounts.map(each => each.username.length));
  return accounts.map(each => `${each.username.padEnd(width)}  ${each.name}`);
}

export function makeDemoAccounts(parts: OrganisationParts) {
  const { db, clock, pack, randomBytes, recordAudit } = parts;

  /** Makes the demo accounts that are not there yet; returns how many. Does nothing where demo is off. */
  const create = async (): Promise<number> => {
    if (!parts.demo) return 0;
    const wanted = demoAccountsOf(pack);
    const there = await usernamesTaken(
      db.kysely,
      wanted.map(each => each.username),
    );
    const missing = wanted.filter(each => !there.has(each.username));
    const hashes = await Promise.all(missing.map(() => hashPassword(demoPassword, demoCost, randomBytes)));
    if (missing.length === 0) return 0;
    const at = clock.now();
    return transaction(db, async trx => {
      let made = 0;
      for (const [i, account] of missing.entries()) {
        const row = { ...account, password_hash: hashes[i]!, is_demo: true, created_at: at };
        if ((await insertStaff(trx, row)) !== undefined) made += 1;
      }
      await recordAudit(trx, {
        at,
        actor: null,
        command: 'staff.create-demo',
        subjectKind: 'staff',
        subjectId: '*',
        outcome: 'done',
        detail: { made },
      });
      return made;
    });
  };

  return { create };
}
