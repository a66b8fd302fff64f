/** The OpenAPI 3.1 document of declared routes. Schemas are those that requests are read with. */
import { z } from 'zod';
import { type ErrorCode, errorTable } from '#kernel/errors';
import type { ApiRoute } from './model.server.ts';

interface Described {
  routes: readonly ApiRoute[];
  title: { ja: string; en: string };
  scopes: Record<string, string>;
}

/** What any route may answer. */
const always: ErrorCode[] = ['malformed', 'tooMany', 'internal', 'unavailable'];

export function openApiOf({ routes, title, scopes }: Described): object {
  const secured = routes.some((route) => route.scope !== null);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = operationOf(route);
  }
  const tags = [...new Set(routes.map((route) => route.tag))];
  return {
    openapi: '3.1.0',
    info: {
      title: `${title.ja} / ${title.en}`,
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: problemSchema },
      responses: Object.fromEntries(
        (Object.keys(errorTable) as ErrorCode[]).map((code) => [code, problemResponse(code)]),
      ),
      ...(secured
        ? {
            securitySchemes: {
              accessToken: {
                type: 'http',
                scheme: 'bearer',
                description: Object.entries(scopes)
                  .map(([scope, text]) => `- \`${scope}\` ${text}`)
                  .join('\n'),
              },
            },
          }
        : {}),
    },
  };
}

function operationOf(route: ApiRoute): object {
  const errors = [...new Set([...errorsOf(route), ...route.errors, ...always])];
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: `${route.summary.ja} / ${route.summary.en}`,
    'x-permission': route.permission,
    security: route.scope === null ? [] : [{ accessToken: [route.scope] }],
    parameters: parametersOf(route),
    ...(route.body === undefined ? {} : { requestBody: bodyOf(route.body) }),
    responses: {
      [String(route.status ?? 200)]: {
        description: 'OK',
        ...(route.response === 'file'
          ? { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
          : { content: { 'application/json': { schema: jsonSchema(route.response, 'output') } } }),
      },
      ...byStatus(errors),
    },
  };
}

/** Errors that follow from the declaration itself. */
function errorsOf(route: ApiRoute): ErrorCode[] {
  return [
    ...(route.scope === null ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(route.path.includes(':') ? (['notFound'] as const) : []),
    ...(route.query !== undefined || route.body !== undefined ? (['invalid'] as const) : []),
    ...(route.body === undefined ? [] : (['tooLarge', 'unsupportedType'] as const)),
    ...(route.revision === undefined ? [] : (['preconditionRequired', 'preconditionFailed'] as const)),
  ];
}

/** Codes of the same status share one response. */
function byStatus(codes: ErrorCode[]): Record<string, object> {
  return Object.fromEntries(
    codes.map((code) => [String(errorTable[code].status), { $ref: `#/components/responses/${code}` }]),
  );
}

function parametersOf(route: ApiRoute): object[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema:
      (route.params?.[name] ?? 'uuid') === 'uuid'
        ? { type: 'string', format: 'uuid' }
        : { type: 'string', maxLength: 100 },
  }));
  const query = route.query === undefined ? {} : jsonSchema(route.query, 'input');
  const { properties = {}, required = [] } = query as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  const text = { type: 'string' };
  return [
    ...inPath,
    ...inQuery,
    ...(route.revision === 'takes'
      ? [{ name: 'If-Match', in: 'header', required: true, schema: text, description: 'ETag' }]
      : []),
    ...(route.method !== 'GET' && route.reads !== true
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            schema: { type: 'string', minLength: 8, maxLength: 200 },
          },
        ]
      : []),
  ];
}

function bodyOf(body: z.ZodType | 'file'): object {
  return {
    required: true,
    content:
      body === 'file'
        ? {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['file'],
                properties: { file: { type: 'string', format: 'binary' } },
              },
            },
          }
        : { 'application/json': { schema: jsonSchema(body, 'input') } },
  };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errorTable) },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
    requestId: { type: 'string' },
    overlaps: {
      type: 'array',
      description: 'What somebody else changed meanwhile: the value you saw, theirs, yours',
      items: {
        type: 'object',
        required: ['field', 'base', 'theirs', 'yours'],
        properties: { field: { type: 'string' }, base: {}, theirs: {}, yours: {} },
      },
    },
    twin: { type: 'string', format: 'uuid', description: 'The record that has the same unique values' },
  },
};

function problemResponse(code: ErrorCode): object {
  return {
    description: errorTable[code].en,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
