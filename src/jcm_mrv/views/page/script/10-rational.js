"use strict";

// Exact numbers: whole numerator and denominator, in lowest terms, the denominator above zero.

const LIMIT = 1n << 65536n; // docs/formula-language.md: a value stays under 65,536 bits
const LONGEST_TEXT = 40000; // two such numbers in decimal digits, and a sign
const LONGEST_SHOWN = 72; // a digest is shown whole
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

// What an operation costs, by the size of what it works on: long numbers take long.
const COSTS = [
  [1n << 16384n, 200000],
  [1n << 4096n, 15000],
  [1n << 1024n, 1000],
  [1n << 256n, 50],
];
const MOST_WORK = 40000000;
const MOST_WORK_AT_ONCE = 1000000; // between two pauses, so that the page answers

// Work is counted, not timed: a report asks for the same work on every machine.
const meter = {
  all: 0,
  slice: 0,
  restart() {
    this.all = 0;
    this.slice = 0;
  },
  spend(units) {
    this.all += units;
    this.slice += units;
    if (this.all > MOST_WORK || this.slice > MOST_WORK_AT_ONCE) {
      throw new TooMuch();
    }
  },
};

/** A number that cannot be computed, or a text that is none. */
class Uncomputable extends Error {}

/** Work that a page does not do: it proves nothing, neither way. */
class TooMuch extends Uncomputable {}

function sizeOf(whole) {
  return whole < 0n ? -whole : whole;
}

function costOf(numerator, denominator) {
  const [above, below] = [sizeOf(numerator), sizeOf(denominator)];
  const found = COSTS.find(([from]) => above >= from || below >= from);
  return found ? found[1] : 1;
}

function greatestCommonDivisor(first, second) {
  let [a, b] = [sizeOf(first), sizeOf(second)];
  while (b > SAFE) [a, b] = [b, a % b];
  if (b === 0n) return a;
  let [x, y] = [Number(b), Number(a % b)];
  while (y !== 0) [x, y] = [y, x % y];
  return BigInt(x);
}

class Rational {
  constructor(numerator, denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
    Object.freeze(this);
  }

  /** The fraction of two whole numbers, in lowest terms. */
  static of(numerator, denominator = 1n) {
    if (denominator === 0n) throw new Uncomputable("A division by zero.");
    meter.spend(costOf(numerator, denominator));
    let divisor = denominator === 1n ? 1n : greatestCommonDivisor(numerator, denominator);
    if (denominator < 0n) divisor = -divisor;
    return Rational.bounded(numerator / divisor, denominator / divisor);
  }

  /** The fraction of two whole numbers that have no divisor in common. */
  static bounded(numerator, denominator) {
    if (sizeOf(numerator) >= LIMIT || denominator >= LIMIT) {
      throw new Uncomputable("A number is larger than a report may hold.");
    }
    return new Rational(numerator, denominator);
  }

  plus(other) {
    if (this.denominator === other.denominator) {
      return Rational.of(this.numerator + other.numerator, this.denominator);
    }
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  negated() {
    return new Rational(-this.numerator, this.denominator);
  }

  minus(other) {
    return this.plus(other.negated());
  }

  times(other) {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  over(other) {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** Below, at or above zero where this is less than, equal to or greater than the other. */
  compare(other) {
    const left = this.numerator * other.denominator;
    const right = other.numerator * this.denominator;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other) {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  size() {
    return this.numerator < 0n ? this.negated() : this;
  }

  /** A power with a whole exponent from -4 to 4. */
  power(exponent) {
    meter.spend(costOf(this.numerator, this.denominator));
    const times = BigInt(Math.abs(exponent));
    const power = Rational.bounded(this.numerator ** times, this.denominator ** times);
    return exponent < 0 ? ONE.over(power) : power;
  }

  /** The whole number at or below this, as a BigInt. */
  floor() {
    const cut = this.numerator / this.denominator; // BigInt cuts toward zero
    return this.numerator % this.denominator < 0n ? cut - 1n : cut;
  }

  /** Toward zero at so many decimals. */
  cut(places) {
    const scale = 10n ** BigInt(places);
    return Rational.of((this.numerator * scale) / this.denominator, scale);
  }

  /** As a report spells it: a plain decimal where there is one, else n/d. */
  toString() {
    const places = decimalsOf(this.denominator);
    if (places === null) return `${this.numerator}/${this.denominator}`;
    if (places === 0) return this.numerator.toString();
    const scaled = (this.numerator * 10n ** BigInt(places)) / this.denominator;
    const digits = sizeOf(scaled).toString().padStart(places + 1, "0");
    const sign = scaled < 0n ? "-" : "";
    return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }
}

const ZERO = Rational.of(0n);
const ONE = Rational.of(1n);

/** How many decimals a fraction in lowest terms needs, or null where they never end. */
function decimalsOf(denominator) {
  let rest = denominator;
  const count = (prime) => {
    let times = 0;
    for (; rest % prime === 0n; times += 1) rest /= prime;
    meter.spend(times);
    return times;
  };
  const places = Math.max(count(2n), count(5n));
  return rest === 1n ? places : null;
}

const DECIMAL = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/;
const FRACTION = /^-?[1-9][0-9]*\/[1-9][0-9]*$/;

function cutText(text) {
  const all = text === undefined ? "" : typeof text === "string" ? text : JSON.stringify(text);
  return all.length > LONGEST_SHOWN ? `${all.slice(0, LONGEST_SHOWN)}…` : all;
}

function parseFraction(text) {
  const [numerator, denominator] = text.split("/").map((part) => BigInt(part));
  const made = Rational.of(numerator, denominator);
  if (made.denominator !== denominator) {
    throw new Uncomputable("A fraction is not in lowest terms.");
  }
  return made;
}

/** Parse a number in the one spelling that a report has for it. */
function parseNumber(text) {
  if (typeof text !== "string" || text.length > LONGEST_TEXT || text === "-0") {
    throw new Uncomputable("This is not a number of a report.");
  }
  if (DECIMAL.test(text)) {
    const [whole, decimals = ""] = text.split(".");
    return Rational.of(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  }
  const made = FRACTION.test(text) ? parseFraction(text) : null;
  if (made === null || made.denominator === 1n || decimalsOf(made.denominator) !== null) {
    throw new Uncomputable("This is not a number of a report.");
  }
  return made;
}

/** Parse the factor of a conversion: a whole number, or n/d also where it has a decimal. */
function parseFactor(text) {
  if (typeof text !== "string" || text.length > LONGEST_TEXT) {
    throw new Uncomputable("This is not a factor of a conversion.");
  }
  if (/^-?(?:0|[1-9][0-9]*)$/.test(text) && text !== "-0") return Rational.of(BigInt(text));
  const made = FRACTION.test(text) ? parseFraction(text) : null;
  if (made === null || made.denominator === 1n) {
    throw new Uncomputable("This is not a factor of a conversion.");
  }
  return made;
}
