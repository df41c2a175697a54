// Numbers and times as the other formats show them: three significant digits, UTC.
const kMissing = "–";
const kMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const kWeekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

function withSeparators(digits) {
  const [whole, fraction] = digits.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? "." + fraction : "");
}

function significant(size, digits) {
  if (size === 0) return "0";
  const exponent = Number(size.toExponential(digits - 1).split("e")[1]);
  return withSeparators(size.toFixed(Math.max(0, digits - 1 - exponent)));
}

function showNumber(value) {
  const size = Math.abs(value);
  const sign = value < 0 ? "-" : "";
  if (size !== 0 && (size < 1e-6 || size >= 1e15)) return value.toPrecision(3);
  return sign + (Number.isInteger(size) ? withSeparators(size.toFixed(0)) : significant(size, 3));
}

// Between 99 % and 100 % what is missing from 100 matters, and so it gets the two digits.
function showPercent(ratio) {
  const percent = Math.abs(ratio) * 100;
  const sign = ratio < 0 ? "-" : "";
  if (percent === 100 || percent === 0) return sign + percent + " %";
  if (percent > 99 && percent < 100) {
    const exponent = Number((100 - percent).toExponential(1).split("e")[1]);
    return sign + percent.toFixed(Math.min(20, 1 - exponent)) + " %";
  }
  return sign + significant(percent, percent < 1 ? 2 : 3) + " %";
}

const kSecondScales = [[1, "s"], [1e-3, "ms"], [1e-6, "µs"], [1e-9, "ns"]];

function showSeconds(seconds) {
  const size = Math.abs(seconds);
  const sign = seconds < 0 ? "-" : "";
  if (size === 0) return "0 s";
  if (size >= 59.95) return sign + showSpan(size);
  const [scale, unit] = kSecondScales.find(([least]) => size >= least * 0.9995) || kSecondScales[3];
  return sign + significant(size / scale, 3) + " " + unit;
}

// The two largest units that are not 0: "1 d 2 h".
function showSpan(seconds) {
  if (seconds < 59.95) return showSeconds(seconds);
  let rest = Math.round(seconds);
  const parts = [];
  for (const [length, unit] of [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]]) {
    if (rest >= length && parts.length < 2) parts.push(Math.floor(rest / length) + " " + unit);
    rest %= length;
  }
  return parts.join(" ");
}

const kShow = {
  count: showNumber,
  number: showNumber,
  ratio: showPercent,
  seconds: showSeconds,
  perMinute: (value) => showNumber(value) + " /min",
};

function show(unit, value) { return value === null || value === undefined ? kMissing : kShow[unit](value); }

function plural(count, noun) { return showNumber(count) + " " + noun + (count === 1 ? "" : "s"); }

function showLabels(labels) {
  return Object.entries(labels).map(([name, value]) => showText(name) + "=" + showText(value)).join(" ") || kMissing;
}

// "2025-02-01 00:10", with seconds where there are some.
function showTime(ms) {
  const text = new Date(ms).toISOString().replace("T", " ");
  const end = ms % kMinute === 0 ? -8 : ms % kSecond === 0 ? -5 : -1;
  return text.slice(0, end);
}

function showDay(date) {
  return kWeekdays[date.getUTCDay()] + " " + String(date.getUTCDate()).padStart(2, "0") + " " + kMonths[date.getUTCMonth()];
}

// "Sat 01 Feb 2025 00:10".
function showMoment(ms) {
  const date = new Date(ms);
  return showDay(date) + " " + date.getUTCFullYear() + " " + showTime(ms).split(" ")[1];
}
