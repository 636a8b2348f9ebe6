import type { Json, Officer } from './officer.ts';

/** The way of an item through the house, one HTTP request a step. */

export type Staff = (username: string) => Promise<Officer>;

/** Steps of the shipped pack, in their order, with the demo account that signs each. */
export const chain = ['statistics', 'legality', 'secrecy', 'approval', 'filing'] as const;
const signers = {
  statistics: 'statistics',
  legality: 'legality',
  secrecy: 'secrecy',
  approval: 'approver',
  filing: 'filing',
};

export function signerOf(step: (typeof chain)[number]): string {
  return signers[step];
}

/** A plain notice that the gate lets pass. */
export function notice(change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    kind: 'notice',
    columnId: 'notices',
    title: '关于开展养老机构安全检查的通知',
    bodyHtml: '<p>各有关单位：请按要求做好养老机构安全检查工作。</p>',
    metadata: { writtenOn: '2019-06-03' },
    ...change,
  };
}

export async function drafted(drafter: Officer, body: Record<string, unknown> = notice()): Promise<Json> {
  return drafter.done('POST', '/api/items', body);
}

export async function submitted(drafter: Officer, body?: Record<string, unknown>): Promise<Json> {
  const { id } = await drafted(drafter, body);
  return drafter.done('POST', `/api/items/${id}/submit`);
}

/** Signs the steps in order, up to (not including) `before`. */
export async function signed(staff: Staff, item: Json, before?: (typeof chain)[number]): Promise<Json> {
  let view = item;
  for (const step of chain) {
    if (step === before) return view;
    const signer = await staff(signerOf(step));
    view = await signer.done('POST', `/api/items/${item.id}/sign`, { step, digest: view.digest });
  }
  return view;
}

export async function approved(
  staff: Staff,
  drafter: Officer,
  body?: Record<string, unknown>,
): Promise<Json> {
  return signed(staff, await submitted(drafter, body));
}

export async function released(
  staff: Staff,
  drafter: Officer,
  body?: Record<string, unknown>,
): Promise<Json> {
  const { id, digest } = await approved(staff, drafter, body);
  return (await staff('filing')).done('POST', `/api/items/${id}/release`, { digest });
}
