/** Returns undefined: a page has no folders of packages. */
export function packageFolder(_name: string): string | undefined {
  return undefined;
}
