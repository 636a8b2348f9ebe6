import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef } from 'react';
import type { z } from 'zod';
import { freshKey, type Method, send } from '../api.ts';
import { hasCode } from '../problem-words.ts';
import { anything } from '../wire.ts';

interface CommandOptions<Body, Schema extends z.ZodType> {
  readonly endpoint: string | ((body: Body) => string);
  readonly method?: Method;
  /** Schema of the answer where it is used. */
  readonly answer?: Schema;
  /** Said when it is done, e.g. 已送审. */
  readonly done?: string;
  readonly onDone?: (answer: z.output<Schema>) => void;
  /** What goes over the wire, where it is not the body itself. */
  readonly wire?: (body: Body) => unknown;
}

/**
 * A write: one idempotency key until the server has answered, then everything on screen is read anew. A press after
 * a lost connection repeats the same act, it does not start a second one.
 */
export function useCommand<Body = void, Schema extends z.ZodType = typeof anything>(
  options: CommandOptions<Body, Schema>,
) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const key = useRef<{ key: string; body: string } | null>(null);
  const readAnew = () =>
    void client.invalidateQueries({ predicate: query => query.queryKey[0] !== 'session' });
  return useMutation<z.output<Schema>, unknown, Body>({
    mutationFn: async body => {
      const { endpoint, method = 'POST', answer, wire } = options;
      const payload = wire === undefined ? (body ?? {}) : wire(body);
      const text = JSON.stringify(payload);
      if (key.current?.body !== text) key.current = { key: freshKey(), body: text };
      const where = typeof endpoint === 'function' ? endpoint(body) : endpoint;
      try {
        const answered = await send(method, where, payload, (answer ?? anything) as Schema, key.current.key);
        key.current = null;
        return answered;
      } catch (error) {
        if (!hasCode(error, 'no-answer')) key.current = null;
        throw error;
      }
    },
    onSuccess: answered => {
      if (options.done !== undefined) message.success(options.done);
      readAnew();
      options.onDone?.(answered);
    },
    // A refusal leaves something behind too, e.g. the gate's findings.
    onError: error => {
      if (!hasCode(error, 'no-answer')) readAnew();
    },
  });
}
