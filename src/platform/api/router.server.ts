/** Finds the route of a path. Pure. */
import type { ApiRoute } from './model.server.ts';

type Found = { route: ApiRoute; params: Record<string, string> } | { allow: string[] } | null;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Null: no such path. `allow`: the path is there, but not for this method. */
export function createRouter(routes: readonly ApiRoute[]): (method: string, path: string) => Found {
  const known = routes.map((route) => ({ route, parts: route.path.split('/') }));
  return (method, path) => {
    const given = path.split('/');
    const allow: string[] = [];
    for (const { route, parts } of known) {
      const params = match(route, parts, given);
      if (params === null) continue;
      if (route.method === method) return { route, params };
      allow.push(route.method, ...(route.method === 'GET' ? ['HEAD'] : []));
    }
    return allow.length > 0 ? { allow } : null;
  };
}

function match(route: ApiRoute, parts: string[], given: string[]): Record<string, string> | null {
  if (parts.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const text = given[index]!;
    if (!part.startsWith(':')) {
      if (part !== text) return null;
      continue;
    }
    const value = decode(text);
    const kind = route.params?.[part.slice(1)] ?? 'uuid';
    // What cannot be an identifier is nobody's.
    if (value === null || (kind === 'uuid' ? !uuid.test(value) : !/^[\w.-]{1,100}$/.test(value))) return null;
    params[part.slice(1)] = value;
  }
  return params;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
