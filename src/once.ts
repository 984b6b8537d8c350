/** A fact about something that never changes, found out once. It keeps nothing alive, and it refuses to be used for what can change. */
export function once<Of extends object, Fact>(find: (of: Of) => Fact): (of: Of) => Fact {
  const found = new WeakMap<Of, { readonly fact: Fact }>();
  return (of) => {
    const known = found.get(of) ?? { fact: find(of) };
    found.set(of, known);
    return known.fact;
  };
}
