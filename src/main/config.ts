import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';

/** What the environment says. Everything has a default; a wrong value is named with its remedy. */
const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  GONGKAI_DATA: z.string().min(1).default('./data'),
  DATABASE_URL: z.string().optional(),
  GONGKAI_PACK: z.string().min(1).default('bijie-civil-affairs'),
  GONGKAI_DEMO: z.enum(['0', '1']).default('1'),
  GONGKAI_BASE_PATH: z
    .string()
    .regex(/^(\/[a-z0-9-]+)*$/, '写作 /bm/minzheng 的形式，末尾不加斜线。')
    .optional(),
  /** Scheme and host under which the public reaches the portal; for canonical addresses, feeds and the sitemap. */
  GONGKAI_ORIGIN: z
    .string()
    .regex(/^https?:\/\/[^/]+$/, '写作 https://www.example.gov.cn 的形式。')
    .optional(),
  /** Where the portal is looked at after a withdrawal, where the public address does not lead back to it from here. */
  GONGKAI_LOOK_AT: z
    .string()
    .regex(/^https?:\/\/\S*[^/]$/, '写作 http://10.0.0.8:8080/bm/minzheng 的形式，末尾不加斜线。')
    .optional(),
  GONGKAI_TODAY: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, '写作 2019-06-10 的形式。')
    .optional(),
  /** Folder for the copy of the public log; better on another disk. */
  GONGKAI_LOG_COPY: z.string().min(1).optional(),
  GONGKAI_TRUST_PROXY: z.enum(['0', '1']).default('0'),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  /** Name of a folder under packs/, or a path. */
  readonly pack: string;
  readonly demo: boolean;
  readonly basePath: string | undefined;
  readonly origin: string | undefined;
  /** Where the sealed log is copied to; undefined: `log-copy` in the data folder. */
  readonly logCopy: string | undefined;
  /** Scheme, host and base path; undefined: the public address. */
  readonly lookAt: string | undefined;
  readonly trustProxy: boolean;
}

export function configFrom(env: NodeJS.ProcessEnv): Config {
  const read = environment.safeParse(env);
  if (!read.success) {
    const problems = read.error.issues.map(i => ({ where: i.path.join('.'), message: i.message }));
    throw new AppError('bad-input', { detail: '环境变量的值不符合要求。', problems });
  }
  const e = read.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataFolder: e.GONGKAI_DATA,
    databaseUrl: e.DATABASE_URL,
    pack: e.GONGKAI_PACK,
    demo: e.GONGKAI_DEMO === '1',
    basePath: e.GONGKAI_BASE_PATH,
    origin: e.GONGKAI_ORIGIN,
    logCopy: e.GONGKAI_LOG_COPY,
    lookAt: e.GONGKAI_LOOK_AT,
    trustProxy: e.GONGKAI_TRUST_PROXY === '1',
  };
}
