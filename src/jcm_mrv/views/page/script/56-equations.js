// Equations, by docs/report.md, "Every step": operands repeat a value or an equation before, and
// the tree makes the value from them.

const FROM_VALUES = "as the value or the equation before it states it";
const FROM_TREE = "from the formula and its operands";
const BY_NAMES = "the names that the formula reads";
const BY_UNIT = "the unit of the equation";
const SEGMENTS_ALIKE = "every segment has the same values and equations";

/** What is stated so far in each segment, by name. */
function statedValues(report) {
  const stated = report.segments.map(() => new Map());
  report.values.forEach((entry) => {
    const names = stated[own(entry, "segment")];
    if (names !== undefined) names.set(own(entry, "name"), entry);
  });
  return stated;
}

/** Compare an operand with what it repeats: unit, members, and each number or text. */
function checkOperand(account, at, operand, source) {
  if (source === undefined) throw new Malformed("Nothing before states this operand.", at);
  for (const key of ["unit", "value", "text"]) {
    account.same(`${at}/${key}`, own(operand, key), own(source, key), FROM_VALUES);
  }
  for (const key of ["members", "values", "texts"]) {
    const wanted = own(source, key);
    if (wanted === undefined) {
      account.same(`${at}/${key}`, own(operand, key), undefined, FROM_VALUES);
      continue;
    }
    const found = listAt(operand, key, at);
    wanted.forEach((one, index) => {
      account.same(`${at}/${key}/${index}`, found[index], one, FROM_VALUES);
    });
    account.same(`${at}/${key}`, found.length, wanted.length, FROM_VALUES);
  }
}

/** What a formula reads: the numbers and texts of an operand. */
function readOperand(operand, at, sets) {
  const members = sets.membersAt(operand, at);
  const texts = own(operand, members ? "texts" : "text");
  const one = (stated) => {
    if (texts === undefined) return numberOf(stated.text, stated.at);
    if (typeof stated.text === "string") return stated.text;
    throw new Malformed("A text is expected here.", stated.at);
  };
  const key = texts === undefined ? "value" : "text";
  if (members === undefined) return { value: one({ text: own(operand, key), at: `${at}/${key}` }) };
  return { members, values: numbersAt(operand, `${key}s`, at, members).map(one) };
}

function checkOperands(entry, at, stated, account, sets) {
  const operands = own(entry, "operands");
  const names = new Map();
  for (const name of Object.keys(operands || {})) {
    const where = `${at}/operands/${name.replace(/~/g, "~0").replace(/\//g, "~1")}`;
    checkOperand(account, where, operands[name], stated.get(name));
    names.set(name, readOperand(operands[name], where, sets));
  }
  account.list(
    `${at}/operands`,
    [...names.keys()].sort(),
    [...namesOf(own(entry, "tree"))].sort(),
    BY_NAMES,
  );
  return names;
}

/** Compute one equation: alone, or for each member; it answers between members. */
async function checkResults(entry, at, scope, members, account, pacer) {
  const stated = members
    ? numbersAt(entry, "values", at, members)
    : [{ text: own(own(entry, "value"), "value"), at: `${at}/value/value` }];
  for (const [position, one] of stated.entries()) {
    account.entry(one.at, () => {
      const indexes = new Map(members ? [["i", { members, position }]] : []);
      const computed = numberIn(computeNode(own(entry, "tree"), { ...scope, indexes }));
      account.number(one.at, one.text, computed, FROM_TREE);
    });
    await pacer.rest();
  }
}

async function checkEquation(entry, at, stated, account, pacer, sets) {
  let scope, members;
  const differences = account.differences.length + account.unlisted;
  const undone = account.undone.length;
  account.entry(at, () => {
    members = sets.membersAt(entry, at);
    const names = checkOperands(entry, at, stated, account, sets);
    scope = { names, sets: sets.sets, indexes: new Map() };
    if (members === undefined) {
      const unit = textAt(own(entry, "value"), "unit", `${at}/value`);
      account.same(`${at}/value/unit`, unit, own(entry, "unit"), BY_UNIT);
    }
  });
  // An operand that differs is told once; the formula is computed with what stands there.
  if (scope !== undefined) await checkResults(entry, at, scope, members, account, pacer);
  if (account.differences.length + account.unlisted > differences) return "differs";
  return account.undone.length > undone ? "unknown" : "agrees";
}

/** Check all equations; `mark(index, state)` is told of each. */
async function checkEquations(report, account, pacer, sets, mark) {
  const stated = statedValues(report);
  for (const [index, entry] of listAt(report, "equations", "").entries()) {
    const at = `/equations/${index}`;
    let names;
    const isPlaced = account.entry(at, () => {
      names = stated[indexAt(entry, "segment", at, report.segments)];
      if (names.has(textAt(entry, "name", at))) {
        throw new Malformed("This name is stated twice.", `${at}/name`);
      }
    });
    account.count("equations");
    mark(index, isPlaced ? await checkEquation(entry, at, names, account, pacer, sets) : "differs");
    if (isPlaced) {
      const { unit, members, values } = entry;
      const isOne = members === undefined;
      names.set(entry.name, isOne ? own(entry, "value") : { unit, members, values });
    }
  }
  stated.forEach((names, segment) => {
    const wanted = [...stated[0].keys()].sort();
    account.list(`/segments/${segment}`, [...names.keys()].sort(), wanted, SEGMENTS_ALIKE);
  });
  return stated;
}
