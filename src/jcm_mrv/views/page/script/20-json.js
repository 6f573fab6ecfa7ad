// The report's bytes, read as JSON as strictly as docs/report.md asks for.

const DEEPEST = 100;

/** A document that is not what its page says that it is; `at` is its JSON pointer. */
class Malformed extends Error {
  constructor(message, at = "") {
    super(message);
    this.at = at;
  }
}

/** Write a value by RFC 8785, which a script does with what it has: keys by UTF-16 code units. */
function writeCanonical(value, depth = 0) {
  if (depth > DEEPEST) throw new Malformed("The report is nested too deep.");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      throw new Malformed("The report holds a number that is not a whole one.");
    }
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((one) => writeCanonical(one, depth + 1)).join(",")}]`;
  }
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${writeCanonical(value[key], depth + 1)}`);
  return `{${entries.join(",")}}`;
}

/**
 * Parse a report's bytes. What JSON.parse forgives (a key named twice, blanks, floats) comes out
 * of writing it again: then the text is another.
 */
function parseReport(bytes) {
  let text, report;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    report = JSON.parse(text);
  } catch (_) {
    throw new Malformed("The embedded report is not JSON.");
  }
  if (writeCanonical(report) !== text) {
    throw new Malformed("The embedded report is not canonical JSON (RFC 8785).");
  }
  if (own(report, "schema") !== "jcm-mrv/report/1") {
    throw new Malformed("The embedded report is not of the schema jcm-mrv/report/1.", "/schema");
  }
  return report;
}

/** A key of an object itself, never of what all objects inherit; else undefined. */
function own(value, key) {
  const isThere =
    value !== null && typeof value === "object" && Object.prototype.hasOwnProperty.call(value, key);
  return isThere ? value[key] : undefined;
}

/** The value at a JSON pointer (RFC 6901), or undefined. */
function valueAt(report, pointer) {
  if (pointer === "") return report;
  if (!pointer.startsWith("/")) return undefined;
  let found = report;
  for (const part of pointer.slice(1).split("/")) {
    const key = part.replace(/~1/g, "/").replace(/~0/g, "~");
    if (Array.isArray(found) && !/^(?:0|[1-9][0-9]*)$/.test(key)) return undefined;
    found = own(found, key);
  }
  return found;
}

// What the checks expect at a place. A wrong kind of value ends the check of its entry.

function listAt(value, key, at) {
  const found = own(value, key);
  if (!Array.isArray(found)) throw new Malformed("A list is expected here.", `${at}/${key}`);
  return found;
}

function textAt(value, key, at) {
  const found = own(value, key);
  if (typeof found !== "string") throw new Malformed("A text is expected here.", `${at}/${key}`);
  return found;
}

function wholeAt(value, key, at) {
  const found = own(value, key);
  if (!Number.isInteger(found) || found < 0) {
    throw new Malformed("A whole number is expected here.", `${at}/${key}`);
  }
  return found;
}

/** An index of a list of the report, such as `segment`. */
function indexAt(value, key, at, list) {
  const found = wholeAt(value, key, at);
  if (found >= list.length) throw new Malformed("There is no such entry.", `${at}/${key}`);
  return found;
}

function numberOf(text, at) {
  try {
    return parseNumber(text);
  } catch (fault) {
    const isTold = fault instanceof Uncomputable && !(fault instanceof TooMuch);
    throw isTold ? new Malformed(fault.message, at) : fault;
  }
}

function numberAt(value, key, at) {
  return numberOf(own(value, key), `${at}/${key}`);
}

/** The number of a quantity `{"unit", "value"}`, whose unit is to be one of these. */
function quantityAt(value, key, at, units) {
  const found = own(value, key);
  if (!units.includes(textAt(found, "unit", `${at}/${key}`))) {
    throw new Malformed("Another unit is expected here.", `${at}/${key}/unit`);
  }
  return numberAt(found, "value", `${at}/${key}`);
}

function sameTexts(first, second) {
  return first.length === second.length && first.every((one, index) => one === second[index]);
}
