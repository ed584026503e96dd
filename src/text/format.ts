/** Returns a size such as "812 B", "36.1 kB", "2.04 MB" or "1.5 GB". */
export function formatBytes(bytes: number): string {
  if (bytes >= 0.9995e9) return `${digits(bytes / 1e9)} GB`;
  if (bytes >= 0.9995e6) return `${digits(bytes / 1e6)} MB`;
  return bytes >= 0.9995e3 ? `${digits(bytes / 1e3)} kB` : `${digits(bytes)} B`;
}

/** Returns a time such as "1.5 s", "20 ms" or "0.35 µs". */
export function formatSeconds(seconds: number): string {
  if (seconds === 0) return '0';
  if (seconds >= 0.9995) return `${digits(seconds)} s`;
  if (seconds >= 0.9995e-3) return `${digits(seconds * 1e3)} ms`;
  return seconds >= 0.9995e-6 ? `${digits(seconds * 1e6)} µs` : `${digits(seconds * 1e9)} ns`;
}

/** Returns a long time such as "80 s", "40 min" or "3.5 h". */
export function formatDuration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  return seconds < 6000 ? `${Math.ceil(seconds / 60)} min` : `${digits(seconds / 3600)} h`;
}

/** Returns a count such as "12,345"; numbers that are not whole get three digits. */
export function formatCount(n: number): string {
  return n >= 100 || Number.isInteger(n) ? Math.round(n).toLocaleString('en-US') : digits(n);
}

/** Returns a ratio. */
export function formatRatio(ratio: number): string {
  return Number.isFinite(ratio) ? `${digits(ratio)} ×` : '∞';
}

/** Returns a price: seconds per question for a megabyte. */
export function formatPrice(secondsPerByte: number): string {
  return `${formatSeconds(secondsPerByte * 1e6)} a MB`;
}

/** Returns a number with three significant digits at most. */
export function digits(n: number): string {
  return Math.abs(n) >= 100 ? String(Math.round(n)) : String(Number(n.toPrecision(3)));
}

/** Returns a number with its powers of ten as 10⁻⁹. */
export function formatPower(n: number): string {
  const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const exponent = Math.round(Math.log10(n));
  const text = String(Math.abs(exponent)).replace(/\d/g, (digit) => raised[Number(digit)]);
  return `10${exponent < 0 ? '⁻' : ''}${text}`;
}
