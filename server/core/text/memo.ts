/**
 * Returns a function that does its work once for each object: fixes are asked for finding by finding, and what they look up in
 * the whole page is the same for all of them.
 */
export function once<K extends object, V>(work: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let entry = known.get(key);
    if (!entry) known.set(key, (entry = { value: work(key) }));
    return entry.value;
  };
}

/** Like {@link once}, for a second argument that a key is made of. */
export function onceFor<K extends object, A, V>(
  keyOf: (argument: A) => string,
  work: (key: K, argument: A) => V,
): (key: K, argument: A) => V {
  const tables = once((_: K) => new Map<string, { readonly value: V }>());
  return (key, argument) => {
    const table = tables(key);
    const name = keyOf(argument);
    let entry = table.get(name);
    if (!entry) table.set(name, (entry = { value: work(key, argument) }));
    return entry.value;
  };
}
