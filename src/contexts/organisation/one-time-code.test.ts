import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { acceptedStep, codeAt, enrolmentUri, newSecret } from './one-time-code.ts';

/** "12345678901234567890" in base32, the secret of the vectors of RFC 6238 appendix B. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = 1_700_000_010_000;
const step = Math.floor(at / 30_000);

describe('RFC 6238: time-based one-time codes', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('at %i s the code is %s', (seconds, code) => {
    expect(codeAt(secret, seconds * 1000)).toBe(code);
  });

  it('accepts the code of now and of one step to either side, as typed with a blank', () => {
    for (const shift of [-1, 0, 1])
      expect(acceptedStep(secret, codeAt(secret, at + shift * 30_000), at, null)).toBe(step + shift);
    const code = codeAt(secret, at);
    expect(acceptedStep(secret, `${code.slice(0, 3)} ${code.slice(3)}`, at, null)).toBe(step);
  });

  it('refuses codes of two steps away, wrong codes and what is no code', () => {
    for (const shift of [-2, 2])
      expect(acceptedStep(secret, codeAt(secret, at + shift * 30_000), at, null)).toBeUndefined();
    const wrong = codeAt(secret, at) === '000000' ? '000001' : '000000';
    for (const code of [wrong, '', '12345', '1234567', 'abcdef', '１２３４５６'])
      expect(acceptedStep(secret, code, at, null)).toBeUndefined();
  });

  it('refuses a step that was used, and every step before it', () => {
    expect(acceptedStep(secret, codeAt(secret, at), at, step)).toBeUndefined();
    expect(acceptedStep(secret, codeAt(secret, at - 30_000), at, step)).toBeUndefined();
    expect(acceptedStep(secret, codeAt(secret, at + 30_000), at, step)).toBe(step + 1);
  });

  it('makes a secret of 160 bits and an address that carries it', () => {
    const made = newSecret(randomBytes);
    expect(made).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(enrolmentUri(made, '示例市民政局', 'finance'));
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(made);
    expect(uri.searchParams.get('issuer')).toBe('示例市民政局');
  });
});
