import imported from 'highs';

/**
 * Loads HiGHS, compiled to WebAssembly. The package declares its types for CommonJS alone, where the function is a property;
 * the module's default is the function.
 */
export const loadHighs = imported as unknown as typeof imported.default;
