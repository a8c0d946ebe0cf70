/** Holds one immutable value and tells when it is replaced. */
export class Store<T extends object> {
  #value: T;
  readonly #listeners = new Set<(value: T, before: T) => void>();

  constructor(initial: T) {
    this.#value = initial;
  }

  get value(): T {
    return this.#value;
  }

  /** Replaces the named parts. */
  set(changes: Partial<T>): void {
    const before = this.#value;
    this.#value = { ...before, ...changes };
    for (const listener of [...this.#listeners]) listener(this.#value, before);
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (value: T, before: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
