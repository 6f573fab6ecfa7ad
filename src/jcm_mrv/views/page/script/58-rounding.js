// Lines, totals and the rounding step, by docs/report.md, "Results" and "The rounding step".

const FROM_SEGMENTS = "the sum of the segments";
const FROM_LINES = "the sum of the lines";
const FROM_ROUNDING = "by the rounding step";
const TONNES = ["tCO2", "tCO2e"];
const SUMS = [
  ["RE", "reference_emissions"],
  ["PE", "project_emissions"],
  ["ER", "emission_reductions"],
];

function sumOf(numbers) {
  return numbers.reduce((sum, one) => sum.plus(one), ZERO);
}

/** Check the sums of lines and totals, and return the reductions of each line. */
function checkSums(report, stated, account) {
  const reductions = [];
  for (const [equation, key] of SUMS) {
    const sums = report.vintages.map((line, index) => {
      const parts = stated.flatMap((names, segment) => {
        if (own(report.segments[segment], "vintage") !== index) return [];
        const at = `/segments/${segment}/${equation}`;
        const entry = names.get(equation);
        if (entry === undefined) throw new Malformed("A segment has no such equation.", at);
        return [quantityAt({ entry }, "entry", at, TONNES)];
      });
      const at = `/vintages/${index}/${key}`;
      const sum = sumOf(parts);
      if (quantityAt(line, key, `/vintages/${index}`, TONNES)) account.count("lines");
      account.number(`${at}/value`, line[key].value, sum, FROM_SEGMENTS);
      return sum;
    });
    const at = `/totals/${key}`;
    quantityAt(report.totals, key, "/totals", TONNES);
    account.number(`${at}/value`, report.totals[key].value, sumOf(sums), FROM_LINES);
    if (equation === "ER") reductions.push(...sums);
  }
  return reductions;
}

/** Carry deficits: what each year keeps, from the reductions of the years in order. */
function carryDeficits(years) {
  const kept = years.map((year) => (year.compare(ZERO) < 0 ? ZERO : year));
  years.forEach((year, index) => {
    let deficit = year.compare(ZERO) < 0 ? year.negated() : ZERO;
    const places = [...kept.keys()];
    const givers = [...places.slice(index + 1), ...places.slice(0, index).reverse()];
    for (const giver of givers) {
      const given = least(kept[giver], deficit);
      kept[giver] = kept[giver].minus(given);
      deficit = deficit.minus(given);
    }
  });
  return kept;
}

/** Share a year's whole tonnes among its lines, in order. */
function shareTonnes(whole, lines) {
  let left = whole;
  let running = ZERO;
  let given = 0n;
  return lines.map((reductions, index) => {
    running = running.plus(reductions);
    let share = index === lines.length - 1 ? left : running.floor() - given;
    if (share < 0n) share = 0n;
    if (share > left) share = left;
    left -= share;
    given += share;
    return share;
  });
}

/** Check the years of the rounding step, and return the whole tonnes of each line. */
function checkYears(report, reductions, account) {
  const entries = listAt(report.rounding, "years", "/rounding");
  const numbers = [...new Set(report.vintages.map((line) => line.year))];
  account.list(
    "/rounding/years",
    entries.map((entry) => own(entry, "year")),
    numbers,
    CALENDAR,
  );
  const linesOf = numbers.map((year) =>
    reductions.filter((_, index) => report.vintages[index].year === year),
  );
  const years = linesOf.map(sumOf);
  const kept = carryDeficits(years);
  entries.slice(0, numbers.length).forEach((entry, index) => {
    const at = `/rounding/years/${index}`;
    account.entry(at, () => {
      const number = (key, computed, basis) =>
        account.number(`${at}/${key}`, own(entry, key), computed, basis);
      number("emission_reductions", years[index], FROM_LINES);
      number("carried", kept[index].minus(years[index]), FROM_ROUNDING);
      number("kept", kept[index], FROM_ROUNDING);
      number("whole", Rational.of(kept[index].floor()), FROM_ROUNDING);
      account.count("years");
    });
  });
  return linesOf.flatMap((lines, index) => shareTonnes(kept[index].floor(), lines));
}

/** Check credits: whole tonnes, or null where an error or a trial run withholds them. */
function checkCredits(report, tonnes, account) {
  const withheld = new Set();
  listAt(report, "findings", "").forEach((finding, index) => {
    const at = `/findings/${index}`;
    for (const line of listAt(finding, "vintages", at)) {
      if (!Number.isInteger(line) || report.vintages[line] === undefined) {
        throw new Malformed("There is no such entry.", `${at}/vintages`);
      }
      if (own(finding, "severity") === "error") withheld.add(line);
    }
  });
  const isTrial = own(report.project, "country") === "none";
  const credits = tonnes.map((whole, index) => {
    const computed = isTrial || withheld.has(index) ? null : Number(whole);
    const stated = own(report.vintages[index], "credits");
    account.same(`/vintages/${index}/credits`, stated, computed, FROM_ROUNDING);
    return computed;
  });
  const total = credits.includes(null) ? null : credits.reduce((sum, one) => sum + one, 0);
  account.same("/totals/credits", own(report.totals, "credits"), total, FROM_LINES);
}

function checkResultsOfLines(report, stated, account) {
  account.entry("/vintages", () => {
    const reductions = checkSums(report, stated, account);
    account.entry("/rounding", () => {
      const tonnes = checkYears(report, reductions, account);
      account.entry("/findings", () => checkCredits(report, tonnes, account));
    });
  });
}
