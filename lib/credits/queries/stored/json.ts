const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];
const [MINUS, DOT, NINE] = [0x2d, 0x2e, 0x39];
const [ZERO, LETTER_A, LETTER_E] = [0x30, 0x61, 0x65];
/**
 * Whole numbers with fewer digits are exact in JavaScript; with exactly this many, those that do not begin with a 9.
 */
const MOST_DIGITS = 16;

/**
 * Turns the text that PostgreSQL makes of a jsonb into the canonical JSON of core/canonical.ts, byte by byte and
 * without making a value: the same members, sorted by name, and no spaces.
 */
export class CanonicalCopy {
  #from: Uint8Array = new Uint8Array();
  #read = 0;
  #out: Uint8Array = new Uint8Array();
  #at = 0;

  /**
   * Writes to `out` from `at` on, where there must be room, and returns where it ended. Returns -1 if the value has to
   * be parsed instead: numbers with a fraction or too many digits, and names beyond ASCII.
   */
  write(from: Uint8Array, start: number, end: number, out: Uint8Array, at: number): number {
    this.#from = from;
    this.#read = start;
    this.#out = out;
    this.#at = at;
    return this.#value() && this.#read === end ? this.#at : -1;
  }

  #value(): boolean {
    const first = this.#from[this.#read] as number;
    if (first === QUOTE) return this.#string();
    if (first === LIST) return this.#list();
    if (first === OBJECT) return this.#object();
    if (first >= LETTER_A) return this.#word();
    return this.#number();
  }

  #copy(): number {
    const one = this.#from[this.#read++] as number;
    this.#out[this.#at++] = one;
    return one;
  }

  /** Copies a string as it is, since both sides escape the same characters in the same way. */
  #string(): boolean {
    const [from, out] = [this.#from, this.#out];
    let [read, at] = [this.#read, this.#at];
    out[at++] = from[read++] as number;
    for (;;) {
      const one = from[read++] as number;
      out[at++] = one;
      if (one === QUOTE) break;
      if (one === BACKSLASH) out[at++] = from[read++] as number;
    }
    this.#read = read;
    this.#at = at;
    return true;
  }

  /** true, false or null. */
  #word(): boolean {
    while ((this.#from[this.#read] as number) >= LETTER_A && !this.#atEndOfObject()) this.#copy();
    return true;
  }

  #atEndOfObject(): boolean {
    return this.#from[this.#read] === OBJECT_END;
  }

  #number(): boolean {
    if (this.#from[this.#read] === MINUS) this.#copy();
    const first = this.#from[this.#read] as number;
    let digits = 0;
    for (; isDigit(this.#from[this.#read] as number); digits++) this.#copy();
    const next = this.#from[this.#read];
    const exact = digits < MOST_DIGITS || (digits === MOST_DIGITS && first < NINE);
    return digits > 0 && exact && next !== DOT && next !== LETTER_E;
  }

  #list(): boolean {
    this.#copy();
    while (this.#from[this.#read] !== LIST_END) {
      if (this.#from[this.#read] === COMMA) this.#comma();
      if (!this.#value()) return false;
    }
    this.#copy();
    return true;
  }

  /** Skips the space that PostgreSQL puts after a comma. */
  #comma(): void {
    this.#copy();
    this.#read++;
  }

  #object(): boolean {
    this.#copy();
    const members = this.#members();
    if (!members) return false;
    const end = this.#read;
    for (let index = 0; index < members.length; index++) {
      if (index > 0) this.#out[this.#at++] = COMMA;
      this.#read = members[index] as number;
      this.#string();
      this.#copy();
      this.#read++;
      if (!this.#value()) return false;
    }
    this.#read = end;
    this.#copy();
    return true;
  }

  /**
   * Returns where the members begin, sorted by name, and moves to the object's end. Null if a name is not plain ASCII.
   */
  #members(): number[] | null {
    const from = this.#from;
    const members: number[] = [];
    while (from[this.#read] !== OBJECT_END) {
      if (from[this.#read] === COMMA) this.#read += 2;
      members.push(this.#read);
      for (this.#read++; from[this.#read] !== QUOTE; this.#read++) {
        if ((from[this.#read] as number) > 0x7e || from[this.#read] === BACKSLASH) return null;
      }
      this.#read += 3;
      this.#skip();
    }
    return sorted(members, from);
  }

  /** Moves past a member's value: to the comma after it, or to the end of its object. */
  #skip(): void {
    for (let depth = 0; ; this.#read++) {
      const one = this.#from[this.#read] as number;
      if (depth === 0 && (one === COMMA || one === OBJECT_END)) return;
      if (one === QUOTE) this.#skipString();
      depth += DEPTH[one] as number;
    }
  }

  /** Moves to the string's closing quote. */
  #skipString(): void {
    for (this.#read++; this.#from[this.#read] !== QUOTE; this.#read++) {
      if (this.#from[this.#read] === BACKSLASH) this.#read++;
    }
  }
}

/** By how much a character raises or lowers the nesting of lists and objects. */
const DEPTH = new Int8Array(256);
DEPTH[LIST] = DEPTH[OBJECT] = 1;
DEPTH[LIST_END] = DEPTH[OBJECT_END] = -1;

/** By insertion: objects have few members, and most are already in order. */
function sorted(members: number[], from: Uint8Array): number[] {
  for (let index = 1; index < members.length; index++) {
    const one = members[index] as number;
    let at = index;
    for (; at > 0 && compareNames(from, members[at - 1] as number, one) > 0; at--) {
      members[at] = members[at - 1] as number;
    }
    members[at] = one;
  }
  return members;
}

const isDigit = (one: number): boolean => one >= ZERO && one <= NINE;

/** Compares two names, whose opening quotes are at `a` and `b`. */
function compareNames(from: Uint8Array, a: number, b: number): number {
  for (let index = 1; ; index++) {
    const one = from[a + index] as number;
    const other = from[b + index] as number;
    if (one === other && one !== QUOTE) continue;
    if (one === QUOTE) return other === QUOTE ? 0 : -1;
    return other === QUOTE ? 1 : one - other;
  }
}
