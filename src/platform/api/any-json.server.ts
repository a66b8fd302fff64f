import { z } from 'zod';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Any JSON. The body is known to be JSON; `z.json()` would describe it by a schema that refers to itself at no address. */
export const anyJson = z.unknown() as unknown as z.ZodType<Json, Json>;
