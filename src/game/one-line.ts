/** What a terminal would act upon, or take for the end of a line: control characters, and those that turn text round. */
const ACTING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Returns a text as one line that is safe to show. Texts from outside may hold anything; what a terminal would act upon
 * is written as JSON writes it, such as \n or \u001b.
 */
export function oneLine(text: string): string {
  return text.replace(ACTING, (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
