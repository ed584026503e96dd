/** Checks values against the part of JSON Schema (draft 2020-12) that the service's OpenAPI document uses. */

type Schema = Readonly<Record<string, unknown>>;

const KNOWN: ReadonlySet<string> = new Set(
  (
    '$ref type enum const properties required additionalProperties items anyOf minimum ' +
    'description default maximum maxLength'
  ).split(' '),
);

/**
 * Returns what is wrong with a value; nothing if it has the form.
 * @param schemas those that references name
 */
export function misfits(value: unknown, schema: Schema, schemas: Readonly<Record<string, Schema>>, at = '$'): string[] {
  const unknown = Object.keys(schema).filter((key) => !KNOWN.has(key));
  if (unknown.length > 0) return [`${at}: the checker does not know ${unknown.join(', ')}`];
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.replace('#/components/schemas/', '');
    return schemas[name] === undefined ? [`${at}: no schema ${name}`] : misfits(value, schemas[name], schemas, at);
  }
  if (schema['anyOf'] !== undefined) {
    const each = (schema['anyOf'] as readonly Schema[]).map((one) => misfits(value, one, schemas, at));
    return each.some((wrong) => wrong.length === 0) ? [] : each.flat();
  }
  const types = [(schema['type'] ?? []) as string | readonly string[]].flat();
  if (types.length > 0 && !types.some((type) => hasType(value, type)))
    return [`${at}: ${String(value)} is no ${types.join()}`];
  if (schema['enum'] !== undefined && !(schema['enum'] as readonly unknown[]).includes(value))
    return [`${at}: ${String(value)}`];
  if ('const' in schema && value !== schema['const']) return [`${at}: ${String(value)}`];
  if (typeof value === 'number' && value < Number(schema['minimum'] ?? -Infinity))
    return [`${at}: ${value} is too small`];
  if (Array.isArray(value)) {
    const items = schema['items'] as Schema | undefined;
    return items === undefined ? [] : value.flatMap((item, i) => misfits(item, items, schemas, `${at}[${i}]`));
  }
  if (typeof value !== 'object' || value === null) return [];
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  const others = schema['additionalProperties'];
  return [
    ...required.filter((name) => !(name in value)).map((name) => `${at}: no ${name}`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const own = properties[name] ?? (typeof others === 'object' ? (others as Schema) : undefined);
      if (own !== undefined) return misfits(member, own, schemas, `${at}.${name}`);
      return others === false ? [`${at}: ${name} is not expected`] : [];
    }),
  ];
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return type === 'object'
    ? typeof value === 'object' && value !== null && !Array.isArray(value)
    : typeof value === type;
}
