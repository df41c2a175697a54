// Texts become text nodes and attributes, never markup: whatever a log holds stays text.
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function")
      node.addEventListener(name, value);
    else
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

function element(tag, attributes = {}, ...children) { return fill(document.createElement(tag), attributes, children); }

function svgElement(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

// Control and bidirectional characters would reorder or hide the text around them.
const kUnseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function showText(text) { return text.replace(kUnseen, (unseen) => "\\u{" + unseen.codePointAt(0).toString(16) + "}"); }

function card(title, ...children) { return element("section", {class: "card"}, element("h3", {}, title), children); }

function note(text) { return element("p", {class: "muted"}, text); }

let identifiers = 0;
function newId() {
  identifiers += 1;
  return "id" + identifiers;
}
