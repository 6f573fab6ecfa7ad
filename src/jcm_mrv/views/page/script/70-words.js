// What the script says, in the page's language: English is the key, the page brings the rest.

const wordsElement = document.getElementById("words");
const words = wordsElement === null ? {} : JSON.parse(wordsElement.textContent);
const separators = { group: own(words, "group") || ",", decimal: own(words, "decimal") || "." };

function say(message, values = {}) {
  const text = own(own(words, "texts"), message) || message;
  return text.replace(/\{([a-z_]+)\}/g, (all, name) => {
    const value = own(values, name);
    if (value === undefined) return all;
    return typeof value === "number" ? written(value) : String(value);
  });
}

/** A count with the separators of the page's language. */
function written(count) {
  return String(count).replace(/\B(?=(?:[0-9]{3})+$)/g, separators.group);
}

/** An element with texts and elements in it; a text is never read as markup. */
function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

const MARKS = { agrees: "\u2713", differs: "\u2717", unknown: "?" };

/** Write into an empty `output.mark`: a sign and a word, so that no colour is needed. */
function mark(output, state, text) {
  if (output === null) return;
  output.dataset.state = state;
  output.replaceChildren(`${MARKS[state]} ${text}`);
}

function unmark(output) {
  delete output.dataset.state;
  output.replaceChildren();
}
