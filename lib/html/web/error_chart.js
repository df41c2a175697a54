// Failures over time, stacked by error code: the most frequent ones, and all others together.
const kErrorHues = ["vermillion", "blue", "orange", "green", "pink", "sky"];
const kLeastBar = 4;

function errorSeries() {
  const known = kPage.errors.map((text) => readColumn(text, kWindows.length, 0)).slice(0, kErrorHues.length);
  const series = known.map(
      (counts, i) => (
          {label: kReport.errors[i].code === null ? "(no code)" : showText(kReport.errors[i].code), hue: kErrorHues[i], counts}));
  const rest = kWindows.failures.map((all, at) => all - known.reduce((sum, counts) => sum + counts[at], 0));
  return kReport.errors.length > known.length ? series.concat({label: "other codes", hue: "muted", counts: rest}) : series;
}

function errorChart() {
  const title = "Errors", subtitle = "Failures per " + windowLength() + " by error code";
  const series = kPage.errors.length > 0 && kWindows.length > 0 ? errorSeries() : [];
  if (series.length === 0)
    return element("figure", {class: "card"}, element("h3", {}, title), note("No failures in this range."));
  return svgChart({
    title,
    subtitle,
    legend: legend(series.map(({label, hue}) => ({label, hue, filled: true}))),
    label: "failures by code; the table of errors has the same in numbers",
    paint: (frame) => paintBars(frame, series, barsOf(frame, series)),
    tip: (frame, x) => barTip(frame, x, series, barsOf(frame, series)),
  });
}

// Windows that would be thinner than a few pixels share a bar.
function barsOf(frame, series) {
  const each = Math.max(1, Math.ceil(((kZoom.last - kZoom.first) * kLeastBar) / (frame.right - frame.left)));
  const bars = [];
  for (let first = kZoom.first; first < kZoom.last; first += each) {
    const last = Math.min(first + each, kZoom.last);
    const counts = series.map((one) => one.counts.slice(first, last).reduce((sum, count) => sum + count, 0));
    bars.push({from: kWindows.from[first], to: kWindows.to[last - 1], counts});
  }
  return bars;
}

function paintBars(frame, series, bars) {
  const most = Math.max(1, ...bars.map(({counts}) => counts.reduce((sum, count) => sum + count, 0)));
  const ticks = linearTicks(0, most, kTickCount).ticks.filter(Number.isInteger);
  const y = (count) => frame.bottom - (count / (most * 1.04)) * (frame.bottom - frame.top);
  const paths = series.map(() => "");
  for (const {from, to, counts} of bars) {
    const x = frame.x(from), width = Math.max(1, frame.x(to) - x - 1);
    counts.reduce((below, count, i) => {
      if (count > 0) paths[i] += rectanglePath(x, y(below + count), width, y(below) - y(below + count));
      return below + count;
    }, 0);
  }
  return [
    valueAxisNodes(frame, "count", ticks, y),
    paths.map((d, i) => d && svgElement("path", {d, fill: "var(--" + series[i].hue + ")"})).filter(Boolean)
  ];
}

function barTip(frame, x, series, bars) {
  const bar = bars.find(({to}) => to > frame.time(x));
  if (!bar) return null;
  return [
    element("strong", {}, showMoment(bar.from) + " UTC"), element("span", {}, "for " + showSpan((bar.to - bar.from) / kSecond)),
    series.map(
        ({label, hue}, i) => element(
            "span", {class: "row"}, element("i", {class: "swatch filled", style: "--hue: var(--" + hue + ")"}),
            element("span", {}, label), element("b", {}, showNumber(bar.counts[i]))))
  ];
}
