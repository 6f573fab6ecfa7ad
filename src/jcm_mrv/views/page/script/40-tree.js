// The trees of formulas, by docs/formula-language.md, "The tree".
// A value is a Rational, a text, or true or false. A scope holds
//   names    by name: {value}, or {members, values} over a set (of numbers or of texts)
//   sets     by name: the members of the project's sets
//   indexes  by index: {members, position}, for what is calculated for one member

const PARTS_DEEPEST = 100;

function numberIn(value) {
  if (!(value instanceof Rational)) throw new Uncomputable("A number is expected in a formula.");
  return value;
}

function conditionIn(value) {
  if (typeof value !== "boolean") throw new Uncomputable("A condition is expected in a formula.");
  return value;
}

function least(first, second) {
  return second.compare(first) < 0 ? second : first;
}

function greatest(first, second) {
  return second.compare(first) > 0 ? second : first;
}

const ARITHMETIC = new Map([
  ["+", (left, right) => left.plus(right)],
  ["-", (left, right) => left.minus(right)],
  ["*", (left, right) => left.times(right)],
  ["/", (left, right) => left.over(right)],
]);

const ORDER = new Map([
  ["<", (sign) => sign < 0],
  ["<=", (sign) => sign <= 0],
  [">", (sign) => sign > 0],
  [">=", (sign) => sign >= 0],
  ["==", (sign) => sign === 0],
  ["!=", (sign) => sign !== 0],
]);

function argsOf(node, fewest, most) {
  const args = own(node, "args");
  if (!Array.isArray(args) || args.length < fewest || args.length > most) {
    throw new Uncomputable("A part of a formula has another number of arguments than it takes.");
  }
  return args;
}

/** Compute a node of a tree. Only the arm of an `if` that is chosen is calculated. */
function computeNode(node, scope, depth = 0) {
  meter.spend(1);
  if (depth > PARTS_DEEPEST) throw new Uncomputable("A formula is nested too deep.");
  const has = (key) => own(node, key) !== undefined;
  if (has("op")) return computeOperation(node, own(node, "op"), scope, depth + 1);
  if (has("convert")) {
    const [inner] = argsOf(node, 1, 1);
    return parseFactor(node.convert).times(numberIn(computeNode(inner, scope, depth + 1)));
  }
  if (has("name")) return lookUp(node, scope);
  if (has("number")) return parseNumber(node.number);
  if (has("quantity")) return parseNumber(node.quantity);
  if (has("text") && typeof node.text === "string") return node.text;
  throw new Uncomputable("A part of a formula is none that the formula language knows.");
}

function lookUp(node, scope) {
  const found = scope.names.get(node.name);
  if (found === undefined) throw new Uncomputable("A formula reads a name that has no operand.");
  const index = own(node, "index");
  const at = scope.indexes.get(index);
  if (index !== undefined && (at === undefined || at.members !== found.members)) {
    throw new Uncomputable("A formula reads a member of another set.");
  }
  const value = index === undefined ? found.value : found.values[at.position];
  if (value === undefined) throw new Uncomputable("A formula reads a name that has no value.");
  return value;
}

function computeOperation(node, op, scope, depth) {
  const compute = (inner) => computeNode(inner, scope, depth);
  const number = (inner) => numberIn(compute(inner));
  const condition = (inner) => conditionIn(compute(inner));
  if (own(node, "of") !== undefined) return computeOverSet(node, op, scope, depth);
  if (ARITHMETIC.has(op)) {
    const [left, right] = argsOf(node, 2, 2);
    return ARITHMETIC.get(op)(number(left), number(right));
  }
  if (ORDER.has(op)) return computeComparison(op, argsOf(node, 2, 2).map(compute));
  switch (op) {
    case "neg":
      return number(argsOf(node, 1, 1)[0]).negated();
    case "abs":
      return number(argsOf(node, 1, 1)[0]).size();
    case "min":
      return argsOf(node, 2, Infinity).map(number).reduce(least);
    case "max":
      return argsOf(node, 2, Infinity).map(number).reduce(greatest);
    case "power":
      return computePower(argsOf(node, 2, 2).map(number));
    case "and":
      return argsOf(node, 2, Infinity).every(condition);
    case "or":
      return argsOf(node, 2, Infinity).some(condition);
    case "not":
      return !condition(argsOf(node, 1, 1)[0]);
    case "if": {
      const [asked, then, otherwise] = argsOf(node, 3, 3);
      return condition(asked) ? number(then) : number(otherwise);
    }
    default:
      throw new Uncomputable("A part of a formula is none that the formula language knows.");
  }
}

function computePower([base, exponent]) {
  const whole = Number(exponent.numerator);
  if (exponent.denominator !== 1n || !(whole >= -4 && whole <= 4)) {
    throw new Uncomputable("A power is a whole number from -4 to 4.");
  }
  return base.power(whole);
}

function computeComparison(op, [left, right]) {
  if (typeof left === "string" && typeof right === "string" && (op === "==" || op === "!=")) {
    return (left === right) === (op === "==");
  }
  return ORDER.get(op)(numberIn(left).compare(numberIn(right)));
}

/** Compute sum, min or max over the members of a set, or those that satisfy a condition. */
function computeOverSet(node, op, scope, depth) {
  const members = scope.sets.get(node.set);
  if (members === undefined || typeof node.index !== "string") {
    throw new Uncomputable("A formula counts over a set that the project does not have.");
  }
  const joined = { sum: (all, one) => all.plus(one), min: least, max: greatest };
  const join = own(joined, op);
  if (join === undefined || members.length === 0) {
    throw new Uncomputable("A set without members has no sum, no least and no greatest value.");
  }
  const asked = own(node, "if");
  let found = op === "sum" ? ZERO : undefined;
  for (let position = 0; position < members.length; position += 1) {
    const indexes = new Map(scope.indexes).set(node.index, { members, position });
    const inner = { ...scope, indexes };
    if (asked !== undefined && !conditionIn(computeNode(asked, inner, depth))) continue;
    const value = numberIn(computeNode(node.of, inner, depth));
    found = found === undefined ? value : join(found, value);
  }
  if (found === undefined) throw new Uncomputable("No member of a set satisfies the condition.");
  return found;
}

/** The names that a tree reads, wherever they stand in it. */
function namesOf(node, found = new Set(), depth = 0) {
  if (depth > PARTS_DEEPEST || node === null || typeof node !== "object") return found;
  const name = own(node, "name");
  if (typeof name === "string") found.add(name);
  const args = own(node, "args");
  const inners = [...(Array.isArray(args) ? args : []), own(node, "of"), own(node, "if")];
  for (const inner of inners) namesOf(inner, found, depth + 1);
  return found;
}
