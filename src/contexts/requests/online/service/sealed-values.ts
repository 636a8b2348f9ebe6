import { z } from 'zod';
import { AppError } from '../../../../platform/app-error.ts';
import type { SealedBox } from '../../../../platform/sealed-box.ts';
import { proofKinds } from '../rules/proof.ts';

/** Values that travel through a browser and come back as they were: nobody can read, change or make one. */
export interface SealedKind<T> {
  seal(value: T): string;
  /** Nothing for a text that is none of ours, or is of another kind. */
  open(text: string | undefined): T | undefined;
}

export function sealedKind<T>(box: SealedBox, context: string, schema: z.ZodType<T>): SealedKind<T> {
  return {
    seal: value => Buffer.from(box.seal(Buffer.from(JSON.stringify(value)), context)).toString('base64url'),
    open(text) {
      if (text === undefined || text === '' || text.length > 2000) return undefined;
      try {
        const plain = box.open(Buffer.from(text, 'base64url'), context);
        return schema.safeParse(JSON.parse(Buffer.from(plain).toString('utf8'))).data;
      } catch (error) {
        if (error instanceof AppError && error.code === 'sealed-unreadable') return undefined;
        throw error;
      }
    },
  };
}

const question = z.object({
  numbers: z.array(z.number().int()).readonly(),
  signs: z.array(z.enum(['plus', 'minus'])).readonly(),
});

/** Every kind of value that the public side hands out. */
export function sealedKinds(box: SealedBox) {
  return {
    /** A form: its own number, when it was handed out (ms), what it asks. */
    form: sealedKind(
      box,
      'online-form',
      z.object({ id: z.string(), atMs: z.number(), isLong: z.boolean(), question }),
    ),
    /** A file that has been taken in already, for a form that comes back with mistakes. */
    upload: sealedKind(
      box,
      'online-upload',
      z.object({
        upload: z.string(),
        kind: z.enum(proofKinds),
        name: z.string(),
        size: z.number(),
        atMs: z.number(),
      }),
    ),
    /** The right to see the receipt of a form, for a quarter of an hour. */
    receipt: sealedKind(box, 'online-receipt-key', z.object({ form: z.string(), untilMs: z.number() })),
    /** The right to see a case, for a quarter of an hour. */
    look: sealedKind(
      box,
      'online-look',
      z.object({ id: z.string(), nonce: z.string(), untilMs: z.number() }),
    ),
    /** Proof that a form comes from a page we gave to whoever looks. */
    act: sealedKind(box, 'online-act', z.object({ nonce: z.string() })),
  };
}
export type SealedKinds = ReturnType<typeof sealedKinds>;
