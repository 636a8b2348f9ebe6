import { interfaceExamples } from '../portal/rooms/datasets/interface-examples.ts';
import type { Site } from '../portal/view.ts';

/** `/api/openapi.json`: what the routes say of themselves, with examples for whoever reads the open data by program. */

interface Operation {
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses?: Readonly<Record<string, object>>;
}

interface Description {
  readonly info: object;
  readonly paths?: Readonly<Record<string, unknown>>;
}

const problem = {
  type: 'about:blank',
  status: 404,
  code: 'not-found',
  title: '没有找到。',
};

export function describedInterface<D extends Description>(document: D, site: Site): D {
  const paths: Record<string, unknown> = { ...document.paths };
  for (const [path, { description, parameters, answer }] of Object.entries(interfaceExamples(site))) {
    const key = `${site.basePath}${path}`;
    const whole = paths[key] as { readonly get?: Operation } | undefined;
    if (whole?.get === undefined) continue;
    const names = Object.entries(parameters);
    const get = {
      ...whole.get,
      description,
      ...(names.length === 0
        ? {}
        : {
            parameters: names.map(([name, example]) => ({
              ...{ name, in: 'path', required: true, schema: { type: 'string' }, example },
            })),
          }),
      responses: {
        200: {
          description: '查询到的内容',
          headers: { ETag: { schema: { type: 'string' }, description: '下次询问时放入 If-None-Match。' } },
          content: { 'application/json': { schema: { type: 'object' }, example: answer } },
        },
        304: { description: '与上次相同' },
        404: {
          description: '没有这个数据集或这一期',
          content: { 'application/problem+json': { schema: { type: 'object' }, example: problem } },
        },
        ...(names.length === 2 ? { 410: { description: '这一期已撤下' } } : {}),
      },
    };
    paths[key] = { ...whole, get };
  }
  return {
    ...document,
    info: {
      ...document.info,
      description:
        '开放数据接口（open-data）无需账号。各栏目的列表另有 list.json、list.csv 和 feed.xml，网址为栏目网址加文件名。',
    },
    paths,
  };
}
