// A whole report, in the order of docs/page.md: digest, form, lines and segments, values,
// equations, lines and credits, months, what is shown.

const NOT_AS_DOCUMENTED = "The embedded report is not as docs/report.md says.";
const NO_RESULTS = "there are no equations";
const BY_DIGEST = "from the bytes of the embedded report";

async function checkDigest(bytes, stated, account) {
  const computed = await digestOf(bytes);
  account.same("", stated, computed, BY_DIGEST);
  return computed;
}

/** Tell whether the report says that nothing could be calculated; then it is to say why. */
function isWithoutResults(report, account) {
  const { values, equations } = report;
  if (!Array.isArray(equations) || equations.length > 0 || !Array.isArray(values)) return false;
  account.entry("/vintages", () => {
    const keys = [...SUMS.map(([, key]) => key), "credits"];
    listAt(report, "vintages", "").forEach((line, index) => {
      for (const key of keys) {
        account.same(`/vintages/${index}/${key}`, own(line, key), null, NO_RESULTS);
      }
    });
    for (const key of keys) {
      account.same(`/totals/${key}`, own(report.totals, key), null, NO_RESULTS);
    }
    const severities = listAt(report, "findings", "").map((one) => own(one, "severity"));
    if (!severities.includes("error")) {
      throw new Malformed("There are no results, and no finding says why.", "/findings");
    }
  });
  return true;
}

async function checkArithmetic(report, account, pacer, mark) {
  const calendar = checkLines(report, account);
  checkSegments(report, account, calendar);
  if (isWithoutResults(report, account)) return;
  const sets = setsOf(report);
  const readings = await checkValues(report, account, pacer, sets);
  const stated = await checkEquations(report, account, pacer, sets, mark);
  checkResultsOfLines(report, stated, account);
  await checkMonths(report, readings, stated, account, pacer, sets);
}

/**
 * Check a page's report.
 *
 * `page` has: bytes, digest (as the page states it), shown (see checkShown), separators, and
 * mark(index, state), told of each equation. Nothing of it is changed.
 */
async function checkReport(page, account, pacer) {
  const digest = await checkDigest(page.bytes, page.digest, account);
  let report;
  try {
    report = parseReport(page.bytes);
    await checkArithmetic(report, account, pacer, page.mark);
  } catch (fault) {
    if (fault instanceof Stopped) throw fault;
    // Whatever a report holds that its page does not say ends here, and is never a pass.
    const isTold = fault instanceof Malformed || fault instanceof Uncomputable;
    if (fault instanceof TooMuch) account.undone.push("");
    else account.differs(fault.at || "", "", "", isTold ? fault.message : NOT_AS_DOCUMENTED);
  }
  if (report !== undefined) {
    await checkShown(page.shown, report, account, pacer, page.separators);
  }
  return { digest, report };
}
