import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { demoCost, hashPassword, staffCost, verifyPassword } from './password-hash.ts';

const cost = { memory: 64, passes: 1 };

describe('GB/T 22239-2019 8.1.4.1 d): passwords are kept as argon2id', () => {
  it('says its cost in the text and verifies', async () => {
    const phc = await hashPassword('Gongkai-demo-2019', cost, randomBytes);
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await verifyPassword(phc, 'Gongkai-demo-2019')).toBe(true);
    expect(await verifyPassword(phc, 'Gongkai-demo-2018')).toBe(false);
    expect(await verifyPassword(phc, '')).toBe(false);
  });

  it('gives the same password another text each time', async () => {
    const [a, b] = await Promise.all([1, 2].map(() => hashPassword('x', cost, randomBytes)));
    expect(a).not.toBe(b);
  });

  it('computes the hash other implementations compute', async () => {
    // From the tests of the reference implementation (P-H-C/phc-winner-argon2, src/test.c).
    const phc = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword(phc, 'password')).toBe(true);
    expect(await hashPassword('password', { memory: 65_536, passes: 2 }, () => Buffer.from('somesalt'))).toBe(
      phc,
    );
  });

  it('takes a password typed in composed or decomposed letters', async () => {
    const phc = await hashPassword('Caf\u00e9-2019', cost, randomBytes);
    expect(await verifyPassword(phc, 'Cafe\u0301-2019')).toBe(true);
  });

  it('says no to a text that is no hash, instead of failing', async () => {
    for (const phc of [
      '',
      'x',
      '$argon2id$v=19$m=64,t=1,p=1$$',
      '$2b$10$abc',
      '$argon2i$v=19$m=64,t=1,p=1$YWJj$YWJj',
    ])
      expect(await verifyPassword(phc, 'x')).toBe(false);
  });

  it('costs an officer account at least what OWASP recommends, and a demo account less', () => {
    expect(staffCost.memory).toBeGreaterThanOrEqual(19 * 1024);
    expect(staffCost.passes).toBeGreaterThanOrEqual(2);
    expect(demoCost.memory).toBeLessThan(staffCost.memory);
  });
});
