// Indicators of a month, such as PUE: formulas of the methodology that no credit follows from.

/** The nameplate power of all points of a parameter [kW], or of those of one member. */
function nameplateOf(report, parameter, member) {
  const isAsked = (one) => member === undefined || own(one, "member") === member;
  const points = listAt(report.project, "monitored", "/project").filter(
    (one) => own(one, "parameter") === parameter && isAsked(one),
  );
  const powers = points.map((point) => {
    const peak = own(point, "peak");
    const scale = KILOWATTS.get(own(peak, "unit"));
    return scale && numberAt(peak, "value", "/project/monitored").times(Rational.of(...scale));
  });
  return powers.length === 0 || powers.includes(undefined) ? undefined : sumOf(powers);
}

/** Add the nameplate powers that an indicator reads to the names of a month. */
function withNameplates(report, indicator, at, { names, sets }) {
  const all = new Map(names);
  const members = sets.get(own(indicator, "over"));
  for (const one of own(indicator, "nameplate") ? listAt(indicator, "nameplate", at) : []) {
    const parameter = own(one, "parameter");
    const values = members && members.map((member) => nameplateOf(report, parameter, member));
    all.set(own(one, "name"), { members, values, value: nameplateOf(report, parameter) });
  }
  return all;
}

/** Which members of a set belong to the project on some of these days. */
function belonging(report, set, first, last) {
  const found = report.project.sets.find((one) => own(one, "name") === set);
  return listAt(found, "members", "/project/sets").map((member) => {
    const [start, end] = [own(member, "start"), own(member, "end")];
    return (
      (start === undefined || dayOf(start, "/project/sets") <= last) &&
      (end === undefined || dayOf(end, "/project/sets") >= first)
    );
  });
}

function checkIndicator(report, indicator, entry, at, found, account) {
  const tree = own(indicator, "tree");
  const names = withNameplates(report, indicator, at, found);
  const compute = (indexes) =>
    computeOrNothing(() => numberIn(computeNode(tree, { names, sets: found.sets, indexes })));
  account.same(`${at}/name`, own(entry, "name"), own(indicator, "name"), AS_STATED);
  account.same(`${at}/unit`, own(entry, "unit"), own(indicator, "unit"), AS_STATED);
  const over = own(indicator, "over");
  if (over === undefined) {
    const computed = compute(new Map());
    checkOrNull(account, `${at}/value`, own(entry, "value"), computed, OF_THE_MONTH);
    return;
  }
  const members = found.sets.get(over);
  account.list(`${at}/members`, own(entry, "members"), members || [], AS_STATED);
  const isThere = belonging(report, over, found.first, found.last);
  numbersAt(entry, "values", at, members).forEach((stated, position) => {
    const indexes = new Map([["i", { members, position }]]);
    const computed = isThere[position] ? compute(indexes) : undefined;
    checkOrNull(account, stated.at, stated.text, computed, OF_THE_MONTH);
  });
}

function checkIndicators(report, entry, at, found, account) {
  const indicators = listAt(report.methodology, "indicators", "/methodology");
  const entries = listAt(entry, "indicators", at);
  account.same(`${at}/indicators`, entries.length, indicators.length, AS_STATED);
  indicators.forEach((indicator, index) => {
    const where = `${at}/indicators/${index}`;
    account.entry(where, () =>
      checkIndicator(report, indicator, entries[index], where, found, account),
    );
  });
}
