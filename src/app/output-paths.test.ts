/** The build fails when something can leave the office by a way that nobody thought of for 支援措置. */
import { expect, test } from 'vitest';
import { definitionSchemas } from '#core/definitions.server';
import { messages } from '#core/exchange.server';
import { sources } from '#core/exports';
import { webhookKinds } from '#core/integrations';
import {
  apiOutputs,
  blockOutputs,
  commandOutputs,
  exportOutputs,
  type Handling,
  messageOutputs,
  portalOutputs,
  staffOutputs,
  webhookOutputs,
} from '#core/protection.server';
import { apiRoutesOf } from './api.server.ts';
import { commandNames } from './commands/help.ts';
import { portalRoutes } from './portal-routes.ts';
import { staffRoutes } from './staff-routes.ts';

interface Route {
  index?: boolean | undefined;
  path?: string | undefined;
  children?: Route[] | undefined;
}

/** Every address under these routes. `*` answers "not found" and nothing else. */
const addressesOf = (routes: readonly Route[]): string[] =>
  routes
    .flatMap((route) =>
      route.children === undefined
        ? [route.index === true ? '/' : `/${route.path}`]
        : addressesOf(route.children),
    )
    .filter((address) => address !== '/*');

/** What is there and not listed, with what to do; and what is listed and not there any more. */
function gaps(kind: string, real: readonly string[], listed: Record<string, Handling>): string[] {
  const file = 'src/core/protection/output-paths(-api).server.ts';
  return [
    ...real
      .filter((name) => !Object.hasOwn(listed, name))
      .map((name) => `${kind} ${name} is a new output path: say in ${file} how 支援措置 holds there`),
    ...Object.keys(listed)
      .filter((name) => !real.includes(name))
      .map((name) => `${kind} ${name} is gone: take its line out of ${file}`),
  ];
}

const blockTypes = definitionSchemas.template.shape.blocks.element.options.map(
  (option) => option.shape.type.value,
);

const real: [kind: string, names: string[], listed: Record<string, Handling>][] = [
  ['staff page', addressesOf(staffRoutes), staffOutputs],
  ['portal page', addressesOf(portalRoutes), portalOutputs],
  ['message', Object.keys(messages), messageOutputs],
  ['command', [...commandNames], commandOutputs],
  [
    'API route',
    [...new Set([...apiRoutesOf.staff, ...apiRoutesOf.portal].map((route) => route.id))],
    apiOutputs,
  ],
  ['webhook', Object.keys(webhookKinds), webhookOutputs],
  ['export', Object.keys(sources), exportOutputs],
  ['template block', blockTypes, blockOutputs],
];

test.each(real)('every output path says how protection holds there: %s', (kind, names, listed) => {
  expect(gaps(kind, names, listed)).toEqual([]);
});

test('a new output path fails the build until it is listed', () => {
  const [route] = staffRoutes;
  const planted = [
    { ...route!, children: [...(route!.children ?? []), { path: 'cases/:case/leak', file: 'x' }] },
  ];
  expect(gaps('staff page', addressesOf(planted), staffOutputs)[0]).toContain(
    'staff page /cases/:case/leak is a new output path: say in src/core/protection',
  );
  expect(gaps('message', ['case.leak'], messageOutputs)[0]).toContain('case.leak is a new output path');
  expect(gaps('command', ['smuggle'], commandOutputs)[0]).toContain('smuggle is a new output path');
});
