// Where axes have ticks. Times: round ones in UTC, with a date below where the day changes; values: 1, 2, 2.5 and 5.
const kTimeSteps = [1, 2, 5, 10, 15, 30]
                       .map((n) => n * kSecond)
                       .concat(
                           [1, 2, 5, 10, 15, 30].map((n) => n * kMinute), [1, 2, 3, 6, 12].map((n) => n * kHour),
                           [1, 2, 7].map((n) => n * kDay));
const kMonthSteps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const kTickGap = 58;

function spanMultiples(step, from, to) {
  const monday = step === 7 * kDay ? 4 * kDay : 0;
  const times = [];
  for (let time = Math.ceil((from - monday) / step) * step + monday; time <= to; time += step) times.push(time);
  return times;
}

function monthMultiples(months, from, to) {
  const start = new Date(from);
  const times = [];
  for (let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;; month += months) {
    const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (time > to) return times;
    if (time >= from) times.push(time);
  }
}

function timeTicks(from, to, width) {
  const room = ((to - from) * kTickGap) / Math.max(1, width);
  const step = kTimeSteps.find((length) => length >= room);
  if (step) return {times: spanMultiples(step, from, to), step};
  const months = kMonthSteps.find((count) => count * 30.4 * kDay >= room) || 2400;
  return {times: monthMultiples(months, from, to), step: months * 30.4 * kDay};
}

function timeLabel(time, step) {
  const date = new Date(time);
  if (step >= 300 * kDay) return String(date.getUTCFullYear());
  if (step > 7 * kDay) return kMonths[date.getUTCMonth()];
  if (step >= kDay) return String(date.getUTCDate()).padStart(2, "0") + " " + kMonths[date.getUTCMonth()];
  return date.toISOString().slice(11, step >= kMinute ? 16 : 19);
}

function dateLabel(time, step) {
  if (step >= 300 * kDay) return "";
  const date = new Date(time);
  return step >= kDay ? String(date.getUTCFullYear()) : showDay(date);
}

// Dates need more room than times: one that would touch the one before it is left out.
function timeLabels(times, step, pixelsPerMs) {
  let shown = "", end = -Infinity;
  return times.map((time) => {
    const date = dateLabel(time, step);
    const fits = date !== shown && (time - end) * pixelsPerMs > 0;
    if (date === shown || !fits) return timeLabel(time, step);
    shown = date;
    end = time + 80 / pixelsPerMs;
    return timeLabel(time, step) + "\n" + date;
  });
}

function linearTicks(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((size) => size >= rough * (1 - 1e-9));
  const ticks = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9; ++n) ticks.push(n * step);
  return {ticks, step};
}

function logarithmicTicks(low, high, count) {
  const first = Math.floor(Math.log10(low)), last = Math.ceil(Math.log10(high));
  const decades = Math.log10(high / low);
  const factors = [[1, 2, 5], [1, 3]].find((some) => some.length * decades <= count + 1) || [1];
  const every = Math.max(1, Math.ceil((last - first) / count));
  const ticks = [];
  for (let power = first; power <= last; power += every) ticks.push(...factors.map((factor) => factor * 10 ** power));
  return ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}

function shortest(value) { return withSeparators(String(Number(value.toPrecision(6)))); }

const kLargeScales = [[1e12, " T"], [1e9, " G"], [1e6, " M"], [0, ""]];

function tickLabel(unit, value) {
  const size = Math.abs(value);
  if (unit === "ratio") return shortest(value * 100) + " %";
  if (unit === "seconds") {
    if (size === 0 || (size >= 120 && size % 60 === 0)) return showSeconds(value);
    const [scale, name] = kSecondScales.find(([least]) => size >= least * (1 - 1e-9)) || kSecondScales[3];
    return shortest(value / scale) + " " + name;
  }
  if (size !== 0 && (size < 1e-6 || size >= 1e15)) return String(Number(value.toPrecision(3)));
  const [scale, suffix] = kLargeScales.find(([least]) => size >= least);
  return shortest(value / (scale || 1)) + suffix;
}
