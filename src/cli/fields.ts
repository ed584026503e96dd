/** The fields of something that comes from outside, none of which is known. */
export type Unknown<T extends object> = Readonly<Partial<Record<keyof T, unknown>>>;

/** Returns the fields of something that may be an object; whatever else it is has none. */
export function fieldsOf<T extends object>(x: unknown): Unknown<T> {
  return (typeof x === 'object' && x !== null ? x : {}) as Unknown<T>;
}
