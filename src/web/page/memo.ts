import { Component, createElement, type FunctionComponent, type VNode } from 'preact';

/**
 * Returns a component that is drawn again only where one of its properties is another: what changes elsewhere on the page
 * costs it nothing.
 */
export function memo<P extends object>(inner: FunctionComponent<P>): new (props: P) => Component<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]) as Set<keyof P>;
      return [...names].some((name) => name !== 'children' && this.props[name] !== next[name]);
    }

    override render(): VNode<P> {
      return createElement(inner, this.props as P);
    }
  };
}
