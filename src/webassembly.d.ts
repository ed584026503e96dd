/** The part of the WebAssembly interface that is used here; it is in no library but that of browsers. */

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
    readonly brand: unique symbol;
  }
  class Instance {
    constructor(module: Module, imports?: Readonly<Record<string, object>>);
    readonly exports: object;
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: Readonly<Record<string, object>>): Promise<Instance>;
}

declare function atob(text: string): string;
