/** As much of a browser as the page needs: the toolkit is compiled without the types of one. */

/** An element of the page. */
export interface PageElement {
  textContent: string;
  innerHTML: string;
  value: string;
  className: string;
  hidden: boolean;
  disabled: boolean;
  type: string;
  title: string;
  style: { setProperty(name: string, value: string): void };
  append(...children: (PageElement | string)[]): void;
  replaceChildren(...children: (PageElement | string)[]): void;
  remove(): void;
  focus(): void;
  setAttribute(name: string, value: string): void;
  addEventListener(name: string, listen: (event: PageEvent) => void): void;
  closest(selector: string): PageElement | null;
  getAttribute(name: string): string | null;
}

/** An event. */
export interface PageEvent {
  readonly target: PageElement;
  readonly key: string;
  preventDefault(): void;
}

/** A worker. */
export interface PageWorker {
  addEventListener(name: 'message', listen: (event: { readonly data: unknown }) => void): void;
  addEventListener(name: 'error', listen: (event: { readonly message: string }) => void): void;
  postMessage(message: unknown, transfer?: readonly ArrayBufferLike[]): void;
}

interface Window {
  readonly document: {
    readonly characterSet: string;
    readonly body: PageElement;
    createElement(name: string): PageElement;
    getElementById(id: string): PageElement | null;
    addEventListener(name: string, listen: (event: PageEvent) => void): void;
  };
  readonly location: { hash: string; readonly href: string };
  readonly history: { replaceState(state: null, unused: string, url: string): void };
  readonly Worker: new (url: string, options?: { readonly type: 'module' | 'classic' }) => PageWorker;
  addEventListener(name: string, listen: (event: PageEvent) => void): void;
}

/** The window of the page. */
export const page: Window = globalThis as unknown as Window;

/** Returns an element that the page has. */
export function byId(id: string): PageElement {
  return page.document.getElementById(id)!;
}
