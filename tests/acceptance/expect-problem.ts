import { expect } from 'vitest';
import { type Answer, saying } from './officer.ts';

/** Problem+json with a code of docs/errors.md and words a person can act on. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body?.code], saying(answer)).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    message: expect.stringMatching(/[一-鿿]/),
    advice: expect.stringMatching(/[一-鿿]/),
  });
}
