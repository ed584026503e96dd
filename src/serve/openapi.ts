/** The OpenAPI 3.1 document, made from the routes. */

import { VERSION } from '../text/version.ts';
import { TYPES } from './exchange.ts';
import type { Route } from './routes.ts';
import { type JsonSchema, SCHEMAS, schemaNamed } from './schemas.ts';

const FAILURES: Readonly<Record<number, string>> = {
  400: 'the question makes no sense',
  404: 'no such thing',
  413: 'too much at once',
  429: 'too many questions of this client are being computed; Retry-After says when to ask again',
  503: 'too many questions wait, or the service closes; Retry-After says when to ask again',
};

/** Returns the document of the routes. */
export function openApiDocument(routes: readonly Route[]): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'endgame-lab',
      version: VERSION,
      description: 'Exact answers for board-game endgames.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: { schemas: SCHEMAS },
  };
}

function operationOf({ summary, parameters, lines, replies, failures, failsPlainly }: Route): JsonSchema {
  const failure = failsPlainly ? contentOf({ [TYPES.text]: { type: 'string' } }) : failureContent();
  return {
    summary,
    parameters,
    ...(lines === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            description: 'a line for each position',
            ...contentOf({ [TYPES.lines]: lines }),
          },
        }),
    responses: {
      200: { description: 'the answer', ...contentOf(replies) },
      ...Object.fromEntries(failures.map((status) => [status, { description: FAILURES[status], ...failure }])),
    },
  };
}

function failureContent(): JsonSchema {
  return contentOf({ [TYPES.json]: schemaNamed('Failure') });
}

function contentOf(schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const entries = Object.entries(schemas).map(([type, schema]) => [type.split(';')[0], { schema }]);
  return { content: Object.fromEntries(entries) };
}
