// What the page shows: `<data value="EXACT" data-at="POINTER">shown</data>` is what the report
// says there, and shown is that number cut, never rounded, so that it claims no more.

const FROM_REPORT = "as the embedded report states it";
const BY_CUTTING = "the exact number, cut to the decimals that are shown";

/** Parse a number as a reader sees it: with its decimals, and a hundredfold where it has "%". */
function parseShown(text, { group, decimal }) {
  let digits = text.trim().replace(/(?:…|\.\.\.)$/, "");
  const isPercent = digits.endsWith("%");
  if (isPercent) digits = digits.slice(0, -1).trim();
  digits = digits.replace("\u2212", "-").split(group).join("").replace(decimal, ".");
  if (digits.length > LONGEST_TEXT || !/^-?[0-9]+(?:\.[0-9]+)?$/.test(digits)) return null;
  const [whole, decimals = ""] = digits.split(".");
  const places = decimals.length;
  const number = Rational.of(BigInt(whole + decimals), 10n ** BigInt(places));
  return { number, places, isPercent };
}

function checkShownNumber(one, report, account, separators) {
  const found = valueAt(report, one.at);
  const isNumber = typeof found === "string" || typeof found === "number";
  if (!isNumber || String(found) !== one.value) {
    account.differs(one.at, one.value, isNumber ? found : "", FROM_REPORT);
    return;
  }
  const shown = parseShown(one.shown, separators);
  if (shown === null) throw new Malformed("What is shown here is not a number.", one.at);
  const stated = numberOf(one.value, one.at);
  const exact = shown.isPercent ? stated.times(Rational.of(100n)) : stated;
  if (!exact.cut(shown.places).equals(shown.number)) {
    account.differs(one.at, one.shown, exact.toString(), BY_CUTTING);
  }
}

/**
 * Check what the page shows.
 * `shown` lists {value, at, shown} for each number, and is told of each what became of it.
 */
async function checkShown(shown, report, account, pacer, separators) {
  for (const one of shown) {
    const before = account.differences.length;
    account.entry(one.at, () => checkShownNumber(one, report, account, separators));
    account.count("shown");
    account.differences.slice(before).forEach((difference) => {
      difference.element = one.element;
    });
    await pacer.rest();
  }
}
