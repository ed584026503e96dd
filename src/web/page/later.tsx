import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Draws something in a later task than what stands around it, so that neither takes long. */
export function Later({ draw }: { readonly draw: () => VNode }): VNode {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true));
    return () => clearTimeout(timer);
  }, []);
  return isDue ? draw() : <></>;
}
