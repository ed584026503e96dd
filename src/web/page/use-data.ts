import { useEffect, useState } from 'preact/hooks';

/** A file of the site, or why it is not there; neither while it is on its way. */
export interface Loaded<T> {
  readonly value?: T;
  readonly failure?: string;
}

const files = new Map<string, Promise<unknown>>();

/** Returns what was worked out when the site was built: `data/<name>.json`. */
export function loadData<T>(name: string): Promise<T> {
  let file = files.get(name);
  if (file === undefined) {
    file = fetch(`data/${name}.json`).then((response) => {
      if (!response.ok) throw new Error(`data/${name}.json: ${response.status} ${response.statusText}`);
      return response.json() as Promise<unknown>;
    });
    files.set(name, file);
    // What failed once may come the next time.
    file.catch(() => files.delete(name));
  }
  return file as Promise<T>;
}

/** Returns a file of the site for a component, which is drawn again when the file arrives. */
export function useData<T>(name: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({});
  useEffect(() => {
    let isWanted = true;
    loadData<T>(name).then(
      (value) => isWanted && setLoaded({ value }),
      (error: unknown) => isWanted && setLoaded({ failure: String(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [name]);
  return loaded;
}
