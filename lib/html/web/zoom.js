// The part of the range that is looked at, in whole windows: the indices [first, last).
const kZoom = {
  first: 0,
  last: kWindows.length,
  listeners: []
};

function isZoomed() { return kZoom.first > 0 || kZoom.last < kWindows.length; }

function zoomFrom() { return kWindows.length > 0 ? kWindows.from[kZoom.first] : 0; }

function zoomTo() { return kWindows.length > 0 ? kWindows.to[kZoom.last - 1] : 1; }

function onZoom(listener) {
  kZoom.listeners.push(listener);
  listener();
}

function setZoom(first, last) {
  kZoom.first = Math.max(0, Math.min(first, kWindows.length - 1));
  kZoom.last = Math.min(kWindows.length, Math.max(last, kZoom.first + 1));
  for (const listener of kZoom.listeners) listener();
}

function resetZoom() { setZoom(0, kWindows.length); }

// All windows that have a part in [from, to).
function zoomToTimes(from, to) {
  const first = kWindows.to.findIndex((end) => end > from);
  const after = kWindows.from.findIndex((start) => start >= to);
  setZoom(first < 0 ? kWindows.length - 1 : first, after < 0 ? kWindows.length : after);
}

// Halves or doubles what is seen, around a window.
function scaleZoom(factor, around) {
  const length = Math.max(1, Math.round((kZoom.last - kZoom.first) * factor));
  const first = Math.max(0, Math.round(around - length / 2));
  setZoom(first, first + length);
}

function isInZoom({from, to}) { return !isZoomed() || (to > zoomFrom() && from < zoomTo()); }

function timeField(label, value, change) {
  const input = element("input", {type: "datetime-local", step: "1", change: () => change(Date.parse(input.value + "Z"))});
  onZoom(() => (input.value = new Date(value()).toISOString().slice(0, 19)));
  return element("label", {}, label + " ", input);
}

function zoomSummary() {
  const sums = sumsOf(kZoom.first, kZoom.last);
  const what = isZoomed() ? "Selected: " : "Whole range: ";
  return what + showSpan((zoomTo() - zoomFrom()) / kSecond) + ", " + plural(kZoom.last - kZoom.first, "window") + ", " +
      plural(sums.transactions, "transaction") + ", " + show("ratio", sums.error_rate) + " failed";
}

function zoomBar() {
  if (kWindows.length === 0) return null;
  const apply = (from, to) => (from < to ? zoomToTimes(from, to) : resetZoom());
  const reset = element("button", {type: "button", click: resetZoom}, "Reset zoom");
  const summary = element("p", {role: "status"});
  onZoom(() => {
    reset.disabled = !isZoomed();
    summary.textContent = zoomSummary();
  });
  return element(
      "div", {class: "zoom", role: "group", "aria-label": "Time range of charts and tables"},
      timeField("From", zoomFrom, (from) => apply(from, zoomTo())), timeField("To", zoomTo, (to) => apply(zoomFrom(), to)),
      element("span", {class: "muted"}, "UTC"), reset, summary);
}
