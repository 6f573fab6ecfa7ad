// Where a place of the report stands on the page, and how a reader calls it.

function spanOf(report, segment) {
  const span = own(own(report, "segments"), segment);
  return span === undefined ? "" : `${own(span, "start")} – ${own(span, "end")}`;
}

/** Describe the entry that a pointer lies in; empty where it has no name of its own. */
function describePlace(report, pointer) {
  const [, list, index] = pointer.split("/");
  const entry = own(own(report, list), index);
  const name = own(entry, "name") || own(entry, "parameter");
  switch (list) {
    case "equations":
      return say("equation {name}, {span}", { name, span: spanOf(report, own(entry, "segment")) });
    case "values":
      return say("value of {name}, {span}", { name, span: spanOf(report, own(entry, "segment")) });
    case "readings":
      if (entry === undefined) return say("readings");
      return say("readings of {name}, {span}", { name, span: own(entry, "month") });
    case "vintages":
      if (entry === undefined) return say("lines");
      return say("line {span}", { span: `${own(entry, "start")} – ${own(entry, "end")}` });
    case "rounding": {
      const year = own(valueAt(report, pointer.split("/").slice(0, 4).join("/")), "year");
      return year === undefined ? say("rounding") : say("rounding of {year}", { year: `${year}` });
    }
    case "months":
      return say("month {span}", { span: own(entry, "month") });
    case "totals":
      return say("totals");
    default:
      return "";
  }
}

/** The element of the page that shows a place best, or null. */
function elementAt(pointer) {
  const [, list, index] = pointer.split("/");
  if (list === "equations") {
    const section = document.querySelector(`section.equation[data-equation="${Number(index)}"]`);
    if (section !== null) return section;
  }
  const shown = new Map();
  for (const element of document.querySelectorAll("data[data-at]")) {
    if (!shown.has(element.dataset.at)) shown.set(element.dataset.at, element);
  }
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    if (shown.has(at)) return shown.get(at);
    for (const [place, element] of shown) if (place.startsWith(`${at}/`)) return element;
    if (/^\/[a-z]+$/.test(at.slice(0, at.lastIndexOf("/")))) break; // no other entry of a list
  }
  return null;
}

/** Open what an element is folded away in, scroll to it and move the focus there. */
function visit(element) {
  for (let outer = element; outer !== null; outer = outer.parentElement) {
    if (outer.tagName === "DETAILS") outer.open = true;
  }
  if (!element.matches("a, button, input, summary, [tabindex]")) {
    element.setAttribute("tabindex", "-1");
  }
  element.classList.add("differs");
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}
