import imported from 'highs';

/**
 * Loads HiGHS, compiled to WebAssembly. The package declares its types for CommonJS alone, where the function is a
 * property; the module's default export is the function itself.
 */
export const loadHighs = imported as unknown as typeof imported.default;
